"""Forms in a short notation, for manners of asking: questions, blanks in sentences, points under headings, notes that narrow.

A form is its rows. Text stands as it is; `LEFT` and `UP` are merged into the cell before or above; a number or None is
an empty cell and what belongs into it (None: nothing); `Blanks` is a sentence and what belongs into its blanks.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from tests.made_forms.forms import Build, Form
from tests.made_forms.street import COMMUNITIES, STREET, Made, figure

LEFT, UP, NOTHING = object(), object(), object()
NOTED: list[Build] = []
Rows = Sequence[Sequence[Any]]


@dataclass(frozen=True)
class Blanks:
    """A sentence with ____ and the numbers for them; None stays a blank."""

    text: str
    numbers: tuple[Decimal | None, ...]

    def filled(self) -> str:
        numbers = iter(self.numbers)

        def put(found: re.Match[str]) -> str:
            number = next(numbers)
            return found[0] if number is None else format(number.normalize() + 0, "f")

        return re.sub("_{2,}", put, self.text)


@dataclass(frozen=True)
class Said:
    """A word that belongs into an empty cell."""

    word: str


def noted(period: str = "2025", sheet: str = "Sheet1", explained: Rows = ()) -> Callable[[Callable[..., Rows]], Build]:
    """A form whose rows the function tells. `explained`: rows of a sheet of explanations before it."""

    def made(rows: Callable[..., Rows]) -> Build:
        def build(entries: list[Made]) -> Form:
            form = Form(rows.__name__, period=period)
            if explained:
                form.on("填表说明")
                _written(form, explained)
            form.on(sheet)
            _written(form, rows(lambda metric, **said: figure(entries, metric, **said)))
            return form

        build.__name__ = rows.__name__
        NOTED.append(build)
        return build

    return made


def _written(form: Form, rows: Rows) -> None:
    anchors: dict[tuple[int, int], tuple[int, int]] = {}
    ends: dict[tuple[int, int], tuple[int, int]] = {}
    for row, cells in enumerate(rows, start=1):
        for column, cell in enumerate(cells, start=1):
            here = (row, column)
            anchors[here] = (
                anchors[row, column - 1] if cell is LEFT else anchors[row - 1, column] if cell is UP else here
            )
            ends[anchors[here]] = here
            _put(form, row, column, cell)
    for (top, left), (bottom, right) in ends.items():
        if (top, left) != (bottom, right):
            form.sheet.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)


def _put(form: Form, row: int, column: int, cell: Any) -> None:
    if cell is LEFT or cell is UP or cell is NOTHING:
        return
    if isinstance(cell, Blanks):
        form.put(row, column, cell.text)
        form.truth[form.sheet.title, form.sheet.cell(row, column).coordinate] = cell.filled()
    elif isinstance(cell, str | int):
        form.put(row, column, cell)
    elif isinstance(cell, Said):
        form.ask(row, column, cell.word)
    else:
        form.ask(row, column, cell)


SERVING, TELLING, TALKS = {"kinds": ["志愿服务"]}, {"kinds": ["宣传"]}, {"kinds": ["讲座"]}
RELIEF, LESSONS = {"kinds": ["慰问帮扶"]}, {"kinds": ["培训"]}
SOME = COMMUNITIES[:5]


def short(name: str) -> str:
    return name.removesuffix("社区")


@noted(period="2025-09")
def an_indicator_a_row_with_codes(f: Any) -> Rows:
    so_far = range(1, 10)
    asked = [
        ("开展志愿服务活动", "场次", "times", SERVING),
        ("参与志愿服务的志愿者", "人次", "volunteers", SERVING),
        ("发放宣传资料", "份", "materials", {}),
        ("走访慰问困难群众", "户", "households", RELIEF),
    ]
    return [
        ["枫林街道2025年9月群众工作月报表", LEFT, LEFT, LEFT, LEFT],
        ["表号：民服3表", NOTHING, NOTHING, NOTHING, "有效期至：2026年12月"],
        ["填报单位：枫林街道办事处", NOTHING, NOTHING, NOTHING, "2025年10月8日"],
        ["指标名称", "代码", "计量单位", "本月数", "本年累计"],
        ["甲", "乙", "丙", "1", "2"],
        *[[n, f"{i:02}", u, f(m, months=[9], **k), f(m, months=so_far, **k)] for i, (n, u, m, k) in enumerate(asked)],
    ]


@noted()
def a_questionnaire(f: Any) -> Rows:
    return [
        ["志愿服务和讲座情况调查问卷", LEFT],
        ["问题", "答复"],
        ["1.今年以来共开展志愿服务活动多少场？", f("times", **SERVING)],
        ["2.参与志愿服务活动的群众有多少人次？", f("attendances", **SERVING)],
        ["3.全年举办讲座几场？", f("times", **TALKS)],
        ["4.贵单位走访慰问困难家庭多少户？", f("households", **RELIEF)],
        ["5.贵单位有多少名工作人员？", None],
    ]


@noted()
def blanks_in_sentences(f: Any) -> Rows:
    union = {"line": "union", **LESSONS}
    return [
        ["枫林街道2025年度工作情况填报表"],
        [Blanks("一、全年开展志愿服务活动____场次，参与群众____人次。", (f("times", **SERVING), f("attendances", **SERVING)))],
        [Blanks("二、举办讲座___场；走访慰问困难家庭_____户。", (f("times", **TALKS), f("households", **RELIEF)))],
        [Blanks("三、工会工作：举办职工培训____期，培训职工____人次；四、辖区常住人口____人。",
                (f("times", **union), f("attendances", **union), None))],
    ]  # fmt: skip


@noted()
def a_sentence_across_cells(f: Any) -> Rows:
    return [
        ["枫林街道2025年工作自查表", LEFT, LEFT, LEFT, LEFT, LEFT, LEFT],
        ["1.全年召开各类会议", f("times", kinds=["会议"]), "次，组织学习", f("times", kinds=["学习"]), "次，举办培训", f("times", **LESSONS), "期。"],
        ["2.妇联举办讲座", f("times", line="women", **TALKS), "场，听课", f("attendances", line="women", **TALKS), "人次；献血量", None, "毫升。"],
    ]  # fmt: skip


@noted()
def only_of_a_line_by_a_note(f: Any) -> Rows:
    asked = (("times", LESSONS), ("attendances", LESSONS))
    return [
        ["2025年活动开展情况统计表"],
        ["社区", "培训场次", "培训人次"],
        *[[short(c), *[f(m, units=[c], line="union", **k) for m, k in asked]] for c in SOME],
        ["说明：本表仅统计工会条线开展的活动。"],
    ]


@noted(
    sheet="表1", explained=[["填 表 说 明"], ["1. 统计期：2025年4月1日至10月31日。"], ["2. 涉及个人信息的一律不填。"]]
)
def explained_on_another_sheet(f: Any) -> Rows:
    months = range(4, 11)
    return [
        ["宣传和讲座统计表（表1）", LEFT, LEFT],
        ["单位", "垃圾分类、消防安全宣传次数", "讲座"],
        *[[c, f("times", units=[c], title="垃圾分类宣传", months=months) + f("times", units=[c], title="消防安全宣传", months=months),
           f("times", units=[c], months=months, **TALKS)] for c in SOME],
    ]  # fmt: skip


@noted()
def who_is_in_charge_stands_behind(f: Any) -> Rows:
    return [
        ["2025年群团工作重点指标完成情况表"],
        ["指标名称", "年度目标", "计量单位", "完成数", "牵头部门"],
        ["培训", 12, "期", f("times", line="union", **LESSONS), "工会"],
        ["慰问资金", 3, "万元", f("money", line="union", **RELIEF) / 10_000, "工会"],
        ["讲座", 20, "场", f("times", line="women", **TALKS), "妇联"],
        ["应急救护持证率", 90, "%", None, "红十字会"],
    ]


@noted()
def the_street_and_its_communities_beside(f: Any) -> Rows:
    kinds = ("志愿服务", "宣传", "讲座")
    return [
        ["2025年各类活动情况"],
        ["活动类型", "街道开展", LEFT, "社区开展", LEFT],
        [UP, "场次", "人次", "场次", "人次"],
        *[
            [k, *[f(m, kinds=[k], units=u) for u in ([STREET], COMMUNITIES) for m in ("times", "attendances")]]
            for k in kinds
        ],
    ]


@noted()
def points_under_headings(f: Any) -> Rows:
    return [
        ["2025年度工作情况报表", LEFT, LEFT],
        ["项目", "数量", "单位"],
        ["一、志愿服务", NOTHING, NOTHING],
        ["1.开展场次", f("times", **SERVING), "场"],
        ["2.参与志愿者", f("volunteers", **SERVING), "人次"],
        ["二、走访慰问", NOTHING, NOTHING],
        ["1.慰问户数", f("households", **RELIEF), "户"],
        ["2.慰问金额", f("money", **RELIEF), "元"],
    ]


@noted(period="2025-09")
def days_over_columns(f: Any) -> Rows:
    return [
        ["枫林街道前三季度和9月志愿服务"],
        ["社区", "前三季度", "9月1日—9月30日"],
        [UP, "场次", "场次"],
        *[[short(c), f("times", units=[c], months=range(1, 10), **SERVING), f("times", units=[c], months=[9], **SERVING)]
          for c in SOME],
    ]  # fmt: skip


@noted()
def misspelt_without_a_tail(f: Any) -> Rows:
    wrong = {"锦绣花园社区": "锦秀花园", "梧桐里社区": "梧桐理", "石板桥社区": "石版桥"}
    held = ("无偿献血", "应急救护培训")
    return [
        ["2025年民生项目进社区情况核对表"],
        ["社区", "是否开展（√/×）", LEFT, "全年活动总场次"],
        [UP, *held, UP],
        *[[wrong.get(c, short(c)), *[_mark(f("times", units=[c], title=t)) for t in held], f("times", units=[c])]
          for c in COMMUNITIES],
    ]  # fmt: skip


def _mark(count: Decimal) -> Said:
    return Said("√" if count else "×")


@noted(period="2025-09")
def an_issue_of_a_monthly(f: Any) -> Rows:
    both = ([8], [9])
    return [
        ["枫林街道群众工作月报（2025年第9期）"],
        ["板块", "工作内容", "单位", "上月", "本月", "1—9月累计"],
        ["工会", "职工培训", "期", *[f("times", line="union", months=m, **LESSONS) for m in (*both, range(1, 10))]],
        ["志愿服务", "服务场次", "次", *[f("times", months=m, **SERVING) for m in (*both, range(1, 10))]],
        [UP, "参与志愿者", "人次", *[f("volunteers", months=m, **SERVING) for m in (*both, range(1, 10))]],
        ["慰问", "慰问户数", "户", *[f("households", months=m, **RELIEF) for m in (*both, range(1, 10))]],
    ]


@noted()
def a_sample_row_and_rows_that_go_on(f: Any) -> Rows:
    return [
        ["枫林街道2025年基层群众工作摸底表"],
        ["指标名称", "代码", "计量单位", "数量"],
        ["样例：某项工作", "00", "场", 36],
        ["一、红十字工作", "01", "—", "—"],
        ["  应急救护培训", "02", "期", f("times", title="应急救护培训", line="redcross")],
        ["    参训", "03", "人次", f("attendances", title="应急救护培训", line="redcross")],
        ["  献血量", "04", "毫升", None],
        ["二、志愿服务", "05", "—", "—"],
        ["  垃圾分类宣传", "06", "场", f("times", title="垃圾分类宣传")],
        ["    发放宣传资料", "07", "份", f("materials", title="垃圾分类宣传")],
    ]


@noted()
def questions_as_people_put_them(f: Any) -> Rows:
    here = {"units": ["湖滨社区"]}
    return [
        ["社区群众工作调研问卷（2025年度）", LEFT, LEFT, LEFT],
        ["受访社区：湖滨社区", LEFT, LEFT, LEFT],
        ["题号", "问题", "单位", "答"],
        [1, "本社区全年一共办了多少场活动（含会议）？", "场", f("times", **here)],
        [2, "其中工会的活动有多少场？", "场", f("times", line="union", **here)],
        [3, "妇联的呢？", "场", f("times", line="women", **here)],
        [4, "有没有办过无偿献血？（是/否）", "—", _yes(f("times", title="无偿献血", **here))],
        [5, "家庭教育讲座办了几场？", "场", f("times", title="家庭教育讲座", **here)],
        [6, "来听家庭教育讲座的居民有多少人次？", "人次", f("attendances", title="家庭教育讲座", **here)],
        [7, "志愿者平均年龄多大？", "岁", None],
    ]


def _yes(count: Decimal) -> Said:
    return Said("是" if count else "否")


@noted(period="2025Q1")
def two_tables_one_of_the_street_itself(f: Any) -> Rows:
    return [
        ["2025年一季度讲座和宣传情况"],
        ["社区", "讲座（场）", "宣传（场）"],
        *[[short(c), *[f("times", units=[c], months=range(1, 4), **k) for k in (TALKS, TELLING)]] for c in SOME],
        [],
        ["附：街道组织情况（街道本级）", LEFT, LEFT],
        ["时段", "讲座（场）", "宣传（场）"],
        ["一季度", *[f("times", units=[STREET], months=range(1, 4), **k) for k in (TALKS, TELLING)]],
        ["1-2月", *[f("times", units=[STREET], months=[1, 2], **k) for k in (TALKS, TELLING)]],
    ]


@noted(period="2025Q3")
def a_statistics_form_with_chapters(f: Any) -> Rows:
    def both(metric: str, **said: Any) -> list[Any]:
        return [f(metric, line="union", months=(7, 8, 9), **said), f(metric, line="union", months=range(1, 10), **said)]

    return [
        ["区总工会2025年第三季度基层工作季报", LEFT, LEFT, LEFT, LEFT],
        ["指标名称", "计量单位", "代码", "本期", "自年初累计"],
        ["甲", "乙", "丙", "1", "2"],
        ["一、素质提升", "—", "—", "—", "—"],
        ["举办培训班", "期", "01", *both("times", **LESSONS)],
        ["\u3000参训学员", "人次", "02", *both("attendances", **LESSONS)],
        ["二、权益保障", "—", "—", "—", "—"],
        ["慰问困难职工", "次", "03", *both("times", **RELIEF)],
        ["\u3000惠及家庭", "户", "04", *both("households", **RELIEF)],
        ["工会会员", "人", "05", None, None],
    ]


@noted(
    explained=[["代码", "指标解释"], ["Z01", "志愿服务场次"], ["Z02", "讲座场次"], ["Z03", "宣传活动（各类宣传）场次"]]
)
def codes_for_heads(f: Any) -> Rows:
    return [
        ["群众工作统计表", LEFT, LEFT, LEFT],
        ["联系点", "Z01", "Z02", "Z03"],
        *[
            [f"{short(one)}联系点", *[f("times", units=[one], **kinds) for kinds in (SERVING, TALKS, TELLING)]]
            for one in SOME
        ],
    ]


@noted()
def the_street_beside_its_communities(f: Any) -> Rows:
    def asked(metric: str, **said: Any) -> list[Any]:
        each = [f(metric, line="women", units=units, **said) for units in (COMMUNITIES, [STREET])]
        return [*each, f(metric, line="women", **said)]

    return [
        ["妇联工作年报表", LEFT, LEFT, LEFT, LEFT],
        ["工作项目", "社区妇联", "街道妇联", "全街道", "计量"],
        ["讲座", *asked("times", **TALKS), "场"],
        ["\u3000听讲群众", *asked("attendances", **TALKS), "人次"],
        ["走访慰问", *asked("times", **RELIEF), "次"],
    ]
