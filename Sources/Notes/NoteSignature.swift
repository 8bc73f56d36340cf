import Identity

/// One signature line of a note, vouched for by nobody.
///
///     — example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=
package struct NoteSignature: Hashable, Sendable {
    /// Who claims to have signed.
    package let name: String
    /// Which of that name's keys.
    package let id: UInt32
    /// What follows the key id; its shape is the signature type's.
    package let bytes: [UInt8]

    /// - Throws: ``NoteError/nameInvalid(text:)``.
    package init(name: String, id: UInt32, bytes: [UInt8]) throws(NoteError) {
        guard noteNameIsValid(name) else { throw .nameInvalid(text: name) }
        self.name = name
        self.id = id
        self.bytes = bytes
    }

    /// Whether `key` is the one this line names; compared byte by byte, since equal strings may
    /// be spelled differently in Unicode.
    package func isMade(by key: NoteKey) -> Bool {
        id == key.id && name.utf8.elementsEqual(key.name.utf8)
    }

    /// The line without its LF.
    var line: String {
        "\u{2014} \(name) \(Base64.encode(bigEndianBytes(id) + bytes))"
    }

    /// Reads a line without its LF; `nil` for anything ``line`` would not have written.
    init?(line: some BidirectionalCollection<UInt8>) {
        let prefix = Array("\u{2014} ".utf8)
        guard line.starts(with: prefix) else { return nil }
        let fields = line.dropFirst(prefix.count).split(
            separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
        guard fields.count == 2, let name = String(validating: fields[0], as: UTF8.self),
            let base64 = String(validating: fields[1], as: UTF8.self),
            let content = try? Base64.decode(base64), content.count > noteKeyIDBytes
        else { return nil }
        try? self.init(
            name: name, id: bigEndian(content.prefix(noteKeyIDBytes)),
            bytes: Array(content.dropFirst(noteKeyIDBytes)))
    }
}
