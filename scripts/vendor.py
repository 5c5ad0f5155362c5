"""Copies what package.json names under "vendor" from node_modules to yiben/ui/static/vendor/, which git ignores."""

import json
import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENDOR = ROOT / "yiben" / "ui" / "static" / "vendor"


def main() -> None:
    VENDOR.mkdir(parents=True, exist_ok=True)
    for name in json.loads((ROOT / "package.json").read_text())["vendor"]:
        shutil.copyfile(ROOT / "node_modules" / name, VENDOR / Path(name).name)


if __name__ == "__main__":
    main()
