"""The site by the street's own certificate: `yiben cert`, `yiben serve --cert --key`, and a page that tells how."""

from __future__ import annotations

import base64
import hashlib
import os
import shutil
import signal
import ssl
import subprocess
import sys
import time
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from playwright.sync_api import expect, sync_playwright

from tests.browser.conftest import NAMES, QUIET
from tests.browser.phone import until
from tests.browser.watching import sign_in
from tests.people import PASSWORD
from tests.running import STARTS_WITHIN, free_port, surroundings, yiben


@pytest.fixture(scope="module")
def trusted_site(street_folder):
    """The street's site behind a certificate for 127.0.0.1."""
    told = yiben(street_folder, "cert", "127.0.0.1")
    assert told.returncode == 0, told.stderr
    tls, port = street_folder / "tls", free_port()
    words = [sys.executable, "-m", "yiben.config.cli", "--data", str(street_folder), "serve", "--port", str(port)]
    served = subprocess.Popen(
        [*words, "--cert", str(tls / "site.pem"), "--key", str(tls / "site.key")],
        env=surroundings(street_folder) | {"YIBEN_HOSTS": "127.0.0.1"},
        stderr=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    trusting = ssl.create_default_context(cafile=tls / "authority.pem")
    until_then = time.monotonic() + STARTS_WITHIN
    while True:
        try:
            urlopen(f"https://127.0.0.1:{port}/capture/trust/", context=trusting, timeout=5).close()
            break
        except (URLError, TimeoutError):
            assert served.poll() is None
            assert time.monotonic() < until_then
            time.sleep(0.1)
    yield f"https://127.0.0.1:{port}"
    os.killpg(served.pid, signal.SIGINT)
    served.wait(10)


def test_by_the_streets_own_certificate_the_entry_page_works_offline(trusted_site, street_folder, tmp_path):
    """In a browser that trusts the site's key, as a device does that keeps the authority."""
    site = x509.load_pem_x509_certificate((street_folder / "tls" / "site.pem").read_bytes())
    key = site.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    trusts = f"--ignore-certificate-errors-spki-list={base64.b64encode(hashlib.sha256(key).digest()).decode()}"
    path = next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        pytest.skip("no Chromium on PATH")
    with sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            tmp_path / "profile", executable_path=path, args=[*QUIET, trusts], locale="zh-CN"
        )
        page = context.new_page()
        page.goto(f"{trusted_site}/capture/trust/")
        expect(page.get_by_role("link", name="下载证书")).to_be_visible()
        sign_in(page, trusted_site, "alice", PASSWORD)
        page.goto(f"{trusted_site}/entries/new/")
        until(page, "document.documentElement.dataset.offline === 'ready'")
        context.set_offline(True)
        page.reload()
        expect(page.get_by_text("现在没有网络").first).to_be_visible()
        context.close()
