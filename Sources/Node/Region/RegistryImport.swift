import Identity
package import Registry
import Wording

/// What came of notes of the registry that were brought as files; goes over the socket as it is.
package struct RegistryImport: Codable, Sendable {
    /// Paths of the notes that were new.
    package var added: [String]
    package var refused: [Refused]
    package var registryHead: String

    package struct Refused: Codable, Sendable {
        package var path: String
        /// Whether the note contradicts one that is held, so that both were kept.
        package var isEvidence: Bool
        package var sv: String
        package var en: String
    }

    package init(_ growth: RegistryGrowth) {
        added = growth.added
        refused = growth.refusals.map { refusal in
            let text = refusal.error.sentence.text
            return Refused(
                path: refusal.path, isEvidence: refusal.evidence != nil, sv: text.swedish,
                en: text.english)
        }
        registryHead = growth.registry.head.hex
    }
}
