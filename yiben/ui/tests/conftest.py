import pytest


@pytest.fixture(autouse=True)
def guide_site(settings):
    """The style guide instead of the rooms: pages are shown here without a table."""
    settings.ROOT_URLCONF = "yiben.ui.tests.urls"
    settings.MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
    settings.SESSION_ENGINE = "django.contrib.sessions.backends.signed_cookies"
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if "yiben.units" not in name]
    settings.SECURE_SSL_REDIRECT = False
