"""Evidence under an open version, and what a reader would ask about its dates."""

from datetime import date

from claims.editorial import evidence, workflow
from tests.editorial.refusals import refused
from tests.factories import ada, ben, cleo, make_claim, make_draft


def test_whoever_attaches_evidence_cannot_approve() -> None:
    version = make_draft()
    evidence.attach_evidence(version=version, actor=ben(), title="Census")
    workflow.submit(version=version, actor=ada())
    with refused("approver"):
        workflow.approve(version=version, actor=ben())


def test_a_second_click_does_not_attach_it_twice() -> None:
    version = make_draft()
    evidence.attach_evidence(version=version, actor=ada(), title="Census", url="https://census.example/")
    with refused("title", "already"):
        evidence.attach_evidence(version=version, actor=ada(), title="Census", url="https://census.example/")


def test_a_submitted_version_takes_no_evidence() -> None:
    version = make_draft()
    workflow.submit(version=version, actor=ada())
    with refused("evidence", "Take it back to draft"):
        evidence.attach_evidence(version=version, actor=ada(), title="Census")


def test_evidence_has_a_title() -> None:
    with refused("title"):
        evidence.attach_evidence(version=make_draft(), actor=ada(), title="  ")


def test_evidence_of_a_day_to_come_is_refused() -> None:
    version = make_draft()
    with refused("dated_on", "1 January 2099 has not come yet"):
        evidence.attach_evidence(version=version, actor=ada(), title="Census", dated_on=date(2099, 1, 1))
    item = evidence.attach_evidence(
        version=version, actor=ada(), title="Census", url="https://census.example/"
    )
    with refused("dated_on", "has not come yet"):
        evidence.edit_evidence(evidence=item, actor=ada(), dated_on=date(2099, 1, 1))


def test_an_outsider_attaches_nothing() -> None:
    with refused("actor"):
        evidence.attach_evidence(version=make_draft(), actor=cleo(), title="Census")


def test_it_warns_when_nothing_is_dated_on_or_after_the_promised_day() -> None:
    version = make_draft(make_claim("build homes", due_on=date(2025, 1, 21)))
    assert evidence.warnings_of(version) == [
        "No evidence is dated on or after 21 January 2025, when the promise fell due."
    ]
    evidence.attach_evidence(
        version=version, actor=ada(), title="Count", url="https://count.example/", dated_on=date(2025, 1, 22)
    )
    assert evidence.warnings_of(version) == []


def test_it_asks_whether_newer_evidence_was_known_at_the_time() -> None:
    version = make_draft(make_claim(said_on=date(2024, 10, 1)))
    [warning] = evidence.warnings_of(version)
    assert "Labour market in figures" in warning
    assert "known when the claim was made" in warning
