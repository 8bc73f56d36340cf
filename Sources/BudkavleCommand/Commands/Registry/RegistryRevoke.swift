import ArgumentParser
import Identity
import Regions
import Registry
import Speaking
import Wording

/// `registry revoke`: what is named counts no longer.
struct RegistryRevoke: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "revoke",
        abstract: spoken(
            sv: "Återkallar en nyckel, nod, person, aktör eller ett relä.",
            en: "Revokes a key, node, person, actor or relay."),
        discussion: spoken(
            sv: """
                NAMN är en nyckels id eller dess början (minst 8 tecken), en nods, ett reläs eller \
                en aktörs namn, eller AKTÖR/PERSON.
                """,
            en: """
                NAME is a key's id or its beginning (at least 8 characters), the name of a node, a \
                relay or an actor, or ACTOR/PERSON.
                """))

    @Argument(help: ArgumentHelp(sv: "Det som återkallas.", en: "What is revoked.", value: .name))
    var name: String

    @Option(
        name: .long,
        help: ArgumentHelp(
            sv: "Sedan när nyckeln kan ha varit i andra händer.",
            en: "Since when the key may have been in other hands.", value: .time))
    var compromisedSince: Timestamp?

    @OptionGroup var ring: RingOptions
    @OptionGroup var drafting: DraftOptions
    @OptionGroup var signing: SignerOptions
    @OptionGroup var region: RegionOptions
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        var change = try RegistryChange(signing, drafting, region, global.output)
        let now = change.editor.now
        let revocation = Revocation(at: now, compromisedSince: compromisedSince)
        switch try Revocable(name, in: change.editor.registry.view(at: now)) {
        case .key(let key, let actor):
            try revoke(.revokeKey(key, revocation), of: actor, &change)
        case .node(let node, let actor):
            try revoke(.revokeNode(node, revocation), of: actor, &change)
        case .person(let person, let actor):
            try revoke(.revokePerson(person, revocation), of: actor, &change)
        case .actor(let actor):
            try change.make([.revokeActor(actor, revocation)], saying: done(now))
        case .relay(let relay):
            try change.make([.revokeRelay(relay, revocation)], saying: done(now))
        }
    }

    private func revoke(
        _ statement: ActorStatement, of actor: ActorID, _ change: inout RegistryChange
    ) throws {
        try change.make(
            [statement], of: actor, ring: { try ring.identity(of: actor, region, global.output) },
            saying: done(change.editor.now))
    }

    private func done(_ time: Timestamp) -> Phrase {
        Phrase(
            sv: "\(name) är återkallad från \(time).", en: "\(name) is revoked from \(time).")
    }
}

/// Something registered, found by what people call it.
enum Revocable {
    case key(KeyID, of: ActorID)
    case node(NodeID, of: ActorID)
    case person(PersonID, of: ActorID)
    case actor(ActorID)
    case relay(RelayID)

    static let keyPrefixMinCharacters = 8

    /// - Throws: ``CommandError/unknown(concept:name:)``,
    ///   ``CommandError/ambiguous(prefix:count:)``.
    init(_ name: String, in view: RegistryView) throws {
        let parts = name.split(separator: "/").map(String.init)
        if parts.count == 2, let actor = try? ActorID(parts[0]),
            let person = try? PersonID(parts[1]), view.person(person, of: actor) != nil
        {
            self = .person(person, of: actor)
        } else if let actor = try? ActorID(name), view.actor(actor) != nil {
            self = .actor(actor)
        } else if let relay = try? RelayID(name), view.relay(relay) != nil {
            self = .relay(relay)
        } else if let node = try? NodeID(name),
            let actor = view.actors.values.first(where: { $0.nodes[node] != nil })
        {
            self = .node(node, of: actor.id)
        } else {
            let keys = view.actors.values.flatMap(\.keys).filter { $0.id.hex.hasPrefix(name) }
            guard name.count >= Self.keyPrefixMinCharacters, let key = keys.first else {
                throw CommandError.unknown(concept: "key", name: name)
            }
            guard keys.count == 1 else {
                throw CommandError.ambiguous(prefix: name, count: keys.count)
            }
            self = .key(key.id, of: key.actor)
        }
    }
}
