import Foundation
import Testing

/// `.ci/remake-vectors` writes the files anew; otherwise they are compared.
@Suite(.serialized) struct RemakeTests {
    enum Topic: String, CaseIterable, Sendable {
        case labels, cores, headers, slots, content, keyRings, notes, registry, envelopes
        case supplements, receipts, decisions

        var file: any PublishedFile.Type {
            switch self {
            case .labels: LabelVectors.self
            case .cores: CoreVectors.self
            case .headers: HeaderVectors.self
            case .slots: SlotVectors.self
            case .content: ContentVectors.self
            case .keyRings: KeyRingVectors.self
            case .notes: NoteVectors.self
            case .registry: RegistryVectors.self
            case .envelopes: EnvelopeVectors.self
            case .supplements: SupplementVectors.self
            case .receipts: ReceiptVectors.self
            case .decisions: DecisionVectors.self
            }
        }
    }

    @Test(arguments: Topic.allCases)
    func `a published file is exactly what the code makes`(_ topic: Topic) throws {
        let made = try topic.file.madeAgain()
        if ProcessInfo.processInfo.environment["BUDKAVLE_REMAKE_VECTORS"] != nil {
            try made.write(to: topic.file.place)
        }
        #expect(try made == Data(contentsOf: topic.file.place), "\(topic): .ci/remake-vectors")
    }
}
