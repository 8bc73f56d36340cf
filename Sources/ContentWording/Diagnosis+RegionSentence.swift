package import Node
package import Wording

extension Diagnosis {
    var regionSentence: Sentence {
        switch self {
        case .nodeAbsent(let path):
            Sentence(
                sv: "Här finns ingen nod (\(path)); bara maskinen undersöks.",
                en: "There is no node here (\(path)); only the machine is examined.")
        case .nodeMissing(let path):
            Sentence(
                sv: "\(path) är ingen nod, fast den är angiven som en.",
                en: "\(path) is no node, though it is named as one.",
                hint: Phrase(
                    sv: "Rätta --node eller BUDKAVLE_NODE; budkavle node init gör en nod.",
                    en: "Correct --node or BUDKAVLE_NODE; budkavle node init makes a node."))
        case .nodeRunning(let actor, let node):
            Sentence(sv: "\(actor)/\(node) körs.", en: "\(actor)/\(node) is running.")
        case .nodeStopped(let actor, let node):
            Sentence(sv: "\(actor)/\(node) körs inte.", en: "\(actor)/\(node) is not running.")
        case .nodeInvalid(let path):
            Sentence(
                sv: "\(path) går inte att läsa.", en: "\(path) cannot be read.",
                hint: Phrase(
                    sv: "Rätta node.yaml, eller återläs katalogen från säkerhetskopian.",
                    en: "Correct node.yaml, or restore the directory from the backup."))
        case .registryHolds(let actors, let head):
            Sentence(
                sv: "Registret håller: aktörer \(actors), topp \(head.prefix(12)).",
                en: "The registry holds: actors \(actors), head \(head.prefix(12)).")
        case .registryInvalid(let path):
            Sentence(
                sv: "Registret i \(path) håller inte.",
                en: "The registry in \(path) does not hold.",
                hint: Phrase(
                    sv: "budkavle registry verify säger vilken not; hämta det på nytt.",
                    en: "budkavle registry verify names the note; fetch it anew."))
        case .nodeUnregistered(let actor, let node):
            Sentence(
                sv: "Registret känner inte noden \(node) hos \(actor).",
                en: "The registry does not know node \(node) of \(actor).",
                hint: Phrase(
                    sv: "budkavle registry add node registrerar den.",
                    en: "budkavle registry add node registers it."))
        case .nodeRevoked(let actor, let node):
            Sentence(
                sv: "Noden \(node) hos \(actor) är återkallad.",
                en: "Node \(node) of \(actor) is revoked.",
                hint: Phrase(
                    sv: "Använd den inte. Fråga den som förvaltar \(actor) varför.",
                    en: "Do not use it. Ask whoever administers \(actor) why."))
        case .evidenceKept(let count, let path):
            Sentence(
                sv: "Noter som motsäger varandra ligger i \(path): \(count) fall.",
                en: "Notes that contradict each other lie in \(path): \(count) cases.",
                hint: Phrase(
                    sv:
                        "budkavle registry evidence visar dem. Behåll dem, säg till rotnyckelhållarna.",
                    en: "budkavle registry evidence lists them. Keep them, tell the root holders."))
        default: policySentence
        }
    }

    private var policySentence: Sentence {
        switch self {
        case .policyInForce(let version):
            Sentence(
                sv: "Policy version \(version) gäller.",
                en: "Policy version \(version) is in force.")
        case .policyExample(let version):
            Sentence(
                sv: "Policy version \(version) gäller; den är ett exempel som ingen har beslutat.",
                en: "Policy version \(version) is in force; it is an example nobody has decided.",
                hint: Phrase(
                    sv: "Bara för prov: besluta en egen före skarp användning (Operating).",
                    en: "For trials only: decide your own before actual use (Operating)."))
        case .policyMissing:
            Sentence(
                sv: "Ingen undertecknad policy gäller här: allt nekas.",
                en: "No signed policy is in force here: everything is denied.",
                hint: Phrase(
                    sv: "budkavle node sync hämtar den från reläet.",
                    en: "budkavle node sync fetches it from the relay."))
        case .levelsClosed(let levels):
            Sentence(
                sv:
                    "Skarpt \(levels.joined(separator: ", ")) är för personer som loggar in med "
                    + "kort (--token).",
                en: "Actual \(levels.joined(separator: ", ")) is for persons who sign in with a "
                    + "token (--token).",
                hint: Phrase(
                    sv: "budkavle roster token enrol ger en person ett kort.",
                    en: "budkavle roster token enrol gives a person a token."))
        case .notesRefused(let count):
            Sentence(
                sv: "Noter bland policyns som inte höll och inte räknas: \(count).",
                en: "Notes beside the policy that did not hold and do not count: \(count).",
                hint: Phrase(
                    sv: "Behåll dem: de kan vara bevis. Säg till rotnyckelhållarna.",
                    en: "Keep them: they may be evidence. Tell the root holders."))
        default: freshnessSentence
        }
    }

    private var freshnessSentence: Sentence {
        switch self {
        case .freshnessCurrent(let issued, let ends):
            Sentence(
                sv: "Färskhetsbeviset är från \(issued) och räcker till "
                    + "\(list(ends, "för")).",
                en: "The freshness note is of \(issued) and lasts until \(list(ends, "for")).")
        case .freshnessEndsSoon(let ends):
            Sentence(
                sv: "Färskhetsbeviset tar snart slut: det räcker till \(list(ends, "för")).",
                en: "The freshness note ends soon: it lasts until \(list(ends, "for")).",
                hint: callHolders)
        case .freshnessTooOld(let levels, let issued):
            Sentence(
                sv: "Färskhetsbeviset från \(issued) är för gammalt för "
                    + "\(levels.joined(separator: ", ")); inget förseglas där.",
                en: "The freshness note of \(issued) is too old for "
                    + "\(levels.joined(separator: ", ")); nothing is sealed there.",
                hint: callHolders)
        case .freshnessExpired(let issued):
            Sentence(
                sv: "Färskhetsbeviset från \(issued) är för gammalt: inget förseglas.",
                en: "The freshness note of \(issued) is too old: nothing is sealed.",
                hint: callHolders)
        default:
            Sentence(
                sv: "Det finns inget färskhetsbevis: inget förseglas.",
                en: "There is no freshness note: nothing is sealed.", hint: callHolders)
        }
    }

    /// Each end with its levels; without them where all end at once.
    private func list(_ ends: [FreshnessEnd], _ of: String) -> String {
        if ends.count == 1 { return ends[0].until }
        return ends.map { "\($0.until) \(of) \($0.levels.joined(separator: ", "))" }
            .joined(separator: "; ")
    }

    private var callHolders: Phrase {
        Phrase(
            sv: "budkavle node sync hämtar ett nyare; annars ring färskhetsnyckelhållarna.",
            en: "budkavle node sync fetches a newer one; else call the freshness holders.")
    }
}

extension Check {
    package var phrase: Phrase {
        switch self {
        case .node: Phrase(sv: "nod", en: "node")
        case .clock: Phrase(sv: "klocka", en: "clock")
        case .keys: Phrase(sv: "nycklar", en: "keys")
        case .coreDumps: Phrase(sv: "minnesdumpar", en: "core dumps")
        case .swap: Phrase(sv: "växling", en: "swap")
        case .disk: Phrase(sv: "disk", en: "disk")
        case .vault: Phrase(sv: "valv", en: "vault")
        case .ledger: Phrase(sv: "liggare", en: "ledger")
        case .registry: Phrase(sv: "register", en: "registry")
        case .policy: Phrase(sv: "policy", en: "policy")
        case .freshness: Phrase(sv: "färskhet", en: "freshness")
        case .relays: Phrase(sv: "reläer", en: "relays")
        case .rungs: Phrase(sv: "vägar", en: "rungs")
        case .alerts: Phrase(sv: "notiser", en: "alerts")
        }
    }
}

extension CheckState {
    package var phrase: Phrase {
        switch self {
        case .ok: Phrase(verbatim: "ok")
        case .warning: Phrase(sv: "VARNING", en: "WARNING")
        case .failure: Phrase(sv: "FEL", en: "FAILURE")
        }
    }
}
