package import Identity
package import Notes
package import Registry

/// An exercise that the policy authorities have signed: who takes part, and when.
package struct Exercise: Hashable, Sendable {
    package let id: ExerciseID
    package let window: Validity
    package let participants: Set<ActorID>
    /// When a later note closed it, before the window's end.
    package let closedAt: Timestamp?
    /// When the note that says so was issued.
    package let issued: Timestamp

    /// - Throws: ``PolicyError`` unless enough policy authorities signed a well-formed note for
    ///   this region.
    package init(verifying note: SignedNote, in registry: RegistryView) throws(PolicyError) {
        let text = try note.policyText(in: registry)
        let content = try ExerciseNote(text: text)
        try requireRegion(content.region, of: registry)
        self.init(
            id: content.exercise, window: content.window, participants: Set(content.participants),
            closedAt: content.state == .closed ? content.issued : nil, issued: content.issued)
    }

    /// For recorded cases, which have no signatures.
    init(
        id: ExerciseID, window: Validity, participants: Set<ActorID>, closedAt: Timestamp?,
        issued: Timestamp
    ) {
        self.id = id
        self.window = window
        self.participants = participants
        self.closedAt = closedAt
        self.issued = issued
    }

    package func isOpen(at moment: Timestamp) -> Bool {
        window.contains(moment, closedAt: closedAt)
    }

    /// The exercises that `notes` amount to, in whatever order they came.
    ///
    /// The latest note about an exercise says who and when; one that has been closed stays closed,
    /// from the earliest closing on.
    package static func folding(_ notes: [Exercise]) -> [ExerciseID: Exercise] {
        notes.reduce(into: [:]) { exercises, note in
            exercises[note.id] = exercises[note.id]?.joined(with: note) ?? note
        }
    }

    private func joined(with other: Exercise) -> Exercise {
        let latest = precedence < other.precedence ? other : self
        return Exercise(
            id: id, window: latest.window, participants: latest.participants,
            closedAt: [closedAt, other.closedAt].compactMap { $0 }.min(), issued: latest.issued)
    }

    /// Later first; of two notes of one moment the narrower, then a fixed one: the order in which
    /// they came must not matter.
    private var precedence: (Timestamp, Int, Int64, Int64, String) {
        (
            issued, -participants.count, -window.until.milliseconds, window.from.milliseconds,
            participants.sorted().map(\.text).joined(separator: " ")
        )
    }
}
