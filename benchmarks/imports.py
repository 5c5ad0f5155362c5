"""Speed of an import, as a share of reading the same file with python-calamine and a bare `executemany` of its rows.

    .venv/bin/python benchmarks/imports.py [--rows 100000] [--rounds 3]
    .venv/bin/python benchmarks/imports.py --against PYTHON     # × django-import-export, in 10,000 rows

PYTHON is an interpreter that has django-import-export, in a place to be thrown away:

    python -m venv versus && versus/bin/pip install "django~=5.2.8" django-import-export "tablib[xlsx]"

The ways take turns in one run, each in a fresh process with a database file of its own; each figure is a median. Ours
reads the list, checks each row, looks for what is told twice, enters, chains and tallies; in a run of 10,000 rows the
tally is counted anew and the chain walked afterwards, outside the time. Ours reads in children: their processor time
is counted, and their memory told apart. Bars: ≥ 12 % of the bare way with 100,000 rows, ≥ 6 × django-import-export at
its defaults, both by the clock and by processor time; and with 100,000 rows the importing process takes at most 15 %
more memory than with 10,000.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BARE_BAR, VERSUS_BAR, MEMORY_BAR = 0.12, 6, 1.15
LOOKED_THROUGH = 10_000
"""The tally of so many is counted anew, and their chain walked, once they are in."""
HEAD = [
    "单位",
    "开始日期",
    "活动类型",
    "条线",
    "活动名称",
    "地点",
    "参加人次",
    "志愿者",
    "发放资料",
    "金额（元）",
    "服务时长",
    "备注",
]
COMMUNITIES = "临水 望山 河畔 桥东 桥西 柳林 松岭 竹园 梅苑 兰亭 菊坊 荷塘".split()
KINDS = {
    "志愿服务": "志愿服务",
    "讲座": "终身学习",
    "培训": "终身学习",
    "会议": "工会",
    "走访": "企业服务",
    "慰问帮扶": "工会",
}
WHAT = (
    "学雷锋 义诊 清洁家园 消防演练 反诈宣传 书法课 急救培训 邻里节 法律咨询 垃圾分类 儿童绘本 助老理发 就业指导 防汛"
).split()
WHOM = (
    "老年居民 青少年 新就业群体 外来务工家庭 退役军人家庭 楼组长 志愿者队伍 商户 物业人员 残疾居民 双职工家庭 独居老人"
).split()
HOW = (
    "上门服务 现场体验 主题沙龙 结对帮扶 入户讲解 集中授课 互动问答 经验分享 实地观摩 走访慰问 便民集市 座谈交流"
).split()
PLACES = "文化中心 滨河公园 文明实践站 党群服务中心 小学操场 中心广场 图书室 养老服务站 商业街 居民之家".split()


def rows(count: int) -> list[list[object]]:
    """A district's year: communities by turns, days at random, titles that mostly differ."""
    chance = random.Random(7)  # noqa: S311 - the same list each time
    first = date(2024, 1, 1)
    listed = []
    for at in range(count):
        kind = chance.choice(list(KINDS))
        title = f"{chance.choice(WHOM)}{chance.choice(WHAT)}{chance.choice(HOW)}"
        listed.append(
            [
                f"{chance.choice(COMMUNITIES)}社区",
                first + timedelta(days=chance.randrange(600)),
                kind,
                KINDS[kind],
                f"{title}（{at}号）" if chance.random() < 0.3 else title,
                chance.choice(PLACES),
                chance.randrange(5, 300),
                chance.randrange(1, 40),
                chance.randrange(0, 500),
                chance.randrange(0, 900_000) / 100,
                chance.choice([0.5, 1, 1.5, 2, 3]),
                f"由{chance.choice(HOW)}小组组织，居民反响良好" if chance.random() < 0.5 else None,
            ]
        )
    return listed


def write(path: Path, count: int) -> None:
    import xlsxwriter

    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("活动登记表")
    sheet.write_row(0, 0, HEAD)
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    for number, row in enumerate(rows(count), start=1):
        for at, cell in enumerate(row):
            sheet.write_datetime(number, at, cell, day) if isinstance(cell, date) else sheet.write(number, at, cell)
    book.close()


# --- each in a process of its own ------------------------------------------------------------------------------------


try:
    import resource
except ImportError:
    resource = None


def memory() -> int:
    """The most memory that this process has taken, in MB; 0 where the system doesn't tell."""
    told = Path("/proc/self/status")
    if told.exists():
        # Not what the system tells of a process otherwise, for that begins with what its parent took.
        return int(re.search(r"VmHWM:\s+(\d+)", told.read_text())[1]) >> 10
    return _most(resource.RUSAGE_SELF) if resource else 0


def childs_memory() -> int:
    """The most that one of its children has taken, what it shares with this process included."""
    return _most(resource.RUSAGE_CHILDREN) if resource else 0


def _most(whose: int) -> int:
    return resource.getrusage(whose).ru_maxrss // (1 << 20 if sys.platform == "darwin" else 1 << 10)


def processor() -> float:
    """Seconds of processor time of this process and of its children that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN) if resource else None
    return time.process_time() + (used.ru_utime + used.ru_stime if used else 0)


def bare(path: Path, folder: Path) -> dict[str, float]:
    """python-calamine and one executemany into one table."""
    import python_calamine

    begun, worked = time.perf_counter(), time.process_time()
    listed = python_calamine.CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()
    book = sqlite3.connect(folder / "bare.sqlite3")
    book.execute(f"CREATE TABLE rows ({', '.join(f'c{at}' for at in range(len(HEAD)))})")
    with book:
        marks = ", ".join("?" * len(HEAD))
        told = ([str(c) if isinstance(c, date) else c for c in row] for row in listed[1:])
        book.executemany(f"INSERT INTO rows VALUES ({marks})", told)  # noqa: S608 - question marks
    return {"wall": time.perf_counter() - begun, "cpu": time.process_time() - worked, "memory": memory()}


def ours(path: Path, folder: Path) -> dict[str, float]:
    """The whole import, as the background task and the command do it."""
    post, unit = street(folder)
    from yiben.ledger import importing

    data = path.read_bytes()
    before = memory()
    begun, worked = time.perf_counter(), processor()
    batch = importing.begin_import(by=post, unit=unit, filename=path.name, data=data)
    read, read_worked = time.perf_counter(), processor()
    assert batch.confirmed, batch.mapping
    batch = importing.commit_import(batch, by=post)
    ended = {"wall": time.perf_counter() - begun, "cpu": processor() - worked, "memory": memory()}
    ended |= {"began with": before, "read": read - begun, "entered": time.perf_counter() - read}
    ended |= {"read cpu": read_worked - worked, "child": childs_memory()}
    ended |= {name: count for name, count in batch.counts().items() if count}
    return ended


def street(folder: Path):
    """A street with twelve communities and its officer, in a book of its own."""
    os.environ |= {"DJANGO_SETTINGS_MODULE": "yiben.config.settings", "YIBEN_DATA": str(folder)}
    sys.path.insert(0, str(ROOT))
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from yiben.units import actions
    from yiben.units.models import Line, Person

    since = date(2020, 1, 1)
    home = actions.add_unit(by=None, name="青石街道", kind="street", code="910101000000", since=since, parent=None)
    for number, name in enumerate(COMMUNITIES, start=1):
        said = {"name": f"{name}社区", "kind": "community", "code": f"910101000{number:03}", "since": since}
        actions.add_unit(by=None, parent=home, short_names=(name,), **said)
    person = Person.objects.create(login="officer", name="卜文")
    lines = tuple(Line.objects.values_list("slug", flat=True))
    return actions.give_post(person, by=None, unit=home, kind="officer", since=since, lines=lines), home


def holds(folder: Path) -> None:
    """tally = recount and a whole chain, or an end."""
    from yiben.ledger import seals
    from yiben.ledger.tally import kept, recount
    from yiben.units.models import Unit

    home = Unit.objects.get(kind="street")
    assert kept(home) == recount(home)
    assert seals.verify().holds


def alone(way: str, path: Path, check: bool, python: str = sys.executable) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as folder:
        words = [python, __file__, "--way", way, "--file", str(path), "--folder", folder]
        said = subprocess.run([*words, *(["--check"] if check else [])], capture_output=True, text=True, check=False)  # noqa: S603
        if said.returncode:
            sys.exit(said.stderr)
        return json.loads(said.stdout.splitlines()[-1])


def import_export(path: Path, folder: Path) -> dict[str, float]:
    """django-import-export as it comes: a resource of a model with the same twelve columns."""
    import django
    from django.conf import settings

    book = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": str(folder / "versus.sqlite3")}}
    settings.configure(INSTALLED_APPS=["import_export"], DATABASES=book, USE_TZ=True)
    django.setup()
    from django.db import connection, models
    from import_export import resources
    from tablib import Dataset

    columns = {f"c{at}": models.CharField(max_length=200, null=True) for at in range(len(HEAD))}
    columns["c1"] = models.DateField()
    columns |= {f"c{at}": models.IntegerField(null=True) for at in (6, 7, 8)}
    columns |= {f"c{at}": models.DecimalField(max_digits=12, decimal_places=2, null=True) for at in (9, 10)}
    activity = type(
        "Activity", (models.Model,), {"__module__": "versus", "Meta": _labelled("import_export"), **columns}
    )
    with connection.schema_editor() as editor:
        editor.create_model(activity)
    resource = type("Rows", (resources.ModelResource,), {"Meta": type("Meta", (), {"model": activity})})()
    begun, worked = time.perf_counter(), time.process_time()
    dataset = Dataset().load(path.read_bytes(), format="xlsx")
    dataset.headers = [f"c{at}" for at in range(len(HEAD))]
    dataset.append_col([None] * len(dataset), header="id")
    result = resource.import_data(dataset, dry_run=False)
    assert not result.has_errors(), result.row_errors()[:1]
    ended = {"wall": time.perf_counter() - begun, "cpu": time.process_time() - worked, "memory": memory()}
    assert activity.objects.count() == len(dataset)
    return ended


def _labelled(label: str) -> type:
    return type("Meta", (), {"app_label": label})


def in_turns(ways: dict[str, str], count: int, rounds: int) -> dict[str, list[dict[str, float]]]:
    """Each way (its interpreter beside it) in fresh processes, in turns; the first round of ours is looked through."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "rows.xlsx"
        write(path, count)
        found: dict[str, list[dict[str, float]]] = {way: [] for way in ways}
        for turn in range(rounds):
            for way, python in ways.items():
                found[way].append(
                    alone(way, path, check=way == "ours" and not turn and count <= LOOKED_THROUGH, python=python)
                )
        return found


def middle(rounds: list[dict[str, float]], what: str) -> float:
    return statistics.median(one[what] for one in rounds)


def tell(name: str, rounds: list[dict[str, float]]) -> None:
    told = {what: middle(rounds, what) for what in rounds[0]}
    print(f"  {name:14} {told['wall']:7.2f} s, processor {told['cpu']:7.2f} s, memory {told['memory']:.0f} MB", end="")
    if "read" in told:
        print(
            f" (at first {told['began with']:.0f}), of a child {told['child']:.0f} MB;"
            f" of it reading {told['read']:.2f} s, processor {told['read cpu']:.2f} s",
            end="",
        )
    print()


def compare(one: str, other: str, found: dict[str, list[dict[str, float]]], what: str) -> float:
    """How many times as fast as the one the other is: the median over the rounds."""
    pairs = zip(found[one], found[other], strict=True)
    return statistics.median(first[what] / second[what] for first, second in pairs)


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--rows", type=int, default=100_000)
    asked.add_argument("--rounds", type=int, default=3)
    asked.add_argument("--against", metavar="PYTHON")
    for inner in ("--way", "--file", "--folder"):
        asked.add_argument(inner, help=argparse.SUPPRESS)
    asked.add_argument("--check", action="store_true", help=argparse.SUPPRESS)
    options = asked.parse_args()
    if options.way:
        return one_way(options)
    if options.against:
        found = in_turns({"import_export": options.against, "ours": sys.executable}, 10_000, options.rounds)
        bar, what = VERSUS_BAR, "10,000 rows, × django-import-export"
        ratios = [compare("import_export", "ours", found, unit) for unit in ("wall", "cpu")]
    else:
        found = in_turns({"bare": sys.executable, "ours": sys.executable}, options.rows, options.rounds)
        bar, what = BARE_BAR, f"{options.rows:,} rows, share of the bare way's speed"
        ratios = [compare("bare", "ours", found, unit) for unit in ("wall", "cpu")]
    for name, rounds in found.items():
        tell(name, rounds)
    print(f"{what}: {ratios[0]:.3f} by the clock, {ratios[1]:.3f} of processor time (bar {bar})")
    flat = options.against or memory_grows(found["ours"], options.rows) <= MEMORY_BAR
    return 0 if min(ratios) >= bar and flat else 1


def memory_grows(rounds: list[dict[str, float]], count: int) -> float:
    """By how much more memory the importing process takes than with a tenth of the rows; said."""
    few, many = in_turns({"ours": sys.executable}, count // 10, 1)["ours"][0], middle(rounds, "memory")
    told = f"{count // 10:,} rows {few['memory']:.0f} MB (a child {few['child']:.0f}), {count:,} rows {many:.0f} MB"
    print(f"memory: {told} (a child {middle(rounds, 'child'):.0f}): {many / few['memory']:.2f} × (bar {MEMORY_BAR})")
    return many / few["memory"]


def one_way(options: argparse.Namespace) -> int:
    way = {"bare": bare, "ours": ours, "import_export": import_export}[options.way]
    found = way(Path(options.file), Path(options.folder))
    if options.check:
        holds(Path(options.folder))
    print(json.dumps(found))
    return 0


if __name__ == "__main__":
    sys.exit(main())
