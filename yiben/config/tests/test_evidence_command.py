"""Files by the command line: by receipt, with the same answers as the pages."""

import os
import time

import pytest
from click.testing import CliRunner

from tests.people import entry, street
from yiben.config.cli import FOUND
from yiben.config.commands import evidence as command
from yiben.ledger import evidence_store
from yiben.ledger.models import Evidence
from yiben.lib.refused import Refused
from yiben.lib.tests.photos import photo

pytestmark = pytest.mark.django_db


def run(*words):
    return CliRunner().invoke(command.command, [str(word) for word in words], catch_exceptions=False)


@pytest.fixture
def files(tmp_path):
    (tmp_path / "开场.jpg").write_bytes(photo("开场"))
    (tmp_path / "画.svg").write_bytes(b"<svg/>")
    return tmp_path


def test_what_can_be_attached_is_and_the_rest_is_told(files):
    s = street()
    told = entry(s.riverside, by=s.alice)
    said = run("attach", told.receipt, files / "开场.jpg", files / "画.svg", "--by", "alice")
    assert said.exit_code == FOUND
    assert "已加上 开场.jpg" in said.output
    assert "画.svg：只收照片" in said.output
    assert Evidence.objects.get().by == s.alice


def test_the_same_picture_on_two_activities_is_told_to_who_adds_it(files):
    s = street()
    first, second = entry(s.riverside, by=s.alice, title="种树"), entry(s.riverside, by=s.alice)
    assert "相同" not in run("attach", first.receipt, files / "开场.jpg", "--by", "alice").output
    said = run("attach", second.receipt, files / "开场.jpg", "--by", "alice").output
    assert f"与 {first.receipt}《种树》里的相同" in said
    elsewhere = run("attach", entry(s.hilltop, by=s.amy).receipt, files / "开场.jpg", "--by", "amy").output
    assert "另一单位的一条记录里的相同" in elsewhere
    assert "种树" not in elsewhere


@pytest.mark.parametrize(
    "told", ["", "x", "-", "1-2-3", "910101000001-1", "910101000001-1-", "910101000001-" + "9" * 40 + "-ab"]
)
def test_what_is_no_receipt_is_refused(files, told):
    s = street()
    entry(s.riverside, by=s.alice)
    with pytest.raises(Refused, match="没有这条记录"):
        run("attach", told, files / "开场.jpg")


def test_it_takes_an_entrys_files_out(files):
    s = street()
    told = entry(s.riverside, by=s.alice)
    run("attach", told.pk, files / "开场.jpg")
    assert run("take", told.pk, "--out", files / "取出").exit_code == 0
    (taken,) = (files / "取出").iterdir()
    assert taken.name == "2-开场.jpg"
    assert taken.read_bytes() == evidence_store.read(Evidence.objects.get().sha256)


def test_tidying_removes_what_nothing_cites_for_a_day(files):
    s = street()
    run("attach", entry(s.riverside, by=s.alice).pk, files / "开场.jpg")
    fresh, stale = evidence_store.keep(b"fresh"), evidence_store.keep(b"stale")
    for digest, place in evidence_store.stored():
        if digest != fresh:
            place.chmod(0o600)
            os.utime(place, (time.time() - 90_000,) * 2)
    assert "清理了 1 个文件" in run("tidy").output
    left = {digest for digest, _place in evidence_store.stored()}
    assert left == {fresh, Evidence.objects.get().sha256}
    assert stale not in left
