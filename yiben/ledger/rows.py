"""Rows of a list read into drafts: what each would say in the book, and what is odd about it, in the worker's words.

Rows are read from their kept cells, at first and whenever the columns are taken for something else, so that both
readings are the same. Cells repeat: what one means is worked out once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import lru_cache
from math import inf
from typing import Any, TypeVar

from yiben.ledger import undone
from yiben.ledger.counting import Counting
from yiben.ledger.deeds import Deeds
from yiben.ledger.headings import IN_PROSE, LABELS, NAMES, SEVERAL, key, parts_of
from yiben.ledger.heads import FOR_A_NAME, SERIAL, SUBJECTS, Column, Words, is_day, visited
from yiben.ledger.holders import Holders
from yiben.ledger.lined import line_named
from yiben.ledger.samples import TICKS
from yiben.ledger.sorting import ABOVE, CALLED_OFF, Line, as_text
from yiben.ledger.telling import ToldIn, first_told, telling
from yiben.ledger.times_and_places import day_and_place, day_of_parts, in_month, is_clock, month_in, period_in
from yiben.ledger.topics import Topics
from yiben.ledger.unusual import LEAST_ASKED, Activity, unusual
from yiben.lib.dates import read_day, read_days
from yiben.lib.plain import Reading as Read
from yiben.lib.plain import plain, quoted
from yiben.lib.sheets import UNCOUNTED

_OF_WORK = re.compile(r"工作(?:[（(].*[)）])?\s*$")
_LOOKS_LIKE_A_UNIT = re.compile("[\u4e00-\u9fff]{1,8}(?:社区|村|居委会|街道)")
_NUMBERED = re.compile(r"(?:^|[\n；;。\s])\s*(?:[（(]?[1-9][）)、.．](?!\d)|[①-⑨])")
_SPLIT = re.compile(r"[、，,;；/／\n]+")
# Of a list of these each is one, whatever was told or brought on the way.
_WHATEVER_CALLED = frozenset({"", "visit", "relief", "dues", "status", "milestone"})
# Of a list of these a name may say otherwise: 专场招聘会 among what was brought; what a visit was about is no kind.
_TAUGHT = frozenset({"study", "lecture", "training", "publicity", "screening", "relief"})
_MANY_SORTS = _TAUGHT | {"visit", "consultation", "contest", "donation", "benefit"}
_ANSWER = re.compile(r"(?P<chosen>[^〖【\[（(：:—-]{2,8}) ?(?:[〖【\[（(]|[：:]|[—-]+) ?(?P<own>.{1,20}?)[〗】\]）)]?")
_TOGETHER = re.compile("^(?:联合|会同|协同|与|和|同)")
_BREAK = re.compile(
    r"(?<=[\u2018-\u201f\u3000-\u9fff\uff00-\uffef])\s*[\r\n]+\s*(?=[\u2018-\u201f\u3000-\u9fff\uff00-\uffef])"
)
_THE_SAME_DAY = frozenset("当天 当日 同日 同一天 - — / 无".split())
_NOWHERE = frozenset("- -- — —— – / // \\\\ ／ 、 * … …… 无 暂无 没有 空 未填 不详 N/A n/a".split())
# In the place of a name these say that nothing was held.
_NOTHING = frozenset("无 / \\ - -- — —— 无活动 没有 没有活动 未开展 未开展活动 无工作 休息 空".split())
_MONTHLY = frozenset(map(key, NAMES["month"]))
_YES = TICKS | {"汇总", "补录汇总"}
_MOST_KNOWN = 8192

Told = TypeVar("Told")

Days = tuple[date | None, date | None]


@dataclass(frozen=True)
class Finding:
    """What is odd in a row: the column, what about it. A bad one keeps the row out."""

    column: str
    text: str
    bad: bool = True

    def kept(self) -> dict[str, Any]:
        return {"column": self.column, "text": self.text, "bad": self.bad}


@dataclass(slots=True)
class Draft:
    """A row as read: its accepted cells, what it would say in the book, and what is odd."""

    sheet: str
    number: int
    cells: dict[str, Any]
    said: dict[str, Any] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    twins: list[dict[str, Any]] = field(default_factory=list)

    @property
    def good(self) -> bool:
        # A loop, for each row is asked several times.
        for finding in self.findings:  # noqa: SIM110 - see above
            if finding.bad:
                return False
        return True


@dataclass(frozen=True)
class Table:
    """One table's columns, and what its surroundings say of all rows: the year, the month, whose they are, what they
    are about."""

    columns: list[Column]
    year: int
    month: int | None = None
    unit: int | None = None
    title: str = ""
    kind: str = ""
    line: str = ""
    activities: bool = False
    each: bool = False
    """Whether every row says whose it is, so that one that doesn't leaves it open."""

    def context(self) -> dict[str, Any]:
        told = {"year": self.year, "month": self.month, "unit": self.unit, "title": self.title, "kind": self.kind}
        return told | {name: said for name in ("line", "activities", "each") if (said := getattr(self, name))}


def read_lines(lines: Iterable[Line], table: Table, words: Words) -> Iterator[Draft]:
    """Kept rows read into drafts, as the table's columns are taken now."""
    return map(_RowReader(table, words).draft, lines)


class _RowReader:
    """Reads rows under one head."""

    def __init__(self, table: Table, words: Words) -> None:
        self.table, self.words = table, words
        self.columns = {column.field: column for column in table.columns if column.field}
        self.at = {name: str(column.at) for name, column in self.columns.items()}
        named = self.columns.get("title")
        self.visited = visited(named.header) if named and named.why == FOR_A_NAME else ""
        self.several = {name: [str(c.at) for c in table.columns if name in parts_of(c.field)] for name in SEVERAL}
        self.ticks = [column for column in table.columns if "=" in column.field]
        self.sorts_subjects = "kind" in self.columns and self.columns["kind"].why == SUBJECTS
        self.counting = Counting(table.columns, words)
        self.holders, self.deeds = Holders(words), Deeds(words)
        self.doubted = _MANY_SORTS if table.activities else _TAUGHT
        # What a list of activities holds is one, where no word tells more of it.
        self.unnamed = words.kinds.get("活动", "other") if table.activities else "other"
        self.default_unit = words.default_unit if table.unit is None else table.unit
        self.default_name = next((name for name, pks in words.units.items() if self.default_unit in pks), "")
        self.own_lines = [table.line] if table.line else []
        self.last: dict[str, Any] = {}
        # Of a list that counts times a row may hold for a month or more.
        self.sums = "times" in self.at or "summary" in self.at
        self.monthly = "start" in self.columns and key(self.columns["start"].header) in _MONTHLY
        self.quarterly = self.monthly and key(self.columns["start"].header) == "季度"
        self.summed = False
        self.states = list(filter(undone.tells_states, table.columns))
        aside = (c for c in table.columns if not c.field and not c.refused and key(c.header) not in SERIAL)
        self.aside = [(str(column.at), column.header) for column in aside]
        self.reasons = {at for at, header in self.aside if undone.gives_reasons(header)}
        self.remarked = [(at, header) for at, header in self.aside if undone.open_to_all(header)]
        self.tells = telling(words, table.year) if IN_PROSE in self.at else None
        # Whose it is stands nowhere but in what it is called.
        self.unit_in_title = "unit" not in self.at and table.unit is None and len(words.writable) > 1
        self.topics = Topics(words.topic_words)
        # Whether groups of rows are headed by their units.
        self.headed = False
        # Where one cell tells the day by itself, all that it tells is worked out once.
        self.day_alone = "start" in self.at and not self.sums and not self.at.keys() & {"end", "year", "month"}
        self._days_told: dict[Any, tuple[Days, list[Finding]]] = {}
        self._days_read: dict[Any, Read[tuple[date, date]]] = {}
        self._lines_read: dict[str, tuple[list[str], list[Finding]]] = {}
        self._kinds_read: dict[tuple[str, str, str], tuple[str, list[Finding]]] = {}
        self._units_read: dict[str, tuple[int, tuple[int, ...], list[Finding]]] = {}
        self._topics_told: dict[str, Finding] = {}

    def draft(self, line: Line) -> Draft:
        row = line.cells
        draft = Draft(line.sheet, line.number, row)
        find = draft.findings
        self.summed = False
        (start, end), place = self._days_once(row, find) if self.day_alone else self._days(row, find)
        prose = self._in_prose(row) if self.tells else None
        title = self._title(row, prose, find)
        unit, cohosts = self._unit(row, title, prose, find)
        amounts, told = self._amounts(row, title, find)
        kind = self._kind(row, title, find)
        notes = self._texts(row, "note")
        remarks = [*notes, *self._texts(row, "counts")] if self.several["counts"] else notes
        self._undone(row, title, remarks, amounts, find)
        hosts, strangers = self._cohosts(row, unit, cohosts, find) if cohosts or "cohosts" in self.at else ([], "")
        draft.said = {
            "unit": unit,
            "start": _iso(start) if start else None,
            "end": _iso(end) if end and end != start else None,
            "kind": kind,
            "topic": self._topic(row, title, kind, find),
            "title": title,
            "place": self._place(row) or place or (prose and prose.place) or "",
            "note": self._note([*notes, strangers] if strangers else notes, told),
            "lines": self._lines(row, find),
            "measures": self._measures(row, start, find) if "measures" in self.at else [],
            "cohosts": hosts,
            "summary": self.summed or self._summary(row),
            "amounts": amounts,
        }
        find += self._unusual(draft.said, start, end)
        if not draft.good:
            draft.said = {}
        return draft

    def _unusual(self, said: Mapping[str, Any], start: date | None, end: date | None) -> list[Finding]:
        # Nearly every row is done with here.
        large = [one for one in said["amounts"] if float(one[1]) > LEAST_ASKED.get(one[0], inf)]
        if not large:
            return []
        told = Activity(said["kind"], start, end, said["summary"])
        asked = unusual(told, [(one[0], Decimal(one[1])) for one in said["amounts"]])
        return [
            Finding(self._head(one[0]), f"{one[2] or one[1]}比平常一次活动的多得多，请看一下", bad=False)
            for one in large
            if one[0] in asked
        ]

    # -- single cells

    def _cell(self, row: Mapping[str, Any], name: str) -> Any:
        at = self.at.get(name)
        return row.get(at) if at is not None else None

    def _head(self, name: str) -> str:
        return self.columns[name].header if name in self.columns else LABELS.get(name, name)

    def _text(self, row: Mapping[str, Any], name: str) -> str:
        at = self.at.get(name)
        return _words(row.get(at)) if at is not None else ""

    def _texts(self, row: Mapping[str, Any], name: str) -> list[str]:
        return [_words(row.get(at)) for at in self.several[name]]

    def _note(self, texts: list[str], told: str) -> str:
        if len(texts) == 1 and not told:
            return texts[0]
        return "；".join(dict.fromkeys(filter(None, (*texts, told))))

    # -- when and where

    def _days_once(self, row: Mapping[str, Any], find: list[Finding]) -> tuple[Days, str]:
        if ABOVE in row:
            return self._days(row, find)
        cell = self._cell(row, "start")
        known = self._days_told.get(cell)
        if known is None:
            findings: list[Finding] = []
            days, _place = self._days(row, findings)
            known = _remember(self._days_told, cell, (days, findings))
        find += known[1]
        return known[0], ""

    def _days(self, row: Mapping[str, Any], find: list[Finding]) -> tuple[Days, str]:
        head, place = self._head("start"), ""
        if "start+place" in self.at and "start" not in self.at:
            head = self._head("start+place")
            reading, place = day_and_place(self._cell(row, "start+place"), self.table.year)
        elif "start" in self.at:
            reading = self._read_days(row)
        else:
            head, reading = self._head("day"), self._of_parts(row)
        if reading.value is None:
            find.append(Finding(head, reading.problem or "没有日期"))
            return (None, None), place
        start, end = reading.value
        if start > self.words.today:
            find.append(Finding(head, f"{start.isoformat()}还没到，活动办完再登记"))
        return (start, self._end(row, start, find) or end), place

    def _read_days(self, row: Mapping[str, Any]) -> Read[tuple[date, date]]:
        cell, year, month = self._cell(row, "start"), self._year(row), self._month(row)
        if self.sums and not self._held_once(row) and (days := self._period(cell, year)):
            self.summed = True
            return Read(days)
        known = (cell, year, month)
        reading = self._days_read.get(known)
        if reading is None:
            reading = _remember(self._days_read, known, read_days(in_month(cell, month), year=year))
        return reading

    def _held_once(self, row: Mapping[str, Any]) -> bool:
        """Whether a row tells of one time that something was held, among days, so that its month is no day."""
        once = not self.monthly and str(self._cell(row, "times")) in ("1", "1.0", "1场", "1次")
        return once and not self._summary(row)

    def _summary(self, row: Mapping[str, Any]) -> bool:
        return "summary" in self.at and key(self._text(row, "summary")).upper() in _YES

    def _period(self, cell: Any, year: int) -> tuple[date, date] | None:
        """The month or months that a row of sums holds for; no day is one."""
        if not self.monthly and (type(cell) is not str or cell[-1:] not in "月度年季份"):
            return None
        if self.quarterly and len(named := str(cell)) == 1:
            cell = f"{named}季度"
        days = read_day(cell, year=year).value if type(cell) is str else None
        return period_in(days if days and self.monthly else cell, year, monthly=self.monthly)

    def _of_parts(self, row: Mapping[str, Any]) -> Read[tuple[date, date]]:
        if "month" not in self.at and is_day(day := self._cell(row, "day")):
            return read_days(day, year=self._year(row))
        month = self._carried(row, "month") if "month" in self.at else self._month(row)
        return day_of_parts(self._carried(row, "year"), month, self._cell(row, "day"), self.table.year)

    def _year(self, row: Mapping[str, Any]) -> int:
        if "year" not in self.at:
            return self.table.year
        digits = re.search(r"20\d\d", plain(str(self._carried(row, "year") or "")))
        return int(digits[0]) if digits else self.table.year

    def _month(self, row: Mapping[str, Any]) -> int | None:
        if "month" in self.at:
            return month_in(self._carried(row, "month"))
        return (month_in(row[ABOVE], named=True) if ABOVE in row else None) or self.table.month

    def _carried(self, row: Mapping[str, Any], name: str) -> Any:
        """A year or a month, once written, holds for the rows below that leave it out."""
        cell = self._cell(row, name)
        if cell is None or cell == "":
            return self.last.get(name)
        self.last[name] = cell
        return cell

    def _end(self, row: Mapping[str, Any], start: date, find: list[Finding]) -> date | None:
        cell = self._cell(row, "end")
        if cell is None or is_clock(cell) or _words(cell) in _THE_SAME_DAY:
            return None
        last = read_day(in_month(cell, start.month), year=start.year)
        if last.problem:
            find.append(Finding(self._head("end"), last.problem))
        elif last.value and last.value < start:
            find.append(Finding(self._head("end"), "结束日期早于开始日期"))
        return last.value

    def _place(self, row: Mapping[str, Any]) -> str:
        """Where it was; a stroke, or 无, tells no place."""
        said = self._text(row, "place")
        return "" if said in _NOWHERE else said

    # -- what

    def _in_prose(self, row: Mapping[str, Any]) -> ToldIn | None:
        """The activity as the sentences of a row tell it."""
        text = self._text(row, IN_PROSE)
        return first_told(self.tells(text), text) if text and self.tells else None

    def _title(self, row: Mapping[str, Any], prose: ToldIn | None, find: list[Finding]) -> str:
        if "title" not in self.at and self.table.title and not prose:
            find.append(Finding("", f"没有名称一列，按表名记作{quoted(self.table.title)}", bad=False))
            return self.table.title
        if "title" not in self.at and not prose and (said := self._text(row, "kind")):
            find.append(Finding("", f"没有名称一列，按类型记作{quoted(said)}", bad=False))
            return said
        title = self._text(row, "title") or (prose.title if prose else "")
        if title in _NOTHING:
            title = ""
        if self.visited and title and self.visited not in title:
            title = f"{self.visited}{title}"
        if not title:
            find.append(Finding(self._head("title"), "没有活动名称"))
        if title.startswith(UNCOUNTED):
            find.append(Finding(self._head("title"), "是没有算出结果的公式，请用 Excel 或 WPS 打开、保存后再上传"))
        self._tell_several(self._cell(row, IN_PROSE if prose else "title"), find)
        return title

    def _undone(
        self,
        row: Mapping[str, Any],
        title: str,
        notes: Sequence[str],
        amounts: Sequence[Sequence[str]],
        find: list[Finding],
    ) -> None:
        """What its own row says was called off, or is yet to be held, is no fact."""
        for column in self.states:
            said = _words(row.get(str(column.at)))
            if undone.in_state(said, column.header, day=self._head("start")):
                return find.append(_not_held(column.header, said))
        # That it was to be one time tells nothing of whether it was.
        counted = _counts_who_came(amounts)
        for note in notes:
            if note and undone.in_note(note, counted=counted, year=self.table.year):
                return find.append(_not_held(self._head("note"), note))
        if self.several["counts"]:
            for text in self._texts(row, "counts"):
                if text and undone.is_planned(text):
                    return find.append(_not_held(self._head("counts"), text))
        aside = self.remarked if counted else self.aside
        if (aside or CALLED_OFF in row) and (told := self._said_aside(row, aside, counted)):
            return find.append(_not_held(*told))
        if ABOVE in row and undone.is_ahead(row[ABOVE]):
            find.append(_not_held("", row[ABOVE]))
        if not counted and undone.in_note(title, counted=False):
            # 因停电取消 in the place of a name.
            return find.append(_not_held(self._head("title"), title))
        if undone.in_title(title, counted=counted):
            find.append(_not_held(self._head("title"), title))

    def _said_aside(
        self, row: Mapping[str, Any], aside: Sequence[tuple[str, str]], counted: bool
    ) -> tuple[str, str] | None:
        """The cell of a column that is not taken which says that it was called off, with its head: 因雨取消 under
        师资. Beside what is counted only where the head lets anything be said: 待开展 under 其他."""
        if not counted and (said := row.get(CALLED_OFF)):
            return "", str(said)
        for at, header in aside:
            cell = row.get(at)
            if type(cell) is not str:
                continue
            if undone.in_note(cell, counted=counted, year=self.table.year) or (
                at in self.reasons and cell not in _NOWHERE
            ):
                return header, cell
        return None

    def _tell_several(self, cell: Any, find: list[Finding]) -> None:
        """A cell that numbers several activities is one entry all the same, and told."""
        # Without a digit nothing is numbered; most names are letters throughout.
        several = len(_NUMBERED.findall(cell)) if isinstance(cell, str) and not cell.isalpha() else 0
        if several > 1:
            told = f"这一格里像是写了 {several} 项活动，只记作一条；要分开记请拆成几行"
            find.append(Finding(self._head("title"), told, bad=False))

    def _kind(self, row: Mapping[str, Any], title: str, find: list[Finding]) -> str:
        said = self._text(row, "kind")
        ticked = self._ticked(row, "kind") if self.ticks else []
        if not said and len(ticked) == 1:
            return ticked[0]
        if len(ticked) > 1:
            find.append(Finding(self._head("kind"), "勾了不止一种类型", bad=True))
        if said and self.table.kind and key(said) not in self.words.kinds:
            find.append(Finding(self._head("kind"), f"{quoted(said)}说的是事，按表名认类型", bad=False))
            said = ""
        elif said and self._is_subject(said):
            find.append(Finding(self._head("kind"), f"{quoted(said)}说的是事，不是活动类型", bad=False))
            said = ""
        known = (said, "", "") if said else ("", title, str(row.get(ABOVE, "")))
        told = self._kinds_read.get(known)
        if told is None:
            told = self._kind_said(said) if said else self._kind_guessed(title, known[2])
            _remember(self._kinds_read, known, told)
        find += told[1]
        return told[0]

    def _is_subject(self, said: str) -> bool:
        """Whether a word under 类别 tells what it was about: always where the column's words mostly do, and no kind
        is called so."""
        named = self.deeds.named(said)
        if self.sorts_subjects:
            return not named or (key(said) not in self.words.kinds and self.deeds.is_subject(said))
        return not named and self.deeds.is_subject(said)

    def _kind_said(self, said: str) -> tuple[str, list[Finding]]:
        kinds = self.deeds.named(said) or self._answered(said)
        if not kinds:
            offered = "、".join(self.words.kind_names.values())
            return "", [Finding(self._head("kind"), f"没有这种类型：{quoted(said)}。可以填：{offered}")]
        name = quoted(self.words.kind_names[kinds[0]])
        if len(kinds) == 1:
            begun = self.deeds.begun(said) == kinds[0] and key(said) not in self.words.kinds
            return kinds[0], [Finding(self._head("kind"), f"{quoted(said)}认作{name}", bad=False)] if begun else []
        return kinds[0], [Finding(self._head("kind"), f"{quoted(said)}不止一种类型，记作{name}", bad=False)]

    def _answered(self, said: str) -> list[str]:
        """The kind of a choice with words of one's own behind it: 讲座（线上）; 其他〖座谈会〗 is what these say."""
        found = _ANSWER.fullmatch(said)
        chosen = self.deeds.named(found["chosen"]) if found else []
        return (chosen == ["other"] and found and self.deeds.named(found["own"])) or chosen

    def _kind_guessed(self, title: str, group: str) -> tuple[str, list[Finding]]:
        """A list about one kind tells it, then the heading of the group, then the activity's own name; but where a
        name closes with a kind, it is of that."""
        told, how = self.table.kind, "表名"
        if not told and group and (told := self._of_group(group, title)):
            how = "小标题"
        if told not in _WHATEVER_CALLED and (closing := self._closing(title, told)):
            told, how = told if closing == told else self.deeds.last_word(title, closing), "名称"
        elif how == "表名" and told in self.doubted and (other := self._surely(title, told)):
            told, how = other, "名称"
        if not told:
            told, how = self.deeds.of_title(title) or self.unnamed, "名称"
        name = quoted(self.words.kind_names.get(told, told))
        return told, [Finding(self._head("kind"), f"没有写类型，按{how}认作{name}", bad=False)] if title else []

    def _surely(self, title: str, told: str) -> str:
        return self.deeds.surely(title, told, of_all_sorts=self.table.activities or told == "study")

    def _of_group(self, group: str, title: str) -> str:
        """The kind that the heading of a group tells; of one that is called 工作 only where the name tells none."""
        told = self.deeds.of_list(group)
        return "" if told and _OF_WORK.search(group) and self.deeds.of_title(title) else told

    def _closing(self, title: str, told: str) -> str:
        """Another kind that a name closes with. Volunteers go wherever something is held, and go the rounds too."""
        closing = self.deeds.closing(title)
        if told == "volunteering" and closing in ("", "visit"):
            return self.deeds.headed(title)
        # What voters came to talk about is nothing that volunteers did.
        if told == "consultation" and closing == "volunteering":
            return ""
        return closing or (self.deeds.headed(title) if told in ("training", "lecture", "study") else "")

    def _ticked(self, row: Mapping[str, Any], name: str) -> list[str]:
        fields = (column for column in self.ticks if column.field.startswith(f"{name}="))
        return [c.field.partition("=")[2] for c in fields if key(str(row.get(str(c.at), ""))).upper() in TICKS]

    def _topic(self, row: Mapping[str, Any], title: str, kind: str, find: list[Finding]) -> str:
        """The topic that is written; in a list that has no column for it, the one that the title names."""
        if "topic" in self.at:
            said = self._text(row, "topic")
            found = self.words.topics.get(key(said)) if said else ""
            if found is None:
                find.append(Finding(self._head("topic"), f"没有这个事项：{quoted(said)}"))
            return found or ""
        slug = self.topics.of(title, kind)
        if slug:
            find.append(self._topics_told.get(slug) or self._topic_told(slug))
        return slug

    def _topic_told(self, slug: str) -> Finding:
        name = next(topic.words[0] for topic in self.words.topic_words if topic.slug == slug)
        told = Finding(self._head("topic"), f"没有写事项，按名称认作{quoted(name)}", bad=False)
        self._topics_told[slug] = told
        return told

    # -- whose

    def _unit(
        self, row: Mapping[str, Any], title: str, prose: ToldIn | None, find: list[Finding]
    ) -> tuple[int, tuple[int, ...]]:
        said = self._text(row, "unit")
        if not said and "unit" in self.at and self.table.each and len(self.words.writable) > 1:
            find.append(Finding(self._head("unit"), "没有写单位"))
            return self.default_unit, ()
        if not said and "unit" in self.at and self.last.get("unit") and len(self.words.writable) > 1:
            said = self.last["unit"]
            find.append(Finding(self._head("unit"), f"没有写单位，按上面的行记在{quoted(said)}", bad=False))
        self.last["unit"] = said
        if not said and ABOVE in row and "unit" not in self.at and (unit := self.holders.known(_bare(row[ABOVE]))):
            said = row[ABOVE]
            find.append(Finding("", f"按小标题记在{quoted(said)}", bad=False))
            self.headed = True
            return self._may_write(unit, said, find), ()
        if not said and self.headed and ABOVE in row and (strange := self._strange(row[ABOVE])):
            find.append(Finding("", f"小标题里的{quoted(strange)}不是本街道的单位"))
        if not said and self.unit_in_title:
            named, unit = self._begun(title, prose)
            if unit:
                find.append(Finding("", f"没有写单位，按名称里的{quoted(named)}记", bad=False))
                return self._may_write(unit, named, find), ()
        if not said:
            return self._may_write(self.default_unit, self.default_name, find), ()
        known = self._units_read.get(said) or _remember(self._units_read, said, self._unit_said(said))
        unit, cohosts, findings = known
        find += findings
        return unit, cohosts

    def _strange(self, group: str) -> str:
        """The unit that is none of ours which heads a group, where other groups are headed by ours."""
        named = _LOOKS_LIKE_A_UNIT.fullmatch(re.sub(r"[（(].*[)）]\s*$", "", _bare(group)).strip())
        return named[0] if named else ""

    def _begun(self, title: str, prose: ToldIn | None) -> tuple[str, int | None]:
        """The unit that held it by its own name: 临水社区学雷锋志愿服务."""
        if prose and prose.unit:
            return prose.unit, self.holders.known(prose.unit)
        return self.holders.begins(title)

    def _unit_said(self, said: str) -> tuple[int, tuple[int, ...], list[Finding]]:
        held, findings = self.holders.of(said), list[Finding]()
        if held.unit is None:
            return self.default_unit, (), [Finding(self._head("unit"), held.problem)]
        if held.remark:
            findings.append(Finding(self._head("unit"), held.remark, bad=False))
        for stranger in held.strangers:
            findings.append(_stranger(self._head("unit"), stranger))
        self._may_write(held.unit, said, findings)
        return held.unit, held.cohosts, findings

    def _may_write(self, unit: int, said: str, find: list[Finding]) -> int:
        if unit not in self.words.writable:
            find.append(Finding(self._head("unit"), f"您不能替{quoted(said)}登记"))
        return unit

    def _cohosts(
        self, row: Mapping[str, Any], unit: int, more: tuple[int, ...], find: list[Finding]
    ) -> tuple[list[int], str]:
        """Units of the street that held it too; others (企业, 学校) are told, and stand in the note alone."""
        found, strangers = set(more), list[str]()
        if "cohosts" in self.at:
            for part in filter(None, (part.strip() for part in _SPLIT.split(self._text(row, "cohosts")))):
                named = self.holders.known(part) or self.holders.known(_TOGETHER.sub("", part))
                if named:
                    found.add(named)
                elif part not in ("无", "-", "—", "/"):
                    strangers.append(part)
                    find.append(_stranger(self._head("cohosts"), part))
        return sorted(found - {unit}), f"{self._head('cohosts')}：{'、'.join(strangers)}" if strangers else ""

    def _lines(self, row: Mapping[str, Any], find: list[Finding]) -> list[str]:
        ticked = self._ticked(row, "lines") if self.ticks else []
        if "lines" not in self.at:
            return sorted(set(ticked)) if self.ticks else self.own_lines
        said = self._text(row, "lines")
        named, findings = self._lines_read.get(said) or _remember(self._lines_read, said, self._lines_said(said))
        find += findings
        return sorted({*named, *ticked}) if ticked or len(named) > 1 else named

    def _lines_said(self, said: str) -> tuple[list[str], list[Finding]]:
        found, unknown = list[str](), list[str]()
        for part in filter(None, (part.strip() for part in _SPLIT.split(said))):
            for one in [part] if line_named(part, self.words) else re.split("[和与及]", part):
                line = line_named(one, self.words)
                (found if line else unknown).append(line or one)
        if not unknown:
            return found, []
        return found, [Finding(self._head("lines"), f"没有这条条线：{'、'.join(quoted(part) for part in unknown)}")]

    def _measures(self, row: Mapping[str, Any], start: date | None, find: list[Finding]) -> list[str]:
        """Measures by number or title; one that isn't found leaves the row good, to be attributed by hand."""
        whole = self._text(row, "measures")
        parts = [whole] if key(whole) in self.words.measures else re.split("[;；\n]+", whole)
        found: set[str] = set()
        for part in filter(None, (part.strip() for part in parts)):
            named = self.words.measures.get(key(part), frozenset())
            of_the_year = {pk for year, pk in named if start and year == start.year} or {pk for _year, pk in named}
            if len(of_the_year) == 1:
                found |= {str(pk) for pk in of_the_year}
            else:
                why = "有不止一项任务这样写" if named else "没有找到这项任务"
                find.append(Finding(self._head("measures"), f"{why}：{quoted(part)}，没有归集", bad=False))
        return sorted(found)

    # -- how many

    def _amounts(self, row: Mapping[str, Any], title: str, find: list[Finding]) -> tuple[list[list[str]], str]:
        """What the row counts, and the words that some of it was read from: they go into the note."""
        amounts, told = self.counting.of_columns(row)
        if told:
            find += [Finding(*one) for one in told]
        if not self.several["counts"]:
            if amounts:
                return amounts, ""
            find += [Finding(self._head("title"), text, False) for text in self.counting.uncounted(title, amounts)]
            return amounts, ""
        told_in = self._texts(row, "counts")
        for at, text in zip(self.several["counts"], told_in, strict=True):
            header = next(column.header for column in self.table.columns if str(column.at) == at)
            fresh, said = self.counting.in_words(text, amounts)
            amounts += fresh
            find += [Finding(header, text, bad) for text, bad in said]
        return amounts, "；".join(filter(None, told_in))


def _counts_who_came(amounts: Sequence[Sequence[str]]) -> bool:
    for amount in amounts:  # noqa: SIM110 - each row is asked
        if amount[1] != "0" and amount[0] != "times":
            return True
    return False


def _not_held(head: str, said: str) -> Finding:
    return Finding(head, f"写着{quoted(said)}，没有办的活动不登记")


def _stranger(head: str, part: str) -> Finding:
    return Finding(head, f"{quoted(part)}不是本街道的单位，没有记入联合单位，写在备注里", bad=False)


def _bare(group: str) -> str:
    return re.sub(r"^[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．]\s*", "", group)


def _remember(known: dict[Any, Told], key: Any, told: Told) -> Told:
    """What was worked out, kept for the next that says the same; begun anew before it fills the memory."""
    if len(known) >= _MOST_KNOWN:
        known.clear()
    known[key] = told
    return told


_iso = lru_cache(maxsize=4096)(date.isoformat)


def _words(cell: Any) -> str:
    """A cell's words on one line; a line broken to fit the cell is joined again."""
    if cell is None:
        return ""
    text = cell if type(cell) is str else as_text(cell)
    if "\n" in text or "\r" in text:
        text = _BREAK.sub("", text)
    return " ".join(text.split())
