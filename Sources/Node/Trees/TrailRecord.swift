import Ledger
import Storage

/// The trees of a relay's log as the vault keeps them.
package struct TrailRecord: Codable, Sendable, Equatable {
    /// The log's origin.
    package var log: String
    /// Each as a witness would be asked about it, the largest last.
    package var steps: [String]
    /// Of the largest that a bundle has carried; 0 for none.
    package var carriedSize: UInt64

    /// Nothing is known yet.
    init(log: String) { (self.log, steps, carriedSize) = (log, [], 0) }

    /// - Throws: ``NodeError/vaultCorrupt(table:)``.
    func trail() throws -> TreeTrail {
        do { return try TreeTrail(parsing: steps.map { Array($0.utf8) }) } catch {
            throw NodeError.vaultCorrupt(table: NodeTable.trails.name)
        }
    }

    mutating func take(_ trail: TreeTrail) {
        steps = trail.steps.map { String(decoding: $0.request.encoded, as: UTF8.self) }
    }
}
