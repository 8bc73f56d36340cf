package import Identity
package import Labels
package import Notes
package import Registry

/// An activation that an actor who may convene has signed: which forums are in activated mode.
package struct Activation: Hashable, Sendable {
    package let id: ActivationID
    package let convener: ActorID
    package let function: FunctionID?
    /// Whether forums are called in earnest, for an exercise or for a test: for messages of that
    /// status alone.
    package let status: Status
    package let window: Validity
    package let forums: Set<ForumID>
    package let closedAt: Timestamp?
    package let issued: Timestamp

    package func isOpen(at moment: Timestamp) -> Bool {
        window.contains(moment, closedAt: closedAt)
    }

    /// - Throws: ``PolicyError`` unless the note is well formed, for this region, signed by the
    ///   identity of an actor whom the policy lets convene, as a function entitled to it, and for no
    ///   longer than the modes of its forums allow.
    package init(
        verifying note: SignedNote, in registry: RegistryView, under policy: Policy
    ) throws(PolicyError) {
        // Whose signature to ask for stands in the text; nothing else of it is used before.
        let convener = try ActivationNote(text: note.text).convener
        guard policy.conveners.contains(convener) else { throw .convenerUnauthorised(convener) }
        let content = try ActivationNote(text: note.text(signedBy: convener, in: registry))
        try requireRegion(content.region, of: registry)
        try policy.requireEntitled(content)
        self.init(
            id: content.activation, convener: convener, function: content.function,
            status: content.status, window: content.window,
            forums: Set(content.forums),
            closedAt: content.state == .closed ? content.issued : nil, issued: content.issued)
    }

    /// For recorded cases, which have no signatures.
    init(
        id: ActivationID, convener: ActorID, function: FunctionID? = nil, status: Status,
        window: Validity, forums: Set<ForumID>, closedAt: Timestamp?, issued: Timestamp
    ) {
        self.id = id
        self.convener = convener
        self.function = function
        self.status = status
        self.window = window
        self.forums = forums
        self.closedAt = closedAt
        self.issued = issued
    }

    /// The activations that `notes` amount to, in whatever order they came.
    ///
    /// The latest note says which forums and when; a closed activation stays closed. An identifier
    /// belongs to the convener who used it first, and to the status it was first used for: what an
    /// exercise called is never made earnest afterwards. A closing by that convener closes whatever
    /// status it names.
    package static func folding(_ notes: [Activation]) -> [ActivationID: Activation] {
        Dictionary(grouping: notes, by: \.id).compactMapValues { notes in
            let sorted = notes.sorted { $0.precedence < $1.precedence }
            guard let (convener, status) = sorted.first.map({ ($0.convener, $0.status) }) else {
                return nil
            }
            let own = sorted.filter { $0.convener == convener }
            guard let latest = own.last(where: { $0.status == status }) else { return nil }
            let closings = own.compactMap(\.closedAt)
            return Activation(
                id: latest.id, convener: convener, function: latest.function,
                status: status, window: latest.window, forums: latest.forums,
                closedAt: closings.min(),
                issued: latest.issued)
        }
    }

    private var precedence: (Timestamp, ActorID, Int, Int64, Int64, String) {
        (
            issued, convener, -forums.count, -window.until.milliseconds, window.from.milliseconds,
            ([status.description] + forums.sorted().map(\.text)).joined(separator: " ")
        )
    }
}

extension Policy {
    /// Whether a convener acts as a function that may, and for no longer than it may.
    ///
    /// - Throws: ``PolicyError/functionUnentitled(_:_:)``,
    ///   ``PolicyError/activationTooLong(_:limitSeconds:)``.
    fileprivate func requireEntitled(_ note: ActivationNote) throws(PolicyError) {
        if !conveningFunctions.isEmpty {
            guard let function = note.function, conveningFunctions.contains(function) else {
                throw .functionUnentitled(note.convener, note.function)
            }
        }
        let limits = note.forums.compactMap { forums[$0].flatMap { modes[$0.mode] } }
            .compactMap(\.activationMaxSeconds)
        guard let limit = limits.min() else { return }
        guard note.window.until <= note.window.from.adding(seconds: limit) else {
            throw .activationTooLong(note.activation, limitSeconds: limit)
        }
    }
}
