"""LibreOffice, where there is one, turning a document that we wrote into PDF: a child process, bounded."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from yiben.lib.refused import Refused

SECONDS = 90


def available() -> str | None:
    """The path of LibreOffice's command, or None."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def to_pdf(document: bytes) -> bytes:
    """The .docx as PDF. Its profile is new each time, so nothing of one document meets another."""
    command = available()
    if command is None:
        raise Refused("这台服务器没有安装 LibreOffice，不能生成 PDF；请下载 Word 文档")
    with TemporaryDirectory() as folder:
        source = Path(folder) / "document.docx"
        source.write_bytes(document)
        profile = f"-env:UserInstallation=file://{folder}/profile"
        words = [command, profile, "--headless", "--norestore", "--convert-to", "pdf", "--outdir", folder, str(source)]
        try:
            subprocess.run(words, check=True, capture_output=True, timeout=SECONDS)  # noqa: S603 - our own words
            return (Path(folder) / "document.pdf").read_bytes()
        except (subprocess.SubprocessError, OSError) as error:
            raise Refused("生成 PDF 没有成功，请下载 Word 文档") from error
