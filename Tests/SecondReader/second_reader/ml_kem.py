"""ML-KEM-768 in plain Python, after FIPS 203. FOR TESTS ONLY: slow, and not constant in time."""

import hashlib

Q, K, ETA, DU, DV = 3329, 3, 2, 10, 4
ENCAPSULATION_KEY_BYTES, CIPHERTEXT_BYTES = 384 * K + 32, 32 * (DU * K + DV)


def _bit_reversed(number):
    return int(f"{number:07b}"[::-1], 2)


ZETAS = [pow(17, _bit_reversed(i), Q) for i in range(128)]
GAMMAS = [pow(17, 2 * _bit_reversed(i) + 1, Q) for i in range(128)]


def keygen(d, z):
    """ML-KEM.KeyGen_internal: (encapsulation key, decapsulation key)."""
    rho, sigma = _halves(hashlib.sha3_512(d + bytes([K])).digest())
    matrix = _matrix(rho)
    s = [_ntt(_cbd(sigma, i)) for i in range(K)]
    e = [_ntt(_cbd(sigma, K + i)) for i in range(K)]
    t = [_sum([_multiply(matrix[i][j], s[j]) for j in range(K)] + [e[i]]) for i in range(K)]
    ek = b"".join(_encode(p, 12) for p in t) + rho
    dk = b"".join(_encode(p, 12) for p in s)
    return ek, dk + ek + hashlib.sha3_256(ek).digest() + z


def is_encapsulation_key(ek):
    """The modulus check of FIPS 203, 7.2."""
    if len(ek) != ENCAPSULATION_KEY_BYTES:
        return False
    return all(c < Q for i in range(K) for c in _decode(ek[384 * i : 384 * i + 384], 12))


def encapsulate(ek, m):
    """ML-KEM.Encaps_internal with the 32 random bytes `m`: (shared secret, ciphertext)."""
    key, r = _halves(hashlib.sha3_512(m + hashlib.sha3_256(ek).digest()).digest())
    return key, _encrypt(ek, m, r)


def decapsulate(dk, c):
    dk_pke, ek = dk[: 384 * K], dk[384 * K : 768 * K + 32]
    h, z = dk[768 * K + 32 : 768 * K + 64], dk[768 * K + 64 :]
    m = _decrypt(dk_pke, c)
    key, r = _halves(hashlib.sha3_512(m + h).digest())
    if _encrypt(ek, m, r) != c:
        return hashlib.shake_256(z + c).digest(32)
    return key


def _encrypt(ek, m, r):
    t = [_decode(ek[384 * i : 384 * i + 384], 12) for i in range(K)]
    matrix = _matrix(ek[384 * K :])
    y = [_ntt(_cbd(r, i)) for i in range(K)]
    e1 = [_cbd(r, K + i) for i in range(K)]
    e2 = _cbd(r, 2 * K)
    u = [
        _sum([_inverse_ntt(_sum(_multiply(matrix[j][i], y[j]) for j in range(K))), e1[i]])
        for i in range(K)
    ]
    message = [_decompress(bit, 1) for bit in _decode(m, 1)]
    v = _sum([_inverse_ntt(_sum(_multiply(t[i], y[i]) for i in range(K))), e2, message])
    c1 = b"".join(_encode([_compress(x, DU) for x in p], DU) for p in u)
    return c1 + _encode([_compress(x, DV) for x in v], DV)


def _decrypt(dk, c):
    step = 32 * DU
    u = [
        [_decompress(x, DU) for x in _decode(c[step * i : step * i + step], DU)] for i in range(K)
    ]
    v = [_decompress(x, DV) for x in _decode(c[step * K :], DV)]
    s = [_decode(dk[384 * i : 384 * i + 384], 12) for i in range(K)]
    product = _inverse_ntt(_sum(_multiply(s[i], _ntt(u[i])) for i in range(K)))
    return _encode([_compress((a - b) % Q, 1) for a, b in zip(v, product)], 1)


def _halves(data):
    return data[:32], data[32:]


def _compress(x, d):
    return ((x << d) + Q // 2) // Q % (1 << d)


def _decompress(y, d):
    return (y * Q + (1 << (d - 1))) >> d


def _encode(coefficients, d):
    bits = 0
    for place, coefficient in enumerate(coefficients):
        bits |= coefficient << (d * place)
    return bits.to_bytes(32 * d, "little")


def _decode(data, d):
    bits, mask = int.from_bytes(data, "little"), (1 << d) - 1
    return [(bits >> (d * i)) & mask for i in range(256)]


def _matrix(rho):
    return [[_sample_ntt(rho + bytes([j, i])) for j in range(K)] for i in range(K)]


def _sample_ntt(seed):
    # 1 536 bytes are enough with overwhelming probability; FIPS 203 squeezes on demand.
    stream, out = hashlib.shake_128(seed).digest(1536), []
    for i in range(0, len(stream), 3):
        d1 = stream[i] | (stream[i + 1] & 15) << 8
        d2 = stream[i + 1] >> 4 | stream[i + 2] << 4
        out += [d for d in (d1, d2) if d < Q]
        if len(out) >= 256:
            return out[:256]
    raise AssertionError("rejection sampling ran dry")


def _cbd(seed, nonce):
    data = hashlib.shake_256(seed + bytes([nonce])).digest(64 * ETA)
    bits = int.from_bytes(data, "little")
    out = []
    for i in range(256):
        part = bits >> (4 * i)
        out.append(((part & 1) + (part >> 1 & 1) - (part >> 2 & 1) - (part >> 3 & 1)) % Q)
    return out


def _sum(polynomials):
    return [sum(column) % Q for column in zip(*polynomials)]


def _ntt(f):
    f, k, length = list(f), 1, 128
    while length >= 2:
        for start in range(0, 256, 2 * length):
            zeta, k = ZETAS[k], k + 1
            for j in range(start, start + length):
                t = zeta * f[j + length] % Q
                f[j + length] = (f[j] - t) % Q
                f[j] = (f[j] + t) % Q
        length //= 2
    return f


def _inverse_ntt(f):
    f, k, length = list(f), 127, 2
    while length <= 128:
        for start in range(0, 256, 2 * length):
            zeta, k = ZETAS[k], k - 1
            for j in range(start, start + length):
                t = f[j]
                f[j] = (t + f[j + length]) % Q
                f[j + length] = zeta * (f[j + length] - t) % Q
        length *= 2
    return [x * 3303 % Q for x in f]


def _multiply(f, g):
    out = [0] * 256
    for i in range(128):
        a0, a1, b0, b1 = f[2 * i], f[2 * i + 1], g[2 * i], g[2 * i + 1]
        out[2 * i] = (a0 * b0 + a1 * b1 % Q * GAMMAS[i]) % Q
        out[2 * i + 1] = (a0 * b1 + a1 * b0) % Q
    return out
