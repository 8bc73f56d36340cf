/// What a receiver of syslog sorts by. Source: RFC 5424 section 6.2.1.
package struct SyslogPriority: Hashable, Sendable {
    package enum Facility: Int, Sendable {
        /// *security/authorization*, for what only some may read (`authpriv`).
        case authorisation = 10
        /// *log audit*
        case audit = 13
        /// *log alert*
        case alert = 14
    }

    package enum Severity: Int, Sendable {
        case alert = 1
        case critical
        case error
        case warning
        case notice
    }

    package let facility: Facility
    package let severity: Severity

    package init(_ facility: Facility, _ severity: Severity) {
        (self.facility, self.severity) = (facility, severity)
    }

    /// `<108>` at the start of a message has this within.
    package var value: Int { facility.rawValue * 8 + severity.rawValue }
}

extension LedgerEvent {
    /// Whether anybody outside is told of such entries, and how urgently.
    ///
    /// What is told is what went wrong, who got in or did not, and who changed what. The ordinary way
    /// of messages is not: it says who talks to whom, and there are thousands of them a second.
    package var syslogPriority: SyslogPriority? {
        switch self {
        case .accepted, .supplemented, .attached, .delivered, .sent, .opened, .acknowledged,
            .receipt:
            nil
        case .refused, .withheld, .expired: SyslogPriority(.audit, .warning)
        case .quarantined, .incident: SyslogPriority(.alert, .critical)
        // Of a tree that was looked at only where it was refused: see `LedgerFacts`.
        case .cutOff, .witnessed: SyslogPriority(.alert, .alert)
        case .signIn: SyslogPriority(.authorisation, .warning)
        case .breakGlass: SyslogPriority(.authorisation, .critical)
        case .roster: SyslogPriority(.authorisation, .notice)
        case .restored: SyslogPriority(.audit, .error)
        case .released, .keyDestroyed, .registry, .policy, .freshness, .exercise, .activation,
            .alert, .register, .inventory, .report, .drill, .logReview, .readmitted, .erased,
            .started,
            .stopped:
            SyslogPriority(.audit, .notice)
        }
    }
}

extension LedgerFacts {
    /// As ``LedgerEvent/syslogPriority``, but that somebody told two stories is told most urgently, and
    /// of trees that were looked at nothing else.
    package var syslogPriority: SyslogPriority? {
        if tellsOfContradiction { return SyslogPriority(.alert, .alert) }
        return event == .witnessed ? nil : event.syslogPriority
    }

    private var tellsOfContradiction: Bool {
        switch event {
        case .witnessed: detail?.contains(Self.refusedTree) == true
        case .registry: detail?.hasPrefix(Self.contradiction) == true
        default: false
        }
    }

    /// In the detail of a tree that was not cosigned.
    package static let refusedTree = " refused "
    /// At the start of the detail of a registry that contradicts the one in force.
    package static let contradiction = "contradicted "

    /// The event of facts in their text form, without reading the rest; `nil` for another text.
    package static func event(of bytes: [UInt8]) -> LedgerEvent? {
        let start = Array((firstLine + "\nevent ").utf8)
        guard bytes.starts(with: start) else { return nil }
        let word = bytes[start.count...].prefix { $0 != UInt8(ascii: "\n") }
        return LedgerEvent(rawValue: String(decoding: word, as: UTF8.self))
    }
}
