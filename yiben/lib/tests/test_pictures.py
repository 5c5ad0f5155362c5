"""What comes out of a picture is its points and nothing else; what is none, or would swell, is refused in words."""

import io
import struct
import zlib
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms, ImageDraw, PngImagePlugin

from yiben.lib.pictures import alike, shrunk, thumbnail
from yiben.lib.refused import Refused
from yiben.lib.uploads import Type


def drawn(size=(640, 480), mode="RGB"):
    image = Image.new(mode, size, "white")
    draw = ImageDraw.Draw(image)
    draw.rectangle([0, 0, size[0] // 3, size[1] // 2], fill="black")
    draw.ellipse([size[0] // 2, size[1] // 2, size[0], size[1]], fill="gray")
    return image


def encoded(image, form="JPEG", **how):
    stream = io.BytesIO()
    image.save(stream, form, **how)
    return stream.getvalue()


def opened(content):
    return Image.open(io.BytesIO(content))


def tagged(orientation=1):
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "MakerOfPhones"
    exif.get_ifd(0x8825).update({1: "N", 2: (39.0, 54.0, 20.0), 3: "E", 4: (116.0, 23.0, 29.0)})
    exif.get_ifd(0x8769).update({0x9003: "2025:03:05 09:00:00", 0x9286: b"ASCII\0\0\0whose face"})
    return exif


def everything_said(form):
    """A picture with all that a camera or a program can say in it."""
    image = drawn()
    xmp = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><secret>39.9N</secret></x:xmpmeta>'
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    if form == "PNG":
        text = PngImagePlugin.PngInfo()
        text.add_text("Comment", "secret of the maker")
        text.add_itxt("XML:com.adobe.xmp", "secret")
        return encoded(image, form, exif=tagged(), pnginfo=text, icc_profile=profile)
    how = {"comment": b"secret of the maker"} if form == "JPEG" else {}
    return encoded(image, form, exif=tagged(), xmp=xmp, icc_profile=profile, **how)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_where_when_and_by_what_it_was_taken_is_gone(form):
    content = everything_said(form)
    assert b"MakerOfPhones" in content
    kept = shrunk(content).content
    for told in (b"MakerOfPhones", b"secret", b"2025:03:05", b"Exif", b"ICC_PROFILE", b"iCCP", b"xmp", b"GPS"):
        assert told not in kept
    again = opened(kept)
    assert dict(again.getexif()) == {}
    assert set(again.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


@pytest.mark.parametrize("orientation", range(1, 9))
def test_it_stands_upright_as_the_camera_was_held(orientation):
    image = drawn((400, 200))
    turned = {
        1: image,
        2: image.transpose(Image.Transpose.FLIP_LEFT_RIGHT),
        3: image.transpose(Image.Transpose.ROTATE_180),
        4: image.transpose(Image.Transpose.FLIP_TOP_BOTTOM),
        5: image.transpose(Image.Transpose.TRANSPOSE),
        6: image.transpose(Image.Transpose.ROTATE_90),
        7: image.transpose(Image.Transpose.TRANSVERSE),
        8: image.transpose(Image.Transpose.ROTATE_270),
    }[orientation]
    kept = opened(shrunk(encoded(turned, exif=tagged(orientation), quality=95)).content).convert("L")
    assert kept.size == (400, 200)
    assert kept.getpixel((20, 20)) < 40
    assert kept.getpixel((380, 20)) > 215


@pytest.mark.parametrize(
    ("size", "kept"), [((4000, 3000), (1600, 1200)), ((900, 3200), (450, 1600)), ((80, 60), (80, 60))]
)
def test_its_longest_side_is_at_most_1600_points(size, kept):
    assert opened(shrunk(encoded(drawn(size))).content).size == kept


def test_a_photo_of_a_large_sensor_is_taken():
    content = encoded(drawn((12000, 9000), "L"))
    assert opened(shrunk(content).content).size == (1600, 1200)


def test_a_screenshot_stays_sharp():
    assert shrunk(encoded(drawn(), "PNG")).type is Type.PNG


def test_a_photo_that_came_as_png_or_webp_becomes_jpeg():
    noisy = Image.effect_noise((600, 400), 80).convert("RGB")
    assert shrunk(encoded(noisy, "PNG")).type is Type.JPEG
    assert shrunk(encoded(noisy, "WEBP")).type is Type.JPEG


@pytest.mark.parametrize("mode", ["RGBA", "LA"])
def test_what_lets_through_stands_on_white(mode):
    image = Image.new(mode, (64, 64), (0, 0, 0, 0) if mode == "RGBA" else (0, 0))
    assert opened(shrunk(encoded(image, "PNG")).content).convert("RGB").getpixel((5, 5)) == (255, 255, 255)


@pytest.mark.parametrize("mode", ["1", "L", "P", "CMYK"])
def test_every_common_mode_is_read(mode):
    form = "JPEG" if mode == "CMYK" else "PNG"
    assert opened(shrunk(encoded(drawn().convert(mode), form)).content).mode in ("L", "RGB")


def test_a_wrong_profile_is_thrown_away():
    assert shrunk(encoded(drawn(), icc_profile=b"\0" * 500)).type is Type.JPEG


def test_a_phones_heic_becomes_an_upright_jpeg_without_a_word():
    content = (Path(__file__).parent / "photo.heic").read_bytes()  # drawn((96, 64)), tagged(6), by libheif
    assert b"MakerOfPhones" in content
    kept = shrunk(content)
    image = opened(kept.content).convert("L")
    assert (kept.type, image.size) == (Type.JPEG, (64, 96))
    assert image.getpixel((60, 3)) < 40
    assert b"MakerOfPhones" not in kept.content
    assert b"Exif" not in kept.content


# -- hostile ones


def png_of(width, height):
    """A PNG that says it is so large and holds next to nothing."""

    def chunk(name, body):
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("size", [(30_000, 30_000), (10_000, 9_000), (60_000, 100), (2**31 - 1, 1)])
def test_one_that_would_swell_is_refused(size):
    with pytest.raises(Refused, match=r"像素太多|损坏"):
        shrunk(png_of(*size))


def test_a_jpeg_that_says_it_is_huge_is_refused():
    content = bytearray(encoded(drawn()))
    at = content.index(b"\xff\xc0")
    content[at + 5 : at + 9] = struct.pack(">HH", 65_000, 65_000)
    with pytest.raises(Refused, match="像素太多"):
        shrunk(bytes(content))


def test_a_jpeg_of_endless_scans_is_refused():
    content = encoded(drawn(), progressive=True)
    scans = content[content.index(b"\xff\xda") : -2]
    with pytest.raises(Refused, match="编码方式不常见"):
        shrunk(content[:-2] + scans * 100 + b"\xff\xd9")


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_one_that_is_cut_off_is_refused(form):
    content = encoded(Image.effect_noise((500, 500), 60).convert("RGB"), form)
    with pytest.raises(Refused, match=r"不完整|打不开"):
        shrunk(content[: len(content) // 2])


@pytest.mark.parametrize(
    "content", [b"", b"<html><script>alert(1)</script>", b"\xff\xd8\xff\xe0<html>", b"GIF89a\x01\0\x01\0"]
)
def test_what_is_no_picture_is_refused(content):
    with pytest.raises(Refused):
        shrunk(content)


def test_what_hangs_behind_a_picture_is_cut_off():
    content = encoded(drawn()) + b"<script>alert(1)</script>PK\x03\x04"
    assert b"script" not in shrunk(content).content


@given(
    st.binary(max_size=400), st.sampled_from([b"\xff\xd8\xff\xe0", b"\x89PNG\r\n\x1a\n", b"RIFF\x40\0\0\0WEBP", b""])
)
@settings(max_examples=200, deadline=None)
def test_any_bytes_are_a_picture_or_refused(content, head):
    with pytest.raises(Refused):
        shrunk(head + content)


@given(st.integers(0, 3000), st.integers(0, 255))
@settings(max_examples=150, deadline=None)
def test_a_damaged_one_never_crashes(at, byte):
    content = bytearray(encoded(drawn((120, 90))))
    content[at % len(content)] = byte
    with suppress(Refused):
        assert shrunk(bytes(content)).content


# -- alike


def scenery(at=0.0):
    return Image.effect_mandelbrot((800, 600), (-1.8 + at, -1.2, 0.6 + at, 0.4), 60).convert("RGB")


def test_the_same_photo_smaller_or_saved_again_looks_the_same():
    one = shrunk(encoded(scenery(), quality=95)).likeness
    others = [encoded(scenery().resize((400, 300)), quality=50), encoded(scenery(), "PNG"), encoded(scenery(), "WEBP")]
    assert [alike(one, shrunk(other).likeness) for other in others] == [True, True, True]


def test_two_photos_that_have_nothing_alike_differ():
    one, other = shrunk(encoded(scenery())), shrunk(encoded(drawn((400, 300))))
    assert not alike(one.likeness, other.likeness)


def sign_in_sheet(*names):
    """A ruled form like last week's, with this week's names."""
    image = Image.new("RGB", (800, 1100), "white")
    draw = ImageDraw.Draw(image)
    for at in range(100, 1100, 50):
        draw.line([50, at, 750, at], fill="black", width=2)
    for row, name in enumerate(names):
        draw.text((200, 108 + 50 * row), name, fill="blue", font_size=34)
    return encoded(image)


def test_two_scanned_sheets_of_one_form_are_not_taken_for_the_same():
    one = sign_in_sheet(*["Wang Fang", "Li Na", "Zhang Wei", "Liu Yang", "Chen Jing", "Zhao Lei"] * 3)
    other = sign_in_sheet(*["He Xin", "Gao Min Li", "Luo", "Zheng Shuang", "Ma Ling", "Xu"] * 3)
    assert not alike(shrunk(one).likeness, shrunk(other).likeness)
    assert alike(shrunk(one).likeness, shrunk(encoded(opened(one).resize((600, 825)), quality=50)).likeness)


@pytest.mark.parametrize("colour", ["white", "black", "gray"])
def test_a_flat_picture_is_like_none(colour):
    assert shrunk(encoded(Image.new("RGB", (300, 300), colour))).likeness == ""


def test_a_thumbnail_is_small():
    small = thumbnail(shrunk(encoded(drawn((3000, 2000)))).content)
    assert opened(small).size == (320, 213)
    assert len(small) < 20_000
