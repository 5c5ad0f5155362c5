"""What the browser's outbox is told on every page, without a query: whose it is, where to send, and its words."""

from __future__ import annotations

import json
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from yiben.capture.messages import FORMAT
from yiben.capture.owner import owner_of
from yiben.ledger.amounts import SHAPES
from yiben.lib.periods import today
from yiben.units.acts import WRITERS
from yiben.units.models import Post


def outbox(request: HttpRequest) -> dict[str, object]:
    """`outbox`: JSON for ui/outbox.js; `unsent_url`; `ways` in. Who may not write hears if some waits."""
    post: Post | None = getattr(request, "post", None)
    told: dict[str, object] = {"format": FORMAT, "owner": "", "words": _few_words()}
    # Whoever still has the password that she was handed writes nothing yet.
    if post is not None and post.kind in WRITERS and not post.person.passing:
        told["words"] = _few_words() | _words()
        told |= {"owner": owner_of(post.person_id), "post": post.pk, "person": post.person.name}
        told |= {name: reverse(f"capture:{name}") for name in ("ready", "entries", "photos", "worker", "unsent")}
        told |= {"entry": reverse("ledger:detail", args=[UUID(int=0)]), "new": reverse("ledger:new")}
        told |= {"calendar": reverse("plans:calendar"), "today": today().isoformat(), "still": bool(settings.DEMO)}
        told |= {"shapes": SHAPES}
    urls = [(_("填几项"), reverse("ledger:new")), (_("粘贴简讯"), reverse("capture:paste"))]
    return {
        "outbox": json.dumps(told, ensure_ascii=False),
        "unsent_url": reverse("capture:unsent"),
        "trust_url": reverse("capture:trust"),
        "ways": [(label, url, url == request.path) for label, url in urls],
    }


def _few_words() -> dict[str, str]:
    return {
        "unsent": _("{n} 条未发送"),
        "others": _("另有 {n} 条属于他人、未发送"),
        "nobody": _("本机有 {n} 条未发送，本人登录后发送"),
    }


def _words() -> dict[str, object]:
    return {
        "unreachable": _("现在没有网络，有网时会自动发送。"),
        "foreign": _("网络要先认证才能用（或被拦截）：请打开浏览器完成认证，之后会自动发送。"),
        "signed-out": _("登录已过期：重新登录后会自动发送，内容还在。"),
        "another": _("现在登录的是另一个人，请刷新页面。"),
        "no-writer": _("您现在的岗位不能登记，换回原来的岗位后会自动发送。"),
        "failing": _("服务器暂时出错，稍后会自动再发。"),
        "unreadable": _("服务器没有回全，稍后会自动再发。"),
        "outdated": _("一本已更新：请刷新页面后再发，内容还在。"),
        "unready": _("没有存下：连不上服务器，这台设备也还没有为离线准备好。内容还在页面上，有网后再按一次保存。"),
        "saved": _("已存在本机，等待发送。"),
        "sent": _("已记下，回执"),
        "planned": _("已列入日历"),
        "list": _("看发件箱"),
        "waiting": _("等待发送"),
        "refused": _("没有记下"),
        "again": _("改好再存"),
        "drop": _("不要了"),
        "photo": _("照片"),
        "imported": _("从文件读入 {n} 条，正在发送。"),
        "bad-file": _("这不是一本存出的未发送文件，或文件不完整。"),
        "bad-photo": _("这张照片打不开，请换一张（jpg、png）。"),
        "required": _("请填写这一项"),
        "future": _("开始日期在将来，活动办完再登记"),
        "before": _("结束日期不能早于开始日期"),
        "number": _("请写数字，如 30、30余、2.5万"),
        "long": _("字数太多了"),
        "locked": _("暂时读不出来：请重新登录一次"),
        "restored": _("已恢复上次没写完的内容。"),
        "usual": _("常用类型"),
        "days": _("最近几天"),
        "today": _("今天"),
        "yesterday": _("昨天"),
        "before_yesterday": _("前天"),
        "nothing": _("没有要记的，什么都没有记下。"),
    }
