package import Envelopes
import Identity
package import Sealing

/// Why something that arrived was not taken in: a stable code and the facts a sentence needs.
package struct ArrivalDefect: Codable, Hashable, Sendable {
    package enum Code: String, Codable, CaseIterable, Sendable {
        /// Not an envelope, or not whole.
        case damaged
        case versionUnknown = "version-unknown"
        case keyUnknown = "key-unknown"
        case keyMisused = "key-misused"
        case signatureInvalid = "signature-invalid"
        case createdInFuture = "created-in-future"
        case slotsInvalid = "slots-invalid"
        case releaseInvalid = "release-invalid"
        /// The content is not what the header says.
        case contentInvalid = "content-invalid"
        /// Nothing in it is for us.
        case slotMissing = "slot-missing"
        /// It is sealed to a key this node's ring does not have.
        case keyMissing = "key-missing"
        /// It is sealed to a key of ours whose private half was destroyed, its time being over.
        case keyDestroyed = "key-destroyed"
        case openFailed = "open-failed"
        /// No policy was in force here.
        case policyMissing = "policy-missing"
        /// Decided against, by the gates beside it.
        case denied
    }

    package let code: Code
    /// `key`, `misuse`, `time`, `person`, `version`.
    package let facts: [String: String]

    package init(_ code: Code, _ facts: [String: String] = [:]) {
        self.code = code
        self.facts = facts
    }

    package init(_ error: EnvelopeError) {
        switch error {
        case .versionUnknown(let found): self.init(.versionUnknown, ["version": "\(found)"])
        case .keyUnknown(let key): self.init(.keyUnknown, ["key": key.hex])
        case .keyMisused(let key, let misuse): self.init(key, misuse)
        case .signatureInvalid(let key): self.init(.signatureInvalid, ["key": key.hex])
        case .createdInFuture(let time): self.init(.createdInFuture, ["time": time.rfc3339])
        case .slotRootMismatch, .slotPathInvalid, .slotsMissing, .slotRecipientRepeated:
            self.init(.slotsInvalid)
        case .releaseInvalid(let person): self.init(.releaseInvalid, ["person": person.text])
        case .contentSizeWrong, .contentDigestWrong: self.init(.contentInvalid)
        case .truncated, .trailingBytes, .magicMissing, .tooLong, .tooMany, .malformed,
            .notCanonical, .fieldInvalid, .labelInvalid, .nameInvalid, .signatureCountWrong:
            self.init(.damaged)
        }
    }

    package init(_ error: SealingError) {
        switch error {
        case .envelopeInvalid(let error): self.init(error)
        case .slotMissing: self.init(.slotMissing)
        case .keyMissing: self.init(.keyMissing)
        case .keyUnusable(let key, let misuse): self.init(key, misuse)
        case .openFailed, .primitiveFailed, .tokenFailed, .contentHeadInvalid, .noRecipients,
            .recipientRepeated:
            self.init(.openFailed)
        }
    }

    private init(_ key: KeyID, _ misuse: KeyMisuse) {
        self.init(.keyMisused, ["key": key.hex, "misuse": misuse.rawValue])
    }
}
