"""Whether the cells of a column agree with its name: 单位 over 份 and 册 is no community, 类别 over 工会 is a line."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

from yiben.ledger.amounts import read_amount
from yiben.ledger.counting import things_in
from yiben.ledger.deeds import Deeds
from yiben.ledger.headings import LABELS, part_done, parts_of
from yiben.ledger.heads import SUBJECTS, Column, Words, is_day, key, label_of
from yiben.ledger.holders import Holders
from yiben.ledger.lined import line_named
from yiben.ledger.prose import amounts_in
from yiben.ledger.samples import Sample
from yiben.ledger.times_and_places import day_and_place, is_clock
from yiben.lib.dates import read_days
from yiben.lib.numbers import read_number
from yiben.lib.plain import plain
from yiben.lib.sheets import Cell

_MEASURE_WORDS = frozenset(
    "人次 户次 名 份 册 本 张 个 件 套 台 箱 袋 瓶 盒 桶 场 次 期 人 户 元 万元 只 块 条 支 副 组 批 公斤 斤 米".split()
)
_ORDINAL = re.compile("第[一二三四五六七八九十百\\d]{1,4}[期次批轮届讲课场]?")
_WHICH = re.compile("期|届|批|轮|讲")
# Where a course is given: 教学点, 服务站.
_SPOT = re.compile("[点站]$|阵地$|基地$|教室$|场所?$")
_SORTS_COURSES = re.compile("(?:类别|门类|类型|分类)$")
_OF_COURSES = re.compile("课程|[授开结]课|学员|班次|学时")
_HALF = 0.5
_LENGTH = re.compile(r"[约近]?[\d.]{1,5} ?个?(?:半?小时|分钟|课时|学时|h|min)(?:[\d半]{1,2}(?:分钟?)?)?")
_ANY_YEAR = 2024


def agreed(samples: Sequence[Sample], words: Words) -> list[Column]:
    """The columns; those that their cells belie are let go, with why."""
    return _swapped([_agreed(sample, samples, words) for sample in samples], samples, words)


def _agreed(sample: Sample, samples: Sequence[Sample], words: Words) -> Column:
    column = sample.column
    if not column.field or not sample.cells:
        return column
    metrics = {metric.slug for metric in words.metrics}
    if column.field == "unit":
        return _unit(sample, words)
    if column.field == "kind":
        return _kind(sample, samples, words)
    if column.field == "lines":
        return _kept_where(sample, lambda text: bool(line_named(text, words)), "格子里没有一个是条线")
    if column.field == "topic":
        return _kept_where(sample, lambda text: text in words.topics, "格子里没有一个是事项")
    if column.field == "start" and _with_places(sample, samples):
        return replace(column, field="start+place", label=LABELS["start+place"], why="格子里写着时间和地点")
    if column.field == "end" and sample.share(is_clock) == 1:
        return _let_go(column, "格子里是钟点")
    counted = any(other.column.field and set(parts_of(other.column.field)) <= metrics - {"rate"} for other in samples)
    if column.field == "rate" and counted and not _tells_status(samples, words):
        return _let_go(column, "只有“情况”才记比率")
    if column.field == "items" and any(_tells_measures(other) for other in samples):
        return _belied(column, "数的是什么写在另一列里")
    if column.field == "times" and _are_ordinals(sample):
        return _let_go(column, "是第几期，不是场次")
    if set(parts_of(column.field)) == _COMERS and sample.share(_tells_two) < _HALF:
        return _one_number(sample, samples, words)
    if "/" in column.field and set(parts_of(column.field)) <= metrics and _in_sentences(sample):
        return replace(column, field="counts", label=LABELS["counts"], why="这一列的文字里写着数量")
    if column.by_shape and column.field in ("people", "items"):
        column = _people_or_things(sample, samples, words)
    if (
        column.by_shape
        and column.field
        and set(parts_of(column.field)) <= metrics
        and (share := sample.share(_counting(column))) < _HALF
    ):
        return (_belied if share else _let_go)(column, "格子里多半不是数" if share else "格子里不是数")
    if column.by_shape and column.field == "title" and sample.share(_is_number) > _HALF:
        return _belied(column, "格子里是数，不是名称")
    return column


def _is_number(cell: Cell) -> bool:
    return read_number(cell) is not None


def _let_go(column: Column, why: str) -> Column:
    return replace(column, field="", label="", why=why, rank=0)


def _kept_where(sample: Sample, known: Callable[[str], bool], why: str) -> Column:
    """The column, unless none of its several different cells is anything that we know."""
    if len(set(sample.texts)) < 2 or sample.named(known):
        return sample.column
    return _belied(sample.column, why)


def _belied(column: Column, why: str) -> Column:
    """Let go, and put before a person: its name said otherwise."""
    return replace(_let_go(column, why), sure=False)


def _with_places(sample: Sample, samples: Sequence[Sample]) -> bool:
    """Whether most cells under 时间 tell a day and a place, and no other column a place."""
    if any(other.column.field == "place" for other in samples) or sample.share(_tells_day) >= _HALF:
        return False
    return sample.share(_tells_day_and_place) >= 1 - _HALF / 2


def _tells_day(cell: Cell) -> bool:
    return read_days(cell, year=_ANY_YEAR).value is not None


def _tells_day_and_place(cell: Cell) -> bool:
    reading, place = day_and_place(cell, _ANY_YEAR)
    return reading.value is not None and bool(place)


def _unit(sample: Sample, words: Words) -> Column:
    told = set(sample.texts)
    if told <= _MEASURE_WORDS:
        return _let_go(sample.column, "格子里是计量单位")
    holders = Holders(words)
    if (len(told) >= 2 or sample.column.by_shape) and not any(holders.of(text).unit for text in told):
        return _belied(sample.column, "格子里没有一个是本街道的单位")
    return sample.column


def _kind(sample: Sample, samples: Sequence[Sample], words: Words) -> Column:
    deeds = Deeds(words)
    texts = sample.texts
    if not texts:
        return sample.column
    understood = sum(bool(deeds.named(text)) for text in texts) / len(texts)
    lined = sum(bool(line_named(text, words)) for text in texts) / len(texts)
    lines_free = not any(other.column.field == "lines" for other in samples)
    if lined > max(understood, _HALF) and lines_free:
        return replace(sample.column, field="lines", label=LABELS["lines"], why="格子里是条线的名称")
    if understood and _tells_subjects(sample, samples, deeds):
        return replace(sample.column, why=SUBJECTS, sure=False)
    if understood or (len(set(texts)) < 2 and not sample.column.by_shape):
        return sample.column
    return _belied(sample.column, "格子里没有一个是活动类型")


def _tells_subjects(sample: Sample, samples: Sequence[Sample], deeds: Deeds) -> bool:
    """Whether a column that is not called after kinds themselves sorts courses, or most of its words name no kind."""
    if key(sample.column.header) == key(LABELS["kind"]):
        return False
    told = set(sample.texts)
    unknown = sum(not deeds.named(text) for text in told)
    courses = _SORTS_COURSES.search(key(sample.column.header)) and any(
        _OF_COURSES.search(key(other.column.header)) for other in samples if other.column.header
    )
    return unknown > 1 and (unknown * 2 > len(told) or bool(courses))


def _tells_status(samples: Sequence[Sample], words: Words) -> bool:
    deeds = Deeds(words)
    kinds = (sample.texts for sample in samples if sample.column.field == "kind")
    return any("status" in deeds.named(text) for texts in kinds for text in texts)


_COPIES = re.compile("[份册本张]")


_ONE_NUMBER = r"[\d.,万余约]{1,9} ?[\u4e00-\u9fff]{0,2}"
_ONLY_NUMBERS = re.compile(f"{_ONE_NUMBER}(?: ?[/、;,和 ] ?{_ONE_NUMBER})+")
_COMERS = {"people", "attendances"}


def _tells_two(cell: Cell) -> bool:
    return isinstance(cell, str) and len(re.findall(r"\d+", cell)) > 1


def _in_sentences(sample: Sample) -> bool:
    """Whether most cells tell in words what a head of two metrics asks for: 折页200份, 参加30人，发放资料200份."""
    said = [text for text in sample.texts if re.search(r"\d", text)]
    told = [text for text in said if not _ONLY_NUMBERS.fullmatch(plain(text)) and amounts_in(text).amounts]
    return len(told) * 2 > len(said) and len(told) * 3 > len(sample.cells)


def _one_number(sample: Sample, samples: Sequence[Sample], words: Words) -> Column:
    """人数/人次 over one number is the one that no other column counts, put before a person."""
    taken = {other.column.field for other in samples}
    free = next((name for name in ("attendances", "people") if name not in taken), "")
    if not free:
        return _belied(sample.column, "格子里只有一个数")
    label, why = label_of(free, words.metrics), "列名写了两种说法，格子里只有一个数"
    return replace(sample.column, field=free, label=label, why=why, sure=False)


def _people_or_things(sample: Sample, samples: Sequence[Sample], words: Words) -> Column:
    """People whose cells say 人次 are these; things whose cells are all copies are materials, and things that cells
    tell in words, or by several units, are read as words."""
    column, told = sample.column, [plain(text) for text in sample.texts if re.search(r"\d", text)]
    if column.field == "people" and sum("人次" in text for text in told) > _HALF * len(sample.cells):
        return replace(column, field="attendances", label=label_of("attendances", words.metrics), why="格子里写着人次")
    if column.field != "items" or not told:
        return column
    if all(_is_of_things(text) for text in told):
        return column
    copies = sum(bool(_COPIES.search(text)) for text in told)
    if 0 < copies < len(told) or not all(map(_counts, told)):
        return _let_go(column, "格子里不只是数")
    free = not any("materials" in parts_of(other.column.field) for other in samples)
    label = label_of("materials", words.metrics)
    return replace(column, field="materials", label=label, why="格子里的数字带着份") if copies and free else column


def _is_of_things(text: str) -> bool:
    return things_in(text) is not None


def _tells_measures(sample: Sample) -> bool:
    """Whether a column says of each number in another what it counts: 份, 户, 人次."""
    told = set(sample.texts)
    return sample.column.header.endswith("单位") and bool(told) and told <= _MEASURE_WORDS


def _counting(column: Column) -> Callable[[Cell], bool]:
    """Whether a cell of this column counts, also where its head asks for two and one of them took place."""
    _turn, of = part_done(column.header)
    return lambda cell: _counts(cell) or (of > 0 and str(cell).count("/") == of - 1)


def _counts(cell: Cell) -> bool:
    reading = read_amount(cell, "")
    return not reading.problem or (isinstance(cell, str) and bool(amounts_in(cell).amounts))


def _are_ordinals(sample: Sample) -> bool:
    """Whether cells say which of a row of courses it is, 第3期, or are numbered on as serials are."""
    if sample.share(lambda cell: isinstance(cell, str) and bool(_ORDINAL.fullmatch(plain(cell)))) >= _HALF:
        return True
    numbers = [cell for cell in sample.cells if isinstance(cell, int)]
    running = len(numbers) > 2 and all(later == one + 1 for one, later in pairwise(numbers))
    return running and bool(_WHICH.search(sample.column.header))


def _swapped(columns: list[Column], samples: Sequence[Sample], words: Words) -> list[Column]:
    """活动时间 over clocks beside 日期 over days, 单位 beside 社区, or 受众 beside 受众人数: what was let go makes room
    for its double."""
    asked = {sample.column.field for sample in samples if sample.column.field}
    free = ({"start", "unit", "kind"} | asked) - {column.field for column in columns}
    places = not any(column.field in ("place", "start+place") for column in columns)
    for at, (column, sample) in enumerate(zip(columns, samples, strict=True)):
        if column.field == "start" and sample.cells and sample.share(is_clock) == 1:
            columns[at] = _let_go(column, "格子里是钟点")
            free.add("start")
        elif column.field == "start" and sample.cells and _days_stand_elsewhere(sample, samples, columns):
            columns[at] = _let_go(column, "格子里不是日期")
            free.add("start")
    for at, (column, sample) in enumerate(zip(columns, samples, strict=True)):
        name = column.instead
        if not column.why.startswith("与"):
            continue
        if name == "start" and "hours" not in asked and sample.share(_lasts) >= _HALF:
            asked.add("hours")
            label = label_of("hours", words.metrics)
            columns[at] = replace(column, field="hours", label=label, why="格子里是时长", sure=False, instead="")
        elif name in free and _fits(name, sample, words):
            free.discard(name)
            columns[at] = replace(column, field=name, label=label_of(name, words.metrics), why="按列名认出", instead="")
        elif name == "unit" and places and _SPOT.search(column.header) and _is_no_double(sample, samples, words):
            places = False
            columns[at] = replace(column, field="place", label=LABELS["place"], why="格子里像地点", instead="")
    return columns


def _lasts(cell: Cell) -> bool:
    """2小时, 90分钟: how long, and not when."""
    return isinstance(cell, str) and bool(_LENGTH.fullmatch(plain(cell)))


def _days_stand_elsewhere(sample: Sample, samples: Sequence[Sample], columns: Sequence[Column]) -> bool:
    """Whether no cell is a day, as in 每周三 14:00, and those of a double are: 起止日期."""
    if sample.share(_tells_day):
        return False
    doubles = (other for column, other in zip(columns, samples, strict=True) if column.instead == "start")
    return any(other.share(_tells_day) >= _HALF for other in doubles)


def _fits(name: str, sample: Sample, words: Words) -> bool:
    if name == "start":
        return sample.share(is_day) > 0
    metrics = {metric.slug for metric in words.metrics}
    return not set(parts_of(name)) <= metrics or sample.share(_counting(sample.column)) >= _HALF


def _is_no_double(sample: Sample, samples: Sequence[Sample], words: Words) -> bool:
    """Whether a second column of units tells where it was: 联络站 beside 社区, in other words than this."""
    units = next((other for other in samples if other.column.field == "unit"), None)
    same = units is not None and bool({*units.texts} & {*sample.texts})
    return _names_no_units(sample, words) or (units is not None and not same)


def _names_no_units(sample: Sample, words: Words) -> bool:
    return bool(sample.texts) and sample.named(Holders(words).known) < _HALF
