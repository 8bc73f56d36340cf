/// A text and the lines that claim to sign it: well formed, vouched for by nobody.
///
///     This is an example message.
///
///     — example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=
///
/// The text ends in LF and is what is signed, without the empty line. Nothing should act on it
/// before ``verified(by:)`` has returned. Source: c2sp.org/signed-note.
package struct SignedNote: Hashable, Sendable {
    package let text: String
    package let signatures: [NoteSignature]

    /// Reads a note.
    ///
    /// - Throws: ``NoteError`` for anything ``encoded`` would not have written.
    package init(parsing bytes: [UInt8]) throws(NoteError) {
        guard bytes.count <= noteTextMaxBytes + noteSignaturesMaxBytes else {
            throw .tooLarge(limitBytes: noteTextMaxBytes + noteSignaturesMaxBytes)
        }
        guard let end = lastEmptyLine(in: bytes) else {
            if let offset = controlCharacterOffset(in: bytes) {
                throw .controlCharacter(offset: offset)
            }
            throw .emptyLineMissing
        }
        text = try noteText(bytes[..<end])
        signatures = try noteSignatures(
            bytes[(end + 1)...], linesBefore: bytes[...end].count { $0 == lineFeed })
    }

    /// Signs `text`; one line per signer, in that order.
    ///
    /// - Throws: ``NoteError`` when the text could not be read back, or there is no signer.
    package init(text: String, signers: [NoteSigner]) throws(NoteError) {
        let bytes = Array(text.utf8)
        self.text = try noteText(bytes[...])
        var signatures: [NoteSignature] = []
        for signer in signers { signatures.append(try signer.signature(over: bytes)) }
        guard !signatures.isEmpty else { throw .signaturesMissing }
        guard signatures.count <= noteSignaturesMax else {
            throw .signaturesTooMany(limit: noteSignaturesMax)
        }
        self.signatures = signatures
    }

    private init(text: String, signatures: [NoteSignature]) {
        self.text = text
        self.signatures = signatures
    }

    /// The note as it is stored and sent.
    package var encoded: [UInt8] {
        var out = Array(text.utf8)
        out.append(lineFeed)
        for signature in signatures {
            out += signature.line.utf8
            out.append(lineFeed)
        }
        return out
    }

    /// The note with one more signer; a line of the same name and id is replaced.
    package func adding(_ signer: NoteSigner) throws(NoteError) -> SignedNote {
        try adding(signer.signature(over: Array(text.utf8)))
    }

    /// The note with one more line, such as a cosignature; one of the same name and id is replaced.
    package func adding(_ signature: NoteSignature) throws(NoteError) -> SignedNote {
        let kept = signatures.filter {
            $0.id != signature.id || !$0.name.utf8.elementsEqual(signature.name.utf8)
        }
        guard kept.count < noteSignaturesMax else {
            throw .signaturesTooMany(limit: noteSignaturesMax)
        }
        return SignedNote(text: text, signatures: kept + [signature])
    }
}

/// The largest text of a note.
package let noteTextMaxBytes = 16 << 20
/// All signature lines of a note together.
package let noteSignaturesMaxBytes = 1 << 20
/// As many as Go's `note` package takes; C2SP asks for at least 16.
package let noteSignaturesMax = 100

let lineFeed = UInt8(ascii: "\n")

/// Offset of the LF that is the last empty line.
private func lastEmptyLine(in bytes: [UInt8]) -> Int? {
    var offset = bytes.count - 1
    while offset > 0 {
        if bytes[offset] == lineFeed && bytes[offset - 1] == lineFeed { return offset }
        offset -= 1
    }
    return nil
}

private func controlCharacterOffset(in bytes: some Collection<UInt8>) -> Int? {
    var offset = 0
    for byte in bytes {
        if byte < 0x20 && byte != lineFeed { return offset }
        offset += 1
    }
    return nil
}

/// Checks a text by itself.
private func noteText(_ bytes: ArraySlice<UInt8>) throws(NoteError) -> String {
    guard bytes.count <= noteTextMaxBytes else { throw .tooLarge(limitBytes: noteTextMaxBytes) }
    if let offset = controlCharacterOffset(in: bytes) { throw .controlCharacter(offset: offset) }
    guard bytes.last == lineFeed else { throw .textUnterminated }
    guard let text = String(validating: bytes, as: UTF8.self) else { throw .utf8Invalid }
    return text
}

/// Reads the lines after the empty one.
private func noteSignatures(_ bytes: ArraySlice<UInt8>, linesBefore: Int) throws(NoteError)
    -> [NoteSignature]
{
    guard bytes.count <= noteSignaturesMaxBytes else {
        throw .tooLarge(limitBytes: noteSignaturesMaxBytes)
    }
    guard !bytes.isEmpty else { throw .signaturesMissing }
    var lines = bytes.split(separator: lineFeed, omittingEmptySubsequences: false)[...]
    guard lines.popLast()?.isEmpty == true else {
        throw .signatureLineMalformed(line: linesBefore + lines.count + 1)
    }
    guard lines.count <= noteSignaturesMax else {
        throw .signaturesTooMany(limit: noteSignaturesMax)
    }
    var signatures: [NoteSignature] = []
    for line in lines {
        guard let signature = NoteSignature(line: line) else {
            throw .signatureLineMalformed(line: linesBefore + signatures.count + 1)
        }
        signatures.append(signature)
    }
    return signatures
}
