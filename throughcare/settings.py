"""How the program is put together. What differs from place to place comes from the environment."""

import os
from contextlib import suppress
from pathlib import Path
from secrets import token_urlsafe
from typing import Any

from throughcare import __version__
from throughcare.foundation.database import connection_settings
from throughcare.foundation.database.places import home_folder
from throughcare.rules import folder as pack_folder

VERSION = __version__
FOLDER = Path(__file__).resolve().parent.parent
HOME = home_folder(os.environ)


def own_secret_key() -> str:
    """A key of this installation's own, made the first time and kept beside the database."""
    kept = HOME / "secret-key"
    if not kept.exists():
        HOME.mkdir(parents=True, exist_ok=True)
        made = HOME / f"secret-key.{os.getpid()}"
        made.touch(mode=0o600)
        made.write_text(token_urlsafe(48))
        # The first of two that start at once wins, with its whole key.
        with suppress(FileExistsError):
            os.link(made, kept)
        made.unlink()
    return kept.read_text()


DEMO = os.environ.get("THROUGHCARE_DEMO") == "1"
"""The fictional world: sign-ins are printed and every page says that nobody in it is real."""

DEBUG = False
SECRET_KEY = os.environ.get("THROUGHCARE_SECRET_KEY") or own_secret_key()
ALLOWED_HOSTS = os.environ.get("THROUGHCARE_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
SEAL_SECONDS = int(os.environ.get("THROUGHCARE_SEAL_SECONDS", "300"))
"""How often whoever serves the pages seals the audit; 0 leaves it to `throughcare audit seal`."""
COMPARE_SECONDS = int(os.environ.get("THROUGHCARE_COMPARE_SECONDS", "20"))
"""How soon whoever serves the pages compares who is new with everybody else; 0 leaves it to
`throughcare compare`."""
CALCULATE_SECONDS = int(os.environ.get("THROUGHCARE_CALCULATE_SECONDS", "5"))
"""How soon whoever serves the pages works out who is still due; 0 leaves it to
`throughcare calculate`."""
PACK = str(pack_folder())
SITE_PACK = os.environ.get("THROUGHCARE_SITE_PACK", "")
"""A folder with the site's own instruments, read beside those of the pack; empty for none."""

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "throughcare.foundation.access",
    "throughcare.foundation.audit",
    "throughcare.foundation.events",
    "throughcare.foundation.packs",
    "throughcare.foundation.ui",
    "throughcare.staff",
    "throughcare.people",
    "throughcare.record",
    "throughcare.signoff",
    "throughcare.sentences",
    "throughcare.risk",
    "throughcare.assessments",
    "throughcare.plans",
    "throughcare.supervision",
    "throughcare.calculations",
    "throughcare.signals",
    "throughcare.reports",
    "throughcare.moments",
    "throughcare.web",
    "throughcare.exchange",
    "throughcare.api",
    "throughcare.disclosure",
    "throughcare.retention",
    "throughcare.demo",
    "throughcare.reference",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "throughcare.web.middleware.headers",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "throughcare.web.sessions.Sessions",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "throughcare.web.middleware.Bodies",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "throughcare.web.sessions.Limits",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "throughcare.web.middleware.Acting",
]

ROOT_URLCONF = "throughcare.urls"
WSGI_APPLICATION = "throughcare.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "APP_DIRS": True,
        "OPTIONS": {
            "environment": "throughcare.foundation.ui.jinja.environment",
            "autoescape": True,
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "throughcare.foundation.ui.context.page",
                "throughcare.web.context.sign_in",
                "throughcare.web.context.signed_in",
                "throughcare.web.context.person",
            ],
        },
    },
    # allauth's own pages are all replaced by ours; Django's mail and forms still want an engine.
    {"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True},
]

_database = connection_settings()
DATABASES = {
    "default": {
        **_database,
        "ENGINE": "throughcare.foundation.access.postgres",
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        # Under row security planning a query costs more than running it: a worker asks the same
        # ones all day, so each connection keeps the plans of those it asked often.
        "OPTIONS": {
            **_database["OPTIONS"],
            "server_side_binding": True,
            "prepare_threshold": 5,
        },
        # Views run in a transaction that knows who is asking: web.middleware.Acting opens it.
        "ATOMIC_REQUESTS": False,
    }
}
if _replica := os.environ.get("THROUGHCARE_REPLICA_URL"):
    # Pages are read from it where it has come as far as the server: foundation.database.replica.
    _found = connection_settings({"DATABASE_URL": _replica})
    DATABASES["replica"] = {
        **DATABASES["default"],
        **_found,
        "OPTIONS": {**DATABASES["default"]["OPTIONS"], "connect_timeout": 2, **_found["OPTIONS"]},
    }
# Tries to sign in are counted, and used codes remembered, where every process sees them and a
# restart forgets nothing. Pages keep nothing here.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "staff_tries",
        # Reached only by somebody who tries very many accounts; what has run out goes first.
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "staff.Member"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
ACCOUNT_ADAPTER = "throughcare.web.signing_in.Adapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 5 * 60
"""How long after a colleague proved who they are they may change how they sign in."""
ACCOUNT_RATE_LIMITS = {
    # Good tries as well: a whole building signs in behind one address on a Monday morning.
    "login": "120/m/ip",
    # Wrong tries. An address: a building's slips, and too few to try one password on everybody.
    # An account: five and a short wait; who goes on is slower and slower, to 50 a day at the most.
    "login_failed": "60/5m/ip,5/5m/key,15/h/key,50/d/key",
}
API_RATE_LIMITS = {
    # By token: a program that asks without rest does not keep pages waiting.
    "call": f"{os.environ.get('THROUGHCARE_API_CALLS', '300')}/m/key",
    # Without one that lets in, by address: nobody guesses 256 bits, but nobody shall try either.
    "stranger": "60/5m/ip",
}
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("THROUGHCARE_PROXIES", "0"))
"""How many web servers of ours stand in front: the address of who asks is read from the last."""

SECOND_STEP_ASKED = os.environ.get("THROUGHCARE_SECOND_STEP", "off" if DEMO else "on") != "off"
"""Whether the roles that the pack names must have a second step at sign-in."""
MFA_ADAPTER = "throughcare.web.second_step.Adapter"
MFA_FORMS = {
    "add_webauthn": "throughcare.web.passkeys.AddForm",
    "authenticate_webauthn": "throughcare.web.passkeys.AuthenticateForm",
    "login_webauthn": "throughcare.web.passkeys.LoginForm",
    "reauthenticate_webauthn": "throughcare.web.passkeys.ReauthenticateForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = (
    "required"  # a finger, a face or a PIN: having the key is not enough
)
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_TOLERANCE = 0  # with more, allauth would forget a used code before it runs out
OPENID: dict[str, Any] = {
    "issuer": os.environ.get("THROUGHCARE_OPENID_ISSUER", ""),
    "client_id": os.environ.get("THROUGHCARE_OPENID_CLIENT", ""),
    "client_secret": os.environ.get("THROUGHCARE_OPENID_SECRET", ""),
    # What of its answer names a colleague here: their e-mail address, or else their staff number.
    "claim": os.environ.get("THROUGHCARE_OPENID_CLAIM", "email"),
    # What it says, as `amr` or `acr`, when it has asked for a second step itself.
    "second_step": os.environ.get("THROUGHCARE_OPENID_SECOND_STEP", "mfa").split(),
}
"""The organisation's own sign-in, by OpenID Connect; nothing of it is offered without an issuer."""
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "web:caseload"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"

SESSION_ENGINE = "django.contrib.sessions.backends.db"
# How long somebody stays signed in the pack says (sessions.toml); this is when it is swept away.
SESSION_COOKIE_AGE = 60 * 60 * 26
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Strict"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_FAILURE_VIEW = "throughcare.web.views.errors.csrf_failure"
if os.environ.get("THROUGHCARE_HTTPS") == "1":
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    # Names that a browser takes from this very host alone, over HTTPS.
    SESSION_COOKIE_NAME = "__Host-session"
    CSRF_COOKIE_NAME = "__Host-csrf"
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# A 200,000-character note with its markup fits many times over; ten megabytes does not.
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
# Files go by unless a page takes one (foundation.files); none is ever written to disk.
FILE_UPLOAD_HANDLERS = ["throughcare.foundation.files.NoFile"]
READ_TO_ITS_END = 100 * 1024 * 1024
"""What a colleague sends is read to its end, and let go by if it is too much, so that they see why
on a page; what is longer than this is cut off."""

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = True
LANGUAGES = [("en", "English"), ("cy", "Cymraeg")]
LOCALE_PATHS = [FOLDER / "throughcare" / "locale"]

STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_MAX_AGE = 60 * 60

EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
