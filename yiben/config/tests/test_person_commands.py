"""People and units on the command line: the way back, and what changes told before it is done."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result

from tests.people import SINCE, Street, street
from yiben.config.commands import person, unit
from yiben.lib.periods import today
from yiben.lib.tables import write_table
from yiben.units import factors, second_factor
from yiben.units.models import Act, Factor, Person, Post, Unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Street:
    return street()


def run(module: Any, *words: object) -> Result:
    command: click.Command = module.command
    return CliRunner().invoke(command, [str(word) for word in words])


def code_in(told: Result) -> str:
    found = re.search(r"一次性密码：([a-z0-9-]{14})", told.stdout)
    assert found, told.output
    return found[1]


def test_reset_is_the_way_back_for_the_only_administrator(place: Street) -> None:
    Factor.objects.create(person=place.ada.person, secret=second_factor.sealed(factors.new_secret(), place.ada.person))
    Person.objects.filter(login="ada").update(open_until=date(2020, 1, 31))
    told = run(person, "reset", "ada", "--factor")
    ada = Person.objects.get(login="ada")
    assert ada.check_password(code_in(told))
    assert (ada.passing, ada.open_until > today(), Factor.objects.exists()) == (True, True, False)
    assert {act.verb for act in Act.objects.filter(person=None)} >= {"units.renew_password", "units.drop_factor"}


def test_an_administrator_takes_nobodys_factor_by_command_either(place: Street) -> None:
    assert "自己的密码" in str(run(person, "reset", "ada", "--by", "ada").exception)


def test_somebody_is_taken_on_moved_and_sent_off(place: Street) -> None:
    told = run(person, "add", "fay", "方雅", "--unit", "临水", "--kind", "社区工作者", "--since", "2025-03-01")
    assert Person.objects.get(login="fay").check_password(code_in(told))
    run(person, "transfer", "fay", "--unit", "望山", "--kind", "社区工作者", "--by", "ada")
    assert Post.objects.get(person__login="fay", until=None).unit == place.hilltop
    run(person, "leave", "fay", "--until", today(), "--by", "ada")
    assert not Post.objects.filter(person__login="fay", until=None).exists()
    assert "方雅" in run(person, "list").stdout


def test_a_list_is_looked_at_and_written_on_a_word(place: Street, tmp_path: Path) -> None:
    head = ["姓名", "登录名", "单位", "岗位", "条线"]
    rows = [["方雅", "fay", "临水", "社区工作者", ""], ["", "x", "临水", "社区工作者", ""]]
    (tmp_path / "人员.xlsx").write_bytes(write_table(head, rows))
    looked = run(person, "import", tmp_path / "人员.xlsx")
    assert (looked.exit_code, Person.objects.filter(login="fay").exists()) == (3, False)
    assert "第3行A3：没有写姓名" in looked.output
    assert Person.objects.filter(login="fay").count() == 0
    written = run(person, "import", tmp_path / "人员.xlsx", "--confirm", "--by", "ada")
    assert Person.objects.get(login="fay").check_password(code_in(written))


def test_a_merger_is_told_first_and_done_on_a_word(place: Street) -> None:
    words = [
        "merge",
        "临水",
        "望山",
        "--name",
        "山水社区",
        "--code",
        "910101000009",
        "--on",
        "2025-07-01",
        "--by",
        "ada",
    ]
    told = run(unit, *words)
    assert "安宁（社区工作者）" in told.stdout
    assert "还没有写" in told.stdout
    assert not Unit.objects.filter(name="山水社区").exists()
    assert "已办好" in run(unit, *words, "--yes").stdout
    assert Unit.objects.get(name="山水社区").since == date(2025, 7, 1)


def test_units_are_renamed_split_and_closed(place: Street) -> None:
    run(unit, "rename", "临水", "临江社区", "--on", today() - timedelta(days=1), "--yes")
    run(unit, "split", "临江社区", "--part", "江北社区=9", "--stays", "--yes")
    run(unit, "close", "党群办", "--yes")
    run(unit, "add", "新苑社区", "--under", "青石", "--code", "10", "--since", SINCE)
    names = run(unit, "list").stdout
    assert "新苑社区" in names
    assert Unit.objects.get(name="江北社区").origin == Unit.objects.get(name="临江社区")
    assert Unit.objects.get(pk=place.office.pk).until == today()
