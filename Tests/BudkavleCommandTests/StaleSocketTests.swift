import Foundation
import Glibc
import Node
import Testing

/// A node that was killed leaves its socket behind.
struct StaleSocketTests {
    @Test func `where a killed node left its socket nobody answers`() async throws {
        let path = FileManager.default.temporaryDirectory
            .appending(path: "bk-\(UUID().uuidString.prefix(8)).sock").path(percentEncoded: false)
        defer { try? FileManager.default.removeItem(atPath: path) }
        try #require(Self.leaveSocket(at: path))
        let client = NodeSocketClient(socket: URL(filePath: path))
        #expect(client.isThere)
        let reply = try await client.call(.status)
        #expect(reply == nil)
    }

    /// Binds a socket and closes it, as the kernel does for a process that is killed.
    private static func leaveSocket(at path: String) -> Bool {
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        guard path.utf8.count < MemoryLayout.size(ofValue: address.sun_path) else { return false }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        return withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0
            }
        }
    }
}
