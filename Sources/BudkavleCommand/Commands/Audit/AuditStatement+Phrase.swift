package import Auditing
import Speaking
import Wording

extension AuditStatement: Encodable {
    private enum CodingKeys: String, CodingKey {
        case name, subject, verdict, reason, place
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(name.rawValue, forKey: .name)
        try container.encode(subject, forKey: .subject)
        try container.encode(verdict.rawValue, forKey: .verdict)
        try container.encodeIfPresent(reason?.rawValue, forKey: .reason)
        if !place.isEmpty { try container.encode(place, forKey: .place) }
    }
}

extension AuditStatement {
    /// Name, subject, result and remark, for people.
    func row(_ output: Output) -> [String] {
        let remark = [reason.map { output.word($0.phrase) }, place.isEmpty ? nil : place]
        return [
            name.rawValue, subject, output.word(verdict.phrase),
            remark.compactMap { $0 }.joined(separator: ": "),
        ]
    }
}

extension AuditStatement.Verdict {
    var phrase: Phrase {
        switch self {
        case .holds: Phrase(sv: "håller", en: "holds")
        case .fails: Phrase(sv: "HÅLLER INTE", en: "FAILS")
        case .unproven: Phrase(sv: "obevisat", en: "unproven")
        }
    }
}

extension AuditStatement.Reason {
    var phrase: Phrase {
        switch self {
        case .missing: Phrase(sv: "saknas", en: "missing")
        case .altered: Phrase(sv: "ändrad", en: "altered")
        case .added: Phrase(sv: "tillagd", en: "added")
        case .malformed: Phrase(sv: "går inte att läsa", en: "cannot be read")
        case .signatureInvalid:
            Phrase(sv: "underskriften håller inte", en: "the signature does not hold")
        case .keyUnknown: Phrase(sv: "nyckeln är inte registrerad", en: "the key is not registered")
        case .registryInvalid:
            Phrase(sv: "nyckelregistret håller inte", en: "the registry does not hold")
        case .genesisUntold:
            Phrase(
                sv: "första noten jämfördes inte med något (--genesis)",
                en: "the first note was compared with nothing (--genesis)")
        case .tileDiffers:
            Phrase(sv: "brickan stämmer inte med posterna", en: "the tile contradicts the entries")
        case .rootDiffers:
            Phrase(sv: "posterna ger en annan rot", en: "the entries make another root")
        case .rewritten: Phrase(sv: "loggen har skrivits om", en: "the log was rewritten")
        case .shrunk: Phrase(sv: "loggen har krympt", en: "the log shrank")
        case .entryDiffers:
            Phrase(sv: "en annan post står där", en: "another entry stands there")
        case .belowQuorum:
            Phrase(
                sv: "färre vittnen än policyn kräver", en: "fewer witnesses than policy asks for")
        case .unwitnessed: Phrase(sv: "inget vittne har sett trädet", en: "no witness saw the tree")
        case .keyLost:
            Phrase(
                sv: "nyckeln är röjd, och inget visar att trädet är äldre",
                en: "the key was lost, and nothing shows that the tree is older")
        case .entryUnopened: Phrase(sv: "posten är inte öppnad", en: "the entry is not opened")
        case .entryUnnamed:
            Phrase(sv: "kvittensen nämner ingen post", en: "the receipt names no entry")
        case .entryAbsent:
            Phrase(
                sv: "loggen är kortare än kvittensen säger",
                en: "the log is shorter than the receipt says")
        case .logAbsent: Phrase(sv: "loggen är inte med", en: "the log is not in it")
        }
    }
}
