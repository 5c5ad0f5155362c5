"""What streets call their columns: each name means a field, and many that only sound like one mean none."""

from pathlib import Path

from tests.manners.kit import street_words
from yiben.ledger.headings import Headings

NAMES = Path(__file__).parent / "manners" / "headings.txt"
NONE = """
    序号 计划时间 应到人数 去年同期 活动照片 图片 链接 天气 满意度 提交时间 填表日期 提交答卷时间 来自IP 发了多少 是否完成 审核意见
    目标任务 预计人数 联系方式 出生年月 平均年龄 得分 排名 累计人次 上月人次
""".split()


def meant(heading: str) -> str:
    found = Headings(street_words().metrics, wide=True).of(heading)
    return found.field if found else ""


def test_names_of_columns_mean_their_fields():
    told = [line.split(" ", 1) for line in NAMES.read_text("utf-8").splitlines()]
    wrong = [(name, fields, got) for fields, name in told if (got := meant(name)) not in fields.split("|")]
    assert len(told) > 600
    assert wrong == []


def test_names_that_tell_of_something_else_mean_nothing():
    assert [(name, meant(name)) for name in NONE if meant(name)] == []


def test_what_stands_in_a_list_is_no_head_by_its_sound():
    narrow = Headings(street_words().metrics)
    assert [name for name in ("桥南社区", "老年教室", "红色书单", "活动室", "微心愿") if narrow.of(name)] == []


def test_a_unit_of_count_alone_over_a_column_says_what_is_counted():
    headings = Headings(street_words().metrics)

    def over(heading: str) -> str:
        found = headings.of_column(heading, alone=(), typed=False)
        return found.field if found else ""

    told = {"人": "people", "户": "households", "份": "materials", "件": "items", "元": "money", "万元": "money*万元"}
    assert {heading: over(heading) for heading in told} == told
    # Under an upper head it is that one's unit, of whom or what that says; a mark is no time, a page no leaflet.
    assert [over(heading) for heading in ("其中女性/人", "计划/份", "得分/分", "分", "张")] == [""] * 5
