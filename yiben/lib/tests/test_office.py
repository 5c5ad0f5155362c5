import subprocess
from io import BytesIO

import docx
import pytest

from yiben.lib import office
from yiben.lib.refused import Refused


def document(words):
    made, data = docx.Document(), BytesIO()
    made.add_paragraph(words)
    made.save(data)
    return data.getvalue()


def test_without_libreoffice_it_says_what_to_do_instead(monkeypatch):
    monkeypatch.setattr(office, "available", lambda: None)
    with pytest.raises(Refused, match="请下载 Word 文档"):
        office.to_pdf(document("甲"))


@pytest.mark.parametrize(
    "wrong", [subprocess.TimeoutExpired("soffice", 1), subprocess.CalledProcessError(1, "soffice"), OSError()]
)
def test_when_libreoffice_fails_or_hangs_it_says_so(monkeypatch, wrong):
    def run(*_args, **_said):
        raise wrong

    monkeypatch.setattr(office, "available", lambda: "/nowhere/soffice")
    monkeypatch.setattr(subprocess, "run", run)
    with pytest.raises(Refused, match="没有成功"):
        office.to_pdf(document("甲"))


def test_when_nothing_was_made_it_says_so(monkeypatch):
    monkeypatch.setattr(office, "available", lambda: "/nowhere/soffice")
    monkeypatch.setattr(subprocess, "run", lambda *_args, **_said: None)
    with pytest.raises(Refused, match="没有成功"):
        office.to_pdf(document("甲"))


def test_each_document_has_a_new_profile_and_a_bound_on_time(monkeypatch):
    seen = []

    def run(words, **said):
        seen.append((words, said))
        raise OSError

    monkeypatch.setattr(office, "available", lambda: "/nowhere/soffice")
    monkeypatch.setattr(subprocess, "run", run)
    for _time in range(2):
        with pytest.raises(Refused):
            office.to_pdf(document("甲"))
    profiles = [next(word for word in words if word.startswith("-env:UserInstallation=")) for words, _said in seen]
    assert len(set(profiles)) == 2
    assert all(said["timeout"] == office.SECONDS for _words, said in seen)


@pytest.mark.skipif(office.available() is None, reason="LibreOffice (soffice) is not installed")
def test_a_document_becomes_a_pdf():
    assert office.to_pdf(document("个个数字有出处")).startswith(b"%PDF-")
