package import Keystore

/// A ring that was opened, with where it lies.
package struct OpenedRing: Sendable {
    package let folder: RingFolder
    package var keys: KeyRing

    /// - Throws: what ``RingFolder/open(_:)`` throws.
    package init(_ folder: RingFolder, _ unlocking: RingUnlocking) throws {
        self.folder = folder
        keys = try folder.open(unlocking)
    }

    /// Writes it as it is now.
    package func keep() throws { try folder.replace(with: keys) }
}
