"""Feeds, items, turns: polled from a real local server."""
