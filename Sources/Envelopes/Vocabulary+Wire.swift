import Labels

// Each enum of the schema against the field's own, both ways. Zero and unknown values are refused,
// never defaulted.

extension WireRelation {
    init(_ relation: MessageReference.Relation) {
        self =
            switch relation {
            case .supersedes: .supersedes
            case .cancels: .cancels
            case .answers: .answers
            case .reclassifies: .reclassifies
            }
    }
}

extension WireKind {
    init(_ kind: MessageKind) {
        self =
            switch kind {
            case .notice: .notice
            case .picture: .picture
            case .request: .request
            case .direction: .direction
            case .activation: .activation
            case .file: .file
            case .receipt: .receipt
            case .heartbeat: .heartbeat
            }
    }

    func value() throws(EnvelopeError) -> MessageKind {
        switch self {
        case .notice: .notice
        case .picture: .picture
        case .request: .request
        case .direction: .direction
        case .activation: .activation
        case .file: .file
        case .receipt: .receipt
        case .heartbeat: .heartbeat
        case .unspecified, .UNRECOGNIZED: throw .fieldInvalid(field: "kind")
        }
    }
}

extension WirePrecedence {
    init(_ precedence: Precedence) {
        self =
            switch precedence {
            case .flash: .flash
            case .immediate: .immediate
            case .priority: .priority
            case .routine: .routine
            }
    }

    func value() throws(EnvelopeError) -> Precedence {
        switch self {
        case .flash: .flash
        case .immediate: .immediate
        case .priority: .priority
        case .routine: .routine
        case .unspecified, .UNRECOGNIZED: throw .fieldInvalid(field: "precedence")
        }
    }
}

extension WireSuite {
    init(_ suite: Suite) {
        self =
            switch suite {
            case .signed: .signed
            case .sealed: .sealed
            case .layered: .layered
            }
    }

    func value() throws(EnvelopeError) -> Suite {
        switch self {
        case .signed: .signed
        case .sealed: .sealed
        case .layered: .layered
        case .unspecified, .UNRECOGNIZED: throw .fieldInvalid(field: "suite")
        }
    }
}
