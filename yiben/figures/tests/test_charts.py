"""Charts as pictures: what stands in them, and that they need nothing of the machine's."""

import io
import os
import subprocess
import sys
from dataclasses import replace
from decimal import Decimal

import pytest
from PIL import Image

from yiben.figures import charts
from yiben.figures.charts import Chart, Mark, Row


def mark(value, **said):
    return Mark(None if value is None else Decimal(value), "—" if value is None else f"{value:,}", **said)


MONTHS = tuple(f"{month}月" for month in range(1, 13))
BY_LINE = Chart(
    "months",
    "青石街道2025年各条线活动场次",
    MONTHS,
    (Row("工会", tuple(mark(n) for n in range(12))), Row("工会", tuple(mark(0) for _n in range(12)))),
)
BESIDE = Chart("beside", "今年与去年", ("2025年", "2024年"), (Row("合计", (mark(1286), mark(1104))),))
PROGRESS = Chart("progress", "任务进度", ("",), (Row("开展志愿服务", (mark(140, tick=Decimal(88), note="✓ 已完成"),)),))
ALL = (BY_LINE, BESIDE, PROGRESS)


@pytest.mark.parametrize("chart", ALL, ids=lambda chart: chart.sort)
@pytest.mark.parametrize("width", [charts.WIDE, charts.NARROW, charts.NARROWEST])
def test_a_picture_has_a_name_and_nothing_that_the_pages_policy_forbids(chart, width):
    drawn = charts.svg(chart, width=width)
    assert drawn.startswith(f'<svg role="img" aria-label="{chart.label}" ')
    assert not any(part in drawn for part in ("style=", "<style", "<script", "href", "onload", "aria-role"))
    assert charts._width_of(drawn) <= width + 40


def test_every_number_and_name_stands_in_it():
    drawn = charts.svg(BY_LINE)
    assert all(f">{month}<" in drawn for month in MONTHS)
    assert all(f">{number}<" in drawn for number in range(12))
    assert drawn.count(">工会<") == 2
    assert all(f">{words}<" in charts.svg(BESIDE) for words in ("1,286", "1,104", "2025年", "2024年", "合计"))
    assert all(f">{words}<" in charts.svg(PROGRESS) for words in ("开展志愿服务", "140", "✓ 已完成"))


def test_a_name_with_marks_of_its_own_is_text():
    odd = '"]; </text><script>alert(1)</script> & \\'
    chart = Chart("beside", odd, (odd, "b"), (Row(odd, (mark(1), mark(None))),))
    drawn = charts.svg(chart)
    assert "<script" not in drawn
    assert "&lt;script&gt;" in drawn


def test_nothing_to_draw_draws_an_empty_picture():
    assert "<svg" in charts.svg(Chart("months", "无", ("1月",), (Row("", (mark(None),)),)))
    assert "<svg" in charts.svg(Chart("progress", "无", ("",), ()))


def test_a_chart_alike_is_drawn_once():
    charts.svg.cache_clear()
    charts.svg(BESIDE)
    charts.svg(replace(BESIDE))
    assert charts.svg.cache_info().misses == 1


def test_too_much_for_one_picture_is_not_drawn():
    with pytest.raises(AssertionError):
        Chart("beside", "多", ("a", "b"), tuple(Row(str(n), (mark(1), mark(1))) for n in range(41)))


def test_a_document_gets_a_picture_of_the_width_asked():
    with Image.open(io.BytesIO(charts.png(BESIDE, width_mm=150))) as picture:
        assert abs(picture.width - 150 * charts.PNG_DOTS_PER_MM) <= 2
        assert round(picture.width / picture.info["dpi"][0] * 25.4) == 150


SHOWN = """
import io
from PIL import Image, ImageChops
from yiben.figures import charts
from yiben.figures.charts import Chart, Mark, Row
def picture(name):
    drawn = charts.png(Chart("beside", "x", ("2025", "2024"), (Row(name, (Mark(None, ""), Mark(None, ""))),)))
    return Image.open(io.BytesIO(drawn)).convert("L")
blank, one, other = picture(""), picture("妇联工作"), picture("助企服务")
ink = sum(1 for value in one.getdata() if value < 128) - sum(1 for value in blank.getdata() if value < 128)
print(ink, one.size != other.size or ImageChops.difference(one, other).getbbox() is not None)
"""


def test_chinese_is_drawn_where_the_system_has_no_font(tmp_path):
    (tmp_path / "fonts.conf").write_text("<fontconfig></fontconfig>")
    bare = {"FONTCONFIG_FILE": str(tmp_path / "fonts.conf"), "HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path)}
    told = subprocess.run(
        [sys.executable, "-c", SHOWN], env=os.environ | bare, capture_output=True, text=True, check=True, timeout=60
    ).stdout.split()
    assert int(told[0]) > 500, "no characters in the picture"
    assert told[1] == "True", "all characters look alike"
