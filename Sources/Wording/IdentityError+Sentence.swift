package import Identity

extension IdentityError: Worded {
    package var sentence: Sentence {
        switch self {
        case .nameInvalid(let concept, let text, let offset):
            Sentence(
                sv:
                    """
                    ”\(text)” är inget giltigt namn på \(conceptPhrase(concept).swedish) \
                    (tecken \(offset + 1)).
                    """,
                en:
                    """
                    “\(text)” is no valid name of \(conceptPhrase(concept).english) \
                    (character \(offset + 1)).
                    """,
                hint: Phrase(
                    sv:
                        """
                        Namn skrivs med a–z, siffror och enkla bindestreck, först en bokstav, \
                        högst \(nameLengthMaxBytes) tecken.
                        """,
                    en:
                        """
                        Names are written with a–z, digits and single hyphens, first a \
                        letter, at most \(nameLengthMaxBytes) characters.
                        """
                ))
        case .hexInvalid(let offset):
            Sentence(
                sv: "Tecken \(offset + 1) är ingen hexadecimal siffra (0–9, a–f).",
                en: "Character \(offset + 1) is no hexadecimal digit (0–9, a–f).")
        case .base64Invalid:
            Sentence(
                sv: "Texten är inte base64 i dess enda tillåtna form.",
                en: "The text is not base64 in its one permitted form.")
        case .lengthInvalid(let expected, let found):
            Sentence(
                sv: "Fel längd: \(expected) byte väntades, \(found) kom.",
                en: "Wrong length: \(expected) bytes expected, \(found) found.")
        case .timestampInvalid(let text):
            Sentence(
                sv: "”\(text)” är ingen tidpunkt.", en: "“\(text)” is no point in time.",
                hint: Phrase(
                    sv: "Tider skrivs enligt RFC 3339 med tidszon, som 2026-11-23T08:00:00+01:00.",
                    en: "Times are written as RFC 3339 with offset, as 2026-11-23T08:00:00+01:00."))
        }
    }
}

/// A concept of the vocabulary in running text; an unknown one as it stands.
package func conceptPhrase(_ concept: String) -> Phrase {
    concepts[concept] ?? Phrase(verbatim: concept)
}

private let concepts: [String: Phrase] = [
    "region": Phrase(sv: "en region", en: "a region"),
    "actor": Phrase(sv: "en aktör", en: "an actor"),
    "function": Phrase(sv: "en funktion", en: "a function"),
    "node": Phrase(sv: "en nod", en: "a node"),
    "relay": Phrase(sv: "ett relä", en: "a relay"),
    "witness": Phrase(sv: "ett vittne", en: "a witness"),
    "forum": Phrase(sv: "ett forum", en: "a forum"),
    "group": Phrase(sv: "en grupp", en: "a group"),
    "exercise": Phrase(sv: "en övning", en: "an exercise"),
    "activation": Phrase(sv: "en aktivering", en: "an activation"),
    "ground": Phrase(sv: "en sekretessgrund", en: "a ground"),
    "approval": Phrase(sv: "ett godkännande", en: "an approval"),
    "compartment": Phrase(sv: "ett avskilt område", en: "a compartment"),
    "person": Phrase(sv: "en person", en: "a person"),
    "mode": Phrase(sv: "ett läge", en: "a mode"),
    "level": Phrase(sv: "en nivå", en: "a level"),
    "carrier": Phrase(sv: "en bärare", en: "a carrier"),
    "classification": Phrase(sv: "en nivå hos någon annan", en: "a level of another"),
    "routine": Phrase(sv: "en rutin", en: "a routine"),
    "caveat": Phrase(sv: "ett hanteringsvillkor", en: "a caveat"),
    "key": Phrase(sv: "en nyckel", en: "a key"),
    "system": Phrase(sv: "ett system", en: "a system"),
    "authority": Phrase(sv: "en undertecknare", en: "an authority"),
    "audience": Phrase(sv: "en läsekrets", en: "an audience"),
]
