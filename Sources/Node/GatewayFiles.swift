import Carriers
import Foundation

/// What a node keeps to be let in by gateways of others: certificates it trusts, and secrets. Paths are
/// relative to its directory.
struct GatewayFiles: Sendable {
    private let directory: NodeDirectory

    init(in directory: NodeDirectory) { self.directory = directory }

    func path(_ name: String) -> String {
        let place = name.hasPrefix("/") ? URL(filePath: name) : directory.root.appending(path: name)
        return place.path(percentEncoded: false)
    }

    /// - Throws: ``GatewayProblem/Code/certificateInvalid`` when it cannot be read.
    func certificate(_ name: String) throws(GatewayProblem) -> [UInt8] {
        guard let pem = FileManager.default.contents(atPath: path(name)) else {
            throw GatewayProblem(.certificateInvalid)
        }
        return Array(pem)
    }

    /// The one line of a file. Read for each use; refused where others on this machine can read it.
    ///
    /// - Throws: ``GatewayProblem/Code/tokenUnusable``.
    func secret(_ name: String) throws(GatewayProblem) -> String {
        let attributes = try? FileManager.default.attributesOfItem(atPath: path(name))
        guard let mode = attributes?[.posixPermissions] as? Int, mode & 0o077 == 0,
            let text = try? String(contentsOfFile: path(name), encoding: .utf8)
        else { throw GatewayProblem(.tokenUnusable) }
        let secret = text.trimmingCharacters(in: .whitespacesAndNewlines)
        let isLine = secret.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7f }
        guard !secret.isEmpty, isLine else { throw GatewayProblem(.tokenUnusable) }
        return secret
    }

    /// A secret that can stand in a header.
    ///
    /// - Throws: ``GatewayProblem/Code/tokenUnusable``.
    func token(_ name: String) throws(GatewayProblem) -> String {
        let token = try secret(name)
        guard token.utf8.allSatisfy({ (0x21...0x7e).contains($0) }) else {
            throw GatewayProblem(.tokenUnusable)
        }
        return token
    }
}
