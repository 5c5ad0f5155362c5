"""Templates kept and dropped: a street's own Word files, checked before they are kept."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils import timezone
from django.utils.translation import gettext as _

from yiben.lib.canonical import sha256_hex
from yiben.lib.refused import Refused
from yiben.reports.clerks import Finding, check
from yiben.reports.defaults import document, ours
from yiben.reports.filled import in_words
from yiben.reports.models import Template
from yiben.reports.rendering import trial
from yiben.reports.vocabularies import vocabulary
from yiben.units.acts import verb
from yiben.units.models import Post, PostKind, Unit


class Unfit(Refused):
    """A template with findings; they stand beside the form."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__(_("模板里有%(n)d处看不懂，改好再上传") % {"n": len(findings)}, field="file")
        self.findings = findings


def keep_template(*, by: Post | None, unit: Unit, name: str, filename: str, data: bytes) -> Template:
    """Keep a street's template, found good and tried once. `Unfit` carries what was found wrong.

    It is read and tried before anything is written: nobody waits for the book meanwhile.
    """
    home = unit.tenant or unit
    name = name.strip() or filename.rpartition(".")[0]
    names = []
    if keep.may(by):
        _may_keep(by, home, name)
        names = _fit(data, home)
    return keep(by=by, home=home, name=name, filename=filename, data=data, names=names)


@verb("reports.keep_template", posts=[PostKind.OFFICER])
def keep(*, by: Post | None, home: Unit, name: str, filename: str, data: bytes, names: list[str]) -> Template:
    """Write it down; `names` were found in it when it was tried."""
    _may_keep(by, home, name)
    return Template.objects.create(
        unit=home,
        name=name,
        filename=filename,
        source=data,
        sha256=sha256_hex(data),
        names=names,
        kept_by=by,
    )


def _may_keep(by: Post | None, home: Unit, name: str) -> None:
    if by is not None and by.tenant != home:
        raise Refused(_("只能给本街道添加模板"))
    if Template.objects.filter(unit=home, name=name, dropped_at=None, ours="").exists():
        raise Refused(_("已经有叫“%(name)s”的模板，请换一个名称，或先停用原来的") % {"name": name}, field="name")


def _fit(data: bytes, home: Unit) -> list[str]:
    """The names that it uses. Unfit where anything is wrong; Refused where it can't be filled in."""
    known = vocabulary(home)
    checked = check(data, known)
    if checked.prepared is None:
        raise Unfit([in_words(finding) for finding in checked.findings])
    trial(checked.prepared, known, checked.reading)
    return checked.reading.used


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
