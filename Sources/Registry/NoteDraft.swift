package import Identity
package import Notes
import Primitives

/// A note on its way from signer to signer: a text of one of the chains, and the signatures it has
/// so far.
///
/// As a file it is the text alone, or the text with signature lines as in any signed note: the last
/// signature makes it one, and nothing is converted on the way. Spec: Registry#drafts.
package struct NoteDraft: Hashable, Sendable {
    package let content: Content
    /// `nil` while nobody has signed.
    package let note: SignedNote?

    package enum Content: Hashable, Sendable {
        case root(RootNote)
        case actor(ActorNote)

        /// - Throws: ``RegistryError/malformed(line:expected:)``.
        init(text: String) throws(RegistryError) {
            if ActorNote.isType(of: text) {
                self = .actor(try ActorNote(text: text))
            } else {
                self = .root(try RootNote(text: text))
            }
        }

        package var text: String {
            switch self {
            case .root(let note): note.text
            case .actor(let note): note.text
            }
        }
    }

    /// One that nobody has signed.
    package init(_ content: Content) {
        self.content = content
        note = nil
    }

    /// - Throws: ``RegistryError/note(_:)``, ``RegistryError/malformed(line:expected:)``.
    package init(parsing bytes: [UInt8]) throws(RegistryError) {
        guard Self.hasEmptyLine(bytes) else {
            guard let text = String(validating: bytes, as: UTF8.self) else {
                throw .note(.utf8Invalid)
            }
            self = NoteDraft(try Content(text: text))
            return
        }
        let note: SignedNote
        do { note = try SignedNote(parsing: bytes) } catch { throw .note(error) }
        self = NoteDraft(try Content(text: note.text), note)
    }

    /// No line of such a text is empty, so that an empty one begins the signatures.
    private static func hasEmptyLine(_ bytes: [UInt8]) -> Bool {
        zip(bytes, bytes.dropFirst()).contains {
            $0 == UInt8(ascii: "\n") && $1 == UInt8(ascii: "\n")
        }
    }

    /// As a file.
    package var encoded: [UInt8] { note?.encoded ?? Array(content.text.utf8) }

    package var signatures: [NoteSignature] { note?.signatures ?? [] }

    package var chain: RegistryChain {
        switch content {
        case .root: .root
        case .actor(let note): .actor(note.actor)
        }
    }

    package var sequence: Int {
        switch content {
        case .root(let note): note.sequence
        case .actor(let note): note.sequence
        }
    }

    /// SHA-256 of the text: what two people compare to know that they mean the same.
    package var digest: Digest { Hashing.sha256(Array(content.text.utf8)) }
}

extension NoteDraft {
    /// The draft with the signatures of one more holder.
    ///
    /// - Throws: ``RegistryError/signedTwice(name:)``, ``RegistryError/note(_:)``.
    package func signed(by signers: [NoteSigner]) throws(RegistryError) -> NoteDraft {
        let own: SignedNote
        do { own = try SignedNote(text: content.text, signers: signers) } catch {
            throw .note(error)
        }
        return try joined(with: NoteDraft(content, own))
    }

    /// The signatures of both, of one text.
    ///
    /// - Throws: ``RegistryError/draftsDiffer(_:_:)``, and ``RegistryError/signedTwice(name:)`` for
    ///   a holder who is in both: whoever collects is to know who has signed, and not count a file
    ///   that came twice.
    package func joined(with other: NoteDraft) throws(RegistryError) -> NoteDraft {
        guard content == other.content else { throw .draftsDiffer(digest, other.digest) }
        guard var joined = note else { return other }
        let names = Set(joined.signatures.map(\.name))
        for signature in other.signatures {
            guard !names.contains(signature.name) else { throw .signedTwice(name: signature.name) }
            do { joined = try joined.adding(signature) } catch { throw .note(error) }
        }
        return NoteDraft(content, joined)
    }

    private init(_ content: Content, _ note: SignedNote) {
        self.content = content
        self.note = note
    }
}
