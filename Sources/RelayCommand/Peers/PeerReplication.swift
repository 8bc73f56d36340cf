import Identity
import Relay
import Wording

/// How this relay stands with the log of another, from the running relay and from what is kept on the
/// disk.
struct PeerReplication: Encodable {
    struct CutOff: Encodable {
        /// Missing where the file that says so is damaged.
        let since: String?
        let heldSize: UInt64?
        let offeredSize: UInt64?
    }

    /// Whether the settings say to.
    let isFollowed: Bool
    /// What follows is missing while this relay does not run, or has not asked yet.
    let lastReached: String?
    let cursor: String?
    let behind: UInt64?
    let treeSize: UInt64?
    let passedOver: Int?
    let failure: RunningState.Notice?
    let cutOff: CutOff?

    init(
        of peer: RelayID, _ configuration: RelayConfiguration, _ running: RunningState?
    ) {
        let told = running?.peers?.first { $0.relay == peer.text }
        isFollowed = configuration.peers.includes(peer) && peer != configuration.relay
        lastReached = told?.lastReached
        cursor = told?.cursor
        behind = told?.behind
        treeSize = told?.treeSize
        passedOver = told?.passedOver
        failure = told?.failure
        let kept = configuration.cutOffs.cutOff(peer)
        let isCutOff = configuration.cutOffs.isCutOff(peer) || told?.cutOffSince != nil
        cutOff =
            isCutOff
            ? CutOff(
                since: kept?.since.rfc3339 ?? told?.cutOffSince, heldSize: kept?.heldSize,
                offeredSize: kept?.offeredSize) : nil
    }

    /// In a table.
    var phrase: Phrase {
        if let cutOff {
            let since = cutOff.since ?? ""
            return Phrase(sv: "AVSTÄNGT \(since)", en: "CUT OFF \(since)")
        }
        guard isFollowed else { return Phrase(verbatim: "–") }
        if let failure {
            return Phrase(
                sv: "\(failure.code) sedan \(failure.since ?? "")",
                en: "\(failure.code) since \(failure.since ?? "")")
        }
        guard let behind else { return Phrase(sv: "okänt", en: "unknown") }
        if behind == 0 { return Phrase(sv: "i fatt", en: "caught up") }
        return Phrase(sv: "högst \(behind) kvar", en: "at most \(behind) behind")
    }
}
