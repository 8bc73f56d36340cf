import Identity
import Labels
@testable import Relay
import Storage
import Testing

/// How relays write places in a log to each other, and how an operator names relays.
struct ReplicationTextTests {
    @Test func `a cursor comes back as it was written`() throws {
        var cursor = MailboxCursor.start
        #expect(cursor.text == "0-0-0-0")
        cursor[.flash] = 7
        cursor[.routine] = UInt64(Int64.max)
        #expect(cursor.text == "7-0-0-9223372036854775807")
        #expect(MailboxCursor(text: cursor.text) == cursor)
    }

    @Test(arguments: [
        "", "0", "0-0-0", "0-0-0-0-0", "0-0-0-00", "0-0-0-+1", "0-0-0- 1", "0-0--0", "a-0-0-0",
        "0-0-0-9223372036854775808",
    ])
    func `what is not the one form of a cursor is none`(_ text: String) {
        #expect(MailboxCursor(text: text) == nil)
    }

    @Test func `a place names its lane`() {
        let place = LogPlace(.immediate, LogIndex(4711))
        #expect(place.text == "immediate-4711")
        #expect(LogPlace(text: "immediate-4711") == place)
    }

    @Test(arguments: [
        "", "immediate", "immediate-", "urgent-1", "flash-01", "flash-1-1", "Flash-1",
    ])
    func `what is not the one form of a place is none`(_ text: String) {
        #expect(LogPlace(text: text) == nil)
    }

    @Test func `relays to follow are all, none, or named`() throws {
        let (one, two) = (try RelayID("relay-1"), try RelayID("relay-2"))
        let only = try #require(PeerChoice("relay-1"))
        #expect(PeerChoice("all")?.includes(two) == true)
        #expect(PeerChoice("none")?.includes(two) == false)
        #expect(only.includes(one) && !only.includes(two))
        #expect(PeerChoice("relay-1, relay-2") == .only([one, two]))
    }

    @Test(arguments: ["", ",", "relay-1,", "relay-1,relay-1", "Relay-1", "relay 1"])
    func `what names no relays is refused`(_ text: String) {
        #expect(PeerChoice(text) == nil)
    }
}
