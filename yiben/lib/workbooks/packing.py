"""The package again: what didn't change is copied packed as it lies there, byte for byte; the rest is packed anew.

Layout of the records: PKWARE APPNOTE 6.3.10, §4.3.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable, Mapping
from typing import BinaryIO, NamedTuple
from zipfile import ZIP_DEFLATED, ZipInfo

from yiben.lib.refused import Refused
from yiben.lib.workbooks.parts import DAMAGED, Package

_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s4B4HL2L5H2L")
_END = struct.Struct("<4s4H2LH")
_UTF_8 = 0x800
_MOST = 0xFFFFFFFF


class _Packed(NamedTuple):
    """A part as it lies in the new package."""

    info: ZipInfo
    offset: int
    check: int
    packed: int
    size: int


def pack(out: BinaryIO, package: Package, changed: Mapping[str, Iterable[bytes]]) -> None:
    """Write the package to `out`, which can seek: parts in their order, with their names, times and ways of packing."""
    parts = []
    for info in package.zip.infolist():
        told = changed.get(info.filename)
        parts.append(_copied(out, package.data, info) if told is None else _made(out, info, told))
    _directory(out, parts, package.zip.comment)


def _copied(out: BinaryIO, data: bytes, info: ZipInfo) -> _Packed:
    at = info.header_offset + _LOCAL.size
    name, extra = struct.unpack_from("<2H", data, at - 4) if at <= len(data) else (0, 0)
    start = at + name + extra
    if start + info.compress_size > len(data):
        raise Refused(DAMAGED)
    part = _Packed(info, out.tell(), info.CRC, info.compress_size, info.file_size)
    out.write(_local(part))
    out.write(memoryview(data)[start : start + info.compress_size])
    return part


def _made(out: BinaryIO, info: ZipInfo, pieces: Iterable[bytes]) -> _Packed:
    offset = out.tell()
    out.write(_local(_Packed(info, offset, 0, 0, 0)))
    squeeze = zlib.compressobj(zlib.Z_DEFAULT_COMPRESSION, zlib.DEFLATED, -15)
    deflated = info.compress_type == ZIP_DEFLATED
    check = size = packed = 0
    for piece in pieces:
        check, size = zlib.crc32(piece, check), size + len(piece)
        packed += out.write(squeeze.compress(piece) if deflated else piece)
    packed += out.write(squeeze.flush()) if deflated else 0
    part = _Packed(info, offset, check, packed, size)
    end = out.tell()
    out.seek(offset)
    out.write(_local(part))
    out.seek(end)
    return part


def _local(part: _Packed) -> bytes:
    """A part's header. Its sizes stand in it, so no record follows the data; extra fields told of the old place."""
    info, name = part.info, _name(part.info)
    if max(part.offset, part.packed, part.size) >= _MOST:
        raise Refused("填好的表格太大，请分成几份")
    flags = info.flag_bits & _UTF_8
    sizes = part.check, part.packed, part.size
    return _LOCAL.pack(b"PK\x03\x04", 20, flags, info.compress_type, *_time(info), *sizes, len(name), 0) + name


def _directory(out: BinaryIO, parts: Iterable[_Packed], comment: bytes) -> None:
    start, count = out.tell(), 0
    for part in parts:
        out.write(_central(part))
        count += 1
    size = out.tell() - start
    out.write(_END.pack(b"PK\x05\x06", 0, 0, count, count, size, start, len(comment)) + comment)


def _central(part: _Packed) -> bytes:
    info, name = part.info, _name(part.info)
    told = (info.create_version & 0xFF, info.create_system & 0xFF, 20, 0, info.flag_bits & _UTF_8, info.compress_type)
    sizes = part.check, part.packed, part.size, len(name), 0, len(info.comment), 0
    looks = info.internal_attr & 0xFFFF, info.external_attr & _MOST
    return _CENTRAL.pack(b"PK\x01\x02", *told, *_time(info), *sizes, *looks, part.offset) + name + info.comment


def _name(info: ZipInfo) -> bytes:
    return info.orig_filename.encode("utf-8" if info.flag_bits & _UTF_8 else "cp437")


def _time(info: ZipInfo) -> tuple[int, int]:
    """Time and day in the two words of DOS."""
    year, month, day, hour, minute, second = info.date_time
    return hour << 11 | minute << 5 | second // 2, (year - 1980 & 0x7F) << 9 | month << 5 | day
