import Envelopes
import Handover
import Identity
import Labels
import Ledger
import Pictures
import Policies
import Primitives
import Registry
import Sealing

/// An order, read and found sound, before anything was decided.
struct MessageDraft: Sendable {
    let order: SendOrder
    let level: Level
    let status: Status
    let audience: Audience
    let owners: [ActorID]
    let payload: Payload
    let kind: MessageKind
    let now: Timestamp
    let originator: ActorID
    /// Files to be sent along.
    let attachments: [AttachmentFile]
    /// Who sends it, where she has said so, and why where that is asked.
    var person: PersonAtNode?
    var justification: String?
    /// Secrecy markings of what is passed on; they go along in place of one of our own.
    var inherited: [Secrecy] = []
    /// The carrier that a canary is to try: whoever made it hands it over, and nobody else does, not
    /// the outbox either, now or after a crash.
    var canary: CarrierKind?
    /// The message this one has to do with.
    var answers: MessageID?

    /// Whether actors are named one by one, so that all of them must pass.
    var namesActors: Bool { !order.to.isEmpty }

    static let expiresDefaultSeconds: Int64 = 72 * 3_600

    /// - Parameter policy: what the names are read against.
    /// - Throws: ``NodeError``, `PicturesError`, `PolicyError`, `LabelError`, `IdentityError`.
    init(
        _ order: SendOrder, from originator: ActorID, under policy: Policy, at now: Timestamp
    ) throws {
        guard order.body.count <= SendOrder.bodyMaxBytes else {
            throw NodeError.bodyTooLong(
                limitBytes: SendOrder.bodyMaxBytes, foundBytes: order.body.count)
        }
        self.order = order
        attachments = try Self.attachments(of: order)
        self.now = now
        self.originator = originator
        level = try Level(order.level)
        switch try StatusKind(order.status) {
        case .actual: status = .actual
        case .test: status = .test
        case .exercise: status = .exercise(try ExerciseID(order.exercise ?? ""))
        }
        audience = try Self.audience(order, from: originator, under: policy)
        owners = try order.owners.map { try ActorID($0) }
        for owner in owners { try policy.requireKnown(owner) }
        let asked = order.kind.flatMap(MessageKind.init(rawValue:))
        // A blob that an approved product has sealed is not ours to read.
        let intent: PayloadIntent =
            order.opaqueApproval != nil ? .file : asked.map(PayloadIntent.init) ?? .automatic
        payload = try Self.typed(
            PayloadReader.read(
                order.body, name: order.fileName, intent: intent, source: originator.text),
            order.mediaType)
        kind = asked ?? payload.naturalKind
        try payload.checkStatus(against: status.kind)
    }

    var isOpaque: Bool { order.opaqueApproval != nil }

    /// What the list shows; of a blob that an approved product has sealed nothing is known.
    var subject: String { isOpaque ? "" : payload.subject }

    func description() throws -> ContentDescription {
        try ContentDescription(
            mediaType: (canary == nil ? payload.mediaType : .canary).text,
            fileName: order.fileName ?? "",
            attachments: attachments.map(\.description))
    }

    func label(expires: Timestamp) throws -> Label {
        let marking = try Secrecy(
            provision: order.provision ?? "OSL", authority: originator, date: now.startOfDay)
        return try Label(
            status: status,
            secrecy: level == .open ? [] : inherited.isEmpty ? [marking] : inherited,
            securityClass: SecurityClass(of: level), audience: audience,
            compartments: order.compartments.map { try Compartment($0) },
            caveats: order.caveats.map { try Caveat($0) },
            origin: order.origin.map { try CountryCode($0) } ?? .sweden,
            owners: owners.isEmpty ? [originator] : owners, expires: expires)
    }

    /// The type of a file is the sender's word; of what is understood it is what it is.
    private static func typed(_ payload: Payload, _ mediaType: String?) throws -> Payload {
        guard let mediaType else { return payload }
        guard case .file = payload.content else {
            throw NodeError.mediaTypeFixed(found: payload.mediaType.text)
        }
        return Payload(
            content: payload.content, mediaType: try MediaType(mediaType), bytes: payload.bytes)
    }

    private static func audience(
        _ order: SendOrder, from originator: ActorID, under policy: Policy
    ) throws -> Audience {
        if !order.to.isEmpty {
            let actors = try order.to.map { try ActorID($0) }
            return try policy.audience(naming: actors, from: originator)
        }
        guard !order.audience.isEmpty else { throw NodeError.recipientsMissing }
        return try policy.audience(order.audience)
    }
}

extension Timestamp {
    /// Midnight in UTC: a secrecy marking bears a date, not a time.
    fileprivate var startOfDay: Timestamp {
        Timestamp(clampingMilliseconds: milliseconds - milliseconds % 86_400_000)
    }
}

/// A draft with everybody it is for, each decided.
struct ResolvedDraft: Sendable {
    let core: MessageCore
    let permitted: [ActorID]
    let denied: [DeniedRecipient]
    let wrappingKeys: [ActorID: KeyRecord]
    let signingKeys: SigningKeys
    let releasesNeeded: Int
    /// What was asked and answered, for the ledger.
    var question: RecordedQuestion
}
