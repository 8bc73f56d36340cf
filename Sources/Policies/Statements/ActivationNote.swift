package import Identity
package import Labels

/// The text that opens or closes an activation, as the convener's identity signs it: TiB calls a
/// forum.
///
///     budkavle-activation v1
///     region samverkan-stockholmsregionen
///     activation storm-2026-11
///     convener lansstyrelsen-stockholm
///     function tib
///     status exercise(ovning-2026)
///     state open
///     issued 2026-11-23T05:30:00Z
///     from 2026-11-23T05:30:00Z
///     until 2026-11-26T05:30:00Z
///     forum regionalt-samordnande-forum
///     forum samverkansstab
///
/// The function is left out where none is named, the status where forums are called in earnest.
/// Forums are sorted, each once. Reading accepts
/// exactly what writing gives. Spec: Policy#activation.
package struct ActivationNote: Hashable, Sendable {
    package let region: RegionID
    package let activation: ActivationID
    package let convener: ActorID
    /// As what the convener does it; that somebody stands behind it is the convener's word.
    package let function: FunctionID?
    package let status: Status
    package let state: StatementState
    package let issued: Timestamp
    package let window: Validity
    /// Sorted, each once, never empty.
    package let forums: [ForumID]

    /// - Throws: ``PolicyError/textInvalid(line:expected:)`` when no forum is called or the window
    ///   is empty.
    package init(
        region: RegionID, activation: ActivationID, convener: ActorID,
        function: FunctionID? = nil, status: Status = .actual, state: StatementState,
        issued: Timestamp, window: Validity, forums: [ForumID]
    ) throws(PolicyError) {
        let untilLine = 8 + (function == nil ? 0 : 1) + (status == .actual ? 0 : 1)
        guard window.from < window.until else {
            throw .textInvalid(line: untilLine, expected: "until after from")
        }
        guard !forums.isEmpty else {
            throw .textInvalid(line: untilLine + 1, expected: "forum with a name")
        }
        self.region = region
        self.activation = activation
        self.convener = convener
        self.function = function
        self.status = status
        self.state = state
        self.issued = issued
        self.window = window
        self.forums = Set(forums).sorted()
    }

    package var text: String {
        """
        \(Self.type)
        region \(region)
        activation \(activation)
        convener \(convener)

        """ + (function.map { "function \($0)\n" } ?? "")
            + (status == .actual ? "" : "status \(status)\n") + """
                state \(state.rawValue)
                issued \(issued)
                from \(window.from)
                until \(window.until)

                """ + forums.map { "forum \($0)\n" }.joined()
    }

    /// - Throws: ``PolicyError`` for anything ``text`` would not have written.
    package init(text: String) throws(PolicyError) {
        var lines = try StatementLines(text, type: Self.type)
        try self.init(
            region: lines.name("region", RegionID.self),
            activation: lines.name("activation", ActivationID.self),
            convener: lines.name("convener", ActorID.self),
            function: lines.has("function") ? lines.name("function", FunctionID.self) : nil,
            status: lines.has("status") ? lines.status("status") : .actual,
            state: lines.state("state"),
            issued: lines.time("issued"),
            window: Validity(from: lines.time("from"), until: lines.time("until")),
            forums: lines.names("forum", ForumID.self))
        try lines.end(text, written: self.text)
    }

    private static let type = "budkavle-activation v1"
}
