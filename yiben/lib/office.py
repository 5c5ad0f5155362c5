"""LibreOffice, where there is one, turning a document that we wrote into PDF, or an old workbook into a new one.

It is a child with a profile of its own, without macros and, where the system can do that, without a network; bounded in
time, memory and what it writes.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from functools import cache
from pathlib import Path

from yiben.lib.refused import Refused

SECONDS = 90
MEMORY = 4 * 1024**3
"""What it may address; a converting LibreOffice maps a good gigabyte."""
WRITTEN = 300 * 1024**2

_ALONE = ("unshare", "--map-root-user", "--net")
_NOWHERE = "http://127.0.0.1:9"
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Calc/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>1</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""  # noqa: E501 - as the program itself keeps them


def available() -> str | None:
    """The path of LibreOffice's command, or None."""
    return shutil.which("soffice") or shutil.which("libreoffice")


@cache
def apart() -> bool:
    """Whether this system lets a child run without a network at all. Where not, it is only given a proxy that isn't
    there, and pages say so."""
    if shutil.which(_ALONE[0]) is None:
        return False
    try:
        words = [*_ALONE, "true"]
        return subprocess.run(words, capture_output=True, timeout=10, check=False).returncode == 0  # noqa: S603 - ours
    except (subprocess.SubprocessError, OSError):
        return False


def to_pdf(document: bytes) -> bytes:
    """The .docx as PDF."""
    if available() is None:
        raise Refused("这台服务器没有安装 LibreOffice，不能生成 PDF；请下载 Word 文档")
    try:
        return _converted(document, ".docx", "pdf")
    except (subprocess.SubprocessError, OSError) as error:
        raise Refused("生成 PDF 没有成功，请下载 Word 文档") from error


def to_xlsx(workbook: bytes, *, suffix: str = ".xls") -> bytes:
    """An old workbook (.xls, .et) as .xlsx."""
    if available() is None:
        raise Refused("这是旧格式的表格（.xls 或 .et），请用 WPS 或 Excel 打开后另存为 .xlsx 再上传")
    try:
        return _converted(workbook, suffix, "xlsx")
    except (subprocess.SubprocessError, OSError) as error:
        raise Refused("旧格式的表格没有转换成功，请用 WPS 或 Excel 打开后另存为 .xlsx 再上传") from error


def _converted(data: bytes, suffix: str, kind: str) -> bytes:
    """The profile is new each time, so that nothing of one document meets another."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name)
        source = folder / f"document{suffix}"
        source.write_bytes(data)
        settings = folder / "profile" / "user" / "registrymodifications.xcu"
        settings.parent.mkdir(parents=True)
        settings.write_text(_SETTINGS, encoding="utf-8")
        made = folder / "out"
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        words = [available() or "", profile, "--headless", "--norestore", "--nolockcheck", "--nodefault"]
        run([*words, "--convert-to", kind, "--outdir", str(made), str(source)], folder)
        return (made / f"document.{kind}").read_bytes()


def run(words: list[str], folder: Path) -> None:
    """A foreign program run to its end in a folder, confined as far as this system can. Raises what subprocess does."""
    with subprocess.Popen(  # noqa: S603 - our own words
        [*_confines(), *words],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=_surroundings(folder),
        cwd=folder,
        start_new_session=True,
    ) as child:
        try:
            code = child.wait(timeout=SECONDS)
        except subprocess.TimeoutExpired:
            _end(child)
            raise
    if code:
        raise subprocess.CalledProcessError(code, words[0])


def _confines() -> list[str]:
    """Words before the program's own: bounds on memory, time and files, and no network."""
    bounds = ["prlimit", f"--as={MEMORY}", f"--cpu={SECONDS}", f"--fsize={WRITTEN}", "--core=0"]
    return [*(bounds if shutil.which(bounds[0]) else []), *(_ALONE if apart() else [])]


def _end(child: subprocess.Popen[bytes]) -> None:
    """The program with all that it began."""
    if hasattr(os, "killpg"):
        os.killpg(child.pid, signal.SIGKILL)
    else:
        child.kill()


def _surroundings(folder: Path) -> dict[str, str]:
    """What the child is told of this machine: the way to programs, and what Windows can't do without."""
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "LANG", "LC_ALL") if name in os.environ}
    return kept | {"HOME": str(folder), "TMPDIR": str(folder), "http_proxy": _NOWHERE, "https_proxy": _NOWHERE}
