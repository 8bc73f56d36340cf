import Files
import Foundation
import Testing

/// Files that grow piece by piece and outlive whoever grows them.
struct GrowingFileTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private var path: String { folder.path + "/blob" }

    private func write(_ bytes: [UInt8], _ file: GrowingFile, at offset: UInt64) throws {
        try bytes.withUnsafeBytes { try file.write($0, at: offset) }
    }

    @Test func `it goes on where another ended, and has its name only when it is whole`() throws {
        try write([1, 2, 3], GrowingFile(at: path), at: 0)
        #expect(try folder.names() == ["blob.part"])
        let file = try GrowingFile(at: path)
        #expect(try file.byteCount() == 3)
        try write([4, 5], file, at: 3)
        var found: [UInt8] = []
        try file.forEachBlock { found += Array($0) }
        #expect(found == [1, 2, 3, 4, 5])
        try file.commit()
        #expect(try folder.names() == ["blob"])
        #expect(File.byteCount(of: path) == 5)
        #expect(try OpenFile(reading: path).bytes(at: 1, count: 3) == [2, 3, 4])
        #expect(try OpenFile(reading: path).bytes(at: 4, count: 3) == [5])
    }

    @Test func `it is its owner's alone, and gone when it is given up`() throws {
        let file = try GrowingFile(at: path)
        try write([1], file, at: 0)
        let mode = try FileManager.default.attributesOfItem(atPath: path + ".part")
        #expect((mode[.posixPermissions] as? NSNumber)?.intValue == 0o600)
        try file.discard()
        #expect(try folder.names() == [])
    }

    @Test func `a link in its place is not followed`() throws {
        let target = folder.path + "/target"
        try Data([9]).write(to: URL(filePath: target))
        try FileManager.default.createSymbolicLink(
            atPath: path + ".part", withDestinationPath: target)
        #expect(throws: FileError.self) { try GrowingFile(at: path) }
        #expect(try Data(contentsOf: URL(filePath: target)) == Data([9]))
        try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: target)
        #expect(File.byteCount(of: path) == nil)
    }

    @Test func `blocking work gives what it made, or what it threw`() async throws {
        #expect(try await BlockingWork.run { 7 } == 7)
        await #expect(throws: FileError.pipeClosed) {
            try await BlockingWork.run { throw FileError.pipeClosed }
        }
    }
}
