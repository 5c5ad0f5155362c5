"""No room keeps what people are, believe or say: every name in the schema, the forms, the lists and the catalogue."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec

import pytest
from django import forms
from django.apps import apps
from django.db import models

from yiben.ledger import imports
from yiben.lib.boundary import What, allows, refused_names
from yiben.portal import traces
from yiben.terms.actions import shipped
from yiben.units import people_sheet, units_sheet

ROOMS = [config.name for config in apps.get_app_configs() if config.name.startswith("yiben.")]
Names = list[tuple[str, str]]


def fields_of_models() -> Names:
    return [pair for model in apps.get_models() if model.__module__.startswith("yiben.") for pair in _said_by(model)]


def _said_by(model: type[models.Model]) -> Iterator[tuple[str, str]]:
    yield model._meta.label, model._meta.object_name
    for field in model._meta.get_fields():
        where = f"{model._meta.label}.{field.name}"
        yield where, field.name
        yield where, str(getattr(field, "verbose_name", ""))
        for _value, words in getattr(field, "choices", None) or ():
            yield where, str(words)


def every_form() -> list[type[forms.BaseForm]]:
    modules = [import_module(f"{room}.forms") for room in ROOMS if find_spec(f"{room}.forms")]
    found = [thing for module in modules for thing in vars(module).values() if isinstance(thing, type)]
    return [thing for thing in found if issubclass(thing, forms.BaseForm) and thing.__module__.startswith("yiben.")]


def fields_of_forms() -> Names:
    found: Names = []
    for form in every_form():
        for name, field in form.base_fields.items():
            where = f"{form.__module__}.{form.__name__}.{name}"
            found += [(where, name), (where, str(field.label or "")), *_offered(where, field)]
    return found


def _offered(where: str, field: forms.Field) -> Names:
    if isinstance(field, forms.ModelChoiceField) or not isinstance(field, forms.ChoiceField):
        return []
    return [(where, str(words)) for _value, words in field.choices]


def columns_of_imports() -> Names:
    maps = {"ledger.imports": imports.NAMES, "units.units_sheet": units_sheet.COLUMNS}
    maps["units.people_sheet"] = people_sheet.COLUMNS
    return [
        (f"{where} {key}", word) for where, columns in maps.items() for key, words in columns.items() for word in words
    ]


def acts_in_words() -> Names:
    return [(verb, str(words)) for verb, words in traces.WORDS.items()]


@pytest.mark.parametrize("names", [fields_of_models, fields_of_forms, columns_of_imports, acts_in_words])
def test_no_name_crosses_the_line(names):
    walked = names()
    assert len(walked) > 20, "the walk finds nothing any more"
    assert refused_names(walked) == []


CATALOGUE = {
    "lines": What.LINE,
    "kinds": What.KIND,
    "metrics": What.INDICATOR,
    "topics": What.TAG,
    "indicators": What.INDICATOR,
}


@pytest.mark.parametrize(("catalogue", "what"), CATALOGUE.items(), ids=list(CATALOGUE))
def test_no_word_of_the_catalogue_crosses_the_line(catalogue, what):
    rows = shipped(catalogue)
    words = [word for row in rows for word in (row["slug"], row["name"], *row.get("aliases", ()))]
    assert rows
    assert [(word, allows(word, what=what).reason) for word in words if not allows(word, what=what)] == []


def test_the_walk_would_find_one():
    assert (
        refused_names([("units.Person.outlook", "政治面貌"), ("units.Person.name", "姓名")])[0][0]
        == "units.Person.outlook"
    )


# What is kept of a person who signs in: whoever adds a column here should feel that somebody looks. `open_until` is the
# end of the month in which an unused account is closed: no day of use, and shown nowhere before.
KEPT_OF_STAFF = {
    "factor",
    "id",
    "login",
    "name",
    "password",
    "is_active",
    "passing",
    "passing_until",
    "open_until",
    "posts",
}


def test_of_staff_only_this_is_kept():
    person = apps.get_model("units", "Person")
    assert {field.name for field in person._meta.get_fields()} == KEPT_OF_STAFF
