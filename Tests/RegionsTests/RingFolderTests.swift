import Files
import Foundation
import Identity
import Keystore
import Primitives
import Regions
import Testing

struct RingFolderTests {
    private func folder() throws -> RingFolder {
        RingFolder(
            FileManager.default.temporaryDirectory
                .appending(path: "budkavle-ring-\(UUID().uuidString)").path)
    }

    private func make(_ lock: RingLock) throws -> RingFolder {
        let folder = try folder()
        try folder.create(lock, random: .system) { ring in
            try ring.add(
                SigningPrivateKey.generate(), .release,
                .person(ActorID("sos-alarm"), PersonID("person-1")), random: .system)
        }
        return folder
    }

    @Test func `a ring opens by the key file beside it and by no other`() throws {
        let (one, other) = (try make(.keyFile), try make(.keyFile))
        #expect(try one.open(.beside(ask: nil)).entries.count == 1)
        #expect(try one.open(.keyFile(path: one.keyFile)).entries.count == 1)
        #expect(throws: KeystoreError.unlockFailed) {
            try one.open(.keyFile(path: other.keyFile))
        }
    }

    @Test func `a ring with a passphrase opens by it and by no other`() throws {
        let folder = try make(.passphrase(SecretBytes(copying: Array("åska".utf8))))
        #expect(!File.isThere(folder.keyFile))
        #expect(throws: RegionError.ringLocked(ring: folder.path)) {
            try folder.open(.beside(ask: nil))
        }
        #expect(throws: KeystoreError.unlockFailed) {
            try folder.open(.beside { _ in SecretBytes(copying: Array("åskar".utf8)) })
        }
        let ring = try folder.open(.beside { _ in SecretBytes(copying: Array("åska".utf8)) })
        #expect(ring.entries.count == 1)
    }

    @Test func `every byte of a ring or key file, flipped, is refused`() throws {
        let folder = try make(.keyFile)
        for path in [folder.keyring, folder.keyFile] {
            let bytes = try File.read(path, limitBytes: 1 << 20)
            for offset in bytes.indices {
                var mangled = bytes
                mangled[offset] ^= 1 << UInt8(offset % 8)
                try File.writePrivate(mangled, to: path, replacing: true, flushing: false)
                #expect(throws: KeystoreError.self, "\(path) byte \(offset)") {
                    try folder.open(.beside(ask: nil))
                }
            }
            try File.writePrivate(bytes, to: path, replacing: true)
        }
        _ = try folder.open(.beside(ask: nil))
    }

    @Test func `a key file that others may read is refused`() throws {
        let folder = try make(.keyFile)
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o644], ofItemAtPath: folder.keyFile)
        #expect(throws: FileError.exposed(path: folder.keyFile, mode: 0o644)) {
            try folder.open(.beside(ask: nil))
        }
    }

    @Test func `a ring is not made where one is`() throws {
        let folder = try make(.keyFile)
        #expect(throws: FileError.alreadyExists(path: folder.keyFile)) {
            try folder.create(.keyFile, random: .system) { _ in }
        }
    }
}
