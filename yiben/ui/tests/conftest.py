import copy

import pytest

ROOMS_ABOVE = ("yiben.units", "yiben.portal", "yiben.config")


def ours(names):
    return [name for name in names if not name.startswith(ROOMS_ABOVE)]


@pytest.fixture(autouse=True)
def guide_site(settings):
    """The style guide instead of the rooms above: pages are shown here without a table and without them."""
    settings.ROOT_URLCONF = "yiben.ui.tests.urls"
    settings.MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
    settings.SESSION_ENGINE = "django.contrib.sessions.backends.signed_cookies"
    settings.MIDDLEWARE = ours(settings.MIDDLEWARE)
    templates = copy.deepcopy(settings.TEMPLATES)
    options = templates[0]["OPTIONS"]
    options["context_processors"] = ours(options["context_processors"])
    settings.TEMPLATES = templates
