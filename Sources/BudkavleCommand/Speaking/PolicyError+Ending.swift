package import Policies
package import Speaking

extension PolicyError: Ending {
    package var status: ExitStatus {
        switch self {
        // What was named on the command line is not there.
        case .nameUnknown, .originatorNamed, .audienceReachesNobody, .audienceInvalid: .usage
        // About something that was read or checked.
        default: .badData
        }
    }
}
