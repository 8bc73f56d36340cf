package import Node
package import Wording

extension ClockWitness {
    /// A clock that is wrong, and what the node does about it.
    package func sentence(secondsAhead: Int64) -> Sentence {
        let span = spanPhrase(seconds: abs(secondsAhead))
        let direction =
            secondsAhead < 0
            ? Phrase(sv: "efter", en: "behind") : Phrase(sv: "före", en: "ahead of")
        return Sentence(
            sv: "Den här maskinens klocka går \(span.swedish) \(direction.swedish) "
                + "\(phrase.swedish).",
            en: "This machine's clock is \(span.english) \(direction.english) \(phrase.english).",
            hint: Phrase(
                sv: "Noden förseglar inget och tar inte in något så länge; det som väntar ligger "
                    + "kvar. Ställ klockan: timedatectl set-ntp true.",
                en: "Meanwhile the node seals nothing and takes nothing in; what waits stays where "
                    + "it is. Set the clock: timedatectl set-ntp true."))
    }

    package var phrase: Phrase {
        switch self {
        case .relay(""): Phrase(sv: "reläets", en: "the relay's")
        case .relay(let name): Phrase(sv: "\(name):s", en: "\(name)'s")
        case .freshness:
            Phrase(
                sv: "det nyaste färskhetsbevisets tid", en: "the time of the newest freshness note")
        }
    }
}

/// A length of time in its two largest units.
package func spanPhrase(seconds: Int64) -> Phrase {
    let (days, hours, minutes) = (seconds / 86_400, seconds / 3_600 % 24, seconds / 60 % 60)
    if days > 0 { return Phrase(sv: "\(days) d \(hours) h", en: "\(days) d \(hours) h") }
    if hours > 0 { return Phrase(sv: "\(hours) h \(minutes) min", en: "\(hours) h \(minutes) min") }
    if minutes > 0 { return Phrase(verbatim: "\(minutes) min \(seconds % 60) s") }
    return Phrase(verbatim: "\(seconds) s")
}
