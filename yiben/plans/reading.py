"""A work-points document as a draft plan: lines, what each promises, and the numbers in it. A person confirms it."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from yiben.gongwen import Block, Document, Finding, Node, Place, Table
from yiben.gongwen.numbering import fold
from yiben.lib.boundary import What, allows
from yiben.plans.duties import Duty, begins_with_duty, duties, rest_of, said_of
from yiben.plans.likeness import IndicatorWord, LineWord, line_of, line_of_document
from yiben.plans.promises import PAST_SENTENCE, Context, TargetDraft, only_deadline, promised, scheduled

__all__ = ["IndicatorWord", "LineDraft", "LineWord", "MeasureDraft", "PlanDraft", "TargetDraft", "read_plan"]


@dataclass(frozen=True, slots=True)
class MeasureDraft:
    """One thing promised: `text` is `[start:end]` of the paragraph; `path` names its place, as 七/一是."""

    number: str
    path: str
    title: str
    text: str
    paragraph: Place
    start: int
    end: int
    targets: tuple[TargetDraft, ...] = ()
    lead_unit: str = ""
    support_units: str = ""
    leader: str = ""
    deadline: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class LineDraft:
    """A heading of the plan and what stands below it; `line` is None where nobody can tell which line it is."""

    number: str
    title: str
    line: str | None
    paragraph: Place | None
    measures: tuple[MeasureDraft, ...] = ()


@dataclass(frozen=True, slots=True)
class PlanDraft:
    """What was read of a plan. Nothing in it is tracked before a person has confirmed it."""

    title: str
    body: str
    date: datetime.date | None
    year: int | None
    lines: tuple[LineDraft, ...]
    findings: tuple[Finding, ...]

    @property
    def measures(self) -> Iterator[MeasureDraft]:
        """All measures in the order of the text."""
        return (measure for line in self.lines for measure in line.measures)

    def to_json(self) -> dict[str, Any]:
        """The draft as plain values, as `yiben plan read --json` prints it."""
        return {
            "title": self.title,
            "body": self.body,
            "date": _iso(self.date),
            "year": self.year,
            "lines": [_line_json(line) for line in self.lines],
            "findings": [{"where": found.where, "what": found.what, "text": found.text} for found in self.findings],
        }


_PAST_HEADING = re.compile(
    "(?:上年度|上一年度?|去年|过去一年|20\\d\\d年度?)(?:主要)?工作?(?:总结|回顾|完成情况|开展情况)|工作(?:开展|完成|进展|推进)情况|工作回顾|"
    "(?:主要|肯定)(?:成绩|做法|成效)|取得的?(?:主要)?成[绩效]|(?:问题|不足|困难|短板)(?:和|与|及)?(?:问题|不足|困难|差距)?$|面临的?形势|^工作总结|基本情况$"
)
# What a document says to its readers at the end: it asks, and promises nothing.
_CLOSING = re.compile(
    "请(?:各|按|认真|对照|结合|遵照|参照|及时|抓好)|(?:以上|上述|本要点|未尽)[^。]{0,16}请|特此(?:通知|印发|报告)|附件?[：:]|"
    "(?:[^，。]{0,24}，)?请(?:及时)?[向与][^。]{2,24}(?:反映|反馈|联系|报告)"
)
_PRINCIPLES = re.compile("指导思想|总体要求|总体思路|工作思路|基本原则|背景")
_FRAGMENT = re.compile(
    "(?:全年|每|原则上|力争|确保|其中|并|且|预计|截至|截止|不少于|至少|累计|参与|覆盖|完成时限|时间|目标|此项|该|以上|上述|通过|做到)"
)
_OPENS, _SHUTS = "（《“〈【", "）》”〉】"
_MOST_MEASURES = 2000
_TO_DO = re.compile(
    "开展|举办|组织|做好|推进|加强|建立|完善|抓好|落实|召开|打造|实施|推动|深化|强化|建设|开设|走访|慰问|培育|发展"
)
_NOTHING_TO_DO = re.compile(
    "特此(?:通知|报告|函告|说明)。?|谢谢(?:大家|各位)?！?|以上(?:报告|意见|方案)[^。]{0,20}。?|"
    r"[（(]?(?:20\d\d年)?\d{1,2}月(?:\d{1,2}日)?(?:[-—–~～至到]+(?:20\d\d年)?(?:\d{1,2}月)?(?:\d{1,2}日)?)?[）)]?。?"
)
_ENDS_LEAD_IN = ("：", ":", "，", "、")


def read_plan(
    document: Document, *, lines: Sequence[LineWord], indicators: Sequence[IndicatorWord], year: int | None = None
) -> PlanDraft:
    """The draft plan in a document that has been read. Pure: what the lines and indicators are called is passed in."""
    return _PlanReader(document, lines, indicators, year).read()


@dataclass
class _Section:
    """A line of the draft while its measures are gathered."""

    number: str
    title: str
    line: str | None
    paragraph: Place | None
    nodes: list[tuple[str, Node]] = field(default_factory=list)  # with the path of what stands above
    measures: list[MeasureDraft] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)  # of the sentences below each path
    duty: str = ""  # who is to see to it, as the heading says


class _PlanReader:
    """Walks the outline and the tables of one document."""

    def __init__(
        self, document: Document, lines: Sequence[LineWord], indicators: Sequence[IndicatorWord], year: int | None
    ) -> None:
        self.document = document
        self.lines = lines
        self.indicators = indicators
        self.year = year or _year_of(document)
        self.texts = {block.index: block.text for block in document.blocks}
        self.findings = list(document.findings)
        self.own_line = line_of_document(document.title, document.body, lines)
        self.room = _MOST_MEASURES
        self.places = {block.index: at for at, block in enumerate(document.blocks)}

    def read(self) -> PlanDraft:
        """Headings first, then tables, each where its heading is."""
        sections = self._sections(self.document.outline)
        for section in sections:
            for path, node in section.nodes:
                self._gather(section, path, node)
        for table in self.document.tables:
            self._table(table, sections)
        kept = [section for section in sections if section.measures or section.number or section.line]
        drafts = [
            LineDraft(section.number, section.title, section.line, section.paragraph, tuple(section.measures))
            for section in kept
        ]
        document = self.document
        return PlanDraft(document.title, document.body, document.date, self.year, tuple(drafts), tuple(self.findings))

    # Headings to lines

    def _sections(self, roots: Sequence[Node]) -> list[_Section]:
        sections: list[_Section] = []
        loose: _Section | None = None
        headed = any(_is_heading(node) for node in roots)
        for node in roots:
            if _is_heading(node):
                loose = None
                sections += self._heading_sections(node)
            elif not (headed and node.manner == "paragraph") or self._has_target(node):
                if loose is None:
                    loose = _Section("", self.document.title, self.own_line, None)
                    sections.append(loose)
                loose.nodes.append(("", node))
        return sections

    def _heading_sections(self, node: Node) -> list[_Section]:
        """One line for a heading; or, for one like 重点任务, a line for each heading below that names one."""
        title = _heading(node)
        if _PAST_HEADING.search(title):
            self._find(node.paragraph, f"“{title}”讲的是已经做的事，没有列为任务。", node.text, "past")
            return []
        own = self.own_line or line_of(title, self.lines)
        below = [line_of(_plain(child.title), self.lines) for child in node.children if child.title]
        if self.own_line or not any(below) or (own and len(set(filter(None, below))) < 2):
            return [_Section(node.number, title, own, node.paragraph, [("", node)], duty=_plain(node.title))]
        return self._spread(node, own)

    def _spread(self, node: Node, own: str | None) -> list[_Section]:
        sections: list[_Section] = []
        rest: _Section | None = None
        path = _path("", _name(node))
        if self._lead_in(node):
            rest = _Section(node.number, _plain(node.title), own, node.paragraph, [("", replace(node, children=()))])
            sections.append(rest)
        for child in node.children:
            named = line_of(_plain(child.title), self.lines) if child.title else None
            if named:
                title = _heading(child)
                found = _Section(child.number, title, named, child.paragraph, [(path, child)], duty=_plain(child.title))
                sections.append(found)
                rest = None
            elif not _PAST_HEADING.search(child.title):
                if rest is None:
                    rest = _Section(node.number, _plain(node.title), own, node.paragraph)
                    sections.append(rest)
                rest.nodes.append((path, child))
        return sections

    def _has_target(self, node: Node) -> bool:
        context = Context(self.year, self.own_line, self.indicators)
        targets, _ = promised(self.texts[node.paragraph], node.start, node.end, node.paragraph, context)
        return any(target.value > 1 for target in targets)

    # Headings to measures

    def _gather(self, section: _Section, path: str, node: Node) -> None:
        own = _path(path, _name(node))
        if node.children and all(map(_duty_only, node.children)):
            self._leaf(section, node, path, own)
            for child in node.children:
                self._duty(section, child)
        elif node.children:
            if lead := self._lead_in(node):
                self._sentences(section, node, own, lead)
            for child in node.children:
                if not _PAST_HEADING.search(_plain(child.title)):
                    self._gather(section, own, child)
        elif _duty_only(node):
            self._duty(section, node)
        else:
            self._leaf(section, node, path, own)

    def _lead_in(self, node: Node) -> tuple[int, int] | None:
        """What stands between a heading and the first number that runs in, when it promises something by itself."""
        inside = (child.start for child in node.children if child.paragraph == node.paragraph)
        start, end = node.body, min((at for at in inside if at < node.end), default=node.end)
        text = self.texts[node.paragraph][start:end].strip()
        if len(text) < 6:
            return None
        if text.endswith(_ENDS_LEAD_IN) and not self._targets_in(node.paragraph, start, end, None):
            return None
        return start, end

    def _targets_in(self, place: Place, start: int, end: int, line: str | None) -> list[TargetDraft]:
        return promised(self.texts[place], start, end, place, Context(self.year, line, self.indicators))[0]

    def _leaf(self, section: _Section, node: Node, path: str, own: str) -> None:
        """A numbered item is one measure, with a long one and a plain paragraph each sentence is."""
        text = self.texts[node.paragraph]
        body = list(_sentences(text, node.body, node.end))
        below_line = node.manner == "（一）" and bool(path) and node.paragraph != section.paragraph
        whole = len(body) <= (2 if _is_item(node) else 1 if below_line else 0)
        if not body and not path and not _promises(node):
            return  # the name of a line, with nothing below it
        if whole or not body:
            if not node.number:
                section.counts[own] += 1
                own = _path(own, str(section.counts[own]))
            self._add(section, node, node.number, own, (node.start, node.end))
        else:
            self._sentences(section, node, own, (node.body, node.end))

    def _sentences(self, section: _Section, node: Node, own: str, span: tuple[int, int]) -> None:
        pieces = list(_sentences(self.texts[node.paragraph], *span))
        number = node.number if _is_item(node) else ""
        alone = len(pieces) == 1 and _is_item(node)
        for piece in pieces:
            section.counts[own] += 1
            self._add(section, node, number, own if alone else _path(own, str(section.counts[own])), piece)

    def _add(self, section: _Section, node: Node, number: str, path: str, span: tuple[int, int]) -> None:
        start, end = _trim(self.texts[node.paragraph], *span)
        measure = self._measure(section, number, path, node.paragraph, start, end, _plain(node.title))
        if measure is None:
            return
        if _PRINCIPLES.search(section.title) and not measure.targets:
            return
        section.measures.append(measure)

    def _measure(
        self, section: _Section, number: str, path: str, place: Place, start: int, end: int, heading: str
    ) -> MeasureDraft | None:
        """The measure in a span, or None where the boundary refuses it; its text then stays in the source alone."""
        text = self.texts[place][start:end]
        if not text.strip(" 。；，、：\u3000") or _NOTHING_TO_DO.fullmatch(text.strip()) or self._full(place):
            return None
        self.room -= 1
        if PAST_SENTENCE.match(text):
            self._find(place, "这句讲的是已经做的事，没有列为任务。", text, "past")
            return None
        if not (verdict := allows(text, what=What.MEASURE)):
            self._find(place, f"{verdict.reason.rstrip('。')}。原文仍在。", text, "boundary")
            return None
        above = heading or section.title
        context = Context(self.year, section.line, self.indicators, above)
        targets, left_out = promised(self.texts[place], start, end, place, context)
        self.findings += left_out
        if not (number or targets) and _CLOSING.match(text):
            return None
        measure = MeasureDraft(number, path, _title(text, number, heading), text, place, start, end, tuple(targets))
        measure = _with_duties(self._dated(measure, above), duties(text), self.year)
        if measure.lead_unit:
            return measure
        return _with_duties(measure, duties(f"{heading}\n{section.duty}"), self.year)

    def _dated(self, measure: MeasureDraft, above: str) -> MeasureDraft:
        """With the day that its text sets; a calendar's entry, or its stage, sets it for the numbers too."""
        begins = measure.text.removeprefix(measure.number).lstrip("、.． ")
        day = scheduled(begins, self.year) or scheduled(above, self.year)
        targets = measure.targets
        if day:
            targets = tuple(
                each if each.frequency else replace(each, deadline=each.deadline or day) for each in targets
            )
        return replace(measure, targets=targets, deadline=only_deadline(measure.text, self.year) or day)

    def _full(self, place: Place) -> bool:
        if self.room == 0:
            self._find(place, f"任务超过 {_MOST_MEASURES} 条，后面的没有读。", "", "cut")
            self.room = -1
        return self.room < 0

    def _duty(self, section: _Section, node: Node) -> None:
        """牵头单位：… on a line of its own says it of the measures before it, back to the last such line."""
        for at in range(len(section.measures) - 1, -1, -1):
            measure = section.measures[at]
            if measure.lead_unit:
                break
            section.measures[at] = _with_duties(measure, duties(node.text), self.year)

    # Tables

    def _table(self, table: Table, sections: list[_Section]) -> None:
        columns = _columns(table)
        if columns is None:
            return
        home = self._home(table, sections)
        group: _Section | None = None
        seen: set[Place] = set()
        for row in table.rows[columns.header + 1 :]:
            section = home
            if name := _plain(_cell(row, columns.group)):
                if group is None or group.title != name:
                    group = _Section("", name, line_of(name, self.lines) or self.own_line, row[0].index)
                    sections.append(group)
                section = group
            if section is None:
                section = home = _Section("", self._caption(table), self.own_line, table.after)
                sections.append(section)
            self._row(section, row, columns, seen)

    def _home(self, table: Table, sections: list[_Section]) -> _Section | None:
        """The line whose heading stands before the table."""
        at = self.places.get(table.after, -1) if table.after is not None else -1
        before = [
            section for section in sections if section.paragraph in self.places and self.places[section.paragraph] <= at
        ]
        return before[-1] if before else None

    def _caption(self, table: Table) -> str:
        return _plain(self.texts.get(table.after, "")) if table.after is not None else self.document.title

    def _row(self, section: _Section, row: tuple[Block, ...], columns: _Columns, seen: set[Place]) -> None:
        tasks = [row[at] for at in columns.tasks if at < len(row)]
        cells = [cell for cell in tasks if cell.text.strip() and cell.index not in seen]
        if not cells or re.match("(?:合 ?计|小 ?计|备 ?注)", cells[0].text.strip()):
            return
        seen.update(cell.index for cell in cells)
        main = max(cells, key=lambda cell: len(cell.text))
        self.texts[main.index] = main.text
        others = [cell for cell in cells if cell is not main]
        number = _cell(row, columns.number)
        path = _path(section.number, number or str(main.index))
        goals = {row[at].index for at in columns.goals if at < len(row)}
        title = next((_plain(cell.text) for cell in others if cell.index not in goals), "")
        said = [duty for role, at in columns.duties for duty in said_of(role, _cell(row, at))]
        for start, end in _sentences(main.text, 0, len(main.text)):
            if draft := self._measure(section, number, path, main.index, start, end, title):
                section.measures.append(_with_duties(self._from_other_cells(section, draft, others), said, self.year))

    def _from_other_cells(self, section: _Section, draft: MeasureDraft, others: Iterable[Block]) -> MeasureDraft:
        """Numbers that stand in a column of their own: 目标值 20家."""
        context = Context(self.year, section.line, self.indicators, draft.text[:60])
        more = [target for cell in others for target in promised(cell.text, 0, len(cell.text), cell.index, context)[0]]
        return replace(draft, targets=(*draft.targets, *more))

    def _find(self, where: Place | None, what: str, text: str, kind: str) -> None:
        self.findings.append(Finding(where, what, text[:80], kind))


# Pieces of text


def _sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Spans of the sentences, outside of quotes and brackets; a fragment that leans on the one before joins it."""
    spans: list[tuple[int, int]] = []
    for first, last in _split(text, start, end):
        first, last = _trim(text, first, last)
        if first >= last or not text[first:last].strip("。；，、 "):
            continue
        if spans and _leans(text, first, last) and "\n" not in text[spans[-1][1] : first]:
            spans[-1] = (spans[-1][0], last)
        else:
            spans.append((first, last))
    return iter(spans)


def _leans(text: str, first: int, last: int) -> bool:
    """Too short to stand alone, or a piece that goes on about what was said: 全年不少于12次。 其中…"""
    if last - first <= 4 or text.startswith("其中", first, last):
        return True
    if begins_with_duty(text[first + (text[first] in "（(") : last]):
        return True
    return last - first <= 24 and bool(_FRAGMENT.match(text, first, last))


def _split(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    depth = 0
    first = start
    for at in range(start, end):
        char = text[at]
        depth = max(0, depth + (char in _OPENS) - (char in _SHUTS))
        if char == "\n" or (depth == 0 and char in "。！？；;"):
            depth = 0
            yield first, at + 1
            first = at + 1
    yield first, end


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())


# 围绕…内容，以…为契机，争取…支持: how or on what occasion, before what is done is said.
_OPENING = re.compile(
    "围绕|结合|依托|借助|按照|根据|依据|利用|针对|立足|聚焦|争取|充分|发挥|通过|以.+为(?:契机|抓手|重点|载体|主题|依托|主线|导向)"
    "|.+(?:等|重要)?(?:节点|契机)$"
    r"|(?:到|至|截至|在|于)?(?:20\d\d年)?(?:\d{1,2}月(?:\d{1,2}日)?|第?[一二三四]季度|[上下]半年|年)(?:底|末|初|[上中下]旬)?(?:之?前)?$"
)
_DOING = re.compile(
    "开展|组织|举办|举行|召开|实施|推进|做好|办好|建立|健全|慰问|走访|培训|宣传(?!周|日|月)|评选|完成|募集|帮扶|提升"
)


def _title(text: str, number: str, heading: str) -> str:
    """What to call a measure: its heading, else its first clause that says what is done."""
    if heading and number:
        return heading[:60]
    rest = fold(text).replace(" ", "").removeprefix(number).lstrip("、.，：。●•◆◇■□▲★☆※➢")
    first, *others = [clause for clause in re.split("[，。；：\n]", rest) if clause] or [rest]
    clause = others[0] if others and _OPENING.match(first) and not _DOING.search(first) else first
    return (clause if len(clause) >= 4 else rest.rstrip("。；"))[:60]


def _plain(title: str) -> str:
    return re.sub(r"\s+", "", title).strip("。：:—")


def _path(above: str, number: str) -> str:
    return "/".join(filter(None, (above, number)))


def _heading(node: Node) -> str:
    """The title of a heading, without the bracket that says who is to see to it."""
    return _plain(re.sub("（[^（）]*[：:][^（）]*）$", "", _plain(node.title)))


def _name(node: Node) -> str:
    """What a path calls a heading: its number, else a piece of its title."""
    return node.number or _plain(node.title)[:12]


def _is_heading(node: Node) -> bool:
    """A root that leads something, rather than being a single thing to do."""
    if node.manner in ("一、", "（一）", "第一部分", "第一章", "bold", "line", "label") or node.manner.startswith("h"):
        return True
    return node.manner == "1." and bool(node.children or (node.title and node.body < node.end))


def _promises(node: Node) -> bool:
    """A heading alone that says something to do, or how much."""
    if node.manner not in ("一、", "（一）", "bold", "line"):
        return True
    return bool(_TO_DO.match(node.title) or re.search(r"\d", node.title))


def _duty_only(node: Node) -> bool:
    said = duties(node.text)
    rest = rest_of(node.text, said).strip(" （）()；;，,。：")
    return bool(said) and said[0].start <= 3 and len(rest) <= 4


def _is_item(node: Node) -> bool:
    return node.manner in ("1.", "1.1", "（1）", "1）", "①", "一是", "一抓", "第一", "首先", "•", "bold", "第一条") or (
        node.manner == "（一）" and not node.title
    )


def _year_of(document: Document) -> int | None:
    years = re.findall(r"20\d\d", document.title) or re.findall(r"20\d\d(?=年)", document.notice)
    if years:
        return max(map(int, years))  # 2024年工作总结及2025年工作打算
    return document.date.year if document.date else None


# Who is to do it


def _with_duties(measure: MeasureDraft, said: Iterable[Duty], year: int | None) -> MeasureDraft:
    for duty in said:
        if duty.role == "time":
            day = only_deadline(_till(duty.who), year)
            targets = tuple(replace(target, deadline=target.deadline or day) for target in measure.targets)
            measure = replace(measure, deadline=day or measure.deadline, targets=targets)
        elif duty.role == "leader":
            measure = replace(measure, leader=measure.leader or duty.who)
        elif duty.role == "lead":
            measure = replace(measure, lead_unit=measure.lead_unit or duty.who)
        elif duty.role == "support":
            measure = replace(measure, support_units=measure.support_units or duty.who)
    return measure


def _till(words: str) -> str:
    """7—8月 in a column of times means before the end of August."""
    last = re.split("[-—–~～至]+", words)[-1]
    return last + "前" if re.fullmatch(r"[\d年月日份 ]+", last) else words


def _cell(row: tuple[Block, ...], at: int | None) -> str:
    return row[at].text.strip() if at is not None and at < len(row) else ""


@dataclass(frozen=True)
class _Columns:
    """Which column of a table says what."""

    header: int
    tasks: tuple[int, ...]
    goals: tuple[int, ...]  # of the tasks, those that say how much: 目标值
    group: int | None
    number: int | None
    duties: tuple[tuple[str, int], ...]


_TASK_HEADS = re.compile("任务|措施|内容|举措|目标|指标|要求|事项|项目|活动|重点|要点|标准|数量")
_GOAL_HEADS = re.compile("^(?:年度|全年|量化|工作|考核|计划|预期)*(?:目标|指标|数量|标准|任务[数量])(?:值|数|要求)?$")
_GROUP_HEADS = re.compile("类别|条线|领域|板块|分类|类型|线别|大类|模块")
_DUTY_HEADS = (
    (re.compile("领导"), "leader"),
    (re.compile("配合|协办|协同|协助|参与"), "support"),
    (re.compile("单位|部门|科室|牵头|责任主体"), "lead"),
    (re.compile("时限|时间|期限|节点|进度|^月份$"), "time"),
)


def _columns(table: Table) -> _Columns | None:
    """The header row is the first that names a task and something beside it."""
    for at, row in enumerate(table.rows[:4]):
        heads = [re.sub(r"\s", "", cell.text) for cell in row]
        if len({cell.index for cell in row}) < 2 or any(len(head) > 14 for head in heads):
            continue
        columns = _named_columns(_last_head(table, at), heads)
        if columns.tasks and len(table.rows) > at + 1:
            return columns
    return None


def _last_head(table: Table, at: int) -> int:
    """The row in which the header ends: cells merged downwards make it two or three rows high."""
    top = {cell.index for cell in table.rows[at]}
    while at + 1 < len(table.rows) and any(cell.index in top and cell.text.strip() for cell in table.rows[at + 1]):
        at += 1
    return at


def _named_columns(at: int, heads: list[str]) -> _Columns:
    duties, tasks, goals, group, number = [], [], [], None, None
    for column, head in enumerate(heads):
        duty = next((name for pattern, name in _DUTY_HEADS if pattern.search(head)), None)
        if duty:
            duties.append((duty, column))
        elif re.fullmatch("序号|编号|号|No\\.?", head):
            number = column
        elif _GROUP_HEADS.search(head) and group is None:
            group = column
        elif _TASK_HEADS.search(head):
            tasks.append(column)
            goals += [column] if _GOAL_HEADS.search(head) else []
    return _Columns(at, tuple(tasks), tuple(goals), group, number, tuple(duties))


# JSON


def _iso(day: datetime.date | None) -> str | None:
    return day.isoformat() if day else None


def _line_json(line: LineDraft) -> dict[str, Any]:
    return {
        "number": line.number,
        "title": line.title,
        "line": line.line,
        "measures": [_measure_json(measure) for measure in line.measures],
    }


def _measure_json(measure: MeasureDraft) -> dict[str, Any]:
    return {
        "number": measure.number,
        "path": measure.path,
        "text": measure.text,
        "paragraph": measure.paragraph,
        "targets": [_target_json(target) for target in measure.targets],
        "start": measure.start,
        "end": measure.end,
        "title": measure.title,
        "deadline": _iso(measure.deadline),
        "lead_unit": measure.lead_unit,
        "support_units": measure.support_units,
        "leader": measure.leader,
    }


def _target_json(target: TargetDraft) -> dict[str, Any]:
    value = int(target.value) if target.value == target.value.to_integral_value() else float(target.value)
    return {
        "indicator": target.indicator,
        "comparator": target.comparator,
        "value": value,
        "unit": target.unit,
        "scope": target.scope,
        "deadline": _iso(target.deadline),
        "frequency": target.frequency,
    }
