"""What every test shares: cheap password hashing, and no file of a real street within reach."""

import pytest


def pytest_configure() -> None:
    from django.conf import settings

    # Argon2 is slow by intent; a collected manifest would make pages depend on what somebody served last.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.WHITENOISE_USE_FINDERS = True
    settings.DEMO = False


@pytest.fixture(autouse=True)
def _own_files(settings, tmp_path):
    settings.FILES = settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture(autouse=True)
def _running_calendar():
    """A test that starts a demo stops the calendar; the next one's must run."""
    from yiben.lib.periods import stop_the_calendar

    yield
    stop_the_calendar(None)
