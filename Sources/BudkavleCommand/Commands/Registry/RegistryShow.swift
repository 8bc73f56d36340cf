import Notes
import ArgumentParser
import Identity
import Labels
import Primitives
import Regions
import Registry
import Speaking
import Wording

/// `registry show`: the region's actors and relays, or one actor in full.
struct RegistryShow: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: spoken(
            sv: "Visar registret, eller en aktör i det.",
            en: "Shows the registry, or an actor in it."))

    @Argument(
        help: ArgumentHelp(
            sv: "Aktören. Annars en översikt.", en: "The actor. Else an overview.", value: .actor),
        completion: .actors)
    var actor: ActorID?

    @OptionGroup var region: RegionOptions
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let output = global.output
        let registry = try region.readRegistry(global)
        let view = registry.view(at: .now)
        if let actor {
            guard let record = view.actor(actor) else { throw RegionError.actorUnknown(actor) }
            try output.show(ActorReport(record, at: view.time)) { show(record, view, $0) }
        } else {
            try output.show(RegistryReport(registry, view)) { show(registry, view, $0) }
        }
    }

    private func show(_ registry: Registry, _ view: RegistryView, _ output: Output) {
        output.say(
            sv: "Region \(view.region), första not \(registry.genesis?.hex ?? "-")",
            en: "Region \(view.region), first note \(registry.genesis?.hex ?? "-")")
        output.say(sv: "Registrets topp \(view.head)", en: "Registry head \(view.head)")
        var actors = Table([
            Phrase(sv: "aktör", en: "actor"), Phrase(sv: "noder", en: "nodes"),
            Phrase(sv: "nycklar i bruk", en: "keys in use"),
            Phrase(sv: "personer", en: "persons"), Phrase(sv: "noter", en: "notes"),
        ])
        for record in view.actors.values.sorted(by: { $0.id < $1.id }) {
            actors.add([
                record.id.text, String(record.nodes.values.count { $0.revocation == nil }),
                String(record.keys.count { $0.usability(at: view.time) == .usable }),
                String(record.persons.values.count { $0.isUsable(at: view.time) }),
                String(registry.chain(of: record.id).count),
            ])
        }
        output.show(actors)
        var relays = Table([Phrase(sv: "relä", en: "relay"), Phrase(sv: "adress", en: "address")])
        for relay in view.relays.values.sorted(by: { $0.id < $1.id }) {
            relays.add([relay.id.text, relay.url])
        }
        if !relays.isEmpty { output.show(relays) }
        for relay in view.relays.values.sorted(by: { $0.id < $1.id }) {
            for replaced in relay.certificates.replaced(at: view.time) {
                let fingerprint = replaced.certificate.fingerprint
                output.say(
                    sv: "\(relay.id) byter certifikat: \(fingerprint) till \(replaced.until), "
                        + "sedan \(relay.fingerprint)",
                    en: "\(relay.id) changes its certificate: \(fingerprint) until "
                        + "\(replaced.until), then \(relay.fingerprint)")
            }
        }
    }

    private func show(_ record: ActorRecord, _ view: RegistryView, _ output: Output) {
        for node in record.nodes.values.sorted(by: { $0.id < $1.id }) {
            output.say(
                sv: "nod \(node.id), högst \(node.ceiling), certifikat \(node.fingerprint)",
                en: "node \(node.id), up to \(node.ceiling), certificate \(node.fingerprint)")
        }
        var keys = Table([
            Phrase(sv: "nyckel", en: "key"), Phrase(sv: "ändamål", en: "purpose"),
            Phrase(sv: "nivå", en: "level"), Phrase(sv: "status", en: "status"),
            Phrase(sv: "gäller till", en: "valid until"), Phrase(sv: "läge", en: "state"),
        ])
        for key in record.keys {
            keys.add([
                key.id.hex, output.word(key.purpose.phrase), key.level.name,
                output.word(key.status.phrase), key.validUntil.rfc3339,
                output.word(key.usability(at: view.time).phrase),
            ])
        }
        output.show(keys)
        for person in record.persons.values.sorted(by: { $0.id < $1.id }) {
            output.say(
                sv: "person \(person.id), gäller till \(person.validUntil)",
                en: "person \(person.id), valid until \(person.validUntil)")
        }
    }
}

extension KeyUsability {
    var phrase: Phrase {
        switch self {
        case .usable: Phrase(sv: "i bruk", en: "in use")
        case .notYetValid: Phrase(sv: "gäller inte ännu", en: "not yet valid")
        case .expired: Phrase(sv: "utgången", en: "expired")
        case .revoked: Phrase(sv: "återkallad", en: "revoked")
        }
    }

    var code: String {
        switch self {
        case .usable: "usable"
        case .notYetValid: "not-yet-valid"
        case .expired: "expired"
        case .revoked: "revoked"
        }
    }
}

struct KeyReport: Encodable {
    let id: String
    let actor: String
    let purpose: String
    let level: String
    let status: String
    let validFrom: String
    let validUntil: String
    let state: String

    init(_ key: KeyRecord, at time: Timestamp) {
        id = key.id.hex
        actor = key.actor.text
        purpose = key.purpose.rawValue
        level = key.level.name
        status = key.status.rawValue
        validFrom = key.validFrom.rfc3339
        validUntil = key.validUntil.rfc3339
        state = key.usability(at: time).code
    }
}

private struct ActorReport: Encodable {
    struct Node: Encodable {
        let id: String
        let ceiling: String
        let certificate: String
        let receiptKey: String
        let revoked: Bool
    }

    struct Person: Encodable {
        let id: String
        let validUntil: String
        let usable: Bool
    }

    let actor: String
    let nodes: [Node]
    let keys: [KeyReport]
    let persons: [Person]

    init(_ record: ActorRecord, at time: Timestamp) {
        actor = record.id.text
        nodes = record.nodes.values.sorted { $0.id < $1.id }.map {
            Node(
                id: $0.id.text, ceiling: $0.ceiling.name, certificate: $0.fingerprint.hex,
                receiptKey: $0.receiptKey.vkey, revoked: $0.revocation != nil)
        }
        keys = record.keys.map { KeyReport($0, at: time) }
        persons = record.persons.values.sorted { $0.id < $1.id }.map {
            Person(
                id: $0.id.text, validUntil: $0.validUntil.rfc3339, usable: $0.isUsable(at: time))
        }
    }
}

private struct RegistryReport: Encodable {
    struct Relay: Encodable {
        struct Replaced: Encodable {
            let certificate: String
            let until: String
        }

        let id: String
        let url: String
        let certificate: String
        /// Those that give way, and are the relay's still.
        let replacedCertificates: [Replaced]
        let receiptKey: String
    }

    let region: String
    let genesis: String?
    let head: String
    let rootNotes: Int
    let actors: [String]
    let relays: [Relay]

    init(_ registry: Registry, _ view: RegistryView) {
        region = view.region.text
        genesis = registry.genesis?.hex
        head = view.head.hex
        rootNotes = registry.rootChain.count
        actors = view.actors.keys.sorted().map(\.text)
        relays = view.relays.values.sorted { $0.id < $1.id }.map {
            Relay(
                id: $0.id.text, url: $0.url, certificate: $0.fingerprint.hex,
                replacedCertificates: $0.certificates.replaced(at: view.time).map {
                    Relay.Replaced(
                        certificate: $0.certificate.fingerprint.hex, until: $0.until.rfc3339)
                }, receiptKey: $0.receiptKey.vkey)
        }
    }
}
