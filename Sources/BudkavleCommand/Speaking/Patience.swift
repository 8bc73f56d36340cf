import Speaking
import Wording

/// Runs work that may take long; after each second says on a terminal what is waited for, in one
/// line that rewrites itself and goes with the work. In a pipe nothing is said.
func patiently<Value>(
    _ what: Phrase, _ output: Output, _ work: () async throws -> Value
) async rethrows -> Value {
    guard ProgressLine.isShown(for: output) else { return try await work() }
    let text = output.word(what)
    let write: @Sendable (String) -> Void = { Terminal.write($0, to: ProgressLine.descriptor) }
    return try await patiently(text, writing: write, work)
}

/// The same, said to whoever takes the words.
func patiently<Value>(
    _ text: String, writing write: @escaping @Sendable (String) -> Void,
    _ work: () async throws -> Value
) async rethrows -> Value {
    let telling = Task {
        var seconds = 0
        while (try? await Task.sleep(for: .seconds(1))) != nil {
            seconds += 1
            write("\(ProgressLine.lineStart)\(text) … \(seconds) s")
        }
        return seconds
    }
    func end() async {
        telling.cancel()
        if await telling.value > 0 { write(ProgressLine.lineStart) }
    }
    do {
        let value = try await work()
        await end()
        return value
    } catch {
        await end()
        throw error
    }
}
