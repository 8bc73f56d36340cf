import Synchronization
import TestSupport
import Testing

@testable import BudkavleCommand

struct PatienceTests {
    private final class Screen: Sendable {
        private let lines = Mutex<[String]>([])

        var written: [String] { lines.withLock { $0 } }
        func write(_ text: String) { lines.withLock { $0.append(text) } }
    }

    @Test func `work that lasts is told of each second, and the line goes with it`() async throws {
        let screen = Screen()
        let value = try await patiently("Noden arbetar", writing: screen.write) {
            try await eventually("two seconds were told", withinSeconds: 600) {
                screen.written.count >= 2
            }
            return 7
        }
        #expect(value == 7)
        let written = screen.written
        #expect(written.first == "\r\u{1b}[KNoden arbetar … 1 s")
        #expect(written.dropFirst().first == "\r\u{1b}[KNoden arbetar … 2 s")
        #expect(written.last == "\r\u{1b}[K")
    }

    @Test func `work that is done at once, and work that fails, leave nothing on the screen`()
        async throws
    {
        struct Broken: Error {}
        let screen = Screen()
        #expect(await patiently("a", writing: screen.write) { 1 } == 1)
        await #expect(throws: Broken.self) {
            try await patiently("a", writing: screen.write) { throw Broken() }
        }
        #expect(screen.written.isEmpty)
    }

    @Test func `in a pipe nothing is told`() throws {
        let scratch = try Scratch()
        let run = try Program.run(["region", "new", scratch.path + "/r", "--actors", "/dev/null"])
        #expect(!run.errors.contains("\u{1b}"))
    }
}
