import Identity
import Node
import Registers
import Wording

extension OverdueReply {
    static let headings = [
        Phrase(sv: "Skulle ha kommit", en: "Was due"), Phrase(sv: "Kvittens", en: "Receipt"),
        Phrase(sv: "Av", en: "By"), Phrase(sv: "Nivå", en: "Level"),
        Phrase(sv: "För", en: "For"),
    ]

    /// Receipts of other actors, then those by name.
    var rows: [[Phrase]] {
        let others = receipts.map { receipt in
            [
                Phrase(verbatim: receipt.due.rfc3339), Self.words[receipt.receipt] ?? Self.named,
                Phrase(verbatim: receipt.recipient), Phrase(verbatim: receipt.level),
                Phrase(verbatim: String(receipt.message.prefix(idShownCharacters))),
            ]
        }
        let own = exemplars.map { exemplar in
            [
                Phrase(verbatim: exemplar.due.rfc3339), Self.named,
                Phrase(verbatim: exemplar.holder.text), Phrase(verbatim: exemplar.level),
                Phrase(verbatim: "\(exemplar.entry):\(exemplar.exemplar)"),
            ]
        }
        return others + own
    }

    private static let named = Phrase(sv: "med namn", en: "by name")
    private static let words = [
        "accepted": Phrase(sv: "mottaget av reläet", en: "accepted"),
        "delivered": Phrase(sv: "levererat", en: "delivered"),
        "opened": Phrase(sv: "öppnat", en: "opened"),
        "acknowledged": Phrase(sv: "kvitterat", en: "acknowledged"),
    ]
}
