package import Identity

/// The text that opens or closes an exercise, as the policy authorities sign it.
///
///     budkavle-exercise v1
///     region samverkan-stockholmsregionen
///     exercise ovning-2026
///     state open
///     issued 2026-11-20T08:00:00Z
///     from 2026-11-23T06:00:00Z
///     until 2026-11-24T18:00:00Z
///     participant lansstyrelsen-stockholm
///     participant sos-alarm
///
/// Participants are sorted, each once. Reading accepts exactly what writing gives. Spec:
/// Policy#exercise.
package struct ExerciseNote: Hashable, Sendable {
    package let region: RegionID
    package let exercise: ExerciseID
    package let state: StatementState
    package let issued: Timestamp
    package let window: Validity
    /// Sorted, each once, never empty.
    package let participants: [ActorID]

    /// - Throws: ``PolicyError/textInvalid(line:expected:)`` when nobody takes part or the window
    ///   is empty.
    package init(
        region: RegionID, exercise: ExerciseID, state: StatementState, issued: Timestamp,
        window: Validity, participants: [ActorID]
    ) throws(PolicyError) {
        guard window.from < window.until else {
            throw .textInvalid(line: 7, expected: "until after from")
        }
        guard !participants.isEmpty else {
            throw .textInvalid(line: 8, expected: "participant with a name")
        }
        self.region = region
        self.exercise = exercise
        self.state = state
        self.issued = issued
        self.window = window
        self.participants = Set(participants).sorted()
    }

    package var text: String {
        """
        \(Self.type)
        region \(region)
        exercise \(exercise)
        state \(state.rawValue)
        issued \(issued)
        from \(window.from)
        until \(window.until)

        """ + participants.map { "participant \($0)\n" }.joined()
    }

    /// - Throws: ``PolicyError`` for anything ``text`` would not have written.
    package init(text: String) throws(PolicyError) {
        var lines = try StatementLines(text, type: Self.type)
        try self.init(
            region: lines.name("region", RegionID.self),
            exercise: lines.name("exercise", ExerciseID.self), state: lines.state("state"),
            issued: lines.time("issued"),
            window: Validity(from: lines.time("from"), until: lines.time("until")),
            participants: lines.names("participant", ActorID.self))
        try lines.end(text, written: self.text)
    }

    private static let type = "budkavle-exercise v1"
}
