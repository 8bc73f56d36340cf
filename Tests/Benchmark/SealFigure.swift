import Foundation

/// 100 MiB from file to file, as whole processes, in turn with age on the same file.
enum SealFigure {
    static func measure() async throws {
        try await withScratch { folder in
            let stage = try SealStage(folder)
            for suite in [SealStage.Kind.sealed, .layered] {
                try stage.warmUp(suite)
                var sealing = Pairs()
                var opening = Pairs()
                for _ in 0..<rounds {
                    try sealing.add(stage.seal(suite), stage.ageSeal())
                    try opening.add(stage.open(suite), stage.ageOpen())
                }
                sealing.report("seal 100 MiB, \(suite.rawValue)", targetRatio: suite.targetRatio)
                opening.report("open 100 MiB, \(suite.rawValue)", targetRatio: suite.targetRatio)
                let own = try [
                    stage.seal(suite, watchingMemory: true),
                    stage.open(suite, watchingMemory: true),
                ].map { rounded($0.ownMebibytes) }
                tell("    of its memory its own: sealing \(own[0]) MiB, opening \(own[1]) MiB")
            }
        }
    }

    private static let rounds = 9
}

/// Ours and a peer's runs, one after the other each time, so that a drifting machine drifts for
/// both.
private struct Pairs {
    private var ours: [MeasuredRun] = []
    private var peers: [MeasuredRun] = []

    mutating func add(_ our: MeasuredRun, _ peer: MeasuredRun?) {
        ours.append(our)
        if let peer { peers.append(peer) }
    }

    func report(_ name: String, targetRatio: Double) {
        tell(
            "\(name): \(Spread(ours.map(\.wallMilliseconds)).text("ms")),",
            "cpu \(Spread(ours.map(\.cpuMilliseconds)).text("ms")),",
            "at most \(rounded(ours.map(\.residentMebibytes).max() ?? 0)) MiB (target 32)")
        guard !peers.isEmpty else { return print("    age is not installed: no ratio") }
        let ratios = zip(ours, peers).map { $0.wallMilliseconds / $1.wallMilliseconds }
        tell(
            "    age \(Spread(peers.map(\.wallMilliseconds)).text("ms"));",
            "ratio \(Spread(ratios).text("")) (target \(targetRatio))")
    }
}

/// A region, an age key and a file of random bytes.
struct SealStage {
    enum Kind: String {
        case sealed, layered

        var level: String { self == .sealed ? "sekretess" : "konfidentiell" }
        /// Actual konfidentiell is refused as shipped, so that suite is measured in an exercise.
        var status: [String] {
            self == .sealed
                ? ["--status", "actual", "--ground", "osl-10-27"]
                : ["--status", "exercise", "--ground", "ovningsmaterial"]
        }
        var targetRatio: Double { self == .sealed ? 1.4 : 2.5 }
    }

    private let folder: URL
    private let ageRecipient: String?

    init(_ folder: URL) throws {
        self.folder = folder
        _ = try MeasuredRun(
            Benchmark.budkavle.path(percentEncoded: false),
            ["region", "new", folder.appending(path: "region").path(percentEncoded: false)])
        _ = try MeasuredRun(
            Benchmark.budkavle.path(percentEncoded: false),
            [
                "exercise", "open", "matning", "--region",
                folder.appending(path: "region").path(percentEncoded: false),
            ])
        try Self.writeRandom(fileMebibytes, to: folder.appending(path: "file"))
        ageRecipient = try Self.ageKey(folder.appending(path: "age.key"))
    }

    func warmUp(_ kind: Kind) throws {
        _ = try (seal(kind), open(kind))
        if ageRecipient != nil { _ = try (ageSeal(), ageOpen()) }
    }

    func seal(_ kind: Kind, watchingMemory: Bool = false) throws -> MeasuredRun {
        try MeasuredRun(
            Benchmark.budkavle.path(percentEncoded: false),
            [
                "seal", path("file"), "--region", path("region"), "--from", sender, "--to",
                recipient, "--level", kind.level, "--key-file",
                path("region/private/actors/\(sender)/key"), "-o", fresh("\(kind).envelope"),
            ] + kind.status + releasing(kind), watchingMemory: watchingMemory)
    }

    /// One person releases what is konfidentiell.
    private func releasing(_ kind: Kind) -> [String] {
        kind == .sealed
            ? [] : ["--release-ring", path("region/private/actors/\(sender)/persons/person-1")]
    }

    func open(_ kind: Kind, watchingMemory: Bool = false) throws -> MeasuredRun {
        try MeasuredRun(
            Benchmark.budkavle.path(percentEncoded: false),
            [
                "open", path("\(kind).envelope"), "--region", path("region"), "--as", recipient,
                "--key-file", path("region/private/actors/\(recipient)/key"), "-o", fresh("opened"),
            ], watchingMemory: watchingMemory)
    }

    func ageSeal() throws -> MeasuredRun? {
        guard let ageRecipient else { return nil }
        return try MeasuredRun("age", ["-r", ageRecipient, "-o", fresh("file.age"), path("file")])
    }

    func ageOpen() throws -> MeasuredRun? {
        guard ageRecipient != nil else { return nil }
        return try MeasuredRun(
            "age", ["-d", "-i", path("age.key"), "-o", fresh("opened.age"), path("file.age")])
    }

    private func path(_ name: String) -> String {
        folder.appending(path: name).path(percentEncoded: false)
    }

    /// A path where nothing lies: giving back what an old file took would be timed too.
    private func fresh(_ name: String) -> String {
        try? FileManager.default.removeItem(atPath: path(name))
        return path(name)
    }

    private static func writeRandom(_ mebibytes: Int, to file: URL) throws {
        try Data().write(to: file)
        let (input, output) = (
            try FileHandle(forReadingFrom: URL(filePath: "/dev/urandom")),
            try FileHandle(forWritingTo: file)
        )
        for _ in 0..<mebibytes {
            try output.write(contentsOf: input.read(upToCount: 1 << 20) ?? Data())
        }
    }

    /// The public half of a new age key, where age is installed.
    static func ageKey(_ file: URL) throws -> String? {
        guard MeasuredRun.find("age") != nil, MeasuredRun.find("age-keygen") != nil else {
            return nil
        }
        _ = try MeasuredRun("age-keygen", ["-o", file.path(percentEncoded: false)])
        return try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
            .first { $0.hasPrefix("# public key: ") }
            .map { String($0.dropFirst("# public key: ".count)) }
    }

    private let sender = "lansstyrelsen-stockholm"
    private let recipient = "polisen-region-stockholm"
}

private let fileMebibytes = 100
