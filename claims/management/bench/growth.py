"""Does the time of the extraction grow like the text? One long paragraph, and texts that are hard to read.

Each text is read at three lengths, each four times the one before: four times the seconds is linear.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from claims.extraction.extract import Document, extract
from claims.extraction.language import parser

PROSE = "Ada Byron said the bridge would open in May, and “it cost 40 million euros,” she told reporters. "
TEXTS = {
    "one paragraph": PROSE,
    "paragraphs": PROSE + "\n",
    "capitals": PROSE.upper(),
    "no punctuation": "the bridge is open and she said that ",
    "marks never closed": "“he said ",
    "straight marks": 'he said " ',
    "marks alone": "“",
    "labels": "BYRON: It is open.\nCARTER: She said no.\n",
    "an endless word": "a",
    "line breaks": "\n",
}
LENGTHS = (12_500, 50_000, 200_000)


def run(arguments: list[str], write: Callable[[str], object]) -> None:
    """Print seconds of the processor by text and length; an argument, such as 50000, is the longest length."""
    longest = int(arguments[0]) if arguments else LENGTHS[-1]
    lengths = [longest // 16, longest // 4, longest]
    _seconds(PROSE)
    write(f"{'seconds for characters':24}" + "".join(f"{length:>10,}" for length in lengths) + "   times")
    for name, piece in TEXTS.items():
        times = [_seconds((piece * (length // len(piece) + 1))[:length]) for length in lengths]
        row = "".join(f"{seconds:10.2f}" for seconds in times)
        write(f"{name:24}{row}{times[2] / max(times[1], 0.001):8.1f}")


def _seconds(text: str) -> float:
    language = parser()
    begin = time.process_time()
    list(extract([Document("text", text)], speakers=[], language=language))
    return time.process_time() - begin
