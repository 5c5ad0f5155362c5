"""How many taps and keys ten typical activities take, by a brief and by the form.

    python -m tests.browser.taps        prints the table that the README shows

A tap is a press on the screen (paste is one); a key is a character typed, as it stands on the screen.
"""

from __future__ import annotations

import sys
import tempfile
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Locator, Page

from tests.browser.conftest import launched
from tests.browser.phone import Phone, cookies_of, until
from tests.running import serving


class Activity(NamedTuple):
    brief: str
    kind: str
    title: str
    start: str
    counts: dict[str, str]
    place: str = ""


ACTIVITIES = (
    Activity(
        "2025年3月5日上午，临水社区在文化广场开展学雷锋志愿服务活动，30余名志愿者参加，发放防诈骗宣传资料200份，惠及居民120人次。",
        "volunteering",
        "学雷锋志愿服务活动",
        "2025-03-05",
        {"volunteers": "30余名", "materials": "200", "attendances": "120"},
        "文化广场",
    ),
    Activity(
        "2025年4月10日，临水社区在会议室召开居民议事会，25人参加。",
        "meeting",
        "居民议事会",
        "2025-04-10",
        {"attendances": "25"},
        "会议室",
    ),
    Activity(
        "2025年5月8日下午，临水社区举办家庭教育讲座，40名家长参加。",
        "lecture",
        "家庭教育讲座",
        "2025-05-08",
        {"attendances": "40"},
    ),
    Activity(
        "2025年5月20日，临水社区在党群服务中心开展消防安全培训，60人参加。",
        "training",
        "消防安全培训",
        "2025-05-20",
        {"attendances": "60"},
        "党群服务中心",
    ),
    Activity(
        "2025年6月1日，临水社区开展“童心向党”六一主题活动，80余人参加。",
        "themed",
        "“童心向党”六一主题活动",
        "2025-06-01",
        {"attendances": "80余人"},
    ),
    Activity(
        "2025年7月15日，临水社区联合望山社区在小广场开展健康义诊活动，为居民量血压，服务居民150人次。",
        "screening",
        "健康义诊活动",
        "2025-07-15",
        {"attendances": "150"},
        "小广场",
    ),
    Activity(
        "2025年8月1日，临水社区走访慰问困难家庭12户，送去慰问金6000元。",
        "relief",
        "走访慰问困难家庭",
        "2025-08-01",
        {"households": "12", "money": "6000"},
    ),
    Activity(
        "2025年9月9日，临水社区开展反诈宣传活动，发放宣传资料300份。",
        "publicity",
        "反诈宣传活动",
        "2025-09-09",
        {"materials": "300"},
    ),
    Activity(
        "2025年9月20日，临水社区组织“博爱一日捐”活动，56人捐款，共募集3280元。",
        "donation",
        "“博爱一日捐”活动",
        "2025-09-20",
        {"attendances": "56", "money": "3280"},
    ),
    Activity(
        "2025年10月12日，临水社区在文化活动室举办重阳节象棋比赛，32名老人参加。",
        "contest",
        "重阳节象棋比赛",
        "2025-10-12",
        {"attendances": "32"},
        "文化活动室",
    ),
)


@dataclass
class Hand:
    """Counts what a thumb does."""

    taps: int = 0
    keys: int = 0

    def tap(self, what: Locator) -> None:
        what.click()
        self.taps += 1

    def choose(self, select: Locator, value: str) -> None:
        """A list is opened by one tap, and an option taken by another."""
        select.select_option(value)
        self.taps += 2

    def type(self, into: Locator, text: str) -> None:
        into.fill(text)
        self.taps += 1
        self.keys += len(text)

    def pick_day(self, into: Locator, day: str) -> None:
        """The system's calendar: opened, a month turned to, a day, done."""
        into.fill(day)
        self.taps += 4


@dataclass(frozen=True)
class Row:
    title: str
    brief: Hand
    mended: int
    form: Hand


def by_brief(phone: Phone, activity: Activity) -> tuple[Hand, int]:
    """Paste, look, mend what was read wrongly, save; and how many fields were mended."""
    page, hand = phone.page, Hand()
    page.goto(f"{phone.site}/capture/")
    until(page, "Boolean(window.yibenSaving)")
    page.get_by_label("把发到群里的简讯粘贴到这里").fill(activity.brief)
    hand.taps += 1
    hand.tap(page.get_by_role("button", name="看一看"))
    mended = mend(page, activity, hand)
    hand.tap(page.get_by_role("button", name="保存"))
    _saved(page)
    return hand, mended


def mend(page: Page, activity: Activity, hand: Hand) -> int:
    mended = 0
    wanted = {"title": activity.title, "start": activity.start, "place": activity.place} | activity.counts
    for name, value in wanted.items():
        field = page.locator(f"[name=d0-{name}]")
        if field.input_value() != value:
            mended += 1
            if not field.is_visible():
                hand.tap(page.locator("summary", has_text="补充其他项"))
            hand.pick_day(field, value) if name == "start" else hand.type(field, value)
    if page.locator("[name=d0-kind]").input_value() != activity.kind:
        mended += 1
        hand.choose(page.locator("[name=d0-kind]"), activity.kind)
    return mended


def by_form(phone: Phone, activity: Activity) -> Hand:
    page, hand = phone.page, Hand()
    phone.open()
    usual = page.locator(f".taps button[value={activity.kind}]")
    if usual.count():
        hand.tap(usual)
    else:
        hand.choose(page.get_by_label("活动类型"), activity.kind)
    hand.type(page.get_by_label("活动名称"), activity.title)
    hand.pick_day(page.get_by_label("哪一天"), activity.start)
    for metric, written in activity.counts.items():
        field = page.locator(f"#id_{metric}")
        if not field.is_visible():
            hand.tap(page.locator("summary", has_text="其他数量"))
        hand.type(field, written)
    if activity.place:
        hand.tap(page.locator("summary", has_text="地点、条线"))
        hand.type(page.get_by_label("地点"), activity.place)
    hand.tap(page.get_by_role("button", name="保存"))
    _saved(page)
    return hand


def _saved(page: Page) -> None:
    until(page, "Boolean(document.querySelector('#notices .notice--success'))")


def rows(phone: Phone) -> list[Row]:
    told = []
    for activity in ACTIVITIES:
        brief, mended = by_brief(phone, activity)
        told.append(Row(activity.title, brief, mended, by_form(phone, activity)))
    return told


def table(told: list[Row]) -> str:
    """As Markdown, with the sums."""
    lines = ["| 活动 | 粘贴简讯：点 | 键 | 改动 | 填几项：点 | 键 |", "|---|---:|---:|---:|---:|---:|"]
    lines += [
        f"| {r.title} | {r.brief.taps} | {r.brief.keys} | {r.mended} | {r.form.taps} | {r.form.keys} |" for r in told
    ]
    sums = [
        sum(numbers)
        for numbers in zip(
            *((r.brief.taps, r.brief.keys, r.mended, r.form.taps, r.form.keys) for r in told), strict=True
        )
    ]
    return "\n".join([*lines, f"| 合计 | {' | '.join(map(str, sums))} |"])


def main() -> int:
    from tests.proofs.killing import found_street

    with tempfile.TemporaryDirectory(prefix="yiben-taps-") as folder, ExitStack() as stack:
        found_street(Path(folder) / "data")
        site = stack.enter_context(serving(Path(folder) / "data"))
        browser = stack.enter_context(launched())
        phone = Phone.of(browser, site, cookies_of(browser, site, "alice"))
        print(table(rows(phone)))
    return 0


if __name__ == "__main__":
    import os

    os.environ |= {"DJANGO_SETTINGS_MODULE": "yiben.config.settings", "YIBEN_DATA": tempfile.mkdtemp(prefix="yiben-")}
    import django

    django.setup()
    sys.exit(main())
