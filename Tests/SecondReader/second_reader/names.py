"""Names, times and strict base64 and hexadecimal. Spec: Label, "Names and times"."""

import base64
import binascii
import re
from datetime import datetime, timedelta, timezone

from .refusal import require

NAME = re.compile(r"[a-z](?:-?[a-z0-9])*\Z")
TIME = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d{3}))?Z\Z", re.ASCII
)
EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)
LATEST_MS = 253_402_300_799_999


def is_name(text):
    return len(text) <= 64 and NAME.match(text) is not None


def name(text, kind="nameInvalid"):
    require(is_name(text), kind, text)
    return text


def time_ms(text):
    """Milliseconds since 1970 of a time in its one spelling; ValueError otherwise."""
    match = TIME.match(text)
    if not match:
        raise ValueError(text)
    parts = [int(part) for part in match.groups()[:6]]
    moment = datetime(*parts, tzinfo=timezone.utc)
    ms = (moment - EPOCH) // timedelta(milliseconds=1) + int(match.group(7) or 0)
    if ms < 0 or time_text(ms) != text:
        raise ValueError(text)
    return ms


def time_text(ms):
    text = (EPOCH + timedelta(milliseconds=ms)).strftime("%Y-%m-%dT%H:%M:%S")
    return text + (f".{ms % 1000:03}" if ms % 1000 else "") + "Z"


def strict_base64(text):
    """Standard base64 with padding in its one spelling; ValueError otherwise."""
    try:
        data = base64.b64decode(text, validate=True)
    except binascii.Error:
        raise ValueError(text) from None
    if base64.b64encode(data).decode() != text:
        raise ValueError(text)
    return data


def strict_hex(text, count):
    """Lower-case hexadecimal of `count` bytes; ValueError otherwise."""
    if not re.fullmatch(rf"[0-9a-f]{{{2 * count}}}", text):
        raise ValueError(text)
    return bytes.fromhex(text)


def valid_time_ms(ms, kind, detail):
    require(0 <= ms <= LATEST_MS, kind, detail)
    return ms


def is_plain(text):
    """Whether it has no control character: none below U+0020, and not U+007F."""
    return not any(ord(c) < 0x20 or ord(c) == 0x7F for c in text)
