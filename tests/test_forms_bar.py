"""Superiors' forms over an imported list of a street: how many cells come right, and that nothing else is touched."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from functools import lru_cache, partial
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner
from django.db import transaction

from tests.made_forms import street
from tests.made_forms.forms import FIRST_LOOK, TUNED, Form
from tests.made_forms.judging import Score, judge
from tests.made_forms.lined import NOTED
from tests.made_forms.more import MORE
from tests.made_forms.wordings import WORDINGS
from yiben.config.commands.form import command
from yiben.figures.facts import add_up
from yiben.ledger import importing
from yiben.lib.periods import Period
from yiben.lib.tables import write_table
from yiben.reports.workbooks import book
from yiben.reports.workbooks.answering import Facts
from yiben.reports.workbooks.opening import read_file
from yiben.terms.definitions import Definition
from yiben.units import actions
from yiben.units.models import Unit

pytestmark = pytest.mark.django_db
ENTRIES = street.made()
Filled = tuple[Form, bytes, bytes]


def build() -> Unit:
    """The street with its list imported, by the same way that a clerk's goes."""
    add = partial(actions.add_unit, by=None, since=date(2023, 1, 1))
    district = add(name="江南区", kind="district", code="1", parent=None, short_names=[])
    home = add(name=street.STREET, kind="street", code="11", parent=district, short_names=["枫林"])
    for number, name in enumerate(street.COMMUNITIES):
        add(name=name, kind="community", code=f"11{number:02}", parent=home, short_names=[name.removesuffix("社区")])
    for number, name in enumerate(street.OFFICES):
        add(name=name, kind="office", code=f"119{number}", parent=home, short_names=[])
    data = write_table(street.HEAD, street.rows(ENTRIES))
    batch = importing.begin_import(by=None, unit=home, filename="2025.xlsx", data=data)
    batch = importing.map_import(batch, by=None, fields={})
    importing.commit_import(batch, by=None)
    return home


@pytest.fixture(scope="module")
def home(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[Unit]:
    with django_db_blocker.unblock(), transaction.atomic():  # type: ignore[attr-defined]
        yield build()
        transaction.set_rollback(True)


@lru_cache(maxsize=100)
def fill(home: Unit, made: Callable[[list[street.Made]], Form]) -> Filled:
    form = made(ENTRIES)
    data = form.bytes()
    found, _same = read_file(data, "上级.xlsx", home, Period.parse(form.period))
    return form, data, found.file()


def score(home: Unit, forms: list[Callable[[list[street.Made]], Form]]) -> Score:
    return judge([(form, out) for form, _data, out in (fill(home, made) for made in forms)])


def test_there_are_forms_enough() -> None:
    assert len(TUNED) >= 25
    assert len(FIRST_LOOK) >= 12
    assert len(ENTRIES) == 900


@pytest.mark.parametrize("made", [*TUNED, *MORE, *WORDINGS, *NOTED, *FIRST_LOOK], ids=lambda made: made.__name__)
def test_of_what_is_filled_nearly_all_is_right(home: Unit, made: Callable[[list[street.Made]], Form]) -> None:
    found = score(home, [made])
    assert found.found >= 0.9, found.missing[:5]
    assert found.precise >= 0.95 if made in FIRST_LOOK else found.precise >= 0.98, found.wrong[:5]


def test_the_bars_are_met_over_all(home: Unit) -> None:
    found = score(home, [*TUNED, *MORE, *WORDINGS, *NOTED, *FIRST_LOOK])
    assert found.found >= 0.97, found.missing[:5]
    assert found.precise >= 0.99, found.wrong[:5]


def test_nothing_but_the_sheets_changes(home: Unit) -> None:
    for made in TUNED[:6]:
        _form, data, out = fill(home, made)
        before, after = (zipfile.ZipFile(io.BytesIO(one)) for one in (data, out))
        changed = [name for name in before.namelist() if before.read(name) != after.read(name)]
        assert before.namelist() == after.namelist()
        assert all(name.startswith("xl/worksheets/") for name in changed)


def test_the_command_proposes_and_fills(home: Unit, tmp_path: Path) -> None:
    form = TUNED[0](ENTRIES)
    (tmp_path / "a.xlsx").write_bytes(form.bytes())
    said = CliRunner().invoke(
        command, ["propose", str(tmp_path / "a.xlsx"), "--unit", "枫林", "--period", "2025", "--json"]
    )
    cells = {one["cell"]: one for one in json.loads(said.stdout)}
    assert cells["B3"]["unit"] == "枫桥社区"
    assert cells["B3"]["selector"] == {"kinds": ["volunteering"]}
    assert (cells["B3"]["metric"], cells["B3"]["period"], cells["B3"]["words"]) == (
        "times",
        "2025",
        ["枫桥社区", "场次"],
    )
    out = tmp_path / "b.xlsx"
    done = CliRunner().invoke(
        command, ["fill", str(tmp_path / "a.xlsx"), "--unit", "枫林", "--period", "2025", "-o", str(out)]
    )
    assert done.exit_code == 0
    assert judge([(form, out.read_bytes())]).found == 1.0


def _by_the_catalogue(one: Definition, facts: Facts, home: Unit, year: Period) -> Decimal:
    return Decimal(add_up(one, facts.facts, home.path, year).amount or 0).scaleb(-one.places)


def test_the_name_of_an_indicator_over_a_column_counts_what_the_catalogue_says(home: Unit) -> None:
    year = Period.parse("2025")
    known = book.known(home, year, today=date(2025, 12, 31))
    facts = book.facts(home, known, year)
    asked = [
        one
        for one in known.definitions
        if one.from_cells and one.metric != "people" and one.topics <= known.topics_used
    ]
    form = openpyxl.Workbook()
    form.active.append(["单位", *(one.name for one in asked)])
    form.active.append([home.name])
    form.save(data := io.BytesIO())
    found, _same = read_file(data.getvalue(), "上级.xlsx", home, year)
    cells = openpyxl.load_workbook(io.BytesIO(found.file())).active[2][1:]
    counted = [
        (one, Decimal(str(cell.value))) for one, cell in zip(asked, cells, strict=True) if cell.value is not None
    ]
    wrong = {one.name: value for one, value in counted if value != _by_the_catalogue(one, facts, home, year)}
    assert wrong == {}
    assert len(counted) > 30
