from datetime import date

from django.apps import AppConfig
from django.conf import settings

from yiben.lib.periods import stop_the_calendar


class WiringConfig(AppConfig):
    name = "yiben.config"
    label = "config"

    def ready(self) -> None:
        from yiben.config import checks  # noqa: F401  registers them

        if settings.DEMO_DAY:
            stop_the_calendar(date.fromisoformat(settings.DEMO_DAY))
