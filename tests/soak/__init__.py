"""The soak: feeds on a local server that misbehaves, workers killed at random, every article once.

    python -m tests.soak            500 feeds, 20,000 articles, 60 hosts, kills for 15 minutes; an hour at most

`test_soak.py` runs a short form of the same.
"""
