import ArgumentParser
import Speaking

/// `budkavle roster …`
struct RosterGroup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "roster",
        abstract: spoken(
            sv: "Den egna aktörens personer och funktioner; lämnar aldrig noden.",
            en: "Persons and functions of one's own actor; never leaves the node."),
        subcommands: [
            RosterAdd.self, RosterRemove.self, RosterShow.self, RosterReview.self, RosterCode.self,
            RosterToken.self,
        ])
}
