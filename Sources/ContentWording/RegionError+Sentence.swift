package import Handover
import Identity
import Labels
import Notes
import Policies
package import Regions
package import Wording

extension RegionError: Worded {
    package var sentence: Sentence {
        switch self {
        case .actorListInvalid(let path, let line, let text):
            Sentence(
                sv: "\(path), rad \(line): ”\(text)” är ingen aktör eller står två gånger.",
                en: "\(path), line \(line): “\(text)” is no actor or stands twice.",
                hint: Phrase(
                    sv: "En identifierare per rad, som kommun-solna; # inleder en kommentar.",
                    en: "One identifier a line, as kommun-solna; # begins a comment."))
        case .actorUnknown(let actor):
            Sentence(
                sv: "Policyn känner inte aktören \(actor).",
                en: "The policy does not know the actor \(actor).",
                hint: Phrase(
                    sv: "budkavle policy show actors visar dem som finns.",
                    en: "budkavle policy show actors lists those there are."))
        case .signersTooFew(let role, let found, let required):
            Sentence(
                sv: "\(required) \(role.phrase.swedish) måste skriva under; \(found) hittades.",
                en: "\(required) \(role.phrase.english) must sign; \(found) were found.",
                hint: Phrase(
                    sv: "Peka ut ringarna med --signer KATALOG, en gång för var och en.",
                    en: "Point at the rings with --signer DIR, once for each."))
        case .keyAbsent(let ring, let purpose):
            Sentence(
                sv: "Nyckelringen \(ring) har inte den nyckel som behövs (\(purpose)).",
                en: "The key ring \(ring) does not hold the key that is needed (\(purpose)).",
                hint: Phrase(
                    sv:
                        """
                        Är det rätt aktör, nivå och status? budkavle keys show visar vad \
                        ringen har.
                        """,
                    en:
                        """
                        Is it the right actor, level and status? budkavle keys show lists \
                        what it has.
                        """
                ))
        case .ringOfOtherRegion(let ring):
            Sentence(
                sv: "Nyckelringen \(ring) hör till en annan region.",
                en: "The key ring \(ring) belongs to another region.")
        case .ringLocked(let ring):
            Sentence(
                sv: "Nyckelringen \(ring) är låst.", en: "The key ring \(ring) is locked.",
                hint: Phrase(
                    sv:
                        """
                        Ange --key-file FIL, eller kör vid en terminal för att få frågan om \
                        lösenord.
                        """,
                    en: "Give --key-file FILE, or run at a terminal to be asked for the passphrase."
                ))
        case .nodeUnknown(let node):
            Sentence(sv: "Noden \(node) finns inte.", en: "There is no node \(node).")
        case .personUnknown(let person):
            Sentence(sv: "Personen \(person) finns inte.", en: "There is no person \(person).")
        case .exerciseUnknown(let id):
            Sentence(
                sv: "Ingen övning heter \(id).", en: "No exercise is called \(id).",
                hint: Phrase(
                    sv: "budkavle exercise show visar dem som finns.",
                    en: "budkavle exercise show lists those there are."))
        case .activationUnknown(let id):
            Sentence(
                sv: "Ingen aktivering heter \(id).", en: "No activation is called \(id).",
                hint: Phrase(
                    sv: "budkavle activation show visar dem som finns.",
                    en: "budkavle activation show lists those there are."))
        case .activationTaken(let id, let convener, let status):
            Sentence(
                sv: "Aktiveringen \(id) är redan undertecknad av \(convener), för \(status).",
                en: "Activation \(id) is already signed by \(convener), for \(status).",
                hint: Phrase(
                    sv: "Ge den nya ett eget namn.", en: "Give the new one a name of its own."))
        case .policyMissing(let path):
            Sentence(
                sv: "Ingen undertecknad policy gäller i \(path).",
                en: "No signed policy is in force in \(path).",
                hint: Phrase(
                    sv: "budkavle policy sign gör en av källorna.",
                    en: "budkavle policy sign makes one of the sources."))
        case .certificateInvalid(let path):
            Sentence(
                sv: "\(path) är inget certifikat (X.509 i DER eller PEM).",
                en: "\(path) is no certificate (X.509 in DER or PEM).")
        case .rivalSigned(let chain, let sequence, let digest):
            Sentence(
                sv:
                    """
                    Ringen har redan undertecknat en annan not \(sequence) \
                    (\(chain.phrase.swedish): \(digest.hex.prefix(16))…). Båda tillsammans vore en \
                    delad kedja.
                    """,
                en:
                    """
                    The ring has signed another note \(sequence) already \
                    (\(chain.phrase.english): \(digest.hex.prefix(16))…). Both together would be a \
                    fork.
                    """,
                hint: Phrase(
                    sv: "Är det första utkastet makulerat hos alla: --withdrawn \(digest.hex).",
                    en: "If the first draft is destroyed everywhere: --withdrawn \(digest.hex)."))
        case .signedInvalid(let path, let line):
            Sentence(
                sv: "\(path), rad \(line): listan över vad ringen undertecknat går inte att läsa.",
                en: "\(path), line \(line): the list of what the ring has signed cannot be read.")
        case .holderUnknown(let text):
            Sentence(
                sv: "\(text) är varken en nuvarande innehavare eller en fil med en nys nycklar.",
                en: "\(text) is neither a present holder nor a file with a new one's keys.",
                hint: Phrase(
                    sv: "budkavle keys holder gör en ny innehavares ring och fil.",
                    en: "budkavle keys holder makes a new holder's ring and file."))
        case .levelUnused(let level):
            Sentence(
                sv: "Regionen använder inte nivån \(level).",
                en: "The region does not use the level \(level).")
        case .countersInvalid(let path, let line):
            Sentence(
                sv: "\(path), rad \(line): filen med löpnummer går inte att läsa.",
                en: "\(path), line \(line): the file of message numbers cannot be read.",
                hint: Phrase(
                    sv:
                        """
                        Ta fram säkerhetskopian; ett nummer som används två gånger ser ut som \
                        ett undanhållet meddelande.
                        """,
                    en: "Fetch the backup; a number used twice looks like a message withheld."))
        case .inputChanged(let path):
            Sentence(
                sv: "\(path) ändrades medan den lästes.", en: "\(path) changed while it was read.",
                hint: Phrase(sv: "Försök igen.", en: "Try again."))
        case .blobMissing(let path):
            Sentence(
                sv: "Den förseglade bilagan \(path) finns inte.",
                en: "The sealed attachment \(path) is not there.",
                hint: Phrase(
                    sv: "Kuvertet och dess katalog .attachments följs åt; annars --blobs KATALOG.",
                    en: "An envelope and its directory .attachments go together; else --blobs DIR.")
            )
        case .blobAltered(let path):
            Sentence(
                sv: "\(path) är inte den bilaga som avsändaren undertecknade.",
                en: "\(path) is not the attachment that the sender signed.",
                hint: Phrase(
                    sv: "Hämta den på nytt. Ändras den igen har någon ändrat den.",
                    en: "Fetch it again. If it is altered again, somebody has altered it."))
        case .notAddressed(let actor):
            Sentence(
                sv: "Kuvertet är inte förseglat till \(actor).",
                en: "The envelope is not sealed to \(actor).",
                hint: Phrase(
                    sv: "budkavle inspect visar till vilka.", en: "budkavle inspect shows to whom.")
            )
        case .ringOfNode(let ring):
            Sentence(
                sv: "\(ring) är en nods ring; noden räknar själv sina meddelanden.",
                en: "\(ring) is a node's ring; the node counts its messages itself.",
                hint: Phrase(
                    sv: "Skicka med budkavle send, eller försegla med aktörens egen ring.",
                    en: "Send with budkavle send, or seal with the actor's own ring."))
        case .recipientUnclear:
            Sentence(
                sv: "Det framgår inte vem som öppnar.", en: "It is not clear who opens.",
                hint: Phrase(
                    sv: "Ange --as AKTÖR, --ring KATALOG eller --node KATALOG.",
                    en: "Give --as ACTOR, --ring DIR or --node DIR."))
        }
    }
}

extension AuthorityRole {
    /// In the plural.
    package var phrase: Phrase {
        switch self {
        case .root: Phrase(sv: "rotnyckelringar", en: "root key rings")
        case .policy: Phrase(sv: "policynyckelringar", en: "policy key rings")
        case .freshness: Phrase(sv: "färskhetsnyckelringar", en: "freshness key rings")
        }
    }
}

extension RegionRefusal {
    package var sentence: Sentence {
        switch self {
        case .policy(let path, let refusal, _): refusal.sentence.prefixed(path)
        case .note(let path, let error): error.sentence.prefixed(path)
        case .unreadable(let path, let error): error.sentence.prefixed(path)
        }
    }
}

extension RefusedNote: Worded {
    package var sentence: Sentence { refusal.sentence }
}
