package import Regions
package import Speaking

extension RegionError: Ending {
    package var status: ExitStatus {
        switch self {
        case .recipientUnclear, .ringOfNode: .usage
        // About something that was read or checked.
        default: .badData
        }
    }
}
