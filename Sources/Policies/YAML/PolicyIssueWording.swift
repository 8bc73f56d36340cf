extension PolicyDefect {
    /// The defect in a sentence. The only place where defects of the sources become prose.
    package var wording: Wording {
        switch self {
        case .fileMissing: say("Filen saknas.", "The file is missing.")
        case .fileUnknown:
            say("Filen hör inte till en policy.", "The file is no part of a policy.")
        case .tooLarge(let limit):
            say("Filen är större än \(limit) byte.", "The file is larger than \(limit) bytes.")
        case .notUTF8: say("Filen är inte UTF-8.", "The file is not UTF-8.")
        case .controlCharacter(let code):
            say(
                "Styrtecken \(code) är inte tillåtet; dra in med mellanslag.",
                "Control character \(code) is not allowed; indent with spaces.")
        case .indicatorRefused(let found):
            say(
                "Ankare, alias och taggar är inte tillåtna (\(found)).",
                "Anchors, aliases and tags are not allowed (\(found)).")
        case .syntax(let problem):
            say("Filen är inte YAML: \(problem).", "The file is not YAML: \(problem).")
        case .duplicateKey(let key):
            say("Nyckeln \(key) står två gånger.", "Key \(key) stands there twice.")
        case .unknownKey(let key, let known):
            say(
                "Nyckeln \(key) är okänd; här kan stå \(known.joined(separator: ", ")).",
                "Key \(key) is unknown; known here are \(known.joined(separator: ", ")).")
        case .missingKey(let key): say("Nyckeln \(key) saknas.", "Key \(key) is missing.")
        case .wrongType(let expected, let found):
            say(
                "Här står \(found) i stället för \(expected).",
                "There is \(found) instead of \(expected).")
        case .valueInvalid(let expected, let found):
            say(
                "Värdet \(found) är inte tillåtet; väntade \(expected).",
                "Value \(found) is not allowed; expected \(expected).")
        case .referenceUnknown(let concept, let name):
            say("\(name) (\(concept)) är inte definierad.", "There is no \(concept) \(name).")
        case .definedTwice(let concept, let name):
            say(
                "\(name) (\(concept)) står två gånger.",
                "The \(concept) \(name) stands there twice.")
        case .ruleBroken(let rule): rule.wording
        case .tooManyIssues(let limit):
            say(
                "Fler än \(limit) fel; resten visas inte.",
                "More than \(limit) defects; no more are shown.")
        }
    }
}

extension PolicyRule {
    var wording: Wording {
        switch self {
        case .suiteTooWeakForLevel:
            say("Sviten är för svag för nivån.", "The suite is too weak for the level.")
        case .keyEpochsTooHigh:
            say(
                "Nyckelepoker är bara för nivåer under konfidentiell.",
                "Key epochs are for levels below konfidentiell only.")
        case .carrierBelowLevel:
            say(
                "En bärare på listan har lägre tak än nivån.",
                "A carrier on the list has a lower ceiling than the level.")
        case .pairOfOne: say("Ett par är två olika aktörer.", "A pair is two different actors.")
        case .validityEmpty: say("from ska vara före until.", "from must be before until.")
        case .stateAuthorityAbroad:
            say(
                "En statlig myndighet är svensk (SäkL 4:2).",
                "A state authority is Swedish (SäkL 4:2).")
        case .stateAuthorityContradicted:
            say(
                "kind och state-authority säger emot varandra.",
                "kind and state-authority contradict each other.")
        case .commitmentAtHome:
            say(
                "Ett åtagande gäller en aktör utanför Sverige (SäkF 3:9).",
                "A commitment is for an actor outside Sweden (SäkF 3:9).")
        case .levelNotClassified:
            say(
                "Godkännanden gäller nivåer från begränsat hemlig.",
                "Approvals are for levels from begränsat hemlig.")
        case .signInTooWeak:
            say(
                "Skarpt från begränsat hemlig kräver inloggning, från konfidentiell med token.",
                "Actual use from begränsat hemlig requires sign-in, from konfidentiell by token.")
        case .limitedExtentNeedless:
            say(
                "Ringa omfattning finns bara för hemlig och kvalificerat hemlig (SäkL 3:6–8).",
                "There is limited extent at hemlig and kvalificerat hemlig alone (SäkL 3:6–8).")
        case .verdictContradicted:
            say(
                "expect och failed säger emot varandra.",
                "expect and failed contradict each other.")
        }
    }
}

private func say(_ swedish: String, _ english: String) -> Wording {
    Wording(swedish: swedish, english: english)
}
