"""What a check found, said as a clerk would say it and in the reader's language: on its page, in Word's margin, in a
terminal. What reads documents says it in Chinese; the shapes of its sentences are listed here."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from yiben.figures.rollup import Figure
from yiben.gongwen import Document
from yiben.lib.canonical import plain_decimal
from yiben.lib.periods import Period
from yiben.lib.refusals import SHAPES as REFUSALS
from yiben.lib.spoken import N_, Spoken
from yiben.reports.checking.book import Book
from yiben.reports.checking.reading import Checked, Stock
from yiben.reports.checking.verdicts import Verdict
from yiben.terms.definitions import Definition
from yiben.terms.models import Kind, Metric, Topic
from yiben.terms.sentences import Names
from yiben.units.models import Line

WHY = {
    "goal": _lazy("写的是目标或要求，不是已经做的"),
    "plan": _lazy("写的是打算或问题，不是已经做的"),
    "measure": _lazy("这类数量账本不记"),
    "place": _lazy("写的是辖区情况，账本不记"),
    "staff": _lazy("写的是人员配备，账本不记"),
    "budget": _lazy("写的是经费或经济数据，账本不记"),
    "before": _lazy("账本没有读那么早的年份"),
    "serial": _lazy("是编号，不是数量"),
    "unread": _lazy("数字的写法读不懂"),
    "words": _lazy("是表里的文字说明"),
    "typed": _lazy("与录入的上年数一致（非本系统数据）"),
}
spoken = Spoken(
    [
        *REFUSALS,
        N_("按文中%(under)s、%(top)s推算不出%(said)s"),
        N_("按文中的数推算不出%(said)s"),
        N_("其中各项相加为%(sum)s，与%(said)s不一致"),
        N_("前面各项相加为%(sum)s，与%(said)s不一致"),
        N_("各项相加为%(sum)s，与合计%(said)s不一致"),
        N_("文中另有一处写作%(said)s"),
        N_("页眉或页脚里有数字，没有读。"),
        N_("有 %(n)s 处脚注或尾注，没有读。"),
        N_("有 %(n)s 处隐藏文字，没有读。"),
        N_("有 %(n)s 处修订删除的文字，按已删除处理；修订插入的文字已读。"),
        N_("文档里嵌入了另一个文件，其内容没有读。"),
    ]
)
_UNREAD = frozenset({"margin", "footnotes", "hidden", "tracked", "embedded"})
_days = Spoken(
    [
        N_("%(year)s年%(first)s月至%(last)s月"),
        N_("%(first)s至%(last)s"),
        N_("%(year)s年第一季度"),
        N_("%(year)s年第二季度"),
        N_("%(year)s年第三季度"),
        N_("%(year)s年第四季度"),
        N_("%(year)s年上半年"),
        N_("%(year)s年下半年"),
        N_("%(year)s年%(month)s月%(day)s日"),
        N_("%(year)s年%(month)s月"),
        N_("%(month)s月%(day)s日"),
        N_("%(year)s年"),
    ]
)
MOST_KINDS = 3
ACTIVITIES = "活动"
"""What a number of all kinds is of: a part of a name, as those of the catalogue."""


def label(verdict: Verdict) -> str:
    """The verdict in a word or two."""
    return _(verdict.label)


def days(period: Period) -> str:
    """The period in words."""
    return _days(period.label())


def unread(document: Document) -> list[str]:
    """What of a document was not read, so that nothing in it was checked."""
    found = (one for one in document.findings if one.kind in _UNREAD)
    return [spoken(one.what) + (_("（%(text)s）") % {"text": one.text} if one.text else "") for one in found]


def is_aside(one: Checked) -> bool:
    """Whether it is no claim about work done: a goal, a plan, what the place is like."""
    return one.verdict == Verdict.NOT_IN_BOOK and bool(one.why)


def book_value(one: Checked) -> str:
    """The book's value as an official document writes it, with what it is measured in."""
    if one.value is None:
        return ""
    if one.counted is not None or one.figure is None:
        return plain_decimal(one.value) + one.claim.mention.unit
    return one.figure.printed + one.figure.definition.unit


_Counts = tuple[str, str, str, str, frozenset[str], frozenset[str]]


@dataclass(frozen=True)
class Said:
    """Says what claims were matched to; made once for a document."""

    called: Names
    known: Mapping[_Counts, Definition]
    uncounted: frozenset[str]
    """The kinds of entries that are never 场次."""
    titles: Mapping[str, frozenset[UUID]]
    tasks: Mapping[UUID, str]
    book: Book

    @classmethod
    def of(cls, held: Stock, found: Iterable[Checked] = ()) -> Said:
        """With the names of the catalogue; the titles of entries are only read if a claim was told by one."""
        kinds = list(Kind.objects.values_list("slug", "name", "counts"))
        uncounted = frozenset(slug for slug, _name, counts in kinds if not counts)
        known: dict[_Counts, Definition] = {}
        for one in held.known.values():
            if one.adds == "sum":
                known.setdefault(_counts(one, uncounted), one)
        titles = held.titles if any(one.among for one in found) else {}
        tasks = {target.measure_id: target.measure.title for target in held.promised}
        called = Names(
            kinds={slug: name for slug, name, _counts in kinds},
            topics=dict(Topic.objects.values_list("slug", "name")),
            lines=dict(Line.objects.values_list("slug", "name")),
            metrics=dict(Metric.objects.values_list("slug", "name")),
        )
        return cls(called, known, uncounted, titles, tasks, held.book)

    def what(self, one: Checked) -> str:
        """The figure's name; for what has none, the activities and what was counted of them."""
        if one.figure is None:
            return ""
        said = self._of_titles(one) if one.among else self._named(one.figure)
        if one.figure.measure:
            task = self.tasks.get(one.figure.measure, "")
            return _("“%(task)s”的%(what)s") % {"task": task, "what": said} if task else said
        return said

    def matched(self, one: Checked) -> str:
        """The unit, the days and the figure that it was held against; else why it was not."""
        if one.figure is None and one.claim.cell and one.counted is not None and not one.why:
            return _("表中各行按账本相加")
        if one.figure is None:
            return spoken(str(WHY.get(one.why, one.why)))
        what = self.what(one)
        if one.why == "typed":
            what += _("（上年数为非本系统数据）")
        return f"{one.figure.unit.name}　{days(one.figure.period)}　{what}"

    def indicator(self, one: Checked) -> Definition | None:
        """The indicator of the catalogue that counts just that, whose page shows what it rests on."""
        if one.figure is None or one.among:
            return None
        return one.figure.definition if one.figure.definition.slug else self._alike(one.figure)

    def _named(self, figure: Figure) -> str:
        known = figure.definition if figure.definition.name else self._alike(figure)
        return known.name if known else self._composed(figure.definition)

    def _alike(self, figure: Figure) -> Definition | None:
        """The indicator that counts the same; also one of all lines, where those entries are all of one."""
        definition = figure.definition
        if (known := self.known.get(_counts(definition, self.uncounted))) or not definition.line:
            return known
        wide = self.known.get(_counts(replace(definition, line=""), self.uncounted))
        if wide is None:
            return None
        whole = self.book.figure(wide, figure.unit, figure.period, figure.measure)
        return wide if (whole.value, whole.entries) == (figure.value, figure.entries) else None

    def _composed(self, definition: Definition) -> str:
        """讲座场次, of one line only where a line is meant: what a street would call it, had it named it."""
        topics = [self.called.topics.get(slug, slug) for slug in sorted(definition.topics)]
        kinds = [self.called.kinds.get(slug, slug) for slug in sorted(_counted(definition, self.uncounted))]
        subject = "、".join(topics or (kinds if len(kinds) <= MOST_KINDS else [])) or ACTIVITIES
        metric = self.called.metrics.get(definition.metric, definition.metric)
        what = subject if subject.endswith(metric) else subject + metric
        line = self.called.lines.get(definition.line, "")
        return _("%(what)s（只算%(line)s条线）") % {"what": what, "line": line} if line else what

    def _of_titles(self, one: Checked) -> str:
        assert one.figure is not None
        metric = self.called.metrics.get(one.figure.definition.metric, one.figure.definition.metric)
        own = [title for title, keys in self.titles.items() if not keys.isdisjoint(one.among)]
        if not own:
            return self._named(one.figure)
        said = {"title": own[0], "n": len(own), "what": metric}
        if len(own) == 1:
            return _("“%(title)s”的%(what)s") % said
        return _("“%(title)s”等%(n)d项活动的%(what)s") % said

    def comment(self, one: Checked) -> str:
        """What is said of it in Word's margin: what the book has, and what to do."""
        if one.verdict == Verdict.CONTRADICTED:
            return self._against(one)
        if one.verdict == Verdict.INCONSISTENT:
            return _("文内不一致：%(why)s。请核对这几个数，改成一致。") % {"why": self.matched(one)}
        if one.verdict == Verdict.NOT_UNDERSTOOD:
            return _("看不懂：读不出这个数说的是什么，没有核对。请人工核对，或者在一本的核对页指定它是哪个指标。")
        return _(
            "账本未载：账本里没有找到这个数。确有其事的，请补记后再核对；账本里另有名称的，请在一本的核对页指定它是哪个指标。"
        )

    def _against(self, one: Checked) -> str:
        said = {"value": book_value(one)}
        if one.figure is None:
            which = _("与账本不符：按账本应为%(value)s。请核对后改正文稿；账本漏记、错记的，请补记或更正记录。")
            return which % said
        figure = one.figure
        said |= {"unit": figure.unit.name, "days": days(figure.period), "what": self.what(one)}
        said |= {"entries": str(figure.entries)}
        if one.counted is not None:
            said["now"] = figure.printed + figure.definition.unit
            return (
                _(
                    "与账本不符：账本里%(unit)s%(days)s%(what)s为%(now)s（依据记录%(entries)s条），与上年相比应为%(value)s。请核对后改正文稿；账本漏记、错记的，请补记或更正记录。"
                )
                % said
            )
        return (
            _(
                "与账本不符：账本里%(unit)s%(days)s%(what)s为%(value)s（依据记录%(entries)s条）。请核对后改正文稿；账本漏记、错记的，请补记或更正记录。"
            )
            % said
        )


def _counted(definition: Definition, uncounted: Collection[str]) -> frozenset[str]:
    """The kinds that its number can come from: of 场次, stocks and cases bear none."""
    kinds = definition.kinds - frozenset(uncounted) if definition.metric == "times" else definition.kinds
    return kinds or definition.kinds


def _counts(definition: Definition, uncounted: Collection[str]) -> _Counts:
    """What makes two definitions the same number, whatever they are called."""
    one = definition
    return one.metric, one.adds, one.held, one.line, one.topics, _counted(one, uncounted)
