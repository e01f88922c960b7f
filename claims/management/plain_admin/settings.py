"""The settings of the program, without its desks and their theme."""

from config.settings import *  # noqa: F403
from config.settings import INSTALLED_APPS, MIDDLEWARE, TEMPLATES

INSTALLED_APPS = [
    # Without the search for admin modules, so that no desk is loaded.
    app.replace("django.contrib.admin", "django.contrib.admin.apps.SimpleAdminConfig")
    for app in INSTALLED_APPS
    if not app.startswith("unfold")
]
MIDDLEWARE = [name for name in MIDDLEWARE if not name.startswith(("claims.admin.", "csp."))]
TEMPLATES = [{**engine, "DIRS": []} for engine in TEMPLATES]
ROOT_URLCONF = "claims.management.plain_admin.urls"
