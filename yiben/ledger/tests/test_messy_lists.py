"""Lists in the manners of real streets: each good row right in every field, each bad one named, nothing refused kept."""

import io
from datetime import date, datetime
from decimal import Decimal
from uuid import uuid4

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yiben.ledger.content import content_told
from yiben.ledger.heads import Counted, Words
from yiben.ledger.imports import read_list
from yiben.lib.sheets import Merged, Sheet, read_sheets

UNITS = {"临水社区": frozenset({1}), "临水": frozenset({1}), "望山社区": frozenset({2}), "望山": frozenset({2})}
NAMES = {
    "volunteering": "志愿服务",
    "meeting": "会议",
    "lecture": "讲座",
    "screening": "筛查义诊",
    "training": "培训",
    "publicity": "宣传",
    "themed": "主题活动",
}
WORDS = Words(
    units=UNITS,
    writable=frozenset({1, 2, 9}),
    default_unit=9,
    kinds={name: slug for slug, name in NAMES.items()} | {"义诊": "screening", "活动": "themed"},
    topics={},
    lines={"工会": "union", "妇联": "women", "志愿服务": "volunteering"},
    measures={},
    metrics=[
        Counted("times", "场次", "场", ("次数",)),
        Counted("attendances", "人次", "人次", ("参加人次", "参加人数（人次）")),
        Counted("people", "人数", "人", ("参加人数", "参与人数")),
        Counted("volunteers", "志愿者", "人", ("志愿者人数",)),
        Counted("households", "户数", "户"),
        Counted("materials", "份数", "份", ("发放资料", "宣传资料")),
        Counted("money", "金额", "元", ("资金",)),
        Counted("hours", "时长", "小时", ("服务时长",)),
    ],
    today=date(2025, 12, 31),
    kind_names=NAMES,
    line_names={"union": "工会", "women": "妇联", "volunteering": "志愿"},
)


def read(*sheets, filename="台账.xlsx"):
    return read_list(sheets, WORDS, filename=filename)


def sheet(*rows, merged=(), name="表1", hidden=False):
    width = max(len(row) for row in rows)
    grid = [tuple(row) + (None,) * (width - len(row)) for row in rows]
    return Sheet(name, grid, tuple(Merged(*area) for area in merged), hidden)


def row(draft):
    """A good row in short: unit, day, kind, title, amounts by metric."""
    said = draft.said
    amounts = {metric: words or value for metric, value, words, _noun in said["amounts"]}
    return said["unit"], said["start"], said["kind"], said["title"], amounts


ORDINARY = ("2025-03-05", "临水社区", "义诊", "春季义诊", 30)
HEADED = ("日期", "单位", "类型", "活动名称", "人次")
OUT = (1, "2025-03-05", "screening", "春季义诊", {"attendances": "30"})

# name, sheets, the good rows that must come out, the numbers of the bad ones, words that must be said somewhere
SET = [
    ("plain", [sheet(HEADED, ORDINARY)], [OUT], [], ""),
    ("titled", [sheet(("2025年活动台账",), ("填报单位：街道",), HEADED, ORDINARY)], [OUT], [], ""),
    ("noted at the end", [sheet(HEADED, ORDINARY, ("注：数据截至三月",), ("填表人：某某",))], [OUT], [], "表尾"),
    (
        "units merged down",
        [sheet(HEADED, ORDINARY, ("2025-03-06", None, "会议", "例会", 8), merged=[(1, 1, 2, 1)])],
        [OUT, (1, "2025-03-06", "meeting", "例会", {"attendances": "8"})],
        [],
        "",
    ),
    (
        "units written once",
        [sheet(HEADED, ORDINARY, ("2025-03-06", None, "会议", "例会", 8))],
        [OUT, (1, "2025-03-06", "meeting", "例会", {"attendances": "8"})],
        [],
        "按上面的行记在“临水社区”",
    ),
    (
        "ditto marks",
        [sheet(HEADED, ORDINARY, ("同上", "〃", "会议", "例会", 8))],
        [OUT, (1, "2025-03-05", "meeting", "例会", {"attendances": "8"})],
        [],
        "",
    ),
    (
        "a sheet a month with days alone",
        [
            sheet(("日期", "活动名称", "类型"), (5, "春季义诊", "义诊"), ("6日", "例会", "会议"), name="3月"),
            sheet(("日期", "活动名称", "类型"), ("7日", "例会", "会议"), name="4月"),
        ],
        [
            (9, "2025-03-05", "screening", "春季义诊", {}),
            (9, "2025-03-06", "meeting", "例会", {}),
            (9, "2025-04-07", "meeting", "例会", {}),
        ],
        [],
        "",
    ),
    (
        "transposed",
        [sheet(("日期", "2025-03-05", "2025-03-06"), ("活动名称", "春季义诊", "例会"), ("类型", "义诊", "会议"))],
        [(9, "2025-03-05", "screening", "春季义诊", {}), (9, "2025-03-06", "meeting", "例会", {})],
        [],
        "横着填",
    ),
    (
        "numbers as text",
        [sheet(HEADED, ("2025-03-05", "临水社区", "义诊", "春季义诊", "'３０ 人次"))],
        [OUT],
        [],
        "",
    ),
    (
        "days of all manners",
        [
            sheet(
                ("2025年台账",),
                ("日期", "活动名称", "类型"),
                *((day, "春季义诊", "义诊") for day in ("3.5", "3月5日上午", "２０２５年３月５日", 20250305, 45721)),
                (datetime(2025, 3, 5, 9, 30), "春季义诊", "义诊"),
                ("二〇二五年三月五日（星期三）", "春季义诊", "义诊"),
                ("3月5日-7日", "春季义诊", "义诊"),
            )
        ],
        [(9, "2025-03-05", "screening", "春季义诊", {})] * 8,
        [],
        "",
    ),
    (
        "days that are none",
        [sheet(HEADED, ORDINARY, ("2月30日", "临水", "会议", "例会", 8), ("待定", "临水", "会议", "例会", 8))],
        [OUT],
        [3, 4],
        "2月没有30日",
    ),
    (
        "several activities in a cell",
        [sheet(HEADED, ("2025-03-05", "临水社区", "义诊", "1、义诊\n2、测血压", 30))],
        [(1, "2025-03-05", "screening", "1、义诊 2、测血压", {"attendances": "30"})],
        [],
        "2 项活动",
    ),
    ("blank rows between", [sheet(HEADED, (), ORDINARY, (), (None,) * 5)], [OUT], [], ""),
    (
        "sums between",
        [sheet(HEADED, ORDINARY, ("小计", None, None, None, 30), ("合 计", None, None, None, 30))],
        [OUT],
        [],
        "合计",
    ),
    ("serials first", [sheet(("序号", *HEADED), (1, *ORDINARY))], [OUT], [], ""),
    (
        "telephones and identity cards",
        [sheet((*HEADED, "联系电话", "证件"), (*ORDINARY, "13800138000", "110101199003070011"))],
        [OUT],
        [],
        "个人信息",
    ),
    (
        "what people are",
        [sheet((*HEADED, "民族", "政治面貌"), (*ORDINARY, "回族", "群众"))],
        [OUT],
        [],
        "一本不记录",
    ),
    (
        "the head again on every printed page",
        [sheet(HEADED, ORDINARY, HEADED, ("2025-03-06", "望山", "会议", "例会", 8))],
        [OUT, (2, "2025-03-06", "meeting", "例会", {"attendances": "8"})],
        [],
        "",
    ),
    (
        "two rows of head",
        [
            sheet(
                ("日期", "单位", "类型", "活动名称", "参加情况", None),
                (None, None, None, None, "人次", "志愿者"),
                (*ORDINARY, 6),
                merged=[(0, n, 1, n) for n in range(4)] + [(0, 4, 0, 5)],
            )
        ],
        [(*OUT[:4], {"attendances": "30", "volunteers": "6"})],
        [],
        "",
    ),
    (
        "three rows of head",
        [
            sheet(
                ("日期", "单位", "类型", "活动名称", "完成情况", None),
                (None, None, None, None, "人员", None),
                (None, None, None, None, "人次", "志愿者"),
                (*ORDINARY, 6),
                merged=[(0, n, 2, n) for n in range(4)] + [(0, 4, 0, 5), (1, 4, 1, 5)],
            )
        ],
        [(*OUT[:4], {"attendances": "30", "volunteers": "6"})],
        [],
        "",
    ),
    (
        "all in words",
        [
            sheet(
                ("时间", "地点", "活动内容", "完成情况"),
                ("3月5日", "广场", "学雷锋志愿服务", "参加30余人，发放资料200份"),
                ("3月6日", "会议室", "工作例会会议", "到会18人"),
            )
        ],
        [
            (9, "2025-03-05", "volunteering", "学雷锋志愿服务", {"attendances": "30余人", "materials": "200"}),
            (9, "2025-03-06", "meeting", "工作例会会议", {"attendances": "18"}),
        ],
        [],
        "从文字里读出",
    ),
    (
        "money in ten thousands",
        [sheet(("资金单位：万元",), ("日期", "活动名称", "类型", "资金"), ("2025-03-05", "慰问会议", "会议", 1.2))],
        [(9, "2025-03-05", "meeting", "慰问会议", {"money": "12000"})],
        [],
        "",
    ),
    (
        "minutes",
        [sheet(("日期", "活动名称", "类型", "时长（分钟）"), ("2025-03-05", "春季义诊", "义诊", 90))],
        [(9, "2025-03-05", "screening", "春季义诊", {"hours": "1.5"})],
        [],
        "按 1.5 小时计",
    ),
    (
        "ticks",
        [
            sheet(
                ("日期", "活动名称", "义诊", "会议"), ("2025-03-05", "送健康", "√", None), ("3月6日", "例会", None, "√")
            )
        ],
        [(9, "2025-03-05", "screening", "送健康", {}), (9, "2025-03-06", "meeting", "例会", {})],
        [],
        "",
    ),
    ("a hidden sheet", [sheet(HEADED, ORDINARY), sheet(HEADED, ORDINARY, name="旧", hidden=True)], [OUT], [], "隐藏"),
    (
        "heads of groups between",
        [sheet(HEADED, ("一、为民服务",), ORDINARY, ("（二）会议类",), ("2025-03-06", "望山", "会议", "例会", 8))],
        [OUT, (2, "2025-03-06", "meeting", "例会", {"attendances": "8"})],
        [],
        "第2、4行是小标题",
    ),
    (
        "a number among words",
        [sheet(HEADED, (*ORDINARY[:4], "居民30人（其中党员5人）"), ("2025-03-06", "望山", "会议", "例会", "八人"))],
        [OUT, (2, "2025-03-06", "meeting", "例会", {"attendances": "8"})],
        [],
        "“5人”没有归入计量",
    ),
    (
        "money under a name of theirs",
        [sheet((*HEADED, "活动经费"), (*ORDINARY, 500))],
        [(*OUT[:4], {"attendances": "30", "money": "500"})],
        [],
        "",
    ),
    (
        "a number in the name",
        [sheet(("日期", "活动名称", "类型"), ("2025-03-05", "春季义诊，30人参加", "义诊"))],
        [(9, "2025-03-05", "screening", "春季义诊，30人参加", {})],
        [],
        "名称里写着人次 30，没有记作数量",
    ),
    (
        "names of those present",
        [sheet((*HEADED, "参会人员"), (*ORDINARY, "张三、李四"))],
        [OUT],
        [],
        "“参会人员”是个人信息",
    ),
    (
        "units that are not ours",
        [sheet(HEADED, ORDINARY, ("2025-03-06", "某某集团", "会议", "例会", 8))],
        [OUT],
        [3],
        "没有这个单位",
    ),
]


@pytest.mark.parametrize(("sheets", "good", "bad", "words"), [case[1:] for case in SET], ids=[case[0] for case in SET])
def test_a_real_list_gives_what_stands_in_it(sheets, good, bad, words):
    reading = read(*sheets)
    assert [row(draft) for draft in reading.drafts if draft.good] == good
    assert [draft.number for draft in reading.drafts if not draft.good] == bad
    said = [*reading.notices, *(finding.text for draft in reading.drafts for finding in draft.findings)]
    assert words in "\n".join(said)
    kept = str([(draft.cells, draft.said) for draft in reading.drafts])
    assert not any(secret in kept for secret in ("13800138000", "110101199003070011", "回族", "群众", "张三"))


def test_hidden_columns_and_rows_are_read_as_the_others():
    book = openpyxl.Workbook()
    page = book.active
    for cells in (HEADED, ORDINARY, ("2025-03-06", "望山", "会议", "例会", 8)):
        page.append(cells)
    page.column_dimensions["E"].hidden = True
    page.row_dimensions[3].hidden = True
    file = io.BytesIO()
    book.save(file)
    assert [row(draft)[4] for draft in read(*read_sheets(file.getvalue())).drafts] == [
        {"attendances": "30"},
        {"attendances": "8"},
    ]


# --- what goes in comes out, or is named

FIELDS = {
    "unit": (("单位", "社区", "填报单位"), st.sampled_from(["临水社区", "望山", "没有的社区"])),
    "kind": (("类型", "活动类别"), st.sampled_from(["会议", "义诊", "讲座类", "排查"])),
    "attendances": (
        ("人次", "参加人数（人次）"),
        st.one_of(st.integers(0, 5000), st.sampled_from(["30余", "若干", "1,286"])),
    ),
    "money": (("金额（元）", "资金"), st.decimals(0, 10**6, places=2).map(str)),
    "place": (("地点", "活动地点"), st.sampled_from(["广场", "会议室"])),
}
DAYS = st.dates(date(2025, 1, 1), date(2025, 12, 31))
MANNERS = [
    str,
    lambda day: day,
    "{0.year}年{0.month}月{0.day}日".format,
    "{0.month}月{0.day}日".format,
    "{0:%Y%m%d}".format,
]


@st.composite
def lists(draw):
    chosen = draw(st.lists(st.sampled_from(sorted(FIELDS)), unique=True, max_size=5))
    heads = {"start": draw(st.sampled_from(["日期", "活动时间"])), "title": "活动名称"}
    heads |= {name: draw(st.sampled_from(FIELDS[name][0])) for name in chosen}
    order = draw(st.permutations(sorted(heads)))
    rows, manner = [], draw(st.sampled_from(MANNERS))
    for number in range(draw(st.integers(1, 8))):
        said = {"start": draw(DAYS), "title": f"春季义诊{number}"} | {name: draw(FIELDS[name][1]) for name in chosen}
        rows.append(said)
    titles = [("2025年活动台账",)] * draw(st.integers(0, 3))
    blanks = draw(st.booleans())
    body = [tuple(manner(said[name]) if name == "start" else said[name] for name in order) for said in rows]
    grid = [*titles, tuple(heads[name] for name in order)]
    for cells in body:
        grid += [(), cells] if blanks else [cells]
    return rows, sheet(*grid)


@settings(max_examples=150, deadline=None)
@given(lists())
def test_what_goes_in_comes_out_or_is_named(made):
    rows, page = made
    reading = read(page)
    assert len(reading.drafts) == len(rows)
    for said, draft in zip(rows, reading.drafts, strict=True):
        texts = " ".join(finding.text for finding in draft.findings)
        wrong = [bad for bad in ("没有的社区", "排查", "若干") if bad in said.values()]
        assert draft.good is not bool(wrong)
        assert all(bad in texts for bad in wrong)
        if draft.good:
            content = content_told(draft.said, id=uuid4(), origin="import")
            amounts = {amount.metric: amount for amount in content.amounts}
            assert content.start == said["start"]
            assert content.title == said["title"]
            assert content.place == said.get("place", "")
            if "unit" in said:
                assert content.unit_id == (1 if said["unit"] == "临水社区" else 2)
            if "money" in said:
                assert amounts["money"].value == Decimal(said["money"])
            if "attendances" in said:
                told = amounts["attendances"]
                assert (told.words or str(told.value)) == str(said["attendances"]).replace(",", "")


def test_a_stroke_tells_no_place():
    reading = read(
        sheet(
            ("日期", "活动名称", "地点", "参加人次"),
            *(("2025-3-5", f"读书会{at}", place, 20) for at, place in enumerate(("/", "—", "无", "二楼 / 东厅"))),
        )
    )
    assert [draft.said["place"] for draft in reading.drafts] == ["", "", "", "二楼 / 东厅"]
