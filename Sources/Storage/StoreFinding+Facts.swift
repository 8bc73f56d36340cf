import Identity

extension StoreFinding {
    /// The finding's name: its case in kebab case.
    package var code: String {
        switch self {
        case .unreadable: "unreadable"
        case .database: "database"
        case .referenceDangling: "reference-dangling"
        case .entryInvalid: "entry-invalid"
        case .partMissing: "part-missing"
        case .entryMissing: "entry-missing"
        case .positionRepeated: "position-repeated"
        case .circleInvalid: "circle-invalid"
        case .slotsUnreadable: "slots-unreadable"
        case .slotOfStranger: "slot-of-stranger"
        case .nameMissing: "name-missing"
        case .nameStale: "name-stale"
        case .nameRepeated: "name-repeated"
        case .tallyWrong: "tally-wrong"
        case .markerBeyondEnd: "marker-beyond-end"
        case .envelopeUnreadable: "envelope-unreadable"
        case .envelopeOfOtherName: "envelope-of-other-name"
        case .columnContradicts: "column-contradicts"
        case .contentWrong: "content-wrong"
        case .slotInvalid: "slot-invalid"
        case .signatureWrong: "signature-wrong"
        case .receiptWrong: "receipt-wrong"
        case .recordMissing: "record-missing"
        case .recordRewritten: "record-rewritten"
        case .recordHalfErased: "record-half-erased"
        case .factsUnreadable: "facts-unreadable"
        case .tileWrong: "tile-wrong"
        case .tileMissing: "tile-missing"
        case .tileSurplus: "tile-surplus"
        case .checkpointUnreadable: "checkpoint-unreadable"
        case .checkpointUnsigned: "checkpoint-unsigned"
        case .checkpointContradicts: "checkpoint-contradicts"
        case .ledgerTruncated: "ledger-truncated"
        case .messageUnrecorded: "message-unrecorded"
        case .messageLost: "message-lost"
        case .messageContradictsRecord: "message-contradicts-record"
        case .receiptUnrecorded: "receipt-unrecorded"
        case .receiptLost: "receipt-lost"
        case .blobWrong: "blob-wrong"
        case .blobStray: "blob-stray"
        case .blobLost: "blob-lost"
        }
    }

    /// Where and what, by name, as `--json` gives it.
    package var facts: [String: StoreFact] {
        switch self {
        case .unreadable(let part, let error):
            ["part": .text(part.rawValue), "reason": .text("\(error)")]
        case .database(let message): ["message": .text(message)]
        case .referenceDangling(let table, let row): ["table": .text(table), "row": .integer(row)]
        case .entryInvalid(let position), .partMissing(let position),
            .positionRepeated(let position), .slotsUnreadable(let position),
            .slotOfStranger(let position), .nameMissing(let position), .nameStale(let position),
            .receiptWrong(let position), .receiptUnrecorded(let position):
            ["position": .number(position)]
        case .entryMissing(let table, let position):
            ["table": .text(table), "position": .number(position)]
        case .circleInvalid(let circle), .tallyWrong(let circle): ["circle": .integer(circle)]
        case .nameRepeated(let name): ["name": .text(name.hex)]
        case .markerBeyondEnd(let marker, let value, let end):
            ["marker": .text(marker), "value": .number(value), "end": .number(end)]
        default: messageFacts
        }
    }

    private var messageFacts: [String: StoreFact] {
        switch self {
        case .envelopeUnreadable(let position, let defect):
            ["position": .number(position), "defect": .text(defect)]
        case .envelopeOfOtherName(let position, let message),
            .contentWrong(let position, let message), .messageUnrecorded(let position, let message):
            ["position": .number(position), "message": .text(message.hex)]
        case .columnContradicts(let position, let column):
            ["position": .number(position), "column": .text(column)]
        case .slotInvalid(let position, let recipient, let defect):
            [
                "position": .number(position), "recipient": .text(recipient.text),
                "defect": .text(defect),
            ]
        case .signatureWrong(let position, let message, let defect):
            ["position": .number(position), "message": .text(message.hex), "defect": .text(defect)]
        default: ledgerFacts
        }
    }

    private var ledgerFacts: [String: StoreFact] {
        switch self {
        case .recordMissing(let first, let last): ["first": .number(first), "last": .number(last)]
        case .recordRewritten(let number), .recordHalfErased(let number),
            .factsUnreadable(let number):
            ["record": .number(number)]
        case .tileWrong(let level, let number), .tileMissing(let level, let number),
            .tileSurplus(let level, let number):
            ["level": .integer(Int64(level)), "number": .number(number)]
        case .checkpointUnreadable(let size), .checkpointUnsigned(let size),
            .checkpointContradicts(let size):
            ["size": .number(size)]
        case .ledgerTruncated(let size, let signed):
            ["size": .number(size), "signedSize": .number(signed)]
        case .messageLost(let message, let record):
            ["message": .text(message.hex), "record": .number(record)]
        case .messageContradictsRecord(let position, let record, let part):
            ["position": .number(position), "record": .number(record), "part": .text(part)]
        case .receiptLost(let receipt, let record):
            ["receipt": .text(receipt.hex), "record": .number(record)]
        case .blobWrong(let message, let blob):
            ["message": .text(message.hex), "blob": .text(blob.hex)]
        case .blobStray(let name): ["name": .text(name)]
        case .blobLost(let message, let blob, let record):
            ["message": .text(message.hex), "blob": .text(blob.hex), "record": .number(record)]
        default: [:]
        }
    }
}

/// A fact of a finding.
package enum StoreFact: Hashable, Sendable, Encodable {
    case text(String)
    case number(UInt64)
    /// Of a column, which may have been overwritten with anything.
    case integer(Int64)

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .text(let text): try container.encode(text)
        case .number(let number): try container.encode(number)
        case .integer(let number): try container.encode(number)
        }
    }
}
