"""The street's own certificate authority, as `yiben cert` left it in the data folder: for people who must trust it."""

from __future__ import annotations

from dataclasses import dataclass

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from django.conf import settings


@dataclass(frozen=True)
class Authority:
    """Its certificate, and what is compared by eye."""

    der: bytes
    fingerprint: str


def local_authority() -> Authority | None:
    """None where the site's certificate came from elsewhere."""
    path = settings.DATA / "tls" / "authority.pem"
    if not path.exists():
        return None
    certificate = x509.load_pem_x509_certificate(path.read_bytes())
    return Authority(certificate.public_bytes(serialization.Encoding.DER), fingerprint(certificate))


def fingerprint(certificate: x509.Certificate) -> str:
    """SHA-256 in groups of four: what a person compares with the paper that the office handed out."""
    digits = certificate.fingerprint(hashes.SHA256()).hex().upper()
    return " ".join(digits[at : at + 4] for at in range(0, len(digits), 4))
