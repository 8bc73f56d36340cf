package import Rosters
package import Wording

extension RosterFinding.Kind {
    package var phrase: Phrase {
        switch self {
        case .expired: Phrase(sv: "löpte ut", en: "expired")
        case .expiring: Phrase(sv: "löper ut", en: "expires")
        case .missing: Phrase(sv: "saknas", en: "missing")
        }
    }
}

/// A part of the roster by its stable words; what is named in it stands as it is.
package func rosterPhrase(_ what: String) -> Phrase {
    let words = what.split(separator: " ", maxSplits: 1)
    guard let first = words.first, let known = partPhrases[String(first)] else {
        return Phrase(verbatim: what)
    }
    let rest = words.dropFirst().map { " \($0)" }.joined()
    return Phrase(sv: known.swedish + rest, en: known.english + rest)
}

private let partPhrases = [
    "reliable": Phrase(sv: "bedömd pålitlig", en: "judged reliable"),
    "trained": Phrase(sv: "utbildad", en: "trained"),
    "briefed": Phrase(sv: "upplyst om sekretess", en: "briefed on secrecy"),
    "clearance": Phrase(sv: "säkerhetsklass", en: "clearance"),
    "need": Phrase(sv: "behov", en: "need"),
    "function": Phrase(sv: "funktion", en: "function"),
]
