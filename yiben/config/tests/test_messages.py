"""What `make check` says of a catalogue."""

import pytest
from babel.messages.catalog import Catalog

from yiben.config.messages import extracted, faults


def catalogue(**strings):
    made = Catalog(locale="en")
    for id_, string in strings.items():
        made.add(id_, string)
    return made


@pytest.fixture
def room(tmp_path):
    """A package with one message in its code and two in a template."""
    (tmp_path / "templates").mkdir()
    (tmp_path / "tests").mkdir()
    (tmp_path / "views.py").write_text("from django.utils.translation import gettext as _\nx = _('保存')\n", "utf-8")
    (tmp_path / "tests" / "test_views.py").write_text("_('只在测试里')\n", "utf-8")
    (tmp_path / "templates" / "page.html").write_text(
        "{% load i18n %}<ul>\n    {% if a %}\n  <li>{% translate '更正' %}</li>\n {% endif %}\n</ul>"
        "{% blocktranslate count n=n %}{{ n }} 条记录{% plural %}{{ n }} 条记录{% endblocktranslate %}",
        "utf-8",
    )
    return tmp_path


def test_it_finds_messages_in_code_and_in_templates(room):
    assert {message.id for message in extracted(room) if message.id} == {
        "保存",
        "更正",
        ("%(n)s 条记录", "%(n)s 条记录"),
    }


def test_it_tells_where_a_message_stands(room):
    assert extracted(room).get("更正").locations == [(f"{room.name}/templates/page.html", 0)]


def test_a_whole_catalogue_has_no_faults():
    whole = catalogue(**{"保存": "Save", "第 %(n)d 条": "Entry %(n)d"})
    assert list(faults(whole, whole)) == []


@pytest.mark.parametrize(
    ("found", "kept", "fault"),
    [
        ({"保存": ""}, {}, ("目录里没有", "保存")),
        ({}, {"保存": "Save"}, ("代码里已没有", "保存")),
        ({"保存": ""}, {"保存": ""}, ("没有译文", "保存")),
        ({"第 %(n)d 条": ""}, {"第 %(n)d 条": "Entry %(m)d"}, ("占位符与原文不同", "第 %(n)d 条")),
        ({"第 {n} 条": ""}, {"第 {n} 条": "An entry"}, ("占位符与原文不同", "第 {n} 条")),
    ],
)
def test_each_fault_is_named(found, kept, fault):
    assert list(faults(catalogue(**found), catalogue(**kept))) == [fault]


def test_one_of_something_may_leave_its_number_out():
    counted = Catalog(locale="en")
    counted.add(("%(n)s 条记录", "%(n)s 条记录"), ("one entry", "%(n)s entries"))
    assert list(faults(counted, counted)) == []
