package import Bundles
package import Speaking

extension BundleError: Ending {
    package var status: ExitStatus {
        switch self {
        // What was asked for on the command line.
        case .partTooSmall: .usage
        case .changed: .queued
        // About something that was read.
        default: .badData
        }
    }
}
