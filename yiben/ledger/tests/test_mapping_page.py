"""The page that looks like the sheet, with a choice over each column."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.people import sign_in, street
from yiben.ledger.models import Entry, ImportBatch
from yiben.ledger.spoken import SHAPES
from yiben.ledger.tests.lists import HEAD, row, workbook
from yiben.ledger.tests.test_import_pages import upload

pytestmark = pytest.mark.django_db


def page(batch):
    return reverse("ledger:mapping", args=[batch.pk])


GUESSED = [["日期", "活动名称", "效果怎样", "民族"], ["2025-03-05", "义诊", "参加30人，发放资料200份", "回族"]]


def test_guesses_open_the_page_that_looks_like_the_sheet():
    s = street()
    answer = upload(sign_in(s.alice), s.riverside, GUESSED)
    body = answer.content.decode()
    assert answer.redirect_chain[-1][0] == page(ImportBatch.objects.get())
    assert "参加30人，发放资料200份" in body
    assert "猜的，请看一下" in body
    assert "一本不记录" in body
    assert "回族" not in body


def test_a_changed_choice_shows_what_would_be_read_and_writes_nothing():
    s = street()
    browser = sign_in(s.alice)
    upload(browser, s.riverside, [[*HEAD, "庚栏"], [*row(), 35]])
    batch = ImportBatch.objects.get()
    before = list(batch.rows.values())
    answer = browser.post(page(batch), {"c0-6": "people"}, headers={"HX-Request": "true"})
    assert "人数 35" in answer.content.decode()
    assert list(batch.rows.values()) == before


def test_confirming_leads_to_the_preview_and_on():
    s = street()
    browser = sign_in(s.alice)
    upload(browser, s.riverside, GUESSED)
    batch = ImportBatch.objects.get()
    assert browser.post(page(batch), {"confirm": "1"})["Location"] == reverse("ledger:batch", args=[batch.pk])
    browser.post(reverse("ledger:commit", args=[batch.pk]))
    assert Entry.objects.get().title == "义诊"


@pytest.mark.parametrize("stepwise", [True, False])
def test_two_columns_for_one_field_are_told(stepwise):
    s = street()
    browser = sign_in(s.alice)
    upload(browser, s.riverside, [[*HEAD, "庚栏"], [*row(), 35]])
    sent = {"c0-6": "title"} | ({} if stepwise else {"confirm": "1"})
    headers = {"HX-Request": "true"} if stepwise else {}
    answer = browser.post(page(ImportBatch.objects.get()), sent, headers=headers)
    assert "两列都认作" in answer.content.decode()
    assert answer.status_code == (200 if stepwise else 422)


LEFT = [[*HEAD, "庚栏", "序号"], [*row(), 35, 1], [*row(on="2025-03-06"), 40, 2]]


def test_columns_of_numbers_that_are_left_out_are_named_at_the_button():
    s = street()
    browser = sign_in(s.alice)
    assert "不会记入：庚栏<" in upload(browser, s.riverside, LEFT).content.decode()
    batch = ImportBatch.objects.get()
    assert "不会记入：庚栏<" in browser.get(page(batch)).content.decode()
    answer = browser.post(page(batch), {"c0-6": "people"}, headers={"HX-Request": "true"})
    assert "不会记入" not in answer.content.decode()


def test_a_list_of_which_nothing_goes_in_shows_its_columns_first():
    s = street()
    answer = upload(sign_in(s.alice), s.riverside, [HEAD, row(on="3月")])
    batch = ImportBatch.objects.get()
    assert batch.confirmed
    assert answer.redirect_chain[-1][0] == page(batch)


def test_in_english_what_reading_said_is_told_in_english(monkeypatch):
    monkeypatch.setattr("yiben.lib.spoken.gettext", lambda text: f"EN {text}" if text in SHAPES else text)
    s = street()
    browser = sign_in(s.alice)
    upload(browser, s.riverside, [[*HEAD, "庚栏", "民族"], [*row(on="3月"), 35, "回族"]])
    batch = ImportBatch.objects.get()
    browser.cookies["django_language"] = "en"
    for address in (page(batch), reverse("ledger:batch", args=[batch.pk])):
        body = browser.get(address).content.decode()
        assert "EN “3月”缺少哪一日" in body
        assert "EN “民族”涉及EN 民族，一本不记录" in body or body.count("EN 按列名认出") > 3


def test_a_list_that_is_entered_is_mapped_no_more():
    s = street()
    browser = sign_in(s.alice)
    upload(browser, s.riverside, [HEAD, row()])
    batch = ImportBatch.objects.get()
    browser.post(reverse("ledger:commit", args=[batch.pk]))
    assert browser.get(page(batch))["Location"] == reverse("ledger:batch", args=[batch.pk])


def test_the_page_asks_no_more_with_more_rows(django_assert_max_num_queries):
    s = street()
    browser = sign_in(s.alice)
    upload(browser, s.riverside, [HEAD, *(row(title=f"第{n}场") for n in range(60))])
    with django_assert_max_num_queries(25):
        assert browser.get(page(ImportBatch.objects.get())).status_code == 200


def test_whose_the_rows_are_is_said_by_name():
    s = street()
    body = upload(sign_in(s.alice), s.riverside, [HEAD[1:], row()[1:]]).content.decode()
    assert "没有单位一列，都记在临水社区名下" in body


def test_tables_with_the_same_columns_are_chosen_for_at_once():
    s = street()
    browser = sign_in(s.bob)
    several = [[[*HEAD, "庚栏"], [*row(title=f"第{n}场"), 30 + n]] for n in range(3)]
    file = SimpleUploadedFile("各社区.xlsx", workbook(*several))
    browser.post(reverse("ledger:import"), {"unit": s.riverside.pk, "file": file})
    batch = ImportBatch.objects.get()
    body = browser.get(page(batch)).content.decode()
    assert body.count('name="c0-6"') == 1
    assert 'name="c1-6"' not in body
    assert "另有 2 张表列名相同" in body
    browser.post(page(batch), {"confirm": "1", "c0-6": "people"})
    told = [["people", str(30 + n), "", ""] for n in range(3)]
    assert [amount for found in batch.rows.all() for amount in found.draft["amounts"] if amount[0] == "people"] == told


def test_what_stands_around_a_list_is_said_under_it():
    s = street()
    browser = sign_in(s.bob)
    upload(
        browser,
        s.riverside,
        [["望山社区2025年台账"], ["日期", "活动名称", "效果怎样"], ["3月5日", "义诊", "30人"], ["合计"]],
    )
    batch = ImportBatch.objects.get()
    assert "按表上方写的，都记在望山社区名下" in browser.get(page(batch)).content.decode()
    preview = browser.get(reverse("ledger:batch", args=[batch.pk])).content.decode()
    assert "望山社区" in preview
    assert "2025-03-05" in preview


OF_PEOPLE = "人数各场不相加，也不进“活动参与人次”"
COUNTED = [["单位", "日期", "活动名称", "参加人数"], ["临水社区", "2025-03-05", "义诊", 30]]


def test_a_column_of_people_says_that_they_are_not_added_and_becomes_attendances_by_one_press():
    s = street()
    browser = sign_in(s.alice)
    preview = upload(browser, s.riverside, COUNTED).content.decode()
    assert "“参加人数”一列记作人数：各场不相加" in preview
    batch = ImportBatch.objects.get()
    answer = browser.post(page(batch), {"confirm": "1", "c0-3": "attendances"}, follow=True)
    assert "记作人数" not in answer.content.decode()
    assert batch.rows.get().draft["amounts"] == [["attendances", "30", "", ""]]


def test_the_press_on_the_mapping_page_only_shows_what_would_be_read():
    s = street()
    browser = sign_in(s.alice)
    upload(browser, s.riverside, COUNTED)
    batch = ImportBatch.objects.get()
    body = browser.get(page(batch)).content.decode()
    assert OF_PEOPLE in body
    answer = browser.post(page(batch), {"c0-3": "people", "attendances": "c0-3"})
    assert answer.status_code == 200
    assert "人次 30" in answer.content.decode()
    assert OF_PEOPLE not in answer.content.decode()
    assert batch.rows.get().draft["amounts"] == [["people", "30", "", ""]]


def test_beside_a_column_of_attendances_there_is_no_press():
    s = street()
    browser = sign_in(s.alice)
    upload(browser, s.riverside, [[*COUNTED[0], "参加人次"], [*COUNTED[1], 45]])
    body = browser.get(page(ImportBatch.objects.get())).content.decode()
    assert OF_PEOPLE in body
    assert "这一列按人次记" not in body


def test_what_was_pressed_is_remembered_for_the_next_list():
    s = street()
    browser = sign_in(s.alice)
    upload(browser, s.riverside, COUNTED)
    browser.post(page(ImportBatch.objects.get()), {"confirm": "1", "c0-3": "attendances"})
    upload(browser, s.riverside, [COUNTED[0], ["临水社区", "2025-04-05", "讲座", 20]], name="四月.xlsx")
    assert ImportBatch.objects.get(filename="四月.xlsx").rows.get().draft["amounts"][0][0] == "attendances"


MERGED = [
    ["临水社区2025年活动台账", None, None, None, None],
    ["填表人：秦不存", None, None, None, None],
    ["日期", "活动情况", None, "参与", None],
    [None, "活动名称", "地点", "人次", "志愿者"],
    ["2025-03-05", "义诊", "居民之家", 30, 4],
    ["小计", None, None, 30, 4],
    ["2025-03-09", "法律讲座", "文化中心", 45, None],
]
AREAS = ["A1:E1", "A3:A4", "B3:C3", "D3:E3"]


def test_the_page_shows_merged_heads_titles_and_sums_as_the_sheet_does():
    s = street()
    browser = sign_in(s.alice)
    upload(browser, s.riverside, workbook(MERGED, merged=AREAS))
    body = browser.get(page(ImportBatch.objects.get())).content.decode()
    assert '<th scope="colgroup" colspan="2">活动情况</th>' in body
    assert 'rowspan="2">日期</th>' in body
    assert "临水社区2025年活动台账" in body
    assert "表头上方，不导入" in body
    assert "合计，不导入" in body
    assert "秦不存" not in body


def test_what_the_sheet_looks_like_is_sealed_and_goes_once_the_list_is_in():
    s = street()
    browser = sign_in(s.alice)
    upload(browser, s.riverside, workbook(MERGED, merged=AREAS))
    batch = ImportBatch.objects.get()
    assert batch.looks
    assert "台账" not in str(batch.looks)
    browser.post(reverse("ledger:commit", args=[batch.pk]), {"again": "0"})
    assert ImportBatch.objects.get().looks == {}


def test_a_row_pointed_at_is_the_head():
    s = street()
    browser = sign_in(s.alice)
    strange = workbook([["日期", "名称", "说明"], ["甲", "乙", "丙"], ["2025-03-05", "义诊", "居民之家"]])
    upload(browser, s.riverside, strange)
    pointed = {"sheet": "表1", "head": "2", "file": "登记表.xlsx"}
    body = browser.get(reverse("ledger:import"), pointed).content.decode()
    assert "这一次把“表1”的第 2 行当作表头" in body
    file = SimpleUploadedFile("登记表.xlsx", strange)
    browser.post(reverse("ledger:import"), {"unit": s.riverside.pk, "file": file, "sheet": "表1", "head": "2"})
    batch = ImportBatch.objects.get(state="preview")
    assert [column["header"] for column in batch.mapping["表1"]] == ["甲", "乙", "丙"]
    assert not batch.confirmed


def test_where_no_head_is_found_its_row_is_asked_for():
    s = street()
    browser = sign_in(s.alice)
    unknown = [["甲", "乙"], ["3月第一周", "义诊"], ["3月第二周", "讲座"]]
    body = upload(browser, s.riverside, unknown).content.decode()
    assert "表头在第几行" in body
    file = SimpleUploadedFile("登记表.xlsx", workbook(unknown))
    answer = browser.post(reverse("ledger:import"), {"unit": s.riverside.pk, "file": file, "head": "1"})
    assert answer["Location"] == page(ImportBatch.objects.get())


def test_a_table_that_is_not_wanted_is_left_out():
    s = street()
    browser = sign_in(s.bob)
    file = SimpleUploadedFile("两张.xlsx", workbook([HEAD, row()], [[*HEAD, "庚栏"], [*row(title="别的"), 3]]))
    browser.post(reverse("ledger:import"), {"unit": s.riverside.pk, "file": file})
    batch = ImportBatch.objects.get()
    assert "这张表不导入" in browser.get(page(batch)).content.decode()
    answer = browser.post(page(batch), {"leave": "1"}, headers={"HX-Request": "true"})
    assert "别的" not in answer.content.decode()
    browser.post(page(batch), {"confirm": "1", "leave": "1"})
    batch.refresh_from_db()
    assert list(batch.mapping) == ["表1"]
    assert [one.draft["title"] for one in batch.rows.all()] == ["学雷锋志愿服务"]
    refused = browser.post(page(batch), {"confirm": "1", "leave": "0"})
    assert "放弃这份表" in refused.content.decode()


def test_a_row_that_cannot_be_read_is_shown_in_its_own_words_and_good_ones_stay_in_sight():
    s = street()
    browser = sign_in(s.alice)
    bad = [row(on=f"2025年3{day}月5日", title=f"走访{day}") for day in range(8)]
    upload(browser, s.riverside, [[*HEAD, "庚栏"], *([*one, 35] for one in bad), [*row(title="义诊"), 35]])
    answer = browser.post(page(ImportBatch.objects.get()), {"c0-6": "people"}, headers={"HX-Request": "true"})
    told = answer.context["tried"]
    assert (told.good, told.bad, told.more, len(told.rows)) == (1, 8, True, 6)
    assert "走访0" in told.rows[0][2]
    assert "义诊" in told.rows[-1][2]
