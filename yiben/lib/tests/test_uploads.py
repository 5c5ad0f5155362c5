import hashlib
import io
import zipfile
from contextlib import nullcontext

import docx
import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st

from yiben.lib.refused import Refused
from yiben.lib.uploads import DOCUMENTS, EVIDENCE, PICTURES, TABLES, Type, received, safe_name, sha256_of, type_of

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 1000


def made_by(library):
    stream = io.BytesIO()
    library.save(stream)
    return stream.getvalue()


def package(**parts):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), content)
    return stream.getvalue()


def compound(stream):
    return OLE + stream.encode("utf-16-le") + b"\0\0\0\0"


DOCX, XLSX = made_by(docx.Document()), made_by(openpyxl.Workbook())
PNG, JPEG = b"\x89PNG\r\n\x1a\n" + b"\0" * 50, b"\xff\xd8\xff\xe0\0\x10JFIF"

SAMPLES = [
    (DOCX, "要点.docx", Type.DOCX),
    (DOCX, "要点.xlsx", Type.DOCX),
    (XLSX, "表.xlsx", Type.XLSX),
    (package(mimetype="application/vnd.oasis.opendocument.spreadsheet", content_xml="<x/>"), "表.ods", Type.ODS),
    (package(mimetype="application/vnd.oasis.opendocument.text", content_xml="<x/>"), "文.odt", Type.UNKNOWN),
    (package(readme_txt="hello"), "文.docx", Type.UNKNOWN),
    (compound("WordDocument"), "文.doc", Type.DOC),
    (compound("WordDocument"), "文.wps", Type.WPS),
    (compound("Workbook"), "表.xls", Type.XLS),
    (compound("Workbook"), "表.et", Type.XLS),
    (compound("EncryptedPackage"), "表.xlsx", Type.LOCKED),
    (OLE, "文.doc", Type.UNKNOWN),
    (b"%PDF-1.7\n", "文.pdf", Type.PDF),
    (PNG, "照片.jpg", Type.PNG),
    (JPEG, "照片.jpg", Type.JPEG),
    (b"\xff\xd8\xff\xfe\0\x10note", "照片.jpg", Type.JPEG),
    (b"\xff\xd8\xff<html>", "照片.jpg", Type.UNKNOWN),
    (b"RIFF\x10\0\0\0WEBPVP8 ", "照片.jpg", Type.WEBP),
    (b"RIFF\x10\0\0\0WAVEfmt ", "照片.webp", Type.UNKNOWN),
    (b"\0\0\0\x18ftypheic\0\0\0\0", "IMG_1.HEIC", Type.HEIC),
    (b"\0\0\0\x18ftypisom\0\0\0\0", "照片.heic", Type.UNKNOWN),
    ("单位,人次".encode("gb18030"), "表.csv", Type.CSV),
    ("一、工作目标".encode(), "要点.txt", Type.TXT),
    ("一、工作目标".encode("utf-16"), "要点.txt", Type.TXT),
    ("\ufeff一、工作目标".encode(), "要点.txt", Type.TXT),
    (b"MZ\x90\x00\x03", "setup.txt", Type.UNKNOWN),
    (b"<svg onload=alert(1)>", "照片.png", Type.UNKNOWN),
    (b"<!DOCTYPE html><script>", "文.txt", Type.UNKNOWN),
    (b"{\\rtf1 hello}", "文.doc", Type.UNKNOWN),
    (b"GIF89a\x01\x00", "照片.png", Type.UNKNOWN),
]


@pytest.mark.parametrize(("content", "name", "found"), SAMPLES)
def test_the_content_tells_the_type(content, name, found):
    assert type_of(content, name) is found


def test_an_accepted_file_brings_its_digest_and_name():
    upload = received(SimpleUploadedFile("2025年工作要点.docx", DOCX), types=DOCUMENTS)
    assert (upload.type, upload.name) == (Type.DOCX, "2025年工作要点.docx")
    assert upload.sha256 == hashlib.sha256(DOCX).hexdigest()
    assert upload.content == DOCX


@pytest.mark.parametrize(
    ("content", "name", "types", "sentence"),
    [
        (b"", "空.docx", DOCUMENTS, "文件是空的"),
        (
            compound("WordDocument"),
            "要点.doc",
            DOCUMENTS,
            "“要点.doc”是 .doc，请用 WPS 或 Word 打开，另存为 .docx 再上传",
        ),
        (compound("WordDocument"), "要点.wps", DOCUMENTS, "“要点.wps”是 .wps，请用 WPS 打开，另存为 .docx 再上传"),
        (b"%PDF-1.7", "要点.pdf", DOCUMENTS, "“要点.pdf”是 .pdf，请上传可编辑的原文件"),
        (compound("EncryptedPackage"), "表.xlsx", TABLES, "“表.xlsx”：文件设有密码，请去掉密码后再上传"),
        (DOCX, "表.xlsx", TABLES, "“表.xlsx”的内容是 .docx，请上传 .xlsx、.ods、.xls、.csv"),
        (DOCX[:-300], "要点.docx", DOCUMENTS, "文件已损坏或不完整，请用 WPS 或 Office 打开后另存一份再上传"),
        (b"<svg>", "a.png", PICTURES, "“a.png”不是可识别的文件，请上传 .png、.jpeg、.webp、.heic"),
        (b"GIF89a\x01\x00", "", EVIDENCE, "文件不是可识别的文件，请上传 .docx、.xlsx、.pdf、.png、.jpeg、.webp、.heic"),
    ],
)
def test_what_was_not_asked_for_is_refused_with_advice(content, name, types, sentence):
    stream = io.BytesIO(content)
    stream.name = name
    with pytest.raises(Refused) as refused:
        received(stream, types=types, field="file")
    assert (refused.value.sentence, refused.value.field) == (sentence, "file")


def test_no_more_is_read_than_was_said():
    class Endless(io.BytesIO):
        most_read = 0

        def read(self, size=-1):
            self.most_read = max(self.most_read, size)
            return b"x" * size

    stream = Endless()
    with pytest.raises(Refused, match=r"文件超过 0\.5 MB"):
        received(stream, types=DOCUMENTS, most=1 << 19)
    assert stream.most_read == (1 << 19) + 1


def test_the_digest_of_a_stream_is_read_in_pieces_from_the_start():
    stream = io.BytesIO(b"x" * 3_000_000)
    stream.seek(1000)
    assert sha256_of(stream) == hashlib.sha256(b"x" * 3_000_000).hexdigest()
    assert stream.tell() == 0


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("C:\\桌面\\要点.docx", "要点.docx"),
        ("../../etc/passwd", "passwd"),
        ("要点\u202excod.exe", "要点xcod.exe"),
        ("", ""),
        ("..", ""),
        ("长" * 300 + ".docx", "长" * 100 + ".docx"),
        ("a\x00b.txt", "a b.txt"),
    ],
)
def test_a_name_is_made_safe(name, safe):
    assert safe_name(name) == safe


@given(st.binary(max_size=200), st.text(max_size=20))
def test_any_bytes_have_a_type_or_are_refused_in_words(content, name):
    damaged = pytest.raises(Refused, match="已损坏") if content.startswith(b"PK\x03\x04") else nullcontext()
    with damaged:
        assert type_of(content, name) in Type


@given(st.text(max_size=300))
def test_a_safe_name_has_no_folder(name):
    assert not set("/\\\0\n") & set(safe_name(name))
