"""A first start brings everything up with the seeds in; a stop leaves no process behind; a second keeps it all."""

import signal
import stat

from tests.config.running.desk import Running, gone


def test_a_start_serves_the_seeds_and_a_stop_leaves_nothing_behind(running: Running) -> None:
    said = running.start()

    assert f"http://localhost:{running.port}/admin/" in said
    assert f"http://localhost:{running.port}/api/v1/" in said
    assert "Trump: end war in 24 hours" in running.page("/")
    assert "Trump: end war in 24 hours" in running.page("/api/v1/claims/")
    assert '"ready"' in running.page("/readyz")
    first = running.logins()
    assert set(first) == {"ada", "ben", "paula", "admin"}
    assert first == running.passwords()
    assert all(len(password) >= 16 for password in first.values())
    assert stat.S_IMODE((running.data / "logins.json").stat().st_mode) == 0o600

    assert running.stop(signal.SIGINT) == 0
    assert gone(running)

    running.start()
    assert running.logins() == first
    assert "Trump: end war in 24 hours" in running.page("/")
    assert running.stop(signal.SIGTERM) == 0
    assert gone(running)
