package import Handover
package import Identity

/// Whose logs a relay follows, and where it keeps what it finds out about them.
package struct ReplicationPlan: Sendable {
    let choice: PeerChoice
    let folder: CutOffFolder
    let evidence: EvidenceFolder

    package init(_ choice: PeerChoice, folder: CutOffFolder, evidence: EvidenceFolder) {
        self.choice = choice
        self.folder = folder
        self.evidence = evidence
    }
}

/// Which of the region's other relays a relay takes over from.
package enum PeerChoice: Hashable, Sendable {
    /// All that are registered: a region whose relays do not replicate loses what lay on one alone.
    case all
    case none
    case only(Set<RelayID>)

    /// `all`, `none`, or names with commas between; `nil` for anything else.
    package init?(_ text: String) {
        switch text {
        case "all": self = .all
        case "none": self = .none
        default:
            let names = text.split(separator: ",", omittingEmptySubsequences: false)
                .map { $0.trimmingPrefix(while: \.isWhitespace) }
            let relays = names.compactMap { try? RelayID(String($0)) }
            guard relays.count == names.count, Set(relays).count == relays.count else {
                return nil
            }
            self = .only(Set(relays))
        }
    }

    package func includes(_ relay: RelayID) -> Bool {
        switch self {
        case .all: true
        case .none: false
        case .only(let relays): relays.contains(relay)
        }
    }
}
