import Identity

extension NodeEngine {
    /// Does what a command asks; an error becomes a reply.
    package func answer(_ call: NodeCall, wording: FailureWording) async -> NodeReply {
        do { return try await perform(call) } catch { return .failed(wording(error)) }
    }

    private func perform(_ call: NodeCall) async throws -> NodeReply {
        switch call {
        case .send(let order): return .sent(try await send(order))
        case .release(let id, let person, let signature):
            return .sent(
                try await release(
                    sentMessage(id), by: PersonID(person), signature: signature))
        case .inbox: return .inbox(inbox())
        case .show(let id): return .message(try await show(id))
        case .acknowledge(let id): return .line(try await acknowledge(id))
        case .saveAttachments(let id, let folder):
            return .saved(try await saveAttachments(of: id, in: folder))
        case .awaitInbox(let known, let seconds):
            return .inbox(await awaitInbox(known: known, seconds: seconds))
        case .outbox: return .outbox(outbox())
        case .retry(let id): return .sent(try await retry(id))
        case .cancel(let id): return .sent(try await cancel(id))
        case .track(let id): return .track(try track(id))
        case .resolve(let id): return .id(try sentMessage(id).hex)
        case .sync: return .synced(try await synchronise())
        case .status: return .status(try await status())
        case .exportBundle(let order): return .exported(try await exportBundle(order))
        case .importBundles(let paths): return .imported(try await importBundles(paths))
        case .inspectBundle(let path): return .inspected(try await inspectBundle(path))
        case .answerBundle(let path, let output):
            return .exported(try await answerBundle(path, into: output))
        }
    }
}
