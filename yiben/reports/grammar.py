"""What may be written between the braces of a clerk's template: names, known filters, `for` over what is in turn, `if`.

Pure. A template is hostile until proven otherwise: Jinja's own parser reads it, and only the node types listed here
pass. `Guarded` is a sandboxed environment that compiles nothing else, whatever reaches it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal, InvalidOperation

from jinja2 import StrictUndefined, nodes
from jinja2.exceptions import TemplateSyntaxError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.visitor import NodeTransformer

from yiben.lib.boundary import What, allows

LONGEST_TAG = 120

DOCUMENT_WORDS = ("标题", "单位", "时段", "发文字号", "成文日期")
LOOPS: dict[str, tuple[str, ...]] = {
    "各社区": ("社区",),
    "各条线": ("条线", "目标项数", "已达成目标项数", "按进度目标项数", "滞后目标项数"),
    "各任务": ("任务", "目标", "完成数", "进度"),
}
"""What can be gone through, and the words that each turn has of its own; the first names the turn itself."""
WITH_FIGURES = frozenset({"各社区"})
"""Those whose turns know every figure of the catalogue: of that community."""

_FRAME = (nodes.Template, nodes.Output, nodes.TemplateData)
_WHAT: dict[type[nodes.Node], str] = {
    nodes.Getattr: "不能用“.”取别的内容，只能写数字的名称",
    nodes.Getitem: "不能用方括号取别的内容，只能写数字的名称",
    nodes.Call: "不能调用，只能写数字的名称",
    nodes.Const: "花括号里只能写名称，固定的文字和数目直接写在正文里",
    nodes.BinExpr: "不能在花括号里计算，请用指标目录里已有的数字",
    nodes.UnaryExpr: "不能在花括号里计算，请用指标目录里已有的数字",
    nodes.Compare: "不能比较，“if”后只写一个数字的名称",
}
_OTHERWISE = "花括号里只能写数字的名称、“for … in …”和“if 名称”"


@dataclass(frozen=True)
class Vocabulary:
    """The names that a template can use: figures of the catalogue, and counts of the plan's targets."""

    figures: Collection[str]
    counts: Collection[str] = ()

    def has(self, name: str) -> bool:
        return name in self.figures or name in self.counts or name in DOCUMENT_WORDS

    def speaks_of(self, name: str) -> bool:
        """Whether a word means something already, so that no loop can give it another meaning."""
        return self.has(name) or name in LOOPS or any(name in words[1:] for words in LOOPS.values())


@dataclass(frozen=True)
class Scope:
    """Where a name stands: outside of any loop, or in one over `loop` whose turns are called `turn`."""

    loop: str = ""
    turn: str = ""

    def word(self, name: str, known: Vocabulary) -> str:
        """What a name asks of the turn (社区, or a figure of that community); empty: it is of the whole document."""
        if not self.loop:
            return ""
        if name == self.turn:
            return LOOPS[self.loop][0]
        return name if name in LOOPS[self.loop] or name in known.figures else ""


def wrong_name(name: str, scope: Scope, known: Vocabulary) -> str:
    """What is wrong with a name at its place; empty when nothing is."""
    if not known.has(name) and not scope.word(name, known):
        return allows(name, what=What.PLACE).reason or f"没有叫“{name[:40]}”的数字"
    if scope.loop and scope.loop not in WITH_FIGURES and name in known.figures:
        own = "、".join(LOOPS[scope.loop])
        return f"“{scope.loop}”里只能写{own}，不能写“{name}”"
    return ""


@dataclass
class Reading:
    """What a passage of template says: names outside of loops, names in the turns of each loop, what is wrong."""

    names: dict[str, None] = field(default_factory=dict)
    in_turns: dict[str, dict[str, None]] = field(default_factory=dict)
    wrong: list[tuple[int, str]] = field(default_factory=list)

    @property
    def used(self) -> list[str]:
        """Every name used, each once."""
        return list(self.names | {name: None for names in self.in_turns.values() for name in names})

    def add(self, other: Reading) -> None:
        self.names |= other.names
        for loop, names in other.in_turns.items():
            self.in_turns.setdefault(loop, {}).update(names)


def read(tree: nodes.Template, known: Vocabulary, scope: Scope | None = None) -> Reading:
    """Walk what Jinja has parsed; anything that isn't listed above is wrong, with its line."""
    reading = Reading()
    _read(tree, scope or Scope(), known, reading)
    return reading


def _read(node: nodes.Node, scope: Scope, known: Vocabulary, reading: Reading) -> None:
    if isinstance(node, nodes.For):
        _read_for(node, scope, known, reading)
    elif isinstance(node, nodes.If):
        _read_if(node, scope, known, reading)
    elif isinstance(node, nodes.Name):
        _read_name(node, scope, known, reading)
    elif isinstance(node, nodes.Filter):
        _read_filter(node, scope, known, reading)
    elif isinstance(node, _FRAME):
        for child in node.iter_child_nodes():
            _read(child, scope, known, reading)
    else:
        reading.wrong.append((node.lineno or 1, _what(node)))


def _what(node: nodes.Node) -> str:
    return next((words for kind, words in _WHAT.items() if isinstance(node, kind)), _OTHERWISE)


def _read_for(node: nodes.For, scope: Scope, known: Vocabulary, reading: Reading) -> None:
    inner = scope_of(node, known)
    if isinstance(inner, str) or scope.loop or node.else_ or node.test or node.recursive:
        what = inner if isinstance(inner, str) else "循环里不能再套循环" if scope.loop else _OTHERWISE
        reading.wrong.append((node.lineno or 1, what))
        inner = scope
    else:
        reading.in_turns.setdefault(inner.loop, {})
    for child in node.body:
        _read(child, inner, known, reading)


def scope_of(node: nodes.For, known: Vocabulary) -> Scope | str:
    """What the loop goes through and how it calls each; or what is wrong."""
    if not isinstance(node.iter, nodes.Name) or node.iter.name not in LOOPS:
        return "“for”只能写“for 社区 in 各社区”“for 条线 in 各条线”或“for 任务 in 各任务”"
    if not isinstance(node.target, nodes.Name) or known.speaks_of(node.target.name):
        return "“for”后写一个没有别的意思的名称，如“for 社区 in 各社区”"
    return Scope(node.iter.name, node.target.name)


def _read_if(node: nodes.If, scope: Scope, known: Vocabulary, reading: Reading) -> None:
    if node.elif_ or node.else_ or not isinstance(node.test, nodes.Name):
        test_only = isinstance(node.test, nodes.Name)
        reading.wrong.append((node.lineno or 1, "不能写 else，请另写一个条件" if test_only else _what(node.test)))
    else:
        _read_name(node.test, scope, known, reading)
    for child in node.body:
        _read(child, scope, known, reading)


def _read_name(node: nodes.Name, scope: Scope, known: Vocabulary, reading: Reading) -> None:
    if what := wrong_name(node.name, scope, known):
        reading.wrong.append((node.lineno or 1, what))
    elif word := scope.word(node.name, known):
        reading.in_turns.setdefault(scope.loop, {})[word] = None
    else:
        reading.names[node.name] = None


def _read_filter(node: nodes.Filter, scope: Scope, known: Vocabulary, reading: Reading) -> None:
    if node.name not in FILTERS:
        reading.wrong.append((node.lineno or 1, f"没有“| {node.name[:20]}”这种写法，可用：{'、'.join(FILTERS)}"))
    elif node.args or node.kwargs or node.dyn_args or node.dyn_kwargs or not isinstance(node.node, nodes.Name):
        reading.wrong.append((node.lineno or 1, f"“| {node.name}”前面写一个名称，后面不带别的"))
    else:
        _read_name(node.node, scope, known, reading)


# --- how a number is written ----------------------------------------------------------------------------------------


def _number(text: str) -> tuple[str, Decimal | None]:
    """约 apart from the number that a figure printed; None where the book has no answer."""
    about = "约" if text.startswith("约") else ""
    try:
        return about, Decimal(text.removeprefix("约"))
    except InvalidOperation:
        return about, None


def _plain(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def yuan(text: str) -> str:
    """21994.5 → 21994.5元"""
    return f"{text}元" if _number(text)[1] is not None else str(text)


def ten_thousand_yuan(text: str) -> str:
    """21994.5 → 2.2万元, two decimals at most."""
    about, value = _number(text)
    if value is None:
        return str(text)
    return f"{about}{_plain((value / 10000).quantize(Decimal('0.01'), ROUND_HALF_UP))}万元"


def over(text: str) -> str:
    """128 → 120余, only where it is true: 120 stays 120, and what is about right stays as it is."""
    about, value = _number(text)
    if about or value is None or value < 20:
        return str(text)
    tens = (value / 10).to_integral_value(ROUND_DOWN) * 10
    return f"{tens:f}余" if value > tens else str(text)


def about(text: str) -> str:
    """1286 → 约1300, to two digits; what has no more than two stays exact."""
    said, value = _number(text)
    if said or value is None or value < 100:
        return str(text)
    places = Decimal(1).scaleb(value.adjusted() - 1)
    rounded = (value / places).to_integral_value(ROUND_HALF_UP) * places
    return f"约{rounded:f}" if rounded != value else str(text)


FILTERS = {"元": yuan, "万元": ten_thousand_yuan, "余": over, "约": about}


class Value(str):
    """A figure as printed. `if` finds it true where there is something to tell: not 0, not —, not nothing."""

    def __bool__(self) -> bool:
        value = _number(str(self))[1]
        return bool(value) if value is not None else str(self) not in ("", "—")


class TooLong(Exception):
    """More turns than a document can need."""


@dataclass
class Turns:
    """The turns of a loop, counted together with all others."""

    rows: list[Mapping[str, Value]]
    left: list[int]

    def __iter__(self) -> Iterator[Mapping[str, Value]]:
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


class _Binding(NodeTransformer):
    """Within a loop, the words of a turn and the catalogue's names ask the turn. Only what `read` passed comes here."""

    def __init__(self, known: Vocabulary) -> None:
        self.known = known
        self.scope = Scope()

    def visit_For(self, node: nodes.For) -> nodes.Node:
        assert isinstance(node.iter, nodes.Name)
        assert isinstance(node.target, nodes.Name)
        self.scope = Scope(node.iter.name, node.target.name)
        node.body = [self.visit(child) for child in node.body]
        self.scope = Scope()
        return node

    def visit_Name(self, node: nodes.Name) -> nodes.Node:
        word = self.scope.word(node.name, self.known)
        if not word:
            return node
        turn = nodes.Name(self.scope.turn, "load", lineno=node.lineno)
        return nodes.Getitem(turn, nodes.Const(word, lineno=node.lineno), "load", lineno=node.lineno)
