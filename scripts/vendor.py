"""Copies what package.json names under "vendor" from node_modules to yiben/ui/static/vendor/, which git ignores, each
by the name that it gets there."""

import json
import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENDOR = ROOT / "yiben" / "ui" / "static" / "vendor"


def main() -> None:
    VENDOR.mkdir(parents=True, exist_ok=True)
    for name, source in json.loads((ROOT / "package.json").read_text())["vendor"].items():
        shutil.copyfile(ROOT / "node_modules" / source, VENDOR / name)


if __name__ == "__main__":
    main()
