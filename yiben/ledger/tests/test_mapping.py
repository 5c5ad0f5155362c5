"""What a head does not tell, the cells do; a person confirms it, and it is kept for lists alike."""

import datetime

import pytest

from tests.people import street
from yiben.ledger import importing
from yiben.ledger.exports import rejected_workbook
from yiben.ledger.models import Entry, ImportBatch, ImportMapping, ImportRow
from yiben.ledger.preview import notices_of
from yiben.ledger.prose import amounts_in
from yiben.ledger.tests.lists import HEAD, row, workbook
from yiben.ledger.words import words_for
from yiben.lib.refused import Refused
from yiben.lib.sheets import read_sheets

pytestmark = pytest.mark.django_db


def begun(s, *sheets, by=None, **more):
    data = workbook(*sheets, **more)
    return importing.begin_import(by=by or s.bob, unit=s.riverside, filename="台账.xlsx", data=data)


def fields(batch, sheet="表1"):
    return {column["header"]: column["field"] for column in batch.mapping[sheet]}


def reasons(batch, sheet="表1"):
    return {column["header"]: column["why"] or column["refused"] for column in batch.mapping[sheet]}


def test_columns_without_a_known_head_are_taken_for_what_stands_in_them():
    s = street()
    batch = begun(
        s,
        [
            ["甲栏", "乙栏", "丙栏", "丁栏", "戊栏", "己栏"],
            ["2025-03-05", "临水社区", "志愿服务", "学雷锋清洁家园活动", "30人次", "社区广场"],
            ["3月8日", "望山社区", "讲座", "女性健康知识讲座", "45人次", "党群服务中心"],
        ],
    )
    assert fields(batch) == {
        "甲栏": "start",
        "乙栏": "unit",
        "丙栏": "kind",
        "丁栏": "title",
        "戊栏": "attendances",
        "己栏": "place",
    }
    assert not batch.confirmed
    assert "全部的格子是日期" in reasons(batch)["甲栏"]
    assert [found.draft["amounts"] for found in batch.rows.all()] == [
        [["attendances", "30", "", ""]],
        [["attendances", "45", "", ""]],
    ]


def test_what_was_guessed_waits_for_a_person():
    s = street()
    batch = begun(s, [["日期", "活动名称", "效果怎样"], ["2025-03-05", "义诊", "参加30余人，发放资料200份"]])
    with pytest.raises(Refused, match="猜的"):
        importing.commit_import(batch, by=s.bob)
    batch = importing.map_import(batch, by=s.bob, fields={})
    importing.commit_import(batch, by=s.bob)
    entry = Entry.objects.get()
    told = {q.metric_id: (q.value, q.words) for q in entry.quantities.all()}
    assert told == {"times": (1, ""), "attendances": (30, "30余人"), "materials": (200, "")}
    assert entry.note == "参加30余人，发放资料200份"


@pytest.mark.parametrize(
    ("text", "amounts", "left"),
    [
        ("参加30人，发放资料200份", {"attendances": "30", "materials": "200"}, ()),
        ("共开展3场，120人次", {"times": "3", "attendances": "120"}, ()),
        ("约200人次", {"attendances": "约200人次"}, ()),
        ("30名志愿者清理垃圾2吨", {"volunteers": "30"}, ("2吨",)),
        ("参加35人，其中党员5人，邀请专家2名", {"attendances": "35"}, ("5人", "2名")),
        ("上午30人，下午25人，共55人", {"attendances": "55"}, ("30人", "25人")),
        ("发放慰问金2.5万元，慰问困难家庭12户", {"money": "25000", "households": "12"}, ()),
        ("时长90分钟", {"hours": "1.5"}, ()),
        ("参与人次：120；志愿者10人", {"attendances": "120", "volunteers": "10"}, ()),
        ("30-40人", {}, ("30-40人",)),
        ("2025年3月5日开展义诊", {}, ()),
    ],
)
def test_quantities_in_words_come_out_or_are_named(text, amounts, left):
    told = amounts_in(text)
    assert {amount.metric: amount.words or str(amount.value) for amount in told.amounts} == amounts
    assert set(told.left) == set(left)


def test_materials_of_two_kinds_stand_beside_each_other():
    told = amounts_in("发放宣传资料200份，问卷50份")
    assert [(a.metric, a.value, a.noun) for a in told.amounts] == [
        ("materials", 200, "宣传资料"),
        ("materials", 50, "问卷"),
    ]


def test_a_column_ticked_under_a_kind_is_that_kind():
    s = street()
    batch = begun(
        s,
        [
            ["日期", "活动名称", "类别", None, "条线", None],
            [None, None, "义诊", "培训", "工会", "妇联"],
            ["2025-03-05", "送健康", "√", None, None, "√"],
            ["2025-03-06", "学技能", None, "√", "√", None],
        ],
        merged=["A1:A2", "B1:B2", "C1:D1", "E1:F1"],
    )
    assert [(r.draft["kind"], r.draft["lines"]) for r in batch.rows.all()] == [
        ("screening", ["women"]),
        ("training", ["union"]),
    ]


def test_two_metrics_in_one_cell_are_parted_as_the_head_says():
    s = street()
    batch = begun(s, [["日期", "活动名称", "人次/场次"], ["2025-03-05", "义诊", "30/2"], ["2025-03-06", "讲座", "30"]])
    first, second = batch.rows.all()
    assert first.draft["amounts"] == [["attendances", "30", "", ""], ["times", "2", "", ""]]
    assert "2 个数" in second.findings[0]["text"]


def test_one_number_under_two_names_for_it_is_one_number():
    s = street()
    rows = [["日期", "活动名称", "人数/人次"], ["2025-03-05", "义诊", 52], ["2025-03-06", "讲座", "五十二"]]
    batch = begun(s, rows)
    assert [r.draft["amounts"] for r in batch.rows.all()] == [[["attendances", "52", "", ""]]] * 2
    assert not batch.confirmed, "which of the two it is, a person looks at first"


@pytest.mark.parametrize(
    ("heading", "cell", "amount", "said"),
    [
        ("参加人数", "40对", ["people", "40", "", ""], "“40对”写的是对，按 40 人计，请看一下"),
        ("参加人数", "40名", ["people", "40", "", ""], ""),
        ("户数", "12人", ["households", "12", "", ""], "“12人”写的是人，按 12 户计，请看一下"),
        ("发放物品数量", "扇子100把", ["items", "100", "", ""], "“扇子100把”按 100 计"),
        ("服务时长", "19:00-21:00", None, "“19:00-21:00”是钟点，没有记作时长"),
    ],
)
def test_a_unit_that_a_column_does_not_count_is_told(heading, cell, amount, said):
    batch = begun(
        street(), [["日期", "活动名称", heading], ["2025-03-05", "便民服务", cell], ["2025-03-06", "讲座", 5]]
    )
    row = batch.rows.order_by("number")[0]
    assert row.draft["amounts"] == ([amount] if amount else [])
    assert said in [*(finding["text"] for finding in row.findings), ""]


def test_how_long_it_took_is_no_second_day():
    rows = [["日期", "活动名称", "服务时间"], ["2025-03-05", "义诊", "2小时"], ["2025-03-06", "讲座", "90分钟"]]
    batch = begun(street(), rows)
    assert [r.draft["amounts"][0][:2] for r in batch.rows.all()] == [["hours", "2"], ["hours", "1.5"]]


@pytest.mark.parametrize(
    ("above", "heading", "cell", "amount"),
    [
        ([], "金额（万元）", 1.25, ["money", "12500", "", ""]),
        (["2025年台账", "单位：万元"], "金额", 1.25, ["money", "12500", "", ""]),
        (["2025年台账", "单位：万元"], "金额（元）", 125, ["money", "125", "", ""]),
        ([], "金额（万元）", "1.25万元", ["money", "12500", "", ""]),
        ([], "时长（分钟）", 90, ["hours", "1.5", "", ""]),
        ([], "时长", "90分钟", ["hours", "1.5", "", ""]),
        ([], "时长（分钟）", "1小时30分", ["hours", "1.5", "", ""]),
        ([], "时长", datetime.timedelta(hours=1, minutes=30), ["hours", "1.5", "", ""]),
    ],
)
def test_units_of_money_and_time_become_the_books(above, heading, cell, amount):
    s = street()
    titles = [[words] for words in above]
    batch = begun(s, [*titles, ["日期", "活动名称", heading], ["2025-03-05", "慰问", cell]])
    assert batch.rows.get().draft["amounts"] == [amount]


def test_a_title_with_several_activities_is_told():
    s = street()
    batch = begun(s, [HEAD, row(title="1.学雷锋 2.义诊 3.清洁家园")])
    assert any("3 项活动" in finding["text"] for finding in batch.rows.get().findings)


def test_refused_columns_cannot_be_taken_for_anything():
    s = street()
    batch = begun(s, [[*HEAD, "民族", "联系电话", "补充"], [*row(), "回族", "13800138000", "13900139000"]])
    assert "一本不记录" in reasons(batch)["民族"]
    assert "个人信息" in reasons(batch)["联系电话"]
    assert "个人信息" in reasons(batch)["补充"]
    with pytest.raises(Refused, match="民族"):
        importing.map_import(batch, by=s.bob, fields={"表1": {len(HEAD): "note"}})
    kept = str(list(ImportRow.objects.values_list("cells", "draft")))
    assert not any(word in kept for word in ("回族", "13800138000", "13900139000"))


def test_a_column_that_is_not_wanted_is_kept_until_the_list_is_entered():
    s = street()
    batch = begun(s, [[*HEAD, "天气"], [*row(), "多云转晴"]])
    assert "多云转晴" in str(batch.rows.get().cells)
    importing.commit_import(batch, by=s.bob)
    assert "多云转晴" not in str(batch.rows.get().cells)
    assert "学雷锋志愿服务" in str(batch.rows.get().cells)


def test_taking_a_column_for_something_else_reads_the_rows_anew():
    s = street()
    batch = begun(s, [[*HEAD, "庚栏"], [*row(), 35]])
    assert fields(batch)["庚栏"] == ""
    words = words_for(s.bob, s.riverside, datetime.date(2025, 12, 1))
    tried = importing.try_mapping(batch, {"表1": {len(HEAD): "people"}}, words)
    assert ["people", "35", "", ""] in tried[0].said["amounts"]
    assert ["people", "35", "", ""] not in batch.rows.get().draft["amounts"]
    importing.map_import(batch, by=s.bob, fields={"表1": {len(HEAD): "people"}})
    assert ["people", "35", "", ""] in batch.rows.get().draft["amounts"]


def test_a_list_without_a_head_is_entered_as_a_person_takes_its_columns():
    s = street()
    rows = [["2025-03-05", "临水社区", "学雷锋志愿服务", 20], ["2025-03-08", "临水社区", "女性健康知识讲座", 35]]
    batch = begun(s, rows)
    assert [column["field"] for column in batch.mapping["表1"]] == ["start", "unit", "title", ""]
    assert any("D 列是数字" in notice for notice in batch.notices)
    assert not batch.confirmed
    batch = importing.map_import(batch, by=s.bob, fields={"表1": {3: "people"}})
    assert [["people", "20", "", ""] in row.draft["amounts"] for row in batch.rows.order_by("pk")] == [True, False]
    again = begun(s, [[*rows[0][:3], 50], [*rows[1][:3], 60]], by=s.alice)
    assert not again.confirmed
    assert not any("确认过" in notice for notice in again.notices)


def test_notices_follow_the_mapping():
    s = street()
    batch = begun(s, [[*HEAD, "庚栏"], [*row(), 35]])
    assert any("“庚栏”一列认不出" in notice for notice in batch.notices)
    batch = importing.map_import(batch, by=s.bob, fields={"表1": {len(HEAD): "people", 5: ""}})
    assert not any("“庚栏”" in notice for notice in batch.notices)
    assert any("“备注”一列" in notice for notice in batch.notices)


def test_what_nobody_confirms_goes_after_a_month():
    s = street()
    old = begun(s, [HEAD, row()])
    ImportBatch.objects.filter(pk=old.pk).update(at=old.at - datetime.timedelta(days=31))
    fresh = begun(s, [HEAD, row(title="另一场")])
    assert list(ImportBatch.objects.filter(state="preview")) == [fresh]
    assert not ImportRow.objects.filter(batch=old).exists()


@pytest.mark.parametrize(
    ("chosen", "words"),
    [({6: "title"}, "两列都认作"), ({1: ""}, "还没有一列认作“开始日期”"), ({6: "shoe-size"}, "没有这种列")],
)
def test_a_mapping_that_makes_no_sense_is_refused(chosen, words):
    s = street()
    batch = begun(s, [[*HEAD, "庚栏"], [*row(), 35]])
    with pytest.raises(Refused, match=words):
        importing.map_import(batch, by=s.bob, fields={"表1": chosen})


# --- kept for lists alike


STRANGE = ["甲", "乙", "丙", "丁"]
SAID = ["2025-03-05", "学雷锋", 35, "晴"]


def confirmed(s):
    batch = begun(s, [STRANGE, SAID])
    chosen = {"表1": {0: "start", 1: "title", 2: "people", 3: ""}}
    return importing.map_import(batch, by=s.bob, fields=chosen)


def test_a_confirmed_mapping_is_offered_for_the_same_heads():
    s = street()
    confirmed(s)
    again = begun(s, [["三月份台账"], STRANGE, ["2025-03-09", "植树", 20, "阴"]], by=s.alice)
    assert list(fields(again).values()) == ["start", "title", "people", ""]
    assert again.confirmed
    assert any(s.bob.person.name in notice and "确认过" in notice for notice in again.notices)


def test_a_mapping_is_offered_where_a_column_or_two_differ():
    s = street()
    confirmed(s)
    again = begun(s, [["甲", "新列", "乙", "丙"], ["2025-03-09", "何处", "植树", 20]])
    assert fields(again) == {"甲": "start", "新列": "", "乙": "title", "丙": "people"}
    assert any("差不多" in notice for notice in again.notices)


def test_a_needed_column_under_a_new_head_is_found_by_its_cells():
    s = street()
    confirmed(s)
    again = begun(s, [["辛", "乙", "丙", "丁"], ["2025-03-09", "植树", 20, "阴"]])
    assert fields(again) == {"辛": "start", "乙": "title", "丙": "people", "丁": ""}
    assert not again.confirmed


def test_a_mapping_of_another_street_is_not_offered():
    s = street()
    confirmed(s)
    other = importing.begin_import(
        by=s.dan, unit=s.dan.unit, filename="台账.xlsx", data=workbook([STRANGE, ["2025-03-09", "植树", 20, "阴"]])
    )
    assert fields(other)["丙"] != "people"


def test_confirming_again_keeps_the_newest():
    s = street()
    confirmed(s)
    batch = begun(s, [STRANGE, ["2025-03-09", "植树", 20, "阴"]])
    importing.map_import(batch, by=s.alice if batch.by == s.alice else s.bob, fields={"表1": {2: "volunteers"}})
    assert ImportMapping.objects.get().fields["丙"] == "volunteers"


def test_rows_that_come_back_still_say_what_the_title_said():
    s = street()
    rows = [
        ["望山社区2024年志愿服务登记表"],
        ["日期", "活动名称", "人次"],
        ["3月5日", "清洁家园", 8],
        ["3月", "文明劝导", 9],
    ]
    batch = begun(s, rows)
    assert [found.good for found in batch.rows.order_by("number")] == [True, False]
    (sheet,) = read_sheets(rejected_workbook(batch))
    mended = [["3月9日" if cell == "3月" else cell for cell in cells] for cells in sheet.rows]
    again = begun(s, mended)
    draft = again.rows.get().draft
    assert (draft["unit"], draft["start"], draft["kind"]) == (s.hilltop.pk, "2024-03-09", "volunteering")


def test_rows_that_come_back_bear_no_title_that_nobody_wrote():
    s = street()
    rows = [["填报单位：望山社区（2024年）"], ["日期", "名称", "人次"], ["3月5日", "读书", 8], ["3月", "植树", 9]]
    (sheet,) = read_sheets(rejected_workbook(begun(s, rows)))
    assert sheet.rows[0][0] == "望山社区2024年活动（未导入的行）"
    again = begun(s, [["3月9日" if cell == "3月" else cell for cell in cells] for cells in sheet.rows])
    draft = again.rows.get().draft
    assert (draft["unit"], draft["start"], draft["title"]) == (s.hilltop.pk, "2024-03-09", "植树")


def test_what_is_said_of_several_sheets_is_said_once():
    told = {
        "1月": ["“负责人”一列是个人信息", "第9行是合计"],
        "2月": ["“负责人”一列是个人信息"],
        "3月": ["“负责人”一列是个人信息"],
    }
    batch = ImportBatch(
        mapping=dict.fromkeys(told), notices=[f"{s}：{text}" for s, texts in told.items() for text in texts]
    )
    assert notices_of(batch) == ["各表：“负责人”一列是个人信息", "1月：第9行是合计"]
    batch.mapping["4月"] = None
    assert notices_of(batch)[0] == "1月、2月、3月：“负责人”一列是个人信息"
    alone = ImportBatch(mapping={"1月": None}, notices=["1月：第9行是合计", "没有表头"])
    assert notices_of(alone) == ["第9行是合计", "没有表头"]
