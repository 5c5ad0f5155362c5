"""`yiben django …`: Django's own management commands on this street's data."""

from __future__ import annotations

import click
from django.core.management import execute_from_command_line
from django.utils.translation import gettext as _


@click.command(
    help=_("交给 Django 的管理命令，如 yiben django migrate；yiben django help 列出全部"),
    context_settings={"ignore_unknown_options": True, "help_option_names": []},
)
@click.argument("words", nargs=-1, type=click.UNPROCESSED)
def command(words: tuple[str, ...]) -> None:
    execute_from_command_line(["yiben django", *(words or ("help",))])
