package import Bundles
package import Identity

/// What somebody wants carried on a stick. Names in their text form; the node checks all.
package struct BundleOrder: Codable, Sendable {
    /// Absolute. Several parts get `-1`, `-2`, … before the ending.
    package var path: String
    package var to: String
    /// Where none is given: that of what waits, if it is one.
    package var status: String?
    /// No file becomes larger; `nil` where size is no matter.
    package var partMaxBytes: Int?
    package var attachments: Attachments

    /// Which attachments go along.
    package enum Attachments: String, Codable, Sendable, CaseIterable {
        /// Those of the messages that go.
        case new
        /// Also those of messages that the destination has.
        case all
        case none
    }

    package init(
        path: String, to: String, status: String? = nil, partMaxBytes: Int? = nil,
        attachments: Attachments = .new
    ) {
        self.path = path
        self.to = to
        self.status = status
        self.partMaxBytes = partMaxBytes
        self.attachments = attachments
    }
}

/// A bundle as it was written.
package struct ExportedBundle: Codable, Sendable {
    package struct Part: Codable, Sendable {
        package var number: Int
        package var path: String
        package var bytes: UInt64
        package var entries: Int
    }

    /// A message that may not go this way, and why.
    package struct LeftOut: Codable, Sendable {
        package var id: String
        package var gates: [DeniedGate]
    }

    package var bundle: String
    package var to: String
    package var status: String
    package var parts: [Part]
    package var messages: Int
    package var receipts: Int
    /// Notes of the region.
    package var notes: Int
    package var attachments: Int
    /// Attachments of the messages in it that only a relay has still.
    package var attachmentsAbsent: Int
    /// Trees of relays' logs, and entries proven under them.
    package var checkpoints: Int
    package var entries: Int
    package var leftOut: [LeftOut]
}

/// What became of each file, and of all that was in them.
package struct ImportedBundles: Codable, Sendable {
    package struct Part: Codable, Sendable {
        package var path: String
        package var bundle: String?
        package var number: Int?
        package var count: Int?
        package var from: String?
        /// Nothing of it was taken in.
        package var refusal: BundleRefusal?
        /// The copy that was kept aside.
        package var quarantined: String?
    }

    /// Parts of a bundle that were not among the files.
    package struct Absent: Codable, Sendable {
        package var bundle: String
        package var numbers: [Int]
    }

    package struct Counts: Codable, Sendable, Equatable {
        package var new = 0
        package var known = 0
        package var refused = 0
    }

    package struct Attachments: Codable, Sendable, Equatable {
        /// Those that are all here by what came now.
        package var complete = 0
        package var pieces = Counts()
        /// Pieces that wait for something in another part: the same file again, once that is here.
        package var ahead = 0

        package var isEmpty: Bool { self == Attachments() }
    }

    package var parts: [Part] = []
    package var absent: [Absent] = []
    package var messages = Counts()
    package var refusedMessages: [RefusedLine] = []
    package var receipts = Counts()
    /// Trees of relays' logs.
    package var checkpoints = Counts()
    /// Relays' entries of messages, proven under trees that are known here now.
    package var entries = Counts()
    package var attachments = Attachments()
    /// Whether registry, policy, freshness, exercises or activations are newer now.
    package var regionChanged = false
    package var refusedNotes: [UntakenNote] = []
}

/// Why nothing of a part was taken in.
package enum BundleRefusal: Codable, Sendable, Equatable {
    case bundle(BundleError)
    /// The file cannot be read.
    case unreadable
}

/// A note of the region, or a tree of a relay's log by its origin, that was not taken in.
package struct UntakenNote: Codable, Sendable, Equatable {
    package enum Code: String, Codable, Sendable, CaseIterable {
        /// It contradicts what is held; both are kept as evidence.
        case forked
        /// A newer one is held.
        case older
        /// It continues something that is not here yet.
        case ahead
        /// It does not verify, or does not continue what is held.
        case invalid
    }

    package var path: String
    package var code: Code

    package init(path: String, code: Code) {
        self.path = path
        self.code = code
    }
}

/// What a file shows: without its key size and destination, with it the rest.
package struct BundleInspection: Codable, Sendable {
    package struct Message: Codable, Sendable {
        package var id: String
        package var originator: String
        package var level: String
        package var precedence: String
        package var created: Timestamp
        package var bytes: Int
    }

    package struct Contents: Codable, Sendable {
        package var bundle: String
        package var part: Int
        package var partCount: Int
        package var from: String
        package var status: String
        package var created: Timestamp
        /// Why the sender's signature counts for nothing here; `nil` when it holds.
        package var distrust: BundleError?
        /// How many entries of each kind.
        package var entries: [String: Int]
        package var messages: [Message]
    }

    package var destination: String
    package var bytes: UInt64
    package var contents: Contents?
    /// Why the contents cannot be shown.
    package var refusal: BundleError?

    /// What the file shows without a key.
    package init(destination: String, bytes: UInt64) {
        self.destination = destination
        self.bytes = bytes
    }
}
