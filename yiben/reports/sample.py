"""A template to begin with: the quarter on one page, in official layout, to be opened in Word or WPS and changed."""

from __future__ import annotations

from functools import cache

from yiben.gongwen.paper import Block, Paper, Para, Table
from yiben.gongwen.writing import write

COLUMNS = ("活动场次", "活动参与人次", "志愿服务场次", "发放宣传资料份数")


@cache
def brief() -> bytes:
    """The Word file; every name in it is one of the catalogue's."""
    return write(Paper(title="{{ 标题 }}", blocks=_blocks(), body="{{ 单位 }}"))


def _blocks() -> tuple[Block, ...]:
    return (
        Para(
            "{{ 时段 }}，{{ 单位 }}开展活动{{ 活动场次 }}场、{{ 活动参与人次 }}人次，其中志愿服务{{ 志愿服务场次 }}场。"
            "计划目标{{ 目标项数 }}项，已达成{{ 已达成目标项数 }}项，滞后{{ 滞后目标项数 }}项。"
            "{% if 工会会费收缴金额 %}收缴工会会费{{ 工会会费收缴金额|元 }}。{% endif %}"
        ),
        Table(
            caption="各社区主要工作量",
            head=("社区", *COLUMNS),
            rows=(
                ("{% for 社区 in 各社区 %}", *[""] * len(COLUMNS)),
                ("{{ 社区 }}", *(f"{{{{ {name} }}}}" for name in COLUMNS)),
                ("{% endfor %}", *[""] * len(COLUMNS)),
                ("全街道（含本级）", *(f"{{{{ {name} }}}}" for name in COLUMNS)),
            ),
            align=("left", "right", "right", "right", "right"),
        ),
    )
