from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "yiben.plans"
    label = "plans"
