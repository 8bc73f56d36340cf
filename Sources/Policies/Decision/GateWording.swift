import Identity
import Labels

// Long on purpose: one switch with a sentence for every failure, so that the compiler misses none.

/// One sentence for people, in both languages.
package struct Wording: Hashable, Sendable {
    package let swedish: String
    package let english: String
}

/// What to do where the policy, or what is known of it, is too old.
private let newer = Wording(
    swedish: "Hämta nyare: budkavle node sync, eller lägg någon annans bundle.note och "
        + "freshness.note i region/Policies hos noden.",
    english: "Get a newer one: budkavle node sync, or put somebody else's bundle.note and "
        + "freshness.note into region/Policies of the node.")

extension GateFailure {
    /// The failure in whole sentences. The only place where failures become prose.
    package var wording: Wording {
        switch self {
        case .levelUnconfigured(let level):
            say(
                "Policyn har inga regler för nivån \(level).",
                "The policy has no rules for level \(level).")
        case .actorUnknown(let actor):
            say(
                "Aktören \(actor) är okänd för policyn.",
                "Actor \(actor) is unknown to the policy.")
        case .forumUnknown(let forum):
            say(
                "Forumet \(forum) är okänt för policyn.",
                "Forum \(forum) is unknown to the policy.")
        case .groupUnknown(let group):
            say(
                "Gruppen \(group) är okänd för policyn.",
                "Group \(group) is unknown to the policy.")
        case .compartmentUnknown(let word):
            say(
                "Området \(word) är okänt för policyn.",
                "Compartment \(word) is unknown to the policy.")
        case .caveatUnknown(let caveat):
            say(
                "Hanteringsvillkoret \(caveat.rawValue) är okänt för policyn.",
                "Caveat \(caveat.rawValue) is unknown to the policy.")
        case .originUnknown(let country):
            say(
                "Ursprungslandet \(country) är okänt för policyn.",
                "Country of origin \(country) is unknown to the policy.")
        case .markingAuthorityUnknown(let actor):
            say(
                "Sekretessmarkeringen är gjord av \(actor), som policyn inte känner.",
                "The secrecy marking was made by \(actor), whom the policy does not know.")
        case .messageExpired(let time):
            say(
                "Meddelandet gällde till \(time).",
                "The message was valid until \(time).")
        case .expiryBeyondCap(let expires, let latest):
            say(
                "Meddelandet gäller till \(expires); nivån tillåter längst till \(latest).",
                "The message is valid until \(expires); the level allows \(latest) at the "
                    + "latest.")

        case .policyUnsigned:
            say(
                "Policyn är inte signerad.",
                "The policy is not signed.")
        case .policyNotInForce(let time):
            say(
                "Policyn börjar gälla först \(time).",
                "The policy does not take effect until \(time).")
        case .policySuperseded(let held, let current):
            say(
                "Policyversion \(held) är ersatt av version \(current). \(newer.swedish)",
                "Policy version \(held) has been superseded by version \(current). "
                    + newer.english)
        case .policyForked(let version):
            say(
                "Färskhetsbeviset gäller en annan policy med samma version \(version).",
                "The freshness note is about another policy of the same version \(version).")
        case .registryBehind(let held, let current):
            say(
                "Registret \(held.short) är inte det gällande, \(current.short). \(newer.swedish)",
                "Registry \(held.short) is not the current one, \(current.short). "
                    + newer.english)
        case .freshnessMissing:
            say(
                "Färskhetsbevis för policyn saknas. \(newer.swedish)",
                "There is no freshness note for the policy. \(newer.english)")
        case .freshnessTooOld(let issued, let limit):
            say(
                "Färskhetsbeviset är från \(issued); nivån tillåter högst \(limit) sekunder. "
                    + newer.swedish,
                "The freshness note is from \(issued); the level allows \(limit) seconds "
                    + "at most. \(newer.english)")
        case .freshnessExpired(let time):
            say(
                "Färskhetsbeviset gällde till \(time). \(newer.swedish)",
                "The freshness note was valid until \(time). \(newer.english)")
        case .freshnessFromFuture(let issued):
            say(
                "Färskhetsbeviset är daterat i framtiden, \(issued); kontrollera klockan.",
                "The freshness note is dated in the future, \(issued); check the clock.")

        case .exerciseUnknown(let id):
            say(
                "Ingen signerad övning heter \(id).",
                "No signed exercise is called \(id).")
        case .exerciseClosed(let id, let time):
            say(
                "Övningen \(id) avslutades \(time).",
                "Exercise \(id) was closed at \(time).")
        case .exerciseOutsideWindow(let id, let window):
            say(
                "Övningen \(id) pågår från \(window.from) till \(window.until).",
                "Exercise \(id) runs from \(window.from) until \(window.until).")
        case .exerciseParticipantMissing(let id, let actor):
            say(
                "\(actor) deltar inte i övningen \(id).",
                "\(actor) takes no part in exercise \(id).")
        case .keyOfOtherStatus(let key, let status):
            say(
                "Nyckeln \(key.short) är registrerad för \(status.swedish).",
                "Key \(key.short) is registered for \(status.english) use.")
        case .vaultUnstated:
            say(
                "Det är inte angivet i vilket valv meddelandet ska ligga.",
                "It is not stated in which vault the message will be kept.")
        case .vaultOfOtherStatus(let status):
            say(
                "Valvet är avsett för \(status.swedish).",
                "The vault is for \(status.english) use.")

        case .suiteDiffers(let found, let required):
            say(
                "Sviten är \(found.rawValue); nivån kräver \(required.rawValue).",
                "The suite is \(found.rawValue); the level requires \(required.rawValue).")
        case .actorUnregistered(let actor):
            say(
                "\(actor) finns inte i registret eller är återkallad.",
                "\(actor) is not in the registry or has been revoked.")
        case .keyMissing(let role):
            say(
                "\(role.swedish.capitalisedFirst) saknas.",
                "There is no \(role.english).")
        case .keyUnknown(let key):
            say(
                "Nyckeln \(key.short) är inte registrerad.",
                "Key \(key.short) is not registered.")
        case .keyOfOtherActor(let key, let actor):
            say(
                "Nyckeln \(key.short) tillhör \(actor).",
                "Key \(key.short) belongs to \(actor).")
        case .keyOfOtherLevel(let key, let level):
            say(
                "Nyckeln \(key.short) är registrerad för nivån \(level).",
                "Key \(key.short) is registered for level \(level).")
        case .keyOfOtherPurpose(let key, let role):
            say(
                "Nyckeln \(key.short) får inte användas som \(role.swedish).",
                "Key \(key.short) may not serve as \(role.english).")
        case .keyNotYetValid(let key, let time):
            say(
                "Nyckeln \(key.short) börjar gälla \(time).",
                "Key \(key.short) becomes valid at \(time).")
        case .keyExpired(let key, let time):
            say(
                "Nyckeln \(key.short) gällde till \(time).",
                "Key \(key.short) was valid until \(time).")
        case .keyRevoked(let key, let time):
            say(
                "Nyckeln \(key.short) är återkallad från \(time).",
                "Key \(key.short) has been revoked from \(time).")

        case .originatorBelowLevel(let actor, let ceiling, let level):
            say(
                "\(actor) får upprätta högst \(ceiling), inte \(level).",
                "\(actor) may originate up to \(ceiling), not \(level).")
        case .recipientBelowLevel(let actor, let ceiling, let level):
            say(
                "\(actor) får ta emot högst \(ceiling), inte \(level).",
                "\(actor) may receive up to \(ceiling), not \(level).")
        case .referenceUnknown(let message, let relation):
            say(
                "Meddelandet \(message.digest.short) som ska \(relation.swedish) finns inte här.",
                "Message \(message.digest.short), which is to be \(relation.english), is "
                    + "not held here.")
        case .referenceOfOther(let message, let relation, let owners):
            say(
                "Meddelandet \(message.digest.short) får bara \(relation.swedish) av den "
                    + "som upprättat det eller av \(list(owners)).",
                "Message \(message.digest.short) may be \(relation.english) only by its "
                    + "originator or by \(list(owners)).")

        case .cryptoUnapproved(let actor, let level):
            say(
                "Inget krypto godkänt av Försvarsmakten, och inget undantag, är antecknat "
                    + "för \(actor) på nivån \(level).",
                "No cryptography approved by Försvarsmakten, and no exemption, is recorded "
                    + "for \(actor) at level \(level).")
        case .approvalUnnamed:
            say(
                "Det är inte angivet vilken godkänd produkt som har förseglat innehållet.",
                "It is not stated which approved product sealed the content.")
        case .approvalUnknown(let id):
            say(
                "Godkännandet \(id) är inte antecknat i policyn.",
                "Approval \(id) is not recorded in the policy.")
        case .approvalOfOtherKind(let id, let kind):
            say(
                "Godkännandet \(id) avser \(kind.swedish).",
                "Approval \(id) is for \(kind.english).")
        case .approvalNotInForce(let id, let validity):
            say(
                "Godkännandet \(id) gäller från \(validity.from) till \(validity.until).",
                "Approval \(id) is in force from \(validity.from) until \(validity.until).")
        case .approvalOfOtherLevel(let id, let level):
            say(
                "Godkännandet \(id) omfattar inte nivån \(level).",
                "Approval \(id) does not cover level \(level).")
        case .approvalOfOtherSuite(let id, let suite):
            say(
                "Godkännandet \(id) omfattar inte sviten \(suite.rawValue).",
                "Approval \(id) does not cover suite \(suite.rawValue).")
        case .approvalOfOtherSender(let id, let actor):
            say(
                "Godkännandet \(id) omfattar inte avsändaren \(actor).",
                "Approval \(id) does not cover the sender \(actor).")
        case .attestationsTooFew(let found, let required):
            say(
                "Produkt och godkännande intygas av \(found) personer; det krävs \(required).",
                "Product and approval are attested by \(found) persons; \(required) are "
                    + "required.")
        case .systemUnstated(let role):
            say(
                "Uppgift om \(role.swedish) saknas.",
                "It is not stated which \(role.english) is used.")
        case .systemOfOther(let role, let name):
            say(
                "\(name) kan inte vara \(role.swedish) för detta meddelande.",
                "\(name) cannot be the \(role.english) of this message.")
        case .systemUnapproved(let name):
            say(
                "Bedömning och godkännande av \(name) är inte antecknade.",
                "No assessment and approval of \(name) are recorded.")
        case .systemNotInForce(let name, let validity):
            say(
                "Godkännandet av \(name) gäller från \(validity.from) till \(validity.until).",
                "The approval of \(name) is in force from \(validity.from) until "
                    + "\(validity.until).")
        case .systemBelowLevel(let name, let ceiling):
            say(
                "\(name) är godkänd högst för \(ceiling).",
                "\(name) is approved up to \(ceiling).")
        case .consultationMissing(let name):
            say(
                "Samråd om \(name) är inte antecknat.",
                "No consultation on \(name) is recorded.")

        case .agreementMissing(let one, let other):
            say(
                "Säkerhetsskyddsavtal mellan \(one) och \(other) saknas.",
                "There is no protective security agreement between \(one) and \(other).")
        case .agreementNotInForce(let one, let other, let reference, let validity):
            say(
                "Avtalet \(reference) mellan \(one) och \(other) gäller från "
                    + "\(validity.from) till \(validity.until).",
                "Agreement \(reference) between \(one) and \(other) is in force from "
                    + "\(validity.from) until \(validity.until).")
        case .commitmentMissing(let actor, let country):
            say(
                "Inget internationellt säkerhetsskyddsåtagande är antecknat för \(actor) "
                    + "(\(country)).",
                "No international protective-security commitment is recorded for \(actor) "
                    + "(\(country)).")
        case .commitmentNotInForce(let actor, let reference, let validity):
            say(
                "Åtagandet \(reference) för \(actor) gäller från \(validity.from) till "
                    + "\(validity.until).",
                "Commitment \(reference) for \(actor) is in force from \(validity.from) "
                    + "until \(validity.until).")
        case .commitmentBelowLevel(let actor, let reference, let ceiling):
            say(
                "Åtagandet \(reference) för \(actor) omfattar högst \(ceiling).",
                "Commitment \(reference) for \(actor) covers up to \(ceiling).")
        case .groundUnnamed:
            say(
                "Grunden för att lämna ut sekretessbelagda uppgifter är inte angiven.",
                "The ground for passing secrecy-marked information on is not stated.")
        case .groundUnknown(let code):
            say(
                "Grunden \(code) är inte antecknad i policyn.",
                "Ground \(code) is not recorded in the policy.")
        case .groundOfOtherPair(let code, let from, let to):
            say(
                "Grunden \(code) är inte antecknad från \(from) till \(to).",
                "Ground \(code) is not recorded from \(from) to \(to).")
        case .groundOfOtherStatus(let code, let status):
            say(
                "Grunden \(code) gäller inte \(status.swedish).",
                "Ground \(code) does not hold for \(status.english) use.")

        case .outsideAudience(let actor, let clause):
            say(
                "\(actor) hör inte till mottagarkretsen \(clause.words).",
                "\(actor) is not in the audience \(clause.words).")
        case .activationUnnamed(let forum):
            say(
                "Forumet \(forum) finns bara i aktiverat läge; ingen aktivering är angiven.",
                "Forum \(forum) exists only when activated; no activation is named.")
        case .activationUnknown(let id):
            say(
                "Ingen signerad aktivering heter \(id).",
                "No signed activation is called \(id).")
        case .activationNotOpen(let id):
            say(
                "Aktiveringen \(id) är inte öppen.",
                "Activation \(id) is not open.")
        case .activationOfOtherForum(let id, let forum):
            say(
                "Aktiveringen \(id) omfattar inte forumet \(forum).",
                "Activation \(id) does not include forum \(forum).")
        case .activationOfOtherStatus(let id, let status):
            say(
                "Aktiveringen \(id) är signerad för \(status); för annat sammankallar den ingen.",
                "Activation \(id) is signed for \(status); it convenes nobody for anything else.")
        case .compartmentNotHeld(let actor, let word):
            say(
                "\(actor) har inte området \(word).",
                "\(actor) does not hold compartment \(word).")

        case .releasesTooFew(let found, let required):
            say(
                "Meddelandet är frisläppt av \(found) personer; nivån kräver \(required).",
                "The message has been released by \(found) persons; the level requires "
                    + "\(required).")
        case .releaseNotCounted(let person):
            say(
                "Frisläppandet av \(person) räknas inte: okänd, inte giltig nu eller samma "
                    + "nyckel som en annan.",
                "The release by \(person) does not count: unknown, not valid now, or the "
                    + "same key as another.")
        case .carrierUnknown(let carrier):
            say(
                "Policyn har inget tak för bäraren \(carrier.rawValue).",
                "The policy has no ceiling for carrier \(carrier.rawValue).")
        case .carrierBelowLevel(let carrier, let level):
            say(
                "Bäraren \(carrier.rawValue) får inte föra \(level).",
                "Carrier \(carrier.rawValue) may not carry \(level).")

        case .modeInForce(let mode):
            say(
                "Gränsen är skärpt av läget \(mode), som gäller nu.",
                "The limit is tightened by the mode \(mode), which is in force.")

        case .personUnstated:
            say(
                "Policyn kräver att det är känt vem som är vid noden, och ingen har loggat in.",
                "The policy asks who is at the node, and nobody has signed in.")
        case .signInTooWeak(let found, let required):
            say(
                "Inloggningen är \(found.swedish); nivån kräver \(required.swedish)."
                    + (required == .token
                        ? " Logga in med kortet (--token)." : ""),
                "The sign-in is \(found.english); the level requires \(required.english)."
                    + (required == .token
                        ? " Sign in with the token (--token)." : ""))
        case .personLeft(let person, let time):
            say(
                "\(person) har slutat, \(time).", "\(person) has left, \(time).")
        case .functionNotHeld(let person, let function):
            say(
                "\(person) innehar inte funktionen \(function) nu.",
                "\(person) does not hold the function \(function) now.")
        case .personFactMissing(let person, let fact):
            say(
                "\(person) är inte \(fact.swedish), enligt aktörens förteckning.",
                "\(person) is not \(fact.english), by the actor's roster.")
        case .personFactNotInForce(let person, let fact, let validity):
            say(
                "Att \(person) är \(fact.swedish) gäller \(validity.from) till "
                    + "\(validity.until).",
                "That \(person) is \(fact.english) holds from \(validity.from) until "
                    + "\(validity.until).")
        case .needMissing(let person, let clause):
            say(
                "\(person) har inget antecknat behov av det som går till \(clause.words).",
                "No need of \(person) for what goes to \(clause.words) is recorded.")
        case .compartmentNotNeeded(let person, let word):
            say(
                "\(person) har inget antecknat behov av området \(word).",
                "No need of \(person) for the compartment \(word) is recorded.")
        case .clearanceMissing(let person, let level):
            say(
                "\(person) är inte placerad i säkerhetsklass, vilket \(level) kräver.",
                "\(person) has no clearance, which \(level) requires.")
        case .clearanceNotInForce(let person, let clearance, let validity):
            say(
                "Säkerhetsklass \(clearance) för \(person) gäller \(validity.from) till "
                    + "\(validity.until).",
                "Clearance \(clearance) of \(person) holds from \(validity.from) until "
                    + "\(validity.until).")
        case .clearanceBelowLevel(let person, let clearance, let level):
            say(
                "Säkerhetsklass \(clearance), som \(person) har, räcker inte för \(level).",
                "Clearance \(clearance), which \(person) has, does not reach \(level).")
        case .limitedExtentUnset(let clearance, let level):
            say(
                "Säkerhetsklass \(clearance) räcker för \(level) i ringa omfattning, som policyn "
                    + "inte har någon gräns för.",
                "Clearance \(clearance) reaches \(level) in limited extent, for which the policy "
                    + "has no limit.")
        case .limitedExtentUnjustified(let person, let clearance, let level):
            say(
                "\(person) har säkerhetsklass \(clearance); \(level) i ringa omfattning kräver "
                    + "en skriven motivering.",
                "\(person) has clearance \(clearance); \(level) in limited extent requires a "
                    + "written justification.")
        case .limitedExtentUsedUp(let person, let used, let limit, let period):
            say(
                "\(person) har tagit del av \(used) meddelanden i ringa omfattning; policyn "
                    + "tillåter \(limit) på \(period / 86_400) dygn.",
                "\(person) has had \(used) messages in limited extent; the policy allows "
                    + "\(limit) in \(period / 86_400) days.")
        }
    }

    private func say(_ swedish: String, _ english: String) -> Wording {
        Wording(swedish: swedish, english: english)
    }

    private func list(_ actors: [ActorID]) -> String {
        actors.map(\.text).joined(separator: ", ")
    }
}

extension Digest {
    /// As much as people compare.
    fileprivate var short: String { String(hex.prefix(12)) }
}

extension KeyID {
    fileprivate var short: String { String(hex.prefix(12)) }
}

extension String {
    fileprivate var capitalisedFirst: String { prefix(1).uppercased() + dropFirst() }
}

extension StatusKind {
    fileprivate var swedish: String {
        switch self {
        case .actual: "skarpt läge"
        case .exercise: "övning"
        case .test: "test"
        }
    }

    fileprivate var english: String { rawValue }
}

extension KeyRole {
    fileprivate var swedish: String {
        switch self {
        case .originatorSigning: "avsändarens signeringsnyckel (Ed25519)"
        case .originatorPostQuantum: "avsändarens signeringsnyckel (ML-DSA-65)"
        case .recipientWrapping: "mottagarens krypteringsnyckel"
        }
    }

    fileprivate var english: String {
        switch self {
        case .originatorSigning: "signing key of the sender (Ed25519)"
        case .originatorPostQuantum: "signing key of the sender (ML-DSA-65)"
        case .recipientWrapping: "wrapping key of the recipient"
        }
    }
}

extension Reference.Relation {
    fileprivate var swedish: String {
        switch self {
        case .supersedes: "ersättas"
        case .cancels: "återkallas"
        case .reclassifies: "klassas om"
        case .answers: "besvaras"
        }
    }

    fileprivate var english: String {
        switch self {
        case .supersedes: "superseded"
        case .cancels: "cancelled"
        case .reclassifies: "reclassified"
        case .answers: "answered"
        }
    }
}

extension CryptoApproval.Kind {
    fileprivate var swedish: String {
        switch self {
        case .profile: "Budkavles egna sviter"
        case .exemption: "undantag från kravet på godkänt krypto"
        case .opaque: "innehåll förseglat av en annan produkt"
        }
    }

    fileprivate var english: String {
        switch self {
        case .profile: "Budkavle's own suites"
        case .exemption: "exemption from approved cryptography"
        case .opaque: "content sealed by another product"
        }
    }
}

extension SystemRole {
    fileprivate var swedish: String {
        switch self {
        case .sendingNode: "avsändande nod"
        case .relay: "relä"
        case .receivingNode: "mottagande nod"
        }
    }

    fileprivate var english: String {
        switch self {
        case .sendingNode: "sending node"
        case .relay: "relay"
        case .receivingNode: "receiving node"
        }
    }
}

extension SignInStrength {
    fileprivate var swedish: String {
        switch self {
        case .nothing: "ingen"
        case .password: "namn och lösenord"
        case .code: "lösenord och engångskod"
        case .token: "en nyckel i en token eller ett kort"
        }
    }

    fileprivate var english: String {
        switch self {
        case .nothing: "none"
        case .password: "name and password"
        case .code: "password and one-time code"
        case .token: "a key in a token or card"
        }
    }
}

extension PersonFact {
    fileprivate var swedish: String {
        switch self {
        case .reliable: "bedömd pålitlig"
        case .trained: "utbildad"
        case .briefed: "upplyst om sekretess"
        }
    }

    fileprivate var english: String {
        switch self {
        case .reliable: "judged reliable"
        case .trained: "trained"
        case .briefed: "briefed on secrecy"
        }
    }
}
