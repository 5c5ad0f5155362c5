"""No formalism by construction: no rankings, points, hours online, tracks, forced photos; in schema and pages."""

from __future__ import annotations

import re
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import pytest
from django import forms
from django.apps import apps
from django.conf import settings
from django.db import models
from django.urls import URLPattern, get_resolver

from tests import people
from yiben.units.models import Act, Person

PACKAGE = Path(settings.PACKAGE)
TEMPLATES = sorted(path for path in PACKAGE.glob("*/templates/**/*.html"))
SCRIPTS = sorted(path for path in PACKAGE.glob("*/static/**/*.js") if "vendor" not in path.parts)

RANKING = re.compile(
    r"排名|排行|名次|红黑榜|得分|积分|打分|评比|(?<!百)分数|前三名|倒数|\brank(?:ing|ed)?s?\b|\bscores?\b|\bpoints?\b|leaderboard",
    re.I,
)
WATCHING = re.compile(
    r"在线时长|活跃度|登录次数|考勤|打卡|签到率|出勤|轨迹|定位|经纬度|last_login|last_seen|login_count|online_(?:time|since)"
    r"|\bgps\b|geolocation|latitude|longitude",
    re.I,
)
FORCED = re.compile(r"照片必传|必须上传照片|上传照片才|水印相机|\bcapture=", re.I)


def fields() -> list[models.Field]:
    ours = [model for model in apps.get_models() if model.__module__.startswith("yiben.")]
    return [field for model in ours for field in model._meta.get_fields() if field.concrete]


def names_of_pages(resolver) -> list[str]:
    found = []
    for pattern in resolver.url_patterns:
        found += [f"{pattern.name} {pattern.pattern}"] if isinstance(pattern, URLPattern) else names_of_pages(pattern)
    return found


# What a page says of what Yiben does not do, in so many words.
DENIALS = ("一本不记录谁在什么时候登录、在线多久。", "看过什么、何时登录，一概不记。")


def shown(path: Path) -> str:
    """What a template says; its own sentences that deny such things don't count."""
    text = path.read_text("utf-8")
    for denial in DENIALS:
        text = text.replace(denial, "")
    return text


@pytest.mark.parametrize(
    ("banned", "words"),
    [
        (RANKING, "各社区活动排名"),
        (RANKING, "rank"),
        (RANKING, "积分"),
        (WATCHING, "last_login last login"),
        (WATCHING, "工作打卡"),
        (WATCHING, "gps"),
        (FORCED, "照片必传"),
    ],
)
def test_the_search_would_find_one(banned, words):
    assert banned.search(words)


@pytest.mark.parametrize("banned", [RANKING, WATCHING, FORCED], ids=["rankings", "watching", "photos"])
def test_no_table_keeps_such_a_thing(banned):
    walked = [f"{field.model._meta.label}.{field.name} {field.verbose_name}" for field in fields()]
    assert len(walked) > 100
    assert [name for name in walked if banned.search(name)] == []


@pytest.mark.parametrize("banned", [RANKING, WATCHING, FORCED], ids=["rankings", "watching", "photos"])
def test_no_page_shows_such_a_thing(banned):
    assert len(TEMPLATES) > 40
    found = [(path.name, match[0]) for path in TEMPLATES for match in banned.finditer(shown(path))]
    found += [("address", name) for name in names_of_pages(get_resolver()) if banned.search(name)]
    assert found == []


def test_no_script_asks_where_somebody_is_or_counts_her_time():
    asks = re.compile(r"geolocation|watchPosition|visibilitychange|sendBeacon|idle|mousemove|getUserMedia", re.I)
    assert SCRIPTS
    assert [(path.name, match[0]) for path in SCRIPTS for match in asks.finditer(path.read_text("utf-8"))] == []


def test_no_picture_is_asked_for():
    asked = [field for field in fields() if isinstance(field, models.ImageField)]
    modules = [import_module(f"{c.name}.forms") for c in apps.get_app_configs() if find_spec(f"{c.name}.forms")]
    ours = [m for m in modules if m.__name__.startswith("yiben.")]
    listed = [thing for module in ours for thing in vars(module).values() if isinstance(thing, type)]
    every = [thing for thing in listed if issubclass(thing, forms.BaseForm)]
    asked += [f for form in every for f in form.base_fields.values() if isinstance(f, forms.ImageField)]
    assert len(every) > 10
    assert asked == []


def test_units_and_people_are_never_sorted_by_a_number():
    """A column that sorts is a link in the head of a table; none stands in a table of units or people."""
    sorted_heads = re.compile(r"query_with[^%]*\b(?:sort|order|by)=", re.I)
    assert [path.name for path in TEMPLATES if sorted_heads.search(shown(path))] == []


def test_nothing_is_kept_of_who_signed_in_when(db):
    place = people.street()
    before = Act.objects.count()
    client = people.sign_in(place.alice)
    for _ in range(3):
        assert client.get("/").status_code == 200
    assert Act.objects.count() == before
    assert not [field.name for field in Person._meta.get_fields() if "login" in field.name and field.name != "login"]


def test_no_app_is_offered_and_no_message_is_pushed():
    text = "\n".join(shown(path) for path in TEMPLATES)
    assert not re.search(r"小程序|安装到桌面|下载客户端|beforeinstallprompt|Notification\.request", text)


def test_the_overdue_list_of_a_worker_is_her_own(db):
    """A list of what is late speaks to whoever is responsible: a worker's page names no other community."""
    place = people.street()
    people.entry(place.hilltop, by=place.amy)
    page = people.sign_in(place.alice).get("/").content.decode()
    assert "临水" in page
    assert "望山" not in page
