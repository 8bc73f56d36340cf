package import Policies

extension GateID {
    /// The gate's name among people, to stand in a table.
    package var title: Phrase {
        switch self {
        case .labelComplete: Phrase(sv: "fullständig etikett", en: "complete label")
        case .policyFresh: Phrase(sv: "färsk policy", en: "fresh policy")
        case .statusSeparate: Phrase(sv: "skarpt och övning åtskilda", en: "status kept apart")
        case .suiteLevel: Phrase(sv: "rätt svit och nycklar", en: "suite and keys of the level")
        case .originatorCeiling: Phrase(sv: "avsändarens tak", en: "sender's ceiling")
        case .referenceOwner: Phrase(sv: "ägare till det ändrade", en: "owner of what is changed")
        case .cryptoApproved: Phrase(sv: "godkänt krypto", en: "approved cryptography")
        case .systemApproved: Phrase(sv: "godkända system", en: "approved systems")
        case .actorCeiling: Phrase(sv: "mottagarens tak", en: "recipient's ceiling")
        case .agreementPair: Phrase(sv: "säkerhetsskyddsavtal", en: "protective security agreement")
        case .foreignCommitment:
            Phrase(sv: "internationellt åtagande", en: "international commitment")
        case .secrecyGround: Phrase(sv: "sekretessgrund", en: "ground for passing on")
        case .audience: Phrase(sv: "läsekrets", en: "audience")
        case .releasePersons: Phrase(sv: "frisläppt av personer", en: "released by persons")
        case .carrierCeiling: Phrase(sv: "bärarens tak", en: "carrier's ceiling")
        case .personAuthorised: Phrase(sv: "behörig person", en: "authorised person")
        case .personClearance: Phrase(sv: "säkerhetsklass", en: "person's clearance")
        }
    }

    /// What has to hold, and why; whole sentences.
    package var explanation: Phrase {
        switch self {
        case .labelComplete:
            Phrase(
                sv:
                    """
                    Varje del av etiketten är känd av policyn: nivå, aktörer, forum, områden, \
                    villkor och giltighet. Okänt betyder nej.
                    """,
                en:
                    """
                    Every part of the label is known to the policy: level, actors, forums, \
                    compartments, caveats and expiry. Unknown means no.
                    """
            )
        case .policyFresh:
            Phrase(
                sv:
                    """
                    Policyn är undertecknad, gäller nu och är bekräftad så nyligen som nivån \
                    kräver, så att ingen hålls kvar vid en gammal.
                    """,
                en:
                    """
                    The policy is signed, in force and confirmed as recently as the level \
                    asks, so that nobody is kept on an old one.
                    """
            )
        case .statusSeparate:
            Phrase(
                sv:
                    """
                    Övning sker inom en undertecknad övning, med dess deltagare, tid, nycklar \
                    och valv; skarpt rör inget av det.
                    """,
                en:
                    """
                    Exercise traffic stays in a signed exercise, with its participants, \
                    window, keys and vault; actual traffic touches none of it.
                    """
            )
        case .suiteLevel:
            Phrase(
                sv:
                    """
                    Sviten är den som policyn kräver för nivån, och varje nyckel är \
                    registrerad för just den aktören, nivån och statusen.
                    """,
                en:
                    """
                    The suite is the one the policy requires for the level, and every key is \
                    registered for that very actor, level and status.
                    """
            )
        case .originatorCeiling:
            Phrase(
                sv: "Avsändaren får upprätta handlingar på nivån.",
                en: "The sender may originate at the level.")
        case .referenceOwner:
            Phrase(
                sv:
                    """
                    Den som ersätter, återkallar eller klassar om ett meddelande har \
                    upprättat det eller äger informationen.
                    """,
                en:
                    """
                    Whoever supersedes, cancels or reclassifies a message is its originator \
                    or the information's owner.
                    """
            )
        case .cryptoApproved:
            Phrase(
                sv:
                    """
                    Skarpa säkerhetsskyddsklassificerade uppgifter skyddas av krypto som \
                    Försvarsmakten godkänt, eller ett antecknat undantag. Budkavles eget är \
                    inte godkänt.
                    """,
                en:
                    """
                    Actual classified information is protected by cryptography that \
                    Försvarsmakten has approved, or a recorded exemption. Budkavle's own is \
                    not approved.
                    """
            )
        case .systemApproved:
            Phrase(
                sv:
                    """
                    De system som hanterar skarpa klassificerade uppgifter är bedömda och \
                    godkända för nivån, från K även efter samråd.
                    """,
                en:
                    """
                    The systems that handle actual classified information are assessed and \
                    approved for the level, from K after consultation too.
                    """
            )
        case .actorCeiling:
            Phrase(
                sv: "Mottagaren får ta emot handlingar på nivån.",
                en: "The recipient may receive at the level.")
        case .agreementPair:
            Phrase(
                sv:
                    """
                    Från K har de två aktörerna ett säkerhetsskyddsavtal, om inte båda är \
                    statliga myndigheter eller ett undantag är antecknat.
                    """,
                en:
                    """
                    From K the two actors have a protective security agreement, unless both \
                    are state authorities or an exemption is recorded.
                    """
            )
        case .foreignCommitment:
            Phrase(
                sv:
                    """
                    Klassificerat lämnas till utlandet bara under ett antecknat \
                    internationellt säkerhetsskyddsåtagande.
                    """,
                en:
                    """
                    Classified information goes abroad only under a recorded international \
                    protective-security commitment.
                    """
            )
        case .secrecyGround:
            Phrase(
                sv:
                    """
                    Sekretessbelagt lämnas ut med en angiven grund som policyn har antecknat \
                    för just de två aktörerna. Märkningen är bara en varning.
                    """,
                en:
                    """
                    Secrecy-marked information is passed on a stated ground that the policy \
                    records for these two actors. The marking is only a warning.
                    """
            )
        case .audience:
            Phrase(
                sv:
                    """
                    Mottagaren hör till varje del av läsekretsen och har alla områden; forum \
                    i aktiverat läge kräver en öppen aktivering.
                    """,
                en:
                    """
                    The recipient is in every part of the audience and holds all \
                    compartments; forums in activated mode need an open activation.
                    """
            )
        case .releasePersons:
            Phrase(
                sv:
                    """
                    Så många personer hos avsändaren som nivån kräver har frisläppt \
                    meddelandet med egna nycklar.
                    """,
                en:
                    """
                    As many persons of the sender as the level asks have released the message \
                    with keys of their own.
                    """
            )
        case .carrierCeiling:
            Phrase(
                sv: "Bäraren får föra nivån, enligt nivåns lista och bärarens eget tak.",
                en:
                    """
                    The carrier may carry the level, by the level's list and the carrier's \
                    own ceiling.
                    """
            )
        case .personAuthorised:
            Phrase(
                sv:
                    """
                    Den som tar del av, skickar eller frisläpper är inloggad som policyn kräver, \
                    bedömd pålitlig, utbildad, upplyst om sekretess och behöver uppgifterna. \
                    Prövas vid aktörens egen nod.
                    """,
                en:
                    """
                    Whoever sees, sends or releases has signed in as the policy asks, is judged \
                    reliable, trained, briefed on secrecy and needs the information. Asked at the \
                    actor's own node.
                    """
            )
        case .personClearance:
            Phrase(
                sv:
                    """
                    Från K täcker personens säkerhetsklass nivån; det som bara får ske i ringa \
                    omfattning räknas, motiveras och har en gräns. Prövas vid aktörens egen nod.
                    """,
                en:
                    """
                    From K the person's clearance covers the level; what is allowed in limited \
                    extent alone is counted, justified and bounded. Asked at the actor's own node.
                    """
            )
        }
    }
}

extension GateFailure {
    package var phrase: Phrase { Phrase(sv: wording.swedish, en: wording.english) }
}

extension DecisionStage {
    package var phrase: Phrase {
        switch self {
        case .sender: Phrase(sv: "hos avsändaren", en: "at the sender")
        case .relayAccept: Phrase(sv: "när reläet tar emot", en: "as the relay accepts")
        case .relayDeliver: Phrase(sv: "när reläet lämnar ut", en: "as the relay delivers")
        case .receiver: Phrase(sv: "hos mottagaren", en: "at the receiver")
        case .person: Phrase(sv: "för en person hos aktören", en: "for a person of the actor")
        }
    }
}

extension ForumTier {
    package var phrase: Phrase {
        switch self {
        case .directing: Phrase(sv: "inriktande", en: "directing")
        case .coordinating: Phrase(sv: "samordnande", en: "coordinating")
        case .executing: Phrase(sv: "verkställande", en: "executing")
        }
    }
}

extension ActorKind {
    package var phrase: Phrase {
        switch self {
        case .stateAuthority: Phrase(sv: "statlig myndighet", en: "state authority")
        case .region: Phrase(sv: "region", en: "region")
        case .municipality: Phrase(sv: "kommun", en: "municipality")
        case .municipalAssociation: Phrase(sv: "kommunalförbund", en: "municipal association")
        case .company: Phrase(sv: "bolag", en: "company")
        case .foreignAuthority: Phrase(sv: "utländsk myndighet", en: "foreign authority")
        case .organisation: Phrase(sv: "organisation", en: "organisation")
        }
    }
}
