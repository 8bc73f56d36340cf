"""May this message of this sender go to this recipient, here and now? Spec: Policy, "Gates".

Works on the policy's tables and the view as `Tests/Vectors/decisions.json` spells them out.
"""

from . import names
from .question import BH, K, Question, is_closed, is_in_force, rank, words

CLOCK_AHEAD_MS = 300_000
ROLES = {
    "originator-signing": "signing",
    "originator-post-quantum": "post-quantum-signing",
    "recipient-wrapping": "wrapping",
}


def failed_gates(request, policy, view):
    """Identifiers of the gates that are asked at the stage and fail, sorted."""
    question = Question(request, policy, view)
    return sorted(gate for gate, holds in GATES.items() if not holds(question))


def label_complete(q):
    own, policy = q.label, q.policy
    authorities = {*policy["actors"], *words(policy["markingAuthorities"])}
    return (
        all(owner in policy["actors"] for owner in own.owners)
        and all(_is_known(term, policy) for clause in own.audience for term in clause)
        and all(authority in authorities for _, authority, _ in own.secrecy)
        and all(word in words(policy["compartments"]) for word in own.compartments)
        and all(caveat in words(policy["caveats"]) for caveat in own.caveats)
        and own.origin in words(policy["origins"])
        and q.rules is not None
        and q.now < own.expires_ms <= q.now + q.limit_ms("expiresMaxSeconds")
    )


def _is_known(term, policy):
    kind, _, name = term.partition(":")
    return kind == "all" or name in policy[kind + "s"]


def policy_fresh(q):
    edition, freshness = q.view.get("edition"), q.view.get("freshness")
    if edition is None or q.now < names.time_ms(edition["notBefore"]):
        return False
    if q.request["stage"] == "receiver":
        return True
    if freshness is None or freshness["registry"] not in q.view["registryHeads"]:
        return False
    same = edition["version"] == freshness["policyVersion"]
    if edition["version"] < freshness["policyVersion"]:
        return False
    if same and edition["digest"] != freshness["policy"]:
        return False
    return q.rules is not None and _is_young(q, freshness)


def _is_young(q, freshness):
    issued = names.time_ms(freshness["issued"])
    extra = max(
        (
            1000 * lease["extendsSeconds"] for lease in q.view["leases"]
            if rank(lease["level"]) >= q.rank and is_in_force(lease, q.now)
        ),
        default=0,
    )
    return (
        issued <= q.now + CLOCK_AHEAD_MS
        and q.now <= names.time_ms(freshness["validUntil"]) + extra
        and q.now <= issued + q.limit_ms("freshnessSeconds") + extra
    )


def status_separate(q):
    request, own = q.request, q.label
    used = [q.keys[key["id"]] for key in request["keys"] if key["id"] in q.keys]
    vault = request.get("vault")
    vault_fits = request["stage"] != "receiver" if vault is None else vault == own.status
    return (
        all(key["status"] == own.status for key in used)
        and vault_fits
        and (own.status != "exercise" or _is_in_exercise(q))
    )


def _is_in_exercise(q):
    exercise = next((e for e in q.view["exercises"] if e["exercise"] == q.label.exercise), None)
    return (
        exercise is not None
        and is_in_force(exercise, q.proven)
        and not is_closed(exercise, q.proven)
        and {q.request["originator"], q.request["recipient"]} <= {*words(exercise["participants"])}
    )


def suite_level(q):
    if q.rules is None or q.request["suite"] != q.rules["suite"]:
        return False
    registered = {*q.policy["actors"]} - {*words(q.view["unregistered"])}
    if not {q.request["originator"], q.request["recipient"]} <= registered:
        return False
    suite, given = q.rules["suite"], {key["role"] for key in q.request["keys"]}
    needed = {"originator-signing"}
    needed |= {"recipient-wrapping"} if suite != "signed" else set()
    needed |= {"originator-post-quantum"} if suite == "layered" else set()
    return needed <= given and all(_is_right_key(q, used) for used in q.request["keys"])


def _is_right_key(q, used):
    key, is_wrapping = q.keys.get(used["id"]), used["role"] == "recipient-wrapping"
    if key is None:
        return False
    owner = q.request["recipient"] if is_wrapping else q.request["originator"]
    # Nobody wraps again for a key that is revoked now, whenever the message was made.
    judged = q.now if is_wrapping else q.proven
    revoked = key.get("revokedFrom")
    return (
        (key["actor"], key["level"], key["status"], key["purpose"])
        == (owner, q.level, q.label.status, ROLES[used["role"]])
        and not (revoked and names.time_ms(revoked) <= judged)
        and is_in_force(key, q.proven)
    )


def originator_ceiling(q):
    return q.sender is not None and rank(q.sender["originate"]) >= q.rank


def actor_ceiling(q):
    return q.recipient is not None and rank(q.recipient["receive"]) >= q.rank


def reference_owner(q):
    for reference in q.request["references"]:
        if reference["relation"] == "answers":
            continue
        if "originator" not in reference:
            if q.request["stage"] == "sender":
                return False
            continue
        allowed = {reference["originator"], *words(reference["owners"])}
        if q.request["originator"] not in allowed:
            return False
    return True


def crypto_approved(q):
    if not q.is_actual_classified:
        return True
    request, approvals = q.request, q.policy["crypto"]
    if request["opaque"] and request["stage"] != "sender" and q.releasing_persons() < 2:
        return False
    named = request.get("approval")
    if named:
        return named in approvals and _covers(q, approvals[named])
    return not request["opaque"] and any(_covers(q, each) for each in approvals.values())


def _covers(q, approval):
    return (
        (approval["kind"] == "opaque") == q.request["opaque"]
        and is_in_force(approval, q.now)
        and q.level in words(approval["levels"])
        and q.request["suite"] in words(approval["suites"])
        and q.request["originator"] in words(approval["senders"])
    )


def system_approved(q):
    if not q.is_actual_classified:
        return True
    relay = ["relay"] if q.request["carrier"] == "relay" else []
    needed = {
        "sender": ["sending-node", *relay],
        "relay-accept": ["sending-node", "relay"],
        "relay-deliver": ["relay", "receiving-node"],
        "receiver": [*relay, "receiving-node"],
    }[q.request["stage"]]
    systems = q.request["systems"]
    return {*needed} <= {system["role"] for system in systems} and all(
        _is_approved(q, system) for system in systems
    )


def _is_approved(q, system):
    owner = {
        "sending-node": f"node:{q.request['originator']}/",
        "receiving-node": f"node:{q.request['recipient']}/",
        "relay": "relay:",
    }[system["role"]]
    approval = q.policy["systems"].get(system["name"])
    return (
        system["name"].startswith(owner)
        and approval is not None
        and is_in_force(approval, q.now)
        and rank(approval["ceiling"]) >= q.rank
        and (approval["consulted"] or q.rank < rank(K))
    )


def agreement_pair(q):
    if q.rank < rank(K) or q.is_own:
        return True
    both = [actor for actor in (q.sender, q.recipient) if actor and actor["stateAuthority"]]
    pair = " ".join(sorted([q.request["originator"], q.request["recipient"]]))
    return len(both) == 2 or any(
        agreement["pair"] == pair and is_in_force(agreement, q.now)
        for agreement in q.policy["agreements"]
    )


def foreign_commitment(q):
    if q.rank < rank(BH):
        return True
    if q.recipient is None:
        return False
    return q.recipient["country"] == "SE" or any(
        commitment["actor"] == q.request["recipient"]
        and rank(commitment["ceiling"]) >= q.rank
        and is_in_force(commitment, q.now)
        for commitment in q.policy["commitments"]
    )


def secrecy_ground(q):
    if q.level == "oppen" or q.is_own:
        return True
    ground = q.policy["grounds"].get(q.request.get("ground"))
    return (
        ground is not None
        and q.label.status in words(ground["statuses"])
        and q.request["originator"] in words(ground["from"])
        and q.request["recipient"] in words(ground["to"])
    )


def audience(q):
    held = words(q.recipient["compartments"]) if q.recipient else []
    return all(any(_includes(q, term) for term in clause) for clause in q.label.audience) and all(
        word in held for word in q.label.compartments
    )


def _includes(q, term):
    kind, _, name = term.partition(":")
    recipient, policy = q.request["recipient"], q.policy
    if kind == "all":
        return q.recipient is not None
    if kind == "actor":
        return name == recipient and q.recipient is not None
    if kind == "group":
        return recipient in words(policy["groups"].get(name, ""))
    forum = policy["forums"].get(name)
    return forum is not None and recipient in words(forum["members"]) and (
        not forum["needsActivation"] or _is_activated(q, name)
    )


def _is_activated(q, forum):
    return any(
        activation["activation"] == q.request.get("activation")
        and activation["status"] == q.status
        and forum in words(activation["forums"])
        and is_in_force(activation, q.proven)
        and not is_closed(activation, q.proven)
        for activation in q.view["activations"]
    )


def release_persons(q):
    if q.request["stage"] == "sender":
        return True
    if q.rules is None:
        return False
    unwritten = q.request["kind"] in ("receipt", "heartbeat")
    return unwritten or q.releasing_persons() >= q.rules["releasePersons"]


def carrier_ceiling(q):
    carrier = q.request["carrier"]
    ceiling = q.policy["carriers"].get(carrier)
    tightened = [mode["carriers"][carrier] for mode in q.modes() if carrier in mode["carriers"]]
    return (
        q.rules is not None
        and carrier in words(q.rules["carriers"])
        and ceiling is not None
        and all(rank(each) >= q.rank for each in [ceiling, *tightened])
    )


GATES = {
    "label.complete": label_complete,
    "policy.fresh": policy_fresh,
    "status.separate": status_separate,
    "suite.level": suite_level,
    "originator.ceiling": originator_ceiling,
    "reference.owner": reference_owner,
    "crypto.approved": crypto_approved,
    "system.approved": system_approved,
    "actor.ceiling": actor_ceiling,
    "agreement.pair": agreement_pair,
    "foreign.commitment": foreign_commitment,
    "secrecy.ground": secrecy_ground,
    "audience": audience,
    "release.persons": release_persons,
    "carrier.ceiling": carrier_ceiling,
}
