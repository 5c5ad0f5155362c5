"""Whatever comes in: nothing is raised, every place is true, no text is lost."""

import itertools

from hypothesis import example, given, settings
from hypothesis import strategies as st

from yiben.gongwen import Document, read, read_text
from yiben.gongwen.outline import OUTSIDE
from yiben.gongwen.tests.words import bare

WORDS = [
    "一、",
    "二、",
    "（一）",
    "(2)",
    "1.",
    "2、",
    "１．",
    "①",
    "②",
    "一是",
    "二是",
    "三要",
    "第一，",
    "其次，",
    "最后，",
    "工会工作",
    "妇联工作：",
    "。",
    "；",
    "，",
    "：",
    "\n",
    "\r\n",
    "\t",
    "\u3000",
    " ",
    "各社区：",
    "2024年3月5日",
    "附件1",
    "附件：",
    "关于印发《工作要点》的通知",
    "全年至少2次",
    "— 3 —",
    "3",
    "【",
    "】",
    "第一章",
    "第1条",
    "新城街道",
    "目录",
    "\x0b",
    "•",
    "•" * 3,
    "……",
    "1.1 ",
    "㈠",
    "一）",
    "2024-02-30",
    "抄送：",
    "\ufeff",
    "\x00",
]
prose = st.lists(st.sampled_from(WORDS) | st.text(max_size=6), max_size=60).map("".join)


def check(document: Document) -> None:
    cells = [cell for table in document.tables for row in table.rows for cell in row]
    texts = {block.index: block.text for block in (*document.blocks, *cells)}
    for node in document.nodes():
        assert 0 <= node.start <= node.body <= node.end <= len(texts[node.paragraph])
        assert texts[node.paragraph][node.start : node.end] == node.text
        own = [child for child in node.children if child.paragraph == node.paragraph]
        for before, after in itertools.pairwise(own):
            assert before.end <= after.start
    check_nothing_is_lost(document)


def check_nothing_is_lost(document: Document) -> None:
    covered = {block.index: [False] * len(block.text) for block in document.blocks}
    for node in document.nodes():
        covered[node.paragraph][node.start : node.end] = [True] * (node.end - node.start)
    for block in document.blocks:
        left = "".join(char for char, seen in zip(block.text, covered[block.index], strict=True) if not seen)
        assert block.role in OUTSIDE or not left.strip("\u200b\ufeff \t\u3000") or not left.strip(), (block, left)


@given(prose)
@settings(max_examples=300, deadline=None)
@example("一、工会工作。一是甲；二是乙\n二、")
def test_any_text_is_read(text):
    check(read_text(text))


@given(st.binary(max_size=300))
@settings(deadline=None)
@example(b"\xff\xfe\x00")
@example(b"PK\x05\x06" + b"\0" * 18)
def test_any_bytes_are_answered(data):
    check(read(data))


@given(prose, st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "gb18030"]), st.integers(0, 40))
@settings(deadline=None)
def test_any_cut_file_is_answered(text, encoding, cut):
    check(read(text.encode(encoding, errors="ignore")[: -cut or None]))


GOOD = bare("<w:p><w:r><w:t>一、工会工作</w:t></w:r></w:p><w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>")


@given(st.integers(0, len(GOOD) - 1), st.integers(0, 255))
@settings(deadline=None)
def test_any_damaged_word_file_is_answered(at, byte):
    check(read(GOOD[:at] + bytes([byte]) + GOOD[at + 1 :]))


NAMES = st.sampled_from(
    [
        "p",
        "r",
        "t",
        "tbl",
        "tr",
        "tc",
        "pPr",
        "rPr",
        "numPr",
        "numId",
        "ilvl",
        "br",
        "tab",
        "del",
        "ins",
        "sdt",
        "sdtContent",
        "fldChar",
        "txbxContent",
        "drawing",
        "vMerge",
        "gridSpan",
        "tcPr",
        "b",
        "vanish",
        "sym",
        "hyperlink",
        "trPr",
        "gridBefore",
        "outlineLvl",
        "jc",
        "pStyle",
    ]
)
VALUES = st.sampled_from(["", "0", "1", "-1", "99999", "x", "begin", "end", "restart", "一"])


def element(children):
    return st.builds(
        lambda name, value, inner: (
            f'<w:{name} w:val="{value}" w:fldCharType="{value}" w:char="{value}">{"".join(inner)}</w:{name}>'
        ),
        NAMES,
        VALUES,
        st.lists(children, max_size=4),
    )


@given(
    st.lists(
        st.recursive(
            st.sampled_from(["一、甲。", "1.", "<w:p/>", "<w:t>一是乙；二是丙</w:t>"]), element, max_leaves=12
        ),
        max_size=4,
    )
)
@settings(deadline=None, max_examples=200)
def test_any_word_markup_is_read(body):
    check(read(bare("".join(body))))
