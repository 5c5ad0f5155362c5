"""Checks a document against the book: reads its claims, finds what each tells, and judges it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from itertools import groupby, product, takewhile
from typing import NamedTuple
from uuid import UUID

from django.utils import timezone

from yiben.figures.models import PastFigure
from yiben.figures.past import LATE_START
from yiben.figures.rollup import Figure
from yiben.gongwen import Document
from yiben.ledger.models import Entry
from yiben.lib.periods import Period, today
from yiben.plans.models import Measure, Target
from yiben.reports.check_models import Pin
from yiben.reports.checking.book import Book
from yiben.reports.checking.claims import Claim, Setting, claims
from yiben.reports.checking.inside import (
    GROWN,
    Odd,
    grown_noun,
    grows,
    grows_alone,
    growth,
    is_average,
    is_of_some,
    is_sum_alone,
    is_total,
    is_whole,
    measure_named,
    odd_inside,
    parts_of,
    parts_told,
    same_at_last_digit,
    shares_of,
    unit_label,
)
from yiben.reports.checking.passages import cells, passages
from yiben.reports.checking.rows import compared, follows, growth_head
from yiben.reports.checking.subjects import (
    STOCKS,
    TIMES,
    Candidate,
    Subject,
    Vocabulary,
    anything,
    bared,
    candidates,
    compared_label,
    composed,
    foreign,
    goes_with,
    is_bare,
    metrics_of,
    of_other_persons,
    only_goes_with,
    opens_anew,
    pairs,
    says_in_full,
    subject_of,
    theme_of,
    unknown,
    words_lines,
)
from yiben.reports.checking.titled import Alike, Titles, common_pairs, core_of, noun_of
from yiben.reports.checking.unmeasured import UNREAD
from yiben.reports.checking.verdicts import Verdict, agrees
from yiben.reports.checking.when import periods_said
from yiben.reports.checking.who import Names
from yiben.reports.models import Report
from yiben.reports.render import Shelf
from yiben.terms.definitions import Definition
from yiben.terms.models import Indicator, Kind, Topic, definitions
from yiben.units.models import Line, Unit, UnitKind

SURE = 1.2
"""How well words must fit before a claim is told to be against the book; below, it isn't found in it."""
STRANGE = 0.5
"""How much better they must fit for each character before the number that no name has."""
FEW = 30
NEARLY, HARDLY, SMALL = Decimal("0.3"), Decimal("0.03"), 20
FAR = 4
PLAINLY = 3.0
"""How well words must fit for a small number to be right without looking further."""
"""How near a number must be to what goes with the activity told before it, to be that one and wrong; and how large."""
SHORTEST_TITLE = 3
_ANY_TITLE = (
    "活动",
    "开展",
    "举办",
    "组织",
    "居民",
    "群众",
    "社区",
    "街道",
    "辖区",
    "系列活动",
    "主题",
    "现场",
    "走访慰问",
    "宣传资料",
)
"""What is in the titles of many things and tells none."""
_TITLED = re.compile("[“《‘]([^”》’\n]{2,40})[”》’]")
NEAR = 1.6
"""How far behind the likest a candidate may be and still speak for a claim."""


@dataclass(frozen=True)
class Checked:
    """A claim with its verdict, and the figure of the book that it was held against."""

    claim: Claim
    verdict: Verdict
    figure: Figure | None = None
    why: str = ""
    counted: Decimal | None = None
    among: frozenset[UUID] = frozenset()
    """The entries that it is of, where it was told by their titles."""

    @property
    def value(self) -> Decimal | None:
        """The book's value."""
        return self.counted if self.counted is not None or self.figure is None else self.figure.value


@dataclass
class Stock:
    """What a check needs of the book and the catalogue; loaded once, good for many documents of a unit and year."""

    unit: Unit
    period: Period
    units: dict[int, Unit]
    names: Names
    words: Vocabulary
    lines: dict[str, str]
    book: Book
    known: dict[str, Definition]
    promised: Sequence[Target]
    figures: dict[tuple[object, ...], Figure] = field(default_factory=dict)
    bearings: dict[tuple[object, ...], frozenset[UUID]] = field(default_factory=dict)
    by_lines: dict[tuple[str, ...], Titles] = field(default_factory=dict)

    @cached_property
    def targets(self) -> Shelf:
        """The plan's targets as a report of the period would count them; read when first asked."""
        report = Report(unit=self.unit, start=self.period.start, end=self.period.end)
        return Shelf(report, None, self.known, self.known, [], today())

    @property
    def book_from(self) -> date:
        """The first day of what was read."""
        return date(self.period.start.year - 1, 1, 1)

    def before(self, candidate: Candidate, unit: int, period: Period) -> tuple[Decimal | None, str]:
        """What was, a year before: by the book, where it goes back so far; else as it was typed, and then marked."""
        if period.start >= self.begins:
            return self.figure(candidate, unit, period).value, ""
        days = {period, self.period.previous_year()} if period.end.year == self.period.end.year - 1 else {period}
        found = (self.typed.get((candidate.key, unit, one)) for one in sorted(days, reverse=True))
        value = next((one for one in found if one is not None), None)
        return value, "typed" if value is not None else ""

    @cached_property
    def typed(self) -> dict[tuple[tuple[object, ...], int, Period], Decimal]:
        """What was typed of days before the book, by what it counts, whose and when; read when first asked."""
        whole = self.unit.tenant or self.unit
        told = PastFigure.objects.standing().filter(unit__path__gte=whole.path, unit__path__lt=whole.path + "~")
        known = ((one, self.known.get(one.indicator_id)) for one in told)
        return {(Candidate(said, 0).key, one.unit_id, one.period): one.value for one, said in known if said}

    @cached_property
    def begins(self) -> date:
        """From when on the book tells everything: a month before its first entry, for January has few. A stock may be
        older, and says nothing of what was done."""
        days = (fact.day for fact in self.book.facts if fact.kind != STOCKS)
        return min(days, default=self.period.start) - LATE_START

    @property
    def setting(self) -> Setting:
        return Setting(self.unit.pk, self.period, self.names, self.lines)

    def figure(self, candidate: Candidate, unit: int, period: Period) -> Figure:
        """The candidate's figure, worked out once."""
        unit, period = candidate.whose or unit, candidate.period or period
        if candidate.due and period.start <= candidate.due < period.end:
            period = Period(period.start, candidate.due)
        key = candidate.key, unit, period.start, period.end
        if key not in self.figures:
            whose, one = self.units[abs(unit)], candidate.definition
            self.figures[key] = self.book.figure(
                one, whose, period, candidate.task, own=unit < 0, among=candidate.entries
            )
        return self.figures[key]

    def bearing(self, what: Candidate, unit: int, period: Period) -> frozenset[UUID]:
        """The entries that have a part in the candidate's figure, found once."""
        key = what.key, unit, period.start, period.end
        if key not in self.bearings:
            whose = self.units[abs(unit)]
            self.bearings[key] = self.book.bearing(what.definition, whose, period, among=what.entries)
        return self.bearings[key]

    def titled(self, lines: Sequence[str]) -> Titles:
        """The titles of what some lines did, or all did, to be found by some of their words; made once."""
        key = tuple(lines)
        if key not in self.by_lines:
            done = (fact for fact in self.book.facts if fact.kind != STOCKS)
            ours = {fact.id for fact in done if not lines or not fact.lines.isdisjoint(lines)}
            own = {title: found for title, keys in self.titles.items() if (found := keys & ours)}
            self.by_lines[key] = Titles.of(own, self.common_pairs, of_all=not lines)
        return self.by_lines[key]

    @cached_property
    def stocks(self) -> Titles:
        """The titles of what is told of a day, and never adds up."""
        ours = {fact.id for fact in self.book.facts if fact.kind == STOCKS}
        own = {title: found for title, keys in self.titles.items() if (found := keys & ours)}
        return Titles.of(own, frozenset(), of_all=True)

    @cached_property
    def courses(self) -> frozenset[UUID]:
        """The entries that are trainings."""
        return frozenset(fact.id for fact in self.book.facts if fact.kind == "training")

    @cached_property
    def common_pairs(self) -> frozenset[str]:
        """The pairs of characters that names of kinds and lines have, or the titles of anything."""
        names = [name for subject in self.words.subjects if subject.sort == "kind" for name in subject.names]
        return common_pairs([*names, *self.lines, *_ANY_TITLE])

    @cached_property
    def titles(self) -> dict[str, frozenset[UUID]]:
        """What is told by a title of its own: the entries of each, by the bare title. Read when first asked."""
        span = Period(self.book_from, self.period.end)
        entries = Entry.objects.standing().within(span).held_under(self.unit.tenant or self.unit).order_by()
        found: defaultdict[str, set[UUID]] = defaultdict(set)
        for key, title in entries.values_list("pk", "title"):
            found[bared(title)].add(key)
        return {title: frozenset(keys) for title, keys in found.items() if len(title) >= SHORTEST_TITLE}


def stock(unit: Unit, period: Period, *, as_of: datetime | None = None, only: Collection[str] = frozenset()) -> Stock:
    """Reads the catalogue, the units and two years of the book. Some dozen queries, however long the document.

    With `only` nothing is told of other lines than those: who reads it answers for no more.
    """
    whole = unit.tenant or unit
    units = {one.pk: one for one in Unit.objects.under(whole)} | {unit.pk: unit}
    known = {slug: one for slug, one in definitions(whole).items() if not (only and one.line) or one.line in only}
    lines = _line_words(line for line in Line.objects.filter(active=True) if not only or line.slug in only)
    targets = _targets(whole, period, known)
    span = Period(date(period.start.year - 1, 1, 1), period.end)
    slugs = set(lines.values())
    book = Book.load(whole, span, slugs, {t.measure_id for t in targets}, as_of or timezone.now())
    words = Vocabulary.of([*_subjects(known, targets), *_pinned(whole, known, period)], lines)
    return Stock(unit, period, units, _names(units.values(), unit, whole), words, lines, book, known, targets)


def check(document: Document, stock: Stock) -> list[Checked]:
    """Every quantity of the document with its verdict, in its order."""
    found = passages(document)
    read = claims(found, cells(document, found), stock.setting)
    judged = _of_parts_told(_of_parts_behind(_of_rows_shown(_judged(read, stock))))
    known = {(one.claim.place, one.claim.start): one.value for one in judged if one.value}
    return _with_what_is_odd(judged, [*odd_inside(read, known), *odd_shares(judged)])


def odd_shares(judged: Sequence[Checked]) -> list[Odd]:
    """Shares that don't follow from the two numbers they are of, as printed or as the book has them."""
    return shares_of([(one.claim, one.value) for one in judged])


def _of_parts_told(judged: Sequence[Checked]) -> list[Checked]:
    """两项合计87700元 is the sum of the two that were told before it, whatever else its words may mean."""
    made: list[Checked] = []
    before = [one.claim for one in judged]
    for number, one in enumerate(judged):
        parts = None if one.verdict is Verdict.SUPPORTED else parts_told(one.claim, before, number)
        if parts:
            one = _as_their_sum(one, [made[at] for at in parts])
        elif parts is not None and one.verdict is Verdict.CONTRADICTED:
            one = Checked(one.claim, Verdict.NOT_IN_BOOK)
        made.append(one)
    return made


def _as_their_sum(whole: Checked, parts: Sequence[Checked]) -> Checked:
    printed, held = _sum_of([one.claim.exact for one in parts]), _sum_of([one.value for one in parts])
    mention = whole.claim.mention
    if held is not None and agrees(mention, held):
        return Checked(whole.claim, Verdict.SUPPORTED, counted=held)
    if printed is not None and agrees(mention, printed):
        return Checked(whole.claim, Verdict.NOT_IN_BOOK)
    told = whole.claim.exact
    if held is not None and told is not None and abs(told - held) <= held * NEARLY:
        return Checked(whole.claim, Verdict.CONTRADICTED, counted=held)
    return whole


def _sum_of(values: Sequence[Decimal | None]) -> Decimal | None:
    known = [value for value in values if value is not None]
    return sum(known, Decimal(0)) if len(known) == len(values) else None


def _of_parts_behind(judged: Sequence[Checked]) -> list[Checked]:
    """意见195条，其中接待日112条、入户83条: not against the book for being more than the last of its parts."""
    made = list(judged)
    for at, one in enumerate(judged):
        if one.verdict is not Verdict.CONTRADICTED or one.claim.cell:
            continue
        parts = [each for each in judged[at + 1 :] if each.claim.sentence == one.claim.sentence]
        of_it = parts_of(one.claim, [each.claim for each in parts])
        values = [part.exact for part in of_it]
        if len(of_it) > 1 and one.value in values and _sum_of(values) == one.claim.exact:
            known = all(part.verdict is Verdict.SUPPORTED for part in parts[: len(of_it)])
            made[at] = Checked(one.claim, Verdict.SUPPORTED if known else Verdict.NOT_IN_BOOK, counted=one.claim.exact)
    return made


def _of_rows_shown(judged: Sequence[Checked]) -> list[Checked]:
    """合计 of a table of communities is the sum of those that it shows, whatever else the street did."""
    beside: defaultdict[tuple[int, int, int], list[Checked]] = defaultdict(list)
    for one in judged:
        if one.claim.cell and one.claim.unit_said:
            for side in (0, 1):
                beside[one.claim.cell.table, side, one.claim.cell.at[side]].append(one)
    return [_of_rows(one, beside) if is_total(one.claim) else one for one in judged]


def _of_rows(total: Checked, beside: dict[tuple[int, int, int], list[Checked]]) -> Checked:
    cell = total.claim.cell
    assert cell
    side = 1 if any(is_whole(head) for head in cell.row) else 0
    rows = beside.get((cell.table, side, cell.at[side]), [])
    values = [one.value for one in rows if one.value is not None]
    if total.verdict is Verdict.SUPPORTED or len(rows) < 2 or len(values) < len(rows):
        return total
    summed = sum(values, Decimal(0))
    verdict = Verdict.SUPPORTED if agrees(total.claim.mention, summed) else Verdict.CONTRADICTED
    return Checked(total.claim, verdict, counted=summed)


def _judged(read: Sequence[Claim], stock: Stock) -> list[Checked]:
    made: list[Checked] = []
    above: Candidate | None = None
    for _paragraph, group in groupby(read, lambda claim: claim.sentence // 1000):
        last: Candidate | None = None
        earlier: list[Told] = []
        opening: Candidate | None = None
        for _sentence, claims_of in groupby(group, lambda claim: claim.sentence):
            some, told = _of_sentence(list(claims_of), last, above, stock, earlier)
            made += some
            last = last if last and _AMONG.match(bared(some[0].claim.lead + some[0].claim.clause)) else told or last
            opening = opening or (told if told and not told.entries and not some[0].claim.apart else None)
        above = opening or above
    return made


def _of_sentence(
    read: Sequence[Claim], last: Candidate | None, above: Candidate | None, stock: Stock, earlier: list[Told]
) -> tuple[list[Checked], Candidate | None]:
    """The claims of a sentence: what one is about leads to what the next is. `last` was told by the one before, `above`
    by the paragraph before; `earlier` is all that its paragraph told so far."""
    made: list[Checked] = []
    told: list[Told] = []
    for at, claim in enumerate(read):
        if is_average(claim):
            made.append(_averaged(claim, stock))
            continue
        if of_days := _share_of_days(claim, told, stock):
            made.append(of_days)
            continue
        if growth_head(claim):
            made.append(_grown_in_row(claim, read, made))
            continue
        if not claim.outside and (
            grows(claim)
            or (GROWN.search(claim.clause) and any(one.compared for one in read))
            or (grows_alone(claim) and told and told[-1].agreed and read[at - 1] is told[-1].claim)
        ):
            made.append(_grown(claim, [*_grown_from(claim, told, earlier), *told], read, stock))
            continue
        before = [one for one in reversed(told) if one.claim.aside in (None, claim.aside)] if claim.cell is None else []
        if not before and is_bare(claim) and not _lead_tells(claim, stock):
            before = _before(claim, last or above, stock.words.kind_names)
        elif not before and last and claim.cell is None and goes_with(claim) and not (made or opens_anew(claim)):
            before = [Told(claim, replace(last, loose=True), agreed=False, known=True)]
        if claim.compared and before and (than := compared_label(claim)):
            same = [was for was in before if _is_measured_alike(was.claim, claim)]
            one, candidate = _judge(replace(claim, clause=than) if same else claim, stock, same or before)
            one = replace(one, claim=claim)
        else:
            one, candidate = _judge(claim, stock, before)
        made.append(replace(one, among=candidate.entries) if candidate and one.figure else one)
        if candidate:
            known = one.verdict in (Verdict.SUPPORTED, Verdict.CONTRADICTED)
            told.append(Told(claim, candidate, one.verdict is Verdict.SUPPORTED, known))
    earlier += told
    return made, told[0].what if told else None


def _is_measured_alike(one: Claim, other: Claim) -> bool:
    """Whether two numbers are of the same measure word, or both of what was held."""
    return one.mention.unit == other.mention.unit or {one.mention.unit, other.mention.unit} <= _HELD


_HELD = frozenset(TIMES)


_LEAST_LEAD = 5


def _lead_tells(claim: Claim, stock: Stock) -> bool:
    """妇女恳谈会开展较好，分别召开3场: whether the clause before a bare number says what it counts."""
    if len(bared(claim.lead)) < _LEAST_LEAD:
        return False
    asked = candidates(claim, stock.words)
    return bool(asked) and asked[0].score >= SURE and _says_what(asked[0]) and bool(asked[0].definition.slug)


_OF_DAYS_ALL = re.compile(
    "占(?:到|了)?(?:全年|年度|今年|本年|[上下]半年|[一二三四]季度|前三季度)(?:总[量数额])?(?:的(?:比例|比重)?)?(?:为|达)?$"
)


def _share_of_days(claim: Claim, told: Sequence[Told], stock: Stock) -> Checked | None:
    """一季度591人次，占上半年的64.7%: of what the same had in all of those days."""
    if claim.mention.unit != "%" or claim.exact is None or not _OF_DAYS_ALL.search(bared(claim.clause)):
        return None
    part = next((one for one in reversed(told) if not one.claim.compared), None)
    if part is None or not (part.agreed and part.claim.period and claim.period and part.claim.period in claim.period):
        return None
    for what in _ways(part, told, stock):
        some, every = (stock.figure(what, part.claim.unit, days).value for days in (part.claim.period, claim.period))
        if some and every and part.claim.period != claim.period:
            share = some * 100 / every
            if same_at_last_digit(claim.mention, share):
                return Checked(claim, Verdict.SUPPORTED, counted=share.quantize(Decimal("0.1")))
            return Checked(claim, Verdict.CONTRADICTED, counted=share.quantize(Decimal("0.1")))
    return None


def _grown_from(claim: Claim, told: Sequence[Told], earlier: Sequence[Told]) -> list[Told]:
    """慰问63户，发放2.7万元。与去年相比，款物增加9000元: what an earlier sentence told by the same measure word."""
    unit = claim.mention.unit
    if unit == "%":
        return [] if told else _only_of_measure(claim, earlier)
    if any(one.claim.mention.unit == unit for one in told):
        return []
    return [one for one in earlier if one.agreed and one.claim.mention.unit == unit and not one.claim.compared][-1:]


def _only_of_measure(claim: Claim, earlier: Sequence[Told]) -> list[Told]:
    """开展10场，服务时长60小时。与上年相比，时长增长20%: the one number of the measure that a bare label names."""
    unit = measure_named(claim.clause)
    if not unit or grown_noun(claim.clause) != unit_label(claim.clause):
        return []
    alike = [one for one in earlier if _measures_alike(one.claim.mention.unit, unit) and not one.claim.compared]
    return alike if len(alike) == 1 and alike[0].known else []


def _grown_in_row(claim: Claim, table: Sequence[Claim], made: Sequence[Checked]) -> Checked:
    """增长（%）of a table follows from the two numbers beside it, as the book has them or as they are printed."""
    pair = compared(claim, table)
    if pair is None or pair[0].exact is None or pair[1].exact is None:
        return Checked(claim, Verdict.NOT_IN_BOOK)
    held = {(one.claim.place, one.claim.start): one.value for one in made}
    now, was = (held.get((one.place, one.start)) for one in pair)
    if now and was and follows(claim, now, was):
        return Checked(claim, Verdict.SUPPORTED)
    if follows(claim, pair[0].exact, pair[1].exact):
        return Checked(claim, Verdict.NOT_IN_BOOK)
    why = f"按文中{pair[0].text}、{pair[1].text}推算不出{claim.text}"
    return Checked(claim, Verdict.INCONSISTENT, why=why)


def _averaged(claim: Claim, stock: Stock) -> Checked:
    """场均24人次 is true if an indicator says so; else it follows from the numbers printed, or doesn't."""
    asked = [one for one in candidates(claim, stock.words) if one.definition.adds == "ratio"]
    for _one, figure in _told(claim, asked, stock) if claim.period else ():
        if figure.value is not None and agrees(claim.mention, figure.value):
            return Checked(claim, Verdict.SUPPORTED, figure)
    return Checked(claim, Verdict.NOT_IN_BOOK)


def _before(claim: Claim, last: Candidate | None, kind_names: Mapping[str, str]) -> list[Told]:
    """What a bare number goes on with: what was told last, or all that the section's line did."""
    told = [last] if last else []
    if len(claim.lines) == 1 and claim.mention.unit in _OF_LINES and claim.heads:
        headed = [kind for name, kind in kind_names.items() if name in claim.heads[-1]]
        told += [
            Candidate(composed("times", frozenset({kind}), frozenset(), claim.lines[0], claim.mention.unit), SURE)
            for kind in dict.fromkeys(headed)
        ]
    if claim.mention.unit in _OF_LINES and (len(claim.lines) == 1 or not told):
        line = claim.lines[0] if len(claim.lines) == 1 else ""
        told.append(Candidate(composed("times", frozenset(), frozenset(), line, claim.mention.unit), SURE))
    return [Told(claim, one, agreed=False, known=True) for one in told]


_OF_LINES = frozenset((*TIMES, "人次", "小时"))


def _grown(claim: Claim, told: Sequence[Told], read: Sequence[Claim], stock: Stock) -> Checked:
    """同比增长15%: by the book where it has both years, else by the numbers printed."""
    then = next((one for one in reversed(read) if one.compared and one is not claim and not grows(one)), None)
    named = measure_named(claim.clause)
    measured = claim.mention.unit if claim.mention.unit != "%" else then.mention.unit if then else named
    done = [one for one in reversed(told) if not one.claim.compared]
    if claim.after is not None:
        done = [one for one in done if one.claim.start == claim.after]
    alike = (one for one in done if measured and _measures_alike(one.claim.mention.unit, measured))
    now = next(alike, done[0] if done and not named else None)
    if now is None:
        return _grown_since(claim, told, stock)
    if now.claim.period is None:
        return Checked(claim, Verdict.NOT_IN_BOOK)
    then = then if then and then.mention.unit == now.claim.mention.unit else None
    follows = growth(claim, now.claim.exact, then.exact) if then and then.exact and now.claim.exact else None
    days = [then.period] if then and then.period else _a_year_before(now.claim.period)
    found = _growth_of(claim, _ways(now, told, stock), now.claim, days, stock)
    if (found and found.verdict is Verdict.SUPPORTED) or (follows and not found):
        return found or Checked(claim, Verdict.NOT_IN_BOOK)
    if follows is False:
        assert then
        return Checked(claim, Verdict.INCONSISTENT, why=f"按文中{now.claim.text}、{then.text}推算不出{claim.text}")
    return found or Checked(claim, Verdict.NOT_IN_BOOK)


def _measures_alike(one: str, other: str) -> bool:
    return one == other or {one, other} <= _HELD or {one, other} <= _PEOPLE


_PEOPLE = frozenset("人次 人 名 位".split())


def _a_year_before(period: Period) -> list[Period]:
    """The days of the year before; of a year that isn't over, as many days as there were, or all of them."""
    whole, now = period.previous_year(), today()
    if not period.start <= now < period.end:
        return [whole]
    return [Period(whole.start, Period(period.start, now).previous_year().end), whole]


def _ways(now: Told, told: Sequence[Told], stock: Stock) -> list[Candidate]:
    """What a number was understood to tell, then whatever else has the same value in the book: an entry's title finds
    this year's entries, and last year's may go by another."""
    one, period = now.claim, now.claim.period
    assert period is not None
    value = stock.figure(now.what, one.unit, period).value
    before = list(reversed(told[: next(at for at, each in enumerate(told) if each is now)])) if now in told else []
    asked = candidates(one, stock.words, _definitions(before))
    others = [other for other in asked if value and stock.figure(other, one.unit, period).value == value]
    by_title = Titled.of(one, asked, before, stock).readings(one, stock) if value else ()
    return [now.what, *others, *(other for other, figure in by_title if figure.value == value)]


def _growth_of(
    claim: Claim, ways: Sequence[Candidate], base: Claim, days: Sequence[Period], stock: Stock
) -> Checked | None:
    """Whether growth is true of the book in one of some ways; else against the first that has both years."""
    assert base.period is not None
    against: Checked | None = None
    for what, before in product(ways, days):
        figure = stock.figure(what, base.unit, base.period)
        was, why = stock.before(what, base.unit, before)
        true = growth(claim, figure.value, was) if figure.value and was else None
        if true:
            return Checked(claim, Verdict.SUPPORTED, figure, why)
        if true is False and against is None:
            assert figure.value
            assert was
            against = Checked(claim, Verdict.CONTRADICTED, figure, why, _change(claim, figure.value, was))
    return against


def _grown_since(claim: Claim, told: Sequence[Told], stock: Stock) -> Checked:
    """2024年志愿者912人次，今年同比增长11%: only what was is printed, what is stands in the book."""
    was = next((one for one in reversed(told) if one.claim.mention.unit in claim.clause), None)
    base = replace(claim, period=stock.period)
    if was and was.claim.period:
        found = _growth_of(claim, [was.what], replace(base, unit=was.claim.unit), [was.claim.period], stock)
        return found or Checked(claim, Verdict.NOT_IN_BOOK)
    found = _growth_of(claim, _named_to_grow(base, stock), base, _a_year_before(stock.period), stock)
    return found or Checked(claim, Verdict.NOT_IN_BOOK)


def _named_to_grow(base: Claim, stock: Stock) -> list[Candidate]:
    """志愿服务场次同比增长12%, 环境整治志愿服务场次增长55.6%: an indicator by its name, or what titles have all of."""
    said = grown_noun(base.clause)
    full = (one for one in stock.known.values() if bared(one.name) in said and one.adds in ("sum", "last"))
    named = max(full, key=lambda one: len(one.name), default=None)
    if named and len(said) - len(bared(named.name)) <= 1:
        return [Candidate(named, SURE)]
    unit = measure_named(base.clause)
    noun = said[: -len(unit_label(said))] if unit else ""
    if not unit or len(noun) < SHORTEST_TITLE:
        return []
    one = replace(base, clause=noun, lead="", topic="", spent="", behind="", mention=base.mention._replace(unit=unit))
    titled = Titled.of(one, candidates(one, stock.words), (), stock)
    return [what for what, figure in titled.readings(one, stock) if figure.value] if titled.sure else []


def _change(claim: Claim, now: Decimal, was: Decimal) -> Decimal:
    """How much it grew, in the claim's measure."""
    change = abs(now - was)
    return (change * 100 / was).quantize(Decimal("0.1")) if claim.mention.unit == "%" else change


def _judge(claim: Claim, stock: Stock, told: Sequence[Told]) -> tuple[Checked, Candidate | None]:
    """The verdict, and what the claim was understood to tell. `told` is what was told before it, the last first."""
    found = _held_against(claim, stock, told)
    if found[0].verdict is Verdict.CONTRADICTED and told and claim.cell is None:
        # 宣传14场，其中5月5场，发放资料4000份: of the five, or of all.
        for other in _of_the_whole_again(claim, told, stock):
            whole = _held_against(other, stock, told)
            if whole[0].verdict is Verdict.SUPPORTED:
                return replace(whole[0], claim=claim), whole[1]
    of_office = claim.unit_said and not claim.cell and stock.units[abs(claim.unit)].kind == UnitKind.OFFICE
    if of_office and found[0].verdict is Verdict.CONTRADICTED:
        # An office speaks of the street's numbers as its own.
        wider = _held_against(replace(claim, unit=stock.unit.pk, unit_said=False), stock, told)
        return wider if wider[0].verdict is Verdict.SUPPORTED else found
    return found


def _of_the_whole_again(claim: Claim, told: Sequence[Told], stock: Stock) -> Iterator[Claim]:
    """A claim of the days, or of whom, its sentence told before: where what was named last went with another number."""
    last, own = told[0].claim, claim.lead + claim.clause
    if last is claim or not (last.compared or (last.period, last.unit) == (claim.period, claim.unit)):
        return
    if claim.period_said and not periods_said(own, stock.period):
        earlier = (one.claim.period for one in told[1:] if not one.claim.compared)
        for period in dict.fromkeys((*earlier, stock.period)):
            if period != claim.period:
                yield replace(claim, period=period)
    if claim.unit_said and not stock.names.among(own):
        for unit in dict.fromkeys(one.claim.unit for one in told[1:]):
            if unit != claim.unit:
                yield replace(claim, unit=unit)


def _held_against(claim: Claim, stock: Stock, told: Sequence[Told]) -> tuple[Checked, Candidate | None]:
    before = _definitions(told)
    if _TARGETS.search(claim.within) and claim.mention.unit == "项" and (counted := _counted(claim, stock)):
        return counted, None
    if claim.outside in _OF_DAYS and (of_a_day := _stock_told(claim, stock)):
        return of_a_day
    if claim.outside == UNREAD:
        return Checked(claim, Verdict.NOT_UNDERSTOOD, None, UNREAD), None
    if claim.outside:
        promised = _promised(claim, stock, before)
        verdict = Verdict.NOT_IN_BOOK if promised is None else Verdict.SUPPORTED
        return Checked(claim, verdict, None, claim.outside, promised), None
    if claim.period is None or claim.period.start < stock.book_from:
        return Checked(claim, Verdict.NOT_IN_BOOK, None, "before"), None
    asked = [*_same_entries(claim, told, stock), *candidates(claim, stock.words, before)]
    asked.sort(key=lambda one: -one.score)
    spoken = _told(claim, asked, stock)
    if spoken and _is_plain(claim, *spoken[0], told):
        return Checked(claim, Verdict.SUPPORTED, spoken[0][1]), spoken[0][0]
    return _weighed(claim, asked, spoken, told, stock)


_OF_DAYS = ("place", "staff")


def _stock_told(claim: Claim, stock: Stock) -> tuple[Checked, Candidate] | None:
    """注册志愿者总数3012人: by the newest entry of the days that bears the name, where one does."""
    noun = noun_of(claim.clause)
    entries = stock.stocks.having(noun) if len(noun) >= _STOCK_NAME and claim.period else frozenset[UUID]()
    for metric in metrics_of(claim) if entries else ():
        said = replace(composed(metric, frozenset({STOCKS}), frozenset(), "", claim.mention.unit), adds="last")
        one = Candidate(said, SURE, entries=entries)
        assert claim.period is not None
        figure = stock.figure(one, claim.unit, claim.period)
        if figure.value:
            agreed = agrees(claim.mention, figure.value)
            return Checked(claim, Verdict.SUPPORTED if agreed else Verdict.CONTRADICTED, figure), one
    return None


_STOCK_NAME = 4


def _is_plain(claim: Claim, one: Candidate, figure: Figure, told: Sequence[Told]) -> bool:
    """Whether the likest agrees, and not by chance."""
    if figure.value is None or not agrees(claim.mention, figure.value) or _strays(claim, one, told):
        return False
    return figure.value >= FEW or one.score >= PLAINLY


def _weighed(
    claim: Claim, asked: Sequence[Candidate], spoken: Sequence[Reading], told: Sequence[Told], stock: Stock
) -> tuple[Checked, Candidate | None]:
    """The verdict where titles, too, may tell what is meant."""
    assert claim.period is not None
    named, titled = _event(claim, stock), Titled.of(claim, asked, told, stock)
    if not (asked or named or titled.alike):
        return Checked(claim, Verdict.NOT_IN_BOOK if claim.mention.noun else Verdict.NOT_UNDERSTOOD), None
    spoken = [one for one in spoken if titled.allows(one, claim, stock) and not _strays(claim, one[0], told)]
    if not named and asked and claim.exact == 0 and (not spoken or _is_naught(claim, asked[0], titled, stock)):
        return Checked(claim, Verdict.SUPPORTED, stock.figure(asked[0], claim.unit, claim.period)), asked[0]
    for one, figure in _readings(claim, asked, spoken, named, titled, told, stock):
        if not figure.value or not agrees(claim.mention, figure.value) or _strays(claim, one, told):
            continue
        if not _is_of_others_than_served(claim, one, stock):
            return Checked(claim, Verdict.SUPPORTED, figure), one
    if claim.compared and (typed := _as_typed(claim, asked, stock)):
        return typed, asked[0]
    spoken = [one for one in spoken if not (_told_otherwise(claim, one[0], told) or _told_before(claim, one[0], told))]
    if told and told[0].claim is claim:
        strange = unknown(claim, stock.words) > _NAMELESS and not is_bare(claim)
        spoken = [one for one in spoken if not (one[0].inherited and (strange or one[0].definition.metric == "items"))]
    if _BY_SEX.search(claim.clause):
        return Checked(claim, Verdict.NOT_IN_BOOK), None
    against = _counted_otherwise(claim, told, stock) or _against(claim, spoken, named, stock)
    if not against and not _OF_TWO.search(claim.clause):
        against = titled.against(claim, stock)
    if against:
        return Checked(claim, Verdict.CONTRADICTED, titled.nearer(claim, against, stock)[1]), against[0]
    return Checked(claim, Verdict.NOT_IN_BOOK), titled.likest or (asked[0] if asked else None)


def _is_naught(claim: Claim, likest: Candidate, titled: Titled, stock: Stock) -> bool:
    """Whether nothing was done of what the words name best, or of what titles have all of."""
    assert claim.period is not None
    if not stock.figure(likest, claim.unit, claim.period).value:
        return True
    own = titled.alike[0] if titled.alike and len(titled.alike[0].shared) >= _OWN_PAIRS else None
    return own is not None and not any(
        figure.value for one, figure in titled.readings(claim, stock) if one.entries == own.entries
    )


class Told(NamedTuple):
    """What a claim was understood to tell, and whether the book agreed."""

    claim: Claim
    what: Candidate
    agreed: bool
    known: bool
    """Whether the book had anything to say of it."""


def _definitions(told: Sequence[Told]) -> list[Definition]:
    """What was told by a definition, the last first; none before what was told by a title."""
    told = [one for one in told if one.known or _says_what(one.what) or one.what.definition.line]
    near = list(takewhile(lambda one: not one.what.entries, told))
    if len(near) < len(told):
        near = [one for one in near if _says_what(one.what)]
    return [one.what.definition for one in near]


def _says_what(one: Candidate) -> bool:
    """Whether it tells of some sort of work, and not of all that a line did."""
    return bool(one.entries or one.definition.kinds or one.definition.topics)


_ALTOGETHER = re.compile("共|累计|合计|总|加起来|合起来|[两三四五]项")


def _same_entries(claim: Claim, told: Sequence[Told], stock: Stock) -> list[Candidate]:
    """便民集市11次，服务居民2180人次: the second number is of the same entries; 手工坊5场、插花6场，330人次 of both."""
    told = [one for one in told if one.claim.aside == claim.aside or (claim.unit_said and is_bare(claim))]
    if told and told[0].what.definition.adds == "last" and told[0].what.entries:
        return [replace(told[0].what, score=6.0, inherited=True)] if is_bare(claim) else []
    if not any(one.what.entries for one in told):
        return []
    units = {one.claim.mention.unit for one in told}
    unit = claim.mention.unit if claim.mention.unit in units else told[0].claim.mention.unit
    together = [one for one in told if _measures_alike(one.claim.mention.unit, unit)]
    altogether = bool(_ALTOGETHER.search(claim.clause)) and len(together) > 1
    row = list(takewhile(lambda one: _measures_alike(one.claim.mention.unit, unit), told))
    score = 6.0 if is_bare(claim) else 4.2 if goes_with(claim) else 0.6
    last = next((one.what.entries for one in told if _says_what(one.what)), frozenset[UUID]())
    made = [] if altogether or not last else _of_entries(claim, last, score)
    if altogether or len(row) > 1:
        entries = frozenset[UUID]().union(*(_entries(one, stock) for one in (together if altogether else row)))
        made += _of_entries(claim, entries, score - 0.1)
    return made


def _of_entries(claim: Claim, entries: frozenset[UUID], score: float) -> list[Candidate]:
    return [
        Candidate(_plain_sum(claim, metric), score - 0.25 * at, entries=entries, inherited=True)
        for at, metric in enumerate(metrics_of(claim))
        if metric not in ("rate", "ratio", "distinct")
    ]


def _entries(told: Told, stock: Stock) -> frozenset[UUID]:
    what = told.what
    return what.entries or stock.book.ids(what.definition, stock.units[abs(told.claim.unit)])


def _plain_sum(claim: Claim, metric: str) -> Definition:
    return anything(metric, claim.mention.unit)


def _told_otherwise(claim: Claim, one: Candidate, told: Sequence[Told]) -> bool:
    """走访企业67家次，收集诉求52个: the things of the visits were told by another word already."""
    if not one.inherited or one.definition.metric != "items":
        return False
    of = one.definition.kinds, one.entries
    same = [was for was in told if (was.what.definition.kinds, was.what.entries) == of]
    return any(was.what.definition.metric == "items" and was.claim.mention.unit != claim.mention.unit for was in same)


def _told_before(claim: Claim, one: Candidate, told: Sequence[Told]) -> bool:
    """Whether another number of the sentence told the same rightly, or what it goes on with isn't in the book."""
    if one.inherited and told and not told[0].known:
        return True
    days = claim.unit, claim.period
    return any(was.agreed and was.what.key == one.key and (was.claim.unit, was.claim.period) == days for was in told)


def _strays(claim: Claim, one: Candidate, told: Sequence[Told]) -> bool:
    """Whether it would leave what the number before told of, though the words only go with that."""
    if not told or not told[0].agreed or not goes_with(claim) or claim.unit_said or claim.cell:
        return False
    if _ALTOGETHER.search(claim.clause) or says_in_full(one.definition, claim):
        return False
    return not one.entries if told[0].what.entries else _says_what(told[0].what) and not _says_what(one)


def _as_typed(claim: Claim, asked: Sequence[Candidate], stock: Stock) -> Checked | None:
    """A number of a year that the book doesn't go back to, as it was typed from that year's document."""
    assert claim.period is not None
    for one in asked[:3]:
        value, why = stock.before(one, claim.unit, claim.period)
        if value is not None and why and agrees(claim.mention, value):
            return Checked(claim, Verdict.SUPPORTED, None, why, value)
    return None


Reading = tuple[Candidate, Figure]


def _readings(
    claim: Claim,
    asked: Sequence[Candidate],
    told: Sequence[Reading],
    named: Sequence[Reading],
    titled: Titled,
    before: Sequence[Told],
    stock: Stock,
) -> Iterator[Reading]:
    """All that the claim may well tell, the likest first."""
    for one, figure in told:
        if figure.value is None or not _may_speak(one, told[0][0], figure.value):
            continue
        if not _of_all_lines_by_chance(claim, one, figure, stock):
            yield one, figure
    yield from named
    if claim.own_level and claim.period is not None:
        yield from ((one, stock.figure(one, -claim.unit, claim.period)) for one in asked[:4])
    yield from _of_what_was_counted(claim, before, stock)
    yield from _of_what_was_wrong(claim, before, stock)
    yield from _of_a_row(claim, before, stock)
    if before and goes_with(claim) and not before[0].what.entries:
        # “送清凉”慰问320人次，价值33000元: of what that title names, though the first agreed with all relief.
        yield from Titled.of(before[0].claim, asked, before[1:], stock).readings(claim, stock)
    if asked:
        wider = _wider(claim, asked[0], told, stock)
        yield from (reading for reading in wider if titled.allows(reading, claim, stock))
    yield from titled.readings(claim, stock)


def _of_what_was_counted(claim: Claim, before: Sequence[Told], stock: Stock) -> Iterator[Reading]:
    """慰问困难职工6户，慰问金6400元: of the entries that noted households, though others of the sort gave money."""
    last = before[0] if before and before[0].agreed else None
    if not last or claim.cell or claim.unit_said or last.what.task or claim.period is None:
        return
    if last.what.definition.adds != "sum" or last.claim.period != claim.period or not _goes_on(claim):
        return
    entries = stock.bearing(last.what, claim.unit, claim.period)
    for one in _of_entries(claim, entries, SURE) if entries else ():
        # What was told is told of other days, too.
        yield replace(one, entries=last.what.entries or entries), stock.figure(one, claim.unit, claim.period)


def _of_what_was_wrong(claim: Claim, before: Sequence[Told], stock: Stock) -> Iterator[Reading]:
    """读书分享会15场，615人次参加: where 15 was held against some of them for being nearest, 615 may be of them all."""
    last = before[0] if before and not before[0].agreed and before[0].what.entries else None
    if not last or last.claim is claim or claim.cell or claim.unit_said or not _goes_on(claim) or not claim.period:
        return
    for was in candidates(last.claim, stock.words)[:_LIKELY]:
        said = was.definition
        if said.adds == "sum" and (said.kinds or said.topics):
            for metric in metrics_of(claim):
                one = Candidate(composed(metric, said.kinds, said.topics, said.line, claim.mention.unit), SURE)
                figure = stock.figure(one, claim.unit, claim.period)
                if figure.value and figure.value >= FEW:
                    yield one, figure


_LIKELY = 3


def _of_a_row(claim: Claim, before: Sequence[Told], stock: Stock) -> Iterator[Reading]:
    """大讲堂2讲、读书会3期，参加144人次: of both."""
    row = list(takewhile(lambda one: one.claim.mention.unit in TIMES, before))
    if len(row) < 2 or not goes_with(claim) or claim.cell or claim.period is None:
        return
    if not all(one.agreed and (one.claim.unit, one.claim.period) == (claim.unit, claim.period) for one in row):
        return
    entries = frozenset[UUID]().union(*(stock.bearing(one.what, claim.unit, claim.period) for one in row))
    for one in _of_entries(claim, entries, SURE) if entries else ():
        yield one, stock.figure(one, claim.unit, claim.period)


_OF_TWO = re.compile("[\u4e00-\u9fff]{2}[和与及、][\u4e00-\u9fff]{2,12}(?:合计|加起来|合起来)$")
_SOME_KINDS = 3
"""便民日和维权咨询合计: no single kind is what was counted."""


def _counted_otherwise(claim: Claim, before: Sequence[Told], stock: Stock) -> Reading | None:
    """困境儿童4户，慰问2000元, where the entries of the four have 2500."""
    printed = _printed(claim)
    if printed is None or not before or before[0].claim is claim or before[0].claim.sentence != claim.sentence:
        return None
    for one, figure in _of_what_was_counted(claim, before[:1], stock):
        if figure.value and abs(figure.value - printed) <= figure.value * NEARLY:
            return one, figure
    return None


def _goes_on(claim: Claim) -> bool:
    says_little = claim.mention.unit in ("元", "小时", "课时") and len(bared(claim.clause)) <= _VERB_ALONE
    return says_little or goes_with(claim)


_VERB_ALONE = 3
"""慰问2000元, 看护47小时: what so few characters say is what was done just before."""


def _against(claim: Claim, told: Sequence[Reading], named: Sequence[Reading], stock: Stock) -> Reading | None:
    """What the book has instead, where it is sure that the claim tells just that."""
    assert claim.period is not None
    if claim.compared and claim.period.start < stock.begins:
        return None
    if is_of_some(claim):
        told = [one for one in told if one[1].entries == 1]
    if any(figure.value is not None and agrees(claim.mention, figure.value) for _one, figure in told[:1]):
        return None
    if named and named[0][1].entries == 1 and named[0][1].value and not told:
        return named[0]
    if claim.cell is None and _OF_TWO.search(claim.clause):
        told = [one for one in told if 1 < len(one[0].definition.kinds) <= _SOME_KINDS]
    # 走访企业16家次 may count visits or companies: the likest of each metric.
    likest = {one.definition.metric: (one, figure) for one, figure in reversed(told)}
    asked = sorted(likest.values(), key=lambda reading: -reading[0].score)
    found = next(((one, figure) for one, figure in asked if _is_sure(claim, one, figure, stock)), None)
    likelier = found is not None and found[0] is not asked[0][0] and not (claim.cell or asked[0][0].inherited)
    return None if likelier and _is_of_others(claim, *asked[0], stock) else found


def _promised(claim: Claim, stock: Stock, before: Sequence[Definition]) -> Decimal | None:
    """The goal of the confirmed plan that a number repeats, of the task named with it or of what was told before it."""
    if claim.outside not in ("goal", "plan", "words"):
        return None
    said = bared(" ".join((*claim.cell.row, claim.cell.text)) if claim.cell else claim.within)
    for target in stock.promised:
        if target.value not in (claim.mention.low, claim.mention.high):
            continue
        known = stock.known.get(target.indicator_id or "")
        of_before = any(
            known and (one.metric, one.kinds, one.topics) == (known.metric, known.kinds, known.topics) for one in before
        )
        if of_before or bared(target.measure.title) in said:
            return target.value
    return None


_TARGETS = re.compile("目标共|已达成|按进度推进|进度滞后")
_COUNTED = {
    "进度滞后": "滞后目标项数",
    "按进度推进": "按进度目标项数",
    "已达成": "已达成目标项数",
    "目标共": "目标项数",
}


def _counted(claim: Claim, stock: Stock) -> Checked | None:
    """How many targets of the plan are in a state, as the default report tells them."""
    name = next((name for word, name in _COUNTED.items() if word in claim.clause), "")
    if not name or claim.exact is None:
        return None
    count = Decimal(stock.targets.count(name))
    if not count:
        return None
    verdict = Verdict.SUPPORTED if count == claim.exact else Verdict.CONTRADICTED
    return Checked(claim, verdict, counted=count)


def _told(claim: Claim, asked: Sequence[Candidate], stock: Stock) -> list[Reading]:
    """What the book has to say to the likest candidates; one of which it knows nothing is passed over."""
    told: list[Reading] = []
    assert claim.period is not None
    for one in asked:
        if told and one.score <= told[0][0].score - NEAR:
            break
        figure = stock.figure(one, claim.unit, claim.period)
        if figure.value and not _is_of_others_than_served(claim, one, stock):
            told.append((one, figure))
    return told


_SERVED = re.compile("志愿者(?:累计|共)?(?:参与|参加|上岗)?(?:有|达|为)*$"), re.compile("^志愿者")


def _is_of_others_than_served(claim: Claim, one: Candidate, stock: Stock) -> bool:
    """Whether the number is of volunteers, and the candidate counts who came where volunteers were noted."""
    said = one.definition
    if said.metric not in ("attendances", "people") or said.adds != "sum" or claim.period is None:
        return False
    if not (_SERVED[0].search(bared(claim.clause)) or _SERVED[1].match(claim.behind)):
        return False
    served = replace(one, definition=replace(said, slug="", metric="volunteers"))
    return bool(stock.figure(served, claim.unit, claim.period).value)


def _event(claim: Claim, stock: Stock) -> list[Reading]:
    """What the book has of an activity that is named by its own title: “端午包粽子”活动，参加45人次."""
    assert claim.period is not None
    before = claim.within[: claim.within.find(claim.text) + 1] if claim.cell is None else claim.within
    names = [bared(name) for name in _TITLED.findall(before)]
    keys = {key for name in names[-1:] if len(name) >= SHORTEST_TITLE for key in _titled(name, stock)}
    if not keys:
        return []
    made = []
    for metric in metrics_of(claim):
        if metric not in ("rate", "ratio", "distinct"):
            one = Candidate(_plain_sum(claim, metric), SURE, entries=frozenset(keys))
            made.append((one, stock.figure(one, claim.unit, claim.period)))
    return made


def _titled(name: str, stock: Stock) -> Iterator[UUID]:
    for title in stock.titled(()).near(name):
        keys = stock.titles[title]
        if name in title or (title in name and len(title) >= SHORTEST_TITLE):
            yield from keys


def _wider(claim: Claim, likest: Candidate, told: Sequence[Reading], stock: Stock) -> Iterator[Reading]:
    """The likest without their topic, of their line: what 维权和家庭教育讲座 were is often logged as lectures of the
    line, some with a topic and some without. And just what is said: the kind named before the number, of the line."""
    assert claim.period is not None
    if claim.cell and says_in_full(likest.definition, claim):
        return
    lines, metrics = words_lines(claim, stock.words), metrics_of(claim)
    if claim.cell and _PLAIN_HEAD.search(
        _DAYS_OF_HEAD.sub("", bared(claim.cell.column[-1] if claim.cell.column else ""))
    ):
        for line, metric in product(lines, metrics):
            whole = Candidate(_plain_sum(claim, metric), likest.score)
            whole = replace(whole, definition=replace(whole.definition, line=line))
            yield whole, stock.figure(whole, claim.unit, claim.period)
    if claim.mention.unit in TIMES and _LINE_ALONE.search(stock.words.without_lines(claim.clause)):
        for line in lines:
            own = Candidate(composed("times", frozenset(), frozenset(), line, claim.mention.unit), likest.score)
            yield own, stock.figure(own, claim.unit, claim.period)
    for kind, line, metric in product(sorted(stock.words.kinds_said(claim)), lines, metrics):
        if metric not in ("rate", "ratio", "distinct"):
            literal = Candidate(
                composed(metric, frozenset({kind}), frozenset(), line, claim.mention.unit), likest.score
            )
            yield literal, stock.figure(literal, claim.unit, claim.period)
    for one in [likest, *(each for each, _figure in told[:3])]:
        said = one.definition
        if not said.topics or one.task or said.adds != "sum":
            continue
        kinds = said.kinds or stock.book.kinds_of(said.topics)
        for line in (said.line,) if said.line else lines:
            for some in (*({kind} for kind in sorted(kinds)), kinds):
                narrowed = composed(said.metric, frozenset(some), frozenset(), line, said.unit)
                wide = Candidate(narrowed, one.score)
                yield wide, stock.figure(wide, claim.unit, claim.period)


@dataclass(frozen=True)
class Titled:
    """The entries whose titles have the words before a number, of its line: 良好家风4场. `sure` where the words are
    a title's own, and nothing else."""

    alike: Sequence[Alike] = ()
    sure: bool = False
    noun: frozenset[UUID] = frozenset()
    """The entries whose titles have all of what was done."""

    @classmethod
    def of(cls, claim: Claim, asked: Sequence[Candidate], told: Sequence[Told], stock: Stock) -> Titled:
        own = tuple(one.definition.line for one in asked[:1] if one.definition.line)
        lines = words_lines(claim, stock.words) or own
        titles = stock.titled(lines)
        if whole := _whole(claim, told, stock):
            titles = titles.among(whole)
        said = _DAYS_OF_HEAD.sub("", claim.clause)[-_TITLE_WORDS:]
        alike = titles.like(said)
        if not alike or alike[0].shared <= stock.common_pairs:
            alike = titles.like(said + claim.behind)
        if _opens_with_its_subject(claim, told) and not stock.words.kinds_said(claim):
            of_lead = stock.titled(()).like(claim.lead[-_TITLE_WORDS:])
            alike = of_lead if of_lead and not of_lead[0].shared <= stock.common_pairs else alike
        if not alike and lines and not whole:
            alike = stock.titled(()).like(said + claim.behind)
        if _SEVERAL.search(claim.clause):
            alike.reverse()
        named = _of_noun(claim, titles, stock)
        if opens_anew(claim) and (goes_with(claim) or len(noun_of(claim.clause)) < SHORTEST_NOUN):
            named = _of_noun(replace(claim, clause=subject_of(claim)), stock.titled(()), stock)
        elif theme := _theme(claim, stock):
            named = _of_noun(replace(claim, clause=theme), titles, stock)
        alike = [*named, *alike]
        if _COURSE.search(claim.clause):
            alike = [*_courses(alike, stock), *alike]
        alike = [each for each in alike if not each.shared <= _OF_ANY]
        noun = named[0].entries if named else frozenset[UUID]()
        return cls(alike, bool(alike) and _is_title(claim, alike[0], stock), noun)

    @property
    def likest(self) -> Candidate | None:
        """What it tells of where it is sure."""
        return Candidate(_EVERYTHING, SURE, entries=self.alike[0].entries) if self.sure else None

    def allows(self, reading: Reading, claim: Claim, stock: Stock) -> bool:
        """Whether what a definition counts has to do with the entries that bear the title."""
        one, said = reading[0], reading[0].definition
        if one.inherited and one.entries and self.noun and one.entries.isdisjoint(self.noun):
            return False
        if (
            claim.lines
            and said.kinds
            and not (said.line or said.slug or one.inherited)
            and self._explains(claim, stock)
        ):
            return not _beside_the_line(claim, one, stock)
        if said.line and claim.lines and said.line not in claim.lines and self._explains(claim, stock):
            return False
        if not self.sure or one.definition.adds != "sum" or not claim.period:
            return True
        if one.entries:
            return not one.entries.isdisjoint(self.alike[0].entries)
        own = self.alike[0].entries
        if stock.figure(replace(one, entries=own), claim.unit, claim.period).value:
            return True
        held = stock.figure(Candidate(_EVERYTHING, SURE, entries=own), claim.unit, claim.period)
        return not held.entries

    def _explains(self, claim: Claim, stock: Stock) -> bool:
        """Whether titles of the section's line have all of the words: 接待场次 of what it calls 接待选民日."""
        return bool(self.alike) and not unknown(claim, stock.words, self.alike[0].shared)

    def readings(self, claim: Claim, stock: Stock) -> Iterator[Reading]:
        """What these entries have of each metric that the number may be."""
        assert claim.period is not None
        whole = self.sure and not unknown(claim, stock.words, self.alike[0].shared)
        for alike in self.alike:
            if whole and alike.shared < self.alike[0].shared and (_printed(claim) or 0) < FEW:
                continue
            for metric in metrics_of(claim):
                if metric not in ("rate", "ratio", "distinct"):
                    one = Candidate(_plain_sum(claim, metric), SURE, entries=alike.entries)
                    yield one, stock.figure(one, claim.unit, claim.period)

    def against(self, claim: Claim, stock: Stock) -> Reading | None:
        """What they have instead, where the number is near theirs and yet another."""
        if _printed(claim) is None or not self.alike:
            return None
        if len(self.alike[0].shared) < _OWN_PAIRS and self.alike[0].shared <= stock.common_pairs:
            return None
        if not (self.sure or words_lines(claim, stock.words) or len(self.alike[0].shared) >= _OWN_PAIRS):
            return None
        for one, figure in self.readings(claim, stock):
            if figure.value and self._near(claim, figure.value, one, stock):
                return one, figure
        return None

    def nearer(self, claim: Claim, found: Reading, stock: Stock) -> Reading:
        """What titles that have all of the noun say instead, where they come nearer than what was found."""
        printed, value = _printed(claim), found[1].value
        if not self.noun or claim.cell or printed is None or value is None or found[0].entries:
            return found
        for one, figure in self.readings(claim, stock):
            if one.entries == self.noun and figure.value and one.definition.metric == found[0].definition.metric:
                return (one, figure) if abs(figure.value - printed) < abs(value - printed) else found
        return found

    def _near(self, claim: Claim, value: Decimal, one: Candidate, stock: Stock) -> bool:
        printed = _printed(claim)
        assert printed is not None
        if self.sure and one.entries == self.alike[0].entries:
            return value / FAR <= printed <= value * FAR
        shared = next(alike.shared for alike in self.alike if alike.entries == one.entries)
        apart = abs(value - printed)
        if self.sure and shared >= self.alike[0].shared - stock.common_pairs and value / FAR <= printed <= value * FAR:
            return True
        allowed = len(shared) // 2 + (1 if apart > value * HARDLY else _MORE_STRANGE)
        return unknown(claim, stock.words, shared) <= allowed and apart <= max(Decimal(2), value * NEARLY)


def _theme(claim: Claim, stock: Stock) -> str:
    """围绕青少年普法，开展志愿服务5场: what narrows a plain kind to some of it."""
    theme = theme_of(claim)
    return theme if theme and not _tells(noun_of(claim.clause), stock, stock.words.kind_names) else ""


def _opens_with_its_subject(claim: Claim, told: Sequence[Told]) -> bool:
    """周末便民集市，服务居民200人次: the sentence's first number, whose own words only say who came."""
    is_first = not told or told[0].claim is claim
    return is_first and bool(claim.lead) and claim.cell is None and goes_with(claim)


def _of_noun(claim: Claim, titles: Titles, stock: Stock) -> list[Alike]:
    """The entries whose titles have all of what was done, where that is more than a kind's name."""
    nouns = _heads_nouns(claim) if claim.cell else [noun_of(claim.clause)]
    told = dict.fromkeys(some for noun in nouns for some in (noun, core_of(noun), noun[:-2]))
    own = [some for some in told if _tells(some, stock)]
    found = [Alike(entries, frozenset(pairs(some))) for some in own if (entries := titles.having(some))]
    if sort := _sort_listed(claim):
        found = [Alike(entries, frozenset(pairs(sort))) for entries in [titles.having(sort)] if entries]
    return list({one.entries: one for one in reversed(found)}.values())[::-1]


def _sort_listed(claim: Claim) -> str:
    """举办“春风行动”、家门口招聘会等10场: of the sort that the last example ends with."""
    found = _LISTED.search(claim.clause)
    return found[1] if found and claim.cell is None else ""


_LISTED = re.compile("[、和与及][^、，。]*?([\u4e00-\u9fff]{2}[会班赛课])[”》]?等(?:活动)?$")


def _heads_nouns(claim: Claim) -> list[str]:
    """What the heads of a number in a table say was done, without their measure words."""
    assert claim.cell
    heads = (*claim.cell.row, *reversed(claim.cell.column))
    nouns = (noun_of(_BRACKETS.sub("", head)) for head in heads if claim.unit_said is False or head in claim.clause)
    return [noun for noun in nouns if len(noun) > SHORTEST_NOUN]


_BRACKETS = re.compile("[（(].*")


def _tells(noun: str, stock: Stock, kinds: Collection[str] = ()) -> bool:
    """Whether it is more than a kind's name, or than who came: of 红色故事分享 the 红色故事, of 培训职工 nothing."""
    return (
        SHORTEST_NOUN <= len(noun) <= _TITLE_WORDS and noun not in stock.words.plain_kinds and not only_goes_with(noun)
    )


SHORTEST_NOUN = 2
_MORE_STRANGE = 4
"""So many more strange characters a number may have that is all but theirs: 依托联络站接待选民380余人次, of 376."""
_OF_ANY = frozenset("服务 参与 参加 群众 居民 受益 惠及 覆盖 吸引 人员 发放 资料 众参".split())
"""What tells who came or what was given is no title."""
_COURSE = re.compile("班(?:[^\u4e00-\u9fff]|$)")


def _courses(alike: Sequence[Alike], stock: Stock) -> list[Alike]:
    """书画班4期 are trainings, whatever else has 书画 in its title."""
    courses = stock.courses
    return [each._replace(entries=own) for each in alike if (own := each.entries & courses) and own != each.entries]


_AMONG = re.compile("^其中")


def _whole(claim: Claim, told: Sequence[Told], stock: Stock) -> frozenset[UUID]:
    """The entries of what was told, where a number is of a part of them: 培训6期（智能手机3期、书画6期）."""
    whole = next((one for one in told if one.claim.aside is None and one.agreed), None)
    is_part = claim.aside is not None or _AMONG.match(bared(claim.lead[-4:] + claim.clause))
    return _entries(whole, stock) if whole and is_part else frozenset()


def _is_title(claim: Claim, alike: Alike, stock: Stock) -> bool:
    own = alike.shared - stock.common_pairs
    strange = unknown(claim, stock.words, alike.shared)
    if len(own) >= _OWN_PAIRS:
        return strange <= 1
    return bool(own) and not strange and (claim.aside is not None or len(alike.shared) > _OWN_PAIRS)


_SEVERAL = re.compile("[、和与及》](?=[^、和与及》]*[\u4e00-\u9fff])|等")
"""开展《妇女权益保障法》《反家庭暴力法》宣传: of both."""
_OWN_PAIRS = 2
_EVERYTHING = anything("times", "场")
_TITLE_WORDS = 16


_LINE_ALONE = re.compile(
    "(?:^|[：:，])(?:[0-9]+[.、]|\\s|[上下]半年|[一二三四]季度|全年|今年|共|开展|举办|各类|条线|口|线|工作|的)*(?:活动)?(?:共|达)?$"
)
"""社区教育条线活动26场: all that the line did."""
_DAYS_OF_HEAD = re.compile(
    "其中|[上下]半年|[一二三四ⅠⅡⅢⅣ1-4]季度|20[0-9]{2}年|[0-9]{1,2}月(?:份)?|全年|本年|今年|去年|上年|同期|合计|累计"
)
_PLAIN_HEAD = re.compile(
    "^(?:活动|参与|参加|服务|发放|慰问|惠及|受益|志愿者?|群众|居民|资料|宣传)*(?:场次|人次|人数|次数|份数|金额|时长|数量|数)?(?:万?[元份场次人户]|人次|小时)?$"
)


def _may_speak(one: Candidate, first: Candidate, value: Decimal) -> bool:
    """Small numbers agree by chance: they must fit as well as the likest does."""
    return one.score > first.score - (0.9 if value < FEW else NEAR)


def _of_all_lines_by_chance(claim: Claim, one: Candidate, figure: Figure, stock: Stock) -> bool:
    """Whether a few of all lines agree with what a section tells, which is of a line that did the same itself."""
    said = one.definition
    if said.slug or said.line or not said.kinds or one.inherited or (figure.value or 0) >= FEW:
        return False
    return bool(claim.lines) and not _beside_the_line(claim, one, stock)


_OF_ALL = re.compile("各类|各项|活动|全年|累计|共|总|覆盖|参与|参加|惠及|受益")


def _is_whole(one: Candidate) -> bool:
    """Whether it is all that there was, by its own words and not by what went before."""
    said = one.definition
    return not (one.inherited or one.entries or one.task or said.kinds or said.topics or said.line)


def _printed(claim: Claim) -> Decimal | None:
    """The number as it stands there, also of 2300余."""
    return claim.mention.low if claim.mention.low is not None else claim.mention.high


_JOINS = re.compile("参加|参与|投入|投身")
_NAMELESS = 2
"""志愿者30名参加开学护航志愿服务: who joined what has a name that the book doesn't know is no total of anything."""


def _is_sure(claim: Claim, one: Candidate, figure: Figure, stock: Stock) -> bool:
    """Whether the words fit so well that another number is a contradiction, not another thing."""
    exact = _printed(claim)
    assert figure.value is not None
    if one.inherited and not goes_with(claim) and not is_bare(claim):
        return False
    if _is_whole(one) and not _OF_ALL.search(claim.clause) and claim.cell is None:
        return False
    if one.inherited and not one.loose and exact is not None and figure.value >= SMALL:
        near = abs(exact - figure.value)
        if near <= figure.value * NEARLY:
            return True
    if _JOINS.match(claim.behind) and unknown(replace(claim, clause=claim.behind), stock.words) > _NAMELESS:
        return False
    if exact is not None and abs(exact - figure.value) > figure.value * NEARLY and _is_some_of_kind(claim, one, stock):
        return False
    far = exact is None or not figure.value / 5 <= exact <= figure.value * 5
    strange = max(0, unknown(claim, stock.words) - 2)
    plain = -0.4 if claim.lines and not unknown(claim, stock.words) else 0.0
    needed = SURE + (1.5 if far else 0.0) + (3.0 if one.loose else 0.0) + STRANGE * strange + plain
    if one.score < needed + (1.5 if _beside_the_line(claim, one, stock) else 0.0):
        return False
    return claim.cell is not None or not _is_of_others(claim, one, figure, stock)


_ANOTHER, _STRANGE_WORD = 3, 2
"""So many strange characters in a row are of another thing: 禁毒 is no 讲座 that the book has."""


def _is_of_others(claim: Claim, one: Candidate, figure: Figure, stock: Stock) -> bool:
    """Whether the words before the number tell of whom or what nothing is of that the figure counts."""
    printed, value = _printed(claim), figure.value or Decimal(0)
    if printed is None:
        return False
    if not (one.definition.topics or one.entries or one.inherited) and _theme(claim, stock):
        return True
    near = value >= SMALL and abs(value - printed) <= value * NEARLY
    entries = stock.book.bearing(one.definition, figure.unit, figure.period, among=one.entries)
    in_titles = stock.titled(()).pairs_of(entries)
    known = stock.words.own_pairs(one.definition) | in_titles
    if foreign(stock.words.of_the_sort(claim), known) >= (_ANOTHER if near or one.inherited else _STRANGE_WORD):
        return True
    if near:
        return False
    return not one.definition.topics and of_other_persons(claim, in_titles)


def _is_some_of_kind(claim: Claim, one: Candidate, stock: Stock) -> bool:
    """议事会12次, of 76 meetings: whether its words name one sort of a kind and the figure counts the whole kind."""
    said = one.definition
    if said.slug or said.line or said.topics or one.entries or one.inherited or not said.kinds or claim.cell:
        return False
    words = bared(claim.clause + claim.behind)
    called = [name for name, kind in stock.words.kind_names.items() if kind in said.kinds and name in words]
    return bool(called) and not any(name in plain for name in called for plain in stock.words.plain_kinds)


_BY_SEX = re.compile("(?:^|[，、；：（的中])[男女]性?(?:共|有|为)?$")
"""女｜180人: the book tells such persons from nobody."""


def _beside_the_line(claim: Claim, one: Candidate, stock: Stock) -> bool:
    """Whether its section is of a line that did nothing of the sort: it may then tell of something else."""
    if not claim.lines or one.definition.line or one.definition.adds != "sum" or claim.period is None:
        return False
    own = (replace(one, definition=replace(one.definition, line=line, slug="")) for line in claim.lines)
    return not any(stock.figure(each, claim.unit, claim.period).value for each in own)


def _with_what_is_odd(judged: Sequence[Checked], odd: Sequence[Odd]) -> list[Checked]:
    """What contradicts the document itself, where the book had nothing to say of it."""
    said = {(one.place, one.start): one for one in odd}
    made: list[Checked] = []
    for one in judged:
        if one.verdict is Verdict.CONTRADICTED and _is_sum_of_unknown(one, made):
            one = Checked(one.claim, Verdict.NOT_IN_BOOK)
        found = said.get((one.claim.place, one.claim.start))
        if found and one.verdict in (Verdict.NOT_IN_BOOK, Verdict.NOT_UNDERSTOOD):
            one = replace(one, verdict=Verdict.INCONSISTENT, why=found.why)
        made.append(one)
    return made


def _is_sum_of_unknown(one: Checked, before: Sequence[Checked]) -> bool:
    """男120人，女180人，合计310人: a sum of what the book doesn't know is no other total."""
    last = before[-1] if before and before[-1].claim.sentence == one.claim.sentence else None
    if last is None or one.claim.cell or not is_sum_alone(one.claim):
        return False
    return last.verdict is Verdict.NOT_IN_BOOK and last.claim.mention.unit == one.claim.mention.unit


def _line_words(lines: Iterable[Line]) -> dict[str, str]:
    words = {word: line.slug for line in lines for word in (line.name, line.short, *line.aliases) if len(word) >= 2}
    return dict(sorted(words.items(), key=lambda pair: -len(pair[0])))


def _names(units: Iterable[Unit], unit: Unit, whole: Unit) -> Names:
    full = {one.name: one.pk for one in units}
    if whole.kind == UnitKind.STREET:
        # What the street itself held, and nobody below it, is asked for by the key made negative.
        full |= dict.fromkeys(("街道本级", "街道机关", f"{whole.name}本级", f"{whole.name}机关"), -whole.pk)
    short = {word: one.pk for one in units if one.kind == UnitKind.COMMUNITY for word in one.short_names}
    offices = {
        word: one.pk
        for one in units
        if one.kind == UnitKind.OFFICE
        for word in (one.name.removeprefix(whole.name), *one.short_names)
        if len(word) >= _OFFICE
    }
    return Names(full, short, whole.pk, offices=offices)


_OFFICE = 3
"""An office's short name has so many characters: 党建办."""


def _targets(whole: Unit, period: Period, known: dict[str, Definition]) -> list[Target]:
    """The numbers promised in the year's confirmed plans: each names a task whose own entries can be told."""
    measures = Measure.objects.filter(
        plan__unit=whole, plan__year=period.end.year, plan__state="confirmed", dropped=False
    )
    targets = Target.objects.filter(measure__in=measures, indicator__in=list(known)).select_related("measure")
    return list(targets.order_by("measure__order", "pk"))


def _subjects(known: dict[str, Definition], targets: Sequence[Target]) -> list[Subject]:
    aliases = dict(Indicator.objects.filter(pk__in=list(known)).values_list("slug", "aliases"))
    made = [Subject((one.name, *aliases.get(slug, ())), one) for slug, one in known.items()]
    made += [_of_kind(kind) for kind in Kind.objects.filter(active=True)]
    made += [Subject((t.name, *t.aliases), topics=frozenset({t.slug})) for t in Topic.objects.filter(active=True)]
    for target in targets:
        if target.indicator_id:
            task = target.measure_id if target.own else None
            due = target.deadline or target.measure.deadline
            made.append(
                Subject((target.measure.title,), known[target.indicator_id], task=task, due=due, promised="yes")
            )
    return made


def _of_kind(kind: Kind) -> Subject:
    names = dict.fromkeys((kind.name, *_plain(kind.aliases), *MORE_WORDS.get(kind.slug, "").split()))
    return Subject(tuple(names), kinds=frozenset({kind.slug}))


MORE_WORDS = {
    "contest": "赛事 大赛 比武 联赛 邀请赛",
    "lecture": "大讲堂 宣讲会 报告会 公开课 团课 党课",
    "training": "轮训 实训 夜校 公益课 体验课",
    "meeting": "对接会 议事会 联席会 研讨会 评议会 动员会 调度会",
    "visit": "上门走访 调研 督查 检查",
    "consultation": "咨询会 答疑",
    "screening": "免费筛查 健康义诊",
    "donation": "募集善款 义卖 采血 献血量",
    "relief": "走访慰问 帮扶救助 关爱慰问",
    "themed": "联欢会 文艺演出 茶话会 读书会 亲子活动 演练",
    "award": "颁奖 选树",
    "benefit": "便民活动 惠民集市 招聘会 便民集市",
}
"""What reports call a kind of work besides its names."""


def _pinned(whole: Unit, known: dict[str, Definition], period: Period) -> list[Subject]:
    """What people of the street said that words mean. Days are meant in the year in which they were said."""
    made = []
    for pin in Pin.objects.filter(unit=whole, indicator__in=list(known)):
        days = pin.period if pin.end and pin.end.year == period.end.year else None
        named = (pin.words,)
        made.append(Subject(named, known[pin.indicator_id], pinned=True, whose=pin.whose_id or 0, period=days))
    return made


def _plain(aliases: Sequence[str]) -> list[str]:
    return [word for word in aliases if word != "活动"]
