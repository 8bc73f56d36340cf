import ArgumentParser
import Speaking

/// `budkavle alerts …`
struct AlertsGroup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "alerts",
        abstract: spoken(
            sv: "Vilka funktioner som får veta, med e-post eller sms, att något har kommit.",
            en: "Which functions are told, by e-mail or SMS, that something came."),
        discussion: spoken(
            sv: """
                Notisen säger om det är skarpt, hur bråttom det är, hur många meddelanden och ett \
                id; aldrig nivå, avsändare, rubrik eller innehåll.
                """,
            en: """
                The alert says whether it is actual, how urgent, how many messages and an id; never \
                level, sender, subject or content.
                """),
        subcommands: [AlertsAdd.self, AlertsList.self, AlertsRemove.self])
}
