"""Which bytes are public keys. Spec: Registry, "Public keys"."""

from . import ml_dsa, ml_kem, x_wing

P = 2**255 - 19
# One y of order 8; the other is its opposite.
ORDER_8 = int.from_bytes(
    bytes.fromhex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"), "little"
)
SMALL_ORDER_Y = {0, 1, P - 1, ORDER_8, P - ORDER_8}


def is_ed25519(data):
    """A y below the modulus, and no point of order 1, 2, 4 or 8."""
    y = int.from_bytes(data, "little") & ((1 << 255) - 1)
    return len(data) == 32 and y < P and y not in SMALL_ORDER_Y


def is_ml_dsa_65(data):
    return len(data) == ml_dsa.PUBLIC_KEY_BYTES


def is_x_wing(data):
    """A reduced ML-KEM half, and an X25519 half that is not of small order."""
    return (
        len(data) == x_wing.PUBLIC_KEY_BYTES
        and ml_kem.is_encapsulation_key(data[:-32])
        and not _is_small_order_x25519(data[-32:])
    )


def _is_small_order_x25519(data):
    """Eight times the point is the neutral element: three doublings on the curve's x-line."""
    x = int.from_bytes(data, "little") & ((1 << 255) - 1)
    x, z = x % P, 1
    for _ in range(3):
        a, b = (x + z) ** 2 % P, (x - z) ** 2 % P
        c = (a - b) % P
        x, z = a * b % P, c * (a + 121665 * c) % P
    return z == 0
