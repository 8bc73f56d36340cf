"""A request for a decision and all that it is judged by. Spec: Policy, "Decision" and "Time"."""

from . import label, label_text, names

BH, K = "begransat-hemlig", "konfidentiell"


class Question:
    """A request and all that it is judged by."""

    def __init__(self, request, policy, view):
        self.request, self.policy, self.view = request, policy, view
        self.label = label_text.read(request["label"])
        self.level, self.rank = self.label.level, rank(self.label.level)
        exercise = self.label.exercise
        self.status = f"exercise({exercise})" if exercise else self.label.status
        self.now = names.time_ms(request["now"])
        witnessed = request.get("witnessed")
        self.proven = min(names.time_ms(witnessed), self.now) if witnessed else self.now
        self.rules = policy["levels"].get(self.level)
        self.sender = policy["actors"].get(request["originator"])
        self.recipient = policy["actors"].get(request["recipient"])
        self.is_own = request["originator"] == request["recipient"]
        self.is_actual_classified = self.label.status == "actual" and self.rank >= rank(BH)
        self.keys = {key["id"]: key for key in view["keys"]}

    def modes(self):
        """What is tightened by the modes of which a forum is called."""
        forums = self.policy["forums"]
        called = {
            forums[forum]["mode"]
            for activation in self.view["activations"]
            if activation["status"] == self.status
            and is_in_force(activation, self.now)
            and not is_closed(activation, self.now)
            for forum in words(activation["forums"])
            if forum in forums
        }
        return [self.policy["modes"][mode] for mode in sorted(called)]

    def limit_ms(self, key):
        """A limit of the level; its modes bind whoever makes a message and first takes it in."""
        limits = [self.rules[key]]
        if self.request["stage"] in ("sender", "relay-accept"):
            limits += [mode[key][self.level] for mode in self.modes() if self.level in mode[key]]
        return 1000 * min(limits)

    def releasing_persons(self):
        """How many persons of the originator, by distinct keys in date, have released it."""
        keys = set()
        for person in self.view["persons"]:
            is_own = person["actor"] == self.request["originator"]
            if is_own and person["person"] in self.request["releases"]:
                if is_in_force(person, self.proven):
                    keys.add(person["keyID"])
        return len(keys)


def rank(level):
    return label.LEVELS.index(level)


def is_in_force(window, moment):
    return names.time_ms(window["from"]) <= moment < names.time_ms(window["until"])


def is_closed(thing, moment):
    return "closed" in thing and names.time_ms(thing["closed"]) <= moment


def words(text):
    return text.split()
