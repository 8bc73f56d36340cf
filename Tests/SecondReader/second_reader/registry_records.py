"""What a registry holds, and until when it counts. Spec: Registry, "Folding", "Revocation"."""

from dataclasses import dataclass, field

from .refusal import require

SHOWN_ALONE_MAX_MS = 3_600_000


@dataclass
class Revocable:
    """Something registered that can be revoked, itself or with its actor."""

    owner: "Actor | None" = None
    # (at, compromised-since or None), the stricter of all that was said.
    revocation: tuple | None = None

    def is_revoked(self, now_ms):
        if self.owner is not None and self.owner.is_revoked(now_ms):
            return True
        return self.revocation is not None and self._effective_ms <= now_ms

    @property
    def _effective_ms(self):
        at, since = self.revocation
        return at if since is None else min(at, since)

    def revoke(self, at, since, time_ms, name):
        require(at >= time_ms, "revocationBackdated", name)
        require(since is None or since <= at, "compromiseAfterRevocation", name)
        stricter = (at, since)
        if self.revocation is not None:
            known = [moment for moment in (since, self.revocation[1]) if moment is not None]
            stricter = (min(at, self.revocation[0]), min(known, default=None))
        require(stricter != self.revocation, "alreadyRevoked", name)
        self.revocation = stricter


@dataclass
class Node(Revocable):
    # The key of its receipts.
    receipt: "NoteKey | None" = None


@dataclass
class Relay(Revocable):
    """A relay's certificates. Spec: Registry, "Certificates of a relay"."""

    # The key of its receipts.
    receipt: "NoteKey | None" = None
    current: bytes = b""
    # (certificate, shown until, until), in the order in which they gave way.
    replaced: list = field(default_factory=list)

    def renew(self, certificate, time_ms, until_ms, name):
        require(self.revocation is None, "alreadyRevoked", name)
        require(until_ms >= time_ms, "revocationBackdated", name)
        shown_until_ms = until_ms - min((until_ms - time_ms) // 2, SHOWN_ALONE_MAX_MS)
        self.replaced.append((self.current, shown_until_ms, until_ms))
        self.current = certificate

    def certificates(self, now_ms):
        """Those that are its own, the one first that it shows."""
        going = [entry for entry in self.replaced if now_ms < entry[2]]
        shown = [certificate for certificate, until, _ in going if now_ms < until]
        past = [certificate for certificate, until, _ in going if now_ms >= until]
        return [*shown, self.current, *past]


@dataclass
class Key(Revocable):
    """A person's key; `until_ms` is the first moment it is valid no longer."""

    public_key: bytes = b""
    from_ms: int = 0
    until_ms: int = 0

    def is_usable(self, now_ms):
        return self.from_ms <= now_ms < self.until_ms and not self.is_revoked(now_ms)


@dataclass
class MessageKey(Key):
    actor: str = ""
    purpose: str = ""
    level: str = ""
    status: str = ""
    id: bytes = b""


@dataclass
class Actor(Revocable):
    name: str = ""
    chain: "Chain | None" = None
    # (digest after which it signs, identity): first who signs now, then who is to come.
    identities: list = field(default_factory=list)
    nodes: dict = field(default_factory=dict)
    keys: dict = field(default_factory=dict)
    persons: dict = field(default_factory=dict)
