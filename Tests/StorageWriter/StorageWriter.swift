import Foundation
import Identity
import Storage
import StorageSQLite

/// A relay's store and nothing else, as a process to be killed or measured.
///
///     storage-writer write PATH [unflushed]      accepts until killed; a line for each answer
///     storage-writer measure PATH [MESSAGES]     rates of accepting and reading
@main
enum StorageWriter {
    static func main() async {
        let arguments = CommandLine.arguments.dropFirst()
        guard let mode = arguments.first, let path = arguments.dropFirst().first else {
            print("usage: storage-writer write|measure PATH")
            exit(64)
        }
        do {
            switch mode {
            case "write":
                try await write(path: path, isFlushed: !arguments.contains("unflushed"))
            case "measure":
                let count = arguments.dropFirst(2).first.flatMap { Int($0) } ?? 100_000
                try await Measurement(path: path, count: count).run()
            default: exit(64)
            }
        } catch {
            print("failed \(error)")
            exit(1)
        }
    }

    /// Several tasks accept messages; each answer is a line `stored POSITION ID`, printed after it
    /// came.
    private static func write(path: String, isFlushed: Bool) async throws {
        let store = try SQLiteRelayStore(
            path: path,
            options: StoreOptions(durability: isFlushed ? .flushed : .unflushedForTestsOnly))
        let sample = try Sample(recipients: 3)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for writer in 0..<8 {
                group.addTask {
                    for turn in 0... {
                        let message = sample.message(
                            number: UInt64(getpid()) << 32 | UInt64(turn * 8 + writer))
                        let acceptance = try await store.accept(message)
                        let line = "stored \(acceptance.index) \(message.id)\n"
                        // Not `print`, which a kill would leave half in its buffer.
                        try FileHandle.standardOutput.write(contentsOf: Data(line.utf8))
                    }
                }
            }
            try await group.waitForAll()
        }
    }
}
