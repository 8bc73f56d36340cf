import Carriers
import Envelopes
import Identity
import Ledger
import Notes
import Primitives
import RegionSupport
import RelaySupport
@testable import Relay
import TestSupport
import Testing

extension RelayTests {
    /// What a relay shows of its ledger, and to whom.
    struct EntryTests {
        @Test func `a sender is shown the entry that its receipt names, with a proof that holds`()
            async throws
        {
            try await withRelay { relay in
                let message = try TestMessage().framed()
                try await withClient(relay.client("sos-alarm")) { client async throws in
                    guard case .accepted(let bytes) = try await client.submit(message) else {
                        Issue.record("it is not accepted")
                        return
                    }
                    let note = try SignedNote(parsing: bytes)
                    let receipt = try Receipt(parsing: note.text)
                    let size = try #require(receipt.log?.size)
                    let proof = try EntryProof(parsing: try await client.entry(size - 1))
                        .with(receipt: note)
                    let key = try relay.relay.receiptSigner.key
                    let entry = try proof.verified(by: key) { _ in key }
                    #expect(entry.facts.event == .accepted)
                    #expect(try entry.facts.message == message.messageID())
                    #expect(entry.receipt?.receipt == receipt)
                }
            }
        }

        @Test func `nobody is shown another's entry, nor one that is not there, nor told which`()
            async throws
        {
            try await withRelay { relay in
                try await relay.accept(TestMessage().framed(), from: "sos-alarm")
                for (actor, number) in [
                    // A recipient would learn who the others are.
                    ("kommun-solna", UInt64(0)), ("region-stockholm", 0), ("sos-alarm", 1),
                    ("sos-alarm", UInt64(Int64.max) - 1),
                ] {
                    try await withClient(relay.client(actor)) { client async throws in
                        #expect(
                            await refusal { _ = try await client.entry(number) }
                                == Problem(.notFound), "\(actor) \(number)")
                    }
                }
                try await withClient(relay.client("sos-alarm")) { client async throws in
                    _ = try await client.entry(0)
                    #expect(
                        await refusal { _ = try await client.entry(.max) }
                            == Problem(.requestInvalid, defect: "number"))
                }
            }
        }
    }
}
