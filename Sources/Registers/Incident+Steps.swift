package import Identity
package import Rosters

extension Incident {
    /// How far it has come; each step follows the one before it.
    package enum State: String, CaseIterable, Sendable, Hashable, Codable {
        /// Nobody has said that the addressee was told.
        case opened
        case reported
        case closed
    }

    /// That its addressee was told, by whom, and by which reference it is found there.
    package struct Report: Hashable, Sendable, Codable {
        package let by: PersonID
        package let time: Timestamp
        package let reference: String
    }

    package struct Closing: Hashable, Sendable, Codable {
        package let by: PersonID
        package let time: Timestamp
        package let finding: String
    }

    package var state: State { closing != nil ? .closed : report != nil ? .reported : .opened }
    package var isOpen: Bool { closing == nil }

    /// Notes that it was told to whom it is for.
    ///
    /// - Throws: ``RegisterError/addresseeWrong(_:)`` for anybody else: a security incident reported
    ///   to the wrong authority is not reported (SäkF 2:4–5); ``RegisterError/incidentReported(_:)``,
    ///   ``RegisterError/incidentClosed(_:)``, ``RegisterError/incidentOwn(_:)``,
    ///   ``RegisterError/officeMissing(_:_:)``, ``RegisterError/textInvalid(limitBytes:)``.
    package mutating func recordReport(
        to addressee: Addressee, reference: String, by person: PersonID, in roster: Roster,
        at now: Timestamp
    ) throws(RegisterError) {
        try Office.require([.securityChief, .registrator], of: person, in: roster, at: now)
        try requireIndependent(person, in: roster)
        guard isOpen else { throw .incidentClosed(id) }
        guard report == nil else { throw .incidentReported(id) }
        guard addressee == self.addressee else { throw .addresseeWrong(self.addressee) }
        try requireLine(reference)
        report = Report(by: person, time: now, reference: reference)
    }

    /// Ends it with what was found, by a security chief who is not the one it is about.
    ///
    /// - Throws: ``RegisterError/incidentUnreported(_:)``, ``RegisterError/incidentClosed(_:)``,
    ///   ``RegisterError/incidentOwn(_:)``, ``RegisterError/officeMissing(_:_:)``,
    ///   ``RegisterError/textInvalid(limitBytes:)``.
    package mutating func close(
        finding: String, by person: PersonID, in roster: Roster, at now: Timestamp
    ) throws(RegisterError) {
        try Office.require([.securityChief], of: person, in: roster, at: now)
        try requireIndependent(person, in: roster)
        guard isOpen else { throw .incidentClosed(id) }
        guard report != nil else { throw .incidentUnreported(id) }
        try requireLine(finding)
        closing = Closing(by: person, time: now, finding: finding)
    }

    /// Who had the exemplar has no say in what became of it, under whatever pseudonym.
    private func requireIndependent(
        _ person: PersonID, in roster: Roster
    ) throws(RegisterError) {
        guard let holder = holder.person else { return }
        if roster.pseudonyms(of: person).contains(holder) { throw .incidentOwn(person) }
    }
}
