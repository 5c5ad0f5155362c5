"""`make test-postgres`: the tests marked `db` on a throw-away server; words go on to pytest. Where no server can be had
it says so: an error at a keyboard, a skip where YIBEN_TEST_POSTGRES=if-there (CI) says that it may be one."""

from __future__ import annotations

import os
import subprocess
import sys

from tests.postgres.server import NoServer, server

USUAL = ["-m", "db", "-n", "2", "--dist", "loadfile", "-q"]


def main() -> int:
    try:
        with server() as address:
            surroundings = os.environ | {"YIBEN_DATABASE": address}
            asked = [sys.executable, "-m", "pytest", *USUAL, *sys.argv[1:]]
            return subprocess.run(asked, env=surroundings, check=False).returncode
    except NoServer as why:
        print(f"tests on PostgreSQL skipped: {why}", file=sys.stderr)
        return 0 if os.environ.get("YIBEN_TEST_POSTGRES") == "if-there" else 1


if __name__ == "__main__":
    sys.exit(main())
