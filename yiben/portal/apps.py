from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "yiben.portal"
    label = "portal"
