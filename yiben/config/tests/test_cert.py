"""`yiben cert` makes a certificate that a device can come to trust, for the named hosts and for no other."""

from datetime import timedelta
from ipaddress import ip_address

import pytest
from cryptography import x509
from cryptography.x509.verification import PolicyBuilder, Store, VerificationError
from django.utils import timezone

from yiben.capture.trusting import local_authority
from yiben.config.certificates import is_address, new_authority, new_site
from yiben.config.commands.cert import hosts_named, made
from yiben.lib.refused import Refused

NOW = timezone.now()


def verified(authority, site, host):
    store = Store([authority.certificate])
    named = x509.IPAddress(ip_address(host)) if is_address(host) else x509.DNSName(host)
    return PolicyBuilder().store(store).time(NOW).build_server_verifier(named).verify(site.certificate, [])


@pytest.mark.parametrize("host", ["yiben.example.gov.cn", "192.168.1.20"])
def test_a_device_that_trusts_the_authority_trusts_the_site(host):
    authority = new_authority("青石街道", [host], NOW)
    assert verified(authority, new_site(authority, [host], NOW), host)


def test_the_authority_cannot_vouch_for_another_site():
    authority = new_authority("青石街道", ["yiben.example.gov.cn"], NOW)
    with pytest.raises(VerificationError):
        verified(authority, new_site(authority, ["bank.example.com"], NOW), "bank.example.com")


def test_the_sites_own_lasts_no_longer_than_phones_allow():
    authority = new_authority("青石街道", ["10.0.0.1"], NOW)
    site = new_site(authority, ["10.0.0.1"], NOW).certificate
    assert site.not_valid_after_utc - site.not_valid_before_utc < timedelta(days=398)


@pytest.mark.django_db
def test_a_renewal_keeps_the_authority_and_another_host_asks_for_anew(tmp_path, settings):
    settings.DATA = tmp_path
    first = made(tmp_path / "tls", ["10.0.0.1"], anew=False)
    told = local_authority()
    again = made(tmp_path / "tls", ["10.0.0.1"], anew=False)
    assert told == local_authority()
    assert first.pem == again.pem
    with pytest.raises(Refused, match=r"10\.0\.0\.1"):
        made(tmp_path / "tls", ["10.0.0.2"], anew=False)
    assert made(tmp_path / "tls", ["10.0.0.2"], anew=True).pem != first.pem
    assert [oct(path.stat().st_mode)[-3:] for path in (tmp_path / "tls").glob("*.key")] == ["600", "600"]


@pytest.mark.parametrize("host", ["http://x", "a b", "-x", "名字", "x" * 300])
def test_what_is_no_host_is_refused(host):
    with pytest.raises(Refused):
        hosts_named((host,))
