import Identity
package import Policies

extension PolicyError: Worded {
    package var sentence: Sentence {
        switch self {
        case .sourcesInvalid(let issues):
            Sentence(
                sv: "Policyn har \(issues.count) fel\(Self.first(issues, .swedish))",
                en: "The policy has \(issues.count) defects\(Self.first(issues, .english))",
                hint: Phrase(
                    sv: "budkavle policy check KATALOG visar alla.",
                    en: "budkavle policy check DIR shows all of them."))
        case .signaturesInsufficient(let error): error.sentence
        case .typeDiffers(let expected, let found):
            Sentence(
                sv: "Noten börjar med ”\(found)”, inte ”\(expected)”.",
                en: "The note begins with “\(found)”, not “\(expected)”.")
        case .textInvalid(let line, let expected):
            Sentence(
                sv: "Rad \(line): där väntades \(expected).",
                en: "Line \(line): \(expected) was expected.")
        case .regionDiffers(let expected, let found):
            Sentence(
                sv: "Noten gäller regionen \(found), inte \(expected).",
                en: "The note is of region \(found), not \(expected).")
        case .convenerUnauthorised(let actor):
            Sentence(
                sv: "\(actor) får inte sammankalla.", en: "\(actor) may not convene.",
                hint: Phrase(
                    sv: "Vilka som får står under conveners i region.yaml.",
                    en: "Who may stands under conveners in region.yaml."))
        case .functionUnentitled(let actor, let function):
            Sentence(
                sv: function.map { "\(actor) får inte sammankalla som \($0)." }
                    ?? "\(actor) säger inte som vilken funktion den sammankallar.",
                en: function.map { "\(actor) may not convene as \($0)." }
                    ?? "\(actor) does not say as which function it convenes.",
                hint: Phrase(
                    sv: "Vilka som får står under convening-functions i region.yaml.",
                    en: "Those that may stand under convening-functions in region.yaml."))
        case .activationTooLong(let id, let limit):
            Sentence(
                sv: "Aktiveringen \(id) varar längre än lägets \(limit / 3_600) timmar.",
                en: "Activation \(id) lasts longer than the mode's \(limit / 3_600) hours.",
                hint: Phrase(
                    sv: "Öppna en ny när tiden är ute.", en: "Open another when its time is up."))
        case .fileUnembeddable(let name):
            Sentence(
                sv:
                    """
                    \(name) kan inte bäras i en not: den måste vara UTF-8 och sluta med \
                    radbrytning.
                    """,
                en:
                    """
                    \(name) cannot be carried in a note: it must be UTF-8 and end with a line \
                    feed.
                    """
            )
        case .nameUnknown, .originatorNamed, .audienceReachesNobody, .audienceInvalid:
            addressingSentence
        }
    }

    private var addressingSentence: Sentence {
        switch self {
        case .nameUnknown(let concept, let name, let near):
            Sentence(
                sv: "Policyn känner inte ”\(name)” som \(conceptPhrase(concept).swedish).",
                en: "The policy does not know “\(name)” as \(conceptPhrase(concept).english).",
                hint: Phrase(asking: near))
        case .originatorNamed(let actor):
            Sentence(
                sv: "\(actor) är avsändaren och har meddelandet redan.",
                en: "\(actor) is the sender and has the message already.",
                hint: Phrase(
                    sv: "Ta bort \(actor) ur --to; avsändarens eget läser man i budkavle outbox.",
                    en: "Leave \(actor) out of --to; what one has sent is in budkavle outbox."))
        case .audienceReachesNobody(let actor):
            Sentence(
                sv: "Ingen annan än avsändaren (\(actor)) hör till läsekretsen.",
                en: "Nobody but the sender (\(actor)) is in the audience.",
                hint: Phrase(
                    sv: "budkavle policy show forums visar vilka som hör till var och en.",
                    en: "budkavle policy show forums lists who belongs to each."))
        case .audienceInvalid(let error): error.sentence
        default: Sentence(sv: "Policyn håller inte.", en: "The policy does not hold.")
        }
    }

    private static func first(_ issues: [PolicyIssue], _ language: Language) -> String {
        guard let issue = issues.first else { return "." }
        return ": \(issue.place): \(issue.defect.phrase[language])"
    }
}

extension PolicyDefect {
    /// A whole sentence, to stand after the place.
    package var phrase: Phrase {
        switch self {
        case .fileMissing: Phrase(sv: "filen saknas.", en: "the file is missing.")
        case .fileUnknown:
            Phrase(
                sv: "filen hör inte till policyn.", en: "the file is no part of the policy.")
        case .tooLarge(let limit):
            Phrase(
                sv: "filen är större än \(limit) byte.",
                en: "the file is larger than \(limit) bytes.")
        case .notUTF8: Phrase(sv: "filen är inte UTF-8.", en: "the file is not UTF-8.")
        case .controlCharacter(let code):
            Phrase(
                sv: "styrtecken (kod \(code)); dra in med mellanslag.",
                en: "control character (code \(code)); indent with spaces.")
        case .indicatorRefused(let text):
            Phrase(
                sv: "”\(text)” här vore en YAML-hänvisning eller tagg, och sådana tas inte emot.",
                en: "“\(text)” here would be a YAML anchor, alias or tag, which are refused.")
        case .syntax(let problem):
            Phrase(
                sv: "YAML går inte att läsa: \(problem).", en: "YAML cannot be read: \(problem).")
        case .duplicateKey(let key):
            Phrase(sv: "”\(key)” står två gånger.", en: "“\(key)” stands twice.")
        case .unknownKey(let key, let known):
            Phrase(
                sv:
                    """
                    ”\(key)” är inget som hör hemma här; möjliga är \
                    \(known.joined(separator: ", ")).
                    """,
                en: "“\(key)” does not belong here; possible are \(known.joined(separator: ", ")).")
        case .missingKey(let key): Phrase(sv: "”\(key)” saknas.", en: "“\(key)” is missing.")
        case .wrongType(let expected, let found):
            Phrase(
                sv: "här ska stå \(expected), inte \(found).",
                en: "\(expected) is expected here, not \(found).")
        case .valueInvalid(let expected, let found):
            Phrase(
                sv: "”\(found)” går inte; här ska stå \(expected).",
                en: "“\(found)” does not do; \(expected) is expected here.")
        case .referenceUnknown(let concept, let name):
            Phrase(
                sv: "”\(name)” (\(conceptPhrase(concept).swedish)) är inte definierad.",
                en: "“\(name)” (\(conceptPhrase(concept).english)) is not defined.")
        case .definedTwice(let concept, let name):
            Phrase(
                sv: "”\(name)” (\(conceptPhrase(concept).swedish)) är redan definierad.",
                en: "“\(name)” (\(conceptPhrase(concept).english)) is defined already.")
        case .ruleBroken(let rule): rule.phrase
        case .tooManyIssues(let limit):
            Phrase(
                sv: "fler än \(limit) fel; resten visas inte.",
                en: "more than \(limit) defects; the rest is not shown.")
        }
    }
}

extension PolicyRule {
    package var phrase: Phrase {
        switch self {
        case .signInTooWeak:
            Phrase(
                sv: "skarpt från begränsat hemlig kräver inloggning, från konfidentiell med token.",
                en: "actual use from begransat-hemlig requires sign-in, from konfidentiell by "
                    + "token.")
        case .limitedExtentNeedless:
            Phrase(
                sv: "ringa omfattning finns bara för hemlig och kvalificerat-hemlig (SäkL 3:6–8).",
                en: "there is limited extent at hemlig and kvalificerat-hemlig alone "
                    + "(SäkL 3:6–8).")
        case .suiteTooWeakForLevel:
            Phrase(
                sv: "sviten är svagare än nivån får ha (sealed från sekretess, layered från K).",
                en:
                    """
                    the suite is weaker than the level may have (sealed from secrecy, layered \
                    from K).
                    """
            )
        case .keyEpochsTooHigh:
            Phrase(
                sv: "nyckelepoker får bara användas under K.",
                en: "key epochs may be used below K only.")
        case .carrierBelowLevel:
            Phrase(
                sv: "nivån nämner en bärare vars eget tak är lägre.",
                en: "the level lists a carrier whose own ceiling is lower.")
        case .routineForNoLevel:
            Phrase(
                sv: "”from” får inte vara högre än ”to”.",
                en: "“from” may not be higher than “to”.")
        case .pairOfOne:
            Phrase(sv: "ett par är två olika aktörer.", en: "a pair is two different actors.")
        case .validityEmpty:
            Phrase(sv: "”from” måste vara före ”until”.", en: "“from” must be before “until”.")
        case .stateAuthorityAbroad:
            Phrase(
                sv: "bara svenska statliga myndigheter är undantagna enligt SäkL 4:2.",
                en: "only Swedish state authorities are exempt by SäkL 4:2.")
        case .stateAuthorityContradicted:
            Phrase(
                sv: "”kind: statlig-myndighet” och ”state-authority” säger emot varandra.",
                en: "“kind: statlig-myndighet” and “state-authority” contradict each other.")
        case .commitmentAtHome:
            Phrase(
                sv: "ett internationellt åtagande gäller aktörer utanför Sverige (SäkF 3:9).",
                en: "an international commitment is for actors outside Sweden (SäkF 3:9).")
        case .levelNotClassified:
            Phrase(
                sv: "ett godkännande måste nämna minst en nivå från BH.",
                en: "an approval must name at least one level from BH.")
        case .equivalenceFalls:
            Phrase(
                sv: "det som är högre hos dem kan inte motsvara en lägre nivå här.",
                en: "what they hold higher cannot correspond to a lower level here.")
        case .equivalenceIncomplete:
            Phrase(
                sv: "varje klass från BH ska ha en motsvarighet eller stå under ”unmatched”.",
                en: "each class from BH must have an equivalent or stand under “unmatched”.")
        case .equivalenceContradicted:
            Phrase(
                sv: "en nivå under ”unmatched” har en motsvarighet.",
                en: "a level under “unmatched” has an equivalent.")
        case .modeLoosens:
            Phrase(
                sv:
                    "ett läge får skärpa, aldrig lätta: gränsen är vidare än den som annars gäller.",
                en: "a mode may tighten, never loosen: the limit is wider than what holds else.")
        case .modeAlwaysInForce:
            Phrase(
                sv: "ett läge som inte kallas kan inte skärpa något; gränsen hör hemma hos nivån "
                    + "eller bäraren.",
                en: "a mode that is not called cannot tighten anything; the limit belongs with the "
                    + "level or the carrier.")
        case .verdictContradicted:
            Phrase(
                sv: "”expect” och ”failed” säger emot varandra.",
                en: "“expect” and “failed” contradict each other.")
        }
    }
}

extension PolicyRefusal {
    package var sentence: Sentence {
        switch self {
        case .invalid(let error): error.sentence
        case .older(let offered, let held):
            Sentence(
                sv: "Policyversion \(offered) är äldre än version \(held), som redan gäller.",
                en: "Policy version \(offered) is older than version \(held), which holds already.")
        case .forked(let version):
            Sentence(
                sv: "Två olika policyer är undertecknade som version \(version).",
                en: "Two different policies are signed as version \(version).",
                hint: Phrase(
                    sv: "Spara båda: de bevisar att undertecknarna gett ut två.",
                    en: "Keep both: they prove that the signers issued two."))
        }
    }
}
