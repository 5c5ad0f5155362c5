"""`yiben init`: a street of one's own, once, and never over another."""

import pytest
from click.testing import CliRunner
from django.conf import settings as site

from yiben.config.commands import init
from yiben.lib.refused import Refused
from yiben.lib.tables import write_table
from yiben.units.models import Line, Person, Unit

ROWS = [
    ["清河区", "", "区", ""],
    ["青石街道", "青石", "街道", "清河区"],
    ["临水社区", "临水", "社区", "青石街道"],
    ["党群工作办公室", "党群办", "站办所", "青石街道"],
]


@pytest.fixture
def sheet(tmp_path):
    def write(*rows, head=("单位名称", "简称", "类别", "上级单位")):
        path = tmp_path / "units.xlsx"
        path.write_bytes(write_table(list(head), rows or ROWS))
        return path

    return write


def run(*words, typed=None):
    return CliRunner().invoke(init.command, [str(word) for word in words], input=typed)


def set_up(path, *more):
    return run("--units", path, "--admin-login", "ada", "--admin-name", "阿达", *more)


@pytest.mark.django_db
def test_it_sets_up_a_street_with_its_first_administrator(sheet):
    told = set_up(sheet())
    assert told.exit_code == 0, told.output
    assert "已建立青石街道的账本：4 个单位。" in told.output
    ada = Person.objects.get(login="ada")
    assert (ada.passing, ada.posts.get().kind, ada.posts.get().unit.name) == (True, "admin", "青石街道")
    assert Unit.objects.get(name="临水社区").tenant.name == "青石街道"


@pytest.mark.django_db
def test_the_password_is_printed_once_and_signs_in(sheet, client):
    told = set_up(sheet())
    password = told.output.split("一次性密码：")[1].split("（")[0]
    signed_in = client.post("/units/sign-in/", {"username": "ada", "password": password})
    assert signed_in.status_code == 302
    assert told.output.count(password) == 1


@pytest.mark.django_db
def test_the_lines_chosen_are_in_use_and_the_others_rest(sheet):
    assert set_up(sheet(), "--lines", "union,团委").exit_code == 0
    assert set(Line.objects.filter(active=True).values_list("slug", flat=True)) == {"union", "youth"}
    assert Line.objects.count() == 8


@pytest.mark.django_db
def test_a_line_that_is_none_is_named(sheet):
    told = set_up(sheet(), "--lines", "union,寺庙")
    assert isinstance(told.exception, Refused)
    assert "没有“寺庙”这条条线" in str(told.exception)
    assert not Unit.objects.exists()


@pytest.mark.django_db
def test_a_wrong_sheet_sets_up_nothing_and_says_each_row(sheet):
    told = set_up(sheet(*ROWS, ["望山社区", "", "小区", "青石街道"]))
    assert "第6行：看不懂类别“小区”" in told.output
    assert str(told.exception) == "单位表里有 1 处要改，还没有建立任何单位"
    assert not Unit.objects.exists()


@pytest.mark.django_db
def test_a_column_left_out_is_a_finding(sheet):
    told = set_up(sheet(["青石街道", "", "街道", "", "x"], head=("单位名称", "简称", "类别", "上级单位", "宗教信仰")))
    assert told.exit_code == 3
    assert Unit.objects.get().name == "青石街道"


@pytest.mark.django_db
def test_it_never_writes_over_a_book(sheet):
    set_up(sheet())
    again = set_up(sheet())
    assert "里已经有账本了" in str(again.exception)
    assert Unit.objects.count() == 4


@pytest.mark.django_db
def test_it_never_makes_a_demo_a_street(sheet, settings):
    settings.DEMO = True
    assert "演示数据的文件夹" in str(set_up(sheet()).exception)


@pytest.mark.django_db
def test_a_bad_login_leaves_nothing_behind(sheet):
    told = run("--units", sheet(), "--admin-login", "a" * 61, "--admin-name", "阿达")
    assert told.exit_code != 0
    assert not Unit.objects.exists()


@pytest.mark.django_db
def test_the_administrator_of_several_streets_keeps_the_district(sheet):
    set_up(sheet(*ROWS, ["白沙街道", "", "街道", "清河区"]))
    assert Person.objects.get(login="ada").posts.get().unit.name == "清河区"


def test_without_a_keyboard_every_option_is_needed(sheet, monkeypatch):
    monkeypatch.setattr(init, "check_folder", lambda: None)
    told = run("--units", sheet())
    assert told.exit_code == 2
    assert "--admin-login" in told.output


def test_the_template_needs_no_book(tmp_path):
    told = run("--template", tmp_path / "empty.xlsx")
    assert told.exit_code == 0
    assert (tmp_path / "empty.xlsx").stat().st_size > 1000
    assert site.DEMO is False


@pytest.fixture
def keyboard(monkeypatch):
    monkeypatch.setattr(init, "at_keyboard", lambda: True)


@pytest.mark.django_db
def test_at_a_keyboard_what_is_missing_is_asked(sheet, keyboard):
    told = run(typed=f"{sheet()}\nada\n阿达\nthree-words-9\nthree-words-9\n")
    assert told.exit_code == 0, told.output
    ada = Person.objects.get(login="ada")
    assert ada.check_password("three-words-9")
    assert ada.passing is False
    assert "three-words-9" not in told.output


@pytest.mark.django_db
def test_at_a_keyboard_an_empty_answer_makes_a_password(sheet, keyboard):
    told = run("--units", sheet(), "--admin-login", "ada", "--admin-name", "阿达", typed="\n\n")
    assert told.exit_code == 0, told.output
    assert Person.objects.get(login="ada").passing is True
    assert "一次性密码" in told.output


@pytest.mark.django_db
def test_a_weak_password_is_refused_and_asked_again_next_time(sheet, keyboard):
    told = run("--units", sheet(), "--admin-login", "ada", "--admin-name", "阿达", typed="12345678\n12345678\n")
    assert isinstance(told.exception, Refused)
    assert not Unit.objects.exists()
