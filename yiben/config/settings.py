"""Every setting, in one file. What may differ between places is read from YIBEN_… variables, and a bad value
stops the start with a sentence."""

import os
import secrets
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from yiben.lib.sealing import new_key

HOSTS = ["localhost", "127.0.0.1", "[::1]"]
PACKAGE = Path(__file__).resolve().parent.parent


def env(name: str, default: str = "") -> str:
    return os.environ.get(name, "").strip() or default


def envbool(name: str, default: bool = False) -> bool:
    value = env(name, "1" if default else "0").lower()
    if value not in {"0", "1", "true", "false", "yes", "no"}:
        raise ImproperlyConfigured(f"环境变量 {name} 只能是 1 或 0，现在是「{value}」")
    return value in {"1", "true", "yes"}


def envint(name: str, default: int) -> int:
    value = env(name, str(default))
    if not value.isdecimal() or len(value) > 9 or not int(value):
        raise ImproperlyConfigured(f"环境变量 {name} 应是不带小数的数字，从 1 起，现在是「{value}」")
    return int(value)


def envpath(name: str, default: str) -> Path:
    path = Path(env(name, default)).expanduser().absolute()
    if path.exists() and not path.is_dir():
        raise ImproperlyConfigured(f"环境变量 {name} 应是一个文件夹，{path} 是文件")
    return path


def envaddress(name: str) -> str:
    """The start of an address, without a path or a slash at its end; "" where none is set."""
    address = env(name).rstrip("/")
    parts = urlsplit(address)
    if address and (parts.scheme not in {"http", "https"} or not parts.netloc or parts.path or parts.query):
        raise ImproperlyConfigured(f"环境变量 {name} 的写法是 https://主机名，现在是「{address}」")
    return address


def signing_key() -> str:
    return secrets.token_urlsafe(48)


def kept_secret(data: Path, name: str, make: Callable[[], str], loss: str) -> str:
    """A secret kept in a file of the data folder, made on first start. Where there is no folder yet, nothing signed
    or sealed with it can outlive this process, so a passing one does. A bad file stops the start, telling the loss."""
    kept = data / name
    if not data.is_dir():
        return make()
    try:
        with open(os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(make())
    except FileExistsError:
        pass
    except OSError as error:
        raise ImproperlyConfigured(f"数据文件夹 {data} 不能写入：{error.strerror}") from error
    key = kept.read_text().strip()
    if len(key) < len(make()):
        raise ImproperlyConfigured(f"密钥文件 {kept} 是空的或被截断了；删去它会另生成一个，{loss}")
    return key


# SQLite for one street (stack.md's figures: FULL, because a ledger must not lose its last commits on a power cut;
# secure_delete, because what was erased on a lawful ground must be gone from the file, too).
PRAGMAS = """
PRAGMA journal_mode=WAL;
PRAGMA synchronous=FULL;
PRAGMA foreign_keys=ON;
PRAGMA secure_delete=ON;
PRAGMA cache_size=-65536;
PRAGMA mmap_size=268435456;
"""


_WRITTEN = "数据库的地址（YIBEN_DATABASE）的写法是 postgres://用户:密码@主机/库名"


def database(address: str, data: Path) -> dict[str, Any]:
    if not address:
        return {
            "ENGINE": "yiben.lib.sqlite",
            "NAME": data / "book.sqlite3",
            "CONN_MAX_AGE": None,
            "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": PRAGMAS},
            "TEST": {"NAME": ":memory:"},
        }
    try:
        parts = urlsplit(address)
        port = parts.port or ""
    except ValueError as error:
        raise ImproperlyConfigured(_WRITTEN) from error
    if parts.scheme not in {"postgres", "postgresql"} or not parts.path.strip("/"):
        raise ImproperlyConfigured(_WRITTEN)
    if find_spec("psycopg") is None:
        raise ImproperlyConfigured("账本放在 PostgreSQL 里还要装 psycopg：pip install 'yiben[postgres]'")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": _host(parts.netloc),
        "PORT": port,
        # A thread keeps its connection, and asks before each request whether it still stands.
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"connect_timeout": 10, "application_name": "yiben"},
    }


def _host(netloc: str) -> str:
    """The host as written: the folder of a socket (%2Frun%2Fpostgresql) may have capitals, which `hostname` loses."""
    host = netloc.rpartition("@")[2]
    return unquote(host[1:].partition("]")[0] if host.startswith("[") else host.partition(":")[0])


def kept_address(data: Path) -> str:
    """Where the book of this folder lies, if `yiben init --database` has put that down there."""
    kept = data / "database"
    return kept.read_text(encoding="utf-8").strip() if kept.is_file() else ""


# Where this street keeps its book, its key and its files.
DATA = envpath("YIBEN_DATA", "data")
FILES = DATA / "files"
# A folder made by `yiben demo` says so itself, with the day on which its sample year stands still: every page shows
# it, and it is served on this machine only.
DEMO = (DATA / "DEMO").exists()
DEMO_DAY = (DATA / "DEMO").read_text().strip() if DEMO else ""

SECRET_KEY = kept_secret(DATA, "secret-key", signing_key, "所有人需重新登录")
# What residents told us and second factors are sealed with it (lib/sealing): without it they are unreadable.
FIELD_KEY = kept_secret(DATA, "field-key", new_key, "用它加密过的内容就再也读不出来，请先找备份")
DEBUG = envbool("YIBEN_DEBUG")
ALLOWED_HOSTS = [host.strip() for host in env("YIBEN_HOSTS", ",".join(HOSTS)).split(",") if host.strip()]
if DEMO:
    ALLOWED_HOSTS = HOSTS
# Residents come in by addresses of their own, or not at all: none named, and their door is shut.
RESIDENTS_HOSTS = [host.strip() for host in env("YIBEN_RESIDENTS_HOSTS").split(",") if host.strip()]
if shared := sorted(set(RESIDENTS_HOSTS) & set(ALLOWED_HOSTS)):
    raise ImproperlyConfigured(f"居民和工作人员不能用同一个地址：{shared[0]}（YIBEN_RESIDENTS_HOSTS、YIBEN_HOSTS）")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "axes",
    "csp",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "yiben.ui",
    "yiben.units",
    "yiben.terms",
    "yiben.plans",
    "yiben.ledger",
    "yiben.figures",
    "yiben.reports",
    "yiben.portal",
    "yiben.capture",
    "yiben.config",
]

MIDDLEWARE = [
    "yiben.config.loopback.DemoStaysHome",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "yiben.config.logs.AccessLog",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "yiben.config.bounds.RequestLimit",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "yiben.units.scope.PostMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "yiben.lib.refused.RefusedMiddleware",
    "yiben.ui.pressed.PressedMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "yiben.config.urls"
WSGI_APPLICATION = "yiben.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "yiben.ui.context.page",
                "yiben.config.navigation.doors",
                "yiben.config.keeping.nagging.left",
                "yiben.capture.context.outbox",
            ],
        },
    }
]

DATABASES = {"default": database(env("YIBEN_DATABASE") or kept_address(DATA), DATA)}
if DEMO and DATABASES["default"]["ENGINE"] != "yiben.lib.sqlite":
    raise ImproperlyConfigured(f"{DATA} 是演示数据的文件夹，不能连接别的数据库：请去掉环境变量 YIBEN_DATABASE")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Who: sign-in is throttled per person and address. Nothing is kept of sign-ins that succeed: how often and when
# staff sign in is not ours to record.
AUTH_USER_MODEL = "units.Person"
LOGIN_URL = "units:sign_in"
FOUNDING_URL = "portal:begin"
LOGIN_REDIRECT_URL = LOGOUT_REDIRECT_URL = "/"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
    "yiben.units.second_factor.CodeBackend",
]
# Administrators show a second factor. The demo's passwords are printed, and it is served to its own machine only.
SECOND_FACTOR = not DEMO
# The office's own account system, where it has one (units/oidc.py). OIDC_CLAIM is the claim that holds the login name
# here; OIDC_SECOND_FACTOR says that the issuer asks for one itself, so that we don't ask again.
OIDC_ISSUER = env("YIBEN_OIDC_ISSUER")
OIDC_NAME = env("YIBEN_OIDC_NAME", "统一身份认证")
OIDC_RP_CLIENT_ID = env("YIBEN_OIDC_CLIENT_ID")
OIDC_RP_CLIENT_SECRET = env("YIBEN_OIDC_CLIENT_SECRET")
OIDC_CLAIM = env("YIBEN_OIDC_CLAIM", "preferred_username")
OIDC_SECOND_FACTOR = envbool("YIBEN_OIDC_SECOND_FACTOR")
OIDC_RP_SIGN_ALGO = "RS256"
OIDC_RP_SCOPES = "openid profile"
OIDC_USE_PKCE = True
OIDC_CREATE_USER = False
OIDC_TIMEOUT = 10
OIDC_AUTHENTICATION_CALLBACK_URL = "units:oidc_back"
if OIDC_ISSUER:
    if not (OIDC_RP_CLIENT_ID and OIDC_RP_CLIENT_SECRET):
        raise ImproperlyConfigured("设了 YIBEN_OIDC_ISSUER，还要设 YIBEN_OIDC_CLIENT_ID 和 YIBEN_OIDC_CLIENT_SECRET")
    AUTHENTICATION_BACKENDS.append("yiben.units.oidc.Backend")
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
AXES_FAILURE_LIMIT = envint("YIBEN_SIGNIN_TRIES", 10)
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
# Django's form calls it so, whatever the model does; otherwise tries are counted for nobody and stop nobody.
AXES_USERNAME_FORM_FIELD = "username"
AXES_RESET_ON_SUCCESS = True
AXES_DISABLE_ACCESS_LOG = True
AXES_LOCKOUT_CALLABLE = "yiben.units.views.locked_out"
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False

# In transit. `yiben serve` on this machine's own address is plain http and says so; everything else is TLS, either
# the server's own or that of a proxy which sets X-Forwarded-Proto itself.
INSECURE = envbool("YIBEN_INSECURE")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = not INSECURE
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 3600
SECURE_HSTS_SECONDS = 0 if INSECURE else 365 * 24 * 3600
SECURE_REFERRER_POLICY = "same-origin"
if envbool("YIBEN_PROXY"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

# What takes long is queued in the book's own database, and done by the worker that `yiben serve` runs.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# What comes in: no request above the limit is read at all; a file stays in memory up to 2.5 MB, then goes to a
# temporary one; forms without files stay small.
REQUEST_LIMIT = envint("YIBEN_UPLOAD_MB", 32) * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 4000
DATA_UPLOAD_MAX_NUMBER_FILES = 20
FILE_UPLOAD_PERMISSIONS = 0o600
MEDIA_ROOT = FILES

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
USE_THOUSAND_SEPARATOR = False

# Where this site is reached from other machines, as it stands in documents: with it, each figure of an issued report
# has a QR code in the source table that opens its page.
PUBLIC_ADDRESS = envaddress("YIBEN_ADDRESS")

# The page that tells how a measure goes; the room `plans` stands below the one that has it, and is told here.
MEASURE_PAGE = "figures:measure"
# How what is due stands, for the calendar of the same room.
STANDINGS = "yiben.figures.standing"
# Where the evidence of a measure, a line or a unit is packed.
PACK_PAGE = "reports:pack"
# What is open in a post or at a unit, told by each room that keeps such work; the room `units` stands below them.
OPEN_WORK = ("yiben.plans.handing", "yiben.ledger.handing", "yiben.reports.handing")
# Where all the figures of a unit stand, to which its own page leads.
FIGURES_PAGE = "figures:index"
# Where an activity that was announced in the calendar is logged when it has been held.
ENTRY_PAGE = "ledger:new"

# `yiben serve` collects at start; where nothing is collected, files are served from the package under plain names.
STATIC_URL = "static/"
STATIC_ROOT = DATA / "static"
WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_USE_FINDERS = not (STATIC_ROOT / "staticfiles.json").exists()
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "yiben.config.static.Static"},
}

# JSON lines on stderr, telling nothing of anybody (config/logs.py); with a line for each page where it is asked for.
ACCESS_LOG = envbool("YIBEN_ACCESS_LOG")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"lines": {"()": "yiben.config.logs.Lines"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "lines"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"axes": {"level": "ERROR"}, "yiben.access": {"level": "INFO" if ACCESS_LOG else "WARNING"}},
}
