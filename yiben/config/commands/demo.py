"""`yiben demo`: the sample street in a database of its own, its report, and the site. Again is quick and harmless."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import click
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.utils.translation import gettext as _

from yiben.config.commands.serve import migrations_waiting
from yiben.config.sample import street
from yiben.config.sample.load import DAY, PASSWORD, load
from yiben.lib.periods import stop_the_calendar
from yiben.lib.refused import Refused
from yiben.reports.models import Report

READY = "READY"


def is_ready(folder: Path) -> bool:
    return (folder / READY).exists() and (folder / "DEMO").exists()


def check_folder(folder: Path) -> None:
    """Never touch a folder that holds anything but a demo."""
    kept = {path.name for path in folder.iterdir()} - {"secret-key"}
    if kept and "DEMO" not in kept:
        raise Refused(_("%(folder)s 里已有别的数据，演示只用自己的文件夹，请用 --data 换一个") % {"folder": folder})


def begin_anew(folder: Path) -> None:
    """An empty demo folder, marked; what a broken run left is cleared."""
    connection.close()
    for path in folder.iterdir():
        if path.name != "secret-key":
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    (folder / "DEMO").write_text(DAY.isoformat())
    stop_the_calendar(DAY)


def make(folder: Path) -> None:
    begin_anew(folder)
    call_command("migrate", verbosity=0)
    loaded = load(folder, lambda line: click.echo(f"· {line}"), show_progress)
    (folder / READY).write_text("\n".join(path.name for path in loaded.files))


def show_progress(done: int, total: int) -> None:
    if sys.stderr.isatty():
        click.echo(f"\r  {done}/{total}", nl=done == total, err=True)


def tell(folder: Path) -> None:
    """Where the report lies, and who can sign in."""
    for report in Report.objects.filter(state="issued"):
        click.echo(_("已出具的报告：%(path)s") % {"path": folder / f"{report.title}.docx"})
        click.echo(_("来源说明：%(path)s") % {"path": folder / f"{report.title}（来源说明）.docx"})
    click.echo(_("登录名（密码都是 %(password)s）：") % {"password": PASSWORD})
    for login, what in (
        ("hepan.worker", _("河畔社区工作者")),
        ("union.officer", _("条线干部（各条线）")),
        ("first.lead", _("分管领导")),
        ("auditor", _("督查审计")),
        ("admin", _("管理员")),
    ):
        assert any(person.login == login for person in street.PEOPLE)
        click.echo(f"  {login:<16}{what}")


@click.command(help=_("建立演示用的示例街道（自己的数据库），走完从要点到报告的全过程，然后启动网站。"))
@click.option("--serve/--no-serve", default=True, help=_("建好后是否启动网站"))
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help=_("端口"))
def command(serve: bool, port: int) -> None:
    folder = settings.DATA
    check_folder(folder)
    if not is_ready(folder) or migrations_waiting():
        make(folder)
    tell(folder)
    if serve:
        # A new start, which reads that this is a demo, and its day.
        words = [sys.executable, "-m", "yiben.config.cli", "--data", str(folder), "serve", "--port", str(port)]
        said = os.environ | {"YIBEN_DATA": str(folder)}
        if os.name != "nt":
            # In this one's place: whoever stops the demo, by whatever signal, stops the site.
            os.execve(sys.executable, words, said)  # noqa: S606 - our own words
        try:
            sys.exit(subprocess.call(words, env=said))  # noqa: S603
        except KeyboardInterrupt:
            sys.exit(0)
