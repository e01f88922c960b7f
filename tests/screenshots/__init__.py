"""The pictures of docs/screenshots: `python -m tests.screenshots [FOLDER]` takes them all anew."""
