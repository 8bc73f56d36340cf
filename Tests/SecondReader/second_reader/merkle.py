"""RFC 6962 trees over hashes of leaves. Spec: Envelope, "Slots"."""

import hashlib


def node(left, right):
    return hashlib.sha256(b"\x01" + left + right).digest()


def root(leaves):
    if len(leaves) == 1:
        return leaves[0]
    split = _split(len(leaves))
    return node(root(leaves[:split]), root(leaves[split:]))


def path(leaves, index):
    """Siblings of leaf `index`, from leaf to root."""
    if len(leaves) == 1:
        return []
    split = _split(len(leaves))
    if index < split:
        return path(leaves[:split], index) + [root(leaves[split:])]
    return path(leaves[split:], index - split) + [root(leaves[:split])]


def root_of_path(leaf, index, count, siblings):
    """The root that a path leads to, or None where its length is wrong."""
    if count == 1:
        return None if siblings else leaf
    if not siblings:
        return None
    split = _split(count)
    below, top = siblings[:-1], siblings[-1]
    if index < split:
        left = root_of_path(leaf, index, split, below)
        return left and node(left, top)
    right = root_of_path(leaf, index - split, count - split, below)
    return right and node(top, right)


def _split(count):
    """The largest power of two smaller than `count`."""
    return 1 << (count - 1).bit_length() - 1
