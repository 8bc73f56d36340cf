/// A problem document (RFC 9457): why a relay did not do what it was asked.
package struct Problem: Error, Hashable, Sendable, Codable {
    package enum Kind: String, CaseIterable, Sendable {
        case requestInvalid = "request-invalid"
        case mediaTypeUnsupported = "media-type-unsupported"
        case cursorInvalid = "cursor-invalid"
        case peerUnknown = "peer-unknown"
        /// The caller's actor is not the message's originator, or not a recipient where it must be.
        case notYours = "not-yours"
        case denied
        /// The caller's node is not registered for the level.
        case nodeCeiling = "node-ceiling"
        case notFound = "not-found"
        /// A piece of a blob does not begin where the relay's ends.
        case offsetWrong = "offset-wrong"
        case tooLarge = "too-large"
        /// Nothing of the blob lies in the range that was asked for.
        case rangeInvalid = "range-invalid"
        case envelopeInvalid = "envelope-invalid"
        case expired
        case receiptInvalid = "receipt-invalid"
        /// A blob is not the one that the message names; nothing of it was kept.
        case blobInvalid = "blob-invalid"
        /// The caller, or all callers together, asked for more than so much a second.
        case rateLimited = "rate-limited"
        case overloaded
        case stopping
        case viewMissing = "view-missing"
        case storeFull = "store-full"
        /// The disk of the store cannot be written to now.
        case storeUnavailable = "store-unavailable"
        case internalError = "internal-error"
    }

    /// `urn:budkavle:problem:` and the kind.
    package let type: String
    package let title: String
    package let status: Int
    /// Name of the defect in ``Kind/envelopeInvalid`` and its kin: the error's case, no content.
    package var defect: String?
    /// The first recipient policy does not let the message go to.
    package var recipient: String?
    /// All gates that failed for ``recipient``, in the engine's order.
    package var failed: [FailedGate]?
    /// Further recipients it may not go to.
    package var alsoDenied: [String]?
    /// The limit that was passed, in the unit its name says.
    package var limit: NamedLimit?
    package var retryAfterSeconds: Int?
    /// Of a stream from which nothing was taken: each envelope's own problem.
    package var refused: [BatchAnswer.Refusal]?

    package struct FailedGate: Hashable, Sendable, Codable {
        package let id: String
        package let basis: String
        /// One for each reason; `code` names its kind.
        package let facts: [[String: String]]

        package init(id: String, basis: String, facts: [[String: String]]) {
            self.id = id
            self.basis = basis
            self.facts = facts
        }
    }

    package struct NamedLimit: Hashable, Sendable, Codable {
        package let name: String
        package let value: Int

        package init(_ name: String, _ value: Int) {
            self.name = name
            self.value = value
        }
    }

    package init(
        _ kind: Kind, defect: String? = nil, recipient: String? = nil,
        failed: [FailedGate]? = nil, alsoDenied: [String]? = nil, limit: NamedLimit? = nil,
        retryAfterSeconds: Int? = nil,
        refused: [BatchAnswer.Refusal]? = nil
    ) {
        type = Self.typePrefix + kind.rawValue
        title = kind.title
        status = kind.status
        self.defect = defect
        self.recipient = recipient
        self.failed = failed
        self.alsoDenied = alsoDenied
        self.limit = limit
        self.retryAfterSeconds = retryAfterSeconds
        self.refused = refused
    }

    /// `nil` for a kind of a later version.
    package var kind: Kind? {
        guard type.hasPrefix(Self.typePrefix) else { return nil }
        return Kind(rawValue: String(type.dropFirst(Self.typePrefix.count)))
    }

    /// Whether the same request may succeed later without anybody changing it.
    package var isTransient: Bool {
        switch kind {
        case .rateLimited, .overloaded, .stopping, .viewMissing, .storeFull, .storeUnavailable,
            .internalError:
            true
        case nil: status >= 500
        default: false
        }
    }

    private static let typePrefix = "urn:budkavle:problem:"
}

extension Problem.Kind {
    package var status: Int {
        switch self {
        case .requestInvalid, .cursorInvalid: 400
        case .peerUnknown: 401
        case .notYours, .denied, .nodeCeiling: 403
        case .notFound: 404
        case .offsetWrong: 409
        case .tooLarge: 413
        case .rangeInvalid: 416
        case .mediaTypeUnsupported: 415
        case .envelopeInvalid, .expired, .receiptInvalid, .blobInvalid: 422
        case .rateLimited: 429
        case .internalError: 500
        case .overloaded, .stopping, .viewMissing, .storeUnavailable: 503
        case .storeFull: 507
        }
    }

    /// For people who read the document itself; sentences with hints are made by the command line.
    package var title: String {
        switch self {
        case .requestInvalid: "The request breaks the protocol."
        case .mediaTypeUnsupported: "This media type is not taken here."
        case .cursorInvalid: "The cursor is not one this relay gave this caller."
        case .peerUnknown: "No node in force in the registry has this certificate."
        case .notYours: "The message is not the caller's."
        case .denied: "Policy does not permit it."
        case .nodeCeiling: "The calling node is not registered for this level."
        case .notFound: "There is nothing at this address."
        case .offsetWrong: "The piece does not begin where the relay's end."
        case .rangeInvalid: "Nothing of it lies in that range."
        case .blobInvalid: "The blob is not the one that the message names."
        case .tooLarge: "A limit of this relay was passed."
        case .envelopeInvalid: "The envelope does not verify."
        case .expired: "The message has expired."
        case .receiptInvalid: "The receipt does not verify."
        case .rateLimited: "More was asked for than this relay takes in a second."
        case .overloaded: "The relay has too much to do."
        case .stopping: "The relay is stopping."
        case .viewMissing: "The relay has no registry or policy in force."
        case .storeFull: "The relay's store is full."
        case .storeUnavailable: "The relay's store cannot be written to."
        case .internalError: "The relay failed."
        }
    }
}
