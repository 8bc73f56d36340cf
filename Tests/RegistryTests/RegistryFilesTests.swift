import Identity
import Keystore
import Labels
import Notes
import Primitives
import RegionSupport
import Registry
import Testing

struct RegistryFilesTests {
    /// Without the many keys, which take their time to check in a debug build.
    static let small = Result {
        try TestRegion("liten", actors: ["kommun-solna", "sos-alarm"], levels: [.open])
    }
    let region: TestRegion
    let files: [String: [UInt8]]
    let solna: ActorID

    init() throws {
        region = try Self.small.get()
        files = region.registry.files
        solna = try ActorID("kommun-solna")
    }

    @Test func `a directory gives back the registry it was written from`() throws {
        #expect(
            files.keys.sorted() == [
                "actors/kommun-solna/000000.note", "actors/sos-alarm/000000.note",
                "root/000000.note",
            ])
        let read = try RegistryFiles.registry(from: files, trusting: region.registry.genesis)
        #expect(read.head == region.registry.head)
        #expect(read.files == files)
    }

    @Test func `a readme and certificates may lie beside the notes`() throws {
        var files = files
        files["README.md"] = Array("Publika nycklar.\n".utf8)
        files["actors/kommun-solna/kommun-solna-1.crt"] =
            region.actors[0].node.machine.certificate
        #expect(
            try RegistryFiles.registry(from: files, trusting: nil).head == region.registry.head)
    }

    @Test func `what was verified answers for its own notes alone`() throws {
        let registry = region.registry
        let read = try RegistryFiles.registry(
            from: files, trusting: registry.genesis, verified: registry)
        #expect(read.files == files)
        #expect(throws: RegistryError.self) {
            try RegistryFiles.registry(
                from: files, trusting: registry.head, verified: registry)
        }
        var fewer = files
        fewer["actors/kommun-solna/000000.note"] = nil
        let shorter = try RegistryFiles.registry(from: fewer, trusting: nil, verified: registry)
        #expect(shorter.head != registry.head && shorter.files == fewer)
        var other = files
        other["actors/kommun-solna/000000.note"]?[40] ^= 1
        #expect(throws: RegistryError.self) {
            try RegistryFiles.registry(from: other, trusting: nil, verified: registry)
        }
    }

    @Test(arguments: [
        "x", "", "readme.md", "root/000001.not", "root/0000001.note", "root/00001.note",
        "root/x/000001.note", "actors/000000.note", "actors/Kommun/000000.note",
        "actors/kommun-solna/x/000000.note", "/root/000001.note", "roots/000000.note",
        "root/00000a.note", "root/", "root/000000.note~", "root/000000.note/",
    ])
    func `any other file is refused`(_ path: String) throws {
        var files = files
        files[path] = []
        for verified in [nil, region.registry] {
            #expect(throws: RegistryError.inFile(path: path, .fileUnknown)) {
                try RegistryFiles.registry(from: files, trusting: nil, verified: verified)
            }
        }
    }

    @Test(arguments: [
        "PRIVATE+KEY+a+00000000+AA", "-----BEGIN PRIVATE KEY-----\nAA", "budkavle-key-ring v1\n",
        "budkavle-key-file v1\n", "x\n-----BEGIN EC PRIVATE KEY-----", "AGE-SECRET-KEY-1",
    ])
    func `private material is refused wherever it lies`(_ text: String) throws {
        #expect(PrivateMaterial.isPresent(in: Array(text.utf8)))
        for path in ["README.md", "a.crt", "root/000000.note"] {
            var files = files
            files[path] = Array(text.utf8)
            for verified in [nil, region.registry] {
                #expect(throws: RegistryError.inFile(path: path, .privateMaterial)) {
                    try RegistryFiles.registry(from: files, trusting: nil, verified: verified)
                }
            }
        }
    }

    @Test func `key rings and key files are known as private`() throws {
        let file = KeyFile()
        let ring = try KeyRing(unlockedBy: [.keyFile(file)], random: .system)
        #expect(PrivateMaterial.isPresent(in: ring.encoded))
        #expect(PrivateMaterial.isPresent(in: file.encoded.withBytes { Array($0) }))
    }

    @Test func `public material is not taken for private`() {
        for bytes in files.values { #expect(!PrivateMaterial.isPresent(in: bytes)) }
        #expect(
            !PrivateMaterial.isPresent(in: region.actors[0].node.machine.certificate))
        for text in [
            "", "-----BEGIN PUBLIC KEY-----", "the private key", "PRIVATE KEY", "PRIVATE+KE",
        ] { #expect(!PrivateMaterial.isPresent(in: Array(text.utf8))) }
    }

    @Test func `private keys in DER are known by their first bytes`() {
        let seed = [UInt8](repeating: 7, count: 32)
        let pkcs8: [UInt8] =
            [
                0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 4, 0x22, 4, 0x20,
            ] + seed
        let sec1: [UInt8] = [0x30, 0x25, 2, 1, 1, 4, 0x20] + seed
        let long: [UInt8] = [0x30, 0x82, 4, 0xa4, 2, 1, 0, 2, 0x82] + seed
        for bytes in [pkcs8, sec1, long] { #expect(PrivateMaterial.isPresent(in: bytes)) }
        for bytes in [[], [0x30], Array(pkcs8.dropFirst()), [0x30, 0x83, 1, 1, 2, 1, 0, 0, 0]] {
            #expect(!PrivateMaterial.isPresent(in: bytes))
        }
    }

    @Test func `errors name the file`() throws {
        let path = RegistryFiles.path(of: solna, 0)
        var broken = files
        broken[path] = Array("x".utf8)
        #expect(throws: RegistryError.inFile(path: path, .note(.emptyLineMissing))) {
            try RegistryFiles.registry(from: broken, trusting: nil)
        }
        var gap = files
        gap[RegistryFiles.path(of: solna, 1)] = gap.removeValue(forKey: path)
        #expect(
            throws: RegistryError.inFile(
                path: RegistryFiles.path(of: solna, 1),
                .fileMisplaced(expectedPath: path))
        ) { try RegistryFiles.registry(from: gap, trusting: nil) }
        var strange = files
        strange["actors/ingen/000000.note"] = files[path]
        #expect(
            throws: RegistryError.inFile(
                path: "actors/ingen/000000.note",
                .actorWrong(expected: try ActorID("ingen"), found: solna))
        ) { try RegistryFiles.registry(from: strange, trusting: nil) }
        var twice = files
        twice[RegistryFiles.path(of: solna, 1)] = files[path]
        #expect(
            throws: RegistryError.inFile(
                path: RegistryFiles.path(of: solna, 1),
                .fileMisplaced(expectedPath: RegistryFiles.path(of: solna, 0)))
        ) { try RegistryFiles.registry(from: twice, trusting: nil) }
        #expect(throws: RegistryError.chainEmpty(.root)) {
            try RegistryFiles.registry(from: [:], trusting: nil)
        }
    }
}
