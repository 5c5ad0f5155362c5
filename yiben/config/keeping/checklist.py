"""What an administrator still has to see to, so that the book survives and stays with whom it belongs to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from yiben.config.keeping.actions import CHECKED, PRINTED
from yiben.config.keeping.health import health
from yiben.config.keeping.notes import noted
from yiben.config.keeping.paper import key_name
from yiben.lib.periods import today
from yiben.units.models import Post, PostKind

DONE, OPEN = "done", "open"
EVERY = timedelta(days=7)
"""A backup older than this is asked for anew."""


@dataclass(frozen=True)
class Item:
    """A thing to see to: what, whether it is done, how it stands, and what to do."""

    slug: str
    name: str
    done: bool
    stands: str
    how: str = ""

    @property
    def state(self) -> str:
        return DONE if self.done else OPEN


def checklist(post: Post, *, secure: bool, now: datetime) -> list[Item]:
    """All of it, in the order in which it is best done. `secure` says whether the page itself came by HTTPS."""
    return [
        _tls(secure),
        _key(),
        _backup(now),
        _second_administrator(post),
        _second_factors(post),
        _doors(),
        _working(),
    ]


def open_items(post: Post, *, secure: bool, now: datetime) -> list[Item]:
    return [item for item in checklist(post, secure=secure, now=now) if not item.done]


def _tls(secure: bool) -> Item:
    stands = _("网页经 HTTPS 传送") if secure else _("网页没有加密传送，同一网络里的人能看到内容和密码")
    how = _("用单位的证书，或运行 yiben cert 生成自己的；只在这台机器上用可以不管。")
    return Item("tls", _("HTTPS"), secure, stands, "" if secure else how)


def _key() -> Item:
    name, copy = key_name(settings.FIELD_KEY), noted(CHECKED)
    if copy.get("key") == name:
        stands = _("密钥 %(name)s 的纸质副本 %(day)s 核对过") % {"name": name, "day": _day(copy.get("at"))}
        return Item("key", _("密钥的纸质副本"), True, stands)
    printed = noted(PRINTED).get("key") == name
    stands = _("印过，还没有核对") if printed else _("还没有。机器坏了，没有密钥的备份谁也打不开")
    how = _("在服务器上运行 yiben keys print，打印两份分开锁好，再把纸上的四个词填在下面。")
    return Item("key", _("密钥的纸质副本"), False, stands, how)


def _backup(now: datetime) -> Item:
    last = noted("backup")
    at = _moment(last.get("at"))
    how = _("在服务器上运行 yiben backup 目录，目录放在另一块磁盘上；用计划任务每天做一次。")
    if at is None:
        return Item("backup", _("备份"), False, _("还没有备份过"), how)
    said = {"at": f"{timezone.localtime(at):%Y-%m-%d %H:%M}", "days": (now - at).days}
    if now - at > EVERY:
        return Item("backup", _("备份"), False, _("上次是 %(at)s，%(days)d 天没有备份了") % said, how)
    if last.get("lost"):
        said["lost"] = int(last["lost"])
        stands = _("%(at)s 备份时，有 %(lost)d 个附件的文件已经不见了") % said
        return Item("backup", _("备份"), False, stands, _("运行 yiben verify 看是哪些。"))
    if last.get("same_disk"):
        stands = _("%(at)s 备份过，但与账本在同一块磁盘上，磁盘坏了一起坏") % said
        return Item("backup", _("备份"), False, stands, how)
    return Item("backup", _("备份"), True, _("%(at)s 备份过，核验无误") % said)


def _administrators(post: Post) -> list[Post]:
    return list(Post.objects.under(post.unit).on(today()).filter(kind=PostKind.ADMIN))


def _second_administrator(post: Post) -> Item:
    count = len({one.person_id for one in _administrators(post)})
    stands = _("现有 %(count)d 位管理员") % {"count": count}
    how = _("只有一位，丢了手机和恢复码就没有人能替您解除。请在“人员和岗位”里再安排一位。")
    return Item("second", _("第二位管理员"), count > 1, stands, "" if count > 1 else how)


def _second_factors(post: Post) -> Item:
    people = {one.person_id for one in _administrators(post)}
    without = (
        len(people)
        - Post.objects.filter(person__factor__isnull=False, person__in=people).values("person").distinct().count()
    )
    stands = _("管理员都启用了") if not without else _("有 %(count)d 位管理员还没有启用") % {"count": without}
    how = _("登录时照页面扫码启用；没有启用的管理员什么也办不了。")
    return Item("factors", _("第二重验证"), not without, stands, how if without else "")


def _doors() -> Item:
    hosts = "、".join(settings.RESIDENTS_HOSTS)
    if not hosts:
        return Item("doors", _("居民入口"), True, _("没有开启，居民看不到这个网站的任何一页"))
    return Item("doors", _("居民入口"), True, _("开在单独的地址上：%(hosts)s") % {"hosts": hosts})


def _working() -> Item:
    found = health()
    words = {"low": _("磁盘快满了"), "gone": _("连不上"), "other schema": _("数据库结构与程序不一致")}
    wrong = [words[state] for part, state in found.items() if part != "status" and state != "ok"]
    how = _("看服务器的磁盘；监控可以定时打开 /health/。")
    return Item("health", _("运行状况"), not wrong, "；".join(wrong) or _("数据库和磁盘都正常"), how if wrong else "")


def _moment(text: object) -> datetime | None:
    try:
        return datetime.fromisoformat(str(text))
    except ValueError:
        return None


def _day(text: object) -> str:
    at = _moment(text)
    return f"{timezone.localtime(at):%Y-%m-%d}" if at else ""
