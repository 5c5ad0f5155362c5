"""Zip packages (.xlsx, .docx, .ods) weighed before anybody opens them: what a small file would become in memory."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, LargeZipFile, ZipFile, ZipInfo

from yiben.lib.refused import Refused

_CHUNK = 1 << 20
_SMALL = 1 << 20  # a ratio says nothing of an entry of a few kilobytes


@dataclass(frozen=True, slots=True)
class Weight:
    """The most that a package may hold."""

    entries: int = 2000
    total: int = 300 * _CHUNK
    ratio: int = 250


def opened(stream: BinaryIO, most: Weight | None = None) -> ZipFile:
    """The package in `stream`, after its directory has been found harmless; refused with a sentence otherwise."""
    try:
        package = ZipFile(stream)
    except (BadZipFile, LargeZipFile, OSError, ValueError, NotImplementedError, UnicodeError, EOFError):
        raise Refused("文件已损坏或不完整，请用 WPS 或 Office 打开后另存一份再上传") from None
    _weigh(package.infolist(), most or Weight())
    return package


def inflated(package: ZipFile, entry: ZipInfo) -> Iterator[bytes]:
    """The entry's content in pieces; refused where it is more than the directory says, for a directory may lie."""
    left = entry.file_size
    for piece in _raw(package, entry):
        left -= len(piece)
        if left < 0:
            raise Refused("文件的压缩目录与内容不符，不予打开")
        yield piece


def _weigh(entries: list[ZipInfo], most: Weight) -> None:
    if len(entries) > most.entries or sum(entry.file_size for entry in entries) > most.total:
        raise Refused(f"文件解压后超过 {most.total // _CHUNK} MB，不予打开，请拆分后上传")
    for entry in entries:
        if entry.flag_bits & 0x1:
            raise Refused("文件设有密码，请去掉密码后再上传")
        if entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            raise Refused("文件的压缩方式不常见，请用 WPS 或 Office 另存一份再上传")
        if entry.file_size > max(_SMALL, entry.compress_size * most.ratio):
            raise Refused("文件压缩得异常紧，疑似压缩炸弹，不予打开")


def _raw(package: ZipFile, entry: ZipInfo) -> Iterator[bytes]:
    """All that the compressed bytes hold: zipfile itself stops reading at the size that the directory claims."""
    stored = _as_stored(entry)
    unpack = zlib.decompressobj(-15) if entry.compress_type == ZIP_DEFLATED else None
    try:
        with package.open(stored) as packed:
            while piece := packed.read(_CHUNK // 16):
                yield from _unpacked(unpack, piece) if unpack else (piece,)
    except (BadZipFile, OSError, zlib.error, ValueError, EOFError, NotImplementedError):
        raise Refused("文件已损坏或不完整，请用 WPS 或 Office 打开后另存一份再上传") from None


def _unpacked(unpack: zlib._Decompress, piece: bytes) -> Iterator[bytes]:
    while piece:
        yield unpack.decompress(piece, _CHUNK)
        piece = unpack.unconsumed_tail


def _as_stored(entry: ZipInfo) -> ZipInfo:
    """The entry as if it were not compressed: zipfile then gives out its packed bytes and checks no CRC of them."""
    stored = ZipInfo(entry.filename)
    stored.orig_filename, stored.flag_bits = entry.orig_filename, entry.flag_bits
    stored.header_offset, stored.compress_size = entry.header_offset, entry.compress_size
    stored.file_size = entry.compress_size
    return stored
