"""The forms: each a workbook as a superior sends it, and what belongs into each cell (None: it must stay empty)."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

import openpyxl
from openpyxl.styles import Alignment, Border, Side

from tests.made_forms.street import COMMUNITIES, OFFICES, STREET, Made, figure, total

THIN = Border(*[Side(style="thin")] * 4)


@dataclass
class Form:
    """A workbook under construction, with the truth of its cells."""

    name: str
    period: str = "2025"
    truth: dict[tuple[str, str], Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.book = openpyxl.Workbook()
        self.sheet = self.book.active

    def on(self, title: str) -> None:
        """Go on on a sheet of that name; the first time the first one."""
        if self.truth or self.sheet.max_row > 1 or self.sheet["A1"].value:
            self.sheet = self.book.create_sheet(title)
        else:
            self.sheet.title = title

    def put(self, row: int, column: int, *texts: Any) -> None:
        for step, text in enumerate(texts):
            cell = self.sheet.cell(row, column + step, text)
            cell.border = THIN
            cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)

    def merge(self, top: int, left: int, bottom: int, right: int, text: Any) -> None:
        self.put(top, left, text)
        self.sheet.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)

    def ask(self, row: int, column: int, value: Any) -> None:
        """An empty cell, and what belongs into it."""
        cell = self.sheet.cell(row, column)
        cell.border = THIN
        self.truth[self.sheet.title, cell.coordinate] = value

    def bytes(self) -> bytes:
        file = io.BytesIO()
        self.book.save(file)
        return file.getvalue()


Build = Callable[[list[Made]], Form]
TUNED: list[Build] = []
FIRST_LOOK: list[Build] = []


def tuned(build: Build) -> Build:
    TUNED.append(build)
    return build


def first_look(build: Build) -> Build:
    FIRST_LOOK.append(build)
    return build


def columns(
    form: Form,
    top: int,
    left: int,
    units: Sequence[tuple[str, Iterable[str] | None]],
    asked: Sequence[Callable[..., Any]],
    *,
    totals: bool = True,
    total_word: str = "合计",
) -> None:
    """Rows of units, a column a figure; the last row is their total. `None` for units: a stranger."""
    sums: list[list[Decimal | None]] = [[] for _ in asked]
    people = [getattr(one, "people", False) for one in asked]
    for step, (word, meant) in enumerate(units):
        form.put(top + step, left, word)
        for at, ask in enumerate(asked):
            value = None if meant is None else ask(units=list(meant))
            form.ask(top + step, left + 1 + at, value)
            sums[at].append(value)
    if totals:
        row = top + len(units)
        form.put(row, left, total_word)
        for at, values in enumerate(sums):
            form.ask(row, left + 1 + at, None if people[at] or getattr(asked[at], "unknown", False) else total(values))


def by(entries: list[Made], metric: str, **said: Any) -> Callable[..., Any]:
    def ask(**more: Any) -> Decimal | None:
        return figure(entries, metric, **(said | more))

    ask.people = metric == "people"  # type: ignore[attr-defined]
    return ask


def unknown(**_more: Any) -> None:
    return None


unknown.unknown = True  # type: ignore[attr-defined]
FULL = [(name, [name]) for name in COMMUNITIES]
SHORT = [(name.removesuffix("社区"), [name]) for name in COMMUNITIES]
EVERYONE = [*COMMUNITIES, *OFFICES, STREET]


@tuned
def plain_table(e: list[Made]) -> Form:
    f = Form("志愿服务统计表")
    f.on("Sheet1")
    f.merge(1, 1, 1, 5, "枫林街道2025年志愿服务情况统计表")
    f.put(2, 1, "社区", "场次", "参加人次", "志愿者人次", "服务时长（小时）")
    k = {"kinds": ["志愿服务"]}
    columns(
        f, 3, 1, FULL, [by(e, "times", **k), by(e, "attendances", **k), by(e, "volunteers", **k), by(e, "hours", **k)]
    )
    return f


@tuned
def two_row_head(e: list[Made]) -> Form:
    f = Form("两层表头")
    f.on("统计表")
    f.merge(1, 1, 1, 8, "2025年各社区群众性活动开展情况统计表")
    f.put(2, 1, "填报单位：枫林街道")
    f.merge(3, 1, 4, 1, "序号")
    f.merge(3, 2, 4, 2, "社区名称")
    f.merge(3, 3, 3, 4, "志愿服务")
    f.merge(3, 5, 3, 6, "讲座")
    f.merge(3, 7, 3, 8, "宣传活动")
    f.put(4, 3, "场次", "人次", "场次", "人次", "场次", "发放资料（份）")
    asked = [by(e, "times", kinds=["志愿服务"]), by(e, "attendances", kinds=["志愿服务"]), by(e, "times", kinds=["讲座"]),
             by(e, "attendances", kinds=["讲座"]), by(e, "times", kinds=["宣传"]), by(e, "materials", kinds=["宣传"])]  # fmt: skip
    for step in range(14):
        f.put(5 + step, 1, step + 1)
    columns(f, 5, 2, SHORT, asked)
    return f


@tuned
def with_own(e: list[Made]) -> Form:
    f = Form("含街道本级")
    f.on("Sheet1")
    f.merge(1, 1, 1, 4, "枫林街道红十字工作统计表（2025年度）")
    f.put(2, 1, "单位", "无偿献血（场次）", "博爱一日捐（元）", "应急救护培训（人次）")
    rows = [("街道本级", [STREET]), *FULL]
    columns(
        f,
        3,
        1,
        rows,
        [
            by(e, "times", title="无偿献血"),
            by(e, "money", title="博爱一日捐"),
            by(e, "attendances", title="应急救护培训"),
        ],
    )
    return f


@tuned
def transposed(e: list[Made]) -> Form:
    f = Form("指标在行")
    f.on("Sheet1")
    f.merge(1, 1, 1, 17, "2025年主要工作指标统计表")
    f.put(2, 1, "指标", "计量单位", *[n for n, _u in SHORT], "合计")
    items = [("志愿服务", "场次", by(e, "times", kinds=["志愿服务"])), ("宣传活动", "场次", by(e, "times", kinds=["宣传"])),
             ("走访慰问", "户", by(e, "households", kinds=["慰问帮扶"])), ("博爱一日捐", "元", by(e, "money", title="博爱一日捐")),
             ("常住人口", "人", unknown), ("志愿服务", "人次", by(e, "attendances", kinds=["志愿服务"]))]  # fmt: skip
    for step, (name, unit, ask) in enumerate(items):
        f.put(3 + step, 1, name, unit)
        values = [ask(units=meant) for _word, meant in SHORT]
        for at, value in enumerate(values):
            f.ask(3 + step, 3 + at, value)
        f.ask(3 + step, 3 + len(values), total(values) if ask is not unknown else None)
    return f


@tuned
def by_month(e: list[Made]) -> Form:
    f = Form("按月")
    f.on("Sheet1")
    f.merge(1, 1, 1, 14, "2025年志愿服务活动场次月度统计表")
    f.put(2, 1, "社区", *[f"{m}月" for m in range(1, 13)], "合计")
    for step, name in enumerate(COMMUNITIES):
        f.put(3 + step, 1, name)
        values = [figure(e, "times", kinds=["志愿服务"], units=[name], months=[m]) for m in range(1, 13)]
        for at, value in enumerate(values):
            f.ask(3 + step, 2 + at, value)
        f.ask(3 + step, 14, total(values))
    return f


@tuned
def by_quarter(e: list[Made]) -> Form:
    f = Form("按季度")
    f.on("Sheet1")
    f.merge(1, 1, 1, 6, "枫林街道妇联2025年讲座开展情况（单位：场）")
    f.put(2, 1, "社区", "一季度", "二季度", "三季度", "四季度", "全年")
    for step, (word, meant) in enumerate(SHORT):
        f.put(3 + step, 1, word)
        for q in range(4):
            months = range(q * 3 + 1, q * 3 + 4)
            f.ask(3 + step, 2 + q, figure(e, "times", kinds=["讲座"], line="women", units=meant, months=months))
        f.ask(3 + step, 6, figure(e, "times", kinds=["讲座"], line="women", units=meant))
    return f


@tuned
def quarter_in_title(e: list[Made]) -> Form:
    f = Form("季度在标题")
    f.on("Sheet1")
    f.merge(1, 1, 1, 5, "枫林街道2025年第三季度走访慰问情况统计表")
    f.merge(2, 1, 2, 5, "填表日期：2025年10月8日")
    f.put(3, 1, "社区", "走访慰问次数", "慰问户数（户）", "发放慰问金（元）", "备注")
    k: dict[str, Any] = {"kinds": ["慰问帮扶"], "months": [7, 8, 9]}
    columns(f, 4, 1, FULL, [by(e, "times", **k), by(e, "households", **k), by(e, "money", **k), unknown])
    return f


@tuned
def until_a_day(e: list[Made]) -> Form:
    f = Form("截至某日")
    f.on("Sheet1")
    f.merge(1, 1, 1, 4, "文明实践志愿服务活动统计表")
    f.merge(2, 1, 2, 4, "（统计截至2025年11月20日）")
    f.put(3, 1, "单位", "活动场次", "参与人次", "参与志愿者（人次）")
    k: dict[str, Any] = {"kinds": ["志愿服务"], "until": date(2025, 11, 20)}
    columns(f, 4, 1, SHORT, [by(e, "times", **k), by(e, "attendances", **k), by(e, "volunteers", **k)])
    return f


@tuned
def misspelt(e: list[Made]) -> Form:
    f = Form("写错的社区名")
    f.on("Sheet1")
    f.merge(1, 1, 1, 3, "2025年宣传活动统计表")
    f.put(2, 1, "社区", "宣传场次", "发放宣传资料（份）")
    wrong = {
        "锦绣花园社区": "锦秀花园社区",
        "梧桐里社区": "梧桐理社区",
        "石板桥社区": "石板桥居委会",
        "枫桥社区": "枫林街道枫桥社区",
    }
    rows = [(wrong.get(name, name), [name]) for name in COMMUNITIES]
    rows.append(("兴业社区", None))
    columns(f, 3, 1, rows, [by(e, "times", kinds=["宣传"]), by(e, "materials", kinds=["宣传"])], totals=False)
    return f


@tuned
def ambiguous_name(e: list[Made]) -> Form:
    f = Form("分不清的社区名")
    f.on("Sheet1")
    f.merge(1, 1, 1, 3, "2025年讲座统计表")
    f.put(2, 1, "社区", "讲座场次", "参加人次")
    rows = [("南兴社区", None), ("东兴", ["东兴社区"]), ("西兴", ["西兴社区"]), ("望江", ["望江社区"])]
    columns(f, 3, 1, rows, [by(e, "times", kinds=["讲座"]), by(e, "attendances", kinds=["讲座"])], totals=False)
    return f


@tuned
def cannot_know(e: list[Made]) -> Form:
    f = Form("账本不知道的")
    f.on("Sheet1")
    f.merge(1, 1, 1, 9, "2025年社区基本情况及活动统计表")
    f.put(
        2,
        1,
        "社区",
        "户籍人口（人）",
        "面积（平方公里）",
        "社区工作者（人）",
        "活动经费预算（万元）",
        "志愿服务场次",
        "志愿服务队伍（支）",
        "居民满意度（%）",
        "联系电话",
    )
    columns(
        f,
        3,
        1,
        FULL,
        [unknown, unknown, unknown, unknown, by(e, "times", kinds=["志愿服务"]), unknown, unknown, unknown],
        totals=False,
    )
    return f


@tuned
def refused(e: list[Made]) -> Form:
    f = Form("一本不记录的")
    f.on("Sheet1")
    f.merge(1, 1, 1, 6, "2025年社区统战及志愿服务统计表")
    f.put(2, 1, "社区", "少数民族人口（人）", "信教群众人数", "党员人数", "志愿服务场次", "志愿服务人次")
    columns(
        f,
        3,
        1,
        SHORT,
        [unknown, unknown, unknown, by(e, "times", kinds=["志愿服务"]), by(e, "attendances", kinds=["志愿服务"])],
        totals=False,
    )
    return f


@tuned
def people_trap(e: list[Made]) -> Form:
    f = Form("人数不相加")
    f.on("Sheet1")
    f.merge(1, 1, 1, 4, "2025年无偿献血统计表")
    f.put(2, 1, "社区", "献血场次", "献血人数（人）", "参加人次")
    t = {"title": "无偿献血"}
    columns(f, 3, 1, FULL, [by(e, "times", **t), by(e, "people", **t), by(e, "attendances", **t)], totals=False)
    return f


@tuned
def wan_yuan(e: list[Made]) -> Form:
    f = Form("万元")
    f.on("Sheet1")
    f.merge(1, 1, 1, 3, "枫林街道“博爱一日捐”情况统计表")
    f.put(2, 3, "单位：万元")
    f.put(3, 1, "单位", "捐款金额", "参与人次")
    for step, name in enumerate(COMMUNITIES):
        f.put(4 + step, 1, name)
        money = figure(e, "money", title="博爱一日捐", units=[name])
        f.ask(4 + step, 2, None if money is None else money / 10_000)
        f.ask(4 + step, 3, figure(e, "attendances", title="博爱一日捐", units=[name]))
    return f


@tuned
def two_tables(e: list[Made]) -> Form:
    f = Form("一页两表")
    f.on("Sheet1")
    f.merge(1, 1, 1, 3, "表一：2025年志愿服务统计表")
    f.put(2, 1, "社区", "场次", "人次")
    columns(f, 3, 1, SHORT[:7], [by(e, "times", kinds=["志愿服务"]), by(e, "attendances", kinds=["志愿服务"])])
    f.merge(13, 1, 13, 4, "表二：2025年应急救护培训统计表")
    f.put(14, 1, "社区", "场次", "人次", "时长（小时）")
    t = {"title": "应急救护培训"}
    columns(f, 15, 1, SHORT[7:], [by(e, "times", **t), by(e, "attendances", **t), by(e, "hours", **t)])
    return f


@tuned
def side_by_side(e: list[Made]) -> Form:
    f = Form("左右两栏")
    f.on("Sheet1")
    f.merge(1, 1, 1, 6, "2025年宣传活动开展情况")
    f.put(2, 1, "社区", "场次", "人次", "社区", "场次", "人次")
    asked = [by(e, "times", kinds=["宣传"]), by(e, "attendances", kinds=["宣传"])]
    columns(f, 3, 1, FULL[:7], asked, totals=False)
    columns(f, 3, 4, FULL[7:], asked, totals=False)
    return f


@tuned
def several_sheets(e: list[Made]) -> Form:
    f = Form("几张表")
    for sheet, kind in (("志愿服务", "志愿服务"), ("讲座", "讲座"), ("走访慰问", "慰问帮扶")):
        f.on(sheet)
        f.merge(1, 1, 1, 3, f"2025年{sheet}情况统计表")
        f.put(2, 1, "社区", "场次", "受益人次" if kind != "慰问帮扶" else "户数")
        second = by(e, "households" if kind == "慰问帮扶" else "attendances", kinds=[kind])
        columns(f, 3, 1, SHORT, [by(e, "times", kinds=[kind]), second])
    return f


@tuned
def lines_in_rows(e: list[Made]) -> Form:
    f = Form("条线在行")
    f.on("Sheet1")
    f.merge(1, 1, 1, 4, "枫林街道2025年群团工作活动统计表")
    f.put(2, 1, "条线", "活动场次", "参与人次", "备注")
    names = {
        "union": "工会",
        "youth": "团委",
        "women": "妇联",
        "redcross": "红十字会",
        "volunteering": "志愿服务",
        "learning": "社区教育",
    }
    sums: list[list[Any]] = [[], []]
    for step, (slug, word) in enumerate(names.items()):
        f.put(3 + step, 1, word)
        values = [figure(e, m, line=slug) for m in ("times", "attendances")]
        for at, value in enumerate(values):
            f.ask(3 + step, 2 + at, value)
            sums[at].append(value)
        f.ask(3 + step, 4, None)
    f.put(9, 1, "合计")
    for at in range(2):
        f.ask(9, 2 + at, total(sums[at]))
    return f


@tuned
def one_community(e: list[Made]) -> Form:
    f = Form("一个社区自己的表")
    f.on("Sheet1")
    f.merge(1, 1, 1, 3, "2025年社区工作情况表")
    f.put(2, 1, "填报单位：湖滨社区")
    f.put(3, 1, "项目", "单位", "数量")
    u = {"units": ["湖滨社区"]}
    items = [("志愿服务", "场次", figure(e, "times", kinds=["志愿服务"], **u)), ("志愿服务参与", "人次", figure(e, "attendances", kinds=["志愿服务"], **u)),
             ("讲座", "场次", figure(e, "times", kinds=["讲座"], **u)), ("走访慰问", "户", figure(e, "households", kinds=["慰问帮扶"], **u)),
             ("社区面积", "平方公里", None), ("应急救护培训", "人次", figure(e, "attendances", title="应急救护培训", **u))]  # fmt: skip
    for step, (name, unit, value) in enumerate(items):
        f.put(4 + step, 1, name, unit)
        f.ask(4 + step, 3, value)
    return f


@tuned
def grouped_stub(e: list[Made]) -> Form:
    f = Form("分组的左栏")
    f.on("Sheet1")
    f.merge(1, 1, 1, 4, "枫林街道2025年度工作数据汇总表")
    f.put(2, 1, "类别", "指标", "单位", "完成数")
    groups = (
        ("红十字会", (("无偿献血", "场次", figure(e, "times", title="无偿献血")), ("博爱一日捐", "元", figure(e, "money", title="博爱一日捐")),
                    ("应急救护培训", "场次", figure(e, "times", title="应急救护培训")))),
        ("妇联", (("讲座", "场", figure(e, "times", kinds=["讲座"], line="women")), ("主题活动", "场", figure(e, "times", kinds=["主题活动"], line="women")),
                 ("宣传", "场", figure(e, "times", kinds=["宣传"], line="women")))),
        ("工会", (("比赛", "场", figure(e, "times", kinds=["比赛"], line="union")), ("培训", "人次", figure(e, "attendances", kinds=["培训"], line="union")))),
    )  # fmt: skip
    row = 3
    for group, items in groups:
        f.merge(row, 1, row + len(items) - 1, 1, group)
        for name, unit, value in items:
            f.put(row, 2, name, unit)
            f.ask(row, 4, value)
            row += 1
    return f


@tuned
def formulas(e: list[Made]) -> Form:
    f = Form("带公式")
    f.on("Sheet1")
    f.merge(1, 1, 1, 4, "2025年培训情况统计表")
    f.put(2, 1, "社区", "工会培训（场次）", "应急救护培训（场次）", "合计")
    columns(
        f,
        3,
        1,
        SHORT,
        [by(e, "times", kinds=["培训"], line="union"), by(e, "times", title="应急救护培训")],
        totals=False,
    )
    for row in range(3, 17):
        f.sheet.cell(row, 4, f"=B{row}+C{row}")
    f.put(17, 1, "合计", "=SUM(B3:B16)", "=SUM(C3:C16)", "=SUM(D3:D16)")
    return f


def _list(f: Form, entries: Iterable[Made], top: int, fields: Sequence[str], rows: int, *, serial: bool = True) -> None:
    """Rows of a list: which field stands in each column after the serial number."""
    for step, one in enumerate(list(entries)[:rows]):
        row = top + step
        for at, name in enumerate(fields):
            f.ask(row, (2 if serial else 1) + at, _said(one, name))


def _said(one: Made, name: str) -> Any:
    match name:
        case "day":
            return one.day.isoformat()
        case "unit" | "title" | "place" | "kind":
            return getattr(one, name)
        case "":
            return None
    return one.amounts.get(name)


@tuned
def activity_list(e: list[Made]) -> Form:
    f = Form("红十字活动台账")
    f.on("台账")
    f.merge(1, 1, 1, 7, "枫林街道红十字会2025年活动台账")
    f.put(2, 1, "序号", "活动时间", "活动名称", "主办单位", "活动地点", "参加人次", "备注")
    for step in range(200):
        f.put(3 + step, 1, step + 1)
    _list(f, [one for one in e if one.line == "redcross"], 3, ("day", "title", "unit", "place", "attendances", ""), 200)
    return f


@tuned
def month_list(e: list[Made]) -> Form:
    f = Form("志愿服务月台账")
    f.on("Sheet1")
    f.merge(1, 1, 1, 6, "2025年6月志愿服务活动登记表")
    f.put(2, 1, "序号", "日期", "社区", "活动主题", "参与志愿者人数", "服务时长（小时）")
    some = [one for one in e if one.line == "volunteering" and one.month == 6]
    _list(f, some, 3, ("day", "unit", "title", "volunteers", "hours"), 99)
    return f


@tuned
def with_note(e: list[Made]) -> Form:
    f = Form("附注改了合计")
    f.on("Sheet1")
    f.merge(1, 1, 1, 3, "2025年志愿服务统计表")
    f.put(2, 1, "社区", "场次", "人次")
    k = {"kinds": ["志愿服务"]}
    columns(f, 3, 1, FULL, [by(e, "times", **k), by(e, "attendances", **k)], totals=False)
    f.put(17, 1, "合计")
    f.ask(17, 2, figure(e, "times", **k))
    f.ask(17, 3, figure(e, "attendances", **k))
    f.merge(18, 1, 18, 3, "注：合计为全街道数，含街道本级和各办公室举办的活动。")
    return f


@tuned
def this_month_and_so_far(e: list[Made]) -> Form:
    f = Form("本月与累计")
    f.on("Sheet1")
    f.merge(1, 1, 1, 5, "枫林街道2025年9月工作月报表")
    f.merge(2, 1, 3, 1, "社区")
    f.merge(2, 2, 2, 3, "志愿服务（场次）")
    f.merge(2, 4, 2, 5, "宣传活动（场次）")
    f.put(3, 2, "本月", "累计", "本月", "累计")
    for step, (word, meant) in enumerate(SHORT):
        f.put(4 + step, 1, word)
        for at, kind in enumerate(("志愿服务", "宣传")):
            f.ask(4 + step, 2 + at * 2, figure(e, "times", kinds=[kind], units=meant, months=[9]))
            f.ask(4 + step, 3 + at * 2, figure(e, "times", kinds=[kind], units=meant, months=range(1, 10)))
    return f


@tuned
def offices_too(e: list[Made]) -> Form:
    f = Form("站办所在内")
    f.on("Sheet1")
    f.merge(1, 1, 1, 4, "枫林街道2025年活动情况汇总表")
    f.put(2, 1, "单位", "活动总场次", "活动总人次", "其中：志愿服务场次")
    rows = [*FULL, ("党群工作办公室", ["党群工作办公室"]), ("社会事务办", ["社会事务办公室"]), ("街道办事处", [STREET])]
    columns(f, 3, 1, rows, [by(e, "times"), by(e, "attendances"), by(e, "times", kinds=["志愿服务"])])
    return f


@tuned
def last_year(e: list[Made]) -> Form:
    f = Form("与上年比")
    f.on("Sheet1")
    f.merge(1, 1, 1, 5, "2025年上半年志愿服务情况表")
    f.put(2, 1, "社区", "活动场次", "上年同期", "同比增长（%）", "完成率")
    columns(
        f, 3, 1, FULL, [by(e, "times", kinds=["志愿服务"], months=range(1, 7)), unknown, unknown, unknown], totals=False
    )
    return f


@tuned
def own_programme(e: list[Made]) -> Form:
    f = Form("自己的项目")
    f.on("Sheet1")
    f.merge(1, 1, 1, 6, "2025年特色项目统计表")
    f.merge(2, 1, 3, 1, "社区")
    f.merge(2, 2, 2, 3, "青年夜校")
    f.merge(2, 4, 2, 5, "智能手机课堂")
    f.merge(2, 6, 3, 6, "垃圾分类宣传（场次）")
    f.put(3, 2, "期数", "人次", "期数", "人次")
    asked = [by(e, "times", title="青年夜校"), by(e, "attendances", title="青年夜校"), by(e, "times", title="智能手机课堂"),
             by(e, "attendances", title="智能手机课堂"), by(e, "times", title="垃圾分类宣传")]  # fmt: skip
    columns(f, 4, 1, SHORT, asked)
    return f


@tuned
def unknown_programme(e: list[Made]) -> Form:
    f = Form("没听说过的项目")
    f.on("Sheet1")
    f.merge(1, 1, 1, 4, "2025年禁毒工作统计表")
    f.put(2, 1, "社区", "禁毒宣传（场次）", "吸毒人员管控（人）", "禁毒讲座（场次）")
    columns(f, 3, 1, SHORT, [unknown, unknown, unknown], totals=False)
    return f


@tuned
def section_rows(e: list[Made]) -> Form:
    f = Form("分段的行")
    f.on("Sheet1")
    f.merge(1, 1, 1, 5, "枫林街道2025年工作统计表")
    f.put(2, 1, "项目", "一季度", "二季度", "三季度", "四季度")
    row = 3
    for section, items in (
        ("一、志愿服务", (("场次", "times"), ("参与人次", "attendances"))),
        ("二、讲座", (("场次", "times"), ("参与人次", "attendances"))),
    ):
        f.merge(row, 1, row, 5, section)
        row += 1
        for word, metric in items:
            f.put(row, 1, word)
            for q in range(4):
                f.ask(row, 2 + q, figure(e, metric, kinds=[section[2:]], months=range(q * 3 + 1, q * 3 + 4)))
            row += 1
    return f


# --- written after the tuning, read once before any change: the first look ---------------------------------------------


@first_look
def women_quarter(e: list[Made]) -> Form:
    f = Form("妇联二季度")
    f.on("妇联")
    f.merge(1, 1, 1, 7, "关于报送2025年第二季度妇女儿童工作情况的统计表")
    f.put(2, 1, "填报单位（盖章）：枫林街道妇联", None, None, None, None, "填报时间：2025年7月3日")
    f.merge(3, 1, 4, 1, "村（社区）")
    f.merge(3, 2, 3, 3, "家庭教育讲座")
    f.merge(3, 4, 3, 5, "两癌筛查")
    f.merge(3, 6, 4, 6, "反诈宣传（场）")
    f.merge(3, 7, 4, 7, "妇女之家面积（㎡）")
    f.put(4, 2, "举办期数", "受益人次", "场次", "参与人次")
    q = {"months": [4, 5, 6]}
    asked = [by(e, "times", title="家庭教育讲座", **q), by(e, "attendances", title="家庭教育讲座", **q), by(e, "times", title="两癌筛查", **q),
             by(e, "attendances", title="两癌筛查", **q), by(e, "times", title="反诈宣传", **q), unknown]  # fmt: skip
    columns(f, 5, 1, SHORT, asked, total_word="合  计")
    return f


@first_look
def union_by_half(e: list[Made]) -> Form:
    f = Form("工会半年报")
    f.on("Sheet1")
    f.merge(1, 1, 1, 6, "枫林街道总工会2025年上半年工作统计表")
    f.put(2, 1, "序号", "项目", "计量单位", "数量", "去年同期", "备注")
    h = {"months": range(1, 7), "line": "union"}
    items = [("职工技能培训", "期", figure(e, "times", months=range(1, 7), title="职工技能培训")), ("慰问帮扶", "户", figure(e, "households", kinds=["慰问帮扶"], **h)),
             ("慰问帮扶", "元", figure(e, "money", kinds=["慰问帮扶"], **h)), ("职工比赛", "场次", figure(e, "times", kinds=["比赛"], **h)),
             ("建会企业数", "家", None), ("会员人数", "人", None)]  # fmt: skip
    for step, (name, unit, value) in enumerate(items):
        f.put(3 + step, 1, step + 1, name, unit)
        f.ask(3 + step, 4, value)
        f.ask(3 + step, 5, None)
        f.ask(3 + step, 6, None)
    return f


@first_look
def months_down(e: list[Made]) -> Form:
    f = Form("月份在行")
    f.on("湖滨")
    f.merge(1, 1, 1, 5, "湖滨社区2025年文明实践活动月度统计")
    f.put(2, 1, "月份", "志愿服务（次）", "参与志愿者（人次）", "宣传（次）", "发放宣传单（份）")
    sums: list[list[Any]] = [[], [], [], []]
    for m in range(1, 13):
        f.put(2 + m, 1, f"{m}月份")
        for at, (metric, kind) in enumerate(
            (("times", "志愿服务"), ("volunteers", "志愿服务"), ("times", "宣传"), ("materials", "宣传"))
        ):
            value = figure(e, metric, kinds=[kind], units=["湖滨社区"], months=[m])
            f.ask(2 + m, 2 + at, value)
            sums[at].append(value)
    f.put(15, 1, "合计")
    for at, values in enumerate(sums):
        f.ask(15, 2 + at, total(values))
    return f


@first_look
def relief_list(e: list[Made]) -> Form:
    f = Form("慰问台账")
    f.on("Sheet1")
    f.merge(1, 1, 1, 7, "2025年走访慰问活动明细表")
    f.put(2, 1, "编号", "慰问时间", "慰问单位", "活动名称", "慰问户数", "慰问金额（元）", "联系人及电话")
    some = [one for one in e if one.kind == "慰问帮扶"]
    _list(f, some, 3, ("day", "unit", "title", "households", "money", ""), 999)
    return f


@first_look
def redcross_by_unit_then_total_first(e: list[Made]) -> Form:
    f = Form("合计在前")
    f.on("Sheet1")
    f.merge(1, 1, 1, 5, "2025年红十字工作情况汇总表")
    f.put(2, 1, "单位名称", "无偿献血场次", "“博爱一日捐”（元）", "应急救护培训期数", "应急救护培训人次")
    t = [("times", "无偿献血"), ("money", "博爱一日捐"), ("times", "应急救护培训"), ("attendances", "应急救护培训")]
    f.put(3, 1, "合计")
    for at, (metric, title) in enumerate(t):
        values = [figure(e, metric, title=title, units=[name]) for name in COMMUNITIES]
        f.ask(3, 2 + at, total(values))
        for step, value in enumerate(values):
            f.put(4 + step, 1, COMMUNITIES[step])
            f.ask(4 + step, 2 + at, value)
    return f


@first_look
def unmerged_head(e: list[Made]) -> Form:
    f = Form("没合并的表头")
    f.on("Sheet1")
    f.put(1, 1, "枫林街道各社区1-9月活动开展情况")
    f.put(2, 1, "社区", "讲座", None, "培训", None, "会议")
    f.put(3, 2, "场次", "人次", "场次", "人次", "场次")
    m = {"months": range(1, 10)}
    asked = [by(e, "times", kinds=["讲座"], **m), by(e, "attendances", kinds=["讲座"], **m), by(e, "times", kinds=["培训"], **m),
             by(e, "attendances", kinds=["培训"], **m), by(e, "times", kinds=["会议"], **m)]  # fmt: skip
    columns(f, 4, 1, FULL, asked, total_word="总计")
    return f


@first_look
def key_and_value(e: list[Made]) -> Form:
    f = Form("一问一答")
    f.on("Sheet1")
    f.merge(1, 1, 1, 4, "翠竹社区2025年度工作数据采集表")
    u = {"units": ["翠竹社区"]}
    pairs = (("志愿服务场次", figure(e, "times", kinds=["志愿服务"], **u), "志愿服务时长（小时）", figure(e, "hours", kinds=["志愿服务"], **u)),
             ("讲座场次", figure(e, "times", kinds=["讲座"], **u), "走访慰问（户）", figure(e, "households", kinds=["慰问帮扶"], **u)),
             ("常住人口数", None, "社区工作者数", None),
             ("宣传活动场次", figure(e, "times", kinds=["宣传"], **u), "博爱一日捐（元）", figure(e, "money", title="博爱一日捐", **u)))  # fmt: skip
    for step, (one, first, other, second) in enumerate(pairs):
        f.put(2 + step, 1, one)
        f.ask(2 + step, 2, first)
        f.put(2 + step, 3, other)
        f.ask(2 + step, 4, second)
    return f


@first_look
def quarters_over_metrics(e: list[Made]) -> Form:
    f = Form("季度套计量")
    f.on("Sheet1")
    f.merge(1, 1, 1, 10, "2025年度“青年夜校”开展情况统计表")
    f.merge(2, 1, 3, 1, "序号")
    f.merge(2, 2, 3, 2, "所属社区")
    for q, word in enumerate(("第一季度", "第二季度", "第三季度", "第四季度")):
        f.merge(2, 3 + q * 2, 2, 4 + q * 2, word)
        f.put(3, 3 + q * 2, "期数", "参加人次")
    for step, name in enumerate(COMMUNITIES):
        f.put(4 + step, 1, step + 1, name)
        for q in range(4):
            months = range(q * 3 + 1, q * 3 + 4)
            f.ask(4 + step, 3 + q * 2, figure(e, "times", title="青年夜校", units=[name], months=months))
            f.ask(4 + step, 4 + q * 2, figure(e, "attendances", title="青年夜校", units=[name], months=months))
    return f


@first_look
def enterprise_and_unknown(e: list[Made]) -> Form:
    f = Form("企业服务")
    f.on("Sheet1")
    f.merge(1, 1, 1, 5, "2025年助企纾困工作统计表")
    f.put(2, 1, "单位", "走访企业（次）", "解决企业问题（件）", "辖区企业数（家）", "税收（万元）")
    columns(f, 3, 1, SHORT, [by(e, "times", title="走访企业"), unknown, unknown, unknown], totals=False)
    for key in list(f.truth):
        if key[1].startswith("C"):
            f.truth.pop(key)  # nobody handled any: whether that is 0 or typed is not judged
    return f


@first_look
def kinds_in_columns(e: list[Made]) -> Form:
    f = Form("类型在列")
    f.on("Sheet1")
    f.merge(1, 1, 1, 9, "枫林街道2025年各类活动场次统计（单位：场）")
    kinds = ["会议", "学习", "培训", "讲座", "主题活动", "志愿服务", "比赛"]
    f.put(2, 1, "社区", *kinds, "小计")
    for step, (word, meant) in enumerate(SHORT):
        f.put(3 + step, 1, word)
        values = [figure(e, "times", kinds=[kind], units=meant) for kind in kinds]
        for at, value in enumerate([*values, total(values)]):
            f.ask(3 + step, 2 + at, value)
    return f


@first_look
def own_and_offices_and_total(e: list[Made]) -> Form:
    f = Form("本级与合计")
    f.on("Sheet1")
    f.merge(1, 1, 1, 4, "2025年慰问帮扶情况统计表")
    f.put(2, 1, "填报单位", "次数", "户数（户）", "金额（万元）")
    rows = [("枫林街道办事处", [STREET]), *SHORT]
    sums: list[list[Any]] = [[], [], []]
    for step, (word, meant) in enumerate(rows):
        f.put(3 + step, 1, word)
        for at, metric in enumerate(("times", "households", "money")):
            value = figure(e, metric, kinds=["慰问帮扶"], units=meant)
            value = value / 10_000 if metric == "money" and value is not None else value
            f.ask(3 + step, 2 + at, value)
            sums[at].append(value)
    f.put(18, 1, "合计")
    for at, values in enumerate(sums):
        f.ask(18, 2 + at, total(values))
    f.merge(19, 1, 19, 4, "说明：1.次数指走访慰问的次数；2.请于2025年12月20日前报送。")
    return f


@first_look
def learning_list(e: list[Made]) -> Form:
    f = Form("社区教育台账")
    f.on("Sheet1")
    f.merge(1, 1, 1, 6, "枫林街道社区教育课程开展情况登记表（2025年7-9月）")
    f.put(2, 1, "序号", "课程名称", "授课时间", "授课地点", "参加人次", "课时")
    some = [one for one in e if one.line == "learning" and one.month in (7, 8, 9)]
    _list(f, some, 3, ("title", "day", "place", "attendances", "hours"), 999)
    f.put(40, 1, "填表人：", None, None, "审核人：")
    return f
