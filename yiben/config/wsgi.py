"""What a WSGI server loads: `yiben serve` starts granian with it."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yiben.config.settings")

application = get_wsgi_application()
