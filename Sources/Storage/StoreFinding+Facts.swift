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
    package var facts: [String: String] {
        switch self {
        case .unreadable(let part, let error):
            ["part": part.rawValue, "reason": "\(error)"]
        case .database(let message): ["message": message]
        case .referenceDangling(let table, let row): ["table": table, "row": "\(row)"]
        case .entryInvalid(let position), .partMissing(let position),
            .positionRepeated(let position), .slotsUnreadable(let position),
            .slotOfStranger(let position), .nameMissing(let position), .nameStale(let position),
            .receiptWrong(let position), .receiptUnrecorded(let position):
            ["position": "\(position)"]
        case .entryMissing(let table, let position):
            ["table": table, "position": "\(position)"]
        case .circleInvalid(let circle), .tallyWrong(let circle): ["circle": "\(circle)"]
        case .nameRepeated(let name): ["name": name.hex]
        case .markerBeyondEnd(let marker, let value, let end):
            ["marker": marker, "value": "\(value)", "end": "\(end)"]
        default: messageFacts
        }
    }

    private var messageFacts: [String: String] {
        switch self {
        case .envelopeUnreadable(let position, let defect):
            ["position": "\(position)", "defect": defect]
        case .envelopeOfOtherName(let position, let message),
            .contentWrong(let position, let message), .messageUnrecorded(let position, let message):
            ["position": "\(position)", "message": message.hex]
        case .columnContradicts(let position, let column):
            ["position": "\(position)", "column": column]
        case .slotInvalid(let position, let recipient, let defect):
            ["position": "\(position)", "recipient": recipient.text, "defect": defect]
        case .signatureWrong(let position, let message, let defect):
            ["position": "\(position)", "message": message.hex, "defect": defect]
        default: ledgerFacts
        }
    }

    private var ledgerFacts: [String: String] {
        switch self {
        case .recordMissing(let first, let last): ["first": "\(first)", "last": "\(last)"]
        case .recordRewritten(let number), .recordHalfErased(let number),
            .factsUnreadable(let number):
            ["record": "\(number)"]
        case .tileWrong(let level, let number), .tileMissing(let level, let number),
            .tileSurplus(let level, let number):
            ["level": "\(level)", "number": "\(number)"]
        case .checkpointUnreadable(let size), .checkpointUnsigned(let size),
            .checkpointContradicts(let size):
            ["size": "\(size)"]
        case .ledgerTruncated(let size, let signed):
            ["size": "\(size)", "signedSize": "\(signed)"]
        case .messageLost(let message, let record):
            ["message": message.hex, "record": "\(record)"]
        case .messageContradictsRecord(let position, let record, let part):
            ["position": "\(position)", "record": "\(record)", "part": part]
        case .receiptLost(let receipt, let record):
            ["receipt": receipt.hex, "record": "\(record)"]
        case .blobWrong(let message, let blob): ["message": message.hex, "blob": blob.hex]
        case .blobStray(let name): ["name": name]
        case .blobLost(let message, let blob, let record):
            ["message": message.hex, "blob": blob.hex, "record": "\(record)"]
        default: [:]
        }
    }
}
