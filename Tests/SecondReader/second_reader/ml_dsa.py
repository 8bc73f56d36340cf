"""ML-DSA-65 in plain Python, after FIPS 204. FOR TESTS ONLY: slow, and not constant in time.

Context is empty and signing deterministic (`rnd` of 32 zero bytes) unless randomness is given.
"""

import hashlib

Q, D, TAU, GAMMA_1, GAMMA_2 = 8380417, 13, 49, 1 << 19, (8380417 - 1) // 32
K, L, ETA, BETA, OMEGA, CHALLENGE = 6, 5, 4, 196, 55, 48
PUBLIC_KEY_BYTES, SIGNATURE_BYTES = 32 + 320 * K, CHALLENGE + 640 * L + OMEGA + K

ZETAS = [pow(1753, int(f"{i:08b}"[::-1], 2), Q) for i in range(256)]


class SigningKey:
    """A private key made of its seed of 32 bytes (ML-DSA.KeyGen_internal)."""

    def __init__(self, seed):
        stream = _shake(seed + bytes([K, L]), 128)
        rho, rho_prime, self.key = stream[:32], stream[32:96], stream[96:]
        self.matrix = _matrix(rho)
        s1 = [_sample_eta(rho_prime, r) for r in range(L)]
        s2 = [_sample_eta(rho_prime, L + r) for r in range(K)]
        self.s1, self.s2 = [_ntt(p) for p in s1], [_ntt(p) for p in s2]
        t = [_sum(_inverse_ntt(p), e) for p, e in zip(_apply(self.matrix, self.s1), s2)]
        high = [[(x + (1 << (D - 1)) - 1) >> D for x in p] for p in t]
        low = [[x - (h << D) for x, h in zip(p, q)] for p, q in zip(t, high)]
        self.t0 = [_ntt([x % Q for x in p]) for p in low]
        self.public_key = rho + b"".join(_pack(p, 10) for p in high)
        self.public_digest = _shake(self.public_key, 64)

    def sign(self, message, randomness=bytes(32)):
        mu = _mu(self.public_digest, message)
        mask_seed = _shake(self.key + randomness + mu, 64)
        nonce = 0
        while True:
            signature = self._attempt(mu, mask_seed, nonce)
            if signature is not None:
                return signature
            nonce += L

    def _attempt(self, mu, mask_seed, nonce):
        """One round of the rejection loop: FIPS 204, algorithm 7."""
        y = [_sample_mask(mask_seed, nonce + r) for r in range(L)]
        w = [_inverse_ntt(p) for p in _apply(self.matrix, [_ntt(p) for p in y])]
        w1 = [[_high_bits(x) for x in p] for p in w]
        challenge = _shake(mu + b"".join(_pack(p, 4) for p in w1), CHALLENGE)
        c = _ntt(_sample_in_ball(challenge))
        z = [_sum(p, _inverse_ntt(_product(c, s))) for p, s in zip(y, self.s1)]
        if _norm(z) >= GAMMA_1 - BETA:
            return None
        reduced = [_difference(p, _inverse_ntt(_product(c, s))) for p, s in zip(w, self.s2)]
        if max(abs(_low_bits(x)) for p in reduced for x in p) >= GAMMA_2 - BETA:
            return None
        ct0 = [_inverse_ntt(_product(c, t)) for t in self.t0]
        if _norm(ct0) >= GAMMA_2:
            return None
        hints = [
            [_high_bits(r) != _high_bits((r + t) % Q) for r, t in zip(p, q)]
            for p, q in zip(reduced, ct0)
        ]
        if sum(map(sum, hints)) > OMEGA:
            return None
        packed = b"".join(_pack([(GAMMA_1 - _centred(x)) for x in p], 20) for p in z)
        return challenge + packed + _pack_hints(hints)


def verifies(public_key, signature, message, context=b""):
    """ML-DSA.Verify with an empty context unless one is given."""
    if len(public_key) != PUBLIC_KEY_BYTES or len(signature) != SIGNATURE_BYTES:
        return False
    challenge, packed = signature[:CHALLENGE], signature[CHALLENGE : CHALLENGE + 640 * L]
    hints = _unpack_hints(signature[CHALLENGE + 640 * L :])
    if hints is None or len(context) > 255:
        return False
    z = [
        [(GAMMA_1 - x) % Q for x in _unpack(packed[640 * i : 640 * i + 640], 20)] for i in range(L)
    ]
    if _norm(z) >= GAMMA_1 - BETA:
        return False
    c = _ntt(_sample_in_ball(challenge))
    w1 = b""
    for i, row in enumerate(_apply(_matrix(public_key[:32]), [_ntt(p) for p in z])):
        high = _unpack(public_key[32 + 320 * i : 352 + 320 * i], 10)
        ct1 = _product(c, _ntt([x << D for x in high]))
        approximate = _inverse_ntt(_difference(row, ct1))
        w1 += _pack([_use_hint(x, h) for x, h in zip(approximate, hints[i])], 4)
    mu = _mu(_shake(public_key, 64), message, context)
    return _shake(mu + w1, CHALLENGE) == challenge


def _mu(public_digest, message, context=b""):
    return _shake(public_digest + bytes([0, len(context)]) + context + message, 64)


def _shake(data, count):
    return hashlib.shake_256(data).digest(count)


def _centred(x):
    return x - Q if x > Q // 2 else x


def _norm(polynomials):
    return max(abs(_centred(x)) for p in polynomials for x in p)


def _decompose(r):
    low = r % (2 * GAMMA_2)
    if low > GAMMA_2:
        low -= 2 * GAMMA_2
    if r - low == Q - 1:
        return 0, low - 1
    return (r - low) // (2 * GAMMA_2), low


def _high_bits(r):
    return _decompose(r)[0]


def _low_bits(r):
    return _decompose(r)[1]


def _use_hint(r, hint):
    high, low = _decompose(r)
    if not hint:
        return high
    return (high + (1 if low > 0 else -1)) % 16


def _pack(coefficients, bits):
    number = 0
    for place, coefficient in enumerate(coefficients):
        number |= coefficient << (bits * place)
    return number.to_bytes(32 * bits, "little")


def _unpack(data, bits):
    number, mask = int.from_bytes(data, "little"), (1 << bits) - 1
    return [(number >> (bits * i)) & mask for i in range(256)]


def _pack_hints(hints):
    places, ends = [], []
    for row in hints:
        places += [place for place, hint in enumerate(row) if hint]
        ends.append(len(places))
    return bytes(places + [0] * (OMEGA - len(places)) + ends)


def _unpack_hints(data):
    """Strict: places rise within a row, and what is unused is zero (FIPS 204, algorithm 21)."""
    hints, start = [], 0
    for end in data[OMEGA:]:
        if not start <= end <= OMEGA:
            return None
        places = data[start:end]
        if any(a >= b for a, b in zip(places, places[1:])):
            return None
        hints.append([place in places for place in range(256)])
        start = end
    return None if any(data[start:OMEGA]) else hints


def _matrix(rho):
    return [[_sample_uniform(rho + bytes([s, r])) for s in range(L)] for r in range(K)]


def _sample_uniform(seed):
    # 1 344 bytes are enough with overwhelming probability; FIPS 204 squeezes on demand.
    stream, out = hashlib.shake_128(seed).digest(1344), []
    for i in range(0, len(stream), 3):
        value = stream[i] | stream[i + 1] << 8 | (stream[i + 2] & 0x7F) << 16
        if value < Q:
            out.append(value)
            if len(out) == 256:
                return out
    raise AssertionError("rejection sampling ran dry")


def _sample_eta(seed, nonce):
    out = []
    for byte in _shake(seed + nonce.to_bytes(2, "little"), 1024):
        out += [(ETA - half) % Q for half in (byte & 15, byte >> 4) if half < 9]
        if len(out) >= 256:
            return out[:256]
    raise AssertionError("rejection sampling ran dry")


def _sample_mask(seed, nonce):
    stream = _shake(seed + nonce.to_bytes(2, "little"), 640)
    return [(GAMMA_1 - x) % Q for x in _unpack(stream, 20)]


def _sample_in_ball(seed):
    stream = iter(_shake(seed, 1024))
    signs = int.from_bytes(bytes(next(stream) for _ in range(8)), "little")
    c = [0] * 256
    for i in range(256 - TAU, 256):
        j = next(byte for byte in stream if byte <= i)
        c[i] = c[j]
        c[j] = Q - 1 if signs >> (i + TAU - 256) & 1 else 1
    return c


def _sum(f, g):
    return [(a + b) % Q for a, b in zip(f, g)]


def _difference(f, g):
    return [(a - b) % Q for a, b in zip(f, g)]


def _product(f, g):
    return [a * b % Q for a, b in zip(f, g)]


def _apply(matrix, vector):
    """Matrix times vector, all of it transformed."""
    rows = [[_product(a, v) for a, v in zip(row, vector)] for row in matrix]
    return [[sum(column) % Q for column in zip(*row)] for row in rows]


def _ntt(f):
    f, k, length = list(f), 0, 128
    while length >= 1:
        for start in range(0, 256, 2 * length):
            k += 1
            zeta = ZETAS[k]
            for j in range(start, start + length):
                t = zeta * f[j + length] % Q
                f[j + length] = f[j] - t
                f[j] += t
        length //= 2
    return [x % Q for x in f]


def _inverse_ntt(f):
    f, k, length = list(f), 256, 1
    while length < 256:
        for start in range(0, 256, 2 * length):
            k -= 1
            zeta = Q - ZETAS[k]
            for j in range(start, start + length):
                t = f[j]
                f[j] = (t + f[j + length]) % Q
                f[j + length] = zeta * (t - f[j + length]) % Q
        length *= 2
    return [x * 8347681 % Q for x in f]
