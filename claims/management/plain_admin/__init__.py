"""Django's own admin on the candidates, as it comes: what `manage.py bench triage` measures the desk against."""
