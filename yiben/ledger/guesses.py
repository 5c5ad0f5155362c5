"""Columns whose head doesn't tell what they are, by what stands in them. A guess says why, and a person confirms it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from yiben.ledger.agreeing import agreed
from yiben.ledger.deeds import Deeds
from yiben.ledger.headings import FILLED_IN, IN_PROSE, NOT_DONE, SEVERAL, parts_of
from yiben.ledger.heads import (
    FOR_A_NAME,
    LABELS,
    SCALES,
    SERIAL,
    Column,
    Words,
    is_day,
    key,
    label_of,
    names_it,
    visited,
    without_personal,
)
from yiben.ledger.holders import Holders
from yiben.ledger.prose import amounts_in
from yiben.ledger.samples import NO_TICKS, SAMPLE, TICKS, Sample, cells_of
from yiben.ledger.several_held import with_sums
from yiben.ledger.sorting import says_nothing
from yiben.lib.numbers import read_number
from yiben.lib.plain import plain, quoted
from yiben.lib.sheets import Cell

_MOST = 0.6
_NEARLY = 0.8
_PROSE = 10
_VISIT = re.compile("(?:走访|慰问|巡查|检查|拜访|调研|对接|入企|回访|探访)(?:日期|时间|人|人员|领导|组)")
_FIRM = re.compile(
    "(?:(?:被|受)?(?:走访|慰问|检查|服务)?(?:企业|商户|商家|单位|门店|店铺|学校|机构|场所|楼宇|园区|对象))(?:名称|全称)?"
)
_HELD = re.compile("开展|举办|召开|组织|举行")
_CLAUSES = re.compile("[，,；;。].{4}|。$")
_WHO_CAME = frozenset({"people", "attendances", "volunteers", "households"})
_REMARKS = frozenset({"备注", "说明", "remarks", "remark", "notes", "note", "备考", "其他", "其它"})
_PLACE = re.compile(
    r"(?:室|厅|中心|广场|公园|学校|小学|中学|大学|礼堂|[院园]|小区|大厦|路\d*号?|楼|馆|[站点]|社区|场|门口|基地|书屋|驿站|"
    "[大北南东西正]门|[一二三四五六七八九十\\d]楼|楼[前下内]|[\\d号]楼.{0,4}|空地|[内旁]|门前|操场|家中|家里|网格|楼栋|院落|商铺|校内|寺|桥头|河滩|步道|凉亭|长廊|之家|小屋|辖区|各.{1,3}|教室|课堂|食堂|茶室|停车场|村部|村口|地铁口|线上)$"
)
_PARTS = (
    *(("人次", "attendances"), ("志愿者", "volunteers"), ("人数", "people"), ("户", "households")),
    *(("资料", "materials"), ("金额", "money"), ("经费", "money"), ("资金", "money"), ("捐款", "money")),
    *(("时长", "hours"), ("场次", "times")),
)
_ALONE = re.compile(r"[约近]? ?\d[\d,.]*[万千百]?[余多几]? ?[\u4e00-\u9fff]{0,2}(?:左右|以上|余)?")
_DAYISH = re.compile(r"(?:20\d\d年)?\d{1,2}月|\d{1,2}[./]\d{1,2}$")
_TOGETHER = re.compile("协|联|合|共|参与|支持|^$")
_DOING = re.compile("活动|会议|培训|讲座|宣传|志愿|义诊|慰问|走访|比赛|学习|开展|举办|服务|咨询|课|会$|日$|节$|行动")


def guess(columns: Sequence[Column], rows: Sequence[Sequence[Cell]], words: Words) -> list[Column]:
    """The columns, with those whose cells belie their names let go, and those that no name told taken for what their
    cells look like."""
    heads = {key(part) for column in columns for part in (column.header, *column.header.split("/"))}
    some = [row for row in rows[: 2 * SAMPLE] if not says_nothing(row, heads)]
    samples = [Sample(column, cells_of(some, column.at)) for column in columns]
    columns = with_sums(agreed(samples, words), some, words)
    samples = [replace(sample, column=column) for sample, column in zip(samples, columns, strict=True)]
    found = {c.at: without_personal(c, cells_of(rows, c.at, most=len(rows))) for c in columns}
    taken = {column.field for column in found.values() if column.field}
    for sample in samples:
        column = found[sample.column.at]
        if column.field or column.refused or not sample.cells or key(column.header) in SERIAL:
            continue
        if column.why.startswith("与"):
            continue
        name, why = _looks_like(sample, taken, words)
        if name:
            taken |= {name} - SEVERAL
            label = label_of(name, words.metrics, words)
            found[column.at] = replace(column, field=name, label=label, why=why, sure=False)
    return _told_in_words(_in_prose(_titled(list(found.values()), samples, words), samples), samples, words)


def _looks_like(sample: Sample, taken: set[str], words: Words) -> tuple[str, str]:
    """The field that most of the cells speak for, with a sentence; two empty strings where nothing does."""
    ticked = _ticked(sample, words)
    if ticked and ticked not in taken:
        return ticked, "列名是一种类型或条线，格子里打勾"
    header = key(sample.column.header)
    asked = NOT_DONE.search(header) or FILLED_IN.search(header)
    if not asked and (share := sample.share(is_day)) and sample.share(_like_a_day) >= _MOST:
        names = ("end",) if taken & {"start+place", "day"} else ("start", "end")
        for name in names:
            if name not in taken:
                return name, f"{_percent(share)}的格子是日期"
    holders = Holders(words)
    for name, known, what in (
        ("unit", holders.known, "单位名称"),
        ("kind", words.kinds.get, "活动类型"),
        ("lines", words.lines.get, "条线名称"),
        ("topic", words.topics.get, "事项"),
        ("cohosts", holders.known, "单位名称"),
    ):
        if name == "cohosts" and not _TOGETHER.search(sample.column.header):
            continue
        if name not in taken and (share := sample.named(known)) >= _MOST:
            return name, f"{_percent(share)}的格子是{what}"
    return _counted(sample, taken) or _headed(sample, taken, words) or _place(sample, taken) or ("", "")


def _like_a_day(cell: Cell) -> bool:
    """A day, or what people write for one beside days: 3.8, 3月上旬."""
    return is_day(cell) or (isinstance(cell, str) and len(cell) <= 12 and bool(_DAYISH.match(cell.strip())))


def _percent(share: float) -> str:
    return "全部" if share == 1 else f"{share:.0%} "


def _ticked(sample: Sample, words: Words) -> str:
    if sample.share(lambda cell: str(cell).strip().upper() in TICKS | NO_TICKS) < 1:
        return ""
    upper, _slash, lower = sample.column.header.rpartition("/")
    heads = (("lines", words.lines), ("kind", words.kinds))
    for name, known in heads if "条线" in upper else reversed(heads):
        if found := known.get(key(lower)):
            return f"{name}={found}"
    return ""


def _counted(sample: Sample, taken: set[str]) -> tuple[str, str] | None:
    """30人次 in every cell tells its metric; several quantities, or words around them, are read from the text."""
    texts = sample.texts
    if not texts:
        return None
    read = [(amounts_in(text), text) for text in texts]
    told = [reading for reading, _text in read if reading.amounts]
    share = len(told) / len(sample.cells)
    if share < _MOST:
        return None
    alone = {reading.amounts[0].metric for reading in told if len(reading.amounts) == 1}
    bare = all(len(reading.amounts) == 1 and _ALONE.fullmatch(plain(text)) for reading, text in read)
    if bare and len(alone) == 1 and len(told) == len(texts) and not alone & taken:
        return alone.pop(), "格子里的数字都带着这个单位"
    return "counts", f"{_percent(share)}的格子是写在文字里的数量"


def _headed(sample: Sample, taken: set[str], words: Words) -> tuple[str, str] | None:
    """Numbers under a name that has a metric's word in it: 活动经费, 覆盖人次."""
    if sample.share(lambda cell: read_number(cell) is not None) < _MOST:
        return None
    known = {metric.slug for metric in words.metrics}
    header = key(sample.column.header)
    for part, slug in _PARTS:
        if part in header and slug in known - taken and not NOT_DONE.search(header):
            scaled = next((name for name in SCALES if name == f"{slug}*{header[-3:-1]}"), slug)
            return scaled, f"列名里有{quoted(part)}，格子里是数字"
    return None


def _place(sample: Sample, taken: set[str]) -> tuple[str, str] | None:
    share = sample.share(lambda cell: isinstance(cell, str) and len(cell) <= 20 and bool(_PLACE.search(cell.strip())))
    # Where no head says anything at all, fewer will do.
    enough = _MOST if sample.column.header else _MOST / 2
    return ("place", f"{_percent(share)}的格子像地点") if share >= enough and "place" not in taken else None


def _titled(columns: list[Column], samples: Sequence[Sample], words: Words) -> list[Column]:
    """Where nothing names the activity, the column of words that sounds most like names of activities does."""
    if any(map(names_it, columns)):
        return columns
    free = {c.at for c in columns if not c.refused and (not c.field or _may_name(c))}
    # 走访单位 over names that are none of the street's; 企业名称 beside 走访时间.
    visits = any(_VISIT.match(key(c.header)) for c in columns)
    untaken = (c for c in columns if not c.field and not c.refused)
    if gone_to := next((c for c in untaken if visited(c.header) or (visits and _FIRM.fullmatch(key(c.header)))), None):
        told = replace(gone_to, field="title", label=LABELS["title"], why=FOR_A_NAME, sure=False)
        return [told if c.at == told.at else c for c in columns]
    deeds, rows = Deeds(words), max((len(sample.cells) for sample in samples), default=0)
    sounding = [(_sounds(s, deeds), -s.column.at) for s in samples if s.column.at in free and s.texts]
    best, at = max(sounding, default=(0.0, 0))
    if best < 0.3:
        # Where the list has words of its own for each row, and but in one column, these are what it is called by.
        telling = [-s.column.at for s in samples if s.column.at in free and _tells_apart(s, rows)]
        at = telling[0] if len(telling) == 1 else 1
    why = "格子里像是活动名称"
    return [
        replace(c, field="title", label=LABELS["title"], why=why, sure=False) if c.at == -at else c for c in columns
    ]


def _may_name(column: Column) -> bool:
    """Whether the names may stand under a heading that tells something else, as 活动情况 does."""
    if column.field == "note":
        return key(column.header) not in _REMARKS
    if column.field == "counts":
        return not column.sure or column.by_shape
    return column.field == "place" and not column.sure


def _in_prose(columns: list[Column], samples: Sequence[Sample]) -> list[Column]:
    """Where no column is called a name, and one holds sentences that tell of what was held, the name is read from
    these, and so is what no column counts."""
    titled = next(filter(names_it, columns), None)
    told = any(part == "counts" for column in columns for part in parts_of(column.field))
    if titled and (told or (titled.sure and titled.why != FOR_A_NAME)):
        return columns
    free = {titled.at} if titled else {c.at for c in columns if c.field in ("note", "counts") and _may_name(c)}
    # The title of the list may name it all, so that a remark need not.
    fits = _is_prose if titled else _counts_in_prose
    telling = [(sample.share(fits), -sample.column.at) for sample in samples if sample.column.at in free]
    best, at = max(telling, default=(0.0, 0))
    if best < _MOST:
        return columns
    label, why = LABELS[IN_PROSE], "一段话里写着名称和数量"
    return [replace(c, field=IN_PROSE, label=label, why=why, sure=False) if c.at == -at else c for c in columns]


def _is_prose(cell: Cell) -> bool:
    """Whether a cell tells of something held and goes on, or tells a number of something."""
    held = isinstance(cell, str) and _HELD.search(cell) and _CLAUSES.search(cell)
    return bool(held) or _counts_in_prose(cell)


def _counts_in_prose(cell: Cell) -> bool:
    return isinstance(cell, str) and len(cell) >= _PROSE and bool(amounts_in(cell).amounts)


def _sounds(sample: Sample, deeds: Deeds) -> float:
    if len(set(sample.texts)) * 4 < len(sample.texts):
        return 0.0

    def sounds(cell: Cell) -> bool:
        named = isinstance(cell, str) and 4 <= len(cell) <= 60
        return named and bool(_DOING.search(str(cell)) or deeds.tells(str(cell)))

    return sample.share(sounds)


def _tells_apart(sample: Sample, rows: int) -> bool:
    """Whether a column with a name of its own holds other words in nearly every row, and no places."""
    texts, column = sample.texts, sample.column
    if column.field or not column.header or key(column.header) in _REMARKS or len(texts) < max(3, rows * _NEARLY):
        return False
    long = sum(4 <= len(text) <= 40 for text in texts) >= _NEARLY * len(texts)
    places = sample.share(lambda cell: bool(_PLACE.search(str(cell).strip())))
    # 一号采血车, 二号采血车 are things of one sort.
    ends = Counter(text[-1:] for text in texts).most_common(1)
    alike = ends[0][1] >= _MOST * len(texts)
    return long and places < _MOST and not alike and len(set(texts)) >= _MOST * len(texts)


def _told_in_words(columns: list[Column], samples: Sequence[Sample], words: Words) -> list[Column]:
    """Where no column counts, and the column of notes tells quantities, they are read from there; from a column that
    tells of what was done, and is no mere remark, also where few columns count: 简要情况 beside 金额."""
    counting = {metric.slug for metric in words.metrics}
    counted = {part for c in columns for part in parts_of(c.field) if part in counting}
    cells = {sample.column.at: sample for sample in samples}
    if any(column.field == "counts" and _tells_counts(cells[column.at]) for column in columns):
        return columns
    for number, column in enumerate(columns):
        if counted and (counted & _WHO_CAME or not _may_name(column)):
            continue
        if column.field == "note" and _tells_counts(cells[column.at]):
            why = "这一列的文字里写着数量" if counted else "没有数量的列，这一列的文字里写着数量"
            told = replace(column, field="counts", label=LABELS["counts"], why=why, sure=False)
            return [*columns[:number], told, *columns[number + 1 :]]
    return columns


def _tells_counts(sample: Sample) -> bool:
    return sample.share(lambda cell: isinstance(cell, str) and bool(amounts_in(cell).amounts)) >= _MOST
