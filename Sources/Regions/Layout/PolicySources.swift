package import Files
import Notes
import Policies

/// The YAML files of a policy's directory, and the recorded cases beside them.
package struct PolicySources: Sendable {
    package let policyFiles: [String: [UInt8]]
    package let caseFiles: [String: [UInt8]]

    /// - Throws: `FileError`.
    package init(directory: String) throws(FileError) {
        policyFiles = try Self.read(directory)
        let cases = directory + "/cases"
        caseFiles = Folder.isThere(cases) ? try Self.read(cases) : [:]
    }

    /// The sources in a directory, or in a policy bundle whose signatures nobody has checked: to be
    /// looked at, not to decide by.
    ///
    /// - Throws: `FileError`, `NoteError`, `PolicyError`.
    package init(at path: String) throws {
        if Folder.isThere(path) {
            try self.init(directory: path)
        } else {
            let note = try SignedNote(parsing: File.read(path, limitBytes: noteFileMaxBytes))
            self.init(policyFiles: try BundleNote(text: note.text).files, caseFiles: [:])
        }
    }

    private init(policyFiles: [String: [UInt8]], caseFiles: [String: [UInt8]]) {
        (self.policyFiles, self.caseFiles) = (policyFiles, caseFiles)
    }

    private static func read(_ directory: String) throws(FileError) -> [String: [UInt8]] {
        var files: [String: [UInt8]] = [:]
        for name in try Folder.names(in: directory) where name.hasSuffix(".yaml") {
            // One byte more than the parser takes, so that it is the parser that says so.
            files[name] = try File.read("\(directory)/\(name)", limitBytes: 2 << 20)
        }
        return files
    }
}
