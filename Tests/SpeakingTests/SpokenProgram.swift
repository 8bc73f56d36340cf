@testable import BudkavleCommand
@testable import RelayCommand
import ArgumentParser
import Foundation
import ProgramSupport
import Speaking
import Testing
import Wording

/// The programs that speak by this room.
enum SpokenProgram: String, CaseIterable {
    case budkavle
    case relay = "budkavle-relay"

    var built: BuiltProgram {
        switch self {
        case .budkavle: .budkavle
        case .relay: .relay
        }
    }

    var root: any ParsableCommand.Type {
        switch self {
        case .budkavle: Budkavle.self
        case .relay: RelayProgram.self
        }
    }

    /// Its commands, as the parser of the program itself describes them in a language.
    func described(in language: Language) async throws -> Data {
        let run = try await ProgramRun.succeeding(
            built.url(), ["--experimental-dump-help", "--lang", language.rawValue])
        return Data(run.output.utf8)
    }

    func run(
        _ arguments: [String], environment: [String: String] = [:]
    ) async throws -> ProgramRun {
        try await ProgramRun.of(built.url(), arguments, environment: environment)
    }
}
