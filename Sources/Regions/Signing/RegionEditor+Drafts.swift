package import Identity
import Notes
package import Registry

/// Notes whose holders sign apart, each on a machine without network.
extension RegionEditor {
    /// What the root holders are to sign next.
    ///
    /// - Throws: ``RegistryError`` for what the registry would refuse, were it signed.
    package func draftRoot(_ statements: [RootStatement]) throws(RegistryError) -> NoteDraft {
        try examined(NoteDraft(.root(registry.nextRootNote(at: now, statements))))
    }

    /// What the actor's identity is to sign next.
    ///
    /// - Throws: as ``draftRoot(_:)``.
    package func draftActor(
        _ actor: ActorID, _ statements: [ActorStatement]
    ) throws(RegistryError) -> NoteDraft {
        try examined(
            NoteDraft(.actor(registry.nextActorNote(of: actor, at: now, statements))))
    }

    /// Appends a draft that enough have signed.
    ///
    /// - Returns: the path of the new note.
    /// - Throws: ``RegistryError``; ``RegistryError/note(_:)`` with the threshold that is not met.
    @discardableResult
    package mutating func append(_ draft: NoteDraft) throws -> String {
        try registry.standing(of: draft).requireComplete()
        guard let note = draft.note else { throw RegistryError.note(.signaturesMissing) }
        return try append(prepare(note, at: draft.path))
    }

    private func examined(_ draft: NoteDraft) throws(RegistryError) -> NoteDraft {
        _ = try registry.standing(of: draft)
        return draft
    }
}
