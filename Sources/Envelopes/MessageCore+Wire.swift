import FoundationEssentials
import Identity
import Labels

extension MessageCore {
    /// The one encoding, which is what is hashed and signed.
    package var encoded: [UInt8] { encode(WireCore(self)) }

    /// - Throws: ``EnvelopeError`` for anything but the one encoding of a coherent core.
    package init(encoded bytes: [UInt8]) throws(EnvelopeError) {
        guard bytes.count <= EnvelopeLimits.coreMaxBytes else {
            throw .tooLong(part: "core", limitBytes: EnvelopeLimits.coreMaxBytes)
        }
        self = try decodeCanonical(
            bytes, part: "core",
            value: { (wire: WireCore) throws(EnvelopeError) in try wire.core() },
            reencode: WireCore.init)
    }
}

extension WireCore {
    init(_ core: MessageCore) {
        version = MessageCore.version
        kind = WireKind(core.kind)
        label = WireLabel(core.label)
        originator = core.originator.text
        function = core.function?.text ?? ""
        createdMs = core.created.milliseconds
        precedence = WirePrecedence(core.precedence)
        references = core.references.map { reference in
            var wire = WireReference()
            wire.relation = WireRelation(reference.relation)
            wire.messageID = Data(reference.message.bytes)
            return wire
        }
        viewDigest = Data(core.viewDigest.bytes)
        ground = core.ground?.text ?? ""
        approval = core.approval?.text ?? ""
        activation = core.activation?.text ?? ""
        suite = WireSuite(core.suite)
        opaque = core.isOpaque
        keyCarrier = Data(core.keyCarrier?.bytes ?? [])
        counter = core.counter
    }

    func core() throws(EnvelopeError) -> MessageCore {
        guard version == MessageCore.version else { throw .versionUnknown(found: version) }
        guard references.count <= EnvelopeLimits.referencesMax else {
            throw .tooMany(part: "references", limit: EnvelopeLimits.referencesMax)
        }
        var references: [MessageReference] = []
        for wire in self.references { references.append(try wire.reference()) }
        return MessageCore(
            kind: try kind.value(), label: try label.label(),
            originator: try named { () throws(IdentityError) in try ActorID(originator) },
            function: try optionalName(function),
            created: try moment(createdMs, field: "created"), precedence: try precedence.value(),
            references: references,
            viewDigest: try ShortDigest(bytes: Array(viewDigest), field: "view digest"),
            ground: try optionalName(ground), approval: try optionalName(approval),
            activation: try optionalName(activation), suite: try suite.value(), isOpaque: opaque,
            keyCarrier: keyCarrier.isEmpty
                ? nil : try ShortDigest(bytes: Array(keyCarrier), field: "key carrier"),
            counter: counter)
    }
}

extension WireReference {
    fileprivate func reference() throws(EnvelopeError) -> MessageReference {
        let id = try named { () throws(IdentityError) in try MessageID(bytes: messageID) }
        let relation: MessageReference.Relation
        switch self.relation {
        case .supersedes: relation = .supersedes
        case .cancels: relation = .cancels
        case .answers: relation = .answers
        case .reclassifies: relation = .reclassifies
        case .unspecified, .UNRECOGNIZED: throw .fieldInvalid(field: "relation")
        }
        return MessageReference(relation, id)
    }
}
