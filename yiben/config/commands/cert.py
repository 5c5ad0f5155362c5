"""`yiben cert`: an authority of the street's own and a certificate for the site, where it has none from elsewhere."""

from __future__ import annotations

import os
import re
from pathlib import Path

import click
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from yiben.capture.trusting import fingerprint
from yiben.config.certificates import Pair, is_address, new_authority, new_site
from yiben.lib.refused import Refused
from yiben.units.models import Unit, UnitKind

_HOST = re.compile(r"(?=.{1,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*")


def hosts_named(hosts: tuple[str, ...]) -> list[str]:
    """Names and addresses under which the site is opened, each once."""
    named = list(dict.fromkeys(host.strip().lower() for host in hosts))
    for host in named:
        if not is_address(host) and not _HOST.fullmatch(host):
            raise Refused(_("%(host)s 不是主机名，也不是 IP 地址") % {"host": host})
    return named


def made(folder: Path, hosts: list[str], *, anew: bool) -> Pair:
    """The authority of this folder, and under it a new certificate for the site. Keys are readable by nobody else."""
    authority = None if anew else _kept(folder)
    if authority is not None and authority.hosts != set(hosts):
        named = "、".join(sorted(authority.hosts))
        raise Refused(_("原来的证书是给 %(hosts)s 的；换地址要加 --anew，各台设备要重新信任一次") % {"hosts": named})
    now = timezone.now()
    street = Unit.objects.filter(kind=UnitKind.STREET).values_list("name", flat=True).first() or hosts[0]
    authority = authority or new_authority(street, hosts, now)
    site = new_site(authority, hosts, now)
    folder.mkdir(mode=0o700, exist_ok=True)
    _write(folder / "authority.pem", authority.pem)
    _write(folder / "authority.key", authority.key_pem)
    _write(folder / "site.pem", site.pem + authority.pem)
    _write(folder / "site.key", site.key_pem)
    return authority


def _kept(folder: Path) -> Pair | None:
    pem, key = folder / "authority.pem", folder / "authority.key"
    if not pem.exists() or not key.exists():
        return None
    try:
        return Pair.of(pem.read_bytes(), key.read_bytes())
    except ValueError as error:
        raise Refused(_("%(folder)s 里的证书损坏了，加 --anew 重新生成") % {"folder": folder}) from error


def _write(path: Path, content: bytes) -> None:
    begun = path.with_name(f".{path.name}.begun")
    with open(os.open(begun, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(content)
    os.replace(begun, path)


@click.command(help=_("没有证书的街道：生成本街道自己的证书，让手机也能用 HTTPS。HOST 是打开网站用的地址。"))
@click.argument("hosts", nargs=-1, required=True, metavar="HOST…")
@click.option("--anew", is_flag=True, help=_("连本地证书颁发机构一起重做；各台设备要重新信任"))
def command(hosts: tuple[str, ...], anew: bool) -> None:
    if not settings.DATA.is_dir():
        raise Refused(_("还没有账本：请先运行 yiben init（自己的街道）或 yiben demo（演示）"))
    folder, named = settings.DATA / "tls", hosts_named(hosts)
    authority = made(folder, named, anew=anew)
    click.echo(_("已生成：%(folder)s（site.pem、site.key 给网站；authority.pem 发到各台设备）") % {"folder": folder})
    click.echo(_("指纹（SHA-256，印在纸上发给大家核对）：\n%(print)s") % {"print": fingerprint(authority.certificate)})
    click.echo(_("启动："))
    click.echo(
        f"  YIBEN_HOSTS={','.join(named)} yiben --data {settings.DATA} serve --host 0.0.0.0 --port 8443"
        f" --cert {folder / 'site.pem'} --key {folder / 'site.key'}"
    )
    shown = f"[{named[0]}]" if ":" in named[0] else named[0]
    click.echo(_("怎样让手机和电脑信任它：%(page)s") % {"page": f"https://{shown}:8443/capture/trust/"})
