import Carriers
import Files
import Foundation
import Identity
import Primitives
import ProgramSupport
@testable import Relay
import Testing

extension RelayTests {
    /// Attachments copied from one folder to another.
    struct BlobCopyTests {
        private let scratch: ScratchFolder
        private let source: BlobFolder
        private let target: BlobFolder

        init() throws {
            scratch = try ScratchFolder()
            source = BlobFolder(scratch.path("source"))
            target = BlobFolder(scratch.path("target"))
        }

        private static func message(_ number: UInt8) throws -> MessageID {
            try MessageID(bytes: [UInt8](repeating: number, count: 32))
        }

        /// Lays bytes down under the name of other bytes, where those are given.
        @discardableResult
        private func lay(
            _ bytes: [UInt8], named: [UInt8]? = nil, of message: UInt8, in folder: BlobFolder,
            isPart: Bool = false
        ) throws -> String {
            let blob = BlobAddress(
                message: try Self.message(message), digest: Hashing.sha256(named ?? bytes))
            try Folder.create(folder.folder(of: blob.message), mode: 0o700)
            let file = folder.file(of: blob)
            let path = isPart ? GrowingFile.partPath(of: file) : file
            try File.writePrivate(bytes, to: path, replacing: true)
            return path
        }

        private func names(_ folder: BlobFolder) throws -> Set<String> {
            Set(try Folder.files(below: folder.path))
        }

        private func relative(_ path: String, _ folder: BlobFolder) -> String {
            String(path.dropFirst(folder.path.count + 1))
        }

        @Test func `what came whole of the wanted messages is copied, and nothing else`() throws {
            defer { scratch.remove() }
            let whole = try lay([1, 2, 3], of: 1, in: source)
            try lay([4], of: 1, in: source, isPart: true)
            try lay([5], of: 2, in: source)
            var asked: Set<MessageID> = []
            let report = try BlobCopy(from: source, to: target).run(of: {
                asked = $0
                return [try Self.message(1)]
            })
            #expect(asked == [try Self.message(1), try Self.message(2)])
            #expect(report.count == 1 && report.bytes == 3 && report.damaged.isEmpty)
            #expect(try names(target) == [relative(whole, source)])
        }

        @Test func `a copy that was broken off goes on, and what is wrong there is made right`()
            throws
        {
            defer { scratch.remove() }
            let all: [[UInt8]] = [[1], [2, 2]]
            for bytes in all { try lay(bytes, of: 1, in: source) }
            let there = try lay(all[0], of: 1, in: target)
            let wrong = try lay([9, 9], named: all[1], of: 1, in: target)
            let stamp = File.stamp(of: there)
            let report = try BlobCopy(from: source, to: target).run(of: { $0 })
            #expect(report.count == 2)
            #expect(File.stamp(of: there) == stamp)
            #expect(try File.read(wrong, limitBytes: 10) == [2, 2])
        }

        @Test func `a damaged one is told, and not copied`() throws {
            defer { scratch.remove() }
            let damaged = try lay([8], named: [7], of: 1, in: source)
            let right = try lay([6], of: 1, in: source)
            let report = try BlobCopy(from: source, to: target).run(of: { $0 })
            #expect(report.damaged == [relative(damaged, source)])
            #expect(try names(target) == [relative(right, source)])
        }

        @Test(arguments: [false, true])
        func `what else lies there goes only where it shall`(_ isRemoving: Bool) throws {
            defer { scratch.remove() }
            let kept = try lay([1], of: 1, in: source)
            let other = try lay([2], of: 2, in: target)
            let part = try lay([3], of: 1, in: target, isPart: true)
            _ = try BlobCopy(from: source, to: target).run(
                removingOthers: isRemoving, of: { $0 })
            let left = try names(target)
            #expect(left.contains(relative(kept, source)))
            #expect(left.contains(relative(other, target)) == !isRemoving)
            #expect(left.contains(relative(part, target)) == !isRemoving)
        }

        @Test func `where there is nothing, nothing is copied`() throws {
            defer { scratch.remove() }
            let report = try BlobCopy(from: source, to: target).run(of: { $0 })
            #expect(report == BlobCopy.Report())
        }
    }
}
