import ArgumentParser
import Speaking

struct PolicyGroup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "policy",
        abstract: spoken(
            sv: "Policyn: vem får ta del av vad, med vilket stöd.",
            en: "The policy: who may have what, and on what basis."),
        subcommands: [
            PolicyCheck.self, PolicyTest.self, PolicyDecide.self, PolicyExplain.self,
            PolicyMatrix.self, PolicyDiff.self, PolicyDryRunCommand.self,
            PolicySign.self, PolicyFreshen.self, PolicyShow.self,
        ])
}
