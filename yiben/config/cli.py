"""The command `yiben`: one module a command in `yiben/config/commands/`, loaded when it is asked for.

`yiben --help` reads only the table below. Any other word starts Django first, so a command's module imports models
and actions at its top like every other module, and finds messages in the caller's language.
"""

from __future__ import annotations

import gettext
import os
import sys
from importlib import import_module
from pathlib import Path

import click

LOCALES = Path(__file__).resolve().parent.parent / "locale"
FOUND = 3
"""The exit code of a command that did its work and found something that a person should look at."""


def speaks_english() -> bool:
    language = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return language.startswith("en")


def _(text: str) -> str:
    # Django's own gettext would have to load every room first.
    languages = ["en"] if speaks_english() else []
    return gettext.translation("django", LOCALES, languages, fallback=True).gettext(text)


COMMANDS = {
    "init": _("建立本街道：单位表、条线、第一位管理员"),
    "person": _("人员和岗位：增加、调动、离开交接；reset 找回进不来的账号"),
    "unit": _("单位：增加、改名、合并、分设、撤销"),
    "plan": _("工作要点：读入、确认、修订、下发、签收"),
    "measure": _("任务：进度、每期应办、办结说明"),
    "indicator": _("指标口径：查看、对照；建立、修订、停用本街道自己的"),
    "word": _("条线和活动类型：增加、停用"),
    "entries": _("记录：import 从 Excel 导入，export 导出"),
    "search": _("按名称、地点、备注、单位或日期找记录"),
    "evidence": _("附件：attach 给一条记录加照片或文件，take 取出，tidy 清理"),
    "figure": _("算一个数字，并列出它依据的记录"),
    "report": _("汇报：build 生成草稿"),
    "check": _("核对一份文稿里的数字与账本是否一致"),
    "pack": _("证据材料：一个单位、条线或任务的记录和附件打成一个 .zip"),
    "form": _("报表：propose 看上级报表各格填什么，fill 填好另存"),
    "verify": _("核验账本的链条，可与封存文件比对"),
    "seal": _("写出封存文件：各单位账本的链头"),
    "export": _("导出整本账：各表的开放格式，连同全部文件"),
    "import-book": _("把导出的整本账放进一个空的账本，可换数据库"),
    "backup": _("备份：有人记账时也能做，加密，做完就核验"),
    "restore": _("在空的数据文件夹里恢复备份，并重做此后的依法清除"),
    "keys": _("密钥：print 印成纸，check 核对纸上的，restore 由纸恢复"),
    "upgrade": _("升级：备份，先在副本上试，再改数据库结构，然后核验"),
    "cert": _("没有 HTTPS 证书的街道：生成自己的"),
    "serve": _("启动网站"),
    "worker": _("后台办理排队的长活；serve 自带一个"),
    "demo": _("演示：示例街道、它的报告，和网站"),
    "django": _("交给 Django 的管理命令，如 yiben django migrate"),
}


def available() -> list[str]:
    here = Path(__file__).parent / "commands"
    return [name for name in COMMANDS if (here / f"{module_name(name)}.py").exists()]


def module_name(name: str) -> str:
    return name.replace("-", "_")


def claim_for_demo(data: Path) -> None:
    """Mark the folder as the demo's before its first start; a real street's book is never filled with samples."""
    os.environ.pop("YIBEN_DATABASE", None)
    kept = {path.name for path in data.iterdir()} - {"secret-key"} if data.is_dir() else set()
    if "book.sqlite3" in kept and "DEMO" not in kept:
        raise click.ClickException(_("{data} 里是一个真实的账本，演示数据不会写进去").format(data=data))
    if kept and "DEMO" not in kept:
        # What an unfinished demo left is cleared at the next try, so nobody else's file may lie there.
        told = _("%(folder)s 里已有别的数据，演示只用自己的文件夹，请用 --data 换一个") % {"folder": data}
        raise click.ClickException(told)
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    (data / "DEMO").touch()


def start_django(name: str) -> None:
    """Django, set up on the data folder that this command works in."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yiben.config.settings")
    data = Path(os.environ.setdefault("YIBEN_DATA", "demo" if name == "demo" else "data"))
    if name == "demo":
        claim_for_demo(data)
    if name in BEGINNING:
        data.mkdir(mode=0o700, parents=True, exist_ok=True)
    import django
    from django.utils import translation

    django.setup()
    translation.activate("en" if speaks_english() else "zh-hans")


BEGINNING = ("init", "import-book")
"""The commands that begin a book."""


def take_database(words: list[str]) -> None:
    """Where a book that is begun now shall lie: settings are read before a command's own options are."""
    if words[:1] and words[0] in BEGINNING:
        for word, after in zip(words, [*words[1:], ""], strict=True):
            if word == "--database" or word.startswith("--database="):
                os.environ["YIBEN_DATABASE"] = word.partition("=")[2] or after


class Yiben(click.Group):
    """The root: knows its commands by the table, and answers a refusal with one line."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        take_database(args)
        return super().resolve_command(ctx, args)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return available()

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in available():
            return None
        from django.core.exceptions import ImproperlyConfigured

        try:
            start_django(cmd_name)
        except ImproperlyConfigured as error:
            raise click.ClickException(str(error)) from error
        command: click.Command = import_module(f"yiben.config.commands.{module_name(cmd_name)}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section(_("命令")):
            formatter.write_dl([(name, COMMANDS[name]) for name in available()])

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except Exception as error:
            said = said_of(error)
            if not said:
                raise
            click.echo(said, err=True)
            ctx.exit(1)


def said_of(error: Exception) -> str:
    """What a person is told of an error that isn't ours: a refusal's sentence, or that there is no book to work in."""
    from django.db.utils import OperationalError, ProgrammingError

    from yiben.lib.refused import Refused

    if isinstance(error, Refused):
        return str(error)
    if not isinstance(error, (OperationalError, ProgrammingError)):
        return ""
    data = os.environ.get("YIBEN_DATA", "data")
    if not Path(data).is_dir():
        return _("{data} 里还没有账本：请先运行 yiben init（自己的街道）或 yiben demo（演示）").format(data=data)
    if unreachable := _unreachable(error):
        return unreachable
    # A missing table or column is another version's book; a full disk or a lock says so itself.
    if "no such" in str(error) or "does not exist" in str(error):
        return _("{data} 里的账本与程序的版本不一致：请运行 yiben upgrade，后面写备份到哪里").format(data=data)
    return _("账本打不开：{why}").format(why=error)


def _unreachable(error: Exception) -> str:
    """What is said where the server that keeps the book doesn't answer, or doesn't let us in."""
    from django.conf import settings

    where = settings.DATABASES["default"]
    # A server that has answered gives every error a number.
    if "postgresql" not in where["ENGINE"] or getattr(error.__cause__, "sqlstate", None):
        return ""
    why = " ".join(str(error).split())
    told = _("连不上数据库服务器 {host}：请看服务器是否开着、地址和密码对不对、网络通不通。原话：{why}")
    return told.format(host=where["HOST"] or "localhost", why=why)


def _use(ctx: click.Context, param: click.Parameter, value: str | None) -> None:
    if value:
        os.environ["YIBEN_DATA"] = value


@click.group(
    cls=Yiben,
    help=_("一本：街道社区工作，一本记清。各命令与网页用的是同一套动作，也留同样的痕迹。"),
    epilog=_("退出码：0 办成；1 未能办理，原因在标准错误输出里占一行；2 用法不对；3 办完了，但发现了需要人看的问题。"),
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.option(
    "--data",
    metavar="DIR",
    callback=_use,
    expose_value=False,
    is_eager=True,
    help=_("数据文件夹，默认是当前目录下的 data（环境变量 YIBEN_DATA）"),
)
@click.version_option(package_name="yiben", message="yiben %(version)s")
def root() -> None:
    pass


def speak() -> None:
    """Let click's own words come in Chinese, too; it asks the process's default catalogue."""
    if not speaks_english():
        os.environ["LANGUAGE"] = "zh"
    gettext.bindtextdomain("click", str(LOCALES))
    gettext.textdomain("click")


def main() -> None:
    speak()
    # A folder of Chinese names must print even where the locale says ASCII.
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    os.umask(0o077)  # what it writes is a street's own
    root(prog_name="yiben")


if __name__ == "__main__":
    main()
