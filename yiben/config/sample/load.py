"""The sample street put into an empty book by the same actions that people use: the main job, run once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.utils.translation import gettext as _

from yiben.config.sample import points, street, year
from yiben.ledger.importing import begin_import, commit_import
from yiben.lib.periods import Period
from yiben.lib.tables import write_table
from yiben.plans import actions as plans
from yiben.reports import actions as reports
from yiben.reports.models import Report
from yiben.units import actions as units
from yiben.units.models import Person, Post, PostKind, Unit

PASSWORD = "yiben-demo"  # noqa: S105 - printed for everybody who runs the demo, and good for nothing else
DAY = max(year.LAST_DAY.values())
Tell = Callable[[str], None]
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Loaded:
    """What came of it: the issued report, and the files that were written into the folder."""

    report: Report
    files: list[Path]


def load(folder: Path, tell: Tell, progress: Progress) -> Loaded:
    """Set the street up, read and confirm its plan, import two years of entries, build, review and issue the report."""
    tell(_("建立单位和人员"))
    _units()
    _people()
    officer, lead = _post("union.officer", PostKind.OFFICER), _post("first.lead", PostKind.LEAD)
    tell(_("读工作要点，确认"))
    files = [_write(folder / points.FILENAME, points.points_docx())]
    _plan(files[0], officer)
    for which in sorted(year.LAST_DAY):
        files.append(_write(folder / f"{street.STREET}{which}年活动记录.xlsx", _entries_file(which)))
        tell(_("导入%(year)d年的记录") % {"year": which})
        _entries(files[-1], officer, progress)
    tell(_("生成年度总结，审阅，出具"))
    report = _report(officer, lead)
    files += [
        _write(folder / f"{report.title}.docx", bytes(report.document or b"")),
        _write(folder / f"{report.title}（来源说明）.docx", bytes(report.sources or b"")),
    ]
    return Loaded(report, files)


def _units() -> None:
    made: dict[str, Unit] = {}
    for seed in street.UNITS:
        made[seed.name] = units.add_unit(
            by=None,
            name=seed.name,
            kind=seed.kind,
            code=seed.code,
            since=date.fromisoformat(street.SINCE),
            parent=made.get(seed.parent),
            short_names=seed.short_names,
        )


def _people() -> None:
    by_name = {unit.name: unit for unit in Unit.objects.all()}
    since = date.fromisoformat(street.SINCE)
    for seed in street.PEOPLE:
        person = Person(login=seed.login, name=seed.name)
        person.set_password(PASSWORD)
        person.save()
        for post in seed.posts:
            units.give_post(person, by=None, unit=by_name[post.unit], kind=post.kind, since=since, lines=post.lines)


def _post(login: str, kind: str) -> Post:
    """The first post of that kind that the person holds: for the officer, the one for all lines."""
    return (
        Post.objects.filter(person__login=login, kind=kind).select_related("unit__tenant", "person").order_by("pk")[0]
    )


def _plan(path: Path, officer: Post) -> None:
    plan = plans.upload(by=officer, unit=officer.unit, filename=path.name, data=path.read_bytes())
    plans.confirm(plan, by=officer)


def _entries_file(which: int) -> bytes:
    head, rows = year.entries_rows(which)
    return write_table(head, rows, sheet=_("活动记录"))


def _entries(path: Path, officer: Post, progress: Progress) -> None:
    batch = begin_import(by=officer, unit=officer.unit, filename=path.name, data=path.read_bytes())
    commit_import(batch, by=officer, progress=progress)


def _report(officer: Post, lead: Post) -> Report:
    period = Period(date(DAY.year, 1, 1), DAY)
    report = reports.build(by=officer, unit=officer.unit, genre="annual", period=period)
    report = reports.send(report, by=officer)
    report = reports.review(report, by=lead, remarks=_("数字有据，同意出具。"))
    return reports.issue(report, by=lead, number=f"青棠办〔{DAY.year}〕36号", date=DAY)


def _write(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path
