import Files
import Identity
import Labels
import Wording

/// How a command ends, as sysexits has it.
package enum ExitStatus: Int32 {
    case done = 0
    case usage = 64
    /// Bad data or failed verification.
    case badData = 65
    /// Nothing reachable.
    case unavailable = 69
    /// Queued, will be retried.
    case queued = 75
    /// Denied by policy.
    case denied = 77
    case configuration = 78
}

/// An error that knows how the command ends.
package protocol Ending: Error {
    var status: ExitStatus { get }
    /// Nothing more is to be said.
    var isTold: Bool { get }
}

extension Ending {
    package var isTold: Bool { false }
}

/// An error that was met elsewhere and has its code from there.
package protocol Coded: Error {
    var code: String { get }
}

/// The one place that turns typed errors into exit codes.
package func exitStatus(of error: any Error) -> ExitStatus {
    switch error {
    case let error as any Ending: error.status
    // Of several labels that were read.
    case LabelError.statusesDiffer, LabelError.originsDiffer, LabelError.joinLeavesNobody: .badData
    // On their own these come from options; inside a file the file's error carries them.
    case is IdentityError, is LabelError: .usage
    case let error as FileError: exitStatus(of: error)
    // Whatever else has words is about something that was read or checked.
    case is any Worded: .badData
    default: .configuration
    }
}

private func exitStatus(of error: FileError) -> ExitStatus {
    switch error {
    case .notFound, .alreadyExists, .isDirectory, .notDirectory: .usage
    case .tooLarge: .badData
    case .locked: .queued
    case .pipeClosed: .unavailable
    case .accessDenied, .spaceExhausted, .exposed, .failed: .configuration
    }
}
