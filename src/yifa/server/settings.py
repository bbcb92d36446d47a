"""Django's settings of one place: what stands in its data folder decides."""

from __future__ import annotations

import os
from datetime import timedelta
from importlib.util import find_spec
from typing import Any

from yifa.server.place import APP, OWNER, ROOT, Place
from yifa.server.play_clock import play_clock

PLACE = Place.here()
DEBUG = False
SECRET_KEY = PLACE.secret("django")
#: encrypts the personal data that stands apart from the acts (docket.private)
PRIVATE_SECRET = PLACE.secret("private")

#: Rooms with tables or templates, bottom to top.
ROOMS = [
    "yifa.platform.accounts",
    "yifa.platform.audit",
    "yifa.docket",
    "yifa.library",
    "yifa.registry",
    "yifa.staffing",
    "yifa.evidence",
    "yifa.documents",
    "yifa.intake",
    "yifa.devices",
    "yifa.dispatch",
    "yifa.web.desk",
]


def _stands(module: str) -> bool:
    try:
        return find_spec(module) is not None
    except ModuleNotFoundError:
        return False


INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "procrastinate.contrib.django",
    *[room for room in ROOMS if _stands(f"{room}.apps")],
    "yifa.server",
]
if _stands("yifa.platform.accounts.apps"):
    AUTH_USER_MODEL = "accounts.User"

# What the database may be asked to do depends on the role: migrations and commands of the owner set YIFA_ROLE=owner.
ROLE = OWNER if os.environ.get("YIFA_ROLE") == "owner" else APP
DATABASES = {
    "default": {
        **PLACE.login(ROLE).django(),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "ATOMIC_REQUESTS": False,
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
USE_I18N = True

ROOT_URLCONF = "yifa.server.urls"
WSGI_APPLICATION = "yifa.server.wsgi.application"
PORT = int(os.environ.get("YIFA_PORT", "8000"))
#: Names under which the place is reached besides the machine itself, separated by commas.
HOSTS = [name for name in os.environ.get("YIFA_HOSTS", "").split(",") if name]
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]", *HOSTS]
#: Behind a proxy that ends TLS (it must set X-Forwarded-Proto itself).
BEHIND_TLS = os.environ.get("YIFA_TLS") == "proxy"

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "yifa.server.headers.ContentSecurity",
    "yifa.web.errors.Answers",
    "yifa.web.doors.Doors",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

STATIC_URL = "/static/"
STATICFILES_DIRS = [folder for folder in [ROOT / "build" / "static"] if folder.is_dir()]
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
WHITENOISE_MAX_AGE = 3600

PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
_PASSWORDS = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS: list[dict[str, Any]] = [
    {"NAME": f"{_PASSWORDS}.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": f"{_PASSWORDS}.CommonPasswordValidator"},
    {"NAME": f"{_PASSWORDS}.NumericPasswordValidator"},
    {"NAME": f"{_PASSWORDS}.UserAttributeSimilarityValidator", "OPTIONS": {"user_attributes": ("username", "name", "officer_code")}},
]

SESSION_COOKIE_NAME = "yifa_session"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = int(timedelta(hours=8).total_seconds())
SESSION_COOKIE_SECURE = BEHIND_TLS
CSRF_COOKIE_NAME = "yifa_csrf"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "yifa.web.errors.page_expired"
CSRF_COOKIE_SECURE = BEHIND_TLS
CSRF_TRUSTED_ORIGINS = [f"https://{name}" for name in HOSTS] if BEHIND_TLS else []
LOGIN_URL = "/login/"
LOGIN_REDIRECT_URL = "/"

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if BEHIND_TLS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 31_536_000

DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_HANDLERS = [
    "yifa.web.uploads.Bounded",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
FILE_UPLOAD_TEMP_DIR = str(PLACE.data)

#: What rooms ask of this place: its folders, the fonts of papers, the key of the log, the secret behind personal data.
YIFA_DATA = PLACE.data
YIFA_FONTS = ROOT / "build" / "fonts"
YIFA_LOG_KEY = PLACE.signing_key
PRIVATE_SECRET = PLACE.secret("private")
EVIDENCE = PLACE.data / "evidence"
PAPERS = PLACE.data / "papers"
HEADS = PLACE.data / "heads"

#: The clock that play moves on, in a folder of play and nowhere else; None is the machine's.
CLOCK = play_clock(PLACE)
if CLOCK is not None:
    MIDDLEWARE.insert(0, "yifa.server.play_time.TimeTold")

#: Where the process of live pushes listens (server.live); None: this place has none.
LIVE_PORT = int(os.environ["YIFA_LIVE_PORT"]) if os.environ.get("YIFA_LIVE_PORT") else None
#: Where browsers find it: empty, its port beside that of the pages; behind a proxy a path of it, /live unless another is named.
LIVE_ADDRESS = os.environ.get("YIFA_LIVE_ADDRESS", "/live" if BEHIND_TLS else "")
#: Tiles under the map: empty (own outlines only), an address with {z}/{x}/{y} (天地图), or of a .pmtiles archive.
TILES = os.environ.get("YIFA_TILES", "")

#: How many days the places of officers on duty are kept.
POSITIONS_DAYS = int(os.environ.get("YIFA_POSITIONS_DAYS", "30"))

#: Media servers that may stand where else nothing is fetched from (this machine), separated by commas: http://127.0.0.1:8888
MEDIA_SERVERS = tuple(origin.strip() for origin in os.environ.get("YIFA_MEDIA", "").split(",") if origin.strip())

# Tasks stand in jobs.py of the rooms.
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {"procrastinate": {"level": "WARNING"}, "django.security.DisallowedHost": {"level": "ERROR"}},
}
