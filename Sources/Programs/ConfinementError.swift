/// Why a program of others did not run.
package enum ConfinementError: Error, Equatable {
    case programMissing(name: String, package: String)
    /// It could not be started, or nothing of it could be read.
    case programUnstartable(name: String)
}
