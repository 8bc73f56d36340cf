package import Regions
package import Speaking

extension RegionError: Ending {
    package var status: ExitStatus {
        switch self {
        case .audienceUnknown, .ringOfNode: .usage
        // About something that was read or checked.
        default: .badData
        }
    }
}
