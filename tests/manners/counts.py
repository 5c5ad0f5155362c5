"""How many: as numbers, as text, about, in words, with units, in one cell, and not at all."""

from __future__ import annotations

from typing import Any

from tests.manners.kit import Book, Cases, Formula, Page, facts

case = Cases()


@case
def as_text_in_all_manners() -> Page:
    page = Page().put("日期", "活动名称", "人次", "资金（元）")
    manners: tuple[tuple[Any, Any], ...] = (
        ("30", "1,286.50"),
        ("３０人次", "¥500"),
        (" 30 ", "500元"),
        ("30人", "0.05万元"),
        ("30人次", "1 286.5"),
    )
    out = ("1286.5", "500", "500", "500", "1286.5")
    for f, (people, money), amount in zip(facts(5, 301), manners, out, strict=True):
        page.good(f, f.day, f.title, people, money, attendances="30", money=amount)
    return page


@case
def about_so_many() -> Page:
    page = Page().put("日期", "活动名称", "参与人次")
    manners = (
        "约30",
        "30余",
        "30余人",
        "三十余人",
        "近百人",
        "30多人次",
        "上百人次",
        "100人左右",
        "百余人次",
        "200人以上",
    )
    for f, said in zip(facts(10, 302), manners, strict=True):
        page.good(f, f.day, f.title, said, attendances=said)
    return page


@case
def blanks_of_all_manners() -> Page:
    page = Page().put("日期", "活动名称", "人次", "志愿者人数")
    for f, blank in zip(facts(7, 303), ("/", "-", "无", "——", "暂无", None, "N/A"), strict=True):
        page.good(f, f.day, f.title, f.attendances, blank, says="attendances")
    return page


@case
def numbers_that_are_none() -> Page:
    page = Page().put("日期", "活动名称", "人次")
    for f in facts(3, 304):
        page.good(f, f.day, f.title, f.attendances, says="attendances")
    for said in ("若干", "-5", "人很多", "30-40人", "待统计", "#REF!"):
        page.bad("2025年3月5日", "工会工作例会", said)
    return page


@case
def told_in_words() -> Page:
    page = Page().put("日期", "活动名称", "活动情况")
    for f in facts(5, 305):
        text = f"参加{f.attendances}人，发放资料{f.materials}份"
        page.good(f, f.day, f.title, text, says="attendances materials", note=text)
    return page


@case
def told_in_words_of_all_manners() -> Page:
    page = Page().title("2025年活动台账", 4).put("时间", "地点", "活动内容", "完成情况")
    said: tuple[tuple[str, dict[str, Any]], ...] = (
        ("参加群众30余人，发放宣传单200份。", {"attendances": "30余人", "materials": 200}),
        ("共有25名志愿者参与，服务居民120人次", {"volunteers": 25, "attendances": 120}),
        ("走访慰问困难家庭12户，发放慰问金6000元", {"households": 12, "money": 6000}),
        ("到会18人", {"attendances": 18}),
        ("参与人数：45人；志愿者：6人；发放资料：80份", {"attendances": 45, "volunteers": 6, "materials": 80}),
        ("组织三十余名青年参加", {"attendances": "三十余名"}),
    )
    for f, (text, amounts) in zip(facts(6, 306), said, strict=True):
        page.good(f, f.md, f.place, f.title, text, says="place", note=text, **amounts)
    return page


@case
def two_in_one_cell() -> Page:
    page = Page().put("日期", "活动名称", "人次/志愿者")
    for f in facts(4, 307):
        page.good(f, f.day, f.title, f"{f.attendances}/{f.volunteers}", says="attendances volunteers")
    page.bad("2025-03-05", "工会工作例会", "30")
    return page


@case
def money_in_ten_thousands() -> Page:
    page = Page().title("2025年活动资金使用情况", 4).put(None, None, None, "单位：万元")
    page.put("日期", "单位", "活动名称", "资金")
    for f in facts(3, 308):
        page.good(f, f.day, f.unit, f.title, f.money / 10000, says="unit money")
    return page


@case
def money_in_ten_thousands_in_the_head() -> Page:
    page = Page().put("日期", "单位", "活动名称", "投入资金（万元）")
    for f in facts(3, 309):
        page.good(f, f.day, f.unit, f.title, f"{f.money / 10000:.2f}", says="unit money")
    return page


@case
def minutes_and_hours() -> Page:
    page = Page().put("日期", "活动名称", "志愿者人数", "服务时长")
    for f, said, hours in zip(
        facts(4, 310), ("2小时", "90分钟", "1.5", "1小时30分"), ("2", "1.5", "1.5", "1.5"), strict=True
    ):
        page.good(f, f.day, f.title, f.volunteers, said, says="volunteers", hours=hours)
    return page


@case
def formulas_with_what_they_gave() -> Page:
    page = Page().put("日期", "活动名称", "上午", "下午", "合计人次")
    for n, f in enumerate(facts(3, 311), 2):
        page.good(f, f.day, f.title, 10, f.attendances - 10, Formula(f"=C{n}+D{n}", f.attendances), says="attendances")
    return page.put("合计", None, 30, 40, Formula("=SUM(E2:E4)", 999))


@case
def a_number_with_a_remark() -> Page:
    page = Page().put("日期", "活动名称", "参加人次")
    for f, tail in zip(facts(3, 312), ("（其中志愿者5人）", "（含儿童）", "，现场气氛热烈"), strict=True):
        page.good(f, f.day, f.title, f"{f.attendances}人{tail}", says="attendances")
    return page


@case
def sums_of_many_activities() -> Page:
    page = Page().put("日期", "单位", "活动名称", "场次", "人次")
    for f in facts(3, 313):
        page.good(f, f.day, f.unit, f.title, "3场", f.attendances, says="unit attendances", times=3)
    return page


@case
def comments_and_newlines_in_cells() -> Page:
    page = Page().put("日期", "活动名称", "地点", "人次")
    for n, f in enumerate(facts(3, 314), 1):
        split = len(f.title) // 2
        page.comments.append((n, 3, "实到人数，不含工作人员500人"))
        page.good(
            f,
            f"{f.day.year}年\n{f.md}",
            f"{f.title[:split]}\n{f.title[split:]}",
            f.place,
            f.attendances,
            says="place attendances",
        )
    return page


@case
def refused_columns() -> Book:
    page = Page().title("2025年活动登记表", 10)
    page.put("日期", "活动名称", "人次", "姓名", "民族", "政治面貌", "身份证号", "宗教信仰", "是否党员", "联系电话")
    for f in facts(3, 315):
        told = (
            f.day,
            f.title,
            f.attendances,
            "欧阳不存",
            "鄂温克族",
            "九三学社社员",
            "110101199003070011",
            "佛教徒",
            "是党员哦",
            "13912345678",
        )
        page.good(f, *told, says="attendances")
    secrets = ("欧阳不存", "鄂温克族", "九三学社社员", "110101199003070011", "佛教徒", "是党员哦", "13912345678")
    return Book([page], secrets=secrets)


@case
def refused_columns_under_a_head_of_two_rows() -> Book:
    page = Page().merge(0, 0, 1, 0).merge(0, 1, 1, 1).merge(0, 2, 0, 5)
    page.put("日期", "活动名称", "参加人员情况").put(None, None, "人次", "其中党员（人）", "少数民族（人）", "信教群众")
    for f in facts(3, 316):
        page.good(f, f.day, f.title, f.attendances, 90017, 90018, "九万零十九", says="attendances")
    return Book([page], secrets=("90017", "90018", "九万零十九"))


@case
def lines_in_the_streets_words() -> Page:
    names = {
        "工会": "union",
        "团委": "youth",
        "妇联": "women",
        "红会": "redcross",
        "文明实践": "volunteering",
        "社区教育": "learning",
    }
    page = Page().put("日期", "条线", "活动名称", "人次")
    for f, (name, line) in zip(facts(6, 317), names.items(), strict=True):
        page.good(f, f.day, name, f.title, f.attendances, says="attendances", lines=[line])
    return page


@case
def lines_in_a_column_of_kinds() -> Page:
    page = Page().put("日期", "类别", "活动名称", "人次")
    for f in facts(5, 318):
        page.good(f, f.day, f.line_name, f.title, f.attendances, says="lines attendances")
    return page


@case
def kinds_in_the_streets_words() -> Page:
    names = {
        "志愿活动": "volunteering",
        "理论宣讲": "lecture",
        "义诊": "screening",
        "文体活动": "themed",
        "业务培训类": "training",
        "走访慰问": "relief",
        "普法宣传": "publicity",
        "专题会议": "meeting",
        "便民服务": "benefit",
        "知识竞赛": "contest",
        "入户走访": "visit",
        "健康讲座": "lecture",
    }
    page = Page().put("日期", "活动类别", "活动名称", "人次")
    for n, (f, (name, kind)) in enumerate(zip(facts(12, 319), names.items(), strict=True)):
        page.good(f, f.day, name, f"第{n + 1}期", f.attendances, says="attendances", title=f"第{n + 1}期", kind=kind)
    page.bad("2025-03-05", "鸡毛蒜皮", "工会工作例会", 8)
    return page


@case
def a_category_that_is_no_kind() -> Page:
    page = Page().put("日期", "类别", "活动名称", "人次")
    for f, name in zip(facts(4, 320), ("党建引领", "平安建设", "民生保障", "基层治理"), strict=True):
        page.good(f, f.day, name, f.title, f.attendances, says="attendances")
    return page
