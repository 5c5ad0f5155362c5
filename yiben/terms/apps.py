from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


def load_catalogue(**kwargs: Any) -> None:
    from yiben.terms.actions import load

    load()


class TermsConfig(AppConfig):
    name = "yiben.terms"
    label = "terms"

    def ready(self) -> None:
        post_migrate.connect(load_catalogue, sender=self, dispatch_uid="terms.load")
