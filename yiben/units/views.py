from __future__ import annotations

from typing import Any
from urllib.parse import quote

import segno
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import authenticate, login, update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import LoginView, LogoutView
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from yiben.lib.periods import today
from yiben.ui.fields import done
from yiben.units import accounts, actions, factors, handing, reorganising, second_factor
from yiben.units import feedback as feedbacks
from yiben.units.acts import READERS
from yiben.units.forms import (
    AnswerForm,
    CodeForm,
    ConfirmForm,
    FeedbackForm,
    FirstCodeForm,
    GivePostForm,
    NameForm,
    PasswordForm,
    SignInForm,
    TakeOnForm,
    UnitForm,
)
from yiben.units.models import Feedback, Person, Post, PostKind, PostQuerySet, Unit, UnitKind
from yiben.units.passwords import passing_password
from yiben.units.people_list import Slip
from yiben.units.scope import FACTOR_KEY, SESSION_KEY, StaffRequest, for_posts
from yiben.units.signing import await_code, awaited, forget
from yiben.units.slips import slips_page
from yiben.units.tree import BELOW

ROWS = 50
WRONG = 422
LOCKED = 429

# -- signing in and out


class _SignIn(LoginView):
    """Django's own: the throttle hears of every try, and nobody is led to another host. Whoever has a second factor
    is not signed in before it."""

    template_name = "units/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not Person.objects.exists():  # nobody could sign in: the book is to be founded first
            return redirect(settings.FOUNDING_URL)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(oidc=bool(settings.OIDC_ISSUER), oidc_name=settings.OIDC_NAME, **kwargs)

    def form_valid(self, form: SignInForm) -> HttpResponse:  # type: ignore[override]
        person = form.get_user()
        if second_factor.has_one(person):
            return await_code(self.request, person, to=self.get_success_url())
        return super().form_valid(form)


@never_cache
def code(request: HttpRequest) -> HttpResponse:
    """The second step: six digits from the phone, or a recovery code."""
    person, to = awaited(request)
    if person is None:
        return redirect("units:sign_in")
    form = CodeForm(request.POST or None)
    if form.is_valid():
        opened = authenticate(request, username=person.login, code=form.cleaned_data["code"])
        if opened is not None:
            forget(request)
            login(request, opened)
            request.session[FACTOR_KEY] = True
            return redirect(to)
        form.add_error("code", _("验证码不对，或已经用过。请看手机上现在的 6 位数字，或用一个恢复码。"))
    return _form_page(request, "units/code.html", form)


sign_in = _SignIn.as_view()
sign_out = LogoutView.as_view(next_page="units:sign_in", http_method_names=["post", "options"])


def locked_out(request: HttpRequest, response: HttpResponse | None, credentials: dict[str, Any]) -> HttpResponse:
    """What the throttle answers instead of trying a password."""
    minutes = int(settings.AXES_COOLOFF_TIME * 60)
    return render(request, "units/locked_out.html", {"minutes": minutes}, status=LOCKED)


@require_POST
@login_required
def switch(request: StaffRequest) -> HttpResponse:
    """Act in another of one's posts, from the front page on: the page one was on may not be for it."""
    wanted = request.POST.get("post", "")
    post = next((post for post in request.posts if str(post.pk) == wanted), None)
    if post is None:
        messages.error(request, _("这个岗位不是您的，或已经离任"))
        return redirect("/")
    request.session[SESSION_KEY] = post.pk
    return redirect("/")


# -- one's own page


def _told(posts: PostQuerySet) -> PostQuerySet:
    """With what the table of somebody's posts shows."""
    return posts.select_related("unit", "handed_over__to__person").prefetch_related("lines")


@require_safe
@login_required
def own(request: StaffRequest) -> HttpResponse:
    return _own_page(request, ConfirmForm())


def _own_page(request: StaffRequest, form: ConfirmForm) -> HttpResponse:
    posts = _told(Post.objects.filter(person=request.user))
    context = {
        "held": posts,
        "today": today(),
        "factor": second_factor.has_one(request.user),
        "handed": [(post, works) for post, works in handing.taken_over(request.posts) if works],
    }
    return _form_page(request, "units/self.html", form, **context)


@for_posts(*PostKind)
def own_name(request: StaffRequest) -> HttpResponse:
    return _name_page(request, request.user, back=reverse("units:self"))


def _name_page(request: StaffRequest, person: Person, *, back: str) -> HttpResponse:
    form = NameForm(request.POST or None, initial={"name": person.name})
    named = done(form, lambda: accounts.correct_name(person, by=request.post, name=form.cleaned_data["name"]))
    if named is None:
        return _form_page(request, "units/name.html", form, back=back)
    messages.success(request, _("姓名已改"))
    return redirect(back)


@never_cache
@login_required
def password(request: StaffRequest) -> HttpResponse:
    person = request.user
    form = PasswordForm(request.POST or None, person=person)
    changed = done(
        form, lambda: actions.choose_password(person, by=request.post, password=form.cleaned_data["password"])
    )
    if changed is None:
        return _form_page(request, "units/password.html", form)
    update_session_auth_hash(request, changed)
    messages.success(request, _("密码已改，其他设备上的登录都已退出"))
    return redirect("units:self")


@require_POST
@login_required
def sign_out_elsewhere(request: StaffRequest) -> HttpResponse:
    person = request.user
    form = ConfirmForm(request.POST)
    signed_out = done(
        form, lambda: actions.sign_out_elsewhere(person, by=request.post, password=form.cleaned_data["password"])
    )
    if signed_out is None:
        return _own_page(request, form)
    update_session_auth_hash(request, signed_out)
    messages.success(request, _("其他设备上的登录都已退出"))
    return redirect("units:self")


# -- one's second factor


@never_cache
@login_required
def take_on_factor(request: StaffRequest) -> HttpResponse:
    """The square code for the phone, and the first code back from it."""
    person = request.user
    if person.passing:
        return redirect("units:password")
    if second_factor.has_one(person) and not request.session.get(FACTOR_KEY):
        raise PermissionDenied
    secret = _pending_secret(request, person)
    form = FirstCodeForm(request.POST or None, person=person)
    codes = done(
        form, lambda: second_factor.take_on(person, by=request.post, secret=secret, code=form.cleaned_data["code"])
    )
    if codes is None:
        uri = factors.address(secret, login=person.login, place=request.get_host())
        square = segno.make(uri).svg_data_uri(scale=5, border=2)
        return _form_page(request, "units/take_on_factor.html", form, square=square, secret=_in_fours(secret))
    del request.session[PENDING]
    request.session[FACTOR_KEY] = True
    return render(request, "units/recovery_codes.html", {"codes": codes})


PENDING = "pending-factor"


def _pending_secret(request: StaffRequest, person: Person) -> str:
    """The secret shown on the page stays the same until its first code is right."""
    if PENDING not in request.session:
        request.session[PENDING] = second_factor.sealed(factors.new_secret(), person)
    return second_factor.unsealed(request.session[PENDING], person)


def _in_fours(secret: str) -> str:
    return " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))


@never_cache
@login_required
def renew_codes(request: StaffRequest) -> HttpResponse:
    person = request.user
    if not request.session.get(FACTOR_KEY):
        raise PermissionDenied
    form = ConfirmForm(request.POST or None)
    codes = done(
        form, lambda: second_factor.renew_codes(person, by=request.post, password=form.cleaned_data["password"])
    )
    if codes is None:
        return _form_page(request, "units/renew_codes.html", form)
    return render(request, "units/recovery_codes.html", {"codes": codes})


# -- the tree


@require_safe
@for_posts(*PostKind)
def units(request: StaffRequest) -> HttpResponse:
    seen = list(Unit.objects.for_post(request.post))
    top = len(seen[0].path) if seen else 0
    rows = [(unit, (len(unit.path) - top) // 4 + 1) for unit in seen]
    return render(request, "units/list.html", {"rows": rows, "today": today()})


@require_safe
@for_posts(*PostKind)
def unit(request: StaffRequest, pk: int) -> HttpResponse:
    found = _unit(request, pk)
    held = Post.objects.on(today()).filter(unit=found).prefetch_related("lines")
    context = {
        "unit": found,
        "above": Unit.objects.for_post(request.post).filter(path__in=found.chain_paths[:-1]),
        "below": Unit.objects.filter(parent=found),
        "predecessors": reorganising.predecessors(found),
        "parts": found.parts.all(),
        "former": found.former_names.all(),
        "figures_page": settings.FIGURES_PAGE if request.post.kind in READERS else "",
        "held": held,
        **_may_change(request.post, found),
        "may_add": actions.add_unit.may(request.post) and bool(BELOW[found.kind]) and found.until is None,
        "pack_page": settings.PACK_PAGE if request.post.kind in READERS and found.kind != UnitKind.DISTRICT else "",
    }
    return render(request, "units/detail.html", context)


def _may_change(post: Post, unit: Unit) -> dict[str, bool]:
    """Which ways of changing a unit its page offers."""
    standing = unit.until is None and reorganising.end_unit.may(post)
    below = standing and unit.pk != post.unit_id
    apart = unit.kind in (UnitKind.COMMUNITY, UnitKind.OFFICE)
    return {"may_rename": standing, "may_end": below, "may_merge": below and apart}


@for_posts(PostKind.ADMIN)
def add_unit(request: StaffRequest, pk: int) -> HttpResponse:
    parent = _unit(request, pk)
    form = UnitForm(request.POST or None, parent=parent, initial={"since": today()})
    added = done(form, lambda: actions.add_unit(by=request.post, parent=parent, **form.cleaned_data))
    if added is None:
        return _form_page(request, "units/add.html", form, parent=parent)
    messages.success(request, _("已增加%(unit)s") % {"unit": added})
    return redirect("units:detail", added.pk)


def _unit(request: StaffRequest, pk: int) -> Unit:
    seen = Unit.objects.for_post(request.post).select_related("parent", "successor", "origin")
    return get_object_or_404(seen, pk=pk)


# -- people and their posts, for the administrator


@require_safe
@for_posts(PostKind.ADMIN)
def people(request: StaffRequest) -> HttpResponse:
    """Who is in post, in the tree's order; behind a tab who was, a name or login name may be looked for in both."""
    ended, typed = request.GET.get("posts") == "ended", request.GET.get("q", "").strip()[:40]
    posts = Post.objects.under(request.post.unit).select_related("unit", "person").prefetch_related("lines")
    posts = posts.filter(until__lt=today()) if ended else posts.exclude(until__lt=today())
    if typed:
        posts = posts.filter(Q(person__name__icontains=typed) | Q(person__login__icontains=typed))
    held = posts.order_by("unit__path", "kind", "person__name", "pk")
    page = Paginator(held, ROWS).get_page(request.GET.get("page"))
    here, also = reverse("units:people"), f"&q={quote(typed)}" if typed else ""
    tabs = [(_("在任"), f"{here}?posts=held{also}", not ended), (_("已离任"), f"{here}?posts=ended{also}", ended)]
    context = {"page": page, "today": today(), "tabs": tabs, "typed": typed, "ended": ended}
    return render(request, "units/people.html", context)


@never_cache
@for_posts(PostKind.ADMIN)
def take_on(request: StaffRequest) -> HttpResponse:
    form = TakeOnForm(request.POST or None, by=request.post, today=today())
    secret = passing_password()

    def act() -> Post:
        said = {"login": form.cleaned_data["login"], "name": form.cleaned_data["name"]}
        return actions.take_on(by=request.post, password=secret, **said, **form.post())

    post = done(form, act)
    if post is None:
        return _form_page(request, "units/take_on.html", form)
    return slips_page(request, [Slip(post.person, secret, [post])])


@require_safe
@for_posts(PostKind.ADMIN)
def person(request: StaffRequest, pk: int) -> HttpResponse:
    found = _person(request, pk)
    posts = _told(Post.objects.under(request.post.unit).filter(person=found))
    context = {
        "person": found,
        "held": posts,
        "today": today(),
        "factor": second_factor.has_one(found),
        "may_renew": request.post.manages(found) and found.pk != request.user.pk,
        "closed": accounts.closed(found),
        "expired": accounts.expired(found),
        "locked": accounts.locked(found),
        "standing": any(post.until is None or post.until >= today() for post in posts),
    }
    return render(request, "units/person.html", context)


@for_posts(PostKind.ADMIN)
def give_post(request: StaffRequest, pk: int) -> HttpResponse:
    found = _person(request, pk)
    form = GivePostForm(request.POST or None, by=request.post, today=today())
    given = done(form, lambda: actions.give_post(found, by=request.post, **form.post()))
    if given is None:
        return _form_page(request, "units/give_post.html", form, person=found)
    messages.success(request, _("已安排岗位：%(post)s") % {"post": given.title})
    return redirect("units:person", found.pk)


@require_POST
@for_posts(PostKind.ADMIN)
def drop_factor(request: StaffRequest, pk: int) -> HttpResponse:
    dropped = second_factor.drop_factor(_person(request, pk), by=request.post)
    messages.success(request, _("已解除%(name)s的第二重验证") % {"name": dropped.name})
    return redirect("units:person", dropped.pk)


@never_cache
@require_POST
@for_posts(PostKind.ADMIN)
def renew_password(request: StaffRequest, pk: int) -> HttpResponse:
    secret = passing_password()
    renewed = actions.renew_password(_person(request, pk), by=request.post, password=secret)
    return slips_page(request, [Slip(renewed, secret)])


@require_POST
@for_posts(PostKind.ADMIN)
def unlock(request: StaffRequest, pk: int) -> HttpResponse:
    """Too many wrong tries: she may try again at once."""
    freed = accounts.unlock(_person(request, pk), by=request.post)
    messages.success(request, _("%(name)s可以马上再登录") % {"name": freed.name})
    return redirect("units:person", freed.pk)


@for_posts(PostKind.ADMIN)
def name(request: StaffRequest, pk: int) -> HttpResponse:
    return _name_page(request, _person(request, pk), back=reverse("units:person", args=[pk]))


def _person(request: StaffRequest, pk: int) -> Person:
    found: Person = get_object_or_404(Person.objects.for_post(request.post), pk=pk)
    return found


# -- what people say of Yiben


@for_posts(*PostKind)
def feedback(request: StaffRequest) -> HttpResponse:
    """One's own remarks and their answers; the administrator's list has everybody's below her."""
    form = FeedbackForm(request.POST or None, initial={"page": request.GET.get("page", "")})
    said = done(form, lambda: feedbacks.say(form.cleaned_data["text"], by=request.post, page=form.cleaned_data["page"]))
    if said is not None:
        messages.success(request, _("记下了，谢谢。管理员的答复会出现在这一页。"))
        return redirect("units:feedback")
    page = Paginator(Feedback.objects.for_post(request.post), ROWS).get_page(request.GET.get("n"))
    answers = feedbacks.answer.may(request.post)
    return _form_page(request, "units/feedback.html", form, page=page, may_answer=answers)


@for_posts(PostKind.ADMIN)
def answer_feedback(request: StaffRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Feedback.objects.for_post(request.post), pk=pk)
    form = AnswerForm(request.POST or None, initial={"text": found.answer})
    answered = done(form, lambda: feedbacks.answer(found, by=request.post, text=form.cleaned_data["text"]))
    if answered is None:
        return _form_page(request, "units/answer_feedback.html", form, feedback=found)
    return redirect("units:feedback")


def _form_page(request: HttpRequest, template: str, form: Any, **context: Any) -> HttpResponse:
    return render(request, template, {"form": form} | context, status=WRONG if form.errors else 200)
