package import Auditing
import Identity

extension Disposal {
    package var phrase: Phrase {
        Phrase(
            sv: "\(id): \(entries.count) poster (\(entries.text)) gallrade \(time) under policy "
                + "version \(policyVersion) (\(policy.hex.prefix(16))) av \(by), övervakat av "
                + "\(supervisor)",
            en: "\(id): \(entries.count) entries (\(entries.text)) disposed of \(time) under "
                + "policy version \(policyVersion) (\(policy.hex.prefix(16))) by \(by), "
                + "supervised by \(supervisor)")
    }
}

extension DisposalHold {
    package var phrase: Phrase {
        switch self {
        case .record: Phrase(sv: "säger vad som gallrats", en: "says what was disposed of")
        case .unreviewed: Phrase(sv: "inte granskad", en: "not reviewed")
        case .messageAlive: Phrase(sv: "meddelandet gäller ännu", en: "the message is still alive")
        case .exemplarHeld:
            Phrase(sv: "exemplar finns ute", en: "an exemplar is still out")
        case .receiptOverdue: Phrase(sv: "kvittens saknas", en: "a receipt is overdue")
        case .inventoryOpen: Phrase(sv: "inventering pågår", en: "an inventory is open")
        case .incident: Phrase(sv: "incident", en: "incident")
        case .breakGlass:
            Phrase(sv: "nödöppning under granskning", en: "break-glass under review")
        }
    }
}
