import CProcess

/// Keeps the process's memory out of files and other processes' hands.
package enum ProcessHardening {
    /// No core file, and no reading of this process's memory by others of the same user. To be
    /// called before the first secret is read; cannot be undone without privilege.
    ///
    /// - Throws: ``PrimitivesError/callFailed(_:)``.
    package static func disableCoreDumps() throws(PrimitivesError) {
        guard budkavle_forbid_core_files() == 0 else { throw .callFailed("setrlimit") }
        guard budkavle_set_dumpable(0) == 0 else { throw .callFailed("prctl") }
    }

    /// Whether ``disableCoreDumps()`` is in force.
    package static var areCoreDumpsDisabled: Bool { budkavle_get_dumpable() == 0 }
}
