import Foundation

/// Ports that nobody listened on a moment ago.
enum FreePorts {
    /// - Throws: ``DemoFailure/untrue(_:)`` when the machine has none.
    static func two() throws -> (Int, Int) {
        let first = try bound()
        defer { close(first.socket) }
        let second = try bound()
        defer { close(second.socket) }
        return (first.port, second.port)
    }

    private static func bound() throws -> (socket: Int32, port: Int) {
        let socket = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(socket, $0, length) == 0 && getsockname(socket, $0, &length) == 0
            }
        }
        guard socket >= 0, isBound else { throw DemoFailure.untrue("a port is free") }
        return (socket, Int(UInt16(bigEndian: address.sin_port)))
    }
}
