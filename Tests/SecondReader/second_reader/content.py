"""What is sealed and how: content head, padding, Cobblestone-256, XChaCha layer. Spec: Sealing."""

import hmac

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from nacl import bindings as sodium

from . import domains, hpke, names
from .canonical import Schema, same_encoding
from .refusal import Refused, require

ATTACHMENT_HEAD = Schema(
    "attachmentHead", (1, "media_type", "string"), (2, "file_name", "string"), (3, "bytes", "uint64")
)
HEAD = Schema(
    "contentHead",
    (1, "media_type", "string"),
    (2, "file_name", "string"),
    (3, "attachments", ATTACHMENT_HEAD, True),
)
HEAD_MAX_BYTES, CHUNK, PIECE = 160 * 1_024 - 4, 16_384, 65_536
ATTACHMENTS, ATTACHMENT_MAX_BYTES = 256, 1 << 48
LABEL = b"c2sp.org/chunked-encryption@v1+AEAD_AES_256_GCM"
SUITE_BYTES = {"sealed": 2, "layered": 3}
MESSAGE, FINAL = (
    sodium.crypto_secretstream_xchacha20poly1305_TAG_MESSAGE,
    sodium.crypto_secretstream_xchacha20poly1305_TAG_FINAL,
)


def content_key(secret, suite, layer, core_id):
    parts = bytes([SUITE_BYTES[suite], layer]) + core_id
    return hpke.hkdf_expand(secret, domains.signed(domains.CONTENT_KEY, parts), 32, "sha512")


def attachment_keys(secrets, suite, index, core_id):
    """Of one attachment, outermost first."""
    def key(layer, secret):
        parts = bytes([SUITE_BYTES[suite], layer]) + index.to_bytes(4, "big") + core_id
        return hpke.hkdf_expand(secret, domains.signed(domains.ATTACHMENT_KEY, parts), 32, "sha512")

    return [key(layer, secret) for layer, secret in enumerate(secrets)]


def content_keys(secrets, suite, core_id):
    """Outermost first."""
    return [content_key(s, suite, layer, core_id) for layer, s in enumerate(secrets)]


def key_commitment(secrets, core_id):
    info = domains.signed(domains.KEY_COMMITMENT, core_id)
    return hpke.hkdf_expand(b"".join(secrets), info, 32, "sha512")


def padded_size(length):
    """Padmé, at least 256."""
    if length <= 256:
        return 256
    e = length.bit_length() - 1
    step = 1 << (e - e.bit_length())
    return (length + step - 1) // step * step


def pad(data):
    return (data + b"\x80").ljust(padded_size(len(data) + 1), b"\x00")


def unpad(data):
    end = len(data.rstrip(b"\x00"))
    marked = end > 0 and data[end - 1] == 0x80
    require(marked and padded_size(end) == len(data), "openFailed", "padding")
    return data[: end - 1]


def written(media_type, file_name, body):
    """Parts 1 to 3."""
    head = HEAD.encode({"media_type": media_type, "file_name": file_name, "attachments": []})
    return len(head).to_bytes(4, "big") + head + body


def read(data):
    """(head's values, body) of parts 1 to 3."""
    require(len(data) >= 4, "openFailed")
    length = int.from_bytes(data[:4], "big")
    require(length <= HEAD_MAX_BYTES and len(data) >= 4 + length, "openFailed")
    try:
        head = _read_head(data[4 : 4 + length])
    except Refused as refused:
        raise Refused("openFailed", refused) from None
    return head, data[4 + length :]


def _read_head(data):
    values = HEAD.decode(data)
    same_encoding("contentHead", data, HEAD.encode(values))
    require(len(values["attachments"]) <= ATTACHMENTS, "contentHeadInvalid", "attachments")
    for attachment in values["attachments"]:
        _check_names(attachment)
        fits = 1 <= attachment["bytes"] <= ATTACHMENT_MAX_BYTES
        require(fits, "contentHeadInvalid", "bytes")
    _check_names(values)
    return values


def _check_names(values):
    media_type, file_name = values["media_type"], values["file_name"]
    fits = 1 <= len(media_type.encode()) <= 255 and names.is_plain(media_type)
    require(fits, "contentHeadInvalid", "media_type")
    fits = len(file_name.encode()) <= 255 and names.is_plain(file_name)
    require(fits, "contentHeadInvalid", "file_name")
    fits = not file_name.startswith(".") and not any(c in file_name for c in "/\\")
    require(fits, "contentHeadInvalid", "file_name")


def encrypt(parts, suite, secrets, core_id, randomness):
    """As transmitted; `randomness(count)` gives salt and stream header's key material."""
    if suite == "signed":
        return parts
    data = pad(parts)
    if suite == "layered":
        data = _seal_stream(content_key(secrets[1], suite, 1, core_id), data)
    return seal_chunks(content_key(secrets[0], suite, 0, core_id), core_id, data, randomness(24))


def decrypt(data, suite, keys, core_id):
    """What was padded and encrypted under these keys: parts 1 to 3 of a content, an attachment."""
    if suite == "signed":
        return data
    data = open_chunks(keys[0], core_id, data)
    if suite == "layered":
        data = _open_stream(keys[1], data)
    return unpad(data)


def _chunk_keys(key, context, salt):
    """(key, base nonce, commitment)."""
    require(len(key) == 32, "openFailed", "key")
    out = hpke.hkdf_expand(key, domains.signed(LABEL, salt + context), 76, "sha512")
    return out[:32], int.from_bytes(out[32:44], "big"), out[44:]


def seal_chunks(key, context, data, salt):
    chunk_key, base, commitment = _chunk_keys(key, context, salt)
    cipher, out = AESGCM(chunk_key), [salt, commitment]
    for number in range(len(data) // CHUNK + 1):
        nonce = (base ^ number).to_bytes(12, "big")
        out.append(cipher.encrypt(nonce, data[CHUNK * number : CHUNK * number + CHUNK], b""))
    return b"".join(out)


def open_chunks(key, context, data):
    require(len(data) >= 24 + 32 + 16, "openFailed")
    chunk_key, base, commitment = _chunk_keys(key, context, data[:24])
    require(hmac.compare_digest(commitment, data[24:56]), "openFailed")
    cipher, chunks, out = AESGCM(chunk_key), data[56:], []
    step = CHUNK + 16
    require(len(chunks) % step >= 16, "openFailed")
    for number in range(len(chunks) // step + 1):
        nonce = (base ^ number).to_bytes(12, "big")
        try:
            out.append(cipher.decrypt(nonce, chunks[step * number : step * number + step], b""))
        except InvalidTag:
            raise Refused("openFailed") from None
    return b"".join(out)


def _seal_stream(key, data):
    state = sodium.crypto_secretstream_xchacha20poly1305_state()
    out = [sodium.crypto_secretstream_xchacha20poly1305_init_push(state, key)]
    last = len(data) // PIECE
    for number in range(last + 1):
        piece = data[PIECE * number : PIECE * number + PIECE]
        tag = FINAL if number == last else MESSAGE
        out.append(sodium.crypto_secretstream_xchacha20poly1305_push(state, piece, tag=tag))
    return b"".join(out)


def _open_stream(key, data):
    step, header = PIECE + 17, data[:24]
    require(len(header) == 24 and (len(data) - 24) % step >= 17, "openFailed")
    state = sodium.crypto_secretstream_xchacha20poly1305_state()
    sodium.crypto_secretstream_xchacha20poly1305_init_pull(state, header, key)
    out, last = [], (len(data) - 24) // step
    for number in range(last + 1):
        start = 24 + step * number
        try:
            piece, tag = sodium.crypto_secretstream_xchacha20poly1305_pull(
                state, data[start : start + step]
            )
        except RuntimeError:
            raise Refused("openFailed") from None
        require(tag == (FINAL if number == last else MESSAGE), "openFailed")
        out.append(piece)
    return b"".join(out)
