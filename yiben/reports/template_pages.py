"""Pages of templates: a street's own Word files with their versions, those that Yiben brings along, what they say."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db.models import Count
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yiben.lib.downloads import DOCX, attachment
from yiben.lib.refused import Refused
from yiben.lib.uploads import Type, Upload, received
from yiben.reports import clerk_templates
from yiben.reports.clerk_templates import Version, offered, versions
from yiben.reports.clerks import MOST_FILE
from yiben.reports.defaults import document as brought
from yiben.reports.defaults import ours
from yiben.reports.drawn import PICTURES
from yiben.reports.grammar import DOCUMENT_WORDS, DRAWN_IN_LOOPS, LOOPS
from yiben.reports.manners import FILTERS
from yiben.reports.models import Template
from yiben.reports.render import COUNTS
from yiben.terms.models import definitions
from yiben.units.models import Line, Post, PostKind
from yiben.units.scope import StaffRequest, for_posts

SEE = (PostKind.OFFICER, PostKind.LEAD, PostKind.AUDITOR)


class TemplateForm(forms.Form):
    """A Word file to draft reports by."""

    file = forms.FileField(
        label=_lazy("Word 文件"),
        widget=forms.FileInput(attrs={"accept": ".docx"}),
        help_text=_lazy("在 Word 或 WPS 里做好，另存为 .docx；要填数字的地方写 {{ 名称 }}。"),
    )
    name = forms.CharField(
        label=_lazy("名称"),
        max_length=60,
        required=False,
        help_text=_lazy("不写则用文件的名称；换下一份时，不写就不改名称"),
    )
    replaces = forms.ModelChoiceField(
        label=_lazy("换下"),
        queryset=Template.objects.none(),
        required=False,
        empty_label=_lazy("不换，另加一份"),
        help_text=_lazy("改好的新一版选它换下的那份：以后起草用新的，以前的每一版都留着。"),
    )

    def __init__(self, *args: Any, post: Post, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["replaces"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Template.objects.for_post(post)
        if not field.queryset.exists():
            del self.fields["replaces"]

    def clean_file(self) -> Upload:
        try:
            return received(self.cleaned_data["file"], types={Type.DOCX}, most=MOST_FILE)
        except Refused as refused:
            raise forms.ValidationError(refused.sentence) from refused


@require_GET
@for_posts(*SEE)
def templates(request: StaffRequest) -> HttpResponse:
    """The street's templates in use, those that were dropped, and those that Yiben brings along."""
    known = Template.objects.ever(request.post).annotate(drafted=Count("reports"))
    found = list(known.select_related("kept_by__person"))
    replaced = {one.replaces_id: one for one in found}
    context = {
        "templates": [(one, _number(one, found)) for one in found if one.dropped_at is None],
        "dropped": [one for one in found if one.dropped_at and one.pk not in replaced],
        "may_keep": clerk_templates.keep.may(request.post),
        "ours": offered(request.post),
    }
    return render(request, "reports/template_list.html", context)


def _number(template: Template, known: Sequence[Template]) -> int:
    """The how manieth version a template is."""
    before = {one.pk: one.replaces_id for one in known}
    number, at = 1, template.replaces_id
    while at in before:
        number, at = number + 1, before[at]
    return number


@require_GET
@for_posts(*SEE)
def template(request: StaffRequest, pk: UUID) -> HttpResponse:
    """One with its versions: who put which in the other's place, and how the names in it changed."""
    told = versions(_template(request, pk))
    newest = told[0].template
    context = {
        "template": newest,
        "versions": told,
        "names": _opened(newest.names, request),
        "may_keep": clerk_templates.keep.may(request.post) and newest.dropped_at is None,
    }
    return render(request, "reports/template_detail.html", context)


def _opened(names: list[str], request: StaffRequest) -> list[tuple[str, str]]:
    """Each name with the indicator that it leads to, if it is one's."""
    known = {one.name: one.slug for one in definitions(request.post.tenant, retired=True).values()}
    return [(name, known.get(name, "")) for name in names]


@require_http_methods(["GET", "POST"])
@for_posts(PostKind.OFFICER)
def keep_template(request: StaffRequest) -> HttpResponse:
    """Upload one, or the next version of one; what in it can't be understood stands above the form, by paragraph."""
    replaced = _replaced(request)
    form = TemplateForm(request.POST or None, request.FILES or None, post=request.post, initial={"replaces": replaced})
    findings = ()
    if form.is_valid():
        try:
            kept = _kept(request, form)
        except Refused as refused:
            if refused.field == "name":
                form.data = _with_its_namesake(request, form)
            form.add_error(refused.field if refused.field in form.fields else None, refused.sentence)
            findings = getattr(refused, "findings", ())
        else:
            messages.success(request, _told(versions(kept)[0]))
            return redirect("reports:template", kept.pk)
    context = {"form": form, "findings": findings, "replaced": replaced, **_examples()}
    return render(request, "reports/template_keep.html", context, status=422 if form.is_bound else 200)


def _replaced(request: StaffRequest) -> Template | None:
    """The template that the address says is to be replaced."""
    try:
        asked = UUID(request.GET.get("replaces", ""))
    except ValueError:
        return None
    return Template.objects.for_post(request.post).filter(pk=asked).first()


def _with_its_namesake(request: StaffRequest, form: TemplateForm) -> QueryDict:
    """Most likely a mended file is meant to replace the one of its name: so much is chosen when it is sent again."""
    name = form.cleaned_data["name"].strip() or form.cleaned_data["file"].name.rpartition(".")[0]
    namesake = form.fields["replaces"].queryset.filter(name=name).first()  # type: ignore[attr-defined]
    said = request.POST.copy()
    said["replaces"] = str(namesake.pk) if namesake else ""
    return said


def _kept(request: StaffRequest, form: TemplateForm) -> Template:
    upload = form.cleaned_data["file"]
    return clerk_templates.keep_template(
        by=request.post,
        unit=request.post.tenant,
        name=form.cleaned_data["name"],
        filename=upload.name,
        data=upload.content,
        replaces=form.cleaned_data.get("replaces"),
    )


def _told(version: Version) -> str:
    """What is said of one that has just been kept."""
    name = version.template.name
    if version.number == 1:
        return _("模板“%(name)s”可以用了") % {"name": name}
    said = _("模板“%(name)s”换成了第%(number)s版，以后起草用这一版") % {"name": name, "number": version.number}
    return said


def _examples() -> dict[str, str]:
    """Words between braces, which a page of ours would take for its own."""
    return {
        "figure_example": "{{ 志愿服务场次 }}",
        "loop_example": "{% for 社区 in 各社区 %}",
        "loop_end": "{% endfor %}",
        "if_example": "{% if 志愿服务场次 %}",
        "if_end": "{% endif %}",
        "else_example": "{% else %}",
    }


STRETCHES = (
    ("上年同期", _lazy("上一年同一时段的数；时段还没过完的，算到上一年的今天")),
    ("累计", _lazy("从当年1月1日到时段最后一天的数")),
    ("同比", _lazy("与上年同期相比的变化，如：增长12.5%、下降3%、持平；比率写作提高2个百分点")),
)
NUMBERED = (
    ("章号", _lazy("一、二、三……，用在一级标题前；下面什么都没有的标题不写")),
    ("节号", _lazy("每一章里从一数起，用在“（一）”这样的标题里")),
    ("点号", _lazy("用在“一是”“二是”里；只有一点时不写“一是”")),
)
WRITTEN = (
    ("工会会费收缴金额", "元", "21994.5"),
    ("工会会费收缴金额", "万元", "21994.5"),
    ("工会会费收缴金额", "千分位", "21994.5"),
    ("学社衔接率", "百分比", "95.5"),
    ("志愿服务场次", "汉字", "128"),
    ("工会会费收缴金额", "大写", "21994.5"),
    ("志愿服务场次", "余", "128"),
    ("活动参与人次", "约", "1286"),
    ("标题", "分行", "青棠街道2025年群团和民生工作总结"),
)
"""Each manner of writing a figure, shown at one."""


DRAWN = (
    ("各月图", _lazy("一个数字每个月多少；相加的数都能画")),
    ("上年对比图", _lazy("一个数字与上年同一时段对比；账本没有记到上年的不画")),
)


def _named(drawn: Sequence[str]) -> list[str]:
    """Pictures as they are written: by their names, or as what is done with a figure."""
    return [f"“{one}”" if one in PICTURES else f"“名称 | {one}”" for one in drawn]


@require_GET
@for_posts(*SEE)
def template_names(request: StaffRequest) -> HttpResponse:
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
        "lines": list(dict.fromkeys(lines.values())),
        "line_example": f"{{{{ 活动场次 | {next(iter(lines.values()), '')} }}}}",
        "line_loop": f"{{% for 任务 in 各任务 | {next(iter(lines.values()), '')} %}}",
        "stretches": [(f"{{{{ 活动场次 | {word} }}}}", told) for word, told in STRETCHES],
        "numberings": [(f"{{{{ {name} }}}}", told) for name, told in NUMBERED],
        "pictures": [(f"{{{{ {name} }}}}", told) for name, told in PICTURES.items()],
        "drawings": [(f"{{{{ 志愿服务场次 | {word} }}}}", told) for word, told in DRAWN],
        "drawn_in": [("{% for … in " + loop + " %}", "、".join(_named(some))) for loop, some in DRAWN_IN_LOOPS.items()],
        "picture_line": f"{{{{ 各月活动图 | {next(iter(lines.values()), '')} }}}}",
        "filters": [(f"{{{{ {name} | {word} }}}}", number, FILTERS[word](number)) for name, word, number in WRITTEN],
        **_examples(),
    }
    return render(request, "reports/template_names.html", context)


@require_GET
@for_posts(*SEE)
def template_ours(request: StaffRequest) -> HttpResponse:
    """One that Yiben brought along, to be used as it is or changed in Word or WPS."""
    slug = request.GET.get("which", "brief")
    if slug not in ours():
        raise Http404
    return attachment(brought(slug), f"{ours()[slug].called}.docx", DOCX)


@require_POST
@for_posts(PostKind.OFFICER)
def drop_template(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Offer it no longer; its versions can still be read."""
    found = clerk_templates.drop_template(_template(request, pk), by=request.post)
    messages.success(request, _("模板“%(name)s”已停用，已起草的汇报不受影响") % {"name": found.name})
    return redirect("reports:templates")


@require_GET
@for_posts(*SEE)
def template_source(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The template as it was uploaded, in whichever version."""
    found = _template(request, pk)
    return attachment(bytes(found.source), f"{found.name}.docx", DOCX)


def _template(request: StaffRequest, pk: UUID) -> Template:
    return get_object_or_404(Template.objects.ever(request.post), pk=pk)
