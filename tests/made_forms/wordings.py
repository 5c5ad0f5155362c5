"""Forms whose words need their neighbours: heads that only count, programmes named once, labels in pairs."""

from __future__ import annotations

from datetime import date

from tests.made_forms.forms import FULL, SHORT, Build, Form, by, columns, unknown
from tests.made_forms.street import STREET, Made, figure

WORDINGS: list[Build] = []


def wording(build: Build) -> Build:
    WORDINGS.append(build)
    return build


@wording
def heads_that_only_count(e: list[Made]) -> Form:
    f = Form("词1")
    f.on("Sheet1")
    f.merge(1, 1, 1, 8, "枫林街道2025年1—6月群众性精神文明活动统计表")

    f.put(
        2,
        1,
        "社区（村）",
        "志愿服务开展次数",
        "受益群众（人次）",
        "参加志愿者（人次）",
        "宣传活动场（次）数",
        "发放宣传单（份）",
        "讲座举办期数",
        "听课人次",
    )
    m = range(1, 7)
    v = {"kinds": ["志愿服务"], "months": m}
    x = {"kinds": ["宣传"], "months": m}
    k = {"kinds": ["讲座"], "months": m}
    columns(
        f,
        3,
        1,
        [(f"{i + 1}.{n}居委会", [c]) for i, (n, [c]) in enumerate((a, b) for a, b in SHORT)],
        [
            by(e, "times", **v),
            by(e, "attendances", **v),
            by(e, "volunteers", **v),
            by(e, "times", **x),
            by(e, "materials", **x),
            by(e, "times", **k),
            by(e, "attendances", **k),
        ],
    )
    return f


@wording
def relief_of_families(e: list[Made]) -> Form:
    f = Form("慰问")
    f.on("表")
    f.merge(1, 1, 1, 6, "2025年走访慰问困难群众情况统计表")
    f.put(2, 1, "填报单位：枫林街道办事处", None, None, "金额单位：元")
    f.put(3, 1, "单位", "走访慰问次数", "慰问困难家庭（户）", "发放慰问金", "其中：元旦春节期间", "备注")
    k = {"kinds": ["慰问帮扶"]}
    columns(
        f,
        4,
        1,
        [("街道本级", [STREET]), *FULL],
        [by(e, "times", **k), by(e, "households", **k), by(e, "money", **k), unknown, unknown],
    )
    return f


@wording
def pairs_of_label_and_value(e: list[Made]) -> Form:
    f = Form("键值")
    f.on("Sheet1")
    f.merge(1, 1, 1, 4, "枫林街道红十字会2025年度工作数据采集表")

    r = {"line": "redcross"}
    items = [
        ("应急救护培训场次", figure(e, "times", title="应急救护培训", **r)),
        ("应急救护培训人次", figure(e, "attendances", title="应急救护培训", **r)),
        ("无偿献血活动场次", figure(e, "times", title="无偿献血", **r)),
        ("无偿献血参与人次", figure(e, "attendances", title="无偿献血", **r)),
        ("博爱一日捐募集金额（元）", figure(e, "money", title="博爱一日捐", **r)),
        ("造血干细胞采集（例）", None),
        ("红十字志愿者人数", None),
        ("慰问困难家庭户数", figure(e, "households", kinds=["慰问帮扶"], **r)),
    ]
    for i, (w, v) in enumerate(items):
        f.put(2 + i // 2, 1 + 2 * (i % 2), w)
        f.ask(2 + i // 2, 2 + 2 * (i % 2), v)
    return f


@wording
def a_line_a_row(e: list[Made]) -> Form:
    f = Form("条线行")
    f.on("Sheet1")
    f.merge(1, 1, 1, 5, "枫林街道2025年群团活动开展情况（截至11月20日）")
    f.put(2, 1, "条线", "指标", "单位", "完成数", "备注")
    u = date(2025, 11, 20)
    items = [
        ("工会", "职工培训", "场", figure(e, "times", line="union", kinds=["培训"], until=u)),
        ("工会", "职工比赛", "场", figure(e, "times", line="union", kinds=["比赛"], until=u)),
        ("妇联", "家庭教育讲座", "场", figure(e, "times", line="women", title="家庭教育讲座", until=u)),
        ("妇联", "主题活动参与人数", "人次", figure(e, "attendances", line="women", kinds=["主题活动"], until=u)),
        ("团委", "青年大学习", "期", figure(e, "times", line="youth", title="青年大学习", until=u)),
        ("社区教育", "青年夜校", "期", figure(e, "times", title="青年夜校", until=u)),
    ]
    for i, (a, b, c, v) in enumerate(items):
        f.put(3 + i, 1, a, b, c)
        f.ask(3 + i, 4, v)
        f.ask(3 + i, 5, None)
    return f


@wording
def the_whole_street_below(e: list[Made]) -> Form:
    f = Form("全街道")
    f.on("Sheet1")
    f.merge(1, 1, 1, 4, "2025年志愿服务情况汇总")
    f.put(2, 1, "单位", "场次", "参与人次", "服务时长（小时）")
    k = {"kinds": ["志愿服务"]}
    a = [by(e, "times", **k), by(e, "attendances", **k), by(e, "hours", **k)]
    columns(f, 3, 1, SHORT, a, totals=False)
    f.put(17, 1, "全街道")

    for i, x in enumerate(a):
        f.ask(17, 2 + i, x())
    f.merge(18, 1, 18, 4, "注：全街道数包含街道本级和各站办所。")
    return f


@wording
def a_month_and_so_far_of_a_line(e: list[Made]) -> Form:
    f = Form("月报", period="2025-04")
    f.on("4月")
    f.merge(1, 1, 1, 6, "枫林街道妇联工作月报表（2025年4月）")
    f.merge(2, 1, 3, 1, "社区")
    f.merge(2, 2, 2, 3, "宣传活动")
    f.merge(2, 4, 2, 5, "主题活动")
    f.merge(2, 6, 3, 6, "本月亮点工作")
    f.put(3, 2, "本月场次", "累计场次")
    f.put(3, 4, "本月人次", "累计人次")
    w = {"line": "women"}
    columns(
        f,
        4,
        1,
        SHORT,
        [
            by(e, "times", kinds=["宣传"], months=[4], **w),
            by(e, "times", kinds=["宣传"], months=range(1, 5), **w),
            by(e, "attendances", kinds=["主题活动"], months=[4], **w),
            by(e, "attendances", kinds=["主题活动"], months=range(1, 5), **w),
            unknown,
        ],
    )
    return f


@wording
def a_list_with_two_rows_of_heads(e: list[Made]) -> Form:
    f = Form("台账2", period="2025Q2")
    f.on("Sheet1")
    f.merge(1, 1, 1, 8, "枫林街道2025年二季度“走访慰问”活动登记表")
    f.merge(2, 1, 3, 1, "序号")
    f.merge(2, 2, 2, 4, "基本情况")
    f.put(3, 2, "慰问日期", "慰问单位", "慰问主题")
    f.merge(2, 5, 2, 7, "慰问情况")
    f.put(3, 5, "慰问户数", "慰问金额（元）", "慰问人数")
    f.merge(2, 8, 3, 8, "经办人")
    some = [o for o in e if o.kind == "慰问帮扶" and o.month in (4, 5, 6)]
    for i, o in enumerate(some):
        f.put(4 + i, 1, i + 1)
        for at, v in enumerate(
            (
                o.day.isoformat(),
                o.unit,
                o.title,
                o.amounts.get("households"),
                o.amounts.get("money"),
                o.amounts.get("people"),
                None,
            )
        ):
            f.ask(4 + i, 2 + at, v)
    return f


@wording
def a_programme_named_before(e: list[Made]) -> Form:
    f = Form("筛查")
    f.on("Sheet1")
    f.merge(1, 1, 1, 5, "2025年妇女“两癌”免费筛查工作进度表")
    f.put(2, 1, "社区", "目标任务数（人）", "两癌筛查场次", "筛查人次", "完成率（%）")
    t = {"title": "两癌筛查"}
    columns(f, 3, 1, FULL, [unknown, by(e, "times", **t), by(e, "attendances", **t), unknown])
    return f


@wording
def a_list_in_parts(e: list[Made]) -> Form:
    f = Form("分段台账", period="2025Q1")
    f.on("登记表")
    f.merge(1, 1, 1, 6, "一季度工会、妇联活动登记表")
    f.put(2, 1, "编号", "举办日期", "举办单位", "活动主题", "参与人次", "带队人身份证号")
    row = 3
    for name, line in (("一、工会", "union"), ("二、妇联", "women")):
        f.merge(row, 1, row, 6, name)
        some = [one for one in e if one.line == line and one.month in (1, 2, 3)][:12]
        for number, one in enumerate(some, start=1):
            f.put(row + number, 1, number)
            told = (one.day.isoformat(), one.unit, one.title, one.amounts.get("attendances"), None)
            for at, value in enumerate(told):
                f.ask(row + number, 2 + at, value)
        row += 13
    return f
