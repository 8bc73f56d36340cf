import ContentWording
import Identity
import Testing
import Wording

@testable import Node

/// What `node status` says of the rung in force, and what people do meanwhile.
struct StatusPhraseTests {
    private static let opened = Timestamp(clampingMilliseconds: 1_795_420_800_000)

    @Test(arguments: [StatusReply.Rung.relay, .untried, .wis, .none], [0, 1])
    func `the headline is told in both languages, and says what to do where nothing goes`(
        _ rung: StatusReply.Rung, _ relays: Int
    ) {
        let sentence = Self.status(rung, relays: relays).headline
        for phrase in [sentence.text] + (sentence.hint.map { [$0] } ?? []) {
            #expect(phrase.swedish != phrase.english)
            #expect(phrase.swedish.hasSuffix(".") && phrase.english.hasSuffix("."))
        }
        #expect((sentence.hint == nil) == (rung == .relay))
    }

    @Test func `with WIS alone the headline names it, and says what it does not take`() {
        let text = Self.status(.wis).headline.text
        #expect(text.swedish.contains("väg WIS") && text.swedish.contains("allt annat"))
        #expect(!text.swedish.contains("ingen väg"))
        #expect(Self.status(.none).headline.text.swedish.contains("ingen väg"))
    }

    @Test func `levels are told together that go the same way and for which people do the same`() {
        let later = Self.opened.adding(seconds: 1)
        var status = Self.status(.none)
        status.inForce = [
            Self.line("oppen", ["a"], since: later), Self.line("sekretess", ["a"], since: later),
            Self.line("hemlig", ["b"], since: later),
            Self.line("kvalificerat-hemlig", nil, since: later),
        ]
        let ways = status.waysInForce
        #expect(ways.map(\.routine) == [["a"], ["b"], nil])
        #expect(
            ways.first?.phrase.swedish
                == "Öppen, sekretess: paket på USB sedan \(later); relä är borta sedan \(later).")
    }

    @Test(arguments: [(0, "sedan noden öppnades"), (1, "USB sedan 20")] as [(Int64, String)])
    func `how it was before it was opened the node does not claim to know`(
        _ seconds: Int64, _ words: String
    ) {
        var status = Self.status(.none)
        status.inForce = [
            Self.line("oppen", nil, since: Self.opened.adding(seconds: seconds))
        ]
        let text = status.waysInForce.first?.phrase.swedish
        #expect(text?.contains(words) == true, "\(text ?? "–")")
    }

    // MARK: Parts

    private static func line(
        _ level: String, _ routine: [String]?, since: Timestamp
    ) -> StatusReply.InForce {
        StatusReply.InForce(
            level: level, rung: "bundle", since: since, passedOver: ["relays"], routine: routine)
    }

    private static func status(_ rung: StatusReply.Rung, relays: Int = 1) -> StatusReply {
        let relay = StatusReply.Relay(id: "relay-1", url: "u", isUp: rung == .relay)
        func way(_ name: String, _ kind: String, _ state: StatusReply.RungLine.State)
            -> StatusReply.RungLine
        {
            StatusReply.RungLine(
                rung: name, carrier: kind, state: state,
                since: state == .byHand ? nil : opened.adding(seconds: 1), isOneWay: false,
                owed: 0)
        }
        return StatusReply(
            actor: "sos-alarm", node: "sos-alarm-1", rung: rung,
            relay: rung == .relay ? "relay-1" : nil,
            relays: Array(repeating: relay, count: relays),
            rungs: [way("relays", "relay", .down), way("bundle", "bundle", .byHand)],
            opened: opened, inForce: [], publications: 0, modes: [], registryHead: "", queued: 0,
            awaitingRelease: 0, unread: 0, lanes: [], refused: [], gaps: [], heard: [],
            evidence: [], keysDue: [], drillsDue: [], ledgerSize: 0, ledgerRoot: "")
    }
}
