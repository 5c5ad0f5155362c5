from django.apps import AppConfig


class WiringConfig(AppConfig):
    name = "yiben.config"
    label = "config"

    def ready(self) -> None:
        from yiben.config import checks  # noqa: F401  registers them
