import Labels
package import Policies

extension PolicyFinding {
    /// A whole sentence, to stand after the place.
    package var phrase: Phrase {
        switch self {
        case .expired(let time):
            Phrase(
                sv: "gällde till \(time) och tillåter inget längre.",
                en: "held until \(time) and permits nothing any more.")
        case .expiresSoon(let time):
            Phrase(sv: "upphör \(time).", en: "ends at \(time).")
        case .groupUnused, .modeUnused, .compartmentUnheld, .carrierUnused, .routineUnused:
            unusedPhrase
        case .forumEmpty, .forumSilent, .levelWithoutCarrier, .levelWithoutOriginator,
            .levelWithoutReader, .routineMissing:
            silentPhrase
        case .consultationLacking, .originatesAboveReceiving, .laxerThanBelow, .standingMixed:
            contradictionPhrase
        case .carrierCeilingUnreached, .groundUnreachable, .agreementNeverAsked,
            .approvalUnreachable, .suiteNeverUsed, .commitmentUnreachable:
            unreachablePhrase
        }
    }

    private var unusedPhrase: Phrase {
        switch self {
        case .groupUnused(let group):
            Phrase(
                sv:
                    """
                    ingen regel och inget antecknat fall nämner gruppen \(group); bara den som \
                    adresserar den gör det.
                    """,
                en:
                    """
                    no rule and no recorded case names the group \(group); only whoever \
                    addresses it does.
                    """
            )
        case .modeUnused(let mode):
            Phrase(sv: "inget forum finns i läget \(mode).", en: "no forum is in mode \(mode).")
        case .compartmentUnheld(let word):
            Phrase(
                sv: "ingen har området \(word), så ingen kan läsa det som bär det.",
                en: "nobody holds the compartment \(word), so nobody can read what bears it.")
        case .carrierUnused(let carrier):
            Phrase(
                sv: "ingen nivå nämner bäraren \(carrier.rawValue).",
                en: "no level lists the carrier \(carrier.rawValue).")
        case .routineUnused(let occasion):
            Phrase(
                sv: "en rutin för \(occasion.text) gäller bara nivåer som inte går den vägen.",
                en: "a routine for \(occasion.text) is for levels alone that do not go that way.")
        default: Phrase(verbatim: code)
        }
    }

    private var silentPhrase: Phrase {
        switch self {
        case .forumEmpty(let forum):
            Phrase(
                sv: "forumet \(forum) har färre än två medlemmar, så ingen delar något där.",
                en: "the forum \(forum) has fewer than two members, so nobody shares anything.")
        case .forumSilent(let forum, let level):
            Phrase(
                sv: "i \(forum) kan ingen dela något på nivån \(level) med någon annan: taken.",
                en: "in \(forum) nobody can share anything at \(level) with another: ceilings.")
        case .levelWithoutCarrier(let level):
            Phrase(
                sv: "nivån \(level) har ingen bärare, så inget kan skickas på den.",
                en: "the level \(level) has no carrier, so nothing can be sent at it.")
        case .levelWithoutOriginator(let level):
            Phrase(
                sv: "ingen aktör får upprätta något på nivån \(level).",
                en: "no actor may originate anything at \(level).")
        case .levelWithoutReader(let level):
            Phrase(
                sv: "ingen aktör får ta emot något på nivån \(level).",
                en: "no actor may receive anything at \(level).")
        case .routineMissing(.carrier(let kind), let levels):
            Phrase(
                sv: "bäraren \(kind.rawValue) har ingen rutin på \(Self.list(levels)).",
                en: "the carrier \(kind.rawValue) has no routine at \(Self.list(levels)).")
        case .routineMissing(.noneLeft, let levels):
            Phrase(
                sv: "ingen rutin säger vad man gör när ingen väg finns kvar på "
                    + "\(Self.list(levels)).",
                en: "no routine says what to do when no way is left at \(Self.list(levels)).")
        default: Phrase(verbatim: code)
        }
    }

    private static func list(_ levels: [Level]) -> String {
        levels.map(\.name).joined(separator: ", ")
    }

    private var contradictionPhrase: Phrase {
        switch self {
        case .consultationLacking(let system, let level):
            Phrase(
                sv:
                    """
                    \(system) är godkänd till \(level) utan samråd och gäller därför bara BH \
                    (SäkF 3:2).
                    """,
                en:
                    """
                    \(system) is approved up to \(level) without consultation, and so holds \
                    for BH only (SäkF 3:2).
                    """
            )
        case .originatesAboveReceiving(let actor, let originate, let receive):
            Phrase(
                sv: "\(actor) får upprätta \(originate) men ta emot bara \(receive).",
                en: "\(actor) may originate \(originate) but receive only \(receive).")
        case .laxerThanBelow(let level, let key):
            Phrase(
                sv: "”\(key)” är mindre strängt på \(level) än på nivån under.",
                en: "“\(key)” is laxer at \(level) than at the level below.")
        case .standingMixed:
            Phrase(
                sv: "filen är ännu ett exempel, fast andra är fastställda.",
                en: "the file is still an example though others are decided.")
        default: Phrase(verbatim: code)
        }
    }

    private var unreachablePhrase: Phrase {
        switch self {
        case .carrierCeilingUnreached(let carrier, let highest):
            Phrase(
                sv:
                    "ingen nivå över \(highest) nämner bäraren \(carrier.rawValue); taket når inte.",
                en: "no level above \(highest) lists the carrier \(carrier.rawValue).")
        case .groundUnreachable(let code):
            Phrase(
                sv: "grunden \(code) gäller inte mellan några två aktörer.",
                en: "the ground \(code) is between no two actors.")
        case .agreementNeverAsked(.bothState):
            Phrase(
                sv: "avtalet efterfrågas aldrig: båda är statliga myndigheter (SäkL 4:2).",
                en: "the agreement is never asked for: both are state authorities (SäkL 4:2).")
        case .agreementNeverAsked(.belowConfidential):
            Phrase(
                sv: "avtalet efterfrågas aldrig: ingen av dem får sända den andra något från K.",
                en: "the agreement is never asked for: neither may send the other K or above.")
        case .approvalUnreachable(let id, let level):
            Phrase(
                sv: "ingen av avsändarna i \(id) får upprätta något på nivån \(level).",
                en: "none of the senders in \(id) may originate anything at \(level).")
        case .suiteNeverUsed(let id, let suite):
            Phrase(
                sv: "ingen av nivåerna i \(id) använder sviten \(suite.rawValue).",
                en: "none of the levels in \(id) uses the suite \(suite.rawValue).")
        case .commitmentUnreachable(let actor):
            Phrase(
                sv: "\(actor) får inte ta emot något klassat, så åtagandet gäller inget.",
                en: "\(actor) may receive nothing classified, so the commitment is for nothing.")
        default: Phrase(verbatim: code)
        }
    }
}
