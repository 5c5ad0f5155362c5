"""A certificate for a street that has none: an authority of its own, and under it one for the site.

The authority may vouch for the named hosts and for nothing else, so trusting it on a phone opens no other door.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

YEARS = timedelta(days=3650)
# Phones refuse a site's certificate that is good for longer.
DAYS = timedelta(days=397)
_HOUR = timedelta(hours=1)  # a phone's clock may be behind


@dataclass(frozen=True)
class Pair:
    """A certificate and its key."""

    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey

    @property
    def pem(self) -> bytes:
        return self.certificate.public_bytes(serialization.Encoding.PEM)

    @property
    def key_pem(self) -> bytes:
        plain = serialization.NoEncryption()
        return self.key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)

    @classmethod
    def of(cls, pem: bytes, key_pem: bytes) -> Pair:
        """Read back. Raises ValueError for what is none."""
        key = serialization.load_pem_private_key(key_pem, None)
        if not isinstance(key, ec.EllipticCurvePrivateKey):
            raise ValueError("not a key of ours")
        return cls(x509.load_pem_x509_certificate(pem), key)

    @property
    def hosts(self) -> set[str]:
        """The hosts that an authority may vouch for."""
        limits = self.certificate.extensions.get_extension_for_class(x509.NameConstraints).value.permitted_subtrees
        return {_host(limit) for limit in limits or ()}


def _host(limit: x509.GeneralName) -> str:
    value = limit.value
    return (
        str(value.network_address) if isinstance(value, ipaddress.IPv4Network | ipaddress.IPv6Network) else str(value)
    )


def new_authority(street: str, hosts: Sequence[str], now: datetime) -> Pair:
    """An authority that may vouch for these hosts only."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = _name(f"一本 {street}"[:60])
    building = _begun(name, name, key.public_key(), now, YEARS)
    building = building.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
    building = building.add_extension(_usage(signs=True), critical=True)
    limits = x509.NameConstraints([_limit(host) for host in hosts], None)
    return Pair(building.add_extension(limits, critical=True).sign(key, hashes.SHA256()), key)


def new_site(authority: Pair, hosts: Sequence[str], now: datetime) -> Pair:
    """The site's own, signed by the authority."""
    key = ec.generate_private_key(ec.SECP256R1())
    issuer = authority.certificate
    building = _begun(_name(hosts[0]), issuer.subject, key.public_key(), now, DAYS)
    building = building.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
    building = building.add_extension(_usage(signs=False), critical=True)
    building = building.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
    building = building.add_extension(x509.SubjectAlternativeName([_named(host) for host in hosts]), critical=False)
    whose = x509.AuthorityKeyIdentifier.from_issuer_public_key(authority.key.public_key())
    return Pair(building.add_extension(whose, critical=False).sign(authority.key, hashes.SHA256()), key)


def _begun(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePublicKey, now: datetime, lasts: timedelta
) -> x509.CertificateBuilder:
    building = x509.CertificateBuilder().subject_name(subject).issuer_name(issuer).public_key(key)
    building = building.serial_number(x509.random_serial_number()).not_valid_before(now - _HOUR)
    building = building.not_valid_after(now + lasts)
    return building.add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)


def _name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text[:64])])


def _usage(*, signs: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=True,
        key_cert_sign=signs,
        crl_sign=signs,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _named(host: str) -> x509.GeneralName:
    return x509.IPAddress(ipaddress.ip_address(host)) if is_address(host) else x509.DNSName(host)


def _limit(host: str) -> x509.GeneralName:
    return x509.IPAddress(ipaddress.ip_network(host)) if is_address(host) else x509.DNSName(host)
