/// Who may import whom: the table of the design, one row a room. Rooms still to be built have their
/// rows already; a folder without a row is an error.
enum ImportTable {
    struct Row {
        /// Rooms of this package.
        let rooms: Set<String>
        /// C modules, packages and parts of the toolchain.
        let outside: Set<String>
    }

    static func row(_ room: String) -> Row? { rows[room] }

    /// Every room of the table.
    static var rooms: [String] { rows.keys.sorted() }

    /// The functional core: no I/O, clock, task or hidden randomness.
    static let core: Set<String> = [
        "Identity", "Primitives", "Labels", "Notes", "Keystore", "Registry", "Policies", "Rosters",
        "Registers", "Envelopes", "Sealing", "Documents", "Pictures", "ForeignLabels", "Ledger",
        "Auditing",
        "Delivery", "Sheets", "Bundles",
    ]

    /// Programs: they alone start loose tasks and choose a database.
    static let executables: Set<String> = ["BudkavleCommand", "RelayCommand"]

    /// Folders that hold no Swift: module maps and documents.
    static let withoutSwift: Set<String> = [
        "CExpat", "CJansson", "COpenSSL", "CPKCS11", "CSodium", "CProcess", "CPostgres", "CQR",
        "Handbook",
    ]

    /// Rooms built `strictWithC`, where the compiler demands every `unsafe`.
    static let touchingC: Set<String> = [
        "Primitives", "Documents", "Files", "Paper", "StoragePostgres", "Carriers",
    ]

    /// An arrow that is there against the design, and why. It must really be there: a debt that is
    /// paid has to leave this list.
    struct Debt: Hashable {
        let room: String
        let module: String
        let reason: String
    }

    static let debts: Set<Debt> = [
        Debt(
            room: "Carriers", module: "Crypto",
            reason: "self-signed P-256 certificates: X509 takes no keys but those of Crypto"),
        Debt(
            room: "Node", module: "StorageSQLite",
            reason: "opens its stores itself; the executable is to hand them in"),
        Debt(room: "Node", module: "Yams", reason: "reads node.yaml"),
        Debt(room: "Relay", module: "Yams", reason: "reads its configuration"),
    ]

    /// What the relay's side must never hold, directly or through others.
    static let forbiddenToRelay: Set<String> = [
        "Sealing", "Documents", "Pictures", "ForeignLabels", "Rosters", "Registers",
    ]

    private static let rows: [String: Row] = [
        // The C library's calendar alone, by name.
        "Identity": Row(rooms: [], outside: ["Glibc"]),
        "Primitives": Row(
            rooms: ["Identity"],
            outside: ["COpenSSL", "CPKCS11", "CSodium", "CProcess", "Crypto", "Dispatch"]),
        "Labels": Row(rooms: ["Identity"], outside: []),
        "Notes": Row(rooms: ["Identity", "Primitives"], outside: []),
        "Keystore": Row(rooms: ["Identity", "Primitives"], outside: []),
        "Registry": Row(rooms: ["Identity", "Primitives", "Notes", "Labels"], outside: []),
        "Policies": Row(
            rooms: ["Identity", "Primitives", "Labels", "Notes", "Registry"], outside: ["Yams"]),
        "Rosters": Row(rooms: ["Identity", "Primitives", "Labels", "Policies"], outside: []),
        "Registers": Row(rooms: ["Identity", "Labels", "Rosters"], outside: []),
        "Envelopes": Row(
            rooms: ["Identity", "Primitives", "Labels", "Registry"], outside: ["SwiftProtobuf"]),
        "Sealing": Row(
            rooms: ["Identity", "Primitives", "Labels", "Notes", "Registry", "Envelopes"],
            outside: ["SwiftProtobuf"]),
        "Documents": Row(rooms: [], outside: ["CExpat", "CJansson"]),
        "Pictures": Row(rooms: ["Identity", "Labels", "Documents"], outside: []),
        "ForeignLabels": Row(rooms: ["Identity", "Labels", "Documents"], outside: []),
        "Ledger": Row(rooms: ["Identity", "Primitives", "Notes"], outside: []),
        "Auditing": Row(
            rooms: [
                "Identity", "Primitives", "Labels", "Notes", "Registry", "Policies", "Ledger",
            ], outside: []),
        "Delivery": Row(rooms: ["Identity", "Labels"], outside: []),
        "Sheets": Row(rooms: ["Identity", "Primitives"], outside: []),
        "Bundles": Row(rooms: ["Identity", "Labels", "Notes", "Primitives"], outside: []),

        "Files": Row(rooms: [], outside: ["Dispatch", "Foundation", "Glibc"]),
        // Apart from `Carriers`, which the relay links: it prints nothing.
        "Paper": Row(rooms: ["Programs"], outside: ["CQR", "Foundation"]),
        // Apart from `Files`, which the relay links: it starts nothing.
        "Programs": Row(rooms: [], outside: ["Foundation"]),
        "Handover": Row(
            rooms: [
                "Identity", "Primitives", "Labels", "Notes", "Registry", "Policies", "Envelopes",
                "Ledger", "Auditing", "Files",
            ],
            outside: ["Foundation"]),
        "Storage": shell(without: forbiddenToRelay),
        "StorageSQLite": shell(
            without: forbiddenToRelay, ["Storage"], outside: ["Foundation", "Glibc", "GRDB"]),
        "StoragePostgres": shell(
            without: forbiddenToRelay, ["Storage"], outside: ["Foundation", "CPostgres"]),
        // On both sides: what the relay links must not open envelopes.
        "Carriers": shell(
            without: forbiddenToRelay, ["Handover", "Storage"],
            outside: network.union(["AsyncHTTPClient"])),
        "Wording": shell(without: forbiddenToRelay, ["Handover", "Storage", "Carriers"]),
        "Speaking": shell(
            without: forbiddenToRelay, ["Wording"], outside: ["ArgumentParser", "Foundation"]),
        "ContentWording": shell(
            without: [],
            ["Handover", "Storage", "Carriers", "Wording", "Regions", "Node", "Paper"]),
        "Regions": shell(without: [], ["Handover", "Carriers", "Wording"]),
        "Relay": shell(
            without: forbiddenToRelay, ["Handover", "Storage", "Carriers", "Wording"],
            outside: network.union([
                "CoreMetrics", "Hummingbird", "HummingbirdTLS", "HummingbirdCore",
            ])),
        // Hummingbird serves `node.sock`, AsyncHTTPClient is its client.
        "Node": shell(
            without: [], ["Handover", "Programs", "Storage", "Carriers", "Wording"],
            outside: network.union(["AsyncHTTPClient", "Hummingbird"])),
        "Console": shell(
            without: [], ["Handover", "Storage", "Carriers", "Wording", "Node"],
            outside: network.union(["Hummingbird", "Mustache"])),

        "BudkavleCommand": shell(
            without: [],
            [
                "Handover", "Storage", "StorageSQLite", "StoragePostgres", "Wording",
                "ContentWording", "Regions", "Carriers", "Node", "Console", "Speaking", "Paper",
            ],
            outside: network.union(["ArgumentParser", "AsyncHTTPClient"])),
        "RelayCommand": shell(
            without: forbiddenToRelay,
            [
                "Handover", "Storage", "StorageSQLite", "StoragePostgres", "Carriers", "Wording",
                "Relay", "Speaking",
            ],
            outside: network.union(["ArgumentParser", "AsyncHTTPClient"])),
    ]

    private static let network: Set<String> = [
        "Foundation", "Glibc", "HTTPTypes", "Logging", "NIOCore", "NIOFoundationCompat",
        "NIOHTTP1", "NIOPosix", "NIOSSL", "NIOTLS", "ServiceLifecycle", "SwiftASN1", "X509",
        "UnixSignals",
    ]

    /// What comes with the toolchain and does nothing behind one's back.
    static let everywhere: Set<String> = ["FoundationEssentials", "Synchronization"]

    private static func shell(
        without forbidden: Set<String>, _ rooms: Set<String> = [],
        outside: Set<String> = ["Foundation"]
    ) -> Row {
        Row(
            rooms: core.subtracting(forbidden).union(rooms).union(["Files"]), outside: outside)
    }
}
