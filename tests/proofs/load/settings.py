"""The site as it is served, with the yardstick beside it. LOAD_SYNCHRONOUS=NORMAL is for measuring only: the book of a
street is kept FULL, and `yiben` knows no switch for it."""

import os

from yiben.config.settings import *  # noqa: F403
from yiben.config.settings import DATABASES, PRAGMAS

SYNCHRONOUS = os.environ.get("LOAD_SYNCHRONOUS", "FULL")
assert SYNCHRONOUS in ("FULL", "NORMAL")
DATABASES["default"]["OPTIONS"]["init_command"] = PRAGMAS.replace("synchronous=FULL", f"synchronous={SYNCHRONOUS}")
ROOT_URLCONF = "tests.proofs.load.yardstick"
