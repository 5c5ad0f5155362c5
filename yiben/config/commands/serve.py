"""`yiben serve`: the site, by granian, two workers of four threads; and beside them one that does what is queued."""

from __future__ import annotations

import multiprocessing
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from django.conf import settings
from django.core.management import call_command
from django.db import OperationalError, connection
from django.utils.translation import gettext as _
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

from yiben.config.beside import Keeper
from yiben.config.checks import scripts_are_there
from yiben.config.keeping.schema import Watch, check_schema, waiting
from yiben.config.loopback import is_loopback
from yiben.config.sample import street
from yiben.config.sample.load import PASSWORD
from yiben.config.worker import load
from yiben.lib.refused import Refused
from yiben.portal.founding import founding_key, is_empty
from yiben.units.models import Person

STOPS_WITHIN = 10
"""Seconds that a request may still take when the site is stopped."""


def migrations_waiting() -> int:
    """How many migrations the program has and the database has not."""
    with opened():
        return len(waiting())


@contextmanager
def opened() -> Iterator[None]:
    """Ask the database, and let go of it: the workers open it themselves."""
    try:
        yield
    except OperationalError as error:
        raise Refused(_("打不开数据库：%(why)s") % {"why": error}) from error
    finally:
        connection.close()


def begin_a_book() -> None:
    """Tables where there are none yet: a page of the site then founds the street, as `yiben init` would."""
    settings.DATA.mkdir(parents=True, exist_ok=True)
    with opened():
        if not connection.introspection.table_names():
            call_command("migrate", verbosity=0)


def with_sample_passwords() -> list[str]:
    """Who could be signed in as with the demo's printed password: a demo's book whose mark was taken away has them."""
    names = [person.login for person in street.PEOPLE]
    people = Person.objects.filter(login__in=names, is_active=True)
    return [person.login for person in people if person.check_password(PASSWORD)]


def is_free(host: str, port: int) -> bool:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        # A port whose last connections are still closing is free on Unix; on Windows the option would steal it.
        if os.name != "nt":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host.strip("[]"), port))
        except OSError:
            return False
    return True


def check_start(host: str, port: int, *, guarded: bool) -> None:
    """Refuse what would leak or fail later: a demo on the network, a network without TLS, an old schema."""
    if settings.DEMO and (guarded or not is_loopback(host)):
        raise Refused(_("演示数据的密码是公开的，只能在本机（127.0.0.1）上打开，也不能放在代理之后"))
    if not guarded and not is_loopback(host):
        raise Refused(
            _("对外开放必须走 HTTPS：给出 --cert 和 --key（可用 yiben cert 生成），或在 HTTPS 代理之后用 --proxy")
        )
    if guarded and not os.environ.get("YIBEN_HOSTS"):
        raise Refused(_("请在环境变量 YIBEN_HOSTS 里写明网站的域名，如 YIBEN_HOSTS=yiben.example.gov.cn"))
    begin_a_book()
    with opened():
        check_schema()
        if guarded and (known := with_sample_passwords()):
            raise Refused(_("%(login)s 的密码是演示用的，人人知道：换掉它才能对外开放") % {"login": known[0]})
    if not is_free(host, port):
        raise Refused(
            _("%(host)s 的 %(port)d 端口打不开（可能正被占用），请用 --port 换一个") % {"host": host, "port": port}
        )


def run(host: str, port: int, *, workers: int, threads: int, certificate: Path | None, key: Path | None) -> None:
    """Serve until stopped. The site's own files are collected first, so that browsers may keep them."""
    call_command("collectstatic", interactive=False, verbosity=0)
    # A forked worker would keep this process's settings: cookies for TLS only on a plain address, a proxy not trusted.
    multiprocessing.set_start_method("spawn", force=True)
    server = Server(
        "yiben.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=threads,
        ssl_cert=certificate,
        ssl_key=key,
        websockets=False,
        log_level=LogLevels.warning,
        workers_kill_timeout=STOPS_WITHIN,
    )
    with Keeper(), Watch() as watch:
        server.serve(target_loader=load)
    if watch.found:
        raise Refused(watch.found)


FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command(help=_("启动网站。默认只在本机打开；对外开放须有 HTTPS。"))
@click.option("--host", default="127.0.0.1", show_default=True, help=_("监听的地址"))
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help=_("端口"))
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1, 64), help=_("进程数"))
@click.option("--threads", default=4, show_default=True, type=click.IntRange(1, 64), help=_("每个进程的线程数"))
@click.option("--cert", "--certificate", "certificate", metavar="FILE", type=FILE, help=_("HTTPS 证书（PEM）"))
@click.option("--key", metavar="FILE", type=FILE, help=_("HTTPS 私钥（PEM）"))
@click.option("--proxy", is_flag=True, help=_("前面有 HTTPS 代理，由它写 X-Forwarded-Proto"))
def command(
    host: str, port: int, workers: int, threads: int, certificate: Path | None, key: Path | None, proxy: bool
) -> None:
    if (certificate is None) != (key is None):
        raise click.UsageError(_("--cert 和 --key 要一起给"))
    guarded = proxy or certificate is not None
    check_start(host, port, guarded=guarded)
    # The workers read their settings anew.
    os.environ["YIBEN_PROXY"] = "1" if proxy else "0"
    os.environ["YIBEN_INSECURE"] = "0" if guarded else "1"
    for warning in scripts_are_there(None):
        click.echo(warning.msg, err=True)
    scheme = "https" if certificate else "http"
    address = f"{scheme}://{host}:{port}/"
    click.echo(_("网站已启动：%(address)s（Ctrl+C 停止）") % {"address": address})
    if is_empty():
        click.echo(
            _("还没有账本，请打开这个网址建立：%(address)s") % {"address": f"{address}begin/?key={founding_key()}"}
        )
    run(host, port, workers=workers, threads=threads, certificate=certificate, key=key)
