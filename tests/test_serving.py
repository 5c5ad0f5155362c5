"""What `yiben serve` sends: the head of every answer, and the cookies that a browser keeps."""

from __future__ import annotations

from urllib.request import urlopen

from tests.running import serving, yiben


def test_cookies_of_a_plain_address_reach_every_browser_and_nothing_speaks_of_tls(tmp_path):
    folder = tmp_path / "book"
    folder.mkdir()
    assert yiben(folder, "django", "migrate", "--verbosity", "0").returncode == 0
    with serving(folder) as address, urlopen(f"{address}/units/sign-in/", timeout=10) as answer:
        head = answer.headers
    assert "Secure" not in head["Set-Cookie"]
    assert head["Strict-Transport-Security"] is None
    assert "unsafe" not in head["Content-Security-Policy"]
    assert head["X-Content-Type-Options"] == "nosniff"
