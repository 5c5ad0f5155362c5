"""The page that an empty book shows: it asks for the key, founds a street once, and is gone."""

import pytest
from django.conf import settings as site
from django.core.files.uploadedfile import SimpleUploadedFile

from yiben.lib.tables import write_table
from yiben.portal import founding
from yiben.units.models import Line, Person, Unit

pytestmark = pytest.mark.django_db

SAID = {
    "street": "云溪街道",
    "district": "长宁区",
    "year": 2025,
    "below": "松风社区（松风）\n望江社区 望江、望江居委会\n\n综合服务中心",
    "lines": ["union", "volunteering"],
    "name": "周岚",
    "login": "zhou.lan",
    "password": "mao-ye-shan-7788",
    "again": "mao-ye-shan-7788",
}


@pytest.fixture(autouse=True)
def _folder(settings, tmp_path):
    settings.DATA = tmp_path


@pytest.fixture
def key():
    return founding.founding_key()


def test_every_address_of_an_empty_book_leads_there(client):
    told = client.get("/entries/", follow=True)
    assert told.redirect_chain[-1][0] == "/begin/"
    assert "建立本街道的账本" in told.content.decode()


def test_it_founds_the_street_and_its_first_administrator_signs_in(client, key):
    told = client.post("/begin/", SAID | {"key": key}, follow=True)
    assert told.redirect_chain[-1][0] == "/units/sign-in/"
    assert "云溪街道的账本建好了" in told.content.decode()
    kinds = {unit.name: (unit.kind, unit.short_names, unit.since.year) for unit in Unit.objects.all()}
    assert kinds == {
        "长宁区": ("district", [], 2025),
        "云溪街道": ("street", [], 2025),
        "松风社区": ("community", ["松风"], 2025),
        "望江社区": ("community", ["望江", "望江居委会"], 2025),
        "综合服务中心": ("office", [], 2025),
    }
    assert set(Line.objects.filter(active=True).values_list("slug", flat=True)) == {"union", "volunteering"}
    post = Person.objects.get().posts.get()
    assert (post.kind, post.unit.name) == ("admin", "云溪街道")
    assert client.post("/units/sign-in/", {"username": "zhou.lan", "password": SAID["password"]}).status_code == 302


def test_it_takes_an_excel_of_units(client, key):
    rows = [["云溪街道", "云溪", "街道", ""], ["松风社区", "松风", "社区", "云溪街道"]]
    data = write_table(["单位名称", "简称", "类别", "上级单位"], rows)
    sent = SAID | {"key": key, "street": "", "below": "", "file": SimpleUploadedFile("单位.xlsx", data)}
    client.post("/begin/", sent)
    assert set(Unit.objects.values_list("name", flat=True)) == {"云溪街道", "松风社区"}


def test_without_the_key_nothing_is_founded(client, key):
    for wrong in ("", "abcd-efgh-jkmn"):
        told = client.post("/begin/", SAID | {"key": wrong})
        assert told.status_code == 422
    assert "开启码不对" in told.content.decode()
    assert not Unit.objects.exists()


def test_where_no_key_was_made_none_opens(client):
    assert client.post("/begin/", SAID | {"key": ""}).status_code == 422
    assert not founding.opens("")


def test_after_the_founding_page_and_key_are_gone(client, key):
    client.post("/begin/", SAID | {"key": key})
    assert not (site.DATA / "founding-key").exists()
    again = client.post("/begin/", SAID | {"key": key, "login": "other"})
    assert again.status_code == 302
    assert Person.objects.get().login == "zhou.lan"


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"street": ""}, "请填写街道名称"),
        ({"again": "mao-ye-shan-7789"}, "两遍密码不一样"),
        ({"below": "松风社区\n松风社区"}, "重复"),
        ({"password": "1234567890", "again": "1234567890"}, "密码"),
        ({"login": "周岚"}, "登录名只能用字母"),
        ({"file": SimpleUploadedFile("单位.xlsx", b"PK\x03\x04broken")}, "损坏"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_founded(client, key, changed, told):
    answer = client.post("/begin/", SAID | {"key": key} | changed)
    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert not Unit.objects.exists()
