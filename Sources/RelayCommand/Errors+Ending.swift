package import Handover
package import Speaking
package import Storage

// How this program ends where other rooms' errors stop it.

extension StorageError: Ending {
    package var status: ExitStatus {
        switch self {
        case .inUse, .busy, .full: .queued
        case .corrupt: .badData
        default: .configuration
        }
    }
}

extension RegionDirectoryError: Ending {
    package var status: ExitStatus { .configuration }
}
