"""What every test shares: cheap password hashing, and no file of a real street within reach."""

import os
import sys

import pytest


def pytest_configure(config: pytest.Config) -> None:
    _keep_bytecode(config)
    from django.conf import settings

    # Argon2 is slow by intent; a collected manifest would make pages depend on what somebody served last.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    # Looked for when asked for: listed at the start, all of them would be read for each client that a test makes.
    settings.WHITENOISE_USE_FINDERS = settings.WHITENOISE_AUTOREFRESH = True
    settings.DEMO = False


def _keep_bytecode(config: pytest.Config) -> None:
    """Where nothing may be written beside the sources, each of the many processes that tests start would compile
    everything that it imports: theirs goes into pytest's own cache."""
    if sys.dont_write_bytecode:
        sys.dont_write_bytecode, sys.pycache_prefix = False, str(config.rootpath / ".pytest_cache" / "bytecode")
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        os.environ["PYTHONPYCACHEPREFIX"] = sys.pycache_prefix


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What uses the book in a room is run on PostgreSQL as well (`make test-postgres`); a test across rooms says so."""
    for item in items:
        in_a_room = item.nodeid.startswith("yiben/") and item.get_closest_marker("django_db")
        if in_a_room and not item.get_closest_marker("sqlite"):
            item.add_marker("db")


@pytest.fixture(autouse=True)
def _own_files(settings, tmp_path):
    settings.FILES = settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture(autouse=True)
def _running_calendar():
    """A test that starts a demo stops the calendar; the next one's must run."""
    from yiben.lib.periods import stop_the_calendar

    yield
    stop_the_calendar(None)
