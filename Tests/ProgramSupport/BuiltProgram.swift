package import Foundation

/// The programs that were built with these tests and lie beside them.
package enum BuiltProgram: String {
    case budkavle
    case relay = "budkavle-relay"
    case misbehavingSender = "misbehaving-sender"
    case storageWriter = "storage-writer"
    case unflushedRelay = "unflushed-relay"

    package var isThere: Bool {
        FileManager.default.isExecutableFile(atPath: place.path(percentEncoded: false))
    }

    /// - Throws: ``ProgramError/missing(_:)`` where tests were built without programs.
    package func url() throws(ProgramError) -> URL {
        guard isThere else { throw .missing(place.path(percentEncoded: false)) }
        return place
    }

    private var place: URL {
        URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
            .appending(path: rawValue)
    }
}

/// Why a program did not do what a test needs.
package enum ProgramError: Error, Equatable {
    case missing(String)
    /// It ended otherwise than the test says; with the end of what it wrote.
    case ended(command: String, status: Int32, words: String)
    /// There is no port to listen on.
    case noPort
}
