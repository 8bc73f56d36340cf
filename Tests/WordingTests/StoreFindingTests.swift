import Identity
import Primitives
import Storage
import TestSupport
import Testing
import Wording

struct StoreFindingTests {
    private static let id = MessageID(Hashing.sha256([1]))

    private static func specimens() throws -> [StoreFinding] {
        let actor = try ActorID("kommun-solna")
        return [
            .unreadable(part: .ledger, .corrupt), .database(message: "row 1 missing from index"),
            .referenceDangling(table: "supplement", row: 2), .entryInvalid(position: 1),
            .partMissing(position: 1), .entryMissing(table: "message", position: 1),
            .positionRepeated(position: 1), .circleInvalid(circle: 1),
            .slotsUnreadable(position: 1), .slotOfStranger(position: 1), .nameMissing(position: 1),
            .nameStale(position: 1), .nameRepeated(name: id.digest), .tallyWrong(circle: 1),
            .markerBeyondEnd(marker: "counted", value: 9, end: 4),
            .envelopeUnreadable(position: 1, defect: "notCanonical"),
            .envelopeOfOtherName(position: 1, found: id),
            .columnContradicts(position: 1, column: "level"),
            .contentWrong(position: 1, message: id),
            .slotInvalid(position: 1, recipient: actor, defect: "slotRootMismatch"),
            .signatureWrong(position: 1, message: id, defect: "signatureInvalid"),
            .receiptWrong(position: 1), .recordMissing(first: 3, last: 4),
            .recordRewritten(number: 3), .recordHalfErased(number: 3), .factsUnreadable(number: 3),
            .tileWrong(level: 0, number: 3), .tileMissing(level: 0, number: 3),
            .tileSurplus(level: 0, number: 3), .checkpointUnreadable(size: 3),
            .checkpointUnsigned(size: 3), .checkpointContradicts(size: 3),
            .ledgerTruncated(size: 3, signedSize: 4), .messageUnrecorded(position: 1, message: id),
            .messageLost(message: id, record: 3),
            .messageContradictsRecord(position: 1, record: 3, part: "level"),
            .receiptUnrecorded(position: 1), .receiptLost(receipt: id.digest, record: 3),
            .blobWrong(message: id, blob: id.digest), .blobStray(name: "x"),
            .blobLost(message: id, blob: id.digest, record: 3),
        ]
    }

    @Test func `every finding has a code of its own, facts, and sentences with what to do`() throws
    {
        let specimens = try Self.specimens()
        let cases = try EnumCases.read("StoreFinding", in: "Storage/StoreFinding.swift")
        #expect(Set(specimens.map(caseLabel)) == cases)
        #expect(Set(specimens.map(\.code)).count == specimens.count)
        #expect(Set(specimens.map { $0.sentence.text.swedish }).count == specimens.count)
        for finding in specimens {
            #expect(finding.code == kebab(caseLabel(finding)))
            #expect(!finding.facts.isEmpty)
            #expect(finding.sentence.hint != nil)
            #expect(!finding.sentence.text.swedish.contains(finding.code))
            for language in Language.allCases {
                #expect(finding.sentence.text[language].hasSuffix("."))
            }
        }
    }

    @Test func `every part of a store is named`() {
        let texts = StorePart.allCases.map {
            StoreFinding.unreadable(part: $0, .corrupt).sentence.text.swedish
        }
        #expect(Set(texts).count == StorePart.allCases.count)
    }

    private func kebab(_ name: String) -> String {
        name.reduce(into: "") { text, letter in
            text += letter.isUppercase ? "-" + letter.lowercased() : String(letter)
        }
    }
}
