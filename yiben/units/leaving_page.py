"""Leaving, ending one post, and going to another: pages of the administrator's."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from yiben.lib.periods import today
from yiben.ui.fields import done
from yiben.units import handing
from yiben.units.forms import EndPostForm, LeaveForm, TransferForm
from yiben.units.models import Person, Post, PostKind, Unit
from yiben.units.scope import StaffRequest, for_posts

WRONG = 422


@for_posts(PostKind.ADMIN)
def leave(request: StaffRequest, pk: int) -> HttpResponse:
    """All posts of a person end on a day."""
    person = get_object_or_404(Person.objects.for_post(request.post), pk=pk)
    posts = list(handing.standing(person, today()).filter(pk__in=Post.objects.under(request.post.unit)))
    heirs = handing.heirs_of(posts)
    form = LeaveForm(request.POST or None, heirs=heirs, initial={"until": today()})
    left = done(
        form,
        lambda: handing.leave(person, by=request.post, until=form.cleaned_data["until"], to=form.heirs()),
    )
    if left is None:
        waiting = [(post, handing.by_sort(works)) for post, works in handing.open_by_post(posts).items()]
        context = {"form": form, "person": person, "waiting": waiting, "alone": _alone(posts)}
        return render(request, "units/leave.html", context, status=WRONG if form.errors else 200)
    messages.success(request, _("%(name)s的离任已办好") % {"name": person.name})
    return redirect("units:person", person.pk)


@for_posts(PostKind.ADMIN)
def end_post(request: StaffRequest, pk: int) -> HttpResponse:
    """One post ends on a day."""
    post = _standing(request, pk)
    form = EndPostForm(request.POST or None, heirs=handing.heirs(post), initial={"until": today()})
    ended = done(form, lambda: handing.leave_post(post, by=request.post, **form.cleaned_data))
    if ended is None:
        return _page(request, "units/end_post.html", form, post)
    messages.success(request, _("岗位已终止：%(post)s") % {"post": ended.title})
    return redirect("units:person", ended.person_id)


@for_posts(PostKind.ADMIN)
def transfer(request: StaffRequest, pk: int) -> HttpResponse:
    """One post ends, and its person begins in another the day after."""
    post = _standing(request, pk)
    form = TransferForm(request.POST or None, by=request.post, today=today(), heirs=handing.heirs(post))
    form.fields["since"].initial = today()

    def act() -> Post:
        said = {key: value for key, value in form.post().items() if key != "until"}
        return handing.transfer(post, by=request.post, to=form.cleaned_data["to"], **said)

    fresh = done(form, act)
    if fresh is None:
        return _page(request, "units/transfer.html", form, post)
    messages.success(request, _("已调到：%(post)s") % {"post": fresh.title})
    return redirect("units:person", fresh.person_id)


def _alone(posts: list[Post]) -> list[tuple[Unit, list[tuple[str, int]]]]:
    return [(unit, handing.by_sort(works)) for unit, works in handing.left_alone(posts)]


def _standing(request: StaffRequest, pk: int) -> Post:
    posts = Post.objects.under(request.post.unit).exclude(until__lt=today())
    return get_object_or_404(posts.select_related("person", "unit__tenant").prefetch_related("lines"), pk=pk)


def _page(request: StaffRequest, template: str, form: EndPostForm | TransferForm, post: Post) -> HttpResponse:
    waiting = handing.by_sort(handing.open_work(post))
    context = {"form": form, "post": post, "waiting": waiting, "alone": _alone([post])}
    return render(request, template, context, status=WRONG if form.errors else 200)
