"""`yiben entries import FILE --map`: the columns as a person wrote them down, or as a list before was confirmed."""

import json

import pytest
from click.testing import CliRunner

from tests.people import street
from yiben.config.commands import entries
from yiben.ledger.models import Entry, ImportBatch
from yiben.ledger.tests.lists import workbook
from yiben.lib.refused import Refused

pytestmark = pytest.mark.django_db

HEAD = ["甲", "乙", "丙", "丁"]
MAP = {"甲": "start", "乙": "活动名称", "丙": "人次", "丁": "不要"}


def run(*words):
    return CliRunner().invoke(entries.command, ["import", *map(str, words)], catch_exceptions=False)


def listed(folder, name, day="2025-03-05"):
    file = folder / name
    file.write_bytes(workbook([HEAD, [day, "学雷锋", 35, "晴"]]))
    return file


def written(folder, said):
    file = folder / "认法.json"
    file.write_text(json.dumps(said), encoding="utf-8")
    return file


def told():
    return [(entry.title, {q.metric_id: int(q.value) for q in entry.quantities.all()}) for entry in Entry.objects.all()]


def test_a_file_says_what_columns_are(tmp_path):
    street()
    said = run(listed(tmp_path, "三月.xlsx"), "--by", "alice", "--map", written(tmp_path, MAP))
    assert said.exit_code == 0
    assert told() == [("学雷锋", {"times": 1, "attendances": 35})]


def test_a_list_confirmed_before_is_called_by_its_name(tmp_path):
    street()
    run(listed(tmp_path, "三月.xlsx"), "--by", "alice", "--map", written(tmp_path, MAP))
    said = run(listed(tmp_path, "四月.xlsx", "2025-04-05"), "--by", "alice", "--map", "三月")
    assert said.exit_code == 0
    assert len(told()) == 2


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"戊": "人次"}, "表里没有这些列：戊"),
        ({"丙": "鞋码"}, "没有这种列"),
        (["丙"], "要写成"),
        ({"丙": "活动名称"}, "两列都认作"),
    ],
)
def test_a_map_that_makes_no_sense_is_refused_and_leaves_nothing(tmp_path, said, words):
    street()
    whole = said if isinstance(said, list) else MAP | said
    with pytest.raises(Refused, match=words):
        run(listed(tmp_path, "三月.xlsx"), "--by", "alice", "--map", written(tmp_path, whole))
    assert not ImportBatch.objects.exists()
    assert not Entry.objects.exists()


def test_a_name_that_nobody_confirmed_is_told(tmp_path):
    street()
    with pytest.raises(Refused, match="没有确认过叫“五月”的表"):
        run(listed(tmp_path, "三月.xlsx"), "--by", "alice", "--map", "五月")
