"""More forms: areas with subtotals, a sheet a unit or a month, marks, drop-downs, 其中, codes, lines of signatures."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from openpyxl.worksheet.datavalidation import DataValidation

from tests.made_forms.forms import FULL, SHORT, Build, Form, by, columns, unknown
from tests.made_forms.street import COMMUNITIES, STREET, Made, figure, total

MORE: list[Build] = []
NAMED = [(name, [name]) for name in COMMUNITIES]


def more(build: Build) -> Build:
    MORE.append(build)
    return build


def held(e: list[Made], yes: str, no: str | None, **said: Any) -> Any:
    return yes if figure(e, "times", **said) else no


@more
def areas(e: list[Made]) -> Form:
    f = Form("分片区")
    f.on("Sheet1")
    f.merge(1, 1, 1, 5, "枫林街道2025年妇联工作分片区统计表")
    f.put(2, 1, "制表单位：枫林街道妇联", None, None, "制表时间：  年  月  日")
    f.put(3, 1, "片区", "社区", "讲座（场）", "讲座参加人次", "主题活动（场）")
    asked = [("times", "讲座"), ("attendances", "讲座"), ("times", "主题活动")]
    row, subtotals = 4, []
    for name, some in (("东片区", COMMUNITIES[:5]), ("西片", COMMUNITIES[5:10]), ("中心片区", COMMUNITIES[10:])):
        f.merge(row, 1, row + len(some) - 1, 1, name)
        told = []
        for unit in some:
            f.put(row, 2, unit)
            values = [figure(e, metric, kinds=[kind], line="women", units=[unit]) for metric, kind in asked]
            for at, value in enumerate(values):
                f.ask(row, 3 + at, value)
            told.append(values)
            row += 1
        f.merge(row, 1, row, 2, f"{name}小计")
        sums = [total(values) for values in zip(*told, strict=True)]
        for at, value in enumerate(sums):
            f.ask(row, 3 + at, value)
        subtotals.append(sums)
        row += 1
    f.merge(row, 1, row, 2, "街道本级")
    own = [figure(e, metric, kinds=[kind], line="women", units=[STREET]) for metric, kind in asked]
    for at, value in enumerate(own):
        f.ask(row, 3 + at, value)
    row += 1
    f.merge(row, 1, row, 2, "合计")
    for at, values in enumerate(zip(*subtotals, own, strict=True)):
        f.ask(row, 3 + at, total(values))
    return f


@more
def a_sheet_a_unit(e: list[Made]) -> Form:
    f = Form("一社区一页", period="2025H1")
    for name in COMMUNITIES[:4]:
        f.on(name)
        f.merge(1, 1, 1, 3, "枫林街道2025年上半年群众工作统计表")
        f.put(2, 1, "项目", "场次", "人次")
        for step, kind in enumerate(("志愿服务", "宣传", "讲座")):
            f.put(3 + step, 1, kind)
            for at, metric in enumerate(("times", "attendances")):
                f.ask(3 + step, 2 + at, figure(e, metric, kinds=[kind], units=[name], months=range(1, 7)))
        f.put(6, 1, "合计")
        for at, metric in enumerate(("times", "attendances")):
            values = [
                figure(e, metric, kinds=[k], units=[name], months=range(1, 7)) for k in ("志愿服务", "宣传", "讲座")
            ]
            f.ask(6, 2 + at, total(values))
    return f


@more
def a_sheet_a_month(e: list[Made]) -> Form:
    f = Form("一月一页")
    for month in (1, 2, 3):
        f.on(f"{month}月")
        f.merge(1, 1, 1, 3, "2025年志愿服务情况统计表")
        f.put(2, 1, "社区", "场次", "志愿者人次")
        said = {"kinds": ["志愿服务"], "months": [month]}
        columns(f, 3, 1, SHORT, [by(e, "times", **said), by(e, "volunteers", **said)])
    return f


@more
def months_over_metrics(e: list[Made]) -> Form:
    f = Form("月份在上")
    f.on("统计")
    f.merge(1, 1, 1, 26, "2025年志愿服务按月统计表")
    f.merge(2, 1, 3, 1, "序号")
    f.merge(2, 2, 3, 2, "社区")
    for month in range(1, 13):
        f.merge(2, 1 + 2 * month, 2, 2 + 2 * month, f"{month}月")
        f.put(3, 1 + 2 * month, "场次", "人次")
    f.merge(2, 27, 2, 28, "全年合计")
    f.put(3, 27, "场次", "人次")
    for step, name in enumerate(COMMUNITIES[:6]):
        f.put(4 + step, 1, str(step + 1), name)
        for month in range(1, 13):
            for at, metric in enumerate(("times", "attendances")):
                value = figure(e, metric, kinds=["志愿服务"], units=[name], months=[month])
                f.ask(4 + step, 1 + 2 * month + at, value)
        for at, metric in enumerate(("times", "attendances")):
            f.ask(4 + step, 27 + at, figure(e, metric, kinds=["志愿服务"], units=[name]))
    return f


@more
def marks_by_drop_down(e: list[Made]) -> Form:
    f = Form("是否开展")
    f.on("Sheet1")
    f.merge(1, 1, 1, 6, "2025年重点工作开展情况表")
    f.put(2, 1, "序号", "社区代码", "社区", "是否开展无偿献血", "应急救护培训是否开展（√/×）", "是否设立服务站点")
    for step, name in enumerate(COMMUNITIES):
        f.put(3 + step, 1, step + 1, f"3401000{step:02}", name)
        f.ask(3 + step, 4, held(e, "已开展", "未开展", title="无偿献血", units=[name]))
        f.ask(3 + step, 5, held(e, "√", "×", title="应急救护培训", units=[name]))
        f.ask(3 + step, 6, None)
    rule = DataValidation(type="list", formula1='"已开展,未开展"')
    rule.add("D3:D16")
    f.sheet.add_data_validation(rule)
    return f


@more
def marked_months(e: list[Made]) -> Form:
    f = Form("打勾")
    f.on("Sheet1")
    f.merge(1, 1, 1, 13, "2025年各社区志愿服务活动开展情况一览表")
    f.put(2, 1, "社区", *[f"{month}月" for month in range(1, 13)])
    for step, name in enumerate(COMMUNITIES[:7]):
        f.put(3 + step, 1, name)
        for month in range(1, 13):
            f.ask(3 + step, 1 + month, held(e, "√", None, kinds=["志愿服务"], units=[name], months=[month]))
    f.merge(10, 1, 10, 13, "注：当月开展过活动的打“√”，没有开展的不填。")
    return f


@more
def of_which(e: list[Made]) -> Form:
    f = Form("其中")
    f.on("Sheet1")
    f.merge(1, 1, 1, 7, "附件2：宣传培训工作情况（截至2025年9月30日）")
    f.merge(2, 1, 3, 1, "社区")
    f.merge(2, 2, 2, 3, "宣传活动（场）")
    f.merge(2, 4, 2, 6, "培训参加人次")
    f.put(3, 2, "总数", "其中：垃圾分类宣传", "合计", "男", "女")
    f.merge(2, 7, 3, 7, "较去年同期增长（%）")
    months = range(1, 10)
    columns(f, 4, 1, FULL, [by(e, "times", kinds=["宣传"], months=months), by(e, "times", title="垃圾分类宣传", months=months),
        by(e, "attendances", kinds=["培训"], months=months), unknown, unknown, unknown], totals=False)  # fmt: skip
    return f


@more
def blocks_with_signatures(e: list[Made]) -> Form:
    f = Form("两块加签字")
    f.on("Sheet1")
    f.merge(1, 1, 1, 4, "枫林街道红十字会工作情况表（2025年）")
    f.put(2, 1, "填报单位（盖章）：枫林街道", None, "填报日期：2025年12月5日")
    f.merge(3, 1, 3, 4, "一、救护培训")
    f.put(4, 1, "社区", "培训场次", "参加人次", "累计时长（小时）")
    t = {"title": "应急救护培训"}
    columns(f, 5, 1, SHORT[:5], [by(e, "times", **t), by(e, "attendances", **t), by(e, "hours", **t)])
    f.merge(12, 1, 12, 4, "二、捐献活动")
    f.put(13, 1, "社区", "无偿献血场次", "博爱一日捐场次", "募捐金额（元）")
    d = {"title": "博爱一日捐"}
    columns(f, 14, 1, SHORT[5:10], [by(e, "times", title="无偿献血"), by(e, "times", **d), by(e, "money", **d)])
    f.put(20, 1, "单位负责人：", None, "填表人：", "联系电话：")
    return f


@more
def a_list_with_drop_downs(e: list[Made]) -> Form:
    f = Form("带下拉的台账", period="2025Q1")
    f.on("台账")
    f.merge(1, 1, 1, 6, "枫林街道2025年第一季度妇联活动台账")
    f.put(2, 1, "序号", "日期", "主办单位", "活动类型", "活动名称", "参加人次")
    some = [one for one in e if one.line == "women" and one.month <= 3]
    kinds = {"宣传": "宣传活动", "讲座": "讲座", "主题活动": "主题活动"}
    for step, one in enumerate(some):
        row = 3 + step
        f.put(row, 1, step + 1)
        f.ask(row, 2, one.day.isoformat())
        f.ask(row, 3, one.unit.removesuffix("社区"))
        f.ask(row, 4, kinds.get(one.kind))
        f.ask(row, 5, one.title)
        f.ask(row, 6, one.amounts.get("attendances"))
    for column, words in (("C", [*(name.removesuffix("社区") for name in COMMUNITIES), STREET]), ("D", kinds.values())):
        rule = DataValidation(type="list", formula1=f"选项!${column}$1:${column}$15")
        rule.add(f"{column}3:{column}{2 + len(some)}")
        f.sheet.add_data_validation(rule)
        options = f.book["选项"] if "选项" in f.book.sheetnames else f.book.create_sheet("选项")
        for step, word in enumerate(words):
            options[f"{column}{step + 1}"] = word
    for key in list(f.truth):
        if key[1].startswith("C"):
            f.truth.pop(key)  # offices stand in no drop-down: not judged
    return f


@more
def quarters_and_halves(e: list[Made]) -> Form:
    f = Form("季度和累计", period="2025Q3")
    f.on("Sheet1")
    f.merge(1, 1, 1, 5, "枫林街道2025年三季度宣传工作情况统计表")
    f.put(2, 1, "社区", "本季度场次", "1-9月累计场次", "本季度发放资料（份）", "下季度计划场次")
    k = {"kinds": ["宣传"]}
    columns(f, 3, 1, SHORT, [by(e, "times", months=(7, 8, 9), **k), by(e, "times", months=range(1, 10), **k),
        by(e, "materials", months=(7, 8, 9), **k), unknown])  # fmt: skip
    return f


@more
def blank_row_between(e: list[Made]) -> Form:
    f = Form("空行隔开")
    f.on("Sheet1")
    f.put(1, 1, "2025年志愿服务情况")
    f.put(2, 1, "社区", "场次", "人次")
    asked = [by(e, "times", kinds=["志愿服务"]), by(e, "attendances", kinds=["志愿服务"])]
    columns(f, 3, 1, SHORT[:7], asked, totals=False)
    f.ask(10, 2, None)
    f.ask(10, 3, None)
    columns(f, 11, 1, SHORT[7:], asked, totals=False)
    return f


@more
def two_lines_on_sheets(e: list[Made]) -> Form:
    f = Form("两条线")
    f.on("工会")
    f.put(1, 1, "附表1")
    f.merge(2, 1, 2, 4, "2025年度工会工作统计表")
    f.put(3, 1, "单位", "职工培训场次", "职工比赛场次", "慰问金额（万元）")

    def wan(**said: Any) -> Decimal | None:
        value = figure(e, "money", line="union", kinds=["慰问帮扶"], **said)
        return value / 10_000 if value is not None else None

    columns(f, 4, 1, [("街道本级", [STREET]), *NAMED], [by(e, "times", line="union", kinds=["培训"]),
        by(e, "times", line="union", kinds=["比赛"]), wan])  # fmt: skip
    f.on("企业服务")
    f.merge(1, 1, 1, 3, "2025年度企业服务工作统计表")
    f.put(2, 1, "单位", "走访企业次数", "政策宣讲会（场）")
    columns(f, 3, 1, NAMED, [by(e, "times", title="走访企业"), unknown], totals=False)
    for key in list(f.truth):
        if key == ("企业服务", key[1]) and key[1].startswith("C"):
            f.truth.pop(key)
    return f


@more
def a_list_with_a_total(e: list[Made]) -> Form:
    f = Form("台账带合计", period="2025-05")
    f.on("5月")
    f.merge(1, 1, 1, 6, "枫林街道2025年5月工会活动台账")
    f.put(2, 1, "序号", "活动时间", "承办单位", "活动名称", "参加人次", "经费（元）")
    some = [one for one in e if one.line == "union" and one.month == 5]
    for step, one in enumerate(some):
        f.put(3 + step, 1, step + 1)
        told = (one.day.isoformat(), one.unit, one.title, one.amounts.get("attendances"), one.amounts.get("money"))
        for at, value in enumerate(told):
            f.ask(3 + step, 2 + at, value)
    last = 3 + len(some)
    f.merge(last, 1, last, 4, "合计")
    f.ask(last, 5, total([one.amounts.get("attendances") for one in some]))
    f.ask(last, 6, total([one.amounts.get("money") for one in some]))
    f.put(last + 1, 1, "制表人：", None, None, "审核人：")
    return f


@more
def a_hidden_column(e: list[Made]) -> Form:
    f = Form("隐藏列")
    f.on("Sheet1")
    f.merge(1, 1, 1, 5, "2025年志愿服务情况统计表")
    f.put(2, 1, "单位编码", "社区", "去年场次", "场次", "人次")
    for step, name in enumerate(COMMUNITIES):
        f.put(3 + step, 1, f"A-10{step:02}", name)
        f.ask(3 + step, 3, None)
        for at, metric in enumerate(("times", "attendances")):
            f.ask(3 + step, 4 + at, figure(e, metric, kinds=["志愿服务"], units=[name]))
    f.sheet.column_dimensions["A"].hidden = True
    f.sheet.column_dimensions["C"].hidden = True
    return f


@more
def three_levels(e: list[Made]) -> Form:
    f = Form("三层表头")
    f.on("Sheet1")
    f.merge(1, 1, 1, 9, "枫林街道2025年群众性活动情况汇总表")
    f.merge(2, 1, 4, 1, "村（社区）")
    f.merge(2, 2, 2, 5, "上半年")
    f.merge(2, 6, 2, 9, "下半年")
    for left in (2, 6):
        f.merge(3, left, 3, left + 1, "志愿服务")
        f.merge(3, left + 2, 3, left + 3, "宣传活动")
        f.put(4, left, "场次", "参与人次", "场次", "发放资料（份）")
    for step, (word, meant) in enumerate(SHORT):
        f.put(5 + step, 1, word)
        for half, left in ((range(1, 7), 2), (range(7, 13), 6)):
            for at, (metric, kind) in enumerate(
                [("times", "志愿服务"), ("attendances", "志愿服务"), ("times", "宣传"), ("materials", "宣传")]
            ):
                f.ask(5 + step, left + at, figure(e, metric, kinds=[kind], units=meant, months=half))
    f.put(19, 1, "合  计")
    for column in range(2, 10):
        values = [f.truth["Sheet1", f"{'ABCDEFGHI'[column - 1]}{5 + step}"] for step in range(14)]
        f.ask(19, column, total(values))
    return f


@more
def total_first(e: list[Made]) -> Form:
    f = Form("合计在前")
    f.on("Sheet1")
    f.merge(1, 1, 1, 3, "2025年度“两癌”筛查和应急救护工作情况（截至12月31日）")
    f.put(2, 1, "单位", "两癌筛查人次", "应急救护培训场次")
    f.put(3, 1, "总计")
    asked = [by(e, "attendances", title="两癌筛查"), by(e, "times", title="应急救护培训")]
    told = [[ask(units=meant) for ask in asked] for _word, meant in FULL]
    for at in range(2):
        f.ask(3, 2 + at, total([values[at] for values in told]))
    for step, ((word, _meant), values) in enumerate(zip(FULL, told, strict=True)):
        f.put(4 + step, 1, word)
        for at, value in enumerate(values):
            f.ask(4 + step, 2 + at, value)
    return f


@more
def units_of_count_aside(e: list[Made]) -> Form:
    f = Form("单位另起一列")
    f.on("Sheet1")
    f.merge(1, 1, 1, 6, "枫林街道2025年三季度工作报表")
    f.put(2, 1, "序号", "指标名称", "单位", "7月", "8月", "9月")
    items = [("志愿服务场次", "场", "times", {"kinds": ["志愿服务"]}), ("志愿服务参与人次", "人次", "attendances", {"kinds": ["志愿服务"]}),
             ("慰问金额", "万元", "money", {"kinds": ["慰问帮扶"]}), ("宣传活动发放资料", "份", "materials", {"kinds": ["宣传"]}),
             ("辖区常住人口", "万人", None, {}), ("讲座", "场", "times", {"kinds": ["讲座"]})]  # fmt: skip
    for step, (name, unit, metric, said) in enumerate(items):
        f.put(3 + step, 1, step + 1, name, unit)
        for at, month in enumerate((7, 8, 9)):
            value = figure(e, metric, months=[month], **said) if metric else None
            f.ask(3 + step, 4 + at, value / 10_000 if unit == "万元" and value is not None else value)
    return f


@more
def metric_in_the_title(e: list[Made]) -> Form:
    f = Form("标题里写场次")
    f.on("汇总")
    f.merge(1, 1, 1, 8, "2025年各社区宣传活动开展情况按季度统计表（场次）")
    f.merge(2, 1, 3, 1, "社区")
    f.merge(2, 2, 2, 4, "上半年")
    f.merge(2, 5, 2, 7, "下半年")
    f.put(3, 2, "一季度", "二季度", "小计", "三季度", "四季度", "小计")
    f.merge(2, 8, 3, 8, "全年合计")
    for step, name in enumerate(COMMUNITIES):
        f.put(4 + step, 1, name)
        told = [figure(e, "times", kinds=["宣传"], units=[name], months=range(q, q + 3)) for q in (1, 4, 7, 10)]
        values = [told[0], told[1], total(told[:2]), told[2], told[3], total(told[2:]), total(told)]
        for at, value in enumerate(values):
            f.ask(4 + step, 2 + at, value)
    return f


@more
def the_streets_own_sheet(e: list[Made]) -> Form:
    f = Form("本级一页")
    f.on("附件5街道本级")
    f.merge(1, 1, 1, 4, "2025年群众工作情况报表")
    f.put(2, 1, "填报单位：街道本级")
    f.merge(3, 1, 3, 2, "项目")
    f.put(3, 3, "上半年", "下半年")
    items = [
        ("志愿服务", "场次", "times"),
        ("志愿服务", "参与人次", "attendances"),
        ("培训", "场次", "times"),
        ("培训", "参训人次", "attendances"),
    ]
    for step, (kind, word, metric) in enumerate(items):
        if step % 2 == 0:
            f.merge(4 + step, 1, 5 + step, 1, kind)
        f.put(4 + step, 2, word)
        for at, months in enumerate((range(1, 7), range(7, 13))):
            f.ask(4 + step, 3 + at, figure(e, metric, kinds=[kind], units=[STREET], months=months))
    return f


@more
def of_which_without_a_measure(e: list[Made]) -> Form:
    f = Form("其中不写计量")
    f.on("Sheet1")
    f.merge(1, 1, 1, 5, "枫林街道妇联2025年工作情况统计表")
    f.merge(2, 1, 3, 1, "社区")
    f.merge(2, 2, 2, 3, "宣传活动")
    f.put(3, 2, "场次", "其中：反诈宣传")
    f.merge(2, 4, 3, 4, "是否组织讲座（√/×）")
    f.merge(2, 5, 3, 5, "受访者身份证号")
    said = {"line": "women"}
    sums: list[list[Decimal | None]] = [[], []]
    for step, name in enumerate(COMMUNITIES):
        f.put(4 + step, 1, name)
        values = [
            figure(e, "times", kinds=["宣传"], units=[name], **said),
            figure(e, "times", title="反诈宣传", units=[name], **said),
        ]
        for at, value in enumerate(values):
            f.ask(4 + step, 2 + at, value)
            sums[at].append(value)
        f.ask(4 + step, 4, held(e, "√", "×", kinds=["讲座"], units=[name], **said))
        f.ask(4 + step, 5, None)
    f.put(18, 1, "合计")
    for at, values in enumerate(sums):
        f.ask(18, 2 + at, total(values))
    f.ask(18, 4, None)
    return f
