"""The browser, for the desks' tests."""

from tests.browser import chromium

__all__ = ["chromium"]
