"""The soak: feeds on a local server that misbehaves, workers killed at random, every article once.

    python -m tests.soak --feeds 500 --articles 20000 --hosts 60 --minutes 30

`test_soak.py` runs a short form of the same.
"""
