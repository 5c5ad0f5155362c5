"""The states that pages show: a glyph, a word and a colour each, never a colour alone.

Glyphs are geometric signs of GB 2312, which every Chinese font has, and ✓, which every system has.
"""

from __future__ import annotations

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class State(NamedTuple):
    glyph: str
    word: Promise | str
    colour: str


PINE, OCHRE, BRICK, SLATE, SEAL = "pine", "ochre", "brick", "slate", "seal"

STATES: dict[str, State] = {
    # how a target goes
    "on_course": State("●", _("按进度"), PINE),
    "ahead": State("▲", _("超前"), PINE),
    "at_risk": State("△", _("有风险"), OCHRE),
    "overdue": State("◆", _("已逾期"), BRICK),
    "done": State("✓", _("已完成"), PINE),
    "not_due": State("○", _("未到期"), SLATE),
    "unknown": State("○", _("暂无数据"), SLATE),
    # what a check says of a figure
    "supported": State("✓", _("有依据"), PINE),
    "contradicted": State("×", _("不一致"), BRICK),
    "not_found": State("○", _("未找到"), SLATE),
    "approx": State("△", _("约数"), OCHRE),
    # where a document stands
    "draft": State("◇", _("草稿"), SLATE),
    "sent": State("→", _("已送审"), OCHRE),
    "returned": State("←", _("已退回"), BRICK),
    "reviewed": State("✓", _("已审核"), PINE),
    "confirmed": State("✓", _("已确认"), PINE),
    "revised": State("→", _("已修订"), SLATE),
    "issued": State("■", _("已出具"), SEAL),
    "verified": State("■", _("已核验"), SEAL),
    # where an entry stands
    "standing": State("●", _("有效"), SLATE),
    "corrected": State("→", _("已更正"), SLATE),
    "void": State("×", _("已作废"), SLATE),
    "late": State("△", _("补录"), OCHRE),
    "erased": State("□", _("文字已清除"), SLATE),
    "dropped": State("×", _("不纳入"), SLATE),
    # where a question stands
    "open": State("○", _("待答复"), OCHRE),
    "answered": State("✓", _("已答复"), PINE),
    "taken_back": State("×", _("已撤回"), SLATE),
    # where the administrator's checklist stands
    "settled": State("✓", _("已办"), PINE),
    "unsettled": State("○", _("待办"), OCHRE),
    # where long work is
    "waiting": State("○", _("排队中"), SLATE),
    "running": State("◎", _("进行中"), SLATE),
    "failed": State("×", _("未成功"), BRICK),
}


def state_of(name: str) -> State:
    """The state of that name; a name that isn't listed is a mistake of the page."""
    assert str(name) in STATES, f"no state {name!r}; add it to yiben/ui/states.py"
    return STATES[str(name)]
