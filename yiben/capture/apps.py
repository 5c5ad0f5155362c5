from django.apps import AppConfig


class CaptureConfig(AppConfig):
    name = "yiben.capture"
    label = "capture"
