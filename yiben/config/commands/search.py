"""`yiben search`: entries by what somebody remembers of them."""

from __future__ import annotations

import sys

import click
from django.utils.translation import gettext as _

from yiben.config.cli import FOUND
from yiben.config.commands.acting import acting
from yiben.ledger.models import Entry
from yiben.ledger.search import Pages, sought


@click.command(
    help=_("按名称、地点、备注、单位或日期（2025-03-05、3月5日、3月）找记录，最近的在前。什么都没找到时退出码为 3。")
)
@click.argument("words", metavar="WORDS", nargs=-1, required=True)
@click.option("--by", "login", metavar="LOGIN", required=True, help=_("以谁的岗位查看：只找得到这个岗位看得到的"))
@click.option("--past", is_flag=True, help=_("连更正前和作废的一起找"))
@click.option("--most", default=50, show_default=True, type=click.IntRange(1, Pages.MANY), help=_("最多列几条"))
def command(words: tuple[str, ...], login: str, past: bool, most: int) -> None:
    post = acting(login)
    readable = Entry.objects.for_post(post)
    found = sought(readable.filter(void=False) if past else readable.standing(), " ".join(words), post=post)
    pages = Pages(found.for_list(), most)
    for entry in pages.page(1):
        click.echo(_line(entry))
    click.echo(_told(pages), err=True)
    sys.exit(0 if pages.count else FOUND)


def _line(entry: Entry) -> str:
    numbers = " ".join(str(quantity) for quantity in entry.quantities.all())
    state = "" if entry.state == "standing" else {"corrected": _("已更正"), "void": _("已作废")}[entry.state]
    said = (entry.receipt, str(entry.start), entry.unit.short_name, entry.title or _("（文字已清除）"), numbers, state)
    return "　".join(filter(None, said))


def _told(pages: Pages) -> str:
    if pages.more:
        return _("超过 %(count)d 条，先列最近的") % {"count": pages.count}
    return _("找到 %(count)d 条") % {"count": pages.count}
