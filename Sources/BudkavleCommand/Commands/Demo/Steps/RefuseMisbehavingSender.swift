import Carriers
import Foundation
import Wording

extension DemoStage {
    /// A test program seals and posts without deciding; it is never installed.
    func refuseMisbehavingSender() async throws -> [Phrase] {
        guard let sender = programs.misbehavingSender else {
            return [
                Phrase(
                    sv: "Utelämnat: testprogrammet misbehaving-sender finns bara bredvid bygget.",
                    en: "Left out: the test program misbehaving-sender lies beside the build only.")
            ]
        }
        let run = try await run(
            sender,
            [
                directory.region.path(percentEncoded: false), DemoCast.emergency, DemoCast.stranger,
                relayURL,
                DemoCast.exercise,
            ])
        guard let problem = try? JSONDecoder().decode(Problem.self, from: Data(run.output)) else {
            throw DemoFailure.answerUnreadable(command: "misbehaving-sender")
        }
        let failed = problem.failed ?? []
        try require(
            problem.status == 403 && problem.recipient == DemoCast.stranger
                && failed.contains { $0.id == "agreement.pair" },
            "the relay refuses with agreement.pair: \(problem)")
        let gates = failed.map { "\($0.id) (\($0.basis))" }.joined(separator: ", ")
        return [
            Phrase(
                sv:
                    """
                    Reläet svarade \(problem.status) för \(DemoCast.emergency) → \
                    \(DemoCast.stranger): \(gates)
                    """,
                en:
                    """
                    The relay answered \(problem.status) for \(DemoCast.emergency) → \
                    \(DemoCast.stranger): \(gates)
                    """)
        ]
    }
}
