import Identity
package import Registry

extension RegistryError: Worded {
    package var sentence: Sentence {
        switch self {
        case .malformed, .note: ofText
        case .chainEmpty, .genesisUntrusted, .genesisIncomplete, .regionWrong, .actorWrong,
            .sequenceGap, .originWrong, .forked, .timeReversed, .headUnknown:
            ofChain
        case .draftOvertaken, .draftStray, .draftsDiffer, .signedTwice, .signerForeign: ofDraft
        case .keyTaken, .keyNameWrong, .certificateTaken, .nameTaken, .unknown, .alreadyRevoked,
            .actorRevoked, .validityEmpty, .revocationBackdated, .compromiseAfterRevocation,
            .tooMany:
            ofStatement
        case .fileUnknown, .fileMisplaced, .privateMaterial, .inFile: ofFile
        }
    }

    private var ofText: Sentence {
        switch self {
        case .malformed(let line, let expected):
            Sentence(
                sv: "Rad \(line): där väntades \(expected).",
                en: "Line \(line): \(expected) was expected.")
        case .note(let error): error.sentence
        default: unexpected
        }
    }

    private var ofChain: Sentence {
        switch self {
        case .chainEmpty(let chain):
            Sentence(
                sv: "\(chain.phrase.swedish) saknar noter.",
                en: "\(chain.phrase.english) has no notes.")
        case .genesisUntrusted(let trusted, let found):
            Sentence(
                sv:
                    """
                    Registret börjar med en annan not (\(found.hex.prefix(16))…) än den \
                    betrodda (\(trusted.hex.prefix(16))…).
                    """,
                en:
                    """
                    The registry begins with another note (\(found.hex.prefix(16))…) than the \
                    trusted one (\(trusted.hex.prefix(16))…).
                    """,
                hint: Phrase(
                    sv: "Det är en annan region, eller ett försök att byta ut registret.",
                    en: "This is another region, or an attempt to replace the registry."))
        case .genesisIncomplete:
            Sentence(
                sv: "Den första noten nämner inte rot-, policy- och färskhetsnycklar.",
                en: "The first note does not name root, policy and freshness authorities.")
        case .regionWrong(let expected, let found):
            Sentence(
                sv: "Noten gäller regionen \(found), inte \(expected).",
                en: "The note is of region \(found), not \(expected).")
        case .actorWrong(let expected, let found):
            Sentence(
                sv: "Noten gäller aktören \(found), inte \(expected).",
                en: "The note is of actor \(found), not \(expected).")
        case .sequenceGap(let chain, let expected, let found):
            Sentence(
                sv: "\(chain.phrase.swedish): not \(expected) väntades, not \(found) kom.",
                en: "\(chain.phrase.english): note \(expected) was expected, note \(found) came.",
                hint: Phrase(
                    sv: "En not fattas eller ligger i fel ordning; hämta registret på nytt.",
                    en: "A note is missing or out of order; fetch the registry again."))
        case .originWrong(let actor, _, _):
            Sentence(
                sv: "Den första noten för \(actor) utgår inte från rotnoten som lade till aktören.",
                en: "The first note of \(actor) does not grow from the root note that added it.")
        case .forked(let chain, let sequence, let known, let offered):
            Sentence(
                sv:
                    """
                    \(chain.phrase.swedish) har delat sig vid not \(sequence): \
                    \(known.hex.prefix(16))… och \(offered.hex.prefix(16))… är båda \
                    undertecknade.
                    """,
                en:
                    """
                    \(chain.phrase.english) has forked at note \(sequence): \
                    \(known.hex.prefix(16))… and \(offered.hex.prefix(16))… are both signed.
                    """,
                hint: Phrase(
                    sv: "Spara båda noterna: de bevisar att undertecknaren skrivit två historier.",
                    en: "Keep both notes: they prove that the signer has told two stories."))
        case .timeReversed(let chain, let previous, let found):
            Sentence(
                sv:
                    """
                    \(chain.phrase.swedish): noten är daterad \(found), före den förra \
                    (\(previous)).
                    """,
                en:
                    """
                    \(chain.phrase.english): the note is dated \(found), before the last one \
                    (\(previous)).
                    """,
                hint: Phrase(sv: "Kontrollera klockan.", en: "Check the clock."))
        case .headUnknown(let actor, let digest):
            Sentence(
                sv:
                    """
                    Identiteten för \(actor) byts efter en not (\(digest.hex.prefix(16))…) \
                    som inte finns.
                    """,
                en:
                    """
                    The identity of \(actor) is replaced after a note \
                    (\(digest.hex.prefix(16))…) that is not there.
                    """
            )
        default: unexpected
        }
    }

    private var ofDraft: Sentence {
        switch self {
        case .draftOvertaken(let chain, let sequence, let digest):
            Sentence(
                sv:
                    """
                    \(chain.phrase.swedish) har redan en not \(sequence) \
                    (\(digest.hex.prefix(16))…): utkastet är överspelat.
                    """,
                en:
                    """
                    \(chain.phrase.english) has a note \(sequence) already \
                    (\(digest.hex.prefix(16))…): the draft has been overtaken.
                    """,
                hint: Phrase(
                    sv: "Gör ett nytt utkast på dagens register.",
                    en: "Make a new draft on today's registry."))
        case .draftStray(let chain, let sequence):
            Sentence(
                sv:
                    """
                    \(chain.phrase.swedish): utkastet till not \(sequence) bygger på en annan \
                    kedja än den som finns här.
                    """,
                en:
                    """
                    \(chain.phrase.english): the draft of note \(sequence) is built on another \
                    chain than the one held here.
                    """,
                hint: Phrase(
                    sv:
                        """
                        Skriv inte under. Hämta registret på nytt; skiljer det sig ändå, \
                        tala med de andra.
                        """,
                    en:
                        """
                        Do not sign. Fetch the registry again; if it still differs, talk to the \
                        others.
                        """
                ))
        case .draftsDiffer(let one, let other):
            Sentence(
                sv:
                    """
                    Filerna är utkast till olika noter: \(one.hex.prefix(16))… och \
                    \(other.hex.prefix(16))….
                    """,
                en:
                    """
                    The files are drafts of different notes: \(one.hex.prefix(16))… and \
                    \(other.hex.prefix(16))….
                    """
            )
        case .signedTwice(let name):
            Sentence(
                sv: "\(name) har redan skrivit under och räknas en gång.",
                en: "\(name) has signed already and counts once.")
        case .signerForeign(let name):
            Sentence(
                sv: "\(name) är inte en av dem som ska skriva under.",
                en: "\(name) is not one of those who are to sign.")
        default: unexpected
        }
    }

    private var ofStatement: Sentence {
        switch self {
        case .keyTaken(let key, let known, let wanted):
            Sentence(
                sv:
                    """
                    Nyckeln \(key) är redan \(known.phrase.swedish) och kan inte också bli \
                    \(wanted.phrase.swedish).
                    """,
                en:
                    """
                    The key \(key) is already \(known.phrase.english) and cannot also become \
                    \(wanted.phrase.english).
                    """,
                hint: Phrase(
                    sv: "En nyckel har ett ändamål; gör en ny.",
                    en: "A key has one purpose; make a new one."))
        case .keyNameWrong(let expected, let found):
            Sentence(
                sv: "Nyckeln heter \(found) men ska heta \(expected).",
                en: "The key is named \(found) but must be named \(expected).")
        case .certificateTaken(let fingerprint):
            Sentence(
                sv: "Certifikatet \(fingerprint.hex.prefix(16))… är redan registrerat.",
                en: "The certificate \(fingerprint.hex.prefix(16))… is registered already.")
        case .nameTaken(let concept, let name):
            Sentence(
                sv: "Det finns redan \(conceptPhrase(concept).swedish) med namnet \(name).",
                en: "There is already \(conceptPhrase(concept).english) named \(name).")
        case .unknown(let concept, let name):
            Sentence(
                sv: "Registret känner inte \(conceptPhrase(concept).swedish) med namnet \(name).",
                en: "The registry does not know \(conceptPhrase(concept).english) named \(name).")
        case .alreadyRevoked(let concept, let name):
            Sentence(
                sv: "\(name) (\(conceptPhrase(concept).swedish)) är redan återkallad.",
                en: "\(name) (\(conceptPhrase(concept).english)) has been revoked already.")
        case .actorRevoked(let actor):
            Sentence(
                sv: "\(actor) är återkallad.", en: "\(actor) has been revoked.")
        case .validityEmpty(let from, let until):
            Sentence(
                sv: "Giltigheten \(from) till \(until) är tom.",
                en: "The validity \(from) to \(until) is empty.")
        case .revocationBackdated(let at, let noteTime):
            Sentence(
                sv: "Återkallelsen gäller från \(at), före sin egen not (\(noteTime)).",
                en: "The revocation is effective from \(at), before its own note (\(noteTime)).",
                hint: Phrase(
                    sv: "Det förflutna sägs med --compromised-since.",
                    en: "The past is said with --compromised-since."))
        case .compromiseAfterRevocation(let at, let since):
            Sentence(
                sv: "Röjd sedan \(since) är efter återkallelsen \(at).",
                en: "Compromised since \(since) is after the revocation \(at).")
        case .tooMany(let concept, let limit):
            Sentence(
                sv: "Fler än \(limit): \(conceptPhrase(concept).swedish).",
                en: "More than \(limit): \(conceptPhrase(concept).english).")
        default: unexpected
        }
    }

    private var ofFile: Sentence {
        switch self {
        case .fileUnknown:
            Sentence(
                sv: "Filen hör inte hemma i registret.",
                en: "The file does not belong in the registry.")
        case .fileMisplaced(let path):
            Sentence(
                sv: "Filen ligger fel; den ska heta \(path).",
                en: "The file is misplaced; it must be \(path).")
        case .privateMaterial:
            Sentence(
                sv: "Filen innehåller privat nyckelmaterial, och Keys/ är offentligt.",
                en: "The file holds private key material, and Keys/ is public.",
                hint: Phrase(
                    sv: "Betrakta nyckeln som röjd: återkalla den och gör en ny.",
                    en: "Treat the key as compromised: revoke it and make a new one."))
        case .inFile(let path, let error): error.sentence.prefixed(path)
        default: unexpected
        }
    }

    /// Only a case that was moved to another group and forgotten would end here.
    private var unexpected: Sentence {
        Sentence(sv: "Registret går inte att läsa.", en: "The registry cannot be read.")
    }
}

extension RegistryChain {
    /// At the beginning of a sentence.
    package var phrase: Phrase {
        switch self {
        case .root: Phrase(sv: "Rotkedjan", en: "The root chain")
        case .actor(let actor): Phrase(sv: "Kedjan för \(actor)", en: "The chain of \(actor)")
        }
    }
}

extension KeyUse {
    /// What the key is: `rotnyckel (root-1)`.
    package var phrase: Phrase {
        switch self {
        case .root(let name): Phrase(sv: "rotnyckel (\(name))", en: "a root key (\(name))")
        case .policy(let name): Phrase(sv: "policynyckel (\(name))", en: "a policy key (\(name))")
        case .freshness(let name):
            Phrase(sv: "färskhetsnyckel (\(name))", en: "a freshness key (\(name))")
        case .identity(let actor):
            Phrase(sv: "identitetsnyckel för \(actor)", en: "the identity key of \(actor)")
        case .relay(let relay):
            Phrase(
                sv: "kvittensnyckel för reläet \(relay)", en: "the receipt key of relay \(relay)")
        case .witness(let witness):
            Phrase(sv: "nyckel för vittnet \(witness)", en: "the key of witness \(witness)")
        case .node(let node, let actor):
            Phrase(
                sv: "kvittensnyckel för noden \(node) hos \(actor)",
                en: "the receipt key of node \(node) at \(actor)")
        case .message(let slot):
            Phrase(
                sv:
                    """
                    \(slot.purpose.phrase.swedish) för \(slot.actor), \(slot.level), \
                    \(slot.status.phrase.swedish)
                    """,
                en:
                    """
                    \(slot.purpose.phrase.english) of \(slot.actor), \(slot.level), \
                    \(slot.status.phrase.english)
                    """
            )
        case .person(let person, let actor):
            Phrase(
                sv: "personnyckel för \(person) hos \(actor)",
                en: "the person key of \(person) at \(actor)")
        }
    }
}

extension KeyPurpose {
    package var phrase: Phrase {
        switch self {
        case .signing: Phrase(sv: "signeringsnyckel (Ed25519)", en: "signing key (Ed25519)")
        case .postQuantumSigning:
            Phrase(sv: "signeringsnyckel (ML-DSA-65)", en: "signing key (ML-DSA-65)")
        case .wrapping: Phrase(sv: "förseglingsnyckel (X-Wing)", en: "wrapping key (X-Wing)")
        }
    }
}
