"""A list comes in: it is read for preview, entered in chunks, undone as a whole."""

import datetime
import io
from decimal import Decimal

import openpyxl
import pytest

from tests.people import entry, street
from yiben.ledger import actions, entering, exports, importing, undoing
from yiben.ledger.models import BatchState, Entry, ImportBatch, ImportRow
from yiben.ledger.tally import kept, recount
from yiben.ledger.tests.lists import HEAD, row, workbook
from yiben.lib.refused import Refused
from yiben.units.models import Act

pytestmark = pytest.mark.django_db


def begun(s, *sheets, by=None, unit=None, filename="活动登记表.xlsx", **more) -> ImportBatch:
    data = workbook(*sheets, **more)
    return importing.begin_import(by=by or s.bob, unit=unit or s.street, filename=filename, data=data)


def findings(batch):
    return [finding["text"] for row in batch.rows.all() for finding in row.findings]


def only(batch):
    (found,) = batch.rows.all()
    return found


def test_good_rows_go_in_and_bad_ones_stay_out():
    s = street()
    batch = begun(s, [HEAD, row(), row(unit="没有这个社区"), row(unit="望山", title="义诊", kind="筛查义诊")])
    assert Entry.objects.count() == 0
    importing.commit_import(batch, by=s.bob)
    assert set(Entry.objects.values_list("unit__name", "title")) == {
        ("临水社区", "学雷锋志愿服务"),
        ("望山社区", "义诊"),
    }
    assert batch.state == BatchState.DONE
    assert kept(s.street) == recount(s.street)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"on": None}, "没有日期"),
        ({"on": "2025年32月5日"}, "没有32月"),
        ({"on": "2025年2月30日"}, "2月没有30日"),
        ({"on": "2199-01-01"}, "不像是对的年份"),
        ({"on": "2099-01-01"}, "还没到"),
        ({"unit": "桃花源社区"}, "没有这个单位"),
        ({"unit": "沙湾社区"}, "没有这个单位"),
        ({"kind": "排查"}, "没有这种类型"),
        ({"title": None}, "没有活动名称"),
        ({"volunteers": -3}, "负数"),
        ({"volunteers": "若干"}, "不是数字"),
        ({"volunteers": 1.5}, "整数"),
    ],
)
def test_what_is_wrong_with_a_row_is_said_in_words(said, words):
    s = street()
    found = only(begun(s, [HEAD, row(**said)]))
    assert not found.good
    assert words in " ".join(finding["text"] for finding in found.findings)
    assert found.draft == {}


@pytest.mark.parametrize(
    ("written", "start", "end"),
    [
        (datetime.datetime(2025, 3, 5), "2025-03-05", None),
        (datetime.date(2025, 3, 5), "2025-03-05", None),
        ("2025.3.5", "2025-03-05", None),
        ("２０２５年３月５日", "2025-03-05", None),
        ("3月5日", "2025-03-05", None),
        ("3月5日-7日", "2025-03-05", "2025-03-07"),
        (20250305, "2025-03-05", None),
        ("2025-03-05 14:30", "2025-03-05", None),
    ],
)
def test_all_manners_of_writing_a_day_are_read(written, start, end):
    s = street()
    batch = begun(s, [["临水社区2025年活动登记表"], HEAD, row(on=written)])
    assert (only(batch).draft["start"], only(batch).draft["end"]) == (start, end)


def test_a_year_left_out_is_taken_from_the_title_above():
    s = street()
    batch = begun(s, [["2024年度志愿服务活动登记表"], HEAD, row(on="3月5日")])
    assert only(batch).draft["start"] == "2024-03-05"


def test_an_approximate_number_keeps_its_words_until_somebody_types_the_exact_one():
    s = street()
    batch = begun(s, [HEAD, row(volunteers="30余")])
    assert "“30余”是约数，按 30 计并标明" in findings(batch)
    importing.commit_import(batch, by=s.bob)
    told = Entry.objects.get().quantities.get(metric="volunteers")
    assert (told.value, told.words) == (30, "30余")


@pytest.mark.parametrize("written", [1286, "1286", "１，２８６", "1,286人", "1286.0", 1286.0])
def test_numbers_survive_as_they_were_meant(written):
    s = street()
    assert only(begun(s, [HEAD, row(volunteers=written)])).draft["amounts"] == [["volunteers", "1286", "", ""]]


def test_a_number_that_no_activity_has_is_told_in_its_row():
    s = street()
    batch = begun(s, [HEAD, row(volunteers=10**12), row(title="另一场", volunteers=30)])
    huge, other = batch.rows.order_by("number")
    (told,) = [finding for finding in huge.findings if finding["bad"]]
    assert (told["column"], told["text"]) == ("志愿者", "志愿者写的是1000000000000，数字大得不像，请核对")
    assert other.good


def test_a_number_of_eighteen_digits_comes_through_whole():
    s = street()
    code = "911101050000012345"
    batch = begun(s, [HEAD, row(note=code), row(title="另一场", note=int(code[:15]))])
    importing.commit_import(batch, by=s.bob)
    assert set(Entry.objects.values_list("note", flat=True)) == {code, code[:15]}


def test_titles_blank_rows_totals_and_the_foot_are_no_rows():
    s = street()
    batch = begun(
        s,
        [
            ["2025年第一季度活动情况统计表"],
            ["填报单位：临水社区", None, None, "单位：场、人"],
            HEAD,
            row(),
            [],
            ["小  计", None, None, None, 30],
            row(title="清洁家园"),
            HEAD,
            ["合计", None, None, None, 60],
            ["填表人：安宁", None, "审核人：康乐"],
        ],
    )
    assert [found.number for found in batch.rows.all()] == [4, 7]
    assert any("第6、9行是合计" in notice for notice in batch.notices)
    assert any("第10行是表尾" in notice for notice in batch.notices)


def test_the_unit_is_taken_from_above_where_no_column_names_it():
    s = street()
    above = [["附件1"], ["2025年活动台账"], ["填报单位（盖章）：临水社区", None, "填报日期：2025年12月1日"]]
    batch = begun(s, [*above, ["序号", "活动时间", "活动主题"], [1, "3月5日", "学雷锋"], ["注：以上由社区填写"]])
    assert only(batch).draft["unit"] == s.riverside.pk
    assert any("都记在临水社区名下" in notice for notice in batch.notices)


def test_two_units_above_name_none():
    s = street()
    batch = begun(s, [["临水社区、望山社区联合台账"], ["日期", "活动主题"], ["2025-03-05", "学雷锋"]])
    assert only(batch).draft["unit"] == s.street.pk


def test_a_community_in_its_streets_title_is_the_community():
    s = street()
    batch = begun(s, [["青石街道望山社区活动台账"], ["日期", "活动主题"], ["2025-03-05", "学雷锋"]])
    assert only(batch).draft["unit"] == s.hilltop.pk


@pytest.mark.parametrize("written", ["工会、妇联", "工会/妇联", "工会；妇联", "工会和妇联", "工会工作，妇女工作"])
def test_several_lines_may_stand_in_a_cell(written):
    s = street()
    batch = begun(s, [[*HEAD, "条线"], [*row(), written]])
    assert only(batch).draft["lines"] == ["union", "women"]


def test_a_merged_head_of_two_rows_is_matched():
    s = street()
    batch = begun(
        s,
        [
            ["序号", "日期", "活动名称", "参加情况", None, "资金"],
            [None, None, None, "人次", "志愿者", "金额（万元）"],
            [1, "2025-03-05", "送温暖活动", 120, 12, 1.25],
        ],
        merged=["A1:A2", "B1:B2", "C1:C2", "D1:E1"],
    )
    amounts = {metric: Decimal(value) for metric, value, _words, _noun in only(batch).draft["amounts"]}
    assert amounts == {"attendances": 120, "volunteers": 12, "money": Decimal("12500")}


def test_words_merged_over_rows_are_repeated_and_numbers_are_not():
    s = street()
    batch = begun(
        s,
        [HEAD, row(), [None, None, None, "清洁家园", None, None]],
        merged=["A2:A3", "B2:B3", "C2:C3", "E2:E3"],
    )
    first, second = batch.rows.all()
    assert second.draft["unit"] == s.riverside.pk
    assert (first.draft["amounts"], second.draft["amounts"]) == ([["volunteers", "30", "", ""]], [])


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("活动时间", "start"),
        ("日 期", "start"),
        ("活动日期*", "start"),
        ("开展时间（年月日）", "start"),
        ("参加人数（人次）", "attendances"),
        ("人数(人次)", "attendances"),
        ("参与人数", "people"),
        ("志愿者（人）", "volunteers"),
        ("【志愿者】", "volunteers"),
        ("金额(元)", "money"),
        ("服务时长（小时）", "hours"),
    ],
)
def test_headings_are_matched_by_name_and_alias(heading, field):
    s = street()
    head = ["日期" if field != "start" else heading, "活动名称", "地点" if field == "start" else heading]
    batch = begun(s, [head, ["2025-03-05", "学雷锋", None if field == "start" else 3]])
    (columns,) = batch.mapping.values()
    assert {column["field"] for column in columns if column["header"].strip() == heading} == {field}


def test_columns_beyond_the_boundary_are_left_out_and_never_stored():
    s = street()
    batch = begun(s, [[*HEAD, "民族", "政治面貌"], [*row(), "回族", "中共党员"]])
    assert any("民族" in notice and "没有保存" in notice for notice in batch.notices)
    kept_cells = str(list(batch.rows.values_list("cells", "draft")))
    assert "回族" not in kept_cells
    assert "中共党员" not in kept_cells


def test_columns_that_are_not_known_are_told_and_not_stored():
    s = street()
    batch = begun(s, [[*HEAD, "联系人身份证号"], [*row(), "110105199001011234"]])
    assert any("联系人身份证号" in notice for notice in batch.notices)
    assert "110105199001011234" not in str(list(batch.rows.values_list("cells", "draft")))


def test_several_sheets_come_in_together_and_one_without_a_head_is_told():
    s = street()
    batch = begun(s, [HEAD, row()], [["说明"], ["本表由社区填写"]], [HEAD, row(title="清洁家园")])
    assert [found.sheet for found in batch.rows.order_by("pk")] == ["表1", "表3"]
    assert any("表2" in notice and "没有认出表头" in notice for notice in batch.notices)


def test_a_file_without_a_head_is_refused():
    s = street()
    with pytest.raises(Refused, match="没有认出表头"):
        begun(s, [["甲", "乙"], [1, 2]])


def test_rows_without_a_kind_are_read_by_their_name():
    s = street()
    batch = begun(s, [HEAD, row(kind=None, title="春季义诊活动"), row(kind=None, title="业务培训")])
    assert [found.draft["kind"] for found in batch.rows.all()] == ["screening", "training"]
    assert all(found.good for found in batch.rows.all())


def test_a_worker_imports_for_her_own_unit_only():
    s = street()
    batch = begun(s, [HEAD, row(), row(unit="望山社区")], by=s.alice, unit=s.riverside)
    assert [found.good for found in batch.rows.all()] == [True, False]
    with pytest.raises(Refused, match="本单位"):
        begun(s, [HEAD, row()], by=s.alice, unit=s.hilltop)


def test_a_list_without_units_is_the_chosen_units():
    s = street()
    batch = begun(s, [["日期", "活动名称"], ["2025-03-05", "学雷锋"]], by=s.alice, unit=s.riverside)
    importing.commit_import(batch, by=s.alice)
    assert Entry.objects.get().unit == s.riverside


def test_committing_again_enters_nothing_twice():
    s = street()
    batch = begun(s, [HEAD, row(), row(title="清洁家园")])
    for _time in range(2):
        importing.commit_import(batch, by=s.bob)
    assert Entry.objects.count() == 2


def test_a_commit_that_was_broken_off_goes_on_where_it_was(monkeypatch):
    s = street()
    monkeypatch.setattr(entering, "ENTERED_AT_ONCE", 2)
    batch = begun(s, [HEAD, *(row(title=f"第{n}场") for n in range(5))])
    importing.commit_import(batch, by=s.bob, chunks=1)
    assert (Entry.objects.count(), batch.state) == (2, BatchState.PREVIEW)
    with pytest.raises(Refused, match="只能撤销"):
        importing.drop_import(batch, by=s.bob)
    seen = []
    importing.commit_import(batch, by=s.bob, progress=lambda done, total: seen.append((done, total)))
    assert (Entry.objects.count(), batch.state) == (5, BatchState.DONE)
    assert seen == [(2, 5), (4, 5), (5, 5)]


def test_a_chunk_whose_transaction_fails_leaves_nothing_of_itself(monkeypatch):
    s = street()
    batch = begun(s, [HEAD, row(), row(title="清洁家园")])

    def killed(*args, **kwargs):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(entering, "insert", killed)
        with pytest.raises(KeyboardInterrupt):
            importing.commit_import(batch, by=s.bob)
    assert Entry.objects.count() == 0
    importing.commit_import(batch, by=s.bob)
    assert Entry.objects.count() == 2


def test_one_click_undoes_what_still_stands(monkeypatch):
    s = street()
    batch = begun(s, [HEAD, row(), row(title="清洁家园"), row(title="义诊")])
    importing.commit_import(batch, by=s.bob)
    kept_one = actions.correct(Entry.objects.get(title="义诊"), by=s.alice, title="义诊（更正）")
    actions.void(Entry.objects.get(title="清洁家园"), by=s.alice, reason="重复")
    monkeypatch.setattr(undoing, "UNDONE_AT_ONCE", 1)
    assert importing.undo_import(batch, by=s.bob) == 2
    assert list(Entry.objects.standing()) == [kept_one]
    assert set(Entry.objects.filter(void=True).values_list("reason", flat=True)) == {"重复", "撤销导入"}
    assert kept(s.street) == recount(s.street)
    assert Act.objects.filter(verb="ledger.undo_import").exists()


def test_the_same_file_is_told_and_refused_until_the_first_is_undone():
    s = street()
    batch = begun(s, [HEAD, row()])
    again = {"by": s.bob, "unit": s.street, "filename": "改了名.xlsx", "data": workbook([HEAD, row()])}
    batch.sha256 = importing.sha256_hex(again["data"])
    batch.save()
    importing.commit_import(batch, by=s.bob)
    with pytest.raises(Refused, match="导入过，记了 1 条"):
        importing.begin_import(**again)
    importing.undo_import(batch, by=s.bob)
    assert importing.begin_import(**again).state == BatchState.PREVIEW


def test_of_two_who_preview_the_same_file_one_enters_it():
    s = street()
    first, second = begun(s, [HEAD, row()]), begun(s, [HEAD, row(), row(title="另一场")])
    ImportBatch.objects.update(sha256="0" * 64)
    importing.commit_import(first, by=s.bob)
    with pytest.raises(Refused, match="另一次导入"):
        importing.commit_import(second, by=s.bob)
    assert Entry.objects.count() == 1


def test_dropping_a_list_lets_its_cells_go():
    s = street()
    batch = begun(s, [HEAD, row()])
    assert importing.drop_import(batch, by=s.bob).state == BatchState.DROPPED
    assert ImportRow.objects.count() == 0
    with pytest.raises(Refused, match="撤销或放弃"):
        importing.commit_import(batch, by=s.bob)


def test_rows_in_closed_months_need_a_reason_and_are_marked():
    s = street()
    actions.close(s.street, by=s.carol, start=datetime.date(2025, 3, 1), end=datetime.date(2025, 3, 31))
    batch = begun(s, [HEAD, row(), row(on="2025-04-01", title="清洁家园")])
    assert importing.late_rows(batch) == 1
    with pytest.raises(Refused, match="结账"):
        importing.commit_import(batch, by=s.bob)
    importing.commit_import(batch, by=s.bob, reason="年底集中补录")
    assert dict(Entry.objects.values_list("title", "late")) == {"学雷锋志愿服务": True, "清洁家园": False}
    assert Entry.objects.get(late=False).reason == ""


def test_a_row_that_the_book_would_not_take_any_more_is_left_out_alone():
    s = street()
    batch = begun(s, [HEAD, row(), row(unit="望山社区", title="清洁家园")])
    s.hilltop.until = datetime.date(2025, 1, 31)
    s.hilltop.save()
    importing.commit_import(batch, by=s.bob)
    assert list(Entry.objects.values_list("unit__name", flat=True)) == ["临水社区"]
    assert (batch.counts()["bad"], batch.state) == (1, BatchState.DONE)


def test_twins_in_the_list_and_in_the_book_are_told_and_stay_good():
    s = street()
    entry(s.riverside, by=s.alice)
    batch = begun(s, [HEAD, row(), row()])
    assert batch.counts()["good"] == 2
    assert sum("账本里已有同日同名" in text for text in findings(batch)) == 2
    assert sum("与第2行同日同名" in text for text in findings(batch)) == 1


def test_bad_rows_come_back_in_the_lists_own_columns_with_the_reason_last():
    s = street()
    batch = begun(s, [["登记表"], HEAD, row(), row(on="2025年32月5日", note="@SUM(1)")])
    found = openpyxl.load_workbook(io.BytesIO(exports.rejected_workbook(batch)))
    rows = list(found.worksheets[0].values)
    assert rows[0] == (*HEAD, "未导入的原因")
    assert rows[1][1] == "2025年32月5日"
    assert "原第 4 行" in rows[1][-1]
    assert "没有32月" in rows[1][-1]
    cell = found.worksheets[0]["F2"]
    assert (cell.data_type, cell.value, cell.number_format) == ("s", "@SUM(1)", "@")


def test_what_came_back_can_be_mended_and_sent_again():
    s = street()
    batch = begun(s, [HEAD, row(on="2025年32月5日")])
    back = openpyxl.load_workbook(io.BytesIO(exports.rejected_workbook(batch)))
    back.worksheets[0]["B2"] = "2025年3月5日"
    file = io.BytesIO()
    back.save(file)
    again = importing.begin_import(by=s.bob, unit=s.street, filename="改.xlsx", data=file.getvalue())
    assert only(again).draft["start"] == "2025-03-05"


def test_our_own_template_is_read_back(settings):
    s = street()
    book = openpyxl.load_workbook(io.BytesIO(exports.template_workbook(s.bob, datetime.date(2025, 12, 1))))
    sheet = book.worksheets[0]
    head = [cell.value for cell in sheet[1]]
    said = {
        "单位": "临水",
        "开始日期": "2025-03-05",
        "活动类型": "志愿服务",
        "条线": "志愿服务、团委",
        "活动名称": "学雷锋",
    }
    said |= {"志愿者": 30, "金额（元）": "1,200.50", "联合单位": "望山社区、某某企业", "备注": "顺利"}
    sheet.append([said.get(name) for name in head])
    file = io.BytesIO()
    book.save(file)
    batch = importing.begin_import(by=s.bob, unit=s.street, filename="模板.xlsx", data=file.getvalue())
    assert batch.notices == []
    draft = only(batch).draft
    assert draft["lines"] == ["volunteering", "youth"]
    assert draft["amounts"] == [["volunteers", "30", "", ""], ["money", "1200.5", "", ""]]
    assert draft["cohosts"] == [s.hilltop.pk]
    assert {v.formula1 for v in sheet.data_validations.dataValidation} >= {"选项!$B$1:$B$20"}


def test_erasing_an_entry_empties_the_row_it_came_from():
    s = street()
    batch = begun(s, [HEAD, row(title="某人的事")])
    importing.commit_import(batch, by=s.bob)
    actions.erase(Entry.objects.get(), by=s.bob, ground="本人要求")
    assert "某人的事" not in str(list(ImportRow.objects.values_list("cells", "draft")))


@pytest.mark.slow
def test_a_years_list_comes_in_and_its_totals_hold():
    s = street()
    units = ["临水社区", "望山社区", "党群办"]
    rows = [row(unit=units[n % 3], on=f"2025-{n % 11 + 1:02}-{n % 28 + 1:02}", title=f"第{n}场") for n in range(1900)]
    data = workbook([HEAD, *rows])
    batch = importing.begin_import(by=s.bob, unit=s.street, filename="全年.xlsx", data=data)
    importing.commit_import(batch, by=s.bob)
    assert Entry.objects.count() == 1900
    assert kept(s.street) == recount(s.street)
