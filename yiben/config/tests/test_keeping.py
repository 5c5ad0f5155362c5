"""The administrator's checklist: it nags until each thing is done, and no other post meets it."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client, override_settings
from django.utils import timezone

from tests import people
from yiben.config.commands.serve import check_start
from yiben.config.keeping.notes import note
from yiben.config.keeping.paper import key_words
from yiben.lib.refused import Refused
from yiben.lib.sealing import new_key
from yiben.units import actions
from yiben.units.models import Act, Factor

pytestmark = pytest.mark.django_db
PAGE = "/keeping/"


@pytest.fixture
def street(settings, tmp_path):
    settings.DATA, settings.FIELD_KEY = tmp_path, new_key()
    return people.street()


@pytest.fixture
def client(street):
    return people.sign_in(street.ada)


def left(client, **said):
    return {item.slug for item in client.get(PAGE, **said).context["items"] if not item.done}


def test_it_begins_with_everything_open(client):
    assert left(client) == {"tls", "key", "backup", "second", "factors"}
    assert "还差 5 件事" in client.get("/").content.decode()


def test_each_thing_done_leaves_it(client, street, settings):
    assert "tls" not in left(client, secure=True)
    client.post(PAGE, {"words": " ".join(key_words(settings.FIELD_KEY))})
    assert "key" not in left(client)
    note("backup", at=timezone.now().isoformat(), place="/mnt", same_disk=False)
    assert "backup" not in left(client)
    Factor.objects.create(person=street.ada.person, secret="x")
    assert "factors" not in left(client)
    actions.give_post(street.carol.person, by=None, unit=street.street, kind="admin", since=people.SINCE)
    assert "second" not in left(client)
    assert "factors" in left(client)
    Factor.objects.create(person=street.carol.person, secret="x")
    assert left(client, secure=True) == set()
    assert "还差" not in client.get("/", secure=True).content.decode()


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"at": (datetime.now(UTC) - timedelta(days=9)).isoformat()}, "9 天没有备份了"),
        ({"at": datetime.now(UTC).isoformat(), "same_disk": True}, "同一块磁盘"),
        ({"at": datetime.now(UTC).isoformat(), "lost": 2}, "有 2 个附件的文件已经不见了"),
        ({"at": "half a li"}, "还没有备份过"),
    ],
)
def test_a_backup_that_helps_little_is_asked_for_again(client, said, words):
    note("backup", **said)
    assert words in client.get(PAGE).content.decode()
    assert "backup" in left(client)


def test_a_new_key_wants_a_new_paper(client, settings):
    client.post(PAGE, {"words": " ".join(key_words(settings.FIELD_KEY))})
    settings.FIELD_KEY = new_key()
    assert "key" in left(client)


def test_wrong_words_are_told_beside_the_field_and_leave_no_trace(client, settings):
    answer = client.post(PAGE, {"words": "春山 夏水 秋云 冬风"})
    assert answer.status_code == 422
    assert "对不上" in answer.content.decode()
    assert not Act.objects.filter(verb="config.check_keys").exists()
    assert client.post(PAGE, {"words": ""}).status_code == 422


def test_the_page_tells_neither_key_nor_words(client, settings):
    page = client.get(PAGE).content.decode()
    assert settings.FIELD_KEY not in page
    assert all(word not in page for word in key_words(settings.FIELD_KEY))


def test_a_district_that_was_told_no_address_has_no_door_for_residents(client, settings):
    assert "没有开启" in client.get(PAGE).content.decode()
    settings.RESIDENTS_HOSTS = ["hudong.example.cn"]
    assert "hudong.example.cn" in client.get(PAGE).content.decode()


def test_the_demo_is_not_nagged(client):
    with override_settings(DEMO=True):
        assert "还差" not in client.get("/").content.decode()


def test_notes_that_are_broken_count_as_none(client, settings):
    (settings.DATA / "kept.json").write_text("{")
    assert "backup" in left(client)


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ({"REMOTE_ADDR": "127.0.0.1"}, 200),
        ({"REMOTE_ADDR": "::1"}, 200),
        ({"REMOTE_ADDR": "192.168.1.7"}, 403),
        ({"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "127.0.0.1"}, 403),
        ({"REMOTE_ADDR": ""}, 403),
    ],
)
def test_the_demos_accounts_answer_this_machine_only(street, said, status):
    with override_settings(DEMO=True):
        answer = Client().get("/units/sign-in/", **said)
    assert answer.status_code == status


def test_a_real_book_is_answered_from_everywhere(street):
    assert Client().get("/units/sign-in/", REMOTE_ADDR="10.1.2.3").status_code == 200


@pytest.mark.sqlite  # serve lets go of the connection that the test's transaction lives on
def test_the_demos_people_are_not_let_onto_the_network_even_without_its_mark(street, monkeypatch):
    monkeypatch.setenv("YIBEN_HOSTS", "yiben.example.cn")
    actions.add_person(by=None, login="hepan.worker", name="甲", password="yiben-demo")
    with pytest.raises(Refused, match=r"hepan.worker 的密码是演示用的"):
        check_start("0.0.0.0", 8443, guarded=True)


def test_nagging_costs_the_first_page_few_questions(client, django_assert_max_num_queries):
    with django_assert_max_num_queries(20):
        client.get("/")
