package import Identity
package import Notes

/// The trees of one log that somebody has held for true, the largest last, each behind the first with
/// the proof that it continues the one before: what is handed on where the log itself cannot be asked.
///
/// Pure; a tree comes in by ``take(_:by:)`` alone.
package struct TreeTrail: Hashable, Sendable {
    /// A tree as it is handed on: what a witness would be asked (c2sp.org/tlog-witness), the size
    /// being that of the tree before it.
    package struct Step: Hashable, Sendable {
        package let request: AddCheckpoint
        package let checkpoint: Checkpoint
    }

    /// What a tree is to a trail.
    package enum Judgement: Hashable, Sendable {
        /// The first that is known of the log, or the proof shows that it continues the largest.
        case extends
        /// It says nothing new: the trail has it, or a larger one.
        case known
        /// It is larger, and the proof begins at another tree than the largest here.
        case detached
        /// The log has signed it and this one, and one of them is not its past.
        case contradicts(SignedNote)
    }

    package private(set) var steps: [Step] = []

    package init() {}

    /// Takes up a trail that was stored, as its steps were encoded.
    ///
    /// - Throws: ``LedgerError`` for what ``AddCheckpoint/encoded`` would not have written.
    package init(parsing requests: [[UInt8]]) throws(LedgerError) {
        for bytes in requests {
            let request = try AddCheckpoint(parsing: bytes)
            steps.append(
                Step(
                    request: request, checkpoint: try Checkpoint(parsing: request.checkpoint.text)))
        }
    }

    /// The largest tree; `nil` while none is known.
    package var latest: Checkpoint? { steps.last?.checkpoint }

    /// Of the tree before the largest; 0 where there is none.
    package var sizeBeforeLatest: UInt64 { steps.dropLast().last?.checkpoint.size ?? 0 }

    /// Whether the trail has this very tree.
    package func contains(_ checkpoint: Checkpoint) -> Bool {
        steps.contains { $0.checkpoint.head == checkpoint.head }
    }

    /// Judges a tree, and adds one that extends the trail.
    ///
    /// - Parameter log: the registered key, whose name is the log's origin.
    /// - Throws: ``LedgerError`` for what the log did not sign, or is no checkpoint of it.
    package mutating func take(
        _ offered: AddCheckpoint, by log: NoteKey
    ) throws(LedgerError) -> Judgement {
        let checkpoint = try offered.checkpoint.verifiedCheckpoint(by: log, origin: log.name)
            .checkpoint
        let judgement = judge(checkpoint, offered)
        if judgement == .extends {
            steps.append(Step(request: offered, checkpoint: checkpoint))
            steps.removeFirst(max(0, steps.count - Self.stepsMax))
        }
        return judgement
    }

    private func judge(_ checkpoint: Checkpoint, _ offered: AddCheckpoint) -> Judgement {
        guard let last = steps.last else { return .extends }
        if let same = steps.first(where: { $0.checkpoint.size == checkpoint.size }) {
            return same.checkpoint.root == checkpoint.root
                ? .known : .contradicts(same.request.checkpoint)
        }
        guard checkpoint.size > last.checkpoint.size else { return .known }
        guard offered.oldSize == last.checkpoint.size else { return .detached }
        do { try checkpoint.verifyContinues(last.checkpoint, proof: offered.proof) } catch {
            return .contradicts(last.request.checkpoint)
        }
        return .extends
    }

    /// Leaves out the last tree but one, which nobody has been given: the trail stays short.
    ///
    /// - Parameter proof: that the last continues the one before that; none where there is none.
    /// - Throws: ``LedgerError`` when it does not show that, and nothing has changed.
    package mutating func leaveOutLastButOne(
        _ proof: [Digest]
    ) throws(LedgerError) {
        guard steps.count >= 2, let last = steps.last else { return }
        let earlier = steps.dropLast(2).last?.checkpoint
        if let earlier { try last.checkpoint.verifyContinues(earlier, proof: proof) }
        let request = try AddCheckpoint(
            oldSize: earlier?.size ?? 0, proof: earlier == nil ? [] : proof,
            checkpoint: last.request.checkpoint)
        steps.removeLast(2)
        steps.append(Step(request: request, checkpoint: last.checkpoint))
    }

    /// Takes the lines that witnesses have added to the largest tree since.
    ///
    /// - Parameter offered: of that very tree, as the log signed it.
    /// - Returns: whether there were any.
    package mutating func takeCosignatures(
        of offered: VerifiedCheckpoint
    ) throws(LedgerError) -> Bool {
        guard let last = steps.last, last.checkpoint == offered.checkpoint,
            offered.note.signatures.count > last.request.checkpoint.signatures.count
        else { return false }
        let request = try AddCheckpoint(
            oldSize: last.request.oldSize, proof: last.request.proof, checkpoint: offered.note)
        steps[steps.count - 1] = Step(request: request, checkpoint: last.checkpoint)
        return true
    }

    /// The oldest are forgotten: whoever was given one of them and nothing since asks the log.
    package static let stepsMax = 32
}
