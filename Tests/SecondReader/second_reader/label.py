"""Labels: their parts, rules, text form and protobuf form. Spec: Label, and Envelope, "Core"."""

import re

from . import names
from .canonical import Schema
from .refusal import Refused, require

STATUSES = ["actual", "exercise", "test"]
CLASSES = ["none", "begransat-hemlig", "konfidentiell", "hemlig", "kvalificerat-hemlig"]
LEVELS = ["oppen", "sekretess"] + CLASSES[1:]
CAVEATS = ["named-persons-only", "no-copy", "no-forward", "oral-only"]
MARKINGS, COMPARTMENTS, CLAUSES, TERMS, OWNERS = 64, 64, 16, 2_048, 2_048

WIRE = Schema(
    "label",
    (1, "status", "enum"),
    (2, "exercise", "string"),
    (3, "secrecy", Schema(
        "secrecy", (1, "provision", "string"), (2, "authority", "string"), (3, "date_ms", "int64")
    ), True),
    (4, "security_class", "enum"),
    (5, "audience", Schema("clause", (1, "terms", "string", True)), True),
    (6, "compartments", "string", True),
    (7, "caveats", "string", True),
    (8, "origin", "string"),
    (9, "owners", "string", True),
    (10, "expires_ms", "int64"),
)


class Label:
    """A label that keeps the rules. Lists are sorted and without repetition."""

    def __init__(
        self, status, owners, expires_ms, audience, exercise="", secrecy=(),
        security_class="none", compartments=(), caveats=(), origin="SE",
    ):
        require(status in STATUSES, "statusUnknown", status)
        if status == "exercise":
            names.name(exercise)
        for provision, authority, date in secrecy:
            names.name(authority)
            names.valid_time_ms(date, "nameInvalid", "date")
            require(_is_provision(provision), "provisionInvalid", provision)
        require(security_class in CLASSES, "levelUnknown", security_class)
        for clause in audience:
            for term in clause:
                require(_is_term(term), "nameInvalid", term)
            require(clause, "clauseEmpty")
            require(len(set(clause)) <= TERMS, "tooMany", "audience terms")
        require(audience, "audienceEmpty")
        for compartment in compartments:
            names.name(compartment)
        for caveat in caveats:
            require(caveat in CAVEATS, "caveatUnknown", caveat)
        require(re.fullmatch("[A-Z]{2}", origin), "originInvalid", origin)
        for owner in owners:
            names.name(owner)
        names.valid_time_ms(expires_ms, "nameInvalid", "expires")
        require(security_class == "none" or secrecy, "classWithoutSecrecy")
        require(owners, "ownersMissing")
        self.status, self.exercise, self.origin = status, exercise, origin
        self.security_class, self.expires_ms = security_class, expires_ms
        self.secrecy = _sorted(secrecy, MARKINGS)
        self.audience = _sorted([tuple(_sorted(clause, TERMS)) for clause in audience], CLAUSES)
        self.compartments = _sorted(compartments, COMPARTMENTS)
        self.caveats, self.owners = _sorted(caveats, len(CAVEATS)), _sorted(owners, OWNERS)

    @property
    def level(self):
        if self.security_class != "none":
            return self.security_class
        return "sekretess" if self.secrecy else "oppen"

    @property
    def text(self):
        status = f"exercise({self.exercise})" if self.exercise else self.status
        fields = [status, self.level]
        for provision, authority, date in self.secrecy:
            fields.append(f"secrecy={provision}|{authority}|{names.time_text(date)}")
        fields.append("audience=" + "&".join("|".join(clause) for clause in self.audience))
        if self.compartments:
            fields.append("compartments=" + "|".join(self.compartments))
        if self.caveats:
            fields.append("caveats=" + "|".join(self.caveats))
        fields.append("origin=" + self.origin)
        fields.append("owners=" + "|".join(self.owners))
        fields.append("expires=" + names.time_text(self.expires_ms))
        return "; ".join(fields)

    @property
    def wire(self):
        """Values for `WIRE`."""
        return {
            "status": STATUSES.index(self.status) + 1,
            "exercise": self.exercise,
            "secrecy": [
                {"provision": p, "authority": a, "date_ms": d} for p, a, d in self.secrecy
            ],
            "security_class": CLASSES.index(self.security_class) + 1,
            "audience": [{"terms": list(clause)} for clause in self.audience],
            "compartments": self.compartments,
            "caveats": self.caveats,
            "origin": self.origin,
            "owners": self.owners,
            "expires_ms": self.expires_ms,
        }


def from_wire(wire):
    """The label of decoded values; the caller compares encodings."""
    try:
        status = _chosen(STATUSES, wire["status"])
        return Label(
            status=status,
            exercise=wire["exercise"] if status == "exercise" else "",
            secrecy=[(s["provision"], s["authority"], s["date_ms"]) for s in wire["secrecy"]],
            security_class=_chosen(CLASSES, wire["security_class"]),
            audience=[clause["terms"] for clause in wire["audience"]],
            compartments=wire["compartments"],
            caveats=wire["caveats"],
            origin=wire["origin"],
            owners=wire["owners"],
            expires_ms=wire["expires_ms"],
        )
    except Refused as refused:
        raise Refused("labelInvalid", refused, refused.kind) from None


def _chosen(words, number):
    """The word of an enumeration, numbered from 1; nothing where the number is unknown."""
    return words[number - 1] if 1 <= number <= len(words) else ""


def _is_term(term):
    kind, separator, name = term.partition(":")
    return term == "all" or (
        bool(separator) and kind in ("forum", "group", "actor") and names.is_name(name)
    )


def _is_provision(text):
    return (
        1 <= len(text.encode()) <= 80
        and text == text.strip(" ")
        and names.is_plain(text)
        and not any(c in text for c in ';|"')
    )


def _sorted(items, limit):
    """Sorted by bytes, each once."""
    unique = sorted(set(items), key=_bytes)
    require(len(unique) <= limit, "tooMany", limit)
    return unique


def _bytes(item):
    if isinstance(item, tuple):
        return [_bytes(part) for part in item]
    return item.encode() if isinstance(item, str) else item
