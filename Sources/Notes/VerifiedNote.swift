/// Proof that a verification of ``SignedNote`` returned: the text is what these names signed.
package struct VerifiedNote: Hashable, Sendable {
    package let text: String
    /// Whose signatures hold, in the order of their lines, each once.
    package let signerNames: [String]

    fileprivate init(text: String, signerNames: [String]) {
        self.text = text
        self.signerNames = signerNames
    }
}

extension SignedNote {
    /// Checks the lines that name one of `keys`; all others are ignored.
    ///
    /// - Throws: ``NoteError/signatureInvalid(name:)`` when one of them fails, though others hold,
    ///   ``NoteError/signatureMissing`` when none is there, ``NoteError/keysAmbiguous(name:)``.
    package func verified(by keys: [NoteKey]) throws(NoteError) -> VerifiedNote {
        let holding = try holdingKeys(among: keys)
        guard !holding.isEmpty else { throw .signatureMissing }
        return VerifiedNote(text: text, signerNames: distinctNames(of: holding))
    }

    /// Checks that enough of the quorum's authorities have signed, each with both keys.
    ///
    /// - Throws: ``NoteError/thresholdUnmet(required:found:)``, and what ``verified(by:)`` throws
    ///   for lines that fail.
    package func verified(by quorum: NoteQuorum) throws(NoteError) -> VerifiedNote {
        let holding = try holdingKeys(
            among: quorum.authorities.flatMap { [$0.ed25519, $0.mlDSA65] })
        let signed = quorum.authorities.filter {
            holding.contains($0.ed25519) && holding.contains($0.mlDSA65)
        }
        guard signed.count >= quorum.threshold else {
            throw .thresholdUnmet(required: quorum.threshold, found: signed.count)
        }
        return VerifiedNote(text: text, signerNames: signed.map(\.name))
    }

    /// The same for a quorum given in parts.
    ///
    /// - Throws: ``NoteError``.
    package func verified(
        byAtLeast threshold: Int, of authorities: [NoteAuthority]
    ) throws(NoteError) -> VerifiedNote {
        try verified(by: NoteQuorum(threshold: threshold, authorities: authorities))
    }

    /// The keys some line names, in the order of the lines; every such line holds.
    private func holdingKeys(among keys: [NoteKey]) throws(NoteError) -> [NoteKey] {
        let known = keys.filter {
            if case .other = $0.publicKey { false } else { true }
        }
        let textBytes = Array(text.utf8)
        var holding: [NoteKey] = []
        for signature in signatures {
            let named = Set(known.filter(signature.isMade))
            guard let key = named.first else { continue }
            guard named.count == 1 else { throw .keysAmbiguous(name: key.name) }
            guard key.verifies(signature.bytes, over: textBytes) else {
                throw .signatureInvalid(name: key.name)
            }
            if !holding.contains(key) { holding.append(key) }
        }
        return holding
    }

    private func distinctNames(of keys: [NoteKey]) -> [String] {
        var names: [String] = []
        for key in keys where !names.contains(key.name) { names.append(key.name) }
        return names
    }
}
