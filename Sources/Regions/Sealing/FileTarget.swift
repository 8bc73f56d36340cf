package import Files

/// Where a command's bytes go: a file that appears whole or not at all, or a stream.
package enum FileTarget: Sendable {
    /// Written aside and put in place in one step.
    case file(path: String, replacing: Bool)
    /// A pipe, a device, standard output.
    case stream(OpenFile)

    /// `-` is standard output; a pipe or device that is there is written to, not replaced.
    package init(_ path: String, replacing: Bool) throws(FileError) {
        if path == "-" {
            self = .stream(try .standardOutput())
        } else if File.isStream(path) {
            self = .stream(try OpenFile(writingStream: path))
        } else {
            if Folder.isThere(path) { throw .isDirectory(path: path) }
            if !replacing, File.isThere(path) { throw .alreadyExists(path: path) }
            self = .file(path: path, replacing: replacing)
        }
    }

    /// Writes all of it at once.
    package func write(_ bytes: [UInt8]) throws(FileError) {
        switch self {
        case .file(let path, let replacing): try File.write(bytes, to: path, replacing: replacing)
        case .stream(let stream): try stream.write(bytes)
        }
    }

    /// The same; a file is its owner's alone.
    package func writePrivate(_ bytes: [UInt8]) throws(FileError) {
        switch self {
        case .file(let path, let replacing):
            try File.writePrivate(bytes, to: path, replacing: replacing)
        case .stream(let stream): try stream.write(bytes)
        }
    }
}
