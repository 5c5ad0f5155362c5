import socket
import subprocess
import sys
import time
from io import BytesIO
from pathlib import Path

import docx
import pytest

from yiben.lib import office, workbooks
from yiben.lib.refused import Refused

SAMPLES = Path(__file__).parent / "samples"
no_office = pytest.mark.skipif(office.available() is None, reason="LibreOffice (soffice) is not installed")


def document(words):
    made, data = docx.Document(), BytesIO()
    made.add_paragraph(words)
    made.save(data)
    return data.getvalue()


def test_without_libreoffice_it_says_what_to_do_instead(monkeypatch):
    monkeypatch.setattr(office, "available", lambda: None)
    with pytest.raises(Refused, match="请下载 Word 文档"):
        office.to_pdf(document("甲"))
    with pytest.raises(Refused, match="另存为"):
        office.to_xlsx(b"\xd0\xcf\x11\xe0")


@pytest.mark.parametrize(
    "wrong", [subprocess.TimeoutExpired("soffice", 1), subprocess.CalledProcessError(1, "soffice"), OSError()]
)
def test_when_libreoffice_fails_or_hangs_it_says_so(monkeypatch, wrong):
    def run(*_args, **_said):
        raise wrong

    monkeypatch.setattr(office, "available", lambda: "/nowhere/soffice")
    monkeypatch.setattr(office, "run", run)
    with pytest.raises(Refused, match="没有成功"):
        office.to_pdf(document("甲"))
    with pytest.raises(Refused, match="没有转换成功"):
        office.to_xlsx(b"x")


def test_when_nothing_was_made_it_says_so(monkeypatch):
    monkeypatch.setattr(office, "available", lambda: "/nowhere/soffice")
    monkeypatch.setattr(office, "run", lambda *_args: None)
    with pytest.raises(Refused, match="没有成功"):
        office.to_pdf(document("甲"))


def test_each_document_has_a_new_profile_that_runs_no_macros(monkeypatch):
    seen = []

    def run(words, folder):
        settings = (folder / "profile/user/registrymodifications.xcu").read_text(encoding="utf-8")
        seen.append((next(word for word in words if word.startswith("-env:UserInstallation=")), settings))
        raise OSError

    monkeypatch.setattr(office, "available", lambda: "/nowhere/soffice")
    monkeypatch.setattr(office, "run", run)
    for _time in range(2):
        with pytest.raises(Refused):
            office.to_pdf(document("甲"))
    assert len({profile for profile, _settings in seen}) == 2
    assert all('DisableMacrosExecution" oor:op="fuse"><value>true' in settings for _profile, settings in seen)


@pytest.mark.skipif(not office.apart(), reason="this system lets no child run without a network")
def test_the_child_has_no_network(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        words = f"import socket; socket.create_connection(('127.0.0.1', {port}), 2)"
        with pytest.raises(subprocess.CalledProcessError):
            office.run([sys.executable, "-c", words], tmp_path)


def test_where_a_network_cannot_be_taken_away_it_is_said(monkeypatch):
    monkeypatch.setattr(office.shutil, "which", lambda _name: None)
    office.apart.cache_clear()
    assert not office.apart()
    assert office._confines() == []
    office.apart.cache_clear()


@pytest.mark.skipif(sys.platform != "linux", reason="bounds are set by prlimit")
def test_the_child_is_bounded_in_memory(tmp_path):
    words = f"import sys; data = bytearray({office.MEMORY} + 1)"
    with pytest.raises(subprocess.CalledProcessError):
        office.run([sys.executable, "-c", words], tmp_path)


@pytest.mark.skipif(sys.platform != "linux", reason="it looks where Linux lists what runs")
def test_what_hangs_is_ended_with_all_that_it_began(monkeypatch, tmp_path):
    monkeypatch.setattr(office, "SECONDS", 1)
    words = "sleep 60 & echo $! > child; wait"
    with pytest.raises(subprocess.TimeoutExpired):
        office.run(["sh", "-c", words], tmp_path)
    left = Path("/proc") / (tmp_path / "child").read_text().strip() / "stat"
    time.sleep(0.2)
    assert not left.exists() or " Z " in left.read_text()


@no_office
def test_a_document_becomes_a_pdf():
    assert office.to_pdf(document("个个数字有出处")).startswith(b"%PDF-")


@no_office
def test_an_old_workbook_becomes_a_new_one():
    book = workbooks.opened(office.to_xlsx((SAMPLES / "two_head_rows.xls").read_bytes()))
    assert any(cell.value for sheet in book.sheets for cell in sheet.cells.values())
