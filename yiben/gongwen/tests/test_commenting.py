from __future__ import annotations

import io
import zipfile

import pytest
from docx import Document as Word

from yiben.gongwen import read
from yiben.gongwen.docx import Comment, Unreadable, commented


def made() -> bytes:
    word = Word()
    paragraph = word.add_paragraph("全年开展志愿服务")
    paragraph.add_run("405场").bold = True
    paragraph.add_run("，发放资料1万余份。")
    table = word.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "河畔社区", "58"
    kept = io.BytesIO()
    word.save(kept)
    return kept.getvalue()


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


SAID = [
    Comment(0, 8, "405场", "账本：400"),
    Comment(0, 16, "1万余份", "账本未载"),
    Comment("t0r0c1", 0, "58", "账本：60"),
]


def test_it_says_each_in_the_margin() -> None:
    word = Word(io.BytesIO(commented(made(), SAID, "一本核对")))
    assert [one.text for one in word.comments] == ["账本：400", "账本未载", "账本：60"]
    assert {one.author for one in word.comments} == {"一本核对"}


def test_it_changes_no_word_and_no_other_part() -> None:
    before, after = made(), commented(made(), SAID, "一本核对")
    assert [block.text for block in read(after).blocks] == [block.text for block in read(before).blocks]
    changed = {name for name, data in parts(after).items() if parts(before).get(name) != data}
    assert changed <= {"word/document.xml", "word/comments.xml", "word/_rels/document.xml.rels", "[Content_Types].xml"}


def test_it_marks_just_the_words() -> None:
    text = parts(commented(made(), SAID, "一本核对"))["word/document.xml"].decode()
    marked = text.partition("commentRangeStart")[2].partition("commentRangeEnd")[0]
    assert "405场" in marked
    assert "志愿服务" not in marked


def test_it_adds_to_those_there() -> None:
    once = commented(made(), SAID[:1], "一本核对")
    twice = Word(io.BytesIO(commented(once, SAID[1:], "一本核对")))
    assert [one.comment_id for one in twice.comments] == sorted({one.comment_id for one in twice.comments})
    assert len(list(twice.comments)) == 3


def test_it_passes_over_words_that_are_not_there() -> None:
    word = Word(io.BytesIO(commented(made(), [Comment(0, 0, "999场", "无"), Comment(77, 0, "58", "无")], "一本核对")))
    assert not list(word.comments)


def test_it_refuses_what_is_no_document() -> None:
    with pytest.raises(Unreadable):
        commented(b"PK\x03\x04 not a package", SAID, "一本核对")
