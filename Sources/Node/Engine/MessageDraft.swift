import Envelopes
import Handover
import Identity
import Labels
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
    let payload: Payload
    let kind: MessageKind
    let now: Timestamp
    let originator: ActorID
    /// Files to be sent along.
    let attachments: [AttachmentFile]

    /// Whether actors are named one by one, so that all of them must pass.
    var namesActors: Bool { !order.to.isEmpty }

    static let bodyMaxBytes = 12 * 1024 * 1024
    static let expiresDefaultSeconds: Int64 = 72 * 3_600

    /// - Throws: ``NodeError``, `PicturesError`, `LabelError`, `IdentityError`.
    init(_ order: SendOrder, from originator: ActorID, at now: Timestamp) throws {
        guard order.body.count <= Self.bodyMaxBytes else {
            throw NodeError.bodyTooLong(
                limitBytes: Self.bodyMaxBytes, foundBytes: order.body.count)
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
        audience = try Self.audience(order)
        let asked = order.kind.flatMap(MessageKind.init(rawValue:))
        // A blob that an approved product has sealed is not ours to read.
        let intent: PayloadIntent =
            order.opaqueApproval != nil ? .file : asked.map(PayloadIntent.init) ?? .automatic
        payload = try PayloadReader.read(
            order.body, name: order.fileName, intent: intent, source: originator.text)
        kind = asked ?? payload.naturalKind
        try payload.checkStatus(against: status.kind)
    }

    var isOpaque: Bool { order.opaqueApproval != nil }

    /// What the list shows; of a blob that an approved product has sealed nothing is known.
    var subject: String { isOpaque ? "" : payload.subject }

    func description() throws -> ContentDescription {
        try ContentDescription(
            mediaType: payload.mediaType.text, fileName: order.fileName ?? "",
            attachments: attachments.map(\.description))
    }

    func label(expires: Timestamp) throws -> Label {
        let marking = try Secrecy(
            provision: order.provision ?? "OSL", authority: originator, date: now.startOfDay)
        return try Label(
            status: status, secrecy: level == .open ? [] : [marking],
            securityClass: SecurityClass(of: level), audience: audience,
            compartments: order.compartments.map { try Compartment($0) },
            caveats: order.caveats.map { try Caveat($0) }, owners: [originator], expires: expires)
    }

    private static func audience(_ order: SendOrder) throws -> Audience {
        if !order.to.isEmpty {
            let terms = try order.to.map { AudienceTerm.actor(try ActorID($0)) }
            return try Audience([AudienceClause(terms)])
        }
        guard !order.audience.isEmpty else { throw NodeError.recipientsMissing }
        return try Audience(order.audience.map { AudienceClause(try AudienceTerm($0)) })
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
}
