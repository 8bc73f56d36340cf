import ArgumentParser
import Foundation
import Speaking
import UnixSignals
import Wording

/// `budkavle demo`: the whole story with the real programs, in a region that is thrown away.
struct Demo: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: spoken(
            sv: "Visar alltihop på riktigt, i en region som kastas efteråt.",
            en: "Shows the whole story for real, in a region that is thrown away."),
        discussion: spoken(
            sv: """
                Startar ett relä och noder som egna processer. Sista raden är PASS eller FAIL, och \
                slutkoden 0 eller 1 därefter.
                """,
            en: """
                Starts a relay and nodes as processes of their own. The last line is PASS or FAIL, \
                and the exit code 0 or 1 accordingly.
                """))

    @Option(
        name: .long,
        help: ArgumentHelp(
            sv: "Katalog som skapas och behålls. Annars en tillfällig.",
            en: "A directory to make and keep. Else a temporary one.", value: .directory))
    var dir: String?

    @Flag(
        name: .long,
        help: ArgumentHelp(
            sv: "Låt relä och noder fortsätta gå efteråt, tills Ctrl-C.",
            en: "Let relay and nodes go on afterwards, until Ctrl-C."))
    var serve = false

    @Option(
        name: .long,
        help: ArgumentHelp(
            sv: "Hur många av aktörerna som kör en nod.", en: "How many of the actors run a node.",
            value: .count))
    var actors = DemoCast.nodesDefault

    @OptionGroup var global: GlobalOptions

    func validate() throws {
        guard (DemoCast.nodesMin...DemoCast.nodesMax).contains(actors) else {
            throw CommandError.numberOutside(
                option: "--actors", least: DemoCast.nodesMin, most: DemoCast.nodesMax
            ).ofUsage
        }
    }

    func run() async throws {
        let report = DemoReport(global.output)
        report.begin()
        let passed: Bool
        do {
            let stage = try DemoStage(
                programs: DemoPrograms.found(), directory: DemoDirectory(kept: dir),
                nodesCount: actors)
            passed = await play(on: stage, report)
            if !passed { report.failed(in: stage.directory) }
            await stage.clear()
        } catch {
            report.failed(error)
            passed = false
        }
        report.end(passed: passed)
        if !passed { throw ExitCode(1) }
    }

    /// Plays until the last step or a signal, whichever comes first.
    private func play(on stage: DemoStage, _ report: DemoReport) async -> Bool {
        let signals = await UnixSignalsSequence(trapping: .sigint, .sigterm, .sighup)
        let serve = serve
        return await withTaskGroup(of: Ending.self) { group in
            group.addTask {
                let passed = await DemoScript(stage, report).play()
                guard passed, serve else { return .played(passed) }
                report.serving(stage)
                // Until a signal cancels it.
                try? await Task.sleep(for: .seconds(servingMaxSeconds))
                return .played(true)
            }
            group.addTask {
                for await _ in signals { return .interrupted }
                return .interrupted
            }
            let first = await group.next() ?? .interrupted
            group.cancelAll()
            let played = await group.next()
            switch (first, played) {
            case (.played(let passed), _): return passed
            // Being told to stop serving is how serving ends.
            case (.interrupted, .played(true)?): return serve
            default: return false
            }
        }
    }

    private enum Ending: Sendable {
        case played(Bool)
        case interrupted
    }
}

/// A year: longer than anybody waits.
private let servingMaxSeconds = 365 * 86_400
