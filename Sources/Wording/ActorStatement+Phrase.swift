import Identity
import Labels
import Notes
import Primitives
package import Registry

extension ActorStatement {
    /// What it does, in words for whoever is to sign it.
    package var phrase: Phrase {
        switch self {
        case .addNode(let node, let ceiling, let certificate, let receipt):
            Phrase(
                sv:
                    """
                    Noden \(node) läggs till för högst \(ceiling), certifikat \
                    \(fingerprint(certificate)), kvittensnyckel \(receipt.vkey).
                    """,
                en:
                    """
                    The node \(node) is added for up to \(ceiling), certificate \
                    \(fingerprint(certificate)), receipt key \(receipt.vkey).
                    """
            )
        case .revokeNode(let node, let revocation):
            revocation.phrase(
                Phrase(sv: "Noden \(node) återkallas", en: "The node \(node) is revoked"))
        case .addKey(let key, let level, let status, let from, let until):
            Phrase(
                sv:
                    """
                    \(key.purpose.phrase.capitalised.swedish) \(key.id) för \(level), \
                    \(status.phrase.swedish), gäller \(from.rfc3339) till \(until.rfc3339).
                    """,
                en:
                    """
                    \(key.purpose.phrase.capitalised.english) \(key.id) for \(level), \
                    \(status.phrase.english), valid \(from.rfc3339) to \(until.rfc3339).
                    """
            )
        case .revokeKey(let key, let revocation):
            revocation.phrase(
                Phrase(sv: "Nyckeln \(key) återkallas", en: "The key \(key) is revoked"))
        case .addPerson(let person, let key, let from, let until):
            Phrase(
                sv:
                    """
                    Personen \(person) får frisläppa med nyckeln \(key.id), \(from.rfc3339) till \
                    \(until.rfc3339).
                    """,
                en:
                    """
                    The person \(person) may release with the key \(key.id), \(from.rfc3339) to \
                    \(until.rfc3339).
                    """
            )
        case .revokePerson(let person, let revocation):
            revocation.phrase(
                Phrase(sv: "Personen \(person) återkallas", en: "The person \(person) is revoked"))
        }
    }
}
