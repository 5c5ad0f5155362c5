"""Templates kept and dropped: a street's own Word files, checked before they are kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from yiben.lib.canonical import sha256_hex
from yiben.lib.refused import Refused
from yiben.reports.clerks import Finding, check
from yiben.reports.defaults import Ours, document, ours
from yiben.reports.filled import in_words
from yiben.reports.models import Template
from yiben.reports.rendering import trial
from yiben.reports.vocabularies import vocabulary
from yiben.units.acts import verb
from yiben.units.models import Post, PostKind, Unit

_GONE = _lazy("这份模板刚刚停用或换过了，请刷新")


class Unfit(Refused):
    """A template with findings; they stand beside the form."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__(_("模板里有%(n)d处要改，改好再上传") % {"n": len(findings)}, field="file")
        self.findings = findings


def keep_template(
    *, by: Post | None, unit: Unit, name: str, filename: str, data: bytes, replaces: Template | None = None
) -> Template:
    """Keep a street's template, found good and tried once; or the next version of one. `Unfit` carries what was found
    wrong.

    It is read and tried before anything is written: nobody waits for the book meanwhile.
    """
    home = unit.tenant or unit
    name = name.strip() or (replaces.name if replaces else filename.rpartition(".")[0])
    said: dict[str, Any] = {"by": by, "name": name, "filename": filename, "data": data, "names": []}
    if keep.may(by):
        _may_keep(by, home, name, replaces)
        said["names"] = _fit(data, home)
    return replace(replaces, **said) if replaces else keep(home=home, **said)


@verb("reports.keep_template", posts=[PostKind.OFFICER])
def keep(*, by: Post | None, home: Unit, name: str, filename: str, data: bytes, names: list[str]) -> Template:
    """Write it down; `names` were found in it when it was tried."""
    _may_keep(by, home, name, None)
    return _written(home, name, filename, data, names, by)


@verb("reports.replace_template", posts=[PostKind.OFFICER])
def replace(
    template: Template, *, by: Post | None, name: str, filename: str, data: bytes, names: list[str]
) -> Template:
    """Put the next version in a template's place. The one before stays for the reports that were drafted by it."""
    _may_keep(by, template.unit, name, template)
    if sha256_hex(data) == template.sha256 and name == template.name:
        raise Refused(_("这份文件和现在用的一模一样，没有换"), field="file")
    if not Template.objects.filter(pk=template.pk, dropped_at=None).update(dropped_at=timezone.now()):
        raise Refused(str(_GONE))
    template.refresh_from_db(fields=["dropped_at"])
    return _written(template.unit, name, filename, data, names, by, replaces=template)


def _written(
    home: Unit,
    name: str,
    filename: str,
    data: bytes,
    names: list[str],
    by: Post | None,
    replaces: Template | None = None,
) -> Template:
    return Template.objects.create(
        unit=home,
        name=name,
        filename=filename,
        source=data,
        sha256=sha256_hex(data),
        names=names,
        kept_by=by,
        replaces=replaces,
    )


def _may_keep(by: Post | None, home: Unit, name: str, replaces: Template | None) -> None:
    if by is not None and by.tenant != home:
        raise Refused(_("只能给本街道添加模板"))
    if replaces is not None and replaces.unit_id != home.pk:
        raise Refused(_("这份模板不是本街道的"))
    in_use = Template.objects.filter(unit=home, dropped_at=None, ours="")
    if replaces is not None and not in_use.filter(pk=replaces.pk).exists():
        raise Refused(str(_GONE))
    others = in_use.filter(name=name)
    if (others.exclude(pk=replaces.pk) if replaces else others).exists():
        told = _("已经有叫“%(name)s”的模板：要用这份换下它，请在“换下”里选它；要另加一份，请换一个名称")
        raise Refused(told % {"name": name}, field="name")


@dataclass(frozen=True)
class Version:
    """A template as it was for a while: the how manieth, and how the names in it changed."""

    template: Template
    number: int
    added: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()


def versions(template: Template) -> list[Version]:
    """All versions of a template, from the newest to the oldest, whichever of them is asked about."""
    known = Template.objects.filter(unit=template.unit_id, ours="").defer("source").select_related("kept_by__person")
    by_key = {one.pk: one for one in known.annotate(drafted=Count("reports"))}
    after = {one.replaces_id: one for one in by_key.values() if one.replaces_id}
    at: Template | None = by_key.get(template.pk, template)
    while at is not None and at.pk in after:
        at = after[at.pk]
    line: list[Template] = []
    while at is not None:
        line.append(at)
        at = by_key.get(at.replaces_id) if at.replaces_id else None
    return [
        _version(one, line[place + 1] if place + 1 < len(line) else None, len(line) - place)
        for place, one in enumerate(line)
    ]


def _version(template: Template, before: Template | None, number: int) -> Version:
    if before is None:
        return Version(template, number)
    added = tuple(name for name in template.names if name not in before.names)
    return Version(template, number, added, tuple(name for name in before.names if name not in template.names))


def newer(template: Template) -> Template | None:
    """The version in use that has come after this one; None where this is in use, or none is."""
    if template.ours:
        return None
    newest = versions(template)[0].template
    return newest if newest.pk != template.pk and newest.dropped_at is None else None


def _fit(data: bytes, home: Unit) -> list[str]:
    """The names that it uses. Unfit where anything is wrong; Refused where it can't be filled in."""
    known = vocabulary(home)
    checked = check(data, known)
    if checked.prepared is None:
        raise Unfit([in_words(finding) for finding in checked.findings])
    trial(checked.prepared, known, checked.reading)
    return checked.reading.used


def offered(post: Post) -> list[Ours]:
    """The templates brought along whose figures a post may all cite."""
    return [one for one in ours().values() if _all_hers(one, post)]


def _all_hers(one: Ours, post: Post) -> bool:
    return not post.line_slugs or (not one.all_lines and (not one.line or one.line in post.line_slugs))


def brought_along(slug: str, unit: Unit) -> Template:
    """One of ours, for the report that is being drafted by it. Within that verb: drafting is what is traced."""
    source, home = document(slug), unit.tenant or unit
    found, _made = Template.objects.get_or_create(
        unit=home,
        ours=slug,
        sha256=sha256_hex(source),
        defaults={"name": ours()[slug].name, "filename": f"{ours()[slug].name}.docx", "source": source},
    )
    return found


@verb("reports.drop_template", posts=[PostKind.OFFICER])
def drop_template(template: Template, *, by: Post | None) -> Template:
    """Offer it no longer. Reports that were drafted with it keep it."""
    if by is not None and template.unit_id != by.tenant.pk:
        raise Refused(_("这份模板不是本街道的"))
    if not Template.objects.filter(pk=template.pk, dropped_at=None).update(dropped_at=timezone.now()):
        raise Refused(_("这份模板已经停用"))
    template.refresh_from_db(fields=["dropped_at"])
    return template
