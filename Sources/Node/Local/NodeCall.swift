package import Identity
package import Rosters

/// What the commands ask of a node, over its socket or in the same process. One call, one reply;
/// both JSON.
package enum NodeCall: Codable, Sendable {
    case send(SendOrder)
    case release(id: String, person: String, signature: [UInt8], justification: String?)
    case inbox
    case show(id: String, by: PersonClaim?)
    case acknowledge(id: String, by: PersonClaim?)
    /// Writes a received message's attachments to files in a folder that is there; absolute. Where a
    /// register is kept they go with an exemplar that was taken out before.
    case saveAttachments(id: String, folder: String, exemplar: Int?, by: PersonClaim?)
    /// Waits until the inbox has more than `known` messages, at most `seconds`; the reply holds
    /// those beyond, in the order they came.
    case awaitInbox(known: Int, seconds: Int)
    case outbox
    case retry(id: String)
    case cancel(id: String)
    case track(id: String)
    /// Full id of a sent message from a prefix.
    case resolve(id: String)
    case sync
    case status
    /// What whoever takes over has to know.
    case shift
    /// Canaries over every rung.
    case drill(DrillOrder)
    /// The decisions of the ledger from an entry on, a page of them.
    case handovers(from: UInt64)
    /// Runs the decisions of the ledger from an entry on again, a page of them.
    case replay(from: UInt64)
    /// Notes of the registry by path, and who brought them.
    case importRegistry(files: [String: String], from: String)
    case rosterAdd(RosterAddOrder)
    case rosterRemove(RosterRemoveOrder)
    /// Everybody, or one.
    case roster(person: PersonID?)
    case rosterReview(withinSeconds: Int64)
    /// What a person's token is to sign: asked for with each call that she makes.
    case challenge
    case enrolToken(EnrolTokenOrder)
    case withdrawToken(PersonID)
    case enrolCode(EnrolCodeOrder)
    case withdrawCode(PersonID)
    /// Full id of a received message from a prefix, and whose node this is.
    case received(id: String)
    case breakGlass(BreakGlassOrder)
    case closeBreakGlass(id: String, finding: String, by: PersonClaim)
    /// All cases, or one.
    case showBreakGlass(String?)
    /// Everything that can be proven of a message.
    case prove(id: String)
    /// How the receipts of a relay stand against its log.
    case standings(relay: String?)
    /// Writes an auditor pack.
    case pack(PackOrder)
    /// What something that was lost exposes.
    case exposure(ExposureOrder)
    case register(RegisterCall)
    case alerts(AlertCall)
    case exportBundle(BundleOrder)
    /// Absolute paths.
    case importBundles([String])
    case inspectBundle(String)
    /// Writes receipts for what a bundle brought to a file; absolute paths.
    case answerBundle(String, output: String)
}

extension NodeCall {
    /// Whether files are read or written on the way, however large they are, or others are waited for.
    var mayTakeLong: Bool {
        switch self {
        case .send(let order): !order.attachments.isEmpty
        case .saveAttachments, .sync, .standings, .pack, .exportBundle, .importBundles,
            .inspectBundle, .answerBundle, .drill:
            true
        default: false
        }
    }
}

package enum NodeReply: Codable, Sendable {
    case sent(SendReply)
    case inbox([InboxLine])
    case message(InboxMessage)
    case saved(SavedAttachments)
    case line(InboxLine)
    case outbox([OutboxLine])
    case track(TrackReply)
    case id(String)
    case synced(SyncReply)
    case status(StatusReply)
    case shift(ShiftReply)
    case drilled(DrillReply)
    case handovers(HandoverPage)
    case replayed(ReplayPage)
    case imported(RegistryImport)
    case rosterEntry(RosterEntry)
    case roster(RosterReply)
    case rosterReview(RosterReviewReply)
    case enrolled(CodeEnrolment)
    case challenge(SignInChallenge)
    case received(id: MessageID, at: ActorID)
    case brokenGlass(BreakGlassReply)
    case glasses([BreakGlassLine])
    /// Gates about persons that failed: an answer, not an error.
    case denied([DeniedGate])
    case proofs(ProofsReply)
    case standings([ReceiptStanding])
    case packed(PackReply)
    case exposed(ExposureReply)
    case register(RegisterReply)
    case alerts([AlertLine])
    case exported(ExportedBundle)
    case importedBundles(ImportedBundles)
    case inspected(BundleInspection)
    case failed(NodeFailure)
}

package struct SyncReply: Codable, Sendable {
    package var received: Int
    package var posted: Int
    package var queued: Int
    package var reached: Bool
    package var problem: RelayProblem?
}

/// An error of the node for another process: its kind, by name, and what to say about it.
package struct NodeFailure: Codable, Sendable, Error {
    /// `NodeError.messageUnknown`
    package var code: String
    package var exit: Int32
    package var sv: String
    package var en: String
    package var hintSv: String?
    package var hintEn: String?

    package init(
        code: String, exit: Int32, sv: String, en: String, hintSv: String? = nil,
        hintEn: String? = nil
    ) {
        self.code = code
        self.exit = exit
        self.sv = sv
        self.en = en
        self.hintSv = hintSv
        self.hintEn = hintEn
    }
}

/// Turns an error into what another process is told; given by the program, where sentences are
/// made.
package typealias FailureWording = @Sendable (any Error) -> NodeFailure
