"""What `yiben serve` sends: the head of every answer, and the cookies that a browser keeps."""

from __future__ import annotations

import shutil
from pathlib import Path
from urllib.request import urlopen

from tests.running import serving


def test_cookies_of_a_plain_address_reach_every_browser_and_nothing_speaks_of_tls(founded, tmp_path):
    folder = Path(shutil.copytree(founded, tmp_path / "book"))
    with serving(folder) as address, urlopen(f"{address}/units/sign-in/", timeout=10) as answer:
        head = answer.headers
    assert "Secure" not in head["Set-Cookie"]
    assert head["Strict-Transport-Security"] is None
    assert "unsafe" not in head["Content-Security-Policy"]
    assert head["X-Content-Type-Options"] == "nosniff"
