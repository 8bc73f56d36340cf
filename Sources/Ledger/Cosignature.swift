package import Identity
package import Notes
package import Primitives

/// Proof that a cosigner saw a checkpoint as the largest consistent tree of its log at that time
/// (c2sp.org/tlog-cosignature, Ed25519, type `04`).
package struct VerifiedCosignature: Hashable, Sendable {
    /// Named by our own configuration: the signature does not commit to the cosigner's name.
    package let cosigner: String
    package let time: Timestamp

    fileprivate init(cosigner: String, time: Timestamp) {
        self.cosigner = cosigner
        self.time = time
    }
}

extension VerifiedCheckpoint {
    /// Cosigns; only what the log signed can be, and consistency is for the caller to have checked.
    ///
    /// - Parameter time: Rounded down to whole seconds.
    /// - Throws: ``LedgerError/note(_:)`` for a name no note line can bear, and for a token that did
    ///   not sign.
    package func cosignature(
        name: String, key: SigningPrivateKey, at time: Timestamp
    ) throws(LedgerError) -> NoteSignature {
        let seconds = UInt64(clamping: time.seconds)
        let bytes: [UInt8]
        do throws(TokenError) {
            bytes =
                bigEndian(seconds)
                + (try key.signature(over: cosignedMessage(text: note.text, seconds: seconds)))
        } catch { throw .note(.signingFailed(name: name)) }
        do {
            let noteKey = try NoteKey(name: name, cosigner: key.publicKey)
            return try NoteSignature(name: name, id: noteKey.id, bytes: bytes)
        } catch { throw .note(error) }
    }

    /// The cosignatures of the cosigners in `keys`, one for each key at most.
    ///
    /// Lines of anybody else are ignored, and so are those under keys of other types: ML-DSA-44
    /// (`06`) is known by name, no library here verifies it.
    ///
    /// - Parameter latest: Cosignatures of later times are refused.
    /// - Throws: ``LedgerError/cosignatureInvalid(name:)`` when a line of a known cosigner fails,
    ///   though others hold; ``LedgerError/cosignatureInFuture(name:at:)``.
    package func cosignatures(
        by keys: [NoteKey], notAfter latest: Timestamp
    ) throws(LedgerError) -> [VerifiedCosignature] {
        var verified: [VerifiedCosignature] = []
        var counted: Set<SigningPublicKey> = []
        for line in note.signatures {
            guard let key = keys.first(where: line.isMade), let publicKey = key.cosignatureKey
            else { continue }
            let cosignature = try verify(line, by: publicKey, notAfter: latest)
            // One key, one cosigner, whatever names it goes by.
            if counted.insert(publicKey).inserted { verified.append(cosignature) }
        }
        return verified
    }

    private func verify(
        _ line: NoteSignature, by key: SigningPublicKey, notAfter latest: Timestamp
    ) throws(LedgerError) -> VerifiedCosignature {
        let seconds = line.bytes.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        guard line.bytes.count == 8 + ed25519SignatureBytes, seconds <= UInt64(Int64.max),
            key.verifies(
                Array(line.bytes.dropFirst(8)),
                over: cosignedMessage(text: note.text, seconds: seconds))
        else { throw .cosignatureInvalid(name: line.name) }
        let time = Timestamp(clampingMilliseconds: 0).adding(seconds: Int64(clamping: seconds))
        guard time <= latest else { throw .cosignatureInFuture(name: line.name, at: time) }
        return VerifiedCosignature(cosigner: line.name, time: time)
    }
}

private func cosignedMessage(text: String, seconds: UInt64) -> [UInt8] {
    Array("cosignature/v1\ntime \(seconds)\n\(text)".utf8)
}

private func bigEndian(_ value: UInt64) -> [UInt8] {
    stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: value >> UInt64($0)) }
}

private let ed25519SignatureBytes = 64
