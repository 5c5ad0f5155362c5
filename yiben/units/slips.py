"""Slips of paper with a one-time code, one to a person, several on a sheet of A4, to be cut apart."""

from __future__ import annotations

from collections.abc import Sequence

import segno
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from yiben.units.people_list import Slip


def slips_page(request: HttpRequest, slips: Sequence[Slip], *, posts: int = 0) -> HttpResponse:
    """The slips, shown this once. `posts` tells how many posts a list gave."""
    address = request.build_absolute_uri("/")
    square = segno.make(address, error="m").svg_data_uri(scale=4, border=1)
    context = {"slips": slips, "address": address, "square": square, "posts": posts}
    return render(request, "units/slips.html", context)
