"""What is closed with the program's own secret key, each purpose with a key of its own."""

from base64 import urlsafe_b64encode

from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.utils.encoding import force_bytes


def box(purpose: bytes) -> MultiFernet:
    """Closes and opens; what earlier keys closed can still be opened."""
    return MultiFernet(
        [
            Fernet(urlsafe_b64encode(_made_from(secret, purpose)))
            for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
        ]
    )


def _made_from(secret: str | bytes, purpose: bytes) -> bytes:
    made = HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose)
    return made.derive(force_bytes(secret))
