"""Photographs made fit to be kept: small, upright, and without a word of where, when and by what they were taken."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass

import pi_heif
from PIL import Image, ImageCms, ImageOps, ImageStat, UnidentifiedImageError

from yiben.lib.refused import Refused
from yiben.lib.uploads import Type

LONGEST = 1600
THUMB = 320
_QUALITY = 82
_FORMATS = ("JPEG", "PNG", "WEBP", "HEIF")
# A baseline JPEG is made smaller while it is read, whatever a phone's sensor has; anything else is read whole.
_MOST_BASELINE = 130_000_000
_MOST_WHOLE = 45_000_000
_MOST_SIDE = 30_000
_MOST_SCANS = 60
_SCAN = b"\xff\xda"
# A white page or a black photograph is like any other; nothing is said of it.
_FLAT = 6.0
# Of the 256 signs of a picture's likeness, how many may differ between two that are the same to the eye. Of pages
# fewer: this week's sign-in sheet is last week's but for the names.
_NEAR, _NEAR_PAGES = 32, 12
_PAGE, _BRIGHT = "p", 200
# A likeness has 16 × 16 signs, told from 64 × 64 grey points.
_SIGNS, _GREY = 16, 64

pi_heif.register_heif_opener(thumbnails=False)


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as it is kept: nothing but its points, and what tells others like it; empty for a flat one. `grey` are
    64 × 64 of its points, by which a part of it is found."""

    content: bytes
    type: Type
    likeness: str
    grey: bytes = b""


def shrunk(content: bytes) -> Picture:
    """The picture upright, its longest side at most 1,600 points, encoded anew without any metadata.

    Raises Refused, in words, for what is no picture, is cut off, or would swell beyond measure.
    """
    with _refusing():
        image = _opened(content)
        drawn = image.format == "PNG"
        image.draft("RGB", (LONGEST, LONGEST))
        image = _plain(_upright(image))
        image.thumbnail((LONGEST, LONGEST), Image.Resampling.LANCZOS)
        encoded, kind = _encoded(image, keep_sharp=drawn)
        return Picture(encoded, kind, *_looks(image))


def thumbnail(content: bytes) -> bytes:
    """A kept picture at 320 points, as JPEG."""
    with _refusing():
        image = _opened(content)
        image.draft("RGB", (THUMB * 2, THUMB * 2))
        image = _plain(image)
        image.thumbnail((THUMB, THUMB), Image.Resampling.LANCZOS)
        return _saved(image, "JPEG", quality=_QUALITY)


def grey_of(content: bytes) -> bytes:
    """The 64 × 64 points of a kept picture; none of a flat one."""
    with _refusing():
        image = _opened(content)
        image.draft("L", (_GREY * 4, _GREY * 4))
        return _looks(_plain(image))[1]


def turned(grey: bytes) -> list[str]:
    """The likenesses of a picture as it is, mirrored, and either turned by each quarter: eight."""
    image = Image.frombytes("L", (_GREY, _GREY), grey)
    return [_hashed(one) for one in (image, *(image.transpose(way) for way in Image.Transpose))]


def is_page(likeness: str) -> bool:
    """Whether it is of a page rather than of a scene: of pages any two are alike in most of what they show."""
    return likeness.endswith(_PAGE)


def nearest(ours: Sequence[str], theirs: str) -> tuple[int, int]:
    """In how many of 256 signs a likeness differs from the nearest of some, and from which: 0 for the same picture,
    about 128 for strangers."""
    other = int(theirs.rstrip(_PAGE), 16)
    differing = [(int(one.rstrip(_PAGE), 16) ^ other).bit_count() for one in ours]
    least = min(differing)
    return least, differing.index(least)


def most_differing(page: bool) -> int:
    """In how many signs likenesses of the same picture may differ."""
    return _NEAR_PAGES if page else _NEAR


def alike(one: str, other: str) -> bool:
    """Whether two likenesses are of the same picture, whatever its size and however often it was saved."""
    return nearest([one], other)[0] <= most_differing(is_page(one) or is_page(other))


@contextmanager
def _refusing() -> Iterator[None]:
    try:
        yield
    except Image.DecompressionBombError:
        raise Refused(_TOO_MANY) from None
    except UnidentifiedImageError:
        raise Refused("图片打不开，可能已损坏，或只是改了后缀名") from None
    except (OSError, SyntaxError, ValueError, EOFError, MemoryError, OverflowError, RuntimeError, TypeError):
        raise Refused("图片不完整或已损坏，请重新拍摄或导出后再上传") from None


_TOO_MANY = "图片的像素太多，不予打开，请缩小后再上传"


def _opened(content: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(content), formats=_FORMATS)
    _within_bounds(image, content)
    return image


def _within_bounds(image: Image.Image, content: bytes) -> None:
    width, height = image.size
    baseline = image.format == "JPEG" and not image.info.get("progressive")
    most = _MOST_BASELINE if baseline else _MOST_WHOLE
    if width * height > most or max(width, height) > _MOST_SIDE:
        raise Refused(_TOO_MANY)
    # A progressive JPEG of a few kilobytes may ask for hours of scans.
    if image.format == "JPEG" and content.count(_SCAN) > _MOST_SCANS:
        raise Refused("图片的编码方式不常见，请另存一份再上传")


def _upright(image: Image.Image) -> Image.Image:
    image.load()
    turned = image
    # An orientation that can't be read turns nothing.
    with suppress(Exception):
        turned = ImageOps.exif_transpose(image)
    return turned


def _plain(image: Image.Image) -> Image.Image:
    """The points alone, in the colours of every screen, on white where they let through: no profile, tag or comment."""
    image = _in_common_colours(image)
    if image.mode in ("LA", "PA", "RGBA", "RGBa") or "transparency" in image.info:
        shown = image.convert("RGBA")
        points = Image.new("RGB", image.size, "white")
        points.paste(shown, mask=shown.getchannel("A"))
        return points
    mode = "L" if image.mode in ("1", "L") else "RGB"
    points = Image.new(mode, image.size)
    points.paste(image.convert(mode))
    return points


def _in_common_colours(image: Image.Image) -> Image.Image:
    profile = image.info.get("icc_profile")
    if not profile or image.mode not in ("RGB", "RGBA", "CMYK"):
        return image
    # A profile that makes no sense is thrown away like the rest.
    with suppress(Exception):
        mode = "RGB" if image.mode == "CMYK" else image.mode
        said = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        shown = ImageCms.profileToProfile(image, said, ImageCms.createProfile("sRGB"), outputMode=mode)
        return shown if shown is not None else image
    return image


def _encoded(image: Image.Image, *, keep_sharp: bool) -> tuple[bytes, Type]:
    """As JPEG; a screenshot stays PNG where that costs little more, for its letters stay sharp."""
    soft = _saved(image, "JPEG", quality=_QUALITY, optimize=True, progressive=False)
    if keep_sharp:
        sharp = _saved(image, "PNG", compress_level=6)
        if len(sharp) <= len(soft) * 1.5:
            return sharp, Type.PNG
    return soft, Type.JPEG


def _saved(image: Image.Image, name: str, **how: object) -> bytes:
    stream = io.BytesIO()
    image.save(stream, name, **how)
    return stream.getvalue()


def _looks(image: Image.Image) -> tuple[str, bytes]:
    told = ImageStat.Stat(image.convert("L").resize((64, 64)))
    if told.stddev[0] < _FLAT:
        return "", b""
    grey = image.convert("L").resize((_GREY, _GREY), Image.Resampling.LANCZOS)
    return _hashed(grey) + (_PAGE if told.mean[0] > _BRIGHT else ""), grey.tobytes()


def _hashed(grey: Image.Image) -> str:
    # Numbers by the million come with it; whoever attaches no picture needn't wait for them.
    import imagehash

    return str(imagehash.phash(grey, hash_size=_SIGNS))
