package import Foundation

/// A small file system in memory, for what only a real full or read-only disk does.
///
/// Needs the right to mount; tests that use it say so and have a neighbour that needs none.
package struct MemoryDisk: Sendable {
    package let url: URL

    /// Whether this process may mount.
    package static let isPossible: Bool = {
        guard geteuid() == 0, let disk = try? MemoryDisk(maxBytes: 1 << 20) else { return false }
        disk.remove()
        return true
    }()

    /// - Throws: ``ProgramError/ended(command:status:words:)`` where it may not.
    package init(maxBytes: Int) throws {
        url = try ScratchFolder().url
        do {
            try Self.run(
                "mount",
                ["-t", "tmpfs", "-o", "size=\(maxBytes)", "tmpfs", url.path(percentEncoded: false)])
        } catch {
            try? FileManager.default.removeItem(at: url)
            throw error
        }
    }

    package func makeReadOnly() throws {
        try Self.run("mount", ["-o", "remount,ro", url.path(percentEncoded: false)])
    }

    package func remove() {
        try? Self.run("umount", ["-l", url.path(percentEncoded: false)])
        try? FileManager.default.removeItem(at: url)
    }

    private static func run(_ program: String, _ arguments: [String]) throws {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [program] + arguments
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw ProgramError.ended(
                command: program, status: process.terminationStatus, words: "")
        }
    }
}
