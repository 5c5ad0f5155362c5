"""`yiben worker`: what is queued, done. `yiben serve` runs one itself."""

from __future__ import annotations

import signal
import sys

import click
from django.utils.translation import gettext as _

from yiben.config.beside import die_with, work


@click.command(help=_("后台办理排队的长活（如十万行的导入）。yiben serve 会自带一个，一般不用单独运行。"))
@click.option("--until-done", is_flag=True, help=_("办完排队的就退出"))
@click.option("--under-serve", is_flag=True, hidden=True)
def command(until_done: bool, under_serve: bool) -> None:
    if under_serve:
        # The terminal tells the site, and the site tells us.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        die_with(sys.stdin.buffer)
    try:
        work(until_done=until_done)
    except KeyboardInterrupt:
        sys.exit(0)
