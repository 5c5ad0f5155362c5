"""`yiben word` and `yiben plan next-year`."""

import pytest
from click.testing import CliRunner

from tests.people import street
from yiben.config.commands import plan as plan_command
from yiben.config.commands import word
from yiben.lib.refused import Refused
from yiben.plans import actions
from yiben.plans.models import Plan
from yiben.plans.tests.points import DATA, FILENAME
from yiben.terms.models import Kind, Topic
from yiben.units.models import Line

pytestmark = pytest.mark.django_db


def run(command, *words):
    return CliRunner().invoke(command, list(words))


def test_words_are_added_rest_and_come_back():
    street()
    assert "已增加" in run(word.command, "add-line", "老龄工作", "--short", "老龄", "--aliases", "为老、敬老").output
    assert Line.objects.get(short="老龄").aliases == ["为老", "敬老"]
    assert "已增加" in run(word.command, "add-kind", "巡查整治", "--uncounted").output
    assert not Kind.objects.get(name="巡查整治").counts
    assert "已增加" in run(word.command, "add-topic", "护河巡查", "--kinds", "志愿服务、走访", "--lines", "老龄").output
    assert Topic.objects.get(name="护河巡查").kinds == ["visit", "volunteering"]
    assert isinstance(run(word.command, "add-topic", "护绿", "--kinds", "没有的类型").exception, Refused)
    assert "已停用" in run(word.command, "off", "老龄").output
    assert "老龄工作（停用）" in run(word.command, "list").output
    assert "已启用" in run(word.command, "on", "老龄工作").output


def test_a_word_that_is_none_is_named():
    street()
    assert isinstance(run(word.command, "off", "没有的线").exception, Refused)


def test_the_next_year_is_drafted_from_what_recurs():
    s = street()
    plan = actions.confirm(actions.upload(by=s.bob, unit=s.street, filename=FILENAME, data=DATA), by=s.bob)
    told = run(plan_command.command, "next-year")
    assert told.exit_code == 0, told.output
    draft = Plan.objects.get(year=plan.year + 1)
    assert 0 < draft.measures.count() < plan.measures.count()
    assert f"沿用 {draft.measures.count()} 项，原有 {plan.measures.count()} 项" in told.output
