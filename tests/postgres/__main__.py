"""`make test-postgres`: the tests marked `db` on a throw-away server; words go on to pytest.

YIBEN_TEST_POSTGRES=short (CI) leaves out the two that take as long as a hundred others and tell of the book, not of the
database; and where no server can be had it says so and goes on, which is else an error.
"""

from __future__ import annotations

import os
import subprocess
import sys

from tests.postgres.server import NoServer, server

USUAL = ["-m", "db", "-n", "2", "--dist", "loadfile", "-q"]

LONG = [
    "yiben/ledger/tests/test_tally.py",
    "yiben/ledger/tests/test_verify.py::test_one_byte_changed_in_any_column_is_found",
]


def main() -> int:
    short = os.environ.get("YIBEN_TEST_POSTGRES") == "short"
    chosen = [*USUAL, *(f"--deselect={test}" for test in LONG if short)]
    try:
        with server() as address:
            surroundings = os.environ | {"YIBEN_DATABASE": address}
            asked = [sys.executable, "-m", "pytest", *chosen, *sys.argv[1:]]
            return subprocess.run(asked, env=surroundings, check=False).returncode
    except NoServer as why:
        print(f"tests on PostgreSQL skipped: {why}", file=sys.stderr)
        return 0 if short else 1


if __name__ == "__main__":
    sys.exit(main())
