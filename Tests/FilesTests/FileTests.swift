import Files
import Foundation
import Testing

struct FileTests {
    let folder = try? TemporaryFolder()

    private func place(_ name: String) throws -> String {
        try #require(folder).path + "/" + name
    }

    @Test(arguments: [0, 1, 65_535, 65_536, 65_537, 300_000])
    func `what is written is read`(_ count: Int) throws {
        let path = try place("a")
        let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        try File.write(bytes, to: path, replacing: false)
        #expect(try File.read(path, limitBytes: count) == bytes)
        if count > 0 {
            #expect(throws: FileError.tooLarge(path: path, limitBytes: count - 1)) {
                try File.read(path, limitBytes: count - 1)
            }
        }
    }

    @Test func `what is there is not overwritten unless that is meant`() throws {
        let path = try place("a")
        try File.write([1], to: path, replacing: false)
        #expect(throws: FileError.alreadyExists(path: path)) {
            try File.write([2], to: path, replacing: false)
        }
        #expect(try File.read(path, limitBytes: 10) == [1])
        try File.write([3], to: path, replacing: true)
        #expect(try File.read(path, limitBytes: 10) == [3])
        #expect(try folder?.names() == ["a"])
    }

    @Test func `a file that is not committed leaves nothing`() throws {
        let path = try place("a")
        do {
            let new = try NewFile(at: path)
            try new.file.write([1, 2, 3])
        }
        #expect(try folder?.names() == [])
    }

    @Test(arguments: [0o640, 0o604, 0o620, 0o601] as [UInt16])
    func `a private file is read only while it is its owner's alone`(_ mode: UInt16) throws {
        let path = try place("a")
        try File.writePrivate([1], to: path, replacing: false)
        #expect(try File.readPrivate(path, limitBytes: 10) == [1])
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
        #expect(throws: FileError.exposed(path: path, mode: UInt32(mode))) {
            try File.readPrivate(path, limitBytes: 10)
        }
    }

    @Test func `what cannot be opened is told by its kind`() throws {
        let path = try place("a")
        #expect(throws: FileError.notFound(path: path)) { try OpenFile(reading: path) }
        let directory = try #require(folder).path
        #expect(throws: FileError.isDirectory(path: directory)) {
            try OpenFile(reading: directory)
        }
        try File.write([1], to: path, replacing: false)
        #expect(throws: FileError.notDirectory(path: path + "/b")) {
            try OpenFile(reading: path + "/b")
        }
    }

    @Test func `files below a directory are found by their relative paths`() throws {
        let root = try #require(folder).path
        try Folder.create(root + "/x/y")
        for name in ["b", "x/a", "x/y/c", "x/.hidden"] {
            try File.write([1], to: root + "/" + name, replacing: false)
        }
        #expect(try Folder.files(below: root) == ["b", "x/a", "x/y/c"])
    }

    @Test func `removing a directory spares what a link in it points to`() throws {
        let root = try #require(folder).path
        try Folder.create(root + "/outside")
        try File.write([1], to: root + "/outside/a", replacing: false)
        try Folder.create(root + "/inside")
        try FileManager.default.createSymbolicLink(
            atPath: root + "/inside/link", withDestinationPath: root + "/outside")
        Folder.removeAll(root + "/inside")
        #expect(File.isThere(root + "/outside/a"))
        #expect(!File.isThere(root + "/inside"))
    }

    @Test func `a lock keeps others out for as long as it is held`() throws {
        let path = try place("lock")
        var held: FileLock? = try FileLock(path)
        #expect(throws: FileError.locked(path: path)) { try FileLock(path, waiting: false) }
        _ = held
        held = nil
        _ = try FileLock(path, waiting: false)
    }

    @Test(arguments: [
        ("a/b", "a"), ("b", "."), ("/b", "/"), ("a/b/", "a"), ("/", "/"), ("a//b", "a/"),
    ])
    func `the directory of a path`(_ path: String, _ parent: String) {
        #expect(Folder.parent(of: path) == parent)
    }
}
