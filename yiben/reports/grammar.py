"""What may be written between the braces of a clerk's template: names, known filters, `for` over what is in turn, `if`.

Pure. A template is hostile until proven otherwise: Jinja's own parser reads it, and only the node types listed here
pass. `Guarded` is a sandboxed environment that compiles nothing else, whatever reaches it.
"""

from __future__ import annotations

import difflib
import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from jinja2 import StrictUndefined, nodes
from jinja2.exceptions import TemplateSyntaxError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.visitor import NodeTransformer

from yiben.lib.boundary import What, allows
from yiben.reports.manners import FILTERS
from yiben.reports.said import say as _

LONGEST_TAG = 120
DEEPEST_LOOP = 2

DOCUMENT_WORDS = ("标题", "单位", "落款", "时段", "年份", "截至", "发文字号", "成文日期")
NUMBERINGS = {"章号": "\ue000", "节号": "\ue001", "点号": "\ue002"}
"""Names that count by themselves, so that nothing is missing in a row where something was left out: 一、 （一） 一是.
The marks stand in a document until all of it is there; no value can hold one."""
MAY_BE_EMPTY, MAY_BE_BARE = "\ue003", "\ue004"
"""Marks that the check leaves: in a paragraph, a table, of which nothing (but its head) may come out. It goes then."""
LOOPS: dict[str, tuple[str, ...]] = {
    "各社区": ("社区",),
    "各条线": ("条线", "目标项数", "已达成目标项数", "按进度目标项数", "滞后目标项数"),
    "各任务": ("任务", "目标", "完成数", "完成率", "进度", "完成情况", "牵头单位", "完成时限"),
}
"""What can be gone through, and the words that each turn has of its own; the first names the turn itself."""
TASKS = "各任务"
EARLIER = {"上年同期": "the same stretch a year before", "累计": "from the first day of the year to the period's end"}
"""Filters that ask for the same figure of another stretch of days."""
COMPARED = "同比"
"""A filter that writes how a figure moved against the same stretch a year before."""
DRAWINGS = ("各月图", "上年对比图")
"""Filters that draw a figure: month by month; beside the same stretch a year before."""
DRAWN_OF_A_LINE = ("各月活动图", "各社区各月活动图", "上年同期对比图", "任务进度图")
DRAWN_IN_LOOPS: dict[str, tuple[str, ...]] = {
    "各社区": ("各月活动图", "各条线各月活动图", "上年同期对比图", *DRAWINGS),
    "各条线": ("各月活动图", "各社区各月活动图", "上年同期对比图", "任务进度图", *DRAWINGS),
    "各任务": ("任务进度图",),
}
"""The pictures that can be of one line, and those that each turn of a loop can have of its own."""

_FRAME = (nodes.Template, nodes.Output, nodes.TemplateData)
_WHAT: dict[type[nodes.Node], str] = {
    nodes.Getattr: _("不能用“.”取别的内容，只能写数字的名称"),
    nodes.Getitem: _("不能用方括号取别的内容，只能写数字的名称"),
    nodes.Call: _("不能调用，只能写数字的名称"),
    nodes.Const: _("花括号里只能写名称，固定的文字和数目直接写在正文里，也不加引号"),
    nodes.And: _("不能写 and，请把一个 if 套在另一个里面"),
    nodes.Or: _("不能写 or，请分成两个 if"),
    nodes.Not: _("不能写 not，请写“if 名称”和“else”，没有数时的话写在“else”后面"),
    nodes.BinExpr: _("不能在花括号里计算，请用指标目录里已有的数字"),
    nodes.UnaryExpr: _("不能在花括号里计算，请用指标目录里已有的数字"),
    nodes.Compare: _("不能比较，“if”后只写一个数字的名称：有数，而且不是0，才写里面的话"),
}
_OTHERWISE = _("花括号里只能写数字的名称、“for … in …”和“if 名称”")


@dataclass(frozen=True)
class Vocabulary:
    """The names that a template can use.

    `figures` of the catalogue, of which `general` can be narrowed to one line and `sums` be drawn; `counts` of the
    plan's targets; `lines` by name; `pictures` that have a name; `aliases` by which a name is known too.
    """

    figures: Collection[str]
    counts: Collection[str] = ()
    general: Collection[str] = ()
    lines: Mapping[str, str] = field(default_factory=dict)
    pictures: Collection[str] = ()
    aliases: Mapping[str, str] = field(default_factory=dict)
    sums: Collection[str] = ()

    @cached_property
    def told(self) -> str:
        """All of it as text, for the process that fills templates; equal vocabularies are equal texts."""
        names = {"figures": self.figures, "counts": self.counts, "general": self.general, "sums": self.sums}
        names["pictures"] = self.pictures
        sorts = {"lines": dict(self.lines), "aliases": dict(self.aliases)}
        return json.dumps({sort: sorted(some) for sort, some in names.items()} | sorts, sort_keys=True)

    @classmethod
    def heard(cls, told: str) -> Vocabulary:
        sorts = json.loads(told)
        named = {sort: frozenset[str](sorts[sort]) for sort in ("figures", "counts", "general", "pictures", "sums")}
        return cls(**named, lines=sorts["lines"], aliases=sorts["aliases"])

    def has(self, name: str) -> bool:
        return name in self.figures or name in self.counts or name in DOCUMENT_WORDS or name in NUMBERINGS

    def is_number(self, name: str) -> bool:
        """Whether it is what a number is called, by its name or another."""
        return name in self.figures or name in self.counts or name in self.aliases

    def proper(self, name: str) -> str:
        """The name itself, also where an alias was written."""
        return name if self.has(name) or name in self.pictures else self.aliases.get(name, name)

    def speaks_of(self, name: str) -> bool:
        """Whether a word means something already, so that no loop can give it another meaning."""
        taken = self.has(name) or name in self.pictures or name in self.aliases or name in LOOPS
        return taken or any(name in words[1:] for words in LOOPS.values())

    def like(self, name: str) -> list[str]:
        """Names that may have been meant."""
        known = [*self.figures, *self.counts, *self.pictures, *DOCUMENT_WORDS]
        near = difflib.get_close_matches(name, [*known, *self.aliases], n=3, cutoff=0.6)
        return list(dict.fromkeys(self.proper(one) for one in near))[:2]


@dataclass(frozen=True)
class Asked:
    """What a name with its filters asks for: a figure of one line, of another stretch of days, written in a manner."""

    name: str
    line: str = ""
    stretch: str = ""
    manner: str = ""
    drawing: str = ""

    @property
    def key(self) -> str:
        """How what it asks for is called among the values: 会费|工会工作|上年同期."""
        return "|".join(filter(None, (self.name, self.line, self.stretch, self.drawing)))

    @property
    def written(self) -> str:
        return "|".join(filter(None, (self.key, self.manner)))

    @classmethod
    def of(cls, key: str, known: Vocabulary) -> Asked:
        """A key of the values taken apart again."""
        name, *filters = key.split("|")
        line = next((word for word in filters if word in known.lines), "")
        drawing = next((word for word in filters if word in DRAWINGS), "")
        return cls(name, line, next((word for word in filters if word not in (line, drawing)), ""), drawing=drawing)

    def drawn(self, known: Vocabulary) -> str:
        """The picture that it is: of a name of its own, or a figure drawn; empty where it is none."""
        return self.drawing or (self.name if self.name in known.pictures else "")


@dataclass(frozen=True)
class Scope:
    """Where a name stands: within no, one or two loops. Each is what it goes through and how it calls its turn."""

    turns: tuple[tuple[str, str], ...] = ()

    @property
    def path(self) -> tuple[str, ...]:
        return tuple(loop for loop, _turn in self.turns)

    @property
    def loops(self) -> list[str]:
        """What is gone through, without the line that narrows it."""
        return [loop.partition("|")[0] for loop in self.path]

    def within(self, loop: str, turn: str) -> Scope:
        return Scope((*self.turns, (loop, turn)))

    def own(self, name: str) -> str:
        """The word of a turn that a name is: 社区, 进度; empty where it is none."""
        for loop, (_label, turn) in reversed(list(zip(self.loops, self.turns, strict=True))):
            if name == turn:
                return LOOPS[loop][0]
            if name in LOOPS[loop]:
                return name
        return ""

    def asks(self, asked: Asked, known: Vocabulary) -> str:
        """What a name asks of the turn; empty: it is of the whole document."""
        if not self.turns:
            return ""
        if own := self.own(asked.name):
            return own
        return asked.key if asked.name in known.figures or asked.drawn(known) else ""


@dataclass
class Reading:
    """What a passage of template says: names outside of loops, names in the turns of loops, pictures by where they
    stand, what is wrong."""

    names: dict[str, None] = field(default_factory=dict)
    in_turns: dict[tuple[str, ...], dict[str, None]] = field(default_factory=dict)
    pictures: dict[tuple[str, ...], dict[str, None]] = field(default_factory=dict)
    wrong: list[tuple[int, str]] = field(default_factory=list)

    @property
    def keys(self) -> list[str]:
        """Everything that is asked, wherever it stands, each once."""
        within = [*self.in_turns.values(), *self.pictures.values()]
        return list(self.names | {key: None for keys in within for key in keys})

    @property
    def used(self) -> list[str]:
        """Every name used, each once."""
        return list(dict.fromkeys(key.partition("|")[0] for key in self.keys))

    def add(self, other: Reading) -> None:
        self.names |= other.names
        for ours, theirs in ((self.in_turns, other.in_turns), (self.pictures, other.pictures)):
            for path, names in theirs.items():
                ours.setdefault(path, {}).update(names)


def read(tree: nodes.Template, known: Vocabulary, scope: Scope | None = None) -> Reading:
    """Walk what Jinja has parsed; anything that isn't listed above is wrong, with its line."""
    walk = _Walk(known)
    walk.read(tree, scope or Scope())
    return walk.reading


class _Walk:
    """One walk over a tree."""

    def __init__(self, known: Vocabulary) -> None:
        self.known = known
        self.reading = Reading()

    def read(self, node: nodes.Node, scope: Scope) -> None:
        if isinstance(node, nodes.For):
            self._for(node, scope)
        elif isinstance(node, nodes.If):
            self._if(node, scope)
        elif isinstance(node, (nodes.Name, nodes.Filter)):
            self._asked(node, scope)
        elif isinstance(node, _FRAME):
            for child in node.iter_child_nodes():
                self.read(child, scope)
        else:
            self._wrong(node, _what(node))

    def _wrong(self, node: nodes.Node, what: str) -> None:
        self.reading.wrong.append((node.lineno or 1, what))

    def _for(self, node: nodes.For, scope: Scope) -> None:
        inner = scope_of(node, self.known, scope)
        if isinstance(inner, str) or node.else_ or node.test or node.recursive:
            self._wrong(node, inner if isinstance(inner, str) else _OTHERWISE)
            inner = scope
        else:
            self.reading.in_turns.setdefault(inner.path, {})
        for child in node.body:
            self.read(child, inner)

    def _if(self, node: nodes.If, scope: Scope) -> None:
        if node.elif_:
            self._wrong(node, _("不能写 elif，请在 else 后面另写一个 if"))
        elif not isinstance(node.test, (nodes.Name, nodes.Filter)):
            self._wrong(node, _what(node.test))
        else:
            self._test(node.test, scope)
        for child in [*node.body, *node.else_]:
            self.read(child, scope)

    def _test(self, test: nodes.Name | nodes.Filter, scope: Scope) -> None:
        asked = asked_by(test, self.known)
        if isinstance(asked, Asked) and (asked.manner or asked.name in NUMBERINGS or asked.drawn(self.known)):
            self._wrong(test, _("“if”后写一个数字的名称"))
        else:
            self._asked(test, scope)

    def _asked(self, node: nodes.Name | nodes.Filter, scope: Scope) -> None:
        asked = asked_by(node, self.known)
        what = asked if isinstance(asked, str) else wrong_name(asked, scope, self.known)
        if what or isinstance(asked, str):
            self._wrong(node, what)
        elif asked.drawn(self.known):
            self.reading.pictures.setdefault(scope.path, {})[asked.key] = None
        elif word := scope.asks(asked, self.known):
            self.reading.in_turns.setdefault(scope.path, {})[word] = None
        elif asked.name not in NUMBERINGS:
            self.reading.names[asked.key] = None


def _what(node: nodes.Node) -> str:
    return next((words for kind, words in _WHAT.items() if isinstance(node, kind)), _OTHERWISE)


def scope_of(node: nodes.For, known: Vocabulary, scope: Scope) -> Scope | str:
    """Where what is inside a loop stands; or what is wrong with the loop."""
    loop = _gone_through(node.iter, known)
    if not loop:
        return _("“for”只能写“for 社区 in 各社区”“for 条线 in 各条线”或“for 任务 in 各任务”")
    if len(scope.turns) >= DEEPEST_LOOP or loop.partition("|")[0] in scope.loops:
        return _("循环最多套两层，里外不能是同一样")
    turn = node.target.name if isinstance(node.target, nodes.Name) else ""
    if not turn or known.speaks_of(turn) or turn in {name for _loop, name in scope.turns}:
        return _("“for”后写一个没有别的意思的名称，如“for 社区 in 各社区”")
    if "各条线" in scope.loops and "|" in loop:
        return _("已经在逐个条线列出，不必再写是哪个条线的任务")
    return scope.within(loop, turn)


def _gone_through(node: nodes.Node, known: Vocabulary) -> str:
    """各社区, 各条线, 各任务, or the tasks of one line: 各任务|工会工作."""
    if isinstance(node, nodes.Name):
        return node.name if node.name in LOOPS else ""
    alone = isinstance(node, nodes.Filter) and not _has_arguments(node) and isinstance(node.node, nodes.Name)
    if alone and node.node.name == TASKS and node.name in known.lines:  # type: ignore[attr-defined]
        return f"{TASKS}|{node.name}"  # type: ignore[attr-defined]
    return ""


def _has_arguments(node: nodes.Filter) -> bool:
    return bool(node.args or node.kwargs or node.dyn_args or node.dyn_kwargs)


def asked_by(node: nodes.Name | nodes.Filter, known: Vocabulary) -> Asked | str:
    """What a name with its filters asks for; or what is wrong with the filters."""
    found: dict[str, str] = {}
    at: nodes.Node | None = node
    while isinstance(at, nodes.Filter):
        part = _part_of(at.name, known)
        if not part:
            usable = "、".join([*FILTERS, *EARLIER, COMPARED, *DRAWINGS])
            return _("没有“| %(filter)s”这种写法，可用：%(usable)s", filter=at.name[:20], usable=usable)
        if _has_arguments(at) or part in found:
            return _("“| %(filter)s”后面不带别的，同样的写法只写一次", filter=at.name)
        found[part] = at.name
        at = at.node
    if not isinstance(at, nodes.Name):
        return _what(at) if at is not None else _OTHERWISE
    return Asked(known.proper(at.name), **found)


def _part_of(filter_name: str, known: Vocabulary) -> str:
    if filter_name in known.lines:
        return "line"
    if filter_name in EARLIER or filter_name == COMPARED:
        return "stretch"
    if filter_name in DRAWINGS:
        return "drawing"
    return "manner" if filter_name in FILTERS else ""


def wrong_name(asked: Asked, scope: Scope, known: Vocabulary) -> str:
    """What is wrong with what is asked at its place; empty when nothing is."""
    name = asked.name
    if name in known.pictures:
        return _wrong_picture(asked, scope, known)
    if scope.own(name):
        return _filtered_plainly(asked, asked.line or asked.stretch or asked.drawing)
    if not known.has(name):
        return _unknown(name, known)
    if name not in known.figures:
        return _wrong_word(asked, known)
    if TASKS in scope.loops:
        return _("“各任务”里只能写%(own)s，不能写“%(name)s”", own="、".join(LOOPS[TASKS]), name=name)
    if (asked.line or "各条线" in scope.loops) and name not in known.general:
        return _("“%(name)s”不能按条线分开数", name=name)
    if asked.line and "各条线" in scope.loops:
        return _("已经在逐个条线列出，不必再写“| %(line)s”", line=asked.line)
    if asked.stretch == COMPARED and asked.manner:
        return _("“| 同比”后面不带别的写法")
    return _wrong_drawing(asked, known) if asked.drawing else ""


def _unknown(name: str, known: Vocabulary) -> str:
    if not allows(name, what=What.PLACE):
        return _(
            "一本里没有“%(name)s”这样的数：只记单位做了什么、居民得到了什么，不记人是什么人。请从模板里删掉",
            name=name[:40],
        )
    if near := known.like(name):
        return _("没有叫“%(name)s”的数字，是不是%(near)s？", name=name[:40], near="".join(f"“{one}”" for one in near))
    return _("没有叫“%(name)s”的数字", name=name[:40])


def _wrong_word(asked: Asked, known: Vocabulary) -> str:
    """A word of the document takes no filter; a count of targets may be of one line."""
    one_too_many = asked.stretch or asked.drawing
    return _filtered_plainly(asked, one_too_many or ("" if asked.name in known.counts else asked.line))


def _filtered_plainly(asked: Asked, one_too_many: str) -> str:
    if not one_too_many:
        return ""
    return _("“%(name)s”后面不能写“| %(filter)s”", name=asked.name, filter=one_too_many)


def _wrong_picture(asked: Asked, scope: Scope, known: Vocabulary) -> str:
    """A picture with a name of its own: of one line at most, and in the loops that it can be drawn in."""
    name = asked.name
    if one_too_many := asked.stretch or asked.manner or asked.drawing:
        return _filtered_plainly(asked, one_too_many)
    if asked.line and name not in DRAWN_OF_A_LINE:
        return _("“%(name)s”不能按条线分开数", name=name)
    if asked.line and "各条线" in scope.loops:
        return _("已经在逐个条线列出，不必再写“| %(line)s”", line=asked.line)
    if barred := next((loop for loop in scope.loops if name not in DRAWN_IN_LOOPS[loop]), ""):
        own = "、".join(one for one in DRAWN_IN_LOOPS[barred] if one in known.pictures)
        return _("“%(loop)s”里不能放“%(name)s”，能放的图有：%(own)s", loop=barred, name=name, own=own or "—")
    return ""


def _wrong_drawing(asked: Asked, known: Vocabulary) -> str:
    """A figure drawn: what adds up, as it is."""
    if asked.name not in known.sums:
        return _("“%(name)s”不是相加的数，不能画成“%(drawing)s”", name=asked.name, drawing=asked.drawing)
    return _filtered_plainly(asked, asked.stretch or asked.manner)


class TooLong(Exception):
    """More turns than a document can need."""


@dataclass
class Turns:
    """The turns of a loop, counted together with all others."""

    rows: list[Mapping[str, object]]
    left: list[int]

    def __iter__(self) -> Iterator[Mapping[str, object]]:
        for row in self.rows:
            self.left[0] -= 1
            if self.left[0] < 0:
                raise TooLong
            yield row


# --- parsing and compiling ------------------------------------------------------------------------------------------


class Guarded(ImmutableSandboxedEnvironment):
    """Parses as Jinja does; what isn't in the language above never gets as far as being compiled."""

    def __init__(self, known: Vocabulary) -> None:
        super().__init__(autoescape=True, undefined=StrictUndefined)
        self.known = known
        self.globals.clear()
        self.tests.clear()
        self.filters.clear()
        self.filters.update(FILTERS)

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        if wrong := read(tree, self.known).wrong:
            raise TemplateSyntaxError(wrong[0][1], wrong[0][0])
        _Binding(self.known).visit(tree)
        tree.set_environment(self)
        return tree


WHOLE = "whole"
"""What the values outside of loops are called where a template is filled; no word of a template is in Latin letters."""


class _Binding(NodeTransformer):
    """Every name asks its turn, or the whole document, for its value. Only what `read` passed comes here."""

    def __init__(self, known: Vocabulary) -> None:
        self.known = known
        self.scope = Scope()

    def visit_For(self, node: nodes.For) -> nodes.Node:
        outer, inner = self.scope, scope_of(node, self.known, self.scope)
        assert isinstance(inner, Scope)
        node.iter = self._of(self._turn(), inner.path[-1])
        node.target = nodes.Name(f"turn{len(inner.turns)}", "store", lineno=node.lineno)
        self.scope = inner
        node.body = [self.visit(child) for child in node.body]
        self.scope = outer
        return node

    def visit_Name(self, node: nodes.Name) -> nodes.Node:
        return self._asked(node)

    def visit_Filter(self, node: nodes.Filter) -> nodes.Node:
        return self._asked(node)

    def _asked(self, node: nodes.Name | nodes.Filter) -> nodes.Node:
        asked = asked_by(node, self.known)
        assert isinstance(asked, Asked)
        word = self.scope.asks(asked, self.known)
        value = self._of(self._turn() if word else WHOLE, word or asked.key)
        return nodes.Filter(value, asked.manner, [], [], None, None, lineno=node.lineno) if asked.manner else value

    def _turn(self) -> str:
        return f"turn{len(self.scope.turns)}" if self.scope.turns else WHOLE

    def _of(self, owner: str, key: str) -> nodes.Getitem:
        return nodes.Getitem(nodes.Name(owner, "load"), nodes.Const(key), "load")
