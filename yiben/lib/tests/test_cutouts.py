"""A picture that was cut out of another is found by its grey points, whichever way it was turned; strangers are not."""

import pytest
from PIL import Image

from yiben.lib import cutouts
from yiben.lib.tests.photos import scene

NAMES = [f"photo {number}" for number in range(24)]


def grey(image):
    return image.convert("L").resize((64, 64), Image.Resampling.LANCZOS).tobytes()


@pytest.fixture(scope="module")
def kept():
    points = [grey(scene(name)) for name in NAMES]
    return points, [cutouts.signs_of(one) for one in points]


def found(points, kept):
    others, signs = kept
    laid = cutouts.laid_on(points, [(one, others[one.place]) for one in cutouts.may_be(points, signs)])
    return [may.place for may, like in laid if like >= cutouts.ENOUGH]


def cut(image, left, top, right, bottom):
    wide, high = image.size
    return image.crop((int(wide * left), int(high * top), int(wide * (1 - right)), int(high * (1 - bottom))))


@pytest.mark.parametrize(
    "margins", [(0.1, 0.05, 0, 0.03), (0, 0, 0.3, 0), (0.08, 0.13, 0.09, 0.02), (0.12, 0, 0.05, 0.18)]
)
@pytest.mark.parametrize("turn", [None, Image.Transpose.ROTATE_90, Image.Transpose.FLIP_LEFT_RIGHT])
def test_a_part_is_found_and_nothing_else(kept, margins, turn):
    part = cut(scene(NAMES[7]), *margins)
    assert found(grey(part.transpose(turn) if turn is not None else part), kept) == [7]


def test_the_whole_is_found_by_its_part(kept):
    points, signs = list(kept[0]), list(kept[1])
    points[3] = grey(cut(scene(NAMES[3]), 0.1, 0.12, 0.04, 0.06).transpose(Image.Transpose.ROTATE_180))
    signs[3] = cutouts.signs_of(points[3])
    assert found(grey(scene(NAMES[3])), (points, signs)) == [3]


def test_strangers_are_not_found(kept):
    assert [found(grey(scene(f"another {number}")), kept) for number in range(8)] == [[]] * 8


def test_a_street_without_pictures_has_none_like_it():
    assert cutouts.may_be(grey(scene("one")), []) == []


def test_what_is_kept_of_a_picture_to_find_it_is_small():
    assert len(cutouts.signs_of(grey(scene("one")))) == 800
