package import Regions
package import Speaking

extension RegionError: Ending {
    package var status: ExitStatus {
        switch self {
        case .recipientUnclear, .ringOfNode, .activationTaken: .usage
        // About something that was read or checked.
        default: .badData
        }
    }
}
