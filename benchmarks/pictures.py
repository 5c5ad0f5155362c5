"""Which photographs are told as alike after what people do to them, and whether strangers ever are.

    python benchmarks/pictures.py [--photos 200] [--asked 60] [--folder OF_PHOTOGRAPHS] [--street 20000]

Photographs are made up (rooms, people, banners, noise), or taken from a folder. Of some each manipulation is looked
for among all: recall, and false alarms among (asked × photos) pairs. Then what one photograph costs in a street with
so many, in processor time. Bars: no false alarm; 0.95 of what was turned, mirrored, saved anew, lit, written on or cut
on one side; half a second a photograph among 20,000.
"""

from __future__ import annotations

import argparse
import io
import random
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageEnhance, ImageFilter, ImageOps

from yiben.lib import cutouts, pictures

Edit = Callable[[Image.Image], Image.Image]
TURN = Image.Transpose


def made_up(number: int) -> Image.Image:
    """A room or a yard: a horizon, windows, a banner, rows of people, things, and the grain of all that is real."""
    chance = random.Random(f"photo {number}")  # noqa: S311 - pictures, no secrets
    wide, high = chance.choice([(1200, 900), (900, 1200), (1280, 720)])
    image = Image.new("RGB", (wide, high), colour(chance, 120))
    draw = ImageDraw.Draw(image)
    horizon = int(high * chance.uniform(0.35, 0.6))
    draw.rectangle([0, horizon, wide, high], fill=colour(chance, 60))
    for _ in range(chance.randrange(2, 7)):
        x, y = chance.randrange(wide), chance.randrange(horizon)
        across, down = chance.randrange(60, wide // 3), chance.randrange(40, high // 3)
        draw.rectangle([x, y - down // 2, x + across, y + down], fill=colour(chance), outline=colour(chance), width=4)
    if chance.random() < 0.6:
        y = chance.randrange(20, horizon)
        draw.rectangle([chance.randrange(wide // 4), y, wide * 3 // 4, y + 60], fill=(205, 20, 25))
    for row in range(chance.randrange(1, 4)):
        people(draw, chance, wide, horizon + int((high - horizon) * (row + 0.3) / 3.2), high / 9 * (1 + row * 0.4))
    for _ in range(chance.randrange(3, 10)):
        x, y = chance.randrange(wide), chance.randrange(horizon, high)
        draw.ellipse([x, y, x + chance.randrange(30, 220), y + chance.randrange(20, 120)], fill=colour(chance))
    grain = clouds(chance, wide, high)
    return Image.blend(image.filter(ImageFilter.GaussianBlur(1.2)), grain, chance.uniform(0.12, 0.3))


def colour(chance: random.Random, least: int = 20) -> tuple[int, ...]:
    return tuple(chance.randrange(least, 235) for _ in range(3))


def people(draw: ImageDraw.ImageDraw, chance: random.Random, wide: int, base: int, size: float) -> None:
    many = chance.randrange(2, 12)
    for one in range(many):
        x, y = wide * (one + 0.5 + chance.uniform(-0.3, 0.3)) / many, base + chance.uniform(-0.2, 0.2) * size
        draw.ellipse([x - size * 0.17, y - size * 0.9, x + size * 0.17, y - size * 0.5], fill=(215, 175, 150))
        draw.rectangle([x - size * 0.3, y - size * 0.48, x + size * 0.3, y + size * 0.6], fill=colour(chance))


def clouds(chance: random.Random, wide: int, high: int) -> Image.Image:
    waves = np.fft.rfft2(np.random.default_rng(chance.randrange(2**31)).standard_normal((high // 4, wide // 4)))
    far = np.hypot(np.fft.fftfreq(high // 4)[:, None], np.fft.rfftfreq(wide // 4)[None])
    far[0, 0] = 1
    grain = np.fft.irfft2(waves / far ** chance.uniform(0.9, 1.6), s=(high // 4, wide // 4))
    grey = np.clip(128 + grain / grain.std() * 40, 0, 255).astype(np.uint8)
    return Image.merge("RGB", [Image.fromarray(grey).resize((wide, high), Image.Resampling.BICUBIC)] * 3)


# -- what people do to a photograph


def cut(chance: random.Random, share: float, *, side: bool = False) -> Edit:
    """So much of both sides cut away, somewhere; or of one side."""

    def edit(image: Image.Image) -> Image.Image:
        wide, high = image.size
        if side:
            margins = [0.0] * 4
            margins[chance.randrange(4)] = share
        else:
            across, down = chance.uniform(0, share), chance.uniform(0, share)
            margins = [across, down, share - across, share - down]
        left, top, right, bottom = margins
        return image.crop((int(wide * left), int(high * top), int(wide * (1 - right)), int(high * (1 - bottom))))

    return edit


def written_on(image: Image.Image) -> Image.Image:
    draw = ImageDraw.Draw(image)
    draw.text((image.width * 0.05, image.height * 0.9), "2025-03-05  xue lei feng", font_size=image.height // 22)
    return image


def marked(image: Image.Image) -> Image.Image:
    mask = Image.new("L", image.size, 0)
    draw = ImageDraw.Draw(mask)
    for row in range(4):
        at = image.width * 0.1 * row, image.height * 0.25 * row
        draw.text(at, "watermark watermark", fill=110, font_size=image.height // 14)
    return Image.composite(Image.new("RGB", image.size, "white"), image, mask)


def boxed(image: Image.Image) -> Image.Image:
    box = [0, int(image.height * 0.82), int(image.width * 0.45), image.height]
    ImageDraw.Draw(image).rectangle(box, fill=(20, 60, 140))
    return image


def edits(chance: random.Random) -> dict[str, Edit]:
    return {
        "saved anew, small": lambda one: one.resize((480, 480 * one.height // one.width)),
        "turned by 90": lambda one: one.transpose(TURN.ROTATE_90),
        "turned by 180": lambda one: one.transpose(TURN.ROTATE_180),
        "turned by 270": lambda one: one.transpose(TURN.ROTATE_270),
        "mirrored": lambda one: one.transpose(TURN.FLIP_LEFT_RIGHT),
        "brighter by 30 %": lambda one: ImageEnhance.Brightness(one).enhance(1.3),
        "darker by 30 %": lambda one: ImageEnhance.Brightness(one).enhance(0.7),
        "black and white": lambda one: ImageOps.grayscale(one).convert("RGB"),
        "a line of text": written_on,
        "a watermark": marked,
        "an opaque box, 8 %": boxed,
        "one side cut by 10 %": cut(chance, 0.1, side=True),
        "one side cut by 20 %": cut(chance, 0.2, side=True),
        "one side cut by 30 %": cut(chance, 0.3, side=True),
        "area cut by 30 %": cut(chance, 0.163),
        "both sides cut by 10 %": cut(chance, 0.1),
        "both sides cut by 20 %": cut(chance, 0.2),
        "both sides cut by 30 %": cut(chance, 0.3),
        "cut by 20 % and turned": lambda one: cut(chance, 0.2)(one).transpose(TURN.ROTATE_90),
    }


# -- looking for it


class Kept:
    """What a street keeps of its photographs to find them by."""

    def __init__(self, greys: list[bytes]) -> None:
        self.greys, self.signs = greys, [cutouts.signs_of(grey) for grey in greys]
        self.likenesses = [pictures.turned(grey)[0] for grey in greys]

    def told(self, grey: bytes) -> set[int]:
        ways, near = pictures.turned(grey), pictures.most_differing(page=False)
        whole = {at for at, one in enumerate(self.likenesses) if pictures.nearest(ways, one)[0] <= near}
        may = cutouts.may_be(grey, self.signs)
        laid = cutouts.laid_on(grey, [(one, self.greys[one.place]) for one in may])
        return whole | {one.place for one, like in laid if like >= cutouts.ENOUGH}


def grey_of(image: Image.Image, quality: int = 80) -> bytes:
    stream = io.BytesIO()
    image.save(stream, "JPEG", quality=quality)
    return pictures.grey_of(stream.getvalue())


def main() -> None:
    asked = argparse.ArgumentParser()
    for name, many in (("photos", 200), ("asked", 60), ("street", 20_000)):
        asked.add_argument(f"--{name}", type=int, default=many)
    asked.add_argument("--folder", type=Path)
    said = asked.parse_args()
    files = sorted(said.folder.iterdir())[: said.photos] if said.folder else []

    def photo(number: int) -> Image.Image:
        if not files:
            return made_up(number)
        image = Image.open(files[number]).convert("RGB")
        image.thumbnail((1600, 1600))
        return image

    photos = len(files) or said.photos
    kept = Kept([grey_of(photo(number), 90) for number in range(photos)])
    false, every = 0, edits(random.Random("cuts"))  # noqa: S311 - the same cuts each time
    for name, edit in every.items():
        found = 0
        for number in range(said.asked):
            told = kept.told(grey_of(edit(photo(number))))
            found += number in told
            false += len(told - {number})
        print(f"{name:24} {found / said.asked:.3f}", flush=True)
    print(f"false alarms: {false} of {len(every) * said.asked * (photos - 1):,} pairs of strangers")
    street = Kept(kept.greys * (said.street // photos))
    begun = time.process_time()
    for number in range(3):
        street.told(kept.greys[number])
    print(f"among {len(street.greys):,}: {(time.process_time() - begun) / 3:.2f} s a photograph")


if __name__ == "__main__":
    main()
