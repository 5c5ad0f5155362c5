from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from yiben.lib.periods import today
from yiben.lib.refused import Refused
from yiben.terms import actions
from yiben.terms.definitions import Definition
from yiben.terms.forms import DefineForm, FindForm, RetireForm, ReviseForm
from yiben.terms.likeness import Called, Difference, alike, changes, common, counting_the_same, differences
from yiben.terms.models import Indicator, IndicatorVersion, Kind, Metric, Topic, definitions, names, versions_of
from yiben.terms.sentences import Names, aspects, rule_of
from yiben.terms.vocabulary import may_choose
from yiben.ui.fields import done
from yiben.units.models import Line, Post, PostKind, UnitKind
from yiben.units.scope import StaffRequest, for_posts

WRONG = 422

PARTS: dict[str, Promise | str] = {
    "indicators": gettext_lazy("指标口径"),
    "kinds": gettext_lazy("活动类型"),
    "topics": gettext_lazy("事项"),
    "metrics": gettext_lazy("计量"),
    "lines": gettext_lazy("条线"),
}


@require_safe
@for_posts(*PostKind)
def catalogue(request: StaffRequest) -> HttpResponse:
    """What the words count as: every indicator under its line; kinds, topics, metrics and lines a tab away."""
    part = request.GET.get("part", "")
    part = part if part in PARTS else "indicators"
    tabs = [(label, f"?part={name}", name == part) for name, label in PARTS.items()]
    told = _indicators(request) if part == "indicators" else {"rows": ROWS[part]()}
    may = {"may_choose": part in CHOSEN and may_choose(request.post)}
    return render(request, "terms/list.html", {"part": part, "tabs": tabs} | may | told)


def _indicators(request: StaffRequest) -> dict[str, object]:
    form = FindForm(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    every, offered = definitions(request.post.tenant, retired=True), definitions(request.post.tenant)
    found = [definition for definition in every.values() if _fits(definition, **asked)]
    groups = _by_line([one for one in found if one.slug in offered])
    resting = [(one, rule_of(one)) for one in found if one.slug not in offered]
    if resting:
        groups.append((_("停用的"), resting))
    return {"form": form, "groups": groups, "total": len(found), "may_define": _may_define(request.post)}


def _fits(definition: Definition, q: str = "", line: str = "") -> bool:
    return (not line or definition.line == line) and (not q or q in definition.name or q in definition.words)


def _by_line(found: list[Definition]) -> list[tuple[str, list[tuple[Definition, str]]]]:
    """Those of no line first, then line by line."""
    lines = {"": _("各条线共用"), **dict(Line.objects.values_list("slug", "name"))}
    groups: dict[str, list[tuple[Definition, str]]] = {slug: [] for slug in lines}
    for definition in found:
        groups[definition.line].append((definition, rule_of(definition)))
    return [(lines[slug], rows) for slug, rows in groups.items() if rows]


def _topics() -> list[Any]:
    kinds = dict(Kind.objects.values_list("slug", "name"))
    lines = dict(Line.objects.values_list("slug", "short"))
    return [
        (topic, [kinds[slug] for slug in topic.kinds if slug in kinds], [lines[s] for s in topic.lines if s in lines])
        for topic in Topic.objects.all()
    ]


CHOSEN = ("kinds", "topics", "lines")
ROWS: dict[str, Any] = {
    "kinds": lambda: list(Kind.objects.all()),
    "topics": _topics,
    "metrics": lambda: list(Metric.objects.filter(active=True)),
    "lines": lambda: list(Line.objects.all()),
}


@require_safe
@for_posts(*PostKind)
def indicator(request: StaffRequest, slug: str) -> HttpResponse:
    """One indicator: what it means, how it adds up, its versions, and those that sound like it."""
    known = definitions(request.post.tenant, retired=True)
    found = get_object_or_404(Indicator.objects.prefetch_related("versions__metric"), pk=slug, pk__in=known)
    others = Indicator.objects.filter(pk__in=known, active=True)
    same = [one for one in counting_the_same(known[slug], known.values()) if one.slug in {other.pk for other in others}]
    close = [known[other.slug] for other in alike(_called(found), map(_called, others))]
    close = [*same, *(one for one in close if one not in same)]
    called, own = names(), found.tenant_id is not None
    context = {
        "indicator": found,
        "definition": known[slug],
        "aspects": aspects(known[slug], called),
        "versions": _versions(found, known, called),
        "alike": [(other, [d.what for d in differences(known[slug], other, called)]) for other in close],
        "crumbs": [(_("口径目录"), reverse("terms:list"))],
        "own": own,
        "may_look": request.post.kind != PostKind.ADMIN,
        "may_switch": not own and may_choose(request.post),
        "may_revise": own and found.active and _may_define(request.post),
    }
    return render(request, "terms/detail.html", context)


def _versions(
    indicator: Indicator, known: dict[str, Definition], called: Names
) -> list[tuple[IndicatorVersion, list[Difference]]]:
    """Every version, the newest first, with what it settles otherwise than the one before it."""
    changed = changes(versions_of(indicator, known), called)
    newest_first = sorted(indicator.versions.all(), key=lambda version: -version.number)
    return [(version, changed.get(version.number, [])) for version in newest_first]


def _called(indicator: Indicator) -> Called:
    return Called(indicator.slug, indicator.name, indicator.aliases, indicator.unit)


@require_safe
@for_posts(*PostKind)
def compare(request: StaffRequest) -> HttpResponse:
    """Two indicators side by side, and what differs."""
    known = definitions(request.post.tenant)
    asked = [known.get(request.GET.get(side, "")) for side in ("a", "b")]
    a, b = asked
    if a is None or b is None:
        raise Http404
    called = names()
    context = {
        "a": a,
        "b": b,
        "differences": differences(a, b, called),
        "common": common(a, b, called),
        "crumbs": [(_("口径目录"), reverse("terms:list")), (a.name, reverse("terms:detail", args=[a.slug]))],
    }
    return render(request, "terms/compare.html", context)


@for_posts(PostKind.ADMIN)
def define(request: StaffRequest) -> HttpResponse:
    """A street's own indicator, by a form."""
    form = DefineForm(request.POST or None, tenant=request.post.tenant, initial={"since": today()})

    @transaction.atomic
    def act() -> Indicator:
        said = {name: form.cleaned_data[name] for name in ("name", "unit", "aliases", "since", "why")}
        made = actions.define(by=request.post, tenant=request.post.unit, counting=form.counting, today=today(), **said)
        known = definitions(request.post.tenant)
        same = counting_the_same(known[made.pk], known.values())
        if same and not form.cleaned_data["even_so"]:
            told = {"names": "”“".join(one.name for one in same)}
            raise Refused(_("照这样填，数的和“%(names)s”完全一样；请选上活动类型、事项或条线") % told, field="even_so")
        return made

    made = done(form, act)
    if made is None:
        crumbs = [(_("口径目录"), reverse("terms:list"))]
        return _form_page(request, "terms/define.html", form=form, crumbs=crumbs)
    messages.success(request, _("已建立指标“%(name)s”，本街道的数字页现在就有它。") % {"name": made.name})
    return redirect("terms:detail", made.pk)


@for_posts(PostKind.ADMIN)
def revise(request: StaffRequest, slug: str) -> HttpResponse:
    """The next version of a street's own indicator."""
    found = get_object_or_404(Indicator.objects.filter(tenant=request.post.tenant), pk=slug)
    newest = IndicatorVersion.objects.newest().get(indicator=found)
    form = ReviseForm(request.POST or None, newest=newest, tenant=request.post.tenant)

    def act() -> IndicatorVersion:
        said = {name: form.cleaned_data[name] for name in ("after", "since", "why")}
        return actions.revise(found, by=request.post, counting=form.counting, today=today(), **said)

    made = done(form, act)
    if made is None:
        crumbs = [(_("口径目录"), reverse("terms:list")), (found.name, reverse("terms:detail", args=[slug]))]
        return _form_page(request, "terms/revise.html", form=form, indicator=found, crumbs=crumbs)
    messages.success(request, _("已出第%(number)d版。") % {"number": made.number})
    return redirect("terms:detail", slug)


@for_posts(PostKind.ADMIN)
def retire(request: StaffRequest, slug: str) -> HttpResponse:
    """Offer a street's own indicator no more."""
    found = get_object_or_404(Indicator.objects.filter(tenant=request.post.tenant), pk=slug)
    form = RetireForm(request.POST or None)
    gone = done(form, lambda: actions.retire(found, by=request.post, reason=form.cleaned_data["reason"], today=today()))
    if gone is None:
        crumbs = [(_("口径目录"), reverse("terms:list")), (found.name, reverse("terms:detail", args=[slug]))]
        return _form_page(request, "terms/retire.html", form=form, indicator=found, crumbs=crumbs)
    messages.success(request, _("已停用指标“%(name)s”，以后不再提供选用。") % {"name": gone.name})
    return redirect("terms:detail", slug)


def _form_page(request: StaffRequest, template: str, **context: Any) -> HttpResponse:
    return render(request, template, context, status=WRONG if context["form"].errors else 200)


def _may_define(post: Post) -> bool:
    return actions.define.may(post) and post.unit.kind == UnitKind.STREET
