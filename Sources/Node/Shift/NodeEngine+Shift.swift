import Identity
import Labels
import Registers
import Rosters

extension NodeEngine {
    /// What whoever takes over has to know.
    ///
    /// A message that was never taken, or not by all, is told until a day after it expired: somebody
    /// may have to be told by other means.
    ///
    /// - Throws: ``NodeError``, `StorageError`.
    package func shift() async throws -> ShiftReply {
        let status = try await status()
        let now = clock()
        let underway = memory.sent.values.compactMap { ShiftReply.Underway($0.value, at: now) }
            .sorted { ($0.lane, $0.created, $0.id) < ($1.lane, $1.created, $1.id) }
        let (cases, overdue) = (try openCases(), try? await overdue())
        var levels = underway.map(\.level) + cases.map(\.level) + status.gaps.map(\.level)
        levels += status.heard.filter(\.isQuiet).map(\.level)
        levels += (overdue?.receipts.map(\.level) ?? [])
        levels += (overdue?.exemplars.map(\.level) ?? [])
        let level = Self.highest(levels)
        return ShiftReply(
            made: now, node: status, underway: underway, cases: cases, overdue: overdue,
            level: level.name, colour: colour(of: level))
    }

    /// The longest open first.
    private func openCases() throws -> [ShiftReply.OpenCase] {
        let glasses = try showBreakGlass().filter(\.isOpen).map { line in
            let message = line.glass.statement.message
            return ShiftReply.OpenCase(
                kind: .breakGlass, name: line.glass.id.text,
                level: memory.received[message]?.value.level ?? Level.open.name,
                since: line.glass.statement.time)
        }
        let register = try inventories()
        let campaigns = register.inventories.filter(\.isOpen).map { campaign in
            ShiftReply.OpenCase(
                kind: .inventory, name: campaign.id.text,
                level: Self.highest(campaign.levels).name, since: campaign.opened)
        }
        let dues = register.dues.filter(\.isOverdue).map { line in
            ShiftReply.OpenCase(
                kind: .inventoryOverdue, name: "\(line.due.level) (\(line.due.status))",
                level: line.due.level, since: line.due.due)
        }
        let incidents = try incidents().filter(\.isOpen).map { incident in
            ShiftReply.OpenCase(
                kind: .incident, name: incident.id.text, level: incident.level,
                since: incident.found)
        }
        return (glasses + campaigns + dues + incidents).sorted {
            ($0.since, $0.name) < ($1.since, $1.name)
        }
    }

    private static func highest(_ levels: [String]) -> Level {
        levels.compactMap { try? Level($0) }.max() ?? .open
    }
}

extension ShiftReply.Underway {
    /// `nil` when everybody has it, it was called back, it has been over for a day, or says nothing.
    fileprivate init?(_ record: SentRecord, at now: Timestamp) {
        let missing = record.unsigned
        let expires = Timestamp(clampingMilliseconds: record.expiresMs)
        guard !missing.isEmpty, record.delivery.state != .cancelled, record.canary == nil,
            now < expires.adding(seconds: toldAfterExpirySeconds)
        else { return nil }
        self.init(
            id: record.id, kind: record.kind, level: record.level,
            status: record.status, precedence: record.precedence,
            created: Timestamp(clampingMilliseconds: record.createdMs), expires: expires,
            state: record.delivery.state, missing: missing.sorted(),
            recipients: record.recipients.count, lastProblem: record.lastProblem)
    }

    fileprivate var lane: Precedence { Precedence(rawValue: precedence) ?? .routine }
}

private let toldAfterExpirySeconds: Int64 = 86_400
