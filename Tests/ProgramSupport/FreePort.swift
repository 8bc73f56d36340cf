import Foundation

/// A port that a program can leave and come back to.
package enum FreePort {
    /// Below those the kernel deals out: else a connection of anybody could take it while the
    /// program is away, even the one that tries to reach it.
    private static let range: Range<UInt16> = 20_000..<32_000
    private static let attemptsMax = 100

    /// - Throws: ``ProgramError/noPort``.
    package static func found() throws(ProgramError) -> Int {
        for _ in 0..<attemptsMax {
            let port = UInt16.random(in: range)
            if isFree(port) { return Int(port) }
        }
        throw .noPort
    }

    /// Whether the system would let somebody listen there now.
    package static func isFree(_ port: UInt16) -> Bool {
        let socket = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard socket >= 0 else { return false }
        defer { close(socket) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
    }
}
