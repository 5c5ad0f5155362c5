"""An evidence pack: entries and their files as a zip that tells whether it is whole, and holds no more than its post
may see."""

import io
import json
import subprocess
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from tests.people import content, entry, sign_in
from yiben.figures.tests.promises import promise
from yiben.ledger import actions as ledger
from yiben.ledger import evidence, evidence_store
from yiben.lib.periods import Period
from yiben.lib.tests.photos import photo
from yiben.reports.packs import Subject, prepare
from yiben.units.models import Act

PACK = "/reports/pack/"
YEAR = Period.of_year(2025)


@pytest.fixture(autouse=True)
def _own_files(settings, tmp_path):
    settings.FILES = tmp_path / "files"


@pytest.fixture
def kept(street):
    """A corrected entry with a photo from before, one of another line without, one of another community."""
    first = entry(street.riverside, by=street.alice, title="学雷锋 13812345678", amounts={"attendances": 40})
    evidence.attach(first, by=street.alice, name="合影 13812345678.jpg", content=photo("合影"))
    amounts = content(street.riverside, amounts={"attendances": 41}).amounts
    ledger.correct(first, by=street.alice, amounts=amounts, reason="点错了")
    entry(street.riverside, by=street.alice, on=date(2025, 5, 1), kind="training", title="技能培训", lines=("union",))
    entry(street.hilltop, by=street.amy, title="清洁家园")
    return street


def pack_of(post, query="", **said) -> ZipFile:
    answer = sign_in(post).post(PACK + query, {"reason": "区里检查", "period": "2025", "unit": post.unit_id} | said)
    assert answer.status_code == 200, answer.content.decode()
    sent = b"".join(answer.streaming_content)
    assert int(answer["Content-Length"]) == len(sent)
    return ZipFile(io.BytesIO(sent))


def checked(folder: Path) -> list[str]:
    """What `sha256sum -c` says of each file, the bad ones first."""
    command = ["sha256sum", "-c", "SHA256SUMS"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, env={"LC_ALL": "C.UTF-8"}, check=False)
    return sorted(line.rpartition(": ")[2] for line in done.stdout.splitlines())


def titles(pack: ZipFile) -> list[str]:
    return [json.loads(line)["title"] for line in pack.read("entries.jsonl").decode().splitlines()]


def test_it_holds_entries_files_and_sums_that_agree(kept, tmp_path):
    pack = pack_of(kept.bob)
    pack.extractall(tmp_path / "out")
    said = checked(tmp_path / "out")
    assert said == [*["OK"] * 4]
    assert len(titles(pack)) == 3
    (file,) = [name for name in pack.namelist() if name.startswith("files/")]
    assert file.endswith("-合影 138xxxx5678.jpg")
    rows = list(load_workbook(io.BytesIO(pack.read("index.xlsx"))).active.values)
    assert rows[2][1:3] == ("临水社区", "学雷锋 138****5678")
    page = pack.read("index.html").decode()
    assert "138%E" not in page
    assert "学雷锋 138****5678" in page
    assert "共 3 条记录，1 个附件" in page


def test_what_leaves_is_masked_and_leaves_a_trace(kept):
    pack = pack_of(kept.bob)
    assert b"13812345678" not in b"".join(pack.read(name) for name in pack.namelist() if "files" not in name)
    act = Act.objects.get(verb="reports.hand_out")
    assert (act.person, act.detail["reason"], act.detail["entries"]) == (kept.bob.person, "区里检查", 3)


def test_nobody_takes_what_she_may_not_read(kept):
    assert titles(pack_of(kept.alice)) == ["学雷锋 138****5678", "技能培训"]
    strange = sign_in(kept.dan).post(PACK, {"reason": "看看", "period": "2025", "unit": kept.riverside.pk})
    assert strange.status_code == 422
    assert (
        sign_in(kept.dan).post(PACK, {"reason": "看看", "period": "2025", "unit": kept.elsewhere.pk}).status_code == 422
    )


def test_it_is_of_a_line_or_a_measure(kept):
    assert titles(pack_of(kept.bob, line="union")) == ["技能培训"]
    measure = promise(kept, "办好培训", line="union", indicator="activity-times", value=1, unit="场", own=True)
    told = entry(kept.hilltop, by=kept.amy, title="再培训", lines=("union",), measures=(measure.pk,))
    assert titles(pack_of(kept.carol, f"?measure={measure.pk}")) == [told.title]
    page = sign_in(kept.carol).get(f"/figures/measures/{measure.pk}/").content.decode()
    assert f"{PACK}?measure={measure.pk}" in page
    assert (
        f"{PACK}?unit={kept.riverside.code}" in sign_in(kept.carol).get(f"/units/{kept.riverside.pk}/").content.decode()
    )


def test_it_says_what_for(kept):
    answer = sign_in(kept.bob).post(PACK, {"reason": "", "period": "2025", "unit": kept.street.pk})
    assert answer.status_code == 422
    assert not Act.objects.filter(verb="reports.hand_out").exists()


def test_a_file_that_is_gone_is_told_and_one_that_was_changed_is_found(kept, tmp_path):
    ((digest, place),) = evidence_store.stored()
    place.chmod(0o600)
    place.write_bytes(bytes(reversed(place.read_bytes())))
    pack_of(kept.bob).extractall(tmp_path / "out")
    said = checked(tmp_path / "out")
    assert said == ["FAILED", *["OK"] * 3]
    place.unlink()
    pack = pack_of(kept.bob)
    assert digest not in pack.read("SHA256SUMS").decode()
    assert "有 1 个附件的文件不见了" in pack.read("index.html").decode()


def test_it_is_sent_in_pieces_and_leaves_nothing_behind(kept):
    made = prepare(Subject(kept.street, YEAR), None, at=timezone.now())
    length, chunks = made.zipped()
    pieces = list(map(len, chunks))
    assert sum(pieces) == length
    assert max(pieces) <= 1 << 17
    assert not Path(made.folder.name).exists()
