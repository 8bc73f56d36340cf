"""The one exception of this package: something is not as the Spec pages say."""


class Refused(Exception):
    """`kind` is the name the Spec page gives the error, `detail` says where or what.

    `inner` is the error of a part: `note:thresholdUnmet` is a note's, found in a registry.
    """

    def __init__(self, kind, detail="", inner=None):
        super().__init__(f"{kind}: {detail}" if detail != "" else kind)
        self.kind = f"{kind}:{inner}" if inner else kind


def require(condition, kind, detail=""):
    if not condition:
        raise Refused(kind, detail)
