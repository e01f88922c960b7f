"""What a schema cannot say: cursors are those that were given out, and the record ends today."""

from datetime import UTC, datetime
from typing import Any

import schemathesis
from schemathesis import GenerationMode


@schemathesis.hook
def filter_case(context: Any, case: Any) -> bool:
    """Leave such cases out where only valid ones are wanted; tests of their own hold them."""
    meta, query = case.meta, case.query or {}
    if meta is None or meta.generation.mode != GenerationMode.POSITIVE:
        return True
    future = str(query.get("as_of", "")) > datetime.now(UTC).date().isoformat()
    return not (query.get("cursor") or future or ("as_of" in query and "state" in query))
