from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "yiben.ui"
    label = "ui"
