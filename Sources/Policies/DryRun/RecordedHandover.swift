package import Identity
package import Labels

/// One recipient's decision as a log has it, with as much of the question as is still held.
package struct RecordedHandover: Hashable, Sendable {
    package let message: MessageID
    package let originator: ActorID
    package let recipient: ActorID
    package let stage: DecisionStage
    package let level: Level
    package let status: StatusKind
    /// When it was decided.
    package let time: Timestamp
    /// The gates that failed; none means that it passed.
    package let failed: Set<GateID>
    /// Where the message is still held.
    package let label: Label?
    /// Where its header is still held.
    package let header: Header?

    /// What a header names beside the label that a gate asks for.
    package struct Header: Hashable, Sendable {
        package let kind: MessageKind
        package let ground: GroundCode?
        package let approval: ApprovalID?
        package let isOpaque: Bool

        package init(
            kind: MessageKind, ground: GroundCode?, approval: ApprovalID?, isOpaque: Bool
        ) {
            self.kind = kind
            self.ground = ground
            self.approval = approval
            self.isOpaque = isOpaque
        }
    }

    package init(
        message: MessageID, originator: ActorID, recipient: ActorID, stage: DecisionStage,
        level: Level, status: StatusKind, time: Timestamp, failed: Set<GateID>,
        label: Label? = nil, header: Header? = nil
    ) {
        self.message = message
        self.originator = originator
        self.recipient = recipient
        self.stage = stage
        self.level = level
        self.status = status
        self.time = time
        self.failed = failed
        self.label = label
        self.header = header
    }

    /// The gates whose question is held. The others are left as they were decided: keys, freshness,
    /// exercises, releases, systems and earlier messages are nothing a log keeps.
    package var judged: Set<GateID> {
        var gates: Set<GateID> = [
            .originatorCeiling, .actorCeiling, .agreementPair, .foreignCommitment,
            .carrierCeiling, .suiteLevel,
        ]
        if label != nil { gates.formUnion([.labelComplete, .audience]) }
        if header != nil { gates.formUnion([.secrecyGround, .cryptoApproved]) }
        return gates
    }
}
