"""One of a registry's chains of notes. Spec: Registry, "Folding"."""

from .refusal import Refused, require


class Chain:
    """Notes that each name their predecessor."""

    def __init__(self, name, origin=None, time_ms=0):
        self.name, self.head, self.time_ms = name, origin, time_ms
        self.origin, self.digests, self.quorums = origin, [], []

    def takes(self, note, text, quorum):
        """Whether the note comes next; False where it is there already."""
        place = text.sequence
        require(place <= len(self.digests), "sequenceGap", f"{self.name} {place}")
        if place < len(self.digests):
            if self.digests[place] == note.digest:
                return False
            require_signed(note, self.quorums[place])
            raise Refused("forked", f"{self.name} {place}")
        require_signed(note, quorum)
        if text.previous != self.head:
            is_origin = text.actor is not None and place == 0
            raise Refused("originWrong" if is_origin else "forked", f"{self.name} {place}")
        require(text.time_ms >= self.time_ms, "timeReversed", f"{self.name} {place}")
        return True

    def append(self, note, text, quorum):
        self.digests.append(note.digest)
        self.quorums.append(quorum)
        self.head, self.time_ms = note.digest, text.time_ms


def require_signed(note, quorum):
    try:
        note.verified_by_quorum(quorum)
    except Refused as refused:
        raise Refused("note", refused, refused.kind) from None
