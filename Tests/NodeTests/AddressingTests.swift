import Identity
import Labels
@testable import Node
import Pictures
import Policies
import Testing

extension NodeTests {
    /// Whom an order is for and whose it is, as the node reads it against its own policy.
    struct AddressingTests {
        @Test func `an unknown name, oneself and an audience of nobody are errors, not denials`()
            async throws
        {
            try await withoutRelay { world in
                let sos = try await world.node("sos-alarm", isReachable: false)
                let own = try ActorID("sos-alarm")
                await #expect(
                    throws: PolicyError.nameUnknown(
                        concept: "actor", name: "kommun-sona", near: ["kommun-solna"])
                ) { try await sos.send(.notice(to: ["kommun-sona"])) }
                await #expect(throws: PolicyError.originatorNamed(own)) {
                    try await sos.send(.notice(to: ["kommun-solna", "sos-alarm"]))
                }
                var order = SendOrder.notice(to: [])
                order.audience = ["forum:samverkansstaben"]
                await #expect(throws: PolicyError.self) { try await sos.send(order) }
                order.audience = ["sos-alarm"]
                await #expect(throws: PolicyError.audienceReachesNobody(from: own)) {
                    try await sos.send(order)
                }
                #expect(await sos.outbox().isEmpty)
                // The nearest that passes: the name spelt right, and a bare one in an audience.
                order.audience = ["kommun-solna|sos-alarm"]
                for right in [.notice(to: ["kommun-solna"]), order] {
                    #expect(try await sos.send(right).recipients == ["kommun-solna"])
                }
            }
        }

        @Test func `owner and origin are those that are named, and one's own may be superseded`()
            async throws
        {
            try await withoutRelay { world in
                let sos = try await world.node("sos-alarm", isReachable: false)
                var order = SendOrder.notice()
                order.owners = ["region-stockholm"]
                order.origin = "NO"
                let id = try #require(try await sos.send(order).id)
                let label = try #require(await sos.sentLabel(of: id))
                #expect(label.owners.map(\.text) == ["region-stockholm"])
                #expect(label.origin.text == "NO")
                let newer = try await sos.send(SendOrder.notice("nytt").superseding(id))
                #expect(newer.id != nil, "\(newer.denied)")
                order.owners = ["region-stokholm"]
                await #expect(throws: PolicyError.self) { try await sos.send(order) }
            }
        }

        @Test func `a file is of the type that is said, what is understood is what it is`()
            async throws
        {
            try await withoutRelay { world in
                let sos = try await world.node("sos-alarm", isReachable: false)
                var order = SendOrder.notice()
                order.mediaType = "text/csv"
                await #expect(
                    throws: NodeError.mediaTypeFixed(found: MediaType.plainText.text)
                ) { try await sos.send(order) }
                order.kind = "file"
                #expect(try await sos.send(order).id != nil)
                order.mediaType = "text"
                await #expect(throws: PicturesError.mediaTypeInvalid(text: "text")) {
                    try await sos.send(order)
                }
            }
        }

        @Test func `text with a control character is no notice, and told where`() async throws {
            try await withoutRelay { world in
                let sos = try await world.node("sos-alarm", isReachable: false)
                await #expect(
                    throws: PicturesError.fieldInvalid(
                        field: "text", .controlCharacter(offset: 5))
                ) { try await sos.send(.notice("Läge\u{1B}[2J")) }
                #expect(await sos.outbox().isEmpty)
            }
        }
    }
}

extension NodeEngine {
    /// The label a sent message bears.
    fileprivate func sentLabel(of id: String) -> Label? {
        memory.sent.values.first { $0.value.id == id }.flatMap {
            try? Label(text: $0.value.label)
        }
    }
}
