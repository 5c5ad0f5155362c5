from django.apps import AppConfig


class UnitsConfig(AppConfig):
    name = "yiben.units"
    label = "units"

    def ready(self) -> None:
        from yiben.units import accounts  # noqa: F401  keeps accounts open that are used
