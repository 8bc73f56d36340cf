import Identity

extension NodeEngine {
    /// Does what a command asks; an error becomes a reply.
    package func answer(_ call: NodeCall, wording: FailureWording) async -> NodeReply {
        do { return try await perform(call) } catch NodeError.personDenied(let gates) {
            return .denied(gates)
        } catch { return .failed(wording(error)) }
    }

    private func perform(_ call: NodeCall) async throws -> NodeReply {
        switch call {
        case .send(let order): return .sent(try await send(order))
        case .release(let id, let person, let signature, let justification):
            return .sent(
                try await release(
                    sentMessage(id), by: PersonID(person), signature: signature,
                    justification: justification))
        case .inbox: return .inbox(inbox())
        case .show(let id, let claim): return .message(try await show(id, by: claim))
        case .acknowledge(let id, let claim):
            return .line(try await acknowledge(id, by: claim))
        case .saveAttachments(let id, let folder, let exemplar, let claim):
            return .saved(
                try await saveAttachments(of: id, in: folder, with: exemplar, by: claim))
        case .awaitInbox(let known, let seconds):
            return .inbox(await awaitInbox(known: known, seconds: seconds))
        case .outbox: return .outbox(outbox())
        case .retry(let id): return .sent(try await retry(id))
        case .cancel(let id): return .sent(try await cancel(id))
        case .track(let id): return .track(try track(id))
        case .resolve(let id): return .id(try sentMessage(id).hex)
        case .sync: return .synced(try await synchronise())
        case .status: return .status(try await status())
        case .shift: return .shift(try await shift())
        case .drill(let order): return .drilled(try await drill(order))
        case .handovers(let start): return .handovers(try await handovers(from: start))
        case .replay(let start): return .replayed(try await replay(from: start))
        case .importRegistry(let files, let source):
            return .imported(
                try await importRegistry(files.mapValues { Array($0.utf8) }, from: source))
        case .rosterAdd(let order): return .rosterEntry(try await addToRoster(order))
        case .rosterRemove(let order): return .rosterEntry(try await removeFromRoster(order))
        case .roster(let person): return .roster(try showRoster(person))
        case .rosterReview(let seconds):
            return .rosterReview(try reviewRoster(withinSeconds: seconds))
        case .challenge: return .challenge(challenge())
        case .enrolToken(let order): return .rosterEntry(try await enrolToken(order))
        case .withdrawToken(let person):
            return .rosterEntry(try await withdrawToken(of: person))
        case .enrolCode(let order): return .enrolled(try await enrolCode(order))
        case .withdrawCode(let person): return .rosterEntry(try await withdrawCode(of: person))
        case .received(let id): return .received(id: try received(id), at: actor)
        case .breakGlass(let order): return .brokenGlass(try await breakGlass(order))
        case .closeBreakGlass(let id, let finding, let claim):
            return .glasses([try await closeBreakGlass(id, finding: finding, by: claim)])
        case .showBreakGlass(let id): return .glasses(try showBreakGlass(id))
        case .prove(let id): return .proofs(try await proofs(of: id))
        case .standings(let relay): return .standings(try await standings(at: relay))
        case .pack(let order): return .packed(try await pack(order))
        case .exposure(let order): return .exposed(try await exposure(order))
        case .register(let call): return .register(try await perform(call))
        case .alerts(let call): return .alerts(try await perform(call))
        case .exportBundle(let order): return .exported(try await exportBundle(order))
        case .importBundles(let paths):
            return .importedBundles(try await importBundles(paths))
        case .inspectBundle(let path): return .inspected(try await inspectBundle(path))
        case .answerBundle(let path, let output):
            return .exported(try await answerBundle(path, into: output))
        }
    }
}
