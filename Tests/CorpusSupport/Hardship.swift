/// A bad day, and the tests that show what node and relay make of it.
package struct Hardship: Sendable {
    package let name: String
    /// Names of tests, as they stand in the sources.
    package let node: [String]
    package let relay: [String]
}

extension Hardship {
    package static let all = [
        Hardship(
            name: "Over-long everything",
            node: [
                "a body is sent up to its limit and not one byte longer",
                "what is longer than its limit is refused, told with the limit",
            ],
            relay: [
                "a body is taken up to its limit and not one byte longer",
                "a full mailbox takes nothing more",
                "every limit can be set within its bounds and not one beyond",
            ]),
        Hardship(
            name: "Clock skew",
            node: [
                "a clock that is off is named, and what waits stays at the relay",
                "a clock three minutes off is no reason to stop",
            ],
            relay: [
                "a message made five minutes ahead is taken, and not one a second more",
                "time never goes back",
            ]),
        Hardship(
            name: "Full disk",
            node: [
                "a full vault takes nothing it cannot keep, and goes on when there is room",
                "a write that fails changes nothing in memory either",
            ],
            relay: [
                "on a full disk nothing is taken that cannot be kept, and room is enough to go on",
                "a relay whose disk fails says so, and goes on by itself when the disk does",
                "a full store accepts nothing it does not keep, and goes on when there is room",
            ]),
        Hardship(
            name: "Read-only disk",
            node: ["a node on a disk that cannot be written to says so and starts on nothing"],
            relay: ["a store on a disk that cannot be written to is not opened"]),
        Hardship(
            name: "Half-written files",
            node: ["a node with any of its files half written says which, and starts on none"],
            relay: [
                "a note of the region that is half written changes nothing, and whole it counts",
                "a store that is cut off is found damaged, whatever is left of it",
            ]),
        Hardship(
            name: "Database and ledger that disagree",
            node: [
                "a vault whose rows were tampered with is refused",
                "a vault whose ledger was cut or lengthened is refused",
                "a fact that was exchanged for another is refused",
            ],
            relay: [
                "a damage is found, and nothing else",
                "a record rewritten together with its leaf is found by what was signed",
                "fsck passes a killed relay's store and names what was done to it since",
            ]),
        Hardship(
            name: "Two on one directory",
            node: [
                "two engines on one directory are refused, and one after the other works",
                "a second node on the directory is refused at once, and a killed one is in nobody's way",
            ],
            relay: ["a store open in one place cannot be opened in another"]),
        Hardship(
            name: "An old program on a newer store, and the other way round",
            node: [
                "a vault of a newer program is refused and left as it is",
                "a vault from before the first release is refused and left as it is",
                "an older store is copied beside itself, then migrated, and keeps its rows",
            ],
            relay: [
                "a store of a newer program is refused and left as it is",
                "a store of an older program is copied first and then brought up to date",
                "a migration that fails leaves the store as the older program knows it",
            ]),
    ]
}
