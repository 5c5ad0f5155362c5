"""Server time of pages on the demo's data, as a multiple of the same shell with nothing in it.

    make demo (once), then: .venv/bin/python benchmarks/pages.py [--rounds 15] [DIR of the demo]

The shell is the same middleware, session, post and base template around an empty page. Shell and pages take turns; each
figure is a median, and what counts is the ratio. Bars: lists ≤ 20×, the board ≤ 45×.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LISTS, BOARD = 20, 45


def start(folder: Path) -> None:
    if not (folder / "READY").exists():
        sys.exit(f"no demo in {folder}: run make demo once")
    os.environ |= {"DJANGO_SETTINGS_MODULE": "yiben.config.settings", "YIBEN_DATA": str(folder), "YIBEN_INSECURE": "1"}
    sys.path.insert(0, str(ROOT))
    import django

    django.setup()
    from django.conf import settings
    from django.urls import path

    from yiben.config import urls

    urls.urlpatterns.insert(0, path("__shell__/", shell))
    settings.ALLOWED_HOSTS = ["testserver"]


def shell(request):
    from django.shortcuts import render

    return render(request, "ui/base.html", {})


PAGES = {
    "home": ("/", LISTS),
    "entries": ("/entries/", LISTS),
    "entries, one line": ("/entries/?line=volunteering", LISTS),
    "plans": ("/plans/", LISTS),
    "indicators": ("/figures/", LISTS),
    "a figure": ("/figures/volunteering-times/", LISTS),
    "reports": ("/reports/", LISTS),
    "board": ("/figures/board/", BOARD),
}


def measure(login: str, rounds: int) -> list[tuple[str, float, float, int]]:
    """(page, median ms, multiple of the shell, queries), shell and pages in turn."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from yiben.units.models import Person

    client = Client()
    client.force_login(Person.objects.get(login=login), backend="django.contrib.auth.backends.ModelBackend")
    addresses = {"shell": "/__shell__/"} | {name: address for name, (address, _bar) in PAGES.items()}
    times: dict[str, list[float]] = {name: [] for name in addresses}
    queries = {}
    for name, address in addresses.items():
        with CaptureQueriesContext(
            connection,
        ) as caught:
            answer = client.get(address)
        assert answer.status_code == 200, (address, answer.status_code)
        queries[name] = len(caught)
    for _round in range(rounds):
        for name, address in addresses.items():
            begun = time.perf_counter()
            client.get(address)
            times[name].append(time.perf_counter() - begun)
    middle = {name: statistics.median(found) for name, found in times.items()}
    return [(name, 1000 * middle[name], middle[name] / middle["shell"], queries[name]) for name in addresses]


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("folder", nargs="?", type=Path, default=ROOT / "demo")
    asked.add_argument("--rounds", type=int, default=15)
    asked.add_argument("--login", default="union.officer")
    options = asked.parse_args()
    start(options.folder)
    over = []
    print(f"{'page':20}{'ms':>9}{'× shell':>10}{'bar':>6}{'queries':>9}")
    for name, ms, ratio, queries in measure(options.login, options.rounds):
        bar = PAGES[name][1] if name in PAGES else None
        print(f"{name:20}{ms:9.1f}{ratio:10.1f}{bar or '':>6}{queries:9}")
        over += [name] if bar and ratio > bar else []
    sys.exit(f"over the bar: {', '.join(over)}" if over else 0)


if __name__ == "__main__":
    main()
