"""Speed of a search among 100,000 entries, as a multiple of fetching a page of fifty by an index, and as a share of
reading through them all (`LIKE '%…%'`).

    .venv/bin/python benchmarks/search.py [--entries 100000] [--rounds 9]
    YIBEN_DATABASE=postgres://… .venv/bin/python benchmarks/search.py             # the same on PostgreSQL

A street's book is made in a folder that is thrown away (on PostgreSQL in an empty database of that server, dropped
afterwards) and indexed. Then search, page by index and reading through take turns; each figure is a median. A search is
what the list asks for: how many there are (up to 2,000), and the first fifty with all that a row shows. Bars: what few
entries contain, and a day, within 3 pages by index; anything else within 8, and quicker than reading through.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import nullcontext
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator

if TYPE_CHECKING:
    from yiben.ledger.content import Content

ROOT = Path(__file__).resolve().parent.parent
QUICK_BAR, SLOW_BAR, THROUGH_BAR = 3, 8, 1
COMMUNITIES = "临水 望山 河畔 桥东 桥西 柳林 松岭 竹园 梅苑 兰亭 菊坊 荷塘".split()
WHAT = (
    "学雷锋 义诊 清洁家园 消防演练 反诈宣传 书法课 急救培训 邻里节 法律咨询 垃圾分类 儿童绘本 助老理发 就业指导 防汛"
).split()
WHOM = "老年居民 青少年 新就业群体 外来务工家庭 退役军人家庭 楼组长 志愿者队伍 商户 物业人员 残疾居民 独居老人".split()
HOW = "上门服务 现场体验 主题沙龙 结对帮扶 入户讲解 集中授课 互动问答 经验分享 实地观摩 便民集市 座谈交流".split()
PLACES = "文化中心 滨河公园 文明实践站 党群服务中心 小学操场 中心广场 图书室 养老服务站 商业街 居民之家".split()
SEARCHES = {
    "four characters, in few": ("棋谱残局", True),
    "two characters, in few": ("残局", True),
    "two words, each in many": ("防汛 滨河公园", False),
    "two characters, in many": ("义诊", False),
    "two characters, in nearly all": ("活动", False),
    "one character, in many": ("防", False),
    "one character, in few": ("谱", True),
    "nothing": ("无此一事", True),
    "a unit and a month": ("望山 2024年3月", False),
    "a day": ("2024-03-05", True),
    "a day in every year": ("3月5日", True),
}


def start(folder: str) -> None:
    os.environ |= {"DJANGO_SETTINGS_MODULE": "yiben.config.settings", "YIBEN_DATA": folder, "YIBEN_INSECURE": "1"}
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)


def fill(count: int) -> None:
    """A street of twelve communities with so many entries of three years; sixty of them tell of a chess problem."""
    from django.db import transaction

    from tests.people import _post, _unit
    from yiben.ledger import actions

    street = _unit("青石街道", "street", "910101000000", None, "青石")
    units = [
        _unit(f"{name}社区", "community", f"9101010000{at:02}", street, name) for at, name in enumerate(COMMUNITIES, 1)
    ]
    _post("carol", "康乐", street, "lead")
    chance = random.Random(7)  # noqa: S311 - the same book each time
    rare = set(chance.sample(range(count), min(60, count)))
    for first in range(0, count, 4000):
        with transaction.atomic():
            ours = range(first, min(first + 4000, count))
            actions.enter([said(chance, chance.choice(units).pk, at in rare) for at in ours], by=None)


def said(chance: random.Random, unit: int, rare: bool) -> Content:
    from yiben.ledger.content import Amount, Content

    title = f"{chance.choice(WHOM)}{chance.choice(WHAT)}{chance.choice(HOW)}活动第{chance.randint(1, 400)}期"
    return Content(
        unit_id=unit,
        start=date(2023, 1, 2) + timedelta(days=chance.randrange(1050)),
        kind="lecture",
        title="棋谱残局讲解" if rare else title,
        place=f"{chance.choice(PLACES)}{chance.randint(1, 9)}号厅",
        lines=("learning",),
        amounts=(Amount("attendances", Decimal(chance.randint(5, 200))),),
    )


def timed(rounds: int) -> tuple[dict[str, list[float]], dict[str, list[float]], list[float], dict[str, int]]:
    """Seconds of each search, of reading through for it, and of a page by index, in turn; and how many it found."""
    from django.db.models import Q

    from yiben.ledger.models import Entry
    from yiben.ledger.search import Pages, sought
    from yiben.units.models import Post, Unit

    post = Post.objects.select_related("unit__tenant").get(kind="lead")
    unit = Unit.objects.get(name="望山社区")
    searches: dict[str, list[float]] = {name: [] for name in SEARCHES}
    reads: dict[str, list[float]] = {name: [] for name in SEARCHES}
    pages: list[float] = []
    found = {}
    for _round in range(rounds):
        for name, (typed, _quick) in SEARCHES.items():
            spent, found[name] = _spent(
                lambda typed=typed: sought(Entry.objects.for_post(post).standing(), typed, post=post), Pages
            )
            searches[name].append(spent)
            word = typed.split()[0]
            said = Q(title__icontains=word) | Q(place__icontains=word) | Q(note__icontains=word)
            reads[name].append(_spent(lambda said=said: Entry.objects.for_post(post).standing().filter(said))[0])
            pages.append(
                _page(lambda: Entry.objects.filter(unit=unit, start__gte=date(2024, 3, 1), start__lte=date(2024, 3, 9)))
            )
    return searches, reads, pages, found


def _page(asked: Callable[[], object]) -> float:
    return _spent(asked)[0]


def _spent(asked: Callable[[], Any], pages: type[Paginator] = Paginator) -> tuple[float, int]:
    begun = time.perf_counter()
    paginator = pages(asked().for_list(), 50)
    list(paginator.page(1))
    return time.perf_counter() - begun, paginator.count


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--entries", type=int, default=100_000)
    asked.add_argument("--rounds", type=int, default=9)
    options = asked.parse_args()
    sys.path.insert(0, str(ROOT))
    from tests.postgres.server import database_of_its_own

    server = os.environ.get("YIBEN_DATABASE", "")
    own = database_of_its_own(server) if server else nullcontext("")
    with tempfile.TemporaryDirectory() as folder, own as address:
        os.environ["YIBEN_DATABASE"] = address
        start(folder)
        sys.exit(measured(options.entries, options.rounds))


def measured(entries: int, rounds: int) -> str | int:
    from django.db import connection

    from yiben.ledger import grams
    from yiben.ledger.models import Gram

    begun = time.perf_counter()
    fill(entries)
    filled = time.perf_counter()
    grams.follow(1)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")  # as a server does by itself
    told = f"{entries} entries in {filled - begun:.1f} s, indexed in {time.perf_counter() - filled:.1f} s"
    print(f"{connection.vendor}: {told}; {Gram.objects.count()} rows of the index, {size():.1f} MB of places")
    found = tell(*timed(rounds))
    connection.close()
    return found


def size() -> float:
    from django.db.models import Sum
    from django.db.models.functions import Length

    from yiben.ledger.models import Gram

    return (Gram.objects.aggregate(all=Sum(Length("places")))["all"] or 0) / 1e6


def tell(
    searches: dict[str, list[float]], reads: dict[str, list[float]], pages: list[float], found: dict[str, int]
) -> str | int:
    page, over = statistics.median(pages), []
    print(f"a page by index: {1000 * page:.1f} ms")
    print(f"{'search':32}{'found':>8}{'ms':>9}{'× page':>9}{'× reading through':>19}")
    for name, (_typed, quick) in SEARCHES.items():
        took, through = statistics.median(searches[name]), statistics.median(reads[name])
        print(f"{name:32}{found[name]:8}{1000 * took:9.1f}{took / page:9.1f}{took / through:19.2f}")
        if took > (QUICK_BAR if quick else SLOW_BAR) * page or took > THROUGH_BAR * through:
            over.append(name)
    return f"over the bar: {', '.join(over)}" if over else 0


if __name__ == "__main__":
    main()
