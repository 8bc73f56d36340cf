import ArgumentParser
import Node
import Registers
import Speaking

/// `budkavle audit register …`
struct AuditRegister: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "register",
        abstract: spoken(
            sv: "Registret över exemplar: vad som finns, hos vem, och vad som hänt.",
            en: "The register of exemplars: what there is, with whom, and what happened."),
        subcommands: [
            AuditRegisterList.self, AuditRegisterShow.self, AuditRegisterEnter.self,
            AuditRegisterRecord.self, AuditRegisterOverdue.self,
        ], defaultSubcommand: AuditRegisterList.self)
}

extension NodeSession {
    /// As ``call(_:)``, of the register.
    func call(register call: RegisterCall) async throws -> RegisterReply? {
        guard case .register(let reply) = try await self.call(.register(call)) else { return nil }
        return reply
    }
}

extension RegisterNumber: ExpressibleByArgument {
    package init?(argument: String) { try? self.init(argument) }
}

extension Holder: ExpressibleByArgument {
    package init?(argument: String) { try? self.init(argument) }
}

extension RegisterEvent.Kind: ExpressibleByArgument {
    /// Those that a person writes.
    package static var allValueStrings: [String] {
        allCases.filter { !$0.isNodes }.map(\.rawValue)
    }
}
