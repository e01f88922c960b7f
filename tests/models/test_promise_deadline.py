"""A promise may fall due; then precision and basis are known. Nothing else falls due."""

from datetime import date

from tests.factories import make_claim
from tests.models.refusals import refused

DAY = date(2025, 1, 21)


def test_a_promise_may_carry_a_deadline() -> None:
    claim = make_claim("end war in 24 hours", due_on=DAY)
    assert claim.due_on == DAY


def test_a_deadline_has_a_basis() -> None:
    with refused("claim_due_date_has_precision_and_basis"):
        make_claim("end war in 24 hours", due_on=DAY, due_basis="")


def test_a_statistic_does_not_fall_due() -> None:
    with refused("claim_only_promises_fall_due"):
        make_claim("inflation fell to 3 percent", kind="statistic", due_on=DAY)
