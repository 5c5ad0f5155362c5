"""The style guide: every part of a page on one page, for eyes and for tests."""

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.template.loader import render_to_string

from yiben.ui.tests.people import LEAD, NAVIGATION, WORKER

TEMPLATE = Path(__file__).with_name("guide.html")
SENTENCE = "专题会议全年至少2次，每月定期开展志愿服务，预计2024年5月完成；服务职工300人次以上，投入资金2.5万元。"
READ = [
    ("全年至少2次", "frequency"),
    ("每月定期", "frequency"),
    ("预计2024年5月", "deadline"),
    ("300人次以上", "people"),
    ("2.5万元", "money"),
]
SPANS = [(SENTENCE.index(words), SENTENCE.index(words) + len(words), kind) for words, kind in READ]
CELLS = [
    ("1", [("云溪街道2025年志愿服务统计表", "")]),
    ("2", [("单位", ""), ("场次", ""), ("人次", ""), ("志愿时长（小时）", "")]),
    ("3", [("桂花里社区", ""), ("42", "bound"), ("1,286", "bound"), ("", "unanswered")]),
    ("4", [("杏林社区", ""), ("38", "bound"), ("1,102", "bound"), ("", "unanswered")]),
]
UNITS = ["桂花里社区", "杏林社区", "南桥社区", "学府社区", "滨河社区", "北园社区"]
MEASURES = [
    ("召开工会专题会议", "2次", "on_course"),
    ("职工技能培训", "300人次", "at_risk"),
    ("慰问困难职工", "40户", "done"),
]
ROWS = [
    (date(2025, 3, 5), "“学雷锋”志愿服务集中活动", "桂花里社区", "志愿服务", 126, None, "standing", 0),
    (date(2025, 3, 7), "“三八”妇女维权周法律咨询", "杏林社区", "妇联", 58, None, "standing", 3),
    (
        date(2025, 3, 12),
        "职工技能提升培训班（第一期），内容为数控操作与安全生产基本规范",
        "总工会办公室",
        "工会",
        45,
        Decimal("3200.5"),
        "late",
        0,
    ),
    (date(2025, 3, 15), "红十字应急救护培训", "南桥社区", "红十字会", 30, None, "corrected", 0),
    (date(2025, 3, 18), "困难职工走访慰问", "学府社区", "工会", 12, Decimal("21994"), "void", 0),
]


class EntryForm(forms.Form):
    day = forms.DateField(label="日期", widget=forms.DateInput(attrs={"type": "date"}))
    title = forms.CharField(label="事项", help_text="一句话写清做了什么，不写个人信息。")
    kind = forms.ChoiceField(label="活动类型", choices=[("meeting", "会议"), ("training", "培训")])
    people = forms.IntegerField(label="人次", min_value=0, required=False)
    text = forms.CharField(
        label="简讯", widget=forms.Textarea, required=False, help_text="粘贴写好的简讯，数字会自动读出。"
    )
    lines = forms.MultipleChoiceField(
        label="条线",
        choices=[("union", "工会"), ("women", "妇联")],
        widget=forms.CheckboxSelectMultiple,
        help_text="可选多个。",
    )
    shared = forms.BooleanField(label="与其他单位联合举办", required=False)
    file = forms.FileField(label="佐证材料", required=False)


class Filters(forms.Form):
    line = forms.ChoiceField(label="条线", choices=[("", "全部"), ("union", "工会")], required=False)
    unit = forms.ChoiceField(label="单位", choices=[("", "全部"), ("3", "桂花里社区")], required=False)
    words = forms.CharField(label="文字", required=False)


class SignIn(forms.Form):
    login = forms.CharField(label="登录名")
    password = forms.CharField(label="密码", widget=forms.PasswordInput)


def guide(request: HttpRequest) -> HttpResponse:
    messages.success(request, "已记下，编号 云溪-桂花里-0128。")
    messages.warning(request, "有 2 列超出记录范围，没有导入：民族、政治面貌。")
    messages.error(request, "第 14 行没有日期。请补上日期后再导入。")
    return _shown(request, TEMPLATE.read_text(encoding="utf-8"), **_everything(request))


def wrong(request: HttpRequest) -> HttpResponse:
    return _shown(
        request,
        '{% extends "ui/base.html" %}{% block content %}{% include "ui/_form.html" %}{% endblock %}',
        form=EntryForm({}),
    )


def auth(request: HttpRequest) -> HttpResponse:
    page = '{% extends "ui/auth.html" %}{% block heading %}登录{% endblock %}{% block content %}'
    page += '{% include "ui/_form.html" with submit="登录" narrow=True %}{% endblock %}'
    return HttpResponse(engines["django"].from_string(page).render({"form": SignIn(), "demo": True}, request))


def shell(request: HttpRequest) -> HttpResponse:
    return _shown(request, '{% extends "ui/base.html" %}{% block title %}空页{% endblock %}')


def part(request: HttpRequest, name: str) -> HttpResponse:
    return HttpResponse(render_to_string(f"{name}.html", {"acting": LEAD, "navigation": NAVIGATION}, request))


def nothing(request: HttpRequest) -> HttpResponse:
    return HttpResponse(status=204)


def _shown(request: HttpRequest, source: str, **context: object) -> HttpResponse:
    head = {
        "acting": LEAD,
        "posts": [LEAD, WORKER],
        "navigation": NAVIGATION,
        "demo": True,
        "feedback_url": "/feedback/",
    }
    return HttpResponse(engines["django"].from_string(source).render(head | context, request))


def _everything(request: HttpRequest) -> dict[str, object]:
    return {
        "crumbs": [("工作要点", "/plans/"), ("2025年工作要点", "/plans/1/")],
        "tabs": [("全部", "?", True), ("待确认", "?tab=draft", False), ("已作废", "?tab=void", False)],
        "filters": Filters(request.GET),
        "page": Paginator(range(1400), 50).page(int(request.GET.get("page", "3"))),
        "rows": ROWS,
        "units": UNITS,
        "measures": MEASURES,
        "cells": CELLS,
        "paid": Decimal("25194.50"),
        "sentence": SENTENCE,
        "spans": SPANS,
        "form": EntryForm({"day": "32月", "title": "红十字应急救护培训", "people": "30余"}),
        "steps": [("起草", "done"), ("送审", "done"), ("审核", "now"), ("出具", "")],
        "moment": datetime(2025, 3, 5, 14, 3, tzinfo=ZoneInfo("Asia/Shanghai")),
    }
