import Foundation
import TestSupport
import Testing
import VectorSupport

/// What the second reader says of vectors, ours and others'.
@Suite struct PublishedVectorTests {
    @Test func `every published vector holds for the second reader too`() async throws {
        let folder = SharedData.packageRoot.appending(path: "Tests/Vectors")
        let answers = try await SecondReader.run(["vectors", folder.path(percentEncoded: false)])
        #expect(answers.filter { $0.refused != nil }.map(\.detail) == [])
        #expect(try #require(answers.last?.held) > 300)
    }

    /// Without this, two readers could share one mistake in what is written for the tests alone.
    @Test(.enabled(if: SharedData.isPresent, Comment(rawValue: SharedData.hint)))
    func `its own cryptography holds against third-party vectors`() async throws {
        let folder = SharedData.url("data/crypto")
        let answers = try await SecondReader.run(["library", folder.path(percentEncoded: false)])
        #expect(answers.filter { $0.refused != nil }.map(\.detail) == [])
        #expect(try #require(answers.last?.held) > 500)
    }
}
