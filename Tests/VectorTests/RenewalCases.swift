import Identity
import Primitives
import RegionSupport
import Registry

/// A relay whose certificate gives way to others, and what is no renewal.
struct RenewalCases {
    typealias Chains = RegistryVectors.Chains

    private(set) var valid: [Chains] = []
    private(set) var refused: [(Chains, String)] = []
    /// When its certificates are asked for, by the name of the chains.
    private(set) var moments: [String: [Timestamp]] = [:]
    private let book: NoteBook
    private let relay: RelayID

    private static let whole = ["root-0", "root-1"]

    /// - Parameter second: the note that added the relay.
    init(_ book: NoteBook, after second: Digest) throws {
        self.book = book
        relay = try RelayID("rela-1")
        try addValid(after: second)
        try addRefused(after: second)
    }

    /// - Parameter day: the first on which the one before is the relay's no longer.
    private func renewal(
        of relay: RelayID? = nil, by last: UInt8, until day: Int64
    ) -> RootStatement {
        .renewRelay(
            relay ?? self.relay, certificate: [0x30, 2, 5, last], previousUntil: book.time(day))
    }

    private func chains(_ name: String, _ notes: String...) -> Chains {
        Chains(name: name, root: Self.whole + notes, actors: [:], genesis: nil)
    }

    private mutating func addValid(after second: Digest) throws {
        let third = try book.root(
            "root-2-renewed", 2, after: second, day: 3, [renewal(by: 1, until: 5)])
        try book.root("root-3-renewed", 3, after: third, day: 4, [renewal(by: 2, until: 4)])
        let (once, twice) = ("a relay's certificate renewed", "a certificate replaced at once")
        valid = [
            chains(once, "root-2-renewed"), chains(twice, "root-2-renewed", "root-3-renewed"),
        ]
        let (end, hour) = (book.time(5), Int64(3_600))
        moments = [
            once: [
                book.time(3), end.adding(seconds: -hour - 1), end.adding(seconds: -hour),
                end.adding(seconds: -1), end,
            ], twice: [book.time(4), end],
        ]
    }

    private mutating func addRefused(after second: Digest) throws {
        let cases: [(String, String, [RootStatement], String)] = [
            (
                "a relay nobody added renewed", "root-2-renewed-unknown",
                [renewal(of: try RelayID("rela-2"), by: 1, until: 5)], "unknown"
            ),
            (
                "a certificate that is taken", "root-2-renewed-taken",
                [renewal(by: 0, until: 5)], "certificateTaken"
            ),
            (
                "a certificate over before its note", "root-2-renewed-backdated",
                [renewal(by: 1, until: 2)], "revocationBackdated"
            ),
            (
                "a revoked relay renewed", "root-2-renewed-revoked",
                [.revokeRelay(relay, Revocation(at: book.time(3))), renewal(by: 1, until: 5)],
                "alreadyRevoked"
            ),
        ]
        for (name, note, statements, error) in cases {
            try book.root(note, 2, after: second, day: 3, statements)
            refused.append((chains(name, note), error))
        }
    }
}
