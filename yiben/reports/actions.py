from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from yiben.gongwen.writing import write
from yiben.ledger import chain
from yiben.lib.canonical import sha256_hex
from yiben.lib.periods import Period, today
from yiben.lib.refused import Refused
from yiben.reports.clerk_templates import brought_along, newer
from yiben.reports.compose import Material, annual, examples, phrases, quarterly
from yiben.reports.defaults import ours
from yiben.reports.filled import fill_in, fitting
from yiben.reports.models import MOVERS, TRANSITIONS, Citation, Genre, Move, Remark, Report, State, Template
from yiben.reports.render import Cited, Rendered, Shelf, paper, render, shelf, source_paper
from yiben.reports.squares import with_squares
from yiben.units.acts import label, verb
from yiben.units.models import Act, Line, Post, PostKind, Unit

LONGEST = 60_000
NOT_EDITED = _lazy("按模板生成的汇报不改文字；请在 Word 或 WPS 里改模板，再按新模板起草")


@verb("reports.build", posts=[PostKind.OFFICER])
def build(
    *,
    by: Post | None,
    unit: Unit,
    genre: str,
    period: Period,
    title: str = "",
    lines: Iterable[str] = (),
    template: Template | None = None,
    brought: str = "",
) -> Report:
    """Draft a report of a unit and period from the book: a text to start from, with its figures in place; or, by a
    clerk's template, or one that Yiben brought along, the document that the template makes of them."""
    if by is not None and not by.unit.reaches(unit):
        raise Refused(_("只能起草本单位及下属单位的汇报"), field="unit")
    if brought:
        template, lines = brought_along(brought, unit), lines or filter(None, [ours()[brought].line])
    if genre not in Genre.values or (genre == Genre.TEMPLATE) != (template is not None):
        raise Refused(_("没有这种汇报"), field="genre")
    if template is not None and (template.dropped_at or template.unit_id != (unit.tenant or unit).pk):
        raise Refused(_("这份模板已经停用，或不是这个街道的"), field="genre")
    if period.start > today():
        raise Refused(_("这个时段还没有开始"), field="period")
    wanted = set(lines) or (set(by.line_slugs) if by else set())
    if by is not None and by.line_slugs and not wanted <= set(by.line_slugs):
        raise Refused(_("只能起草自己条线的汇报"), field="lines")
    report = Report(unit=unit, genre=genre, template=template, start=period.start, end=period.end, drafted_by=by)
    report.title = title.strip() or default_title(report)
    report.save(force_insert=True)
    report.lines.set(Line.objects.filter(slug__in=wanted))
    if template is not None:
        fitting(report, shelf(report))
        return report
    report.body = _compose(report)
    report.save(update_fields=["body"])
    return report


def default_title(report: Report) -> str:
    if report.template is not None:
        return report.unit.name + _run_together(report.period.label(), report.template.name)
    with translation.override("zh-hans"):
        if report.genre == Genre.ANNUAL and report.start == date(report.end.year, 1, 1):
            return _("%(unit)s%(year)d年度群团和民生工作总结") % {"unit": report.unit.name, "year": report.end.year}
        kind = _("群团和民生工作总结") if report.genre == Genre.ANNUAL else _("工作简报")
        return f"{report.unit.name}{report.period.label()}{kind}"


def _run_together(period: str, name: str) -> str:
    """2025年第三季度 and 季度情况 are 2025年第三季度情况; 2025年 and 年度总结 are 2025年度总结."""
    both = (many for many in range(len(name), 0, -1) if period.endswith(name[:many]))
    twice = next(both, 0)
    return period + (name[twice:] if twice > 1 or name.startswith("年度") else name)


def _compose(report: Report) -> str:
    stock = shelf(report)
    lines = list(report.lines.all()) or list(Line.objects.filter(active=True))
    figures = {slug: stock.figures.of(d, report.unit, report.period) for slug, d in stock.definitions.items()}
    material = Material(
        unit=report.unit,
        period=report.period,
        lines=lines,
        figures=figures,
        readings=stock.readings,
        examples=examples(report.unit, report.period, lines),
        compared=_comparable(stock),
    )
    with translation.override("zh-hans"):
        return annual(material) if report.genre == Genre.ANNUAL else quarterly(material)


def _comparable(stock: Shelf) -> frozenset[str]:
    """Of what a draft compares by itself, the indicators that have something of a year before."""
    asked = {slug: one for slug, one in stock.definitions.items() if slug in phrases()["compared"]}
    past = stock.past({one.name for one in asked.values()})
    return frozenset(slug for slug, one in asked.items() if (before := past.of(one)) and before.value > 0)


@verb("reports.edit", posts=[PostKind.OFFICER])
def edit(report: Report, *, by: Post | None, title: str, body: str, was: str = "") -> Report:
    """Change the words of a report that is with its author. `was` is the text the page showed: if somebody saved
    another in the meantime, nothing is overwritten."""
    may_be_edited(report, by)
    if not title.strip():
        raise Refused(_("请写标题"), field="title")
    if len(body) > LONGEST:
        raise Refused(_("正文太长，最多6万字"), field="body")
    unchanged = Report.objects.filter(pk=report.pk, state=report.state)
    if was:
        unchanged = unchanged.filter(body=was)
    if not unchanged.update(title=title.strip(), body=body):
        raise Refused(_("这份汇报刚刚被别人改过，请刷新后再改；您的文字还在这个页面上"))
    report.refresh_from_db()
    return report


def may_be_edited(report: Report, by: Post | None) -> None:
    """Refuses to change the words of a report that isn't with its author, isn't hers, or is a template's."""
    if report.state not in (State.DRAFTED, State.RETURNED):
        raise Refused(_("送审以后不能再改，请先退回"))
    _own(report, by)
    if report.template_id:
        raise Refused(str(NOT_EDITED))


@verb("reports.take_version", posts=[PostKind.OFFICER])
def take_version(report: Report, *, by: Post | None) -> Report:
    """Have a draft filled by the newest version of its template."""
    if report.state not in (State.DRAFTED, State.RETURNED):
        raise Refused(_("送审以后不能再改，请先退回"))
    _own(report, by)
    newest = newer(report.template) if report.template else None
    if newest is None:
        raise Refused(_("它的模板没有更新的一版"))
    if not Report.objects.filter(pk=report.pk, state=report.state).update(template=newest):
        raise Refused(_("这份汇报的状态刚刚变了，请刷新"))
    report.refresh_from_db()
    fitting(report, shelf(report))
    return report


@verb("reports.send", posts=MOVERS[Move.SEND])
def send(report: Report, *, by: Post | None) -> Report:
    """Give a draft to be reviewed."""
    _own(report, by)
    if not report.template_id and render(report, shelf(report)).findings:
        raise Refused(_("正文里还有没认出的数字，请先改好再送审"))
    return _move(report, Move.SEND, by, "")


@verb("reports.send_back", posts=MOVERS[Move.RETURN])
def send_back(report: Report, *, by: Post | None, remarks: str) -> Report:
    """Return it to its author, with remarks."""
    if not remarks.strip():
        raise Refused(_("退回要写明意见"), field="remarks")
    _may_review(report, by)
    return _move(report, Move.RETURN, by, remarks.strip())


@verb("reports.review", posts=MOVERS[Move.REVIEW])
def review(report: Report, *, by: Post | None, remarks: str = "") -> Report:
    """Find it good. Who drafted it doesn't review it."""
    _may_review(report, by)
    return _move(report, Move.REVIEW, by, remarks.strip())


def issue(report: Report, *, by: Post | None, number: str, date: date) -> Report:
    """Issue a reviewed report: work its figures out as of now, freeze its bytes, record every figure and all heads.

    The documents are made before anything is written: nobody waits for the book meanwhile.
    """
    if _issue.may(by):
        _may_be_issued(report, by, date)
        heads, frozen = _heads(report), freeze(report, number=number.strip(), on=date)
    else:
        heads, frozen = {}, None
    return _issue(report, by=by, number=number.strip(), date=date, heads=heads, frozen=frozen)


@verb("reports.issue", posts=MOVERS[Move.ISSUE])
def _issue(
    report: Report, *, by: Post | None, number: str, date: date, heads: dict[str, Any], frozen: Frozen | None
) -> Report:
    _may_be_issued(report, by, date)
    if frozen is None or heads != _heads(report):  # the book has gone on in the meantime
        heads, frozen = _heads(report), freeze(report, number=number, on=date)
    changed = Report.objects.filter(pk=report.pk, state=report.state).update(
        state=State.ISSUED,
        number=number,
        date=date,
        as_of=frozen.as_of,
        issued_at=frozen.as_of,
        document=frozen.document,
        sources=frozen.sources,
        sha256=sha256_hex(frozen.document),
        heads=heads,
    )
    if not changed:
        raise Refused(_("这份汇报的状态刚刚变了，请刷新"))
    Citation.objects.bulk_create(_citation(report, order, cited) for order, cited in enumerate(frozen.rendered.cited))
    Remark.objects.create(report=report, move=Move.ISSUE, by=by)
    report.refresh_from_db()
    return report


def _may_be_issued(report: Report, by: Post | None, date: date) -> None:
    _may_review(report, by)
    if date > today():
        raise Refused(_("成文日期不能在将来"), field="date")
    _move(report, Move.ISSUE, by, "", check_only=True)


def _heads(report: Report) -> dict[str, Any]:
    return chain.heads(report.unit.tenant or report.unit)


@dataclass(frozen=True)
class Frozen:
    rendered: Rendered
    as_of: datetime
    document: bytes
    sources: bytes


def freeze(report: Report, *, number: str, on: date) -> Frozen:
    """The two documents of a report as the book stands now."""
    as_of = timezone.now()
    stock: Shelf = shelf(report, as_of=as_of)
    rendered, document, sources = _both(report, stock, as_of, number=number, on=on)
    if rendered.findings:
        raise Refused(_("正文里还有没认出的数字，请退回改好"))
    return Frozen(rendered=rendered, as_of=as_of, document=document, sources=sources)


def _both(
    report: Report, stock: Shelf, as_of: datetime, *, number: str = "", on: date | None = None
) -> tuple[Rendered, bytes, bytes]:
    """The figures cited, the document and its source table; a template is filled while the table is laid out."""
    if not report.template_id:
        rendered, document = written(report, stock, number=number, on=on)
        return rendered, document, _source_table(report, rendered, as_of)
    rendered, begun = fill_in(report, stock, number=number, on=on)
    try:
        sources = _source_table(report, rendered, as_of)
    except BaseException:
        begun.drop()
        raise
    return rendered, begun.document(), sources


def _source_table(report: Report, rendered: Rendered, as_of: datetime) -> bytes:
    return with_squares(write(source_paper(report, rendered, as_of=as_of)))


def written(report: Report, stock: Shelf, *, number: str = "", on: date | None = None) -> tuple[Rendered, bytes]:
    """The figures that a report cites, and its document: laid out by us, or filled into its template."""
    if report.template_id:
        rendered, begun = fill_in(report, stock, number=number, on=on)
        return rendered, begun.document()
    rendered = render(report, stock)
    return rendered, write(paper(report, rendered, number=number, on=on))


def preview(report: Report) -> tuple[bytes, bytes]:
    """The two documents as they would be now, for reading; nothing is kept."""
    _rendered, document, sources = _both(report, shelf(report), timezone.now())
    return document, sources


def _citation(report: Report, order: int, cited: Cited) -> Citation:
    figure = cited.figure
    slug, _at, line = figure.definition.slug.partition("@")
    assert figure.as_of is not None
    return Citation(
        report=report,
        order=order,
        code=cited.code,
        name=cited.name,
        indicator_id=slug,
        version=figure.definition.version,
        unit=figure.unit,
        measure_id=figure.measure,
        line_id=line or None,
        start=figure.period.start,
        end=figure.period.end,
        as_of=figure.as_of,
        value=figure.value,
        printed=cited.printed,
        approx=figure.approx,
        entries=figure.entries,
        words=figure.definition.words,
    )


def _own(report: Report, by: Post | None) -> None:
    """Whether a draft is this post's to change: its author's, or a colleague's of the same unit, kind and lines."""
    if by is not None and not report.is_for(by):
        raise Refused(_("这份汇报不在您的范围内"))


def _may_review(report: Report, by: Post | None) -> None:
    if by is None:
        return
    if not by.unit.reaches(report.unit):
        raise Refused(_("这份汇报不在您的范围内"))
    if wrote(report, by):
        raise Refused(_("起草人不能审阅自己起草的汇报"))


def wrote(report: Report, by: Post) -> bool:
    """Whether the person drafted the report or changed its words, in whichever post."""
    if report.drafted_by is not None and report.drafted_by.person_id == by.person_id:
        return True
    changes = (edit.name, take_version.name, "reports.keep_sections")
    return Act.objects.filter(about=label(report), verb__in=changes, person=by.person_id).exists()


def _move(report: Report, move: Move, by: Post | None, words: str, *, check_only: bool = False) -> Report:
    """Make a move of the table; of two people pressing at once, one is told."""
    after = TRANSITIONS[report.state].get(move)
    if after is None:
        raise Refused(
            _("“%(state)s”的汇报不能%(move)s") % {"state": report.get_state_display(), "move": Move(move).label}
        )
    if check_only:
        return report
    if not Report.objects.filter(pk=report.pk, state=report.state).update(state=after):
        raise Refused(_("这份汇报的状态刚刚变了，请刷新"))
    Remark.objects.create(report=report, move=move, words=words, by=by)
    report.refresh_from_db()
    return report
