import ArgumentParser
import Carriers
import ContentWording
import Foundation
import Identity
import Keystore
import Node
import Regions
package import Registers
package import Rosters
package import Speaking
import Storage
package import Wording

/// How a command that works with a node finds and unlocks it.
struct NodeUnlocking: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp(
            sv: "Nyckelfil som låser upp noden när ingen körs.",
            en: "Key file that unlocks the node when none is running.", value: .file),
        completion: .file())
    var keyFile: String?
}

/// Asks the running node, or opens the node for one call when none runs.
struct NodeSession {
    let directory: NodeDirectory
    let keyFile: String?
    let output: Output
    private let kept = KeptEngine()

    init(_ global: GlobalOptions, _ unlocking: NodeUnlocking) {
        directory = NodeDirectory(
            URL(filePath: global.nodeDirectory, directoryHint: .isDirectory))
        keyFile = unlocking.keyFile
        output = global.output
    }

    /// - Throws: ``NodeFailure`` as the node says it, `KeystoreError`, ``NodeError``, and an end with
    ///   77 once the gates about persons that failed have been told.
    func call(_ call: NodeCall) async throws -> NodeReply {
        let reply = try await reply(to: call)
        guard case .denied(let gates) = reply else { return reply }
        if output.isJSON { throw PersonDenial(gates) }
        tell(gates)
        throw CommandError.told(.denied)
    }

    /// As ``call(_:)``, but a denial is a reply among others.
    func reply(to call: NodeCall) async throws -> NodeReply {
        guard directory.exists else {
            throw NodeError.notANode(path: directory.root.path(percentEncoded: false))
        }
        let client = NodeSocketClient(socket: directory.socket)
        if client.isThere,
            let reply = try await patiently(waiting, output, { try await client.call(call) })
        {
            return try checked(reply)
        }
        let engine = if let engine = kept.take() { engine } else { try await open() }
        if case .challenge = call {
            kept.keep(engine)
            return try checked(await engine.answer(call, wording: nodeFailure))
        }
        let reply = try await patiently(waiting, output) {
            let reply = await engine.answer(call, wording: nodeFailure)
            try await engine.postReceiptsQuietly()
            if case .sent(let sent) = reply { try await engine.carryUploads(of: sent) }
            try await engine.close()
            return reply
        }
        return try checked(reply)
    }

    /// As ``call(_:)``, of a node that runs; `nil` when none does.
    func callRunning(_ call: NodeCall) async throws -> NodeReply? {
        let client = NodeSocketClient(socket: directory.socket)
        guard client.isThere, let reply = try await client.call(call) else { return nil }
        return try checked(reply)
    }

    private var waiting: Phrase { Phrase(sv: "Noden arbetar", en: "The node is at work") }

    /// What the node that runs says of itself; `nil` when none does.
    func statusOfRunning() async -> StatusReply? {
        let client = NodeSocketClient(socket: directory.socket)
        guard client.isThere, case .status(let status)? = try? await client.call(.status) else {
            return nil
        }
        return status
    }

    /// Whether the ring opens by a passphrase that somebody is there to give.
    func mayAsk(for ring: LockedRing) -> Bool {
        ring.takesPassphrase && !output.isJSON && Terminal.isThere(STDIN_FILENO)
    }

    /// - Parameter openingTokens: at once, for a node that runs on where nobody can be asked for a PIN.
    /// - Throws: ``NodeError/inUse(path:process:)``, before anything is asked for.
    func open(openingTokens: Bool = false) async throws -> NodeEngine {
        try NodeOpening.requireFree(directory)
        try NodeOpening.requireVault(directory)
        let ring = try unlockedRing()
        if openingTokens { try ring.openTokens() }
        return try await patiently(Phrase(sv: "Noden öppnas", en: "Opening the node"), output) {
            try await NodeOpening.open(directory, ring: ring, clock: Timestamp.systemClock)
        }
    }

    func unlockedRing() throws -> KeyRing {
        var ring = try unlocked()
        ring.tokens = tokens(output)
        return ring
    }

    private func unlocked() throws -> KeyRing {
        let locked = try NodeOpening.ring(of: directory)
        if let keyFile {
            return try locked.unlocked(by: .keyFile(RingFolder.readKeyFile(keyFile)))
        }
        guard locked.takesPassphrase else { throw CommandError.optionMissing("--key-file") }
        let passphrase = try PassphrasePrompt(output).ask(
            Phrase(sv: "Nodens lösenord:", en: "The node's passphrase:"))
        return try locked.unlocked(by: .passphrase(passphrase))
    }

    private func checked(_ reply: NodeReply) throws -> NodeReply {
        if case .failed(let failure) = reply { throw failure }
        return reply
    }

    /// Every gate about persons that failed.
    func tell(_ gates: [DeniedGate]) {
        output.remark(
            Phrase(sv: "Nekat för den som är vid noden.", en: "Denied to whoever is at the node."))
        var table = Table([
            Phrase(sv: "Grind", en: "Gate"), Phrase(sv: "Grund", en: "Basis"),
            Phrase(sv: "Skäl", en: "Reason"),
        ])
        for gate in gates {
            table.add([gate.id, gate.basis, output.language == .swedish ? gate.sv : gate.en])
        }
        output.remark(table)
    }
}

/// The same for programs, which take one document.
struct PersonDenial: Error, Ending, Worded, Coded {
    private let gates: [DeniedGate]

    init(_ gates: [DeniedGate]) { self.gates = gates }

    var status: ExitStatus { .denied }
    var code: String { "NodeError.personDenied" }
    var sentence: Sentence { (NodeError.personDenied(gates) as any Advised).advice }
}

extension AlertError: Ending {
    package var status: ExitStatus {
        if case .channelMissing = self { .configuration } else { .usage }
    }
}

extension BreakGlassError: Ending {
    package var status: ExitStatus {
        switch self {
        case .caveatForbids, .opaqueCargo, .personsTooFew, .reviewerInvolved: .denied
        case .signatureInvalid: .badData
        default: .usage
        }
    }
}

extension RegisterError: Ending {
    package var status: ExitStatus {
        switch self {
        case .subjectCopied, .receiptOfAnother, .witnessSame, .caveatForbids, .officeMissing,
            .holderUnnamed, .exemplarNotHers, .counterHolds, .incidentOwn, .addresseeWrong,
            .supervisorUnproven,
            .reviewerAdministers, .retentionUndecided:
            .denied
        case .reviewContradicted: .badData
        default: .usage
        }
    }
}

extension RosterError: Ending {
    package var status: ExitStatus {
        switch self {
        case .signInRefused: .denied
        case .passwordUncomputable: .configuration
        default: .usage
        }
    }
}

extension NodeFailure: Ending, Coded {
    package var status: ExitStatus { ExitStatus(rawValue: exit) ?? .configuration }
}

extension NodeFailure: Worded {
    package var sentence: Sentence {
        let hint = hintSv.flatMap { sv in hintEn.map { Phrase(sv: sv, en: $0) } }
        return Sentence(sv: sv, en: en, hint: hint)
    }
}

/// An error of the node as it goes over the socket: told here, where words and exit codes are.
@Sendable
func nodeFailure(_ error: any Error) -> NodeFailure {
    if let failure = error as? NodeFailure { return failure }
    let name = Mirror(reflecting: error).children.first?.label ?? String(describing: error)
    let sentence = (error as? any Advised)?.advice ?? (error as? any Worded)?.sentence
    let code = "\(type(of: error)).\(name)"
    return NodeFailure(
        code: code, exit: exitStatus(of: error).rawValue,
        sv: sentence?.text.swedish ?? "Noden misslyckades (\(code)).",
        en: sentence?.text.english ?? "The node failed (\(code)).",
        hintSv: (sentence?.hint ?? Remedy.report.phrase).swedish,
        hintEn: (sentence?.hint ?? Remedy.report.phrase).english)
}

extension NodeError: Ending {
    package var status: ExitStatus {
        switch self {
        case .messageUnknown, .messageAmbiguous, .recipientsMissing, .exerciseUnclear,
            .levelUnknown, .actorUnknown, .alreadyFinal, .releaseNotAwaited, .expiryTooLate,
            .mediaTypeFixed, .alreadyExists, .bundleStatusUnclear, .attachmentUnusable,
            .attachmentBesideOpaque, .attachmentsTooMany, .functionNeedsPerson,
            .releaserNotInRoster:
            .usage
        case .personDenied, .releasersSame: .denied
        case .bundleUnanswerable, .bodyTooLong, .releaseInvalid, .vaultCorrupt, .attachmentChanged:
            .badData
        case .quarantined: .denied
        case .notRunning: .unavailable
        case .outboxFull, .inUse: .queued
        case .policyMissing, .clockDiffers, .notANode, .configurationInvalid, .keyMissing,
            .ringLacks, .vaultMissing, .nodeUnregistered, .relayUnregistered, .sealing:
            .configuration
        }
    }
}

extension CarrierError: Ending {
    package var status: ExitStatus { .unavailable }
}

extension StorageError: Ending {
    package var status: ExitStatus {
        if case .inUse = self { .queued } else { .configuration }
    }
}

extension Timestamp {
    /// The system's clock, held within what can be represented: for a node that runs on.
    @Sendable
    static func systemClock() -> Timestamp {
        Timestamp(clampingMilliseconds: Int64(Date().timeIntervalSince1970 * 1000))
    }
}
