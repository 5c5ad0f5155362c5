from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yiben.lib.downloads import DOCX, attachment
from yiben.lib.refused import Refused
from yiben.reports import clerk_templates as actions
from yiben.reports.forms import TemplateForm
from yiben.reports.grammar import DOCUMENT_WORDS, FILTERS, LOOPS
from yiben.reports.models import Template
from yiben.reports.render import COUNTS
from yiben.reports.sample import brief
from yiben.reports.views import SEE
from yiben.terms.models import definitions
from yiben.units.models import Line, PostKind
from yiben.units.scope import StaffRequest, for_posts


@require_GET
@for_posts(*SEE)
def templates(request: StaffRequest) -> HttpResponse:
    """The street's templates in use."""
    found = Template.objects.for_post(request.post).annotate(drafted=Count("reports"))
    context = {
        "templates": found.select_related("kept_by__person"),
        "may_keep": actions.keep_template.may(request.post),
    }
    return render(request, "reports/template_list.html", context)


@require_http_methods(["GET", "POST"])
@for_posts(PostKind.OFFICER)
def keep(request: StaffRequest) -> HttpResponse:
    """Upload one; what it says that can't be understood stands under the form, by paragraph."""
    form, findings = TemplateForm(request.POST or None, request.FILES or None), ()
    if form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            found = actions.keep_template(
                by=request.post,
                unit=request.post.tenant,
                name=form.cleaned_data["name"],
                filename=upload.name,
                data=upload.content,
            )
        except Refused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, refused.sentence)
            findings = getattr(refused, "findings", ())
        else:
            messages.success(request, _("模板“%(name)s”可以用了") % {"name": found.name})
            return redirect("reports:templates")
    context = {"form": form, "findings": findings, **_examples()}
    return render(request, "reports/template_keep.html", context, status=422 if form.is_bound else 200)


def _examples() -> dict[str, str]:
    """Words between braces, which a page of ours would take for its own."""
    return {
        "figure_example": "{{ 志愿服务场次 }}",
        "loop_example": "{% for 社区 in 各社区 %}",
        "loop_end": "{% endfor %}",
        "if_example": "{% if 志愿服务场次 %}",
        "if_end": "{% endif %}",
    }


@require_GET
@for_posts(*SEE)
def names(request: StaffRequest) -> HttpResponse:
    """All that can be written between braces."""
    catalogue = [one for one in definitions(request.post.tenant).values() if one.name.isidentifier()]
    lines = {line.slug: line.name for line in Line.objects.all()}
    groups: dict[str, list[tuple[str, str, str]]] = {}
    for one in catalogue:
        groups.setdefault(lines.get(one.line, _("各条线")), []).append(("{{ " + one.name + " }}", one.unit, one.brief))
    context = {
        "groups": groups,
        "words": ["{{ " + name + " }}" for name in DOCUMENT_WORDS],
        "counts": ["{{ " + name + " }}" for name in COUNTS],
        "loops": [
            (f"{{% for {words[0]} in {loop} %}}", ["{{ " + word + " }}" for word in words])
            for loop, words in LOOPS.items()
        ],
        "filters": [("{{ 工会会费收缴金额 | " + name + " }}", filter_("21994.5")) for name, filter_ in FILTERS.items()],
        **_examples(),
    }
    return render(request, "reports/template_names.html", context)


@require_GET
@for_posts(*SEE)
def sample(request: StaffRequest) -> HttpResponse:
    """A template to begin with."""
    return attachment(brief(), f"{_('一页简报')}.docx", DOCX)


@require_POST
@for_posts(PostKind.OFFICER)
def drop(request: StaffRequest, pk: UUID) -> HttpResponse:
    found = actions.drop_template(_template(request, pk), by=request.post)
    messages.success(request, _("模板“%(name)s”已停用，已起草的汇报不受影响") % {"name": found.name})
    return redirect("reports:templates")


@require_GET
@for_posts(*SEE)
def source(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The template as it was uploaded."""
    found = _template(request, pk)
    return attachment(bytes(found.source), f"{found.name}.docx", DOCX)


def _template(request: StaffRequest, pk: UUID) -> Template:
    return get_object_or_404(Template.objects.for_post(request.post), pk=pk)
