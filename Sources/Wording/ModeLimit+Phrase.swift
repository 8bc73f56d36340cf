import Identity
import Labels
package import Policies

extension ModeLimitReport {
    /// What is stricter, as a line of its own.
    package var phrase: Phrase {
        let (time, most) = (spanText(seconds ?? 0), messagesMax ?? 0)
        switch limit {
        case .carrierCeiling:
            return Phrase(
                sv: "Skärpt: bäraren \(of) får föra högst \(ceiling ?? "").",
                en: "Tightened: carrier \(of) may carry \(ceiling ?? "") at most.")
        case .expiresMax:
            return Phrase(
                sv: "Skärpt: \(of) upphör inom \(time).",
                en: "Tightened: \(of) expires within \(time).")
        case .policyFreshness:
            return Phrase(
                sv: "Skärpt: färskhetsbeviset för \(of) får vara \(time) gammalt.",
                en: "Tightened: the freshness note for \(of) may be \(time) old.")
        case .receipt:
            return Phrase(
                sv: "Skärpt: kvittensen ”\(receipt ?? "")” på \(of) ska komma inom \(time).",
                en: "Tightened: the receipt “\(receipt ?? "")” at \(of) is due within \(time).")
        case .limitedExtent:
            return Phrase(
                sv: "Skärpt: ringa omfattning på \(of) är högst \(most) meddelanden på \(time).",
                en: "Tightened: limited extent at \(of) is \(most) messages at most in \(time).")
        }
    }
}

extension Mode {
    /// That it is in force, with its name.
    package var inForcePhrase: Phrase { .modeInForce(name, id.text) }
}

extension Phrase {
    package static func modeInForce(_ name: String, _ id: String) -> Phrase {
        Phrase(sv: "Läge som gäller: \(name) (\(id)).", en: "Mode in force: \(name) (\(id)).")
    }

    /// The same with what it is for, where that is not all in earnest.
    package static func modeInForce(
        _ name: String, _ id: String, for status: String
    ) -> Phrase {
        guard status != "actual" else { return modeInForce(name, id) }
        return Phrase(
            sv: "Läge som gäller inom \(status): \(name) (\(id)).",
            en: "Mode in force within \(status): \(name) (\(id)).")
    }
}

/// As the policy's files write it, in the largest unit that is whole: `3d`, `36h`.
private func spanText(_ seconds: Int64) -> String {
    let units: [(Int64, String)] = [(86_400, "d"), (3_600, "h"), (60, "m")]
    let unit = units.first { seconds % $0.0 == 0 } ?? (1, "s")
    return "\(seconds / unit.0)\(unit.1)"
}
