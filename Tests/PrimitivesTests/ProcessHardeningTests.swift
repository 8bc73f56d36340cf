import Primitives
import Testing

@Suite struct ProcessHardeningTests {
    @Test func `core dumps, once disabled, are off`() async {
        // In a process of its own: it cannot be undone.
        await #expect(processExitsWith: .success) {
            try ProcessHardening.disableCoreDumps()
            #expect(ProcessHardening.areCoreDumpsDisabled)
        }
    }
}
