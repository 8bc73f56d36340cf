import Wording

/// The story, step by step.
struct DemoScript: Sendable {
    private let stage: DemoStage
    private let report: DemoReport

    init(_ stage: DemoStage, _ report: DemoReport) {
        self.stage = stage
        self.report = report
    }

    struct Step: Sendable {
        let name: String
        let title: Phrase
        let play: @Sendable (DemoStage) async throws -> [Phrase]

        init(
            _ name: String, sv: String, en: String,
            _ play: @escaping @Sendable (DemoStage) async throws -> [Phrase]
        ) {
            self.name = name
            title = Phrase(sv: sv, en: en)
            self.play = play
        }
    }

    /// - Returns: whether every step went as it should; the first that did not is the last.
    func play() async -> Bool {
        let steps = Self.steps
        for (index, step) in steps.enumerated() {
            let number = index + 1
            report.start(number, of: steps.count, step.title)
            let start = ContinuousClock.now
            do {
                let lines = try await step.play(stage)
                report.done(
                    number, step.name, step.title, lines, seconds: seconds(since: start))
            } catch {
                report.failed(
                    number, step.name, step.title, error, seconds: seconds(since: start))
                return false
            }
        }
        return true
    }

    private func seconds(since start: ContinuousClock.Instant) -> Double {
        (ContinuousClock.now - start) / .seconds(1)
    }

    private static let steps = [
        Step(
            "region", sv: "En region grundas, för att kastas",
            en: "A region is founded, to be thrown away"
        ) { try await $0.foundRegion() },
        Step(
            "relay", sv: "Reläet registreras av två av tre rötter och startar",
            en: "Two of three roots register the relay, and it starts"
        ) { try await $0.startRelay() },
        Step(
            "nodes", sv: "Aktörernas noder startar, var och en som egen process",
            en: "The actors' nodes start, each a process of its own"
        ) { try await $0.startNodes() },
        Step(
            "open-notice", sv: "Öppen underrättelse till alla", en: "An open notice to everyone"
        ) { try await $0.sendOpenNotice() },
        Step(
            "sekretess-picture",
            sv: "Sekretessmarkerad lägesbild till regionalt samordnande forum",
            en: "A sekretess picture to the coordinating forum"
        ) { try await $0.sendSecrecyPicture() },
        Step(
            "exercise-hemlig",
            sv: "Lägesbild på nivån hemlig i övning: bara de behöriga får den",
            en: "An exercise picture at hemlig: only the cleared get it"
        ) { try await $0.sendExerciseSecret() },
        Step(
            "actual-hemlig", sv: "Skarp hemlig information nekas",
            en: "Actual hemlig information is refused"
        ) { try await $0.refuseActualSecret() },
        Step(
            "opaque",
            sv: "Last som en (påhittat) godkänd produkt redan förseglat, intygad av två",
            en: "Cargo a (fictionally) approved product has sealed, attested by two"
        ) { try await $0.sendOpaqueCargo() },
        Step(
            "misbehaving-sender",
            sv: "En avsändare utan avtal hoppar över sin egen prövning; reläet nekar",
            en: "A sender without agreement skips its own check; the relay refuses"
        ) { try await $0.refuseMisbehavingSender() },
        Step(
            "superseded", sv: "En lägesbild ersätts av en nyare",
            en: "A picture is superseded by a newer one"
        ) { try await $0.supersedePicture() },
        Step(
            "attachment", sv: "En bilaga på 100 MiB, och ett flash-meddelande som går förbi",
            en: "An attachment of 100 MiB, and a flash message that passes it"
        ) { try await $0.sendAttachment() },
        Step(
            "relay-killed", sv: "Reläet dödas mitt i strömmen (SIGKILL)",
            en: "The relay is killed in mid-stream (SIGKILL)"
        ) { try await $0.killRelay() },
        Step(
            "caught-up", sv: "En aktör som varit borta kommer ikapp",
            en: "An actor that was away catches up"
        ) { try await $0.catchUp() },
        Step(
            "wis", sv: "WIS faller bort mitt i, och får efteråt vad den missat",
            en: "WIS fails in the middle, and gets what it missed afterwards"
        ) { try await $0.loseWIS() },
        Step(
            "ledger", sv: "Reläets logg granskas utifrån", en: "The ledger is verified from outside"
        ) { try await $0.verifyLedger() },
        Step(
            "auditor-pack",
            sv: "Ett granskningspaket prövas utan nät; en ändrad kopia faller",
            en: "An auditor pack is verified without network; an altered copy fails"
        ) { try await $0.auditPack() },
    ]
}
