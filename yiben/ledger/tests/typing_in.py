"""What a browser sends when somebody fills in the entry form."""

from typing import Any

from yiben.lib.canonical import uuid7
from yiben.units.models import Unit


def typed(unit: Unit, **said: Any) -> dict[str, Any]:
    """An ordinary form, filled in, changed by what is said; None leaves a field out."""
    ordinary = {
        "id": str(uuid7()),
        "unit": unit.pk,
        "kind": "volunteering",
        "title": "学雷锋志愿服务",
        "start": "2025-03-05",
        "lines": ["volunteering"],
    }
    return {name: value for name, value in (ordinary | said).items() if value is not None}


def errors(answer: Any) -> dict[str, list[str]]:
    """The sentences beside the fields of the form that came back."""
    return {name: list(told) for name, told in answer.context["form"].errors.items()}
