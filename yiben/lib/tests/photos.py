"""Photographs that nobody took: the same name gives the same picture, another name another."""

from __future__ import annotations

import io
import random
from typing import Any

from PIL import Image, ImageDraw, ImageFilter


def scene(name: str) -> Image.Image:
    """A picture with light, shade and shapes of its own."""
    chance, size = random.Random(name), (640, 480)
    image = Image.new("RGB", size, tuple(chance.randrange(256) for _ in range(3)))
    draw = ImageDraw.Draw(image)
    for _ in range(14):
        x, y = chance.randrange(size[0]), chance.randrange(size[1])
        wide, high = chance.randrange(size[0] // 8, size[0] // 2), chance.randrange(size[1] // 8, size[1] // 2)
        draw.ellipse([x - wide, y - high, x + wide, y + high], fill=tuple(chance.randrange(256) for _ in range(3)))
    return image.filter(ImageFilter.GaussianBlur(3))


def photo(name: str, size: tuple[int, int] = (640, 480), form: str = "JPEG", **how: Any) -> bytes:
    """That picture as a file of that size."""
    stream = io.BytesIO()
    scene(name).resize(size).save(stream, form, **how)
    return stream.getvalue()
