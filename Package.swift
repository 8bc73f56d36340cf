// swift-tools-version: 6.2
import PackageDescription

/// One list of settings for every target.
let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .treatAllWarnings(as: .error),
]

/// For rooms that touch C.
let strictWithC = strict + [.strictMemorySafety()]

/// LLD, which comes with the toolchain, writes relocations in the packed form: a release program
/// starts with a tenth less memory, and everything links in half the time (Decision 0015).
let link: [LinkerSetting] = [
    .unsafeFlags(["-use-ld=lld", "-Xlinker", "-z", "-Xlinker", "pack-relative-relocs"])
]

/// A room of the house. What it may import is its row here and in `LayerTests`.
func room(
    _ name: String, _ dependencies: [Target.Dependency] = [], exclude: [String] = [],
    settings: [SwiftSetting] = strict
) -> Target {
    .target(name: name, dependencies: dependencies, exclude: exclude, swiftSettings: settings)
}

func program(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .executableTarget(
        name: name, dependencies: dependencies, swiftSettings: strict, linkerSettings: link)
}

func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .testTarget(
        name: name, dependencies: dependencies, swiftSettings: strict, linkerSettings: link)
}

func support(
    _ name: String, exclude: [String] = [], _ dependencies: [Target.Dependency]
) -> Target {
    .target(
        name: name, dependencies: dependencies, path: "Tests/\(name)", exclude: exclude,
        swiftSettings: strict)
}

func testProgram(_ name: String, path: String, _ dependencies: [Target.Dependency]) -> Target {
    .executableTarget(
        name: name, dependencies: dependencies, path: path, swiftSettings: strict,
        linkerSettings: link)
}

/// A C library of the system, by the Debian package that brings it.
func system(_ name: String, pkgConfig: String, package: String) -> Target {
    .systemLibrary(name: name, pkgConfig: pkgConfig, providers: [.apt([package])])
}

let argumentParser = Target.Dependency.product(
    name: "ArgumentParser", package: "swift-argument-parser")
let asyncHTTPClient = Target.Dependency.product(
    name: "AsyncHTTPClient", package: "async-http-client")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let hummingbirdTLS = Target.Dependency.product(name: "HummingbirdTLS", package: "hummingbird")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let metrics = Target.Dependency.product(name: "CoreMetrics", package: "swift-metrics")
let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioHTTP1 = Target.Dependency.product(name: "NIOHTTP1", package: "swift-nio")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")
let nioTLS = Target.Dependency.product(name: "NIOTLS", package: "swift-nio")
let nioSSL = Target.Dependency.product(name: "NIOSSL", package: "swift-nio-ssl")
let serviceLifecycle = Target.Dependency.product(
    name: "ServiceLifecycle", package: "swift-service-lifecycle")
let swiftASN1 = Target.Dependency.product(name: "SwiftASN1", package: "swift-asn1")
let swiftProtobuf = Target.Dependency.product(name: "SwiftProtobuf", package: "swift-protobuf")
let x509 = Target.Dependency.product(name: "X509", package: "swift-certificates")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")

let core: [Target] = [
    room("Identity"),
    room("Labels", ["Identity"]),
    room(
        "Primitives", ["Identity", "COpenSSL", "CPKCS11", "CProcess", "CSodium", crypto],
        settings: strictWithC),
    room("Keystore", ["Identity", "Primitives"]),
    room("Notes", ["Identity", "Primitives"]),
    room("Registry", ["Identity", "Labels", "Notes", "Primitives"]),
    room("Policies", ["Identity", "Labels", "Notes", "Primitives", "Registry", yams]),
    room("Rosters", ["Identity", "Labels", "Policies", "Primitives"]),
    room("Registers", ["Identity", "Labels", "Rosters"]),
    room(
        "Envelopes", ["Identity", "Labels", "Primitives", "Registry", swiftProtobuf],
        exclude: ["Schema"]),
    room("Sealing", ["Envelopes", "Identity", "Labels", "Primitives", "Registry", swiftProtobuf]),
    room("Documents", ["CExpat", "CJansson"], settings: strictWithC),
    room("Pictures", ["Documents", "Identity", "Labels"]),
    room("ForeignLabels", ["Documents", "Identity", "Labels"]),
    room("Ledger", ["Identity", "Notes", "Primitives"]),
    room(
        "Auditing",
        ["Identity", "Labels", "Ledger", "Notes", "Policies", "Primitives", "Registry"]),
    room("Delivery", ["Identity", "Labels"]),
    room("Sheets", ["Identity", "Primitives"]),
    room("Bundles", ["Identity", "Labels", "Notes", "Primitives"]),
]

/// What touches files, sockets, clocks and databases.
let shell: [Target] = [
    room("Files", [], settings: strictWithC),
    // Programs of others, run as processes.
    room("Programs"),
    room("Paper", ["CQR", "Programs"], settings: strictWithC),
    room("Storage", ["Identity", "Labels", "Ledger"]),
    room("StorageSQLite", ["Identity", "Labels", "Ledger", "Storage", grdb]),
    room(
        "Carriers",
        [
            "Files", "Identity", "Labels", "Ledger", "Primitives", "Registry", asyncHTTPClient,
            crypto, nioCore, nioHTTP1, nioPosix, nioSSL, nioTLS, swiftASN1, x509,
        ]),
    room(
        "Handover",
        [
            "Auditing", "Envelopes", "Files", "Identity", "Labels", "Ledger", "Notes", "Policies",
            "Primitives", "Registry",
        ]),
    room(
        "Wording",
        [
            "Auditing", "Carriers", "Envelopes", "Files", "Handover", "Identity", "Keystore",
            "Labels", "Ledger", "Notes", "Policies", "Primitives", "Registry", "Storage",
        ]),
    // How both programs speak on the command line.
    room("Speaking", ["Files", "Identity", "Labels", "Wording", argumentParser]),
    room(
        "ContentWording",
        [
            "Bundles", "Carriers", "Documents", "Envelopes", "ForeignLabels", "Handover",
            "Identity", "Labels", "Node", "Notes", "Paper", "Pictures", "Policies", "Primitives",
            "Regions", "Registers", "Rosters", "Sealing", "Sheets", "Storage", "Wording",
        ]),
    room(
        "Regions",
        [
            "Carriers", "Envelopes", "Files", "Handover", "Identity", "Keystore", "Labels", "Notes",
            "Policies", "Primitives", "Registry", "Sealing",
        ]),
    room(
        "Relay",
        [
            "Auditing", "Carriers", "Delivery", "Envelopes", "Files", "Handover", "Identity",
            "Labels", "Ledger", "Notes", "Policies", "Primitives", "Registry", "Storage",
            hummingbird, hummingbirdTLS, logging, metrics, nioCore, nioSSL, serviceLifecycle, yams,
        ]),
    room(
        "Node",
        [
            "Auditing", "Bundles", "Carriers", "Delivery", "Envelopes", "Files", "Handover",
            "Identity",
            "Keystore",
            "Labels", "Ledger", "Notes", "Pictures", "Policies", "Primitives", "Programs",
            "Registers", "Registry", "Rosters", "Sealing",
            "Storage", "StorageSQLite", "Wording", asyncHTTPClient, hummingbird, logging, nioCore,
            serviceLifecycle, yams,
        ]),
]

let executables: [Target] = [
    program(
        "BudkavleCommand",
        [
            "Auditing", "Bundles", "Carriers", "ContentWording", "Delivery", "Envelopes", "Files",
            "ForeignLabels", "Handover", "Identity", "Keystore", "Labels", "Ledger", "Node",
            "Notes", "Paper", "Pictures", "Policies", "Primitives", "Regions", "Registers",
            "Registry", "Rosters", "Sealing", "Sheets", "Speaking", "Storage", "StorageSQLite",
            "Wording", argumentParser, asyncHTTPClient, logging, serviceLifecycle,
        ]),
    program(
        "RelayCommand",
        [
            "Auditing", "Carriers", "Files", "Handover", "Identity", "Keystore", "Labels",
            "Ledger", "Notes", "Policies", "Primitives", "Registry", "Relay", "Speaking",
            "Storage", "StorageSQLite", "Wording", argumentParser, asyncHTTPClient, logging,
            nioCore, serviceLifecycle,
        ]),
]

let systemLibraries: [Target] = [
    system("CExpat", pkgConfig: "expat", package: "libexpat1-dev"),
    system("CJansson", pkgConfig: "jansson", package: "libjansson-dev"),
    system("CPKCS11", pkgConfig: "p11-kit-1", package: "libp11-kit-dev"),
    system("CQR", pkgConfig: "libqrencode", package: "libqrencode-dev"),
    system("COpenSSL", pkgConfig: "libcrypto", package: "libssl-dev"),
    system("CSodium", pkgConfig: "libsodium", package: "libsodium-dev"),
    // Header only: what Swift cannot call because it is variadic.
    .systemLibrary(name: "CProcess"),
]

/// What several suites share, and programs only tests start; none of it is installed.
let testSupport: [Target] = [
    support("TestSupport", []),
    support("ProgramSupport", ["TestSupport"]),
    support("CorpusSupport", ["Documents", "ForeignLabels", "Labels", "Pictures", "TestSupport"]),
    support(
        "RegionSupport",
        ["Registry", "Notes", "Labels", "Primitives", "Identity", crypto, swiftASN1, x509]),
    support(
        "RelaySupport",
        [
            "Carriers", "Envelopes", "Handover", "Identity", "Labels", "Ledger", "Notes",
            "Policies", "Primitives", "ProgramSupport", "RegionSupport", "Registry", "Relay",
            "Sealing", "StorageSQLite", "TestSupport", crypto, logging, serviceLifecycle,
        ]),
    support(
        "VectorSupport", ["Envelopes", "Labels", "Notes", "ProgramSupport", "TestSupport"]),
    support("StorageContract", ["Identity", "Labels", "Ledger", "Notes", "Primitives", "Storage"]),
    testProgram(
        "benchmark", path: "Tests/Benchmark",
        [
            "Carriers", "Envelopes", "Handover", "Identity", "Labels", "Node", "Policies",
            "Primitives", "ProgramSupport", "RegionSupport", "Relay", "RelaySupport",
            "StorageSQLite", logging, nioPosix, serviceLifecycle,
        ]),
    testProgram(
        "storage-writer", path: "Tests/StorageWriter",
        ["Identity", "Labels", "Ledger", "Primitives", "Storage", "StorageSQLite"]),
    testProgram(
        "unflushed-relay", path: "Tests/UnflushedRelay",
        [
            "Carriers", "Handover", "Identity", "Keystore", "Primitives", "Registry", "Relay",
            "RelaySupport", "StorageSQLite", logging, serviceLifecycle,
        ]),
    support(
        "WISSupport",
        [
            "Carriers", "Identity", "TestSupport", crypto, hummingbird, hummingbirdTLS, logging,
            nioCore, nioSSL, serviceLifecycle, swiftASN1, x509,
        ]),
    support(
        "AlertSupport", exclude: ["mail_server.py"],
        [
            "Carriers", "ProgramSupport", "TestSupport", "WISSupport", hummingbird, hummingbirdTLS,
            logging, nioCore, nioSSL, serviceLifecycle,
        ]),
    support("SyslogSupport", ["ProgramSupport", "TestSupport", "WISSupport"]),
    testProgram(
        "wis-stand-in", path: "Tests/WISStandIn",
        ["Carriers", "WISSupport", logging, serviceLifecycle]),
    testProgram(
        "misbehaving-sender", path: "Tests/MisbehavingSender",
        [
            "Carriers", "Envelopes", "Handover", "Identity", "Keystore", "Labels", "Notes",
            "Policies", "Primitives", "Regions", "Registry", "Sealing",
        ]),
]

let suites: [Target] = [
    tests(
        "BudkavleCommandTests",
        [
            "BudkavleCommand", "ContentWording", "CorpusSupport", "Identity", "Node", "Notes",
            "Pictures", "Policies", "Speaking", "TestSupport", "Wording",
        ]),
    tests(
        "BundlesTests", ["Bundles", "Identity", "Labels", "Notes", "Primitives"]),
    tests(
        "CarriersTests",
        [
            "Carriers", "Files", "Identity", "Ledger", "Primitives", "ProgramSupport", "Registry",
            "SyslogSupport", "TestSupport", "WISSupport", nioCore, nioHTTP1, nioPosix, nioSSL,
        ]),
    tests(
        "AuditingTests",
        [
            "Auditing", "Identity", "Ledger", "Notes", "Primitives", "RegionSupport", "Registry",
            "TestSupport",
        ]),
    tests("DeliveryTests", ["Delivery", "Identity", "Labels", "TestSupport"]),
    tests(
        "DurabilityTests",
        [
            "BudkavleCommand", "RelayCommand", "unflushed-relay", "Carriers", "Envelopes", "Files",
            "Handover", "Identity", "Keystore", "Labels", "Ledger", "Node", "Notes", "Pictures",
            "Policies", "Primitives", "ProgramSupport", "RegionSupport", "Regions", "Registry",
            "Relay",
            "RelaySupport", "Sealing", "Storage", "StorageSQLite", "TestSupport", nioCore, nioPosix,
            nioSSL,
        ]),
    tests("DocumentsTests", ["Documents", "TestSupport"]),
    tests("EnvelopesTests", ["Envelopes", "Identity", "Labels", "Primitives"]),
    tests("FilesTests", ["Files"]),
    tests(
        "ForeignLabelsTests",
        [
            "ForeignLabels", "CorpusSupport", "Documents", "Identity", "Labels", "ProgramSupport",
            "TestSupport",
        ]),
    tests(
        "HandbookTests",
        [
            "Auditing", "Bundles", "Carriers", "Envelopes", "Identity", "Keystore", "Labels",
            "Ledger", "Notes",
            "Policies", "Primitives", "Relay",
        ]),
    tests("IdentityTests", ["Identity"]),
    tests("KeystoreTests", ["Keystore", "Primitives", "ProgramSupport", "Identity"]),
    tests("LabelsTests", ["Labels", "Identity"]),
    tests("LayerTests", []),
    tests("LedgerTests", ["Ledger", "Identity", "Notes", "Primitives", "TestSupport"]),
    tests(
        "NodeTests",
        [
            "Node", "AlertSupport", "Auditing", "Bundles", "Carriers", "Delivery", "Envelopes",
            "Handover", "Identity", "Keystore", "Labels", "Ledger", "Notes", "Pictures", "Policies",
            "Primitives", "ProgramSupport", "RegionSupport", "Registers", "Registry", "Relay",
            "RelaySupport", "Rosters", "Sealing", "Storage", "StorageSQLite", "TestSupport",
            "WISSupport",
            asyncHTTPClient, grdb, logging, nioCore, nioHTTP1, serviceLifecycle,
        ]),
    tests("NotesTests", ["Notes", "Primitives", "Identity", "TestSupport"]),
    tests(
        "PaperTests",
        ["BudkavleCommand", "Paper", "Programs", "ProgramSupport", "TestSupport"]),
    tests(
        "PicturesTests",
        [
            "Pictures", "CorpusSupport", "Documents", "Identity", "Labels", "ProgramSupport",
            "TestSupport",
        ]),
    tests(
        "PoliciesTests",
        [
            "Policies", "RegionSupport", "Registry", "Notes", "Labels", "Primitives", "Identity",
            "TestSupport",
        ]),
    tests(
        "PrimitivesTests",
        ["Primitives", "CPKCS11", "Identity", "ProgramSupport", "TestSupport", crypto]),
    tests("ProgramsTests", ["Programs", "TestSupport"]),
    tests(
        "ProcessTests",
        [
            "BudkavleCommand", "RelayCommand", "misbehaving-sender", "wis-stand-in",
            "AlertSupport", "Identity",
            "Labels", "Node", "ProgramSupport", "SyslogSupport", "TestSupport", "WISSupport", grdb,
        ]),
    tests(
        "RegionsTests",
        [
            "Regions", "Envelopes", "Files", "Handover", "Identity", "Keystore", "Labels", "Notes",
            "Policies", "Primitives", "Registry", "Sealing", "TestSupport",
        ]),
    tests(
        "RegistryTests",
        ["Registry", "RegionSupport", "Keystore", "Notes", "Labels", "Primitives", "Identity"]),
    tests(
        "RelayTests",
        [
            "Relay", "RelayCommand", "Auditing", "Carriers", "Envelopes", "Files", "Handover",
            "Identity", "Keystore",
            "Labels", "Ledger", "Notes", "Policies", "Primitives", "ProgramSupport",
            "RegionSupport", "Registry", "RelaySupport", "Sealing", "Storage", "StorageContract",
            "StorageSQLite", "TestSupport", "Wording", asyncHTTPClient, crypto, grdb, hummingbird,
            logging,
            metrics, nioCore, nioHTTP1, nioPosix, nioSSL, serviceLifecycle,
        ]),
    tests(
        "RegistersTests",
        ["Registers", "Identity", "Labels", "Policies", "Rosters"]),
    tests(
        "RostersTests", ["Rosters", "Identity", "Labels", "Policies", "Primitives"]),
    tests(
        "SealingTests",
        ["Sealing", "Envelopes", "Identity", "Labels", "Primitives", "RegionSupport", "Registry"]),
    tests(
        "SecondReaderTests",
        [
            "BudkavleCommand", "Envelopes", "Identity", "Keystore", "Labels", "Ledger", "Notes",
            "Primitives", "ProgramSupport", "RegionSupport", "Registry", "Sealing", "TestSupport",
            "VectorSupport",
        ]),
    tests("SheetsTests", ["Sheets", "TestSupport"]),
    tests(
        "SpeakingTests",
        [
            "Speaking", "BudkavleCommand", "RelayCommand", "ProgramSupport", "TestSupport",
            "Wording", argumentParser,
        ]),
    tests(
        "StorageTests",
        [
            "Storage", "StorageContract", "StorageSQLite", "storage-writer", "Identity", "Labels",
            "Ledger", "Primitives",
        ]),
    tests(
        "StorageSQLiteTests",
        [
            "Storage", "StorageContract", "StorageSQLite", "storage-writer", "Identity", "Labels",
            "Ledger", "Primitives", "ProgramSupport", "Notes", "TestSupport", grdb,
        ]),
    tests(
        "VectorTests",
        [
            "Envelopes", "Identity", "Keystore", "Labels", "Ledger", "Notes", "Policies",
            "Primitives", "RegionSupport", "Registry", "Sealing", "TestSupport", "VectorSupport",
        ]),
    tests(
        "WordingTests",
        [
            "Wording", "Bundles", "Carriers", "ContentWording", "Documents", "Envelopes", "Files",
            "ForeignLabels", "Handover", "Identity", "Keystore", "Labels", "Node", "Notes",
            "Paper", "Pictures", "Policies", "Primitives", "Regions", "Registry", "Relay",
            "RelayCommand", "Registers", "Rosters", "Sealing", "Sheets", "Storage",
            "TestSupport",
        ]),
]

let package = Package(
    name: "budkavle",
    products: [
        .executable(name: "budkavle", targets: ["BudkavleCommand"]),
        .executable(name: "budkavle-relay", targets: ["RelayCommand"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-asn1", exact: "1.7.4"),
        .package(url: "https://github.com/apple/swift-certificates", exact: "1.21.1"),
        .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
        .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
        .package(url: "https://github.com/apple/swift-metrics", exact: "2.13.0"),
        .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", exact: "2.37.6"),
        .package(url: "https://github.com/apple/swift-protobuf", exact: "1.39.0"),
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1"),
        .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
        .package(url: "https://github.com/swift-server/async-http-client", exact: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", exact: "2.13.0"),
    ],
    targets: core + shell + executables + systemLibraries + testSupport + suites
)
