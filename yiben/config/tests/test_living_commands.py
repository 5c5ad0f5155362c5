"""Plans, measures and indicators on the command line: what the pages do, by the same actions."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner

from tests.people import Street, entry, street
from yiben.config.commands import entries, indicator, measure, plan
from yiben.ledger.models import Entry
from yiben.lib.periods import stop_the_calendar
from yiben.lib.refused import Refused
from yiben.plans.models import Plan, PlanState
from yiben.plans.tests.points import DATA
from yiben.plans.upcoming import announce
from yiben.terms.models import Indicator, definitions
from yiben.units.models import Act

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _november() -> Any:
    stop_the_calendar(date(2025, 11, 20))
    yield
    stop_the_calendar(None)


@pytest.fixture
def place() -> Street:
    return street()


def run(module: Any, *words: object) -> str:
    command: click.Command = module.command
    told = CliRunner().invoke(command, [str(word) for word in words], catch_exceptions=True)
    if told.exception and not isinstance(told.exception, SystemExit):
        raise told.exception
    assert told.exit_code in (0, 3), told.output
    return told.stdout


@pytest.fixture
def confirmed(place: Street, tmp_path: Path) -> Plan:
    file = tmp_path / "要点.txt"
    file.write_bytes(DATA)
    run(plan, "import", file, "--confirm", "--by", "bob")
    return Plan.objects.get()


@pytest.fixture
def revised(confirmed: Plan, tmp_path: Path) -> Path:
    file = tmp_path / "修订.txt"
    text = (
        DATA.decode()
        .replace("不少于36场", "不少于40场")
        .replace("3. 按规定做好法定节日会员福利发放工作，方便会员就近领取。\n", "")
    )
    file.write_text(text + "请认真落实。\n")
    return file


def test_a_revision_is_laid_against_the_plan_and_confirmed(confirmed: Plan, revised: Path) -> None:
    told = run(plan, "revise", revised, "--by", "bob")
    assert "[改动] 一（二）1" in told
    assert "【36】" in told or "【6】" in told
    assert "[取消] 一（二）3" in told
    assert "改动1项" in told
    assert run(plan, "diff", "--by", "bob") in told
    run(plan, "confirm", "--by", "bob")
    assert Plan.objects.get(revises=confirmed).state == PlanState.CONFIRMED
    assert "不再跟踪：修订后取消" in run(measure, "show", "按规定做好法定节日会员福利发放工作")


def test_it_is_issued_acknowledged_with_a_note_and_who_has_not_is_told(confirmed: Plan) -> None:
    assert "临水社区" in run(plan, "issue", "--unit", "临水", "--unit", "望山", "--by", "bob")
    run(plan, "acknowledge", "--note", "已分工", "--by", "alice")
    told = run(plan, "receipts", "--by", "bob")
    assert "临水社区　2025年" in told or "临水社区　" in told
    assert "已分工" in told
    assert "已下发2个单位，待签收1个：望山社区" in told
    run(plan, "recall", "--unit", "望山", "--by", "bob")
    assert "已下发1个单位，待签收0个" in run(plan, "receipts")
    assert "党群工作办公室" in run(plan, "issue", "--all", "--by", "bob")


def test_only_who_may_does(confirmed: Plan) -> None:
    with pytest.raises(Refused):
        run(plan, "issue", "--all", "--by", "alice")
    with pytest.raises(Refused, match="没有下发给"):
        run(plan, "acknowledge", "--by", "alice")


def test_plans_are_listed_shown_and_given_up(confirmed: Plan, revised: Path) -> None:
    assert str(confirmed.pk) in run(plan, "list")
    assert "不少于18" in run(plan, "show")
    run(plan, "revise", revised)
    with pytest.raises(Refused, match="不止一份"):
        run(plan, "show", "--plan", "工作要点")
    run(plan, "drop")
    assert "截止　一（一）2" in run(plan, "calendar", 2025)


def test_a_measure_tells_its_periods_and_its_owner_says_it_is_done(confirmed: Plan) -> None:
    told = run(measure, "show", "一（一）1")
    assert "◆ 第一季度　0" in told
    assert "◎ 第四季度　0" in told
    kept = json.loads(run(measure, "show", "一（一）1", "--json"))
    assert [one["state"] for one in kept["targets"][0]["periods"]] == ["overdue", "overdue", "overdue", "running"]
    run(measure, "done", "一（二）3", "--reason", "已发放", "--by", "bob")
    assert "已办结：已发放" in run(measure, "show", "一（二）3")
    run(measure, "take-back", "一（二）3", "--reason", "有补发", "--by", "bob")
    assert "一（一）1" in run(measure, "list", "--line", "union", "--state", "overdue")


def test_the_calendar_tells_what_is_due_held_and_late_as_its_page_does(confirmed: Plan, place: Street) -> None:
    meetings = confirmed.measures.get(path="一（一）1")
    entry(place.riverside, by=place.alice, on=date(2025, 11, 3), measures=(meetings.pk,))
    announce(by=place.alice, unit=place.riverside, start=date(2025, 12, 3), title="残疾人日活动", place="社区礼堂")
    told = run(plan, "calendar", 2025, "--by", "bob")
    assert "本月和本期已经做到的（1 项）\n  第四季度　12月31日前　一（一）1" in told
    late = told.partition("到期还没有做到的")[2].partition("\n1月")[0]
    assert "  每季度　一（一）1" in late
    assert "◆ 没有做到　" in late
    assert "12-31　每期　一（一）1" in told
    december = run(plan, "calendar", 2025, "--month", 12, "--line", "union")
    assert "  12-03　预定　残疾人日活动　社区礼堂　临水\n" in december
    assert "　✓ 已做到　已办1次" in december
    assert "预定" not in run(plan, "calendar", "--month", 12, "--by", "amy")
    with pytest.raises(Refused, match="没有这条条线"):
        run(plan, "calendar", "--line", "没有的")


def test_a_draft_is_put_right(place: Street, tmp_path: Path) -> None:
    file = tmp_path / "要点.txt"
    file.write_bytes(DATA)
    run(plan, "import", file, "--by", "bob")
    told = run(measure, "edit", "一（一）1", "--leader", "张明", "--deadline", "2025-12-01", "--by", "bob")
    assert "分管领导：张明，时限：2025年12月1日" in told
    with pytest.raises(Refused, match="没有叫"):
        run(measure, "show", "一（一）1")


def test_open_entries_are_suggested_measures_and_attributed(confirmed: Plan, place: Street) -> None:
    sure = entry(place.riverside, by=place.alice, title="博爱一日捐", kind="donation", lines=("redcross",))
    odd = entry(place.riverside, by=place.alice, title="护河")
    told = json.loads(run(entries, "attribute", "--suggest", "--json", "--by", "alice"))
    assert told[0]["entry"] == str(sure.pk)
    assert told[0]["clear"]
    assert "没有归集的记录2条，建议明确的1条" in run(entries, "attribute", "--suggest", "--unit", "青石")
    assert "已归集 1 条" in run(entries, "attribute", "--clear", "--by", "alice")
    run(entries, "attribute", odd.receipt, "--none", "--by", "alice")
    assert "没有归集的记录0条" in run(entries, "attribute", "--suggest", "--by", "bob")
    run(entries, "attribute", odd.pk, "一（一）1", "--by", "alice")
    assert [one.path for one in Entry.objects.get(pk=odd.pk).measures] == ["一（一）1"]
    assert Act.objects.filter(verb="ledger.attribute_all").count() == 3


def test_an_indicator_is_shown_and_compared(place: Street) -> None:
    told = run(indicator, "show", "志愿服务时长", "--unit", "青石")
    assert "听起来相近" in told
    assert "第1版" in told
    assert json.loads(run(indicator, "show", "服务时长", "--json", "--by", "eve"))["slug"] == "volunteering-hours"
    assert "不同　" in run(indicator, "compare", "志愿服务场次", "青年志愿服务场次", "--by", "eve")
    assert "个指标" in run(indicator, "list", "--line", "union", "--by", "eve")


def test_a_streets_own_indicator_is_defined_revised_and_retired(place: Street) -> None:
    said = [
        "--words",
        "统计护河的场次。",
        "--metric",
        "times",
        "--kind",
        "volunteering",
        "--why",
        "单列",
        "--by",
        "ada",
    ]
    run(indicator, "define", "护河场次", "--measured-in", "场", "--alias", "护河", *said)
    own = Indicator.objects.get(name="护河场次")
    run(indicator, "revise", "护河", "--kind", "lecture", "--why", "讲座也算", "--by", "ada")
    newest = definitions(place.street)[own.pk]
    assert (newest.version, newest.kinds, newest.words) == (2, {"lecture"}, "统计护河的场次。")
    run(indicator, "retire", "护河场次", "--reason", "不再要求", "--by", "ada")
    assert own.pk not in definitions(place.street)
    assert "已停用（2025-11-20）：不再要求" in run(indicator, "show", "护河场次", "--by", "ada")


def test_what_is_shipped_is_not_changed(place: Street) -> None:
    with pytest.raises(Refused, match="随软件提供"):
        run(indicator, "retire", "志愿服务时长", "--reason", "x", "--by", "ada")


def test_what_may_not_be_counted_is_refused(place: Street) -> None:
    with pytest.raises(Refused):
        run(
            indicator,
            "define",
            "党员人数",
            "--measured-in",
            "人",
            "--words",
            "统计党员。",
            "--metric",
            "people",
            "--why",
            "x",
            "--by",
            "ada",
        )
