"""When a promise falls due, read from its words: "within 24 hours", "by 2030", "on day one".

A span of time is counted from `start` (the day somebody takes office, say) where it is known, else from
the day of the utterance. "On day one" and "my first 100 days" have no date without a start: they stay open.
"""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

from claims.extraction.types import Deadline

WORDS = {
    "a": 1,
    "an": 1,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "twelve": 12,
    "hundred": 100,
}
MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
NUMBER = r"(\d{1,4}|" + "|".join(WORDS) + ")"
SPAN = re.compile(
    rf"(?<!\btime )\b(?:with)?in\s+(?:the\s+(?:next|first|coming)\s+|my\s+first\s+|our\s+first\s+)?{NUMBER}[\s-]"
    r"(hour|day|week|month|year)s?\b",
    re.I,
)
FIRST = re.compile(
    rf"\b(?:in|within|during)\s+(?:my|his|her|our|their|the)\s+first\s+{NUMBER}\s+(day|week|month|year)s?\b",
    re.I,
)
DAY_ONE = re.compile(r"\b(?:on|from)\s+(?:my\s+|the\s+)?(?:day\s+one|first\s+day(?:\s+in\s+office)?)\b", re.I)
BY_YEAR = re.compile(r"\b(?:by|before|until)\s+(?:the\s+end\s+of\s+)?((?:19|20|21)\d\d)\b", re.I)
BY_MONTH = re.compile(
    rf"\b(by|before|until)\s+(?:the\s+end\s+of\s+)?({'|'.join(MONTHS)})(?:\s+(\d{{1,2}}))?(?:,?\s+((?:19|20|21)\d\d))?\b",
    re.I,
)
NEXT_YEAR = re.compile(
    r"\b(?:by\s+(?:the\s+end\s+of\s+)?|before\s+the\s+end\s+of\s+)?(this|next|(?<=end of )the)\s+(year|month|week)\b",
    re.I,
)
IN_OFFICE = re.compile(
    r"\b(?:if|once|when|after)\s+(?:\w+\s+){0,3}(?:elected|in\s+office|takes?\s+office|president)\b", re.I
)
ABLE = re.compile(r"\b(?:he|she|they|it|we|i)\s+(?:could|can)\b|\bable to\b", re.I)


def find_deadline(text: str, on: date | None, start: date | None = None) -> Deadline | None:
    """The deadline that the words name; None where they name none. `due_on` is None where no day can be told."""
    for reader in (_first, _span, _day_one, _by_month, _by_year, _relative):
        found = reader(text, on, start)
        if found is not None:
            return found
    return None


def _first(text: str, on: date | None, start: date | None) -> Deadline | None:
    match = FIRST.search(text)
    return _counted(match.group(), match.group(1), match.group(2), start) if match else None


def _span(text: str, on: date | None, start: date | None) -> Deadline | None:
    match = SPAN.search(text)
    if match is None:
        return None
    # "he could do it in 24 hours" does not say when he starts.
    later = "first" in match.group().lower() or any(r.search(text) for r in (IN_OFFICE, ABLE))
    return _counted(match.group(), match.group(1), match.group(2), start or (None if later else on))


def _counted(words: str, amount: str, unit: str, begin: date | None) -> Deadline:
    if begin is None:
        return Deadline(None, "open", f"“{words}”, counted from a day that the text does not state")
    number = int(amount) if amount.isdigit() else WORDS[amount.lower()]
    unit = unit.lower()
    basis = f"“{words}”, counted from {begin.isoformat()}"
    try:
        if unit == "hour":
            return Deadline(begin + timedelta(days=-(-number // 24)), "day", basis)
        if unit in {"day", "week"}:
            return Deadline(begin + timedelta(days=number * (7 if unit == "week" else 1)), "day", basis)
        months = begin.month - 1 + number * (12 if unit == "year" else 1)
        year, month = begin.year + months // 12, months % 12 + 1
        day = min(begin.day, calendar.monthrange(year, month)[1])
        return Deadline(date(year, month, day), "month" if unit == "month" else "year", basis)
    except (OverflowError, ValueError):
        return Deadline(None, "open", basis)


def _day_one(text: str, on: date | None, start: date | None) -> Deadline | None:
    match = DAY_ONE.search(text)
    if match is None:
        return None
    if start is None:
        return Deadline(None, "open", f"“{match.group()}”: the first day in office is not stated")
    return Deadline(start, "day", f"“{match.group()}”, the first day being {start.isoformat()}")


def _by_year(text: str, on: date | None, start: date | None) -> Deadline | None:
    match = BY_YEAR.search(text)
    if match is None:
        return None
    year = int(match.group(1)) - (
        match.group().lower().startswith("before") and "end" not in match.group().lower()
    )
    return Deadline(date(year, 12, 31), "year", f"“{match.group()}”")


def _by_month(text: str, on: date | None, start: date | None) -> Deadline | None:
    match = BY_MONTH.search(text)
    if match is None:
        return None
    preposition, name, day, year_given = match.groups()
    month = MONTHS[name.lower()]
    if year_given is None and on is None:
        return Deadline(None, "open", f"“{match.group()}”: the year is not stated")
    year = int(year_given) if year_given else on.year + (month < on.month) if on else 0
    last = calendar.monthrange(year, month)[1]
    due = date(year, month, min(int(day), last) if day else last)
    if preposition.lower() == "before":
        due = (due if day else date(year, month, 1)) - timedelta(days=1)
    return Deadline(due, "day" if day else "month", f"“{match.group()}”")


def _relative(text: str, on: date | None, start: date | None) -> Deadline | None:
    match = NEXT_YEAR.search(text)
    if match is None or on is None:
        return None
    ahead, unit = match.group(1).lower() == "next", match.group(2).lower()
    basis = f"“{match.group()}”, said on {on.isoformat()}"
    if unit == "year":
        return Deadline(date(on.year + ahead, 12, 31), "year", basis)
    if unit == "week":
        return Deadline(on + timedelta(days=6 - on.weekday() + 7 * ahead), "day", basis)
    months = on.month - 1 + ahead
    year, month = on.year + months // 12, months % 12 + 1
    return Deadline(date(year, month, calendar.monthrange(year, month)[1]), "month", basis)
