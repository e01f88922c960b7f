"""The pages are looked at in a real browser too."""

from tests.browser import chromium

__all__ = ["chromium"]
