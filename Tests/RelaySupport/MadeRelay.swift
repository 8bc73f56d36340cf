package import Foundation
import Handover
import Identity
import Notes
package import ProgramSupport
package import RegionSupport
import Registry
package import Relay
import TestSupport

/// A relay that `budkavle-relay init` made in a directory of the test region.
package struct MadeRelay: Sendable {
    package let region: TestRegion
    package let certificate: [UInt8]
    private let place: URL
    private let directory: RegionDirectory
    private let receiptKey: NoteKey

    package static let name = "relay-9"

    /// - Parameter folder: gets the region, its policy and the relay.
    package init(
        by program: URL, in folder: URL, region: TestRegion = .shared
    ) async throws {
        self.region = region
        directory = RegionDirectory(folder.appending(path: "region"))
        try directory.write(region.registry)
        try directory.writePolicy(of: region, at: region.now)
        place = folder.appending(path: "relay")
        let made = try await ProgramRun.succeeding(
            program,
            [
                "init", place.path(percentEncoded: false), "--name", Self.name, "--region",
                directory.root.path(percentEncoded: false),
                "--listen", "127.0.0.1:0", "--admin", "127.0.0.1:0", "--json",
            ])
        struct Told: Decodable { let receiptKey: String }
        let told = try JSONDecoder().decode(Told.self, from: Data(made.output.utf8))
        receiptKey = try NoteKey(vkey: told.receiptKey)
        certificate = Array(try Data(contentsOf: place.appending(path: "relay.crt")))
    }

    /// Two roots add it to the registry, and a freshness note says that this is the one.
    package func register() throws {
        let note = try region.rootNote(
            after: region.registry,
            [
                .addRelay(
                    RelayID(Self.name), url: "https://127.0.0.1", certificate: certificate,
                    receipt: receiptKey)
            ])
        let registry = try region.registry.appending(note)
        try directory.write(registry)
        try directory.writePolicy(of: region, over: registry, at: region.now)
    }

    /// Its directory.
    package var home: String { place.path(percentEncoded: false) }

    package var configuration: String {
        place.appending(path: "relay.yaml").path(percentEncoded: false)
    }

    /// What starts it.
    package var serving: [String] { ["serve", "--config", configuration] }

    package var store: URL { place.appending(path: "data/relay.sqlite") }

    /// Waits until the program listens.
    ///
    /// - Throws: `ProgramError/ended(command:status:words:)` when it ended instead.
    package func ports(of program: RunningProgram) async throws -> RelayPorts {
        try await RelayPorts.announced(in: place.appending(path: "ports.json"), by: program)
    }
}

extension RelayPorts {
    /// Waits for the file in which a relay says where it listens.
    ///
    /// - Throws: `ProgramError/ended(command:status:words:)` when the program ended instead.
    package static func announced(
        in file: URL, by program: RunningProgram
    ) async throws -> RelayPorts {
        var ports: RelayPorts?
        try await eventually("the relay listens") {
            guard program.isRunning else { return true }
            ports = (try? Data(contentsOf: file)).flatMap {
                try? JSONDecoder().decode(RelayPorts.self, from: $0)
            }
            return ports != nil
        }
        if let ports { return ports }
        throw ProgramError.ended(
            command: "relay", status: try await program.ended(), words: program.errors)
    }
}
