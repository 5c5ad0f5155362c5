"""A shipped template as a document to be written: official layout, with names between braces where figures go."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from yiben.gongwen.paper import Block, Heading, Paper, Para, Side, Table

Text = Mapping[str, Any]
_NAME = re.compile(r"\{([^{}|]+)(\|[^{}]+)?\}")
LEAD = "按照年度工作要点，推进群团和民生各项工作。"
CHAPTER, SECTION = "{{ 章号 }}、", "（{{ 节号 }}）"


def paper(slug: str, texts: Text) -> Paper:
    """The template of that slug."""
    lines = {one["slug"]: one for one in texts["line"]}
    whole = {"year": _year, "quarter": _quarter, "brief": _brief}
    blocks = whole[slug](texts) if slug in whole else _line(lines[slug], texts)
    title = "{{ 标题|分行 }}"
    if slug == "brief":  # on one page, with whose it is below the title
        return Paper(
            title=title, subtitle="{{ 落款 }}{% if 成文日期 %}　{{ 成文日期 }}{% endif %}", blocks=tuple(blocks)
        )
    return Paper(title=title, number="{{ 发文字号 }}", blocks=tuple(blocks), body="{{ 落款 }}", date="{{ 成文日期 }}")


# --- what stands between braces -------------------------------------------------------------------------------------


def _tag(name: str, *filters: str) -> str:
    return "{{ " + "|".join([name, *filter(None, filters)]) + " }}"


def _if(name: str, then: str, otherwise: str = "") -> str:
    other = "{% else %}" + otherwise if otherwise else ""
    return f"{{% if {name} %}}{then}{other}{{% endif %}}"


def _anchor(clause: str) -> str:
    found = _NAME.search(clause)
    assert found, clause
    return found[1]


def _clause(clause: str) -> str:
    """收缴工会会费{工会会费收缴金额|元}, with its figure between braces as a template wants them."""
    return _NAME.sub(lambda found: _tag(found[1], (found[2] or "").lstrip("|")), clause)


def _perhaps(clauses: Iterable[str], before: str = "，") -> str:
    """Each clause where there is something to say."""
    return "".join(_if(_anchor(one), before + _clause(one)) for one in clauses)


def _point(point: Text) -> str:
    told = f"{{{{ 点号 }}}}是{point['lead']}，{_clause(point['main'])}{_perhaps(point.get('also', ()))}。"
    return _if(_anchor(point["main"]), told)


# --- parts that several have ----------------------------------------------------------------------------------------


def _only_if(name: str, blocks: Iterable[Block]) -> list[Block]:
    """Paragraphs and tables that are left out where there is nothing."""
    return [Para(f"{{% if {name} %}}"), *blocks, Para("{% endif %}")]


def _rows_if(name: str, row: tuple[str, ...]) -> list[tuple[str, ...]]:
    empty = [""] * (len(row) - 1)
    return [(f"{{% if {name} %}}", *empty), row, ("{% endif %}", *empty)]


def _each(loop: str, row: tuple[str, ...]) -> list[tuple[str, ...]]:
    empty = [""] * (len(row) - 1)
    return [(f"{{% for {loop} %}}", *empty), row, ("{% endfor %}", *empty)]


def _figures(names: Sequence[str], caption: str = "主要数据") -> Table:
    """A row for each figure, beside the same stretch a year before."""
    rows: list[tuple[str, ...]] = []
    for said in names:
        name = said.partition("（")[0]
        rows += _rows_if(name, (said, _tag(name), _tag(name, "上年同期"), _tag(name, "同比")))
    sides: tuple[Side, ...] = ("left", "right", "right", "right")
    return Table(
        caption=caption,
        head=("指标", "本期", "上年同期", "同比"),
        rows=tuple(rows),
        widths=(41, 15, 16, 28),
        align=sides,
    )


def _communities(columns: Sequence[str]) -> Table:
    figures = [_tag(name) for name in columns]
    return Table(
        caption="各社区主要工作量",
        head=("社区", *columns),
        rows=tuple(_each("社区 in 各社区", ("{{ 社区 }}", *figures))),
        widths=(22, *[78 / len(columns)] * len(columns)),
        align=("left", *_right(len(columns))),
    )


def _counts(line: str = "") -> str:
    """How the targets stand: only what there is."""
    told = [
        ("已达成目标项数", "已达成{}项"),
        ("按进度目标项数", "按进度推进{}项"),
        ("滞后目标项数", "进度滞后{}项"),
    ]
    named = [("|".join(filter(None, (name, line))), words) for name, words in told]
    return "".join(_if(name, "，" + words.format(_tag(name))) for name, words in named)


def _targets(line: str = "") -> list[Block]:
    asked = f"各任务|{line}" if line else "各任务"
    total = f"目标项数|{line}" if line else "目标项数"
    table = Table(
        caption="目标任务完成情况",
        head=("任务", "目标", "完成数", "完成率", "进度"),
        rows=tuple(_each(f"任务 in {asked}", tuple(map(_tag, ("任务", "目标", "完成数", "完成率", "进度"))))),
        widths=(38, 28, 12, 11, 11),
        align=("left", "left", "right", "right", "center"),
    )
    told = f"工作要点中有数量要求的目标共{_tag(total)}项{_counts(line)}。具体情况见下表。"
    return _only_if(total, [Heading(1, CHAPTER, "目标任务完成情况"), Para(told), table])


def _intentions(late: str) -> list[Block]:
    lag = _if(late, f"对进度滞后的{_tag(late)}项目标逐项分析原因，明确责任和完成时限，抓紧补上。")
    told = (
        f"{lag}继续对照年度工作要点推进各项任务，活动结束后及时记录，把大概数量核实为准确数量，做到每个数字都有出处。"
    )
    return [Heading(1, CHAPTER, "下一步工作打算"), Para(told)]


# --- the templates --------------------------------------------------------------------------------------------------


def _line(line: Text, texts: Text) -> list[Block]:
    words = line["words"]
    times, attendances, leaflets = (f"{name}|{words}" for name in ("活动场次", "活动参与人次", "发放宣传资料份数"))
    held = (
        f"{{{{ 截至 }}}}共开展活动{_tag(times)}场"
        + _if(attendances, f"，参与{_tag(attendances)}人次")
        + _if(leaflets, f"，发放宣传资料{_tag(leaflets)}份")
        + _if(f"{times}|上年同期", f"。活动场次与上年同期相比{_tag(times, '同比')}")
        + "。"
    )
    opening = f"{{{{ 时段 }}}}，{{{{ 单位 }}}}{line['lead']}。" + _if(times, held)
    columns = [f"{times}", f"{attendances}"]
    return [
        Para(opening),
        Heading(1, CHAPTER, "主要工作开展情况"),
        Para("".join(map(_point, line["points"]))),
        _figures(line["table"]),
        *_targets(words),
        *_only_if(
            times,
            [
                Heading(1, CHAPTER, "活动开展情况"),
                Para("各月活动场次见下图。"),
                Para(f"{{{{ 各月活动图|{words} }}}}"),
                Para(f"各社区开展{words}的情况见下表，不含街道本级和站办所开展的活动。"),
                _own(columns, ("活动场次", "活动参与人次")),
            ],
        ),
        *_intentions(f"滞后目标项数|{words}"),
    ]


def _right(columns: int) -> list[Side]:
    return ["right"] * columns


def _own(names: Sequence[str], heads: Sequence[str]) -> Table:
    return Table(
        caption="各社区活动情况",
        head=("社区", *heads),
        rows=tuple(_each("社区 in 各社区", ("{{ 社区 }}", *map(_tag, names)))),
        widths=(40, 30, 30),
        align=("left", "right", "right"),
    )


def _whole_opening(texts: Text, *, lead: str = LEAD, so_far: bool = False) -> str:
    told = (
        f"{{{{ 截至 }}}}共开展各类活动{_tag('活动场次')}场"
        + _if("活动参与人次", f"，参与{_tag('活动参与人次')}人次")
        + _first_and_then(*texts["opening"]["also"])
        + _perhaps(texts["opening"]["rest"])
        + "。"
    )
    ending = (
        _if("活动场次|累计", f"年初以来累计开展活动{_tag('活动场次', '累计')}场、{_tag('活动参与人次', '累计')}人次。")
        if so_far
        else _if("活动场次|上年同期", f"活动场次与上年同期相比{_tag('活动场次', '同比')}。")
    )
    return "{{ 时段 }}，{{ 单位 }}" + _if("活动场次", lead + told + ending, "还没有活动记录。")


def _first_and_then(first: str, then: str) -> str:
    """其中志愿服务60场、宣传活动12场: the second only behind the first."""
    return _if(_anchor(first), "，其中" + _clause(first) + _perhaps([then], "、"))


def _sections(texts: Text) -> list[Block]:
    """A section a line; a heading under which nothing is told is left out as the document is filled."""
    blocks: list[Block] = []
    for line in texts["line"]:
        blocks += [Heading(2, SECTION, line["words"]), Para("".join(map(_point, line["points"])))]
    return blocks


def _by_line() -> Table:
    counts = ("目标项数", "已达成目标项数", "按进度目标项数", "滞后目标项数")
    row = ("{{ 条线 }}", *map(_tag, counts))
    empty = [""] * (len(row) - 1)
    rows = [
        ("{% for 条线 in 各条线 %}", *empty),
        *_rows_if("目标项数", row),
        ("{% endfor %}", *empty),
    ]
    heads = ("条线", "目标", "已达成", "按进度", "滞后")
    return Table(
        caption="各条线目标完成情况",
        head=heads,
        rows=tuple(rows),
        widths=(32, 17, 17, 17, 17),
        align=("left", *_right(4)),
    )


def _year(texts: Text) -> list[Block]:
    return [
        Para(_whole_opening(texts)),
        Heading(1, CHAPTER, "主要工作完成情况"),
        *_sections(texts),
        *_only_if(
            "目标项数",
            [
                Heading(1, CHAPTER, "目标任务完成情况"),
                Para(f"工作要点中有数量要求的目标共{_tag('目标项数')}项{_counts()}。分条线情况见下表。"),
                _by_line(),
            ],
        ),
        *_only_if(
            "活动场次",
            [
                Heading(1, CHAPTER, "活动开展情况"),
                Para("各月活动场次见下图。"),
                Para("{{ 各月活动图 }}"),
                Para("各社区主要工作量见下表，不含街道本级和站办所开展的工作。"),
                _communities(texts["communities"]["columns"]),
            ],
        ),
        *_intentions("滞后目标项数"),
    ]


def _quarter(texts: Text) -> list[Block]:
    return [
        Para(_whole_opening(texts, so_far=True)),
        Heading(1, CHAPTER, "工作开展情况"),
        *_sections(texts),
        *_only_if(
            "活动场次",
            [
                Heading(1, CHAPTER, "各社区主要工作量"),
                Para("各社区主要工作量见下表，不含街道本级和站办所开展的工作。"),
                _communities(texts["communities"]["columns"]),
            ],
        ),
    ]


def _brief(texts: Text) -> list[Block]:
    return [
        Para(_whole_opening(texts, lead="")),
        Para(_if("目标项数", f"工作要点中有数量要求的目标共{_tag('目标项数')}项{_counts()}。")),
        _communities(texts["communities"]["columns"]),
    ]
