"""The Excel of people: row by row, looked at, then written at once or not at all."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests import people
from yiben.lib.periods import today
from yiben.lib.refused import Refused
from yiben.lib.tables import write_table
from yiben.units.models import Person, Post
from yiben.units.people_sheet import Book, people_template, read_people

HEAD = ["姓名", "登录名", "单位", "岗位", "条线", "自", "至"]
GOOD = ["方雅", "fang.ya", "望山", "社区工作者", "", "2025-03-01", ""]
LIST = "/units/people/list/"


def sheet(*rows, head=HEAD):
    return write_table(head, rows)


def read(street, *rows, head=HEAD):
    return read_people(sheet(*rows, head=head), Book.of(street.ada, today()))


def sent(client, *rows):
    return client.post(LIST, {"file": SimpleUploadedFile("人员.xlsx", sheet(*rows))})


def test_nothing_is_written_before_it_is_confirmed_and_then_all_of_it(street):
    ada = people.sign_in(street.ada)
    lead = ["方雅", "fang.ya", "青石街道", "分管领导", "", "", ""]
    page = sent(ada, GOOD, lead, ["安宁", "alice", "党群办", "条线干部", "工会、妇联", "", "2099-12-31"])
    assert "3 行可以写入" in page.content.decode()
    assert not Person.objects.filter(login="fang.ya").exists()
    slips = ada.post(f"{LIST}take-on/", {"rows": page.context["rows"]})
    told = slips.content.decode()
    assert "no-store" in slips["Cache-Control"]
    assert "安排了 3 个岗位" in told
    code = re.findall(r"<strong>([a-z0-9-]{14})</strong>", told)
    assert len(code) == 1
    fang = Person.objects.get(login="fang.ya")
    assert fang.passing
    assert fang.check_password(code[0])
    assert {(post.unit, post.kind) for post in fang.posts.all()} == {
        (street.hilltop, "worker"),
        (street.street, "lead"),
    }
    assert Post.objects.get(person__login="alice", unit=street.office).line_slugs == ("union", "women")


AMISS = [
    ({0: ""}, "A", "没有写姓名"),
    ({1: ""}, "B", "没有写登录名"),
    ({1: "方雅"}, "B", "登录名只能用字母"),
    ({1: 13800138000}, "B", "不要用手机号"),
    ({1: "ALICE"}, "B", "已经有人用了"),
    ({1: "dan", 0: "单远"}, "B", "已经有人用了"),
    ({0: "艾敏", 1: "amy"}, "B", "已经在这个岗位上了"),
    ({2: "沙湾社区"}, "C", "没有叫“沙湾社区”的单位"),
    ({3: "主任"}, "D", "看不懂岗位“主任”"),
    ({3: "条线干部", 4: "工会、钓鱼"}, "E", "没有启用叫“钓鱼”的条线"),
    ({5: "32月"}, "F", "32月"),
    ({6: "2025-02-01"}, "G", "离任日期不能早于到任日期"),
]


def test_what_is_wrong_is_told_with_its_cell(street):
    rows = [
        [({1: f"fang{n}"} | change).get(at, said) for at, said in enumerate(GOOD)]
        for n, (change, *_) in enumerate(AMISS)
    ]
    reading = read(street, *rows)
    assert reading.rows == []
    for shown, (_change, column, sentence) in zip(reading.shown, AMISS, strict=True):
        assert [finding.cell for finding in shown.findings] == [f"{column}{shown.number}"]
        assert sentence in str(shown.findings[0])


def test_rows_are_held_against_each_other(street):
    reading = read(street, GOOD, GOOD, ["方亮", "fang.ya", "临水", "社区工作者", "", "", ""])
    told = [str(finding) for shown in reading.shown for finding in shown.findings]
    assert told[0].endswith("与第2行重复")
    assert "在第2行是另一个人的" in told[1]
    assert [row.number for row in reading.rows] == [2]


def test_what_people_are_is_left_out(street):
    reading = read(street, [*GOOD, "x"], head=[*HEAD, "政治面貌"])
    assert "一本不记录" in str(reading.findings[0])
    assert len(reading.rows) == 1


def test_a_list_of_something_else_is_refused(street):
    with pytest.raises(Refused, match="没有认出表头"):
        read(street, ["2025-03-05", "植树"], head=["日期", "活动"])


def test_what_was_looked_at_is_hers_alone_and_not_for_ever(street):
    ada = people.sign_in(street.ada)
    rows = sent(ada, GOOD).context["rows"]
    assert ada.post(f"{LIST}take-on/", {"rows": rows[:-3] + "abc"}).status_code == 409
    assert ada.post(f"{LIST}take-on/", {"rows": rows}).status_code == 200
    again = ada.post(f"{LIST}take-on/", {"rows": rows})
    assert again.status_code == 409
    assert "已经有人用了" in again.content.decode()
    assert Post.objects.filter(person__login="fang.ya").count() == 1


def test_the_empty_sheet_is_read_as_it_comes(street):
    with pytest.raises(Refused, match="表头下面没有人"):
        read_people(people_template([street.riverside], []), Book.of(street.ada, today()))
