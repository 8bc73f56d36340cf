import ArgumentParser
import ForeignLabels
import Identity
import Labels
import Pictures
import Policies

// What stands on the command line, read by the rooms' own readers; what they refuse is usage.

extension Name: ExpressibleByArgument {
    package init?(argument: String) { try? self.init(argument) }
}

extension Level: ExpressibleByArgument {
    package init?(argument: String) { try? self.init(argument) }
    package static var allValueStrings: [String] { allCases.map(\.name) }
}

extension StatusKind: ExpressibleByArgument {}
extension MessageKind: ExpressibleByArgument {}
extension Precedence: ExpressibleByArgument {}
extension CarrierKind: ExpressibleByArgument {}
extension GateID: ExpressibleByArgument {}
extension ExportFormat: ExpressibleByArgument {}
extension LabelForm: ExpressibleByArgument {}

extension Caveat: ExpressibleByArgument {
    package init?(argument: String) { try? self.init(argument) }
}

extension Timestamp: ExpressibleByArgument {
    package init?(argument: String) { try? self.init(rfc3339: argument) }
}

extension CountryCode: ExpressibleByArgument {
    package init?(argument: String) { try? self.init(argument) }
}

extension Digest: ExpressibleByArgument {
    package init?(argument: String) { try? self.init(hex: argument) }
}

/// Several names in one option, parted by commas.
struct NameList<Concept: NameConcept>: ExpressibleByArgument {
    let names: [Name<Concept>]

    init?(argument: String) {
        var names: [Name<Concept>] = []
        for part in argument.split(separator: ",", omittingEmptySubsequences: false) {
            guard let name = try? Name<Concept>(String(part)) else { return nil }
            names.append(name)
        }
        self.names = names
    }
}

/// A size in bytes: `700m`, `4g`.
struct ByteSize: ExpressibleByArgument {
    let bytes: Int

    init?(argument: String) {
        let units: [Character: Int] = ["k": 1 << 10, "m": 1 << 20, "g": 1 << 30]
        guard let unit = argument.last.flatMap({ units[$0] }),
            let count = Int(argument.dropLast()), (1...1_000_000).contains(count)
        else { return nil }
        bytes = count * unit
    }
}

/// A length of time: `90m`, `24h`, `7d`.
struct DurationSeconds: ExpressibleByArgument {
    let seconds: Int64

    init?(argument: String) {
        let units: [Character: Int64] = ["s": 1, "m": 60, "h": 3_600, "d": 86_400]
        guard let unit = argument.last.flatMap({ units[$0] }),
            let count = Int64(argument.dropLast()), (1...1_000_000).contains(count)
        else { return nil }
        seconds = count * unit
    }
}
