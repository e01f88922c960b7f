"""How well pages and feeds are read, on folders of saved ones. Pure functions; `manage.py evaluate` calls them."""
