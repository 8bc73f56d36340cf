import Identity
import Notes
import Primitives
package import Registry

extension RootStatement {
    /// What it does, in words for whoever is to sign it.
    package var phrase: Phrase {
        switch self {
        case .rootAuthorities(let quorum):
            Phrase(
                sv: "Roten byts: hädanefter undertecknar \(quorum.phrase.swedish).",
                en: "The root is replaced: from now on \(quorum.phrase.english) sign.")
        case .policyAuthorities(let quorum):
            Phrase(
                sv: "Policyn undertecknas hädanefter av \(quorum.phrase.swedish).",
                en: "Policy is signed by \(quorum.phrase.english) from now on.")
        case .freshnessAuthorities(let quorum):
            Phrase(
                sv: "Färskhetsbevis undertecknas hädanefter av \(quorum.phrase.swedish).",
                en: "Freshness notes are signed by \(quorum.phrase.english) from now on.")
        case .addActor(let actor, let identity):
            Phrase(
                sv: "Aktören \(actor) läggs till, med identitetsnyckeln \(identity.fingerprint).",
                en: "The actor \(actor) is added, with the identity key \(identity.fingerprint).")
        case .replaceIdentity(let actor, let after, let identity):
            Phrase(
                sv:
                    """
                    Aktören \(actor) får en ny identitetsnyckel, \(identity.fingerprint); det som \
                    den gamla undertecknat efter noten \(after.hex.prefix(16))… gäller inte.
                    """,
                en:
                    """
                    The actor \(actor) gets a new identity key, \(identity.fingerprint); what the \
                    old one signed after the note \(after.hex.prefix(16))… does not count.
                    """
            )
        case .revokeActor(let actor, let revocation):
            revocation.phrase(
                Phrase(
                    sv: "Aktören \(actor) återkallas med alla sina nycklar, noder och personer",
                    en: "The actor \(actor) is revoked with all its keys, nodes and persons"))
        case .addRelay(let relay, let url, let certificate, let receipt):
            Phrase(
                sv:
                    """
                    Reläet \(relay) läggs till: \(url), certifikat \(fingerprint(certificate)), \
                    kvittensnyckel \(receipt.vkey).
                    """,
                en:
                    """
                    The relay \(relay) is added: \(url), certificate \(fingerprint(certificate)), \
                    receipt key \(receipt.vkey).
                    """
            )
        case .renewRelay(let relay, let certificate, let previousUntil):
            Phrase(
                sv:
                    """
                    Reläet \(relay) får ett nytt certifikat, \(fingerprint(certificate)); det \
                    tidigare gäller också till \(previousUntil).
                    """,
                en:
                    """
                    The relay \(relay) gets a new certificate, \(fingerprint(certificate)); the \
                    previous one is good too until \(previousUntil).
                    """
            )
        case .revokeRelay(let relay, let revocation):
            revocation.phrase(
                Phrase(sv: "Reläet \(relay) återkallas", en: "The relay \(relay) is revoked"))
        case .addWitness(let witness, let key):
            Phrase(
                sv: "Vittnet \(witness) läggs till, med nyckeln \(key.vkey).",
                en: "The witness \(witness) is added, with the key \(key.vkey).")
        case .revokeWitness(let witness, let revocation):
            revocation.phrase(
                Phrase(
                    sv: "Vittnet \(witness) återkallas", en: "The witness \(witness) is revoked"))
        }
    }
}

extension NoteQuorum {
    /// `2 av 3 (region/root-1 …, …)`: who, and by which key they can be told.
    package var phrase: Phrase {
        let members = authorities.map { "\($0.name) \($0.fingerprint)" }.joined(separator: ", ")
        return Phrase(
            sv: "\(threshold) av \(authorities.count) (\(members))",
            en: "\(threshold) of \(authorities.count) (\(members))")
    }
}

extension NoteAuthority {
    /// Tells the pair of keys from any other: the beginning of SHA-256 over both as they are
    /// written.
    package var fingerprint: String {
        String(Hashing.sha256(Array("\(ed25519.vkey) \(mlDSA65.vkey)".utf8)).hex.prefix(16))
    }
}

extension Revocation {
    /// What is revoked, from when on, and since when it may have been in other hands.
    func phrase(_ what: Phrase) -> Phrase {
        guard let compromisedSince else {
            return Phrase(
                sv: "\(what.swedish) från \(at.rfc3339).", en: "\(what.english) from \(at.rfc3339)."
            )
        }
        return Phrase(
            sv:
                """
                \(what.swedish) från \(at.rfc3339); kan ha varit i andra händer sedan \
                \(compromisedSince.rfc3339).
                """,
            en:
                """
                \(what.english) from \(at.rfc3339); may have been in other hands since \
                \(compromisedSince.rfc3339).
                """
        )
    }
}

/// As `registry show` tells certificates.
func fingerprint(_ certificate: [UInt8]) -> String { Hashing.sha256(certificate).hex }
