"""`yiben keys`: the key on paper, checked, and back from it."""

from __future__ import annotations

import os
from pathlib import Path

import click
import segno
from django.conf import settings
from django.db import OperationalError, ProgrammingError
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from yiben.config.commands.acting import by_option
from yiben.config.commands.restore import typed_key
from yiben.config.keeping.actions import confirm_copy, tell_printed
from yiben.config.keeping.paper import key_lines, key_name, key_square, key_words, read_key
from yiben.config.keeping.restore import BOOK, KEY
from yiben.lib.periods import today
from yiben.lib.refused import Refused
from yiben.units.models import Post, Unit, UnitKind

OUT = click.Path(dir_okay=False, path_type=Path)
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group(help=_("密钥：没有它，备份和加密过的内容谁也打不开。print 印成纸，check 核对纸上的，restore 由纸恢复"))
def command() -> None:
    pass


@command.command(
    "print", help=_("把密钥写成一页可打印的 HTML（字母、方码、校验词）。打印两份分开锁好，再删去这个文件。")
)
@click.option("--out", metavar="FILE.html", type=OUT, help=_("文件名，默认 yiben-key-编号.html"))
@by_option
def print_(out: Path | None, by: Post | None) -> None:
    key = settings.FIELD_KEY
    if not (Path(settings.DATA) / KEY).is_file():
        raise Refused(_("%(folder)s 里还没有密钥") % {"folder": settings.DATA})
    file = out or Path(f"yiben-key-{key_name(key)}.html")
    _write(file, sheet(key))
    tell_printed(by=by)
    click.echo(_("已写出 %(file)s：用浏览器打开、打印两份，分开锁好，然后删去这个文件") % {"file": file})
    click.echo(_("印好后运行 yiben keys check，或在网页“保管”里输入纸上的四个词"))


def sheet(key: str) -> str:
    """The page to be printed: it leans on nothing, neither server nor style sheet."""
    streets = Unit.objects.filter(kind=UnitKind.STREET).values_list("name", flat=True)
    said = {
        "street": "、".join(streets[:3]),
        "name": key_name(key),
        "lines": key_lines(key),
        "words": key_words(key),
        "square": segno.make(key_square(key), error="q").svg_data_uri(scale=6, border=2),
        "day": today(),
    }
    return render_to_string("keeping/key_sheet.html", said)


def _write(file: Path, text: str) -> None:
    try:
        with open(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as out:
            out.write(text)
    except FileExistsError:
        raise Refused(_("%(file)s 已经有了，请用 --out 换一个文件名") % {"file": file}) from None
    except OSError as error:
        raise Refused(_("写不了 %(file)s：%(why)s") % {"file": file, "why": error.strerror}) from error


@command.command(help=_("核对纸上的密钥：输入纸上的四个校验词。核对过，管理员的清单才不再提醒。"))
@click.option("--words", help=_("纸上的四个词"))
@by_option
def check(words: str | None, by: Post | None) -> None:
    confirm_copy(by=by, words=words or str(click.prompt(_("纸上的四个词"))))
    click.echo(_("对得上：纸上的密钥 %(name)s 可以用") % {"name": key_name(settings.FIELD_KEY)})


@command.command(help=_("由纸上的密钥恢复密钥文件：在空的数据文件夹里，恢复备份以前用。"))
@click.option("--file", metavar="FILE", type=FILE, help=_("存着密钥的文本文件；不写则照纸上逐行输入"))
def restore(file: Path | None) -> None:
    folder = Path(settings.DATA)
    key = read_key(file.read_text(encoding="utf-8")) if file else typed_key(_("请照纸上输入密钥"))
    _check_unsealed(folder, key)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    begun = folder / f".{KEY}.begun"
    with open(os.open(begun, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as out:
        out.write(key)
    os.replace(begun, folder / KEY)
    click.echo(_("密钥 %(name)s 已放进 %(folder)s，校验词：%(words)s") % _told(key, folder))


def _told(key: str, folder: Path) -> dict[str, object]:
    return {"name": key_name(key), "folder": folder, "words": " ".join(key_words(key))}


def _check_unsealed(folder: Path, key: str) -> None:
    """Refuse to take the key from under a book: what is sealed with it could be opened by nobody."""
    kept = folder / KEY
    other = kept.is_file() and key_name(kept.read_text().strip()) != key_name(key)
    if other and ((folder / BOOK).exists() or _has_units()):
        raise Refused(_("%(folder)s 里的账本用的是另一把密钥，不会换掉") % {"folder": folder})


def _has_units() -> bool:
    try:
        return Unit.objects.exists()
    except (OperationalError, ProgrammingError):
        return False
