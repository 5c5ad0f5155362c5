"""Ordinary mess that no earlier list had: what was called off, what is no row, numbers and days in yet other words."""

from __future__ import annotations

from tests.manners.kit import Cases, Page, cells, said

case = Cases()


# --- what was not held ------------------------------------------------------------------------------------------------


@case
def called_off_in_the_notes() -> Page:
    page = Page()
    page.put(*cells("序号|时间|社区|活动名称|参加人次|备注"))
    page.tell(
        [1, "5月4日", "学府", "五四青年徒步", 60, "天气晴好"],
        said("学府社区", "2025-05-04", "五四青年徒步", attendances=60),
    )
    page.bad(2, "5月10日", "学府", "母亲节茶话会", None, "因雨取消")
    page.bad(3, "5月12日", "金桂", "防灾演练", None, "延期至6月")
    page.bad(4, "5月20日", "金桂", "助残日慰问（取消）")
    page.bad(5, "5月22日", "金桂", "生态日宣传", 0, "未开展")
    page.tell(
        [6, "5月31日", "金桂", "六一游园", 88, "因雨延期举行"],
        said("金桂社区", "2025-05-31", "六一游园", attendances=88, note="因雨延期举行"),
    )
    return page


@case
def how_far_each_has_come() -> Page:
    page = Page()
    page.put(*cells("序号|活动时间|社区|活动名称|人数|进展"))
    page.tell(
        [1, "2025-9-1", "河畔", "开学第一课", 50, "已完成"], said("河畔社区", "2025-09-01", "开学第一课", people=50)
    )
    page.bad(2, "2025-9-9", "河畔", "教师节茶话会", None, "取消")
    page.bad(3, "2025-9-19", "桥南", "敬老活动", None, "计划")
    return page


@case
def called_off_in_the_title() -> Page:
    page = Page()
    page.put(*cells("日期|单位|主题|人次"))
    page.bad("10.2", "柳荫", "【取消】中秋赏月")
    page.bad("10.3", "柳荫", "重阳登高（延期）")
    page.tell(
        ["10.4", "柳荫", "取消押金政策宣讲会", 33], said("柳荫社区", "2025-10-04", "取消押金政策宣讲会", attendances=33)
    )
    return page
