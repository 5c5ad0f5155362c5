"""`make proof`: every proof in turn, or those named; each goes on where it stopped, and writes what it saw.

python -m tests.proofs              all of them, within an hour
python -m tests.proofs killing      one alone
python -m tests.proofs --anew       from the beginning
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time


def main() -> int:
    # The words of the outbox are the product's own; no book of this machine's is within reach of them.
    os.environ |= {"DJANGO_SETTINGS_MODULE": "yiben.config.settings", "YIBEN_DATA": tempfile.mkdtemp(prefix="yiben-")}

    import django

    django.setup()
    from tests.proofs.proving import PROOFS, prove

    asked = argparse.ArgumentParser(
        prog="python -m tests.proofs", description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    asked.add_argument("names", nargs="*", choices=[[], *PROOFS], metavar="NAME", help=" | ".join(PROOFS))
    asked.add_argument("--anew", action="store_true", help="don't go on where it stopped")
    asked.add_argument("--small", action="store_true", help="a twentieth of each, to see that it runs; not kept")
    said = asked.parse_args()
    began, failed = time.monotonic(), False
    for name in said.names or PROOFS:
        failed |= not prove(PROOFS[name], anew=said.anew, small=said.small)
    print(f"{(time.monotonic() - began) / 60:.1f} min", flush=True)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
