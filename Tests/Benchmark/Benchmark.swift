import Foundation

/// Measures this build on this machine and sets each figure beside a peer, or beside what the
/// primitives alone would allow, measured in the same run.
///
///     benchmark [seal] [latency] [decide] [accept] [wrap] [backlog] [disclose]
///         [recipients]
///
/// Without names all are measured. Built by `make bench` (release). A figure alone means little,
/// since machines differ; ratios travel. Nothing is asserted: whoever reads decides.
@main
struct Benchmark {
    static func main() async throws {
        let asked = CommandLine.arguments.dropFirst()
        let figures: [(name: String, measure: () async throws -> Void)] = [
            // First: the kernel counts what this process held when it made another as the other's.
            ("seal", SealFigure.measure), ("latency", LatencyFigure.measure),
            ("decide", DecisionFigure.measure), ("accept", AcceptFigure.measure),
            ("wrap", WrapFigure.measure), ("backlog", BacklogFigure.measure),
            ("disclose", DisclosureFigure.measure), ("recipients", AudienceFigure.measure),
        ]
        for unknown in asked where !figures.contains(where: { $0.name == unknown }) {
            tell("unknown figure \(unknown); known: \(figures.map(\.name).joined(separator: " "))")
            exit(64)
        }
        for figure in figures where asked.isEmpty || asked.contains(figure.name) {
            do { try await figure.measure() } catch {
                tell("\(figure.name): not measured: \(error)")
                exit(70)
            }
        }
    }

    /// Programs lie beside this one.
    static let programs = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
        .deletingLastPathComponent()
    static let budkavle = programs.appending(path: "budkavle")
    static let relay = programs.appending(path: "budkavle-relay")
}

/// Runs `body` with a folder that is gone afterwards.
func withScratch(_ body: (URL) async throws -> Void) async throws {
    let folder = FileManager.default.temporaryDirectory.appending(
        path: "budkavle-bench-\(UUID().uuidString.prefix(8))", directoryHint: .isDirectory)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try await body(folder)
}

/// Prints a line at once, also into a pipe: a figure is seen when it is there.
func tell(_ words: String...) {
    FileHandle.standardOutput.write(Data((words.joined(separator: " ") + "\n").utf8))
}
