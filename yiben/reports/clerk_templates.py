"""Templates kept and dropped: a street's own Word files, checked before they are kept."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils import timezone
from django.utils.translation import gettext as _

from yiben.lib.canonical import sha256_hex
from yiben.lib.refused import Refused
from yiben.reports.clerks import Checked, Finding, check
from yiben.reports.filled import vocabulary
from yiben.reports.grammar import Vocabulary
from yiben.reports.models import Template
from yiben.reports.rendering import trial
from yiben.terms.models import definitions
from yiben.units.acts import verb
from yiben.units.models import Post, PostKind, Unit


class Unfit(Refused):
    """A template with findings; they stand beside the form."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__(_("模板里有%(n)d处看不懂，改好再上传") % {"n": len(findings)}, field="file")
        self.findings = findings


def known_to(unit: Unit) -> Vocabulary:
    """What a template of this unit's street can say."""
    return vocabulary(definitions(unit.tenant).values())


@verb("reports.keep_template", posts=[PostKind.OFFICER])
def keep_template(*, by: Post | None, unit: Unit, name: str, filename: str, data: bytes) -> Template:
    """Keep a street's template, found good and tried once. `Unfit` carries what was found wrong."""
    home = unit.tenant or unit
    if by is not None and by.tenant != home:
        raise Refused(_("只能给本街道添加模板"))
    name = name.strip() or filename.rpartition(".")[0]
    if Template.objects.filter(unit=home, name=name, dropped_at=None).exists():
        raise Refused(_("已经有叫“%(name)s”的模板，请换一个名称，或先停用原来的") % {"name": name}, field="name")
    reading = _fit(check(data, known_to(home)), home).reading
    return Template.objects.create(
        unit=home,
        name=name,
        filename=filename,
        source=data,
        sha256=sha256_hex(data),
        names=reading.used,
        kept_by=by,
    )


def _fit(checked: Checked, home: Unit) -> Checked:
    if checked.prepared is None:
        raise Unfit(checked.findings)
    trial(checked.prepared, known_to(home), checked.reading)
    return checked


@verb("reports.drop_template", posts=[PostKind.OFFICER])
def drop_template(template: Template, *, by: Post | None) -> Template:
    """Offer it no longer. Reports that were drafted with it keep it."""
    if by is not None and template.unit_id != by.tenant.pk:
        raise Refused(_("这份模板不是本街道的"))
    if not Template.objects.filter(pk=template.pk, dropped_at=None).update(dropped_at=timezone.now()):
        raise Refused(_("这份模板已经停用"))
    template.refresh_from_db(fields=["dropped_at"])
    return template
