package import Auditing
import Identity

extension ReplayReport {
    /// What to tell people, line by line: alarms first.
    package var lines: [Phrase] {
        var lines = alarms.flatMap(\.lines)
        lines.append(
            Phrase(
                sv: "\(entries) poster; \(same) avgöranden gav samma svar igen, "
                    + "\(alarms.count) larm.",
                en: "\(entries) entries; \(same) decisions gave the same answer again, "
                    + "\(alarms.count) alarms."))
        if erased > 0 {
            lines.append(
                Phrase(
                    sv: "Gallrade poster: \(erased).", en: "Entries that were erased: \(erased)."))
        }
        for gap in ReplayGap.allCases {
            guard let count = unreplayable[gap.rawValue] else { continue }
            lines.append(
                Phrase(
                    sv: "Går inte att pröva igen: \(count), \(gap.phrase.swedish).",
                    en: "Cannot be run again: \(count), \(gap.phrase.english)."))
        }
        return lines
    }
}

extension ReplayAlarm {
    fileprivate var lines: [Phrase] {
        let what = "\(number) \(event) \(time.rfc3339) \(message?.prefix(12) ?? "-")"
        return [
            Phrase(
                sv: "LARM, post \(what): \(kind.phrase.swedish).",
                en: "ALARM, entry \(what): \(kind.phrase.english).")
        ] + decisions.map(\.phrase)
    }
}

extension ReplayAlarm.Difference {
    fileprivate var phrase: Phrase {
        let (then, now) = (Self.answer(recorded), Self.answer(replayed))
        return Phrase(
            sv: "  \(recipient), \(stage): antecknat \(then.swedish), prövat igen \(now.swedish)",
            en: "  \(recipient), \(stage): recorded \(then.english), run again \(now.english)")
    }

    private static func answer(_ failed: [String]) -> Phrase {
        guard !failed.isEmpty else { return Phrase(sv: "tillåtet", en: "permitted") }
        let gates = failed.joined(separator: ", ")
        return Phrase(sv: "nekat (\(gates))", en: "denied (\(gates))")
    }
}

extension ReplayAlarm.Kind {
    fileprivate var phrase: Phrase {
        switch self {
        case .differs:
            Phrase(
                sv: "avgörandet blir ett annat när det prövas igen",
                en: "the decision comes out otherwise when it is run again")
        case .contradicts:
            Phrase(
                sv: "posten säger två saker om sitt avgörande som inte båda kan stämma",
                en: "the entry says two things of its decision that cannot both be")
        case .baseless:
            Phrase(
                sv: "det som avgörandet vilade på finns, men inte som det undertecknades",
                en: "what the decision rested on is there, but not as it was signed")
        }
    }
}

extension ReplayGap {
    fileprivate var phrase: Phrase {
        switch self {
        case .recordedBefore:
            Phrase(
                sv: "skrivna innan frågan sparades",
                en: "written before the question was kept")
        case .viewMissing:
            Phrase(
                sv: "policyn eller registret de vilade på finns inte här",
                en: "the policy or registry they rested on is not here")
        case .viewInvalid: ReplayAlarm.Kind.baseless.phrase
        case .standingMissing:
            Phrase(
                sv: "det aktörens förteckning hade om personen finns inte här",
                en: "what the actor's roster had of the person is not here")
        case .wordUnknown:
            Phrase(
                sv: "skrivna med ord som det här programmet inte känner",
                en: "written in words that this program does not know")
        }
    }
}
