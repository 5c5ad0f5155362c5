"""Files that can't be opened say so in one sentence, at little cost."""

import cProfile
import io
import struct
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from yiben.gongwen import read
from yiben.gongwen.tests.words import W, bare, p

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
GOOD = bare(p("一、工会工作"))
ENTITIES = "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(9))
BILLION = f'<!DOCTYPE d [<!ENTITY a0 "ha">{ENTITIES}]><w:document {W}><w:body>{p("&a9;")}</w:body></w:document>'
OUTSIDE = (
    f'<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/hostname">]><w:document {W}><w:body>{p("&x;")}</w:body></w:document>'
)


def zipped(**parts):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name.replace("__", "/"), data)
    return file.getvalue()


def wide(text):
    return zipped(**{"word/document.xml": ('<?xml version="1.0" encoding="UTF-16"?>' + text).encode("utf-16")})


def bomb():
    return bare("", document=f"<w:document {W}><w:body>" + p("一" * 10) * 1_500_000 + "</w:body></w:document>")


def many_elements():
    return bare("", document=f"<w:document {W}><w:body>" + "<w:p/>" * 2_000_000 + "</w:body></w:document>")


def many_entries():
    data = bytearray(GOOD)
    struct.pack_into("<H", data, data.rfind(b"PK\x05\x06") + 10, 60_000)
    return bytes(data)


def encrypted():
    data = bytearray(GOOD)
    at = data.find(b"PK\x01\x02")
    while at >= 0:
        data[at + 8] |= 1
        at = data.find(b"PK\x01\x02", at + 1)
    return bytes(data)


BROKEN = {
    "old Word": (OLE + b"\0" * 600 + "WordDocument".encode("utf-16-le"), "旧版 Word"),
    "encrypted Office": (OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "已加密"),
    "encrypted zip": (encrypted(), "已加密"),
    "truncated": (GOOD[: len(GOOD) // 2], "不完整"),
    "head only": (b"PK\x03\x04", "不完整"),
    "damaged inside": (GOOD.replace(b"word/document.xml", b"word/dokument.xml"), "Word"),
    "damaged XML": (bare("", document="<w:document><w:body>"), "损坏"),
    "other encoding": (bare("", document='<?xml version="1.0" encoding="UTF-7"?><d/>'), "编码"),
    "no body": (bare("", document=f"<w:document {W}/>"), "没有正文"),
    "spreadsheet": (zipped(xl__workbook="<a/>"), "Excel"),
    "slides": (zipped(ppt__presentation="<a/>"), "演示文稿"),
    "just a zip": (zipped(a="a"), "压缩包"),
    "open document": (zipped(**{"content.xml": "<a/>"}), "OpenDocument"),
    "PDF": (b"%PDF-1.7 ...", "PDF"),
    "RTF": (b"{\\rtf1 }", "RTF"),
    "picture": (b"\x89PNG\r\n\x1a\n", "图片"),
    "web page": (b"<html><body>a</body></html>", "网页"),
    "empty": (b"", "空的"),
    "nulls": (b"\0" * 4096, "空的"),
    "random": (bytes(range(256)) * 40, "认不出"),
    "entity bomb": (bare("", document=BILLION), "实体"),
    "entity bomb in UTF-16": (wide(BILLION), "实体"),
    "outside entity": (bare("", document=OUTSIDE), "实体"),
    "too many entries": (many_entries(), "条目过多"),
    "deep": (bare("<w:p>" * 5000 + "</w:p>" * 5000), "损坏"),
}


@pytest.mark.parametrize("kind", BROKEN)
def test_it_says_so_in_one_sentence(kind):
    data, word = BROKEN[kind]
    document = read(data)
    (finding,) = document.findings
    assert not document.readable
    assert document.blocks == ()
    assert finding.kind == "unreadable"
    assert word in finding.what
    assert "Traceback" not in finding.what


def test_a_wps_file_is_named(tmp_path):
    path = tmp_path / "计划.wps"
    path.write_bytes(OLE + b"\0" * 600)
    assert "WPS 旧格式" in read(path).findings[0].what


def test_a_text_called_docx_is_told(tmp_path):
    path = tmp_path / "计划.docx"
    path.write_text("一、工会工作")
    assert "不是 Word 文档" in read(path).findings[0].what


def test_a_missing_file_is_told(tmp_path):
    assert "打不开" in read(tmp_path / "没有.docx").findings[0].what


def test_text_is_no_path(tmp_path):
    secret = tmp_path / "口令.cfg"
    secret.write_text("密")
    assert read(str(secret)).blocks[0].text == str(secret)


COST = """
import resource, sys, time
from yiben.gongwen import read
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
start = time.process_time()
document = read(open(sys.argv[1], "rb").read())
print(time.process_time() - start, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024, document.readable)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="memory is measured with the resource module")
@pytest.mark.parametrize("make", [bomb, many_elements], ids=["zip bomb", "two million elements"])
def test_bombs_cost_little(make, tmp_path):
    path = tmp_path / "bomb.docx"
    path.write_bytes(make())
    assert path.stat().st_size < 2_000_000
    root = Path(__file__).parents[3]
    run = subprocess.run([sys.executable, "-c", COST, path], capture_output=True, text=True, check=True, cwd=root)
    seconds, megabytes, readable = run.stdout.split()
    assert readable == "False"
    assert float(seconds) < 20
    assert float(megabytes) < 150


def test_a_paragraph_five_times_as_long_is_five_times_the_work():
    def calls(times):
        text = (
            "一、工会工作。"
            + "一是做好慰问，走访职工20户；二是办好培训（1）报名（2）开班①甲②乙。团委工作：抓好3—5项。" * times
        )
        profile = cProfile.Profile()
        profile.runcall(read, text.encode())
        return sum(one.callcount for one in profile.getstats())

    calls(50)
    assert calls(2000) < 6 * calls(400)
