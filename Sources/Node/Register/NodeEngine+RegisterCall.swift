extension NodeEngine {
    func perform(_ call: RegisterCall) async throws -> RegisterReply {
        switch call {
        case .list(let text): return .lines(try register(text))
        case .name(let order): return .lines([try await name(order)])
        case .record(let order): return .lines([try await record(order)])
        case .takeOut(let order): return .takenOut(try await takeOut(order))
        case .overdue: return .overdue(try await overdue())
        case .openInventory(let order): return .inventories(try await openInventory(order))
        case .count(let order): return .inventories(try await count(order))
        case .closeInventory(let id, let claim):
            return .inventories(try await closeInventory(id, by: claim))
        case .inventories(let id): return .inventories(try inventories(id))
        case .incidents(let id): return .incidents(try incidents(id))
        case .reportIncident(let order): return .incidents([try await report(order)])
        case .closeIncident(let order): return .incidents([try await close(order)])
        case .report(let order): return .report(try await report(order))
        case .access(let order): return .access(try await access(order))
        case .reviewLog(let order): return .logReviews(try await reviewLog(order))
        case .logReviews(let id): return .logReviews(try await logReviews(id))
        case .planDisposal: return .disposalPlan(try await planDisposal())
        case .dispose(let order): return .disposals(try await dispose(order))
        case .disposals: return .disposals(try await disposals())
        }
    }
}
