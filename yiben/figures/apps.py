from django.apps import AppConfig


class FiguresConfig(AppConfig):
    name = "yiben.figures"
    label = "figures"
