"""A short soak of writers and editors: no error, no deadlock, every decision in its place."""

from pathlib import Path

from tests.soak.writers import Writers


def test_nothing_is_lost_while_many_write_and_decide(tmp_path: Path) -> None:
    soak = Writers(tmp_path, claims=2_000, say=lambda text: None)
    try:
        out = soak.run(writers=4, editors=3, seconds=25)
    finally:
        soak.close()
    assert out.faults == []
    assert out.deeds["stored"] >= 5
    assert out.deeds["promoted"] >= 5
    assert out.deeds["dismissed"] >= 5
