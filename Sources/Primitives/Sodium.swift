import CSodium

/// libsodium, started.
///
/// Every use of the library goes through ``start()`` first: version 1.0.18 aborts the process when
/// `sodium_malloc` runs before `sodium_init`.
enum Sodium {
    private static let started: Void = {
        // 0: started now; 1: had been started before; -1: no randomness to be had, nothing is safe.
        precondition(sodium_init() >= 0, "libsodium cannot start")
    }()

    static func start() { started }
}
