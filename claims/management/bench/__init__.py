"""Benchmarks, one module each with `run(arguments, write)`; `manage.py bench NAME` finds it by its name."""
