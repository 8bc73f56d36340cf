"""Reading a label's text form. Spec: Label, "Text"."""

from . import names
from .label import CLASSES, LEVELS, Label
from .refusal import Refused, require

KEYS = ["audience", "compartments", "caveats", "origin", "owners", "expires"]


def read(text):
    """The label of a text in its one form."""
    fields = text.split("; ")
    require(len(fields) >= 2, "textInvalid", "status and level")
    status, exercise = _status(fields[0])
    require(fields[1] in LEVELS, "levelUnknown", fields[1])
    values = {"secrecy": []}
    for field in fields[2:]:
        key, separator, value = field.partition("=")
        require(separator, "textInvalid", field)
        if key == "secrecy":
            values["secrecy"].append(_secrecy(value))
        else:
            require(key not in values and key in KEYS, "textInvalid", key)
            values[key] = value
    require({"audience", "origin", "owners", "expires"} <= values.keys(), "textInvalid", "missing")
    label = Label(
        status=status,
        exercise=exercise,
        secrecy=values["secrecy"],
        security_class=fields[1] if fields[1] in CLASSES else "none",
        audience=[clause.split("|") for clause in values["audience"].split("&")],
        compartments=_list(values.get("compartments")),
        caveats=_list(values.get("caveats")),
        origin=values["origin"],
        owners=_list(values["owners"]),
        expires_ms=_time(values["expires"]),
    )
    require(label.text == text, "textInvalid", "another form")
    return label


def _status(text):
    """(status, exercise)."""
    if text in ("actual", "test"):
        return text, ""
    exercise = text.removeprefix("exercise(").removesuffix(")")
    require(text == f"exercise({exercise})", "statusUnknown", text)
    return "exercise", exercise


def _list(text):
    return text.split("|") if text is not None else []


def _secrecy(text):
    parts = text.split("|")
    require(len(parts) == 3, "textInvalid", text)
    return parts[0], parts[1], _time(parts[2])


def _time(text):
    try:
        return names.time_ms(text)
    except ValueError:
        raise Refused("nameInvalid", text) from None
