"""What import-linter cannot see: foreign keys named by string, and rooms nobody described."""

import tomllib
from importlib import import_module
from pathlib import Path

from django.apps import apps

ROOT = Path(__file__).parent.parent
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
LAYERS = next(c for c in CONTRACTS if c["id"] == "rooms")["layers"]
HEIGHT = {room.strip(" ()"): height for height, line in enumerate(reversed(LAYERS)) for room in line.split("|")}


def room_of(model):
    return model.__module__.removeprefix("yiben.").split(".")[0]


def test_foreign_keys_point_down():
    upward = [
        f"{field} -> {field.related_model._meta.label}"
        for model in apps.get_models()
        if model.__module__.startswith("yiben.")
        for field in model._meta.get_fields()
        if field.is_relation
        and field.concrete
        and field.related_model
        and field.related_model.__module__.startswith("yiben.")
        and room_of(field.related_model) != room_of(model)
        and HEIGHT[room_of(field.related_model)] >= HEIGHT[room_of(model)]
    ]
    assert upward == []


def test_every_room_says_what_it_is():
    silent = [
        r for r in HEIGHT if (Path("yiben") / r / "models.py").exists() and not import_module(f"yiben.{r}").__doc__
    ]
    assert silent == []


def test_the_map_names_every_room():
    page = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
    assert [room for room in HEIGHT if f"`{room}`" not in page] == []
