"""What differs from Django's own: a connection is looked at, not asked, and what a lost machine holds is let go.

Django sends a question before the first query of each request, which costs a short answer a tenth of its time. A
server that ended or ended the connection has told so, and the socket can be read; where it says nothing, nothing is
asked. What a silent network hides, a question would not find out sooner than the query itself.

A machine that the network loses in the middle of a transaction would hold its rows until the server's system gives
the line up, two hours as a rule. Nothing here leaves a transaction idle for minutes.
"""

from __future__ import annotations

import select

from django.db.backends.postgresql import base

HELD = "2min"  # for so long a transaction may be idle; then the server ends it


class DatabaseWrapper(base.DatabaseWrapper):
    """The connection of a thread."""

    def is_usable(self) -> bool:
        """Is the connection alive? Asked only where something was said since the last query."""
        if self.connection is None or self.connection.closed:
            return False
        news = select.poll()
        news.register(self.connection.fileno(), select.POLLIN)
        return super().is_usable() if news.poll(0) else True

    def init_connection_state(self) -> None:
        """Once for each connection."""
        super().init_connection_state()
        self.connection.execute(f"SET idle_in_transaction_session_timeout = '{HELD}'")
        if not self.get_autocommit():
            self.connection.commit()
