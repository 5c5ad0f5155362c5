from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yiben.lib.dates import read_day, read_days

FIFTH = date(2025, 3, 5)
days = st.dates(date(1970, 1, 1), date(2069, 12, 31))

THE_FIFTH = [
    *("2025-3-5", "2025-03-05", "2025/3/5", "2025/03/05", "2025.3.5", "2025.03.05", "2025.03.05.", "2025\\3\\5"),
    *("2025年3月5日", "2025年03月05日", "2025 年 3 月 5 日", "2025年3月5号", "2025年3月5", "2025年3.5", "2025.3月5日"),
    *(
        "25.3.5",
        "25-3-5",
        "25/03/05",
        "25年3月5日",
        "20250305",
        "250305",
        "45721",
        "45721.0",
        "45721.5",
        "2025 3 5",
        "2025,3,5",
    ),
    *(
        "２０２５－３－５",
        "２０２５年３月５日",
        "２０２５．３．５",
        "２０２５／３／５",
        "　2025-3-5　",
        "2025\u200b-3-5",
        "'2025-3-5",
    ),
    *("2025-3-5 14:30", "2025-03-05 14:30:00", "2025-03-05T14:30:00", "2025年3月5日下午2:30", "2025年3月5日 上午9点半"),
    *(
        "2025年3月5日14时30分",
        "2025.3.5 9:00-11:00",
        "2025年3月5日上午",
        "2025年3月5日（星期三）",
        "2025-3-5 周三",
        "2025-3-5 周三 9:00",
    ),
    *("二〇二五年三月五日", "二○二五年三月五日", "2025年三月五日", "2025-03-05T14:30:00+08:00", "2025-03-04T17:00:00Z"),
    *("2025-03-05 14:30-16:00", "2025-03-05 09:00-11:00", "（周三）2025年3月5日"),
    *(
        date(2025, 3, 5),
        datetime(2025, 3, 5, 23, 59),
        datetime(2025, 3, 4, 17, tzinfo=UTC),
        45721,
        45721.75,
        20250305,
        20250305.0,
    ),
]
THE_FIFTH_OF_THIS_YEAR = [
    "3月5日",
    "3月5号",
    "03月05日",
    "3.5",
    "3/5",
    "3-5",
    "３月５日",
    "三月五日",
    "3月5日下午",
    "3月5日 9:00-11:00",
]


@pytest.mark.parametrize("cell", THE_FIFTH)
def test_it_is_the_fifth_of_march(cell):
    assert read_day(cell).value == FIFTH


@pytest.mark.parametrize("cell", THE_FIFTH_OF_THIS_YEAR)
def test_the_year_is_given_where_none_is_typed(cell):
    assert read_day(cell, year=2025).value == FIFTH
    assert read_day(cell).problem == "“3月5日”没有写年份"


@pytest.mark.parametrize(
    ("cell", "problem"),
    [
        ("2025年32月1日", "没有32月"),
        ("2025-13-1", "没有13月"),
        ("2025年2月30日", "2025年2月没有30日"),
        ("2025-02-29", "2025年2月没有29日"),
        ("20250230", "2025年2月没有30日"),
        ("2025-4-31", "2025年4月没有31日"),
        ("2025-3-0", "2025年3月没有0日"),
        ("0025-3-5", "25年不像是对的年份"),
        ("2205-3-5", "2205年不像是对的年份"),
        ("2025年3月", "“2025年3月”缺少哪一日"),
        ("3月", "“3月”缺少哪一日"),
        ("3月下旬", "“3月下旬”缺少哪一日"),
        ("2025.3", "“2025.3”缺少哪一日"),
        ("2025", "“2025”只有年份，缺月和日"),
        (2025, "“2025”只有年份，缺月和日"),
        (2025.3, "“2025.3”看不出是哪一天，请写成 2025-3-5"),
        ("202503", "“202503”只有年和月，缺日，请写成 2025-3-5"),
        ("201205", "“201205”看不出是哪一天，请写成 2025-3-5"),
        ("3/5/2025", "“3/5/2025”分不清月和日，请把年份写在前面，如 2025-3-5"),
        ("2025.3.5-3.7", "“2025.3.5-3.7”不是一天，看不懂起止日期"),
        ("待定", "“待定”不是日期"),
        ("2025-3-5 二楼会议室", "“2025-3-5 二楼会议室”不是日期"),
        (30, "“30”看不出是哪一天，请写成 2025-3-5"),
        (-1, "“-1”看不出是哪一天，请写成 2025-3-5"),
        (float("inf"), "“inf”看不出是哪一天，请写成 2025-3-5"),
        (float("nan"), "“nan”看不出是哪一天，请写成 2025-3-5"),
        (True, "“True”不是日期"),
        (time(9, 0), "“09:00:00”不是日期"),
        ("٢٠٢٥-٣-٥", "“٢٠٢٥-٣-٥”不是日期"),
    ],
)
def test_an_impossible_day_says_why(cell, problem):
    reading = read_day(cell)
    assert (reading.value, reading.problem) == (None, problem)


@pytest.mark.parametrize("blank", [None, "", "  ", "\u3000", "\u200b"])
def test_a_blank_is_no_day_and_no_problem(blank):
    assert (read_day(blank).value, read_day(blank).problem) == (None, "")
    assert (read_days(blank).value, read_days(blank).problem) == (None, "")


def test_a_long_text_is_no_day():
    assert "太长" in read_day("2025-3-5" * 100_000).problem


@pytest.mark.parametrize(
    ("cell", "start", "end"),
    [
        ("3月5日-7日", "2025-03-05", "2025-03-07"),
        ("3月5-7日", "2025-03-05", "2025-03-07"),
        ("3月5日至7日", "2025-03-05", "2025-03-07"),
        ("2025.3.5—3.7", "2025-03-05", "2025-03-07"),
        ("2025.3.5——3.7", "2025-03-05", "2025-03-07"),
        ("2025.3.5-7", "2025-03-05", "2025-03-07"),
        ("2025-3-5-7", "2025-03-05", "2025-03-07"),
        ("2025-3-5-3-7", "2025-03-05", "2025-03-07"),
        ("2025/3/5～2025/3/7", "2025-03-05", "2025-03-07"),
        ("2025-03-05 至 2025-03-07", "2025-03-05", "2025-03-07"),
        ("２０２５年３月５日－７日", "2025-03-05", "2025-03-07"),
        ("2025年3月5日—2025年3月7日", "2025-03-05", "2025-03-07"),
        ("2025年3月30日至4月2日", "2025-03-30", "2025-04-02"),
        ("2025年12月30日至1月2日", "2025-12-30", "2026-01-02"),
        ("2025-3-5 9:00 至 2025-3-7 17:00", "2025-03-05", "2025-03-07"),
        ("10.3-5", "2025-10-03", "2025-10-05"),
        ("3.5-3.7", "2025-03-05", "2025-03-07"),
        ("3月5日、6日", "2025-03-05", "2025-03-06"),
        ("2025年3月5、6、7日", "2025-03-05", "2025-03-07"),
        ("三月五日至七日", "2025-03-05", "2025-03-07"),
        ("2025-3-5", "2025-03-05", "2025-03-05"),
        (45721, "2025-03-05", "2025-03-05"),
        ("3月5日 9:00-11:00", "2025-03-05", "2025-03-05"),
    ],
)
def test_it_reads_first_and_last_day(cell, start, end):
    assert read_days(cell, year=2025).value == (date.fromisoformat(start), date.fromisoformat(end))


@pytest.mark.parametrize(
    ("cell", "problem"),
    [
        ("3月7日-5日", "结束日期早于开始日期"),
        ("2025.3.5-2.7", "结束日期早于开始日期"),
        ("3月5日-32日", "2025年3月没有32日"),
        ("2月28日-30日", "2025年2月没有30日"),
        ("2025-3-5至2027-3-5", "起止日期相隔超过一年"),
        ("32月5日-7日", "没有32月"),
        ("3月5日、9日", "“3月5日、9日”不是一天，看不懂起止日期"),
        ("待定", "“待定”不是日期"),
    ],
)
def test_an_impossible_stretch_says_why(cell, problem):
    reading = read_days(cell, year=2025)
    assert (reading.value, reading.problem) == (None, problem)


MANNERS = st.sampled_from(
    [
        "{0.year}-{0.month}-{0.day}",
        "{0.year}/{0.month:02}/{0.day:02}",
        "{0.year}.{0.month}.{0.day}",
        "{0.year}年{0.month}月{0.day}日",
        "{0.year}{0.month:02}{0.day:02}",
        "{0.year}-{0.month:02}-{0.day:02} 08:30",
    ]
)


@given(days, MANNERS)
def test_every_day_is_read_in_every_manner(day, manner):
    typed = manner.format(day)
    wide = "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in typed)
    assert read_day(typed).value == read_day(wide).value == day
    assert read_day((day - date(1899, 12, 30)).days).value == day


@given(days, st.integers(0, 300))
def test_every_stretch_is_read(start, length):
    end = start + timedelta(days=length)
    typed = f"{start:%Y.%m.%d}—{end:%Y.%m.%d}"
    assert read_days(typed).value == (start, end)


odd_cells = (
    st.text(max_size=30) | st.text("0123456789年月日-./~至 ：:、一二十", max_size=20) | st.floats() | st.integers()
)


@given(odd_cells, st.none() | st.integers(2000, 2030))
def test_no_cell_upsets_it(cell, year):
    one, several = read_day(cell, year=year), read_days(cell, year=year)
    assert one.value is None or not one.problem
    assert several.value is None or several.value[0] <= several.value[1]
