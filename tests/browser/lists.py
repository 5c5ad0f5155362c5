"""An activity list as a community keeps it: a title above, a total below, thirty rows of which four can't be read."""

from __future__ import annotations

from pathlib import Path

import xlsxwriter

HEAD = ("活动日期", "单位", "活动类型", "事项", "条线", "活动名称", "人次", "志愿者", "金额（元）", "份数")
Row = tuple[object, ...]

VOLUNTEERING = [
    (
        f"2023.{month}.{5 + month % 3}",
        "临水社区" if month % 2 else "望山",
        "志愿服务",
        "",
        "志愿服务",
        f"{month}月清洁家园志愿服务",
        "",
        10 + month,
        "",
        "",
    )
    for month in range(1, 13)
]
LECTURES = [
    (f"2023年{month}月8日", "望山社区", "讲座", "", "妇联", f"家庭教育讲座第{month}讲", 40, "", "", "")
    for month in range(3, 9)
]
VISITS = [
    (f"2023-0{month}-12", "青石街道", "走访", "走访企业", "企业服务", f"走访辖区企业（{month}月）", 3, "", "", "")
    for month in range(1, 5)
]
OTHERS: list[Row] = [
    ("2023-06-30", "临水社区", "会费", "工会会费", "工会", "上半年会费", "", "", 1250.5, ""),
    ("2023-12-20", "临水社区", "会费", "工会会费", "工会", "下半年会费", "", "", 749.5, ""),
    ("2023/5/4", "临水社区", "会议", "", "团委", "五四座谈会", "30余", "", "", ""),
    ("2023-05-12", "望山社区", "宣传", "", "红十字", "防灾减灾宣传", 120, "", "", 500),
]
BROKEN: list[Row] = [
    ("", "临水社区", "志愿服务", "", "志愿服务", "没写日期的一场", "", 5, "", ""),
    ("2023年32月1日", "临水社区", "志愿服务", "", "志愿服务", "没有的月份", "", 5, "", ""),
    ("2023-03-05", "天外社区", "志愿服务", "", "志愿服务", "没有的社区", "", 5, "", ""),
    ("2023-03-06", "临水社区", "志愿服务", "", "志愿服务", "数不出的人数", "", "好几个", "", ""),
]
GOOD: list[Row] = [*VOLUNTEERING, *LECTURES, *VISITS, *OTHERS]


def write_list(path: Path) -> Path:
    """The workbook, bad rows among the good ones."""
    rows = [*GOOD[:10], *BROKEN, *GOOD[10:]]
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("活动登记")
        sheet.merge_range(0, 0, 0, len(HEAD) - 1, "青石街道2023年活动登记表")
        for number, row in enumerate([HEAD, *rows, ("合计", *[""] * 5, 10_000, "", "", "")], 1):
            sheet.write_row(number, 0, row)
    return path
