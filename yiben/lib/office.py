"""LibreOffice, where there is one, turning a document that we wrote into PDF, or an old workbook into a new one: in a
child process, bounded."""

from __future__ import annotations

import os
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


def to_xlsx(workbook: bytes, *, suffix: str = ".xls") -> bytes:
    """An old workbook (.xls, .et) as .xlsx. A profile of its own, so that no macro is trusted; nothing is looked up."""
    command = available()
    if command is None:
        raise Refused("这是旧格式的表格（.xls 或 .et），请用 WPS 或 Excel 打开后另存为 .xlsx 再上传")
    with TemporaryDirectory() as folder:
        source = Path(folder) / f"workbook{suffix}"
        source.write_bytes(workbook)
        profile = f"-env:UserInstallation=file://{folder}/profile"
        made = Path(folder) / "out"
        words = [
            command,
            profile,
            "--headless",
            "--norestore",
            "--convert-to",
            "xlsx",
            "--outdir",
            str(made),
            str(source),
        ]
        try:
            # A proxy that isn't there keeps links in the file from being followed.
            closed = {
                "PATH": os.environ.get("PATH", ""),
                "HOME": folder,
                "http_proxy": _NOWHERE,
                "https_proxy": _NOWHERE,
            }
            subprocess.run(words, check=True, capture_output=True, timeout=SECONDS, env=closed)  # noqa: S603 - our own
            return (made / "workbook.xlsx").read_bytes()
        except (subprocess.SubprocessError, OSError) as error:
            raise Refused("旧格式的表格没有转换成功，请用 WPS 或 Excel 打开后另存为 .xlsx 再上传") from error


_NOWHERE = "http://127.0.0.1:9"
