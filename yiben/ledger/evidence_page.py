"""What a page shows of an entry's files, and what it answers for each file that was sent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from yiben.ledger import evidence
from yiben.ledger.evidence import Alike
from yiben.ledger.evidence_looks import How, Street
from yiben.ledger.models import Entry, Evidence, Withdrawal
from yiben.lib.refused import Refused
from yiben.lib.uploads import safe_name
from yiben.ui.templatetags.ui import day
from yiben.units.models import Post, PostKind
from yiben.units.scope import writes_for


@dataclass(frozen=True)
class Files:
    """The files beside an entry as a post sees them; `gone` are the withdrawals and erasures, with their reasons."""

    pictures: list[Evidence]
    documents: list[Evidence]
    gone: list[Withdrawal]
    may_attach: bool
    may_withdraw: bool
    may_erase: bool
    may_see_gone: bool

    @property
    def any(self) -> bool:
        return bool(self.pictures or self.documents or self.gone or self.may_attach)


def files_of(entry: Entry, lineage: Sequence[Entry], post: Post) -> Files:
    """The files of an activity: those of an entry and of what it replaced or was replaced by."""
    listed = Evidence.objects.filter(entry__in=lineage).select_related("by__person", "by__unit")
    files = list(listed.prefetch_related("withdrawals__by__person", "withdrawals__by__unit"))
    standing = [file for file in files if not file.withdrawals.all()]
    hers = writes_for(post, entry.unit)
    return Files(
        pictures=[file for file in standing if file.is_picture],
        documents=[file for file in standing if not file.is_picture],
        gone=[fact for file in files for fact in file.withdrawals.all()],
        may_attach=evidence.may_attach(entry, post) and not any(fact.void for fact in lineage),
        may_withdraw=hers and evidence.withdraw.may(post),
        may_erase=hers and evidence.erase.may(post),
        may_see_gone=post.kind == PostKind.AUDITOR,
    )


@dataclass(frozen=True)
class Answer:
    """What became of one file that was sent: kept, or why not; and what it is like."""

    name: str
    refused: str = ""
    alike: list[Alike] = field(default_factory=list)


def receive(request: HttpRequest, post: Post, entry: Entry) -> None:
    """Attach every file that was sent by itself, and say on the next page what became of each: what is wrong with one
    keeps none of the others out."""
    assert entry.unit.tenant is not None
    street = Street(entry.unit.tenant)
    _tell(request, post, [_attached(entry, post, file, street) for file in request.FILES.getlist("files")])


def _attached(entry: Entry, post: Post, sent: UploadedFile, street: Street) -> Answer:
    name = safe_name(sent.name or "")
    try:
        file = evidence.attach(entry, by=post, name=name, content=sent.read(evidence.MOST + 1))
    except Refused as refused:
        return Answer(name, refused.sentence)
    return Answer(name, alike=evidence.alike(file, street))


def _tell(request: HttpRequest, post: Post, answers: Sequence[Answer]) -> None:
    if kept := sum(not answer.refused for answer in answers):
        messages.success(request, _("已加上 %(kept)d 个附件") % {"kept": kept})
    for answer in answers:
        if answer.refused:
            messages.error(request, _("“%(name)s”没有加上：%(why)s") % {"name": answer.name, "why": answer.refused})
    for hint in _hints(answers, post):
        messages.info(request, hint)


def _hints(answers: Sequence[Answer], post: Post) -> list[SafeString]:
    """One for each other activity, however many files are like its own."""
    named: dict[UUID, list[str]] = {}
    found: dict[UUID, Alike] = {}
    for answer in answers:
        for alike in answer.alike:
            named.setdefault(alike.entry.pk, []).append(answer.name)
            found.setdefault(alike.entry.pk, alike)
    return [_hint(names, found[pk], post) for pk, names in named.items()]


MOST_NAMED = 3


def _hint(names: Sequence[str], found: Alike, post: Post) -> SafeString:
    """For who attached it only; what another unit did is told without its words."""
    told = "、".join(f"“{name}”" for name in names[:MOST_NAMED])
    if len(names) > MOST_NAMED:
        told = _("%(names)s等 %(count)d 个") % {"names": told, "count": len(names)}
    said = {
        How.SAME: _("{}与{}里的相同。若是同一次活动，看看是否记了两遍；若选错了，可以撤下。这句话只有您看得到。"),
        How.ALIKE: _("{}与{}里的很像。若是同一次活动，看看是否记了两遍；若选错了，可以撤下。这句话只有您看得到。"),
        How.TURNED: _(
            "{}像是{}里的那张，转了方向。若是同一次活动，看看是否记了两遍；若选错了，可以撤下。这句话只有您看得到。"
        ),
        How.PART: _(
            "{}与{}里的像是同一张，裁过。若是同一次活动，看看是否记了两遍；若选错了，可以撤下。这句话只有您看得到。"
        ),
    }[found.how]
    return format_html(said, told, _where(found.entry, post))


def _where(entry: Entry, post: Post) -> SafeString:
    told = day(entry.start, "short")
    if not Entry.objects.for_post(post).filter(pk=entry.pk).exists():
        return format_html(_("本街道另一单位 {} 的一条记录"), told)
    title = entry.title or _("（文字已清除）")
    return format_html('<a href="{}">{}《{}》</a>', reverse("ledger:detail", args=[entry.pk]), told, title)
