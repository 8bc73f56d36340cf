import Foundation

/// Where the programs, the example policy and third-party test data lie.
struct DemoPrograms: Sendable {
    let budkavle: URL
    let relay: URL
    /// Test programs lie beside the build and are never installed.
    let misbehavingSender: URL?
    let wisStandIn: URL?
    /// Sources of the example policy.
    let policies: URL
    /// Third-party data; `nil` where there is none.
    let shared: URL?

    /// - Throws: ``DemoFailure/programMissing(_:)``.
    static func found() throws -> DemoPrograms {
        let files = FileManager.default
        let own = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
        let beside = own.deletingLastPathComponent()
        let relay = beside.appending(path: "budkavle-relay")
        guard files.isExecutableFile(atPath: relay.path(percentEncoded: false)) else {
            throw DemoFailure.programMissing(relay.path(percentEncoded: false))
        }
        func testProgram(_ name: String) -> URL? {
            let program = beside.appending(path: name)
            return files.isExecutableFile(atPath: program.path(percentEncoded: false))
                ? program : nil
        }
        guard let policies = policies(near: beside) else {
            throw DemoFailure.programMissing("Policies/actors.yaml")
        }
        let named = ProcessInfo.processInfo.environment["BUDKAVLE_SHARED"]
        let shared =
            named.map { URL(filePath: $0, directoryHint: .isDirectory) }
            ?? policies.deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "shared", directoryHint: .isDirectory)
        return DemoPrograms(
            budkavle: own, relay: relay,
            misbehavingSender: testProgram("misbehaving-sender"),
            wisStandIn: testProgram("wis-stand-in"),
            policies: policies,
            shared: files.fileExists(atPath: shared.path(percentEncoded: false)) ? shared : nil)
    }

    /// In the repository above the build, else where `make install` puts them, else here.
    private static func policies(near folder: URL) -> URL? {
        var places: [URL] = []
        var above = folder
        while above.path(percentEncoded: false) != "/", places.count < depthMax {
            places.append(above.appending(path: "Policies", directoryHint: .isDirectory))
            above = above.deletingLastPathComponent()
        }
        let prefix = folder.deletingLastPathComponent()
        places.append(prefix.appending(path: "share/budkavle/Policies"))
        places.append(URL(filePath: "Policies", directoryHint: .isDirectory))
        return places.first {
            FileManager.default.fileExists(
                atPath: $0.appending(path: "actors.yaml").path(percentEncoded: false))
        }
    }

    private static let depthMax = 16
}

/// The directory everything happens in.
struct DemoDirectory: Sendable {
    let root: URL
    let isKept: Bool

    /// - Throws: ``DemoFailure/directoryUnusable(_:)`` when something is there, or sockets in it
    ///   would
    ///   have too long names.
    init(kept path: String?) throws {
        isKept = path != nil
        let name = "budkavle-demo-" + String(UUID().uuidString.prefix(8)).lowercased()
        root =
            path.map { URL(filePath: $0, directoryHint: .isDirectory).standardizedFileURL }
            ?? FileManager.default.temporaryDirectory
            .appending(path: name, directoryHint: .isDirectory)
        let present = try? FileManager.default.contentsOfDirectory(
            atPath: root.path(percentEncoded: false))
        guard present?.isEmpty ?? true,
            root.path(percentEncoded: false).utf8.count <= Self.pathMaxBytes
        else {
            throw DemoFailure.directoryUnusable(root.path(percentEncoded: false))
        }
        try FileManager.default.createDirectory(
            at: root, withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])
    }

    var region: URL { root.appending(path: "region", directoryHint: .isDirectory) }
    var relay: URL { root.appending(path: "relay", directoryHint: .isDirectory) }
    var logs: URL { root.appending(path: "logs", directoryHint: .isDirectory) }
    var cargo: URL { root.appending(path: "cargo", directoryHint: .isDirectory) }
    func node(_ actor: String) -> URL {
        root.appending(path: "nodes/\(actor)", directoryHint: .isDirectory)
    }
    func ring(of actor: String) -> URL {
        region.appending(path: "private/actors/\(actor)", directoryHint: .isDirectory)
    }

    /// A Unix socket's name has 107 bytes at most; ours is some 50 below the root.
    private static let pathMaxBytes = 56
}
