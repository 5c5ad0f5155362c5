"""Signing in through the office's own account system (OpenID Connect): who it is comes from there, what she may do
from her posts here. Nobody is made an account by signing in.

Discovery (OpenID Connect Discovery 1.0) tells the addresses, so that a place sets an issuer, an id and a secret only.
mozilla-django-oidc checks signature, state, nonce and PKCE; issuer and audience (Core 1.0, §3.1.3.7) are checked here.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import jwt
import requests
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import SuspiciousOperation
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from mozilla_django_oidc.auth import OIDCAuthenticationBackend
from mozilla_django_oidc.utils import import_from_settings
from mozilla_django_oidc.views import OIDCAuthenticationCallbackView, OIDCAuthenticationRequestView

from yiben.units.accounts import closed, why_shut
from yiben.units.models import Person
from yiben.units.scope import FACTOR_KEY
from yiben.units.second_factor import has_one
from yiben.units.signing import await_code

TIMEOUT = 10
_DISCOVERED = {
    "OIDC_OP_AUTHORIZATION_ENDPOINT": "authorization_endpoint",
    "OIDC_OP_TOKEN_ENDPOINT": "token_endpoint",
    "OIDC_OP_USER_ENDPOINT": "userinfo_endpoint",
    "OIDC_OP_JWKS_ENDPOINT": "jwks_uri",
}
TROUBLE = (requests.RequestException, jwt.PyJWTError, SuspiciousOperation, KeyError, ValueError)


@lru_cache(maxsize=4)
def discovered(issuer: str) -> dict[str, Any]:
    """What the issuer says of itself. Raises requests.RequestException, ValueError."""
    answer = requests.get(f"{issuer.rstrip('/')}/.well-known/openid-configuration", timeout=TIMEOUT)
    answer.raise_for_status()
    told: dict[str, Any] = answer.json()
    if told.get("issuer", "").rstrip("/") != issuer.rstrip("/"):
        raise ValueError("the issuer calls itself otherwise")
    return told


def setting(name: str, *default: Any) -> Any:
    if name in _DISCOVERED:
        return discovered(settings.OIDC_ISSUER)[_DISCOVERED[name]]
    return import_from_settings(name, *default)


class Backend(OIDCAuthenticationBackend):
    get_settings = staticmethod(setting)

    def __init__(self) -> None:
        """The library reads all of it here; we wait until somebody comes back from the issuer, for Django makes every
        backend at every sign-in, and a password must not wait for another machine."""

    def authenticate(self, request: HttpRequest | None, **kwargs: Any) -> Person | None:
        if "nonce" not in kwargs:
            return None
        super().__init__()
        found: Person | None = super().authenticate(request, **kwargs)
        return found

    def verify_token(self, token: str, **kwargs: Any) -> dict[str, Any]:
        payload: dict[str, Any] = super().verify_token(token, **kwargs)
        audience = payload.get("aud")
        meant = audience if isinstance(audience, list) else [audience]
        if settings.OIDC_RP_CLIENT_ID not in meant or payload.get("iss") != discovered(settings.OIDC_ISSUER)["issuer"]:
            raise SuspiciousOperation("a token of another issuer, or for another place")
        return payload

    def retrieve_matching_jwk(self, token: str) -> jwt.PyJWK:
        """The issuer's key that a token names. One that names none is taken where there is but one (Core 1.0, §10.1);
        the library takes none then."""
        answer = requests.get(self.OIDC_OP_JWKS_ENDPOINT, timeout=TIMEOUT)
        answer.raise_for_status()
        named = jwt.get_unverified_header(token).get("kid")
        keys = [key for key in answer.json()["keys"] if named is None or key.get("kid") == named]
        if len(keys) != 1:
            raise SuspiciousOperation("not one key, but several or none")
        return jwt.PyJWK(keys[0])

    def get_userinfo(self, access_token: str, id_token: str, payload: dict[str, Any]) -> dict[str, Any]:
        told: dict[str, Any] = super().get_userinfo(access_token, id_token, payload)
        if told.get("sub") != payload.get("sub"):  # Core 1.0, §5.3.2
            raise SuspiciousOperation("what was told is of somebody else")
        return told

    def verify_claims(self, claims: dict[str, Any]) -> bool:
        return bool(claims.get(settings.OIDC_CLAIM))

    def filter_users_by_claims(self, claims: dict[str, Any]) -> QuerySet[Person]:
        found: QuerySet[Person] = Person.objects.filter(login=str(claims[settings.OIDC_CLAIM]), is_active=True)
        return found

    def get_user(self, user_id: int) -> Person | None:
        found: Person | None = Person.objects.filter(pk=user_id, is_active=True).first()
        return found

    def describe_user_by_claims(self, claims: dict[str, Any]) -> str:
        return settings.OIDC_CLAIM  # the log is no place for who it was

    def store_tokens(self, access_token: str, id_token: str) -> None:
        """We ask the issuer nothing later, so its tokens are not kept."""


class Start(OIDCAuthenticationRequestView):
    get_settings = staticmethod(setting)

    def __init__(self, **kwargs: Any) -> None:
        self.init_kwargs = kwargs

    def get(self, request: HttpRequest) -> HttpResponse:
        try:
            super().__init__(**self.init_kwargs)
            answer: HttpResponse = super().get(request)
        except TROUBLE:
            return not_this_way(request)
        return answer


class Back(OIDCAuthenticationCallbackView):
    get_settings = staticmethod(setting)

    def get(self, request: HttpRequest) -> HttpResponse:
        try:
            answer: HttpResponse = super().get(request)
        except TROUBLE:
            return not_this_way(request)
        return answer

    def login_success(self) -> HttpResponse:
        person: Person = self.user
        if closed(person):
            messages.error(self.request, why_shut(person))
            return redirect("units:sign_in")
        if has_one(person) and not settings.OIDC_SECOND_FACTOR:
            return await_code(self.request, person, to=self.success_url)
        answer: HttpResponse = super().login_success()
        if settings.OIDC_SECOND_FACTOR:
            self.request.session[FACTOR_KEY] = True
        return answer

    def login_failure(self) -> HttpResponse:
        return not_this_way(self.request)


def not_this_way(request: HttpRequest) -> HttpResponse:
    messages.error(request, _("统一身份认证没有成功，或者这里没有您的账号。请重试，或用本站的登录名和密码。"))
    return redirect("units:sign_in")
