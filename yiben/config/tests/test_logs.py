"""What the server writes of itself: lines of JSON for machines, in which nobody is named and nothing is quoted."""

import io
import json
import logging

import pytest
from django.db import IntegrityError

from tests import people
from yiben.config.logs import Lines
from yiben.lib.refused import Refused

pytestmark = pytest.mark.django_db
TITLE, NAME = "王小明家的低保申请", "安宁"


@pytest.fixture
def written():
    """All that is logged, down to the last detail, as it would be written."""
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.setFormatter(Lines())
    loggers = [logging.getLogger(name) for name in (None, "yiben.access", "django", "django.request", "axes")]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.DEBUG)
    logging.getLogger().addHandler(handler)
    yield out
    logging.getLogger().removeHandler(handler)
    for logger, level in zip(loggers, levels, strict=True):
        logger.setLevel(level)


@pytest.fixture
def client():
    street = people.street()
    client = people.sign_in(street.alice)
    client.raise_request_exception = False
    return client


def breaking(error):
    def view(*_said, **_named):
        raise error

    return view


def test_no_name_login_title_or_question_is_in_it(client, written, monkeypatch):
    client.get("/entries/", {"q": TITLE, "by": NAME})
    client.get(f"/entries/{TITLE}/", {"login": "alice"})
    client.post("/units/sign-in/", {"username": "alice", "password": "wrong-" + NAME})
    client.post("/entries/new/", {"title": TITLE, "start": "32月", "place": NAME})
    client.get("/", headers={"host": f"{'alice'}.example"})
    client.post("/capture/entries/", f'{{"title": "{TITLE}"'.encode(), content_type="application/json")
    for error in (ValueError(TITLE), IntegrityError(f"Key (login)=(alice) {TITLE}"), Refused(f"{NAME}不能做这件事")):
        monkeypatch.setattr("yiben.portal.views.today", breaking(error))
        client.get("/", {"name": NAME})
    told = written.getvalue()
    lines = [json.loads(line) for line in told.splitlines()]
    assert len(lines) >= 9
    for secret in (TITLE, NAME, "alice", "wrong-", "127.0.0.1", "?"):
        assert secret not in told, secret
    assert {line["error"]["kind"] for line in lines if "error" in line} >= {"ValueError", "IntegrityError"}
    assert all("places" in line["error"] for line in lines if "error" in line)


def test_a_page_is_told_by_its_pattern(client, written):
    client.get("/entries/01890000-0000-7000-8000-000000000000/?q=1")
    (line,) = [json.loads(line) for line in written.getvalue().splitlines() if "yiben.access" in line]
    assert line["route"] == "entries/<uuid:pk>/"
    assert (line["method"], line["status"], line["event"]) == ("GET", 404, "page")
    assert isinstance(line["ms"], int)
    assert line["at"].endswith("+00:00")


def test_an_error_is_told_by_its_kind_and_places(written):
    try:
        raise KeyError(TITLE)
    except KeyError:
        logging.getLogger("yiben.ledger.tasks").exception("import %s broke off", TITLE)
    line = json.loads(written.getvalue())
    assert line["event"] == "import %s broke off"
    assert line["error"]["kind"] == "KeyError"
    assert line["error"]["places"][-1].startswith("yiben/config/tests/test_logs.py:")


def test_a_message_with_its_arguments_put_in_already_is_left_out(written):
    logging.getLogger("elsewhere").error(f"no such person: {NAME}")
    assert json.loads(written.getvalue())["event"] == ""
