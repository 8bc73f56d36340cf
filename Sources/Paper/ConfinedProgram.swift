import Foundation

/// A program of others that gets bytes and gives bytes: little memory and time, no environment of
/// ours, no core dumps.
struct ConfinedProgram {
    let name: String
    private let place: URL
    private let limiter: URL

    /// - Throws: ``PaperError/programMissing(name:package:)`` when it is not in the path.
    init(_ name: String, package: String) throws(PaperError) {
        self.name = name
        place = try Self.found(name, package: package)
        limiter = try Self.found("prlimit", package: "util-linux")
    }

    /// - Throws: ``PaperError/programFailed(name:status:)`` when it cannot be started.
    func run(_ arguments: [String], input: [UInt8]) throws(PaperError) -> Run {
        let process = Process()
        process.executableURL = limiter
        process.arguments =
            [
                "--as=\(Self.memoryMaxBytes)", "--cpu=\(Self.processorMaxSeconds)", "--core=0",
                "--", place.path(percentEncoded: false),
            ] + arguments
        process.environment = ["PATH": Self.path, "LC_ALL": "C.UTF-8", "HOME": "/nonexistent"]
        let outgoing = Pipe()
        process.standardOutput = outgoing
        process.standardError = FileHandle.nullDevice
        do {
            process.standardInput = try Self.file(holding: input)
            try process.run()
            let output = try outgoing.fileHandleForReading.readToEnd()
            process.waitUntilExit()
            return Run(status: process.terminationStatus, output: Array(output ?? Data()))
        } catch {
            throw .programFailed(name: name, status: -1)
        }
    }

    struct Run {
        let status: Int32
        let output: [UInt8]
    }

    /// A file without a name, at its beginning: unlike a pipe it waits for nobody to read.
    private static func file(holding bytes: [UInt8]) throws -> FileHandle {
        let place = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        guard
            FileManager.default.createFile(
                atPath: place.path(percentEncoded: false), contents: Data(bytes),
                attributes: [.posixPermissions: 0o600])
        else { throw CocoaError(.fileWriteUnknown) }
        defer { try? FileManager.default.removeItem(at: place) }
        return try FileHandle(forReadingFrom: place)
    }

    private static func found(_ name: String, package: String) throws(PaperError) -> URL {
        for folder in path.split(separator: ":") {
            let place = URL(filePath: "\(folder)/\(name)")
            if FileManager.default.isExecutableFile(atPath: place.path(percentEncoded: false)) {
                return place
            }
        }
        throw .programMissing(name: name, package: package)
    }

    private static let path = "/usr/local/bin:/usr/bin:/bin"
    private static let memoryMaxBytes = 2 * 1024 * 1024 * 1024
    private static let processorMaxSeconds = 60
}
