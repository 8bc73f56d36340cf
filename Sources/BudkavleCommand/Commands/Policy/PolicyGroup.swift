import ArgumentParser

struct PolicyGroup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "policy",
        abstract: "Policyn: vem får ta del av vad, med vilket stöd.",
        subcommands: [
            PolicyCheck.self, PolicyTest.self, PolicyDecide.self, PolicyExplain.self,
            PolicySign.self, PolicyFreshen.self, PolicyShow.self,
        ])
}
