"""What a start should say about a deployment that works, but not as it was meant to."""

from __future__ import annotations

from typing import Any

from django.contrib.staticfiles import finders
from django.core.checks import CheckMessage, Warning, register
from django.utils.translation import gettext as _


@register()
def scripts_are_there(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    if finders.find("vendor/htmx.min.js"):
        return []
    return [
        Warning(
            _("没有页面用的 JavaScript（htmx）：网站照常可用，只是每次操作刷新整页"),
            hint=_("装上 npm 后运行 make bootstrap"),
            id="yiben.W001",
        )
    ]
