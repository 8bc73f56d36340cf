package import Storage

/// A place where a store can be opened, closed and opened again with all it kept.
package struct StorePlace<Store: Sendable>: Sendable {
    package let open: @Sendable () async throws -> Store

    package init(open: @escaping @Sendable () async throws -> Store) { self.open = open }
}

package typealias RelayPlace = StorePlace<any RelayStore>
package typealias VaultPlace = StorePlace<any VaultStore>

/// One thing every store of a kind must do, as a sentence and the check of it.
///
/// Checks throw ``Breach`` and know no test library, so any test target can run them against any
/// store.
package struct Claim<Store: Sendable>: Sendable, CustomStringConvertible {
    package let text: String
    private let body: @Sendable (StorePlace<Store>) async throws -> Void

    init(
        _ text: String, _ body: @escaping @Sendable (StorePlace<Store>) async throws -> Void
    ) {
        self.text = text
        self.body = body
    }

    /// - Throws: ``Breach``, or what the store threw where it should not.
    package func check(_ place: StorePlace<Store>) async throws { try await body(place) }

    package var description: String { text }
}

/// A store did not do what a claim says.
package struct Breach: Error, CustomStringConvertible {
    package let description: String
}

func require(
    _ holds: Bool, _ what: String, file: String = #fileID, line: Int = #line
) throws {
    guard holds else { throw Breach(description: "\(file):\(line): \(what)") }
}

func requireEqual<Value: Equatable>(
    _ found: Value, _ expected: Value, _ what: String = "", file: String = #fileID,
    line: Int = #line
) throws {
    try require(
        found == expected, "\(what) found \(found), expected \(expected)", file: file, line: line)
}

/// The call must fail in exactly this way.
func requireFailure(
    _ expected: StorageError, file: String = #fileID, line: Int = #line,
    _ call: () async throws -> Void
) async throws {
    do { try await call() } catch let error as StorageError {
        return try requireEqual(error, expected, "failure", file: file, line: line)
    }
    try require(false, "succeeded, expected \(expected)", file: file, line: line)
}
