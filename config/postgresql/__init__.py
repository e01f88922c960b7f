"""PostgreSQL as Django speaks to it, but for how it treats connections: see base.py."""
