import Identity
import Labels

extension WireLabel {
    init(_ label: Label) {
        status = WireStatus(label.status.kind)
        if case .exercise(let id) = label.status { exercise = id.text }
        secrecy = label.secrecy.map { marking in
            var wire = WireSecrecy()
            wire.provision = marking.provision
            wire.authority = marking.authority.text
            wire.dateMs = marking.date.milliseconds
            return wire
        }
        securityClass = WireSecurityClass(label.securityClass)
        audience = label.audience.clauses.map { clause in
            var wire = WireAudienceClause()
            wire.terms = clause.terms.map(\.text)
            return wire
        }
        compartments = label.compartments.map(\.text)
        caveats = label.caveats.map(\.rawValue)
        origin = label.origin.text
        owners = label.owners.map(\.text)
        expiresMs = label.expires.milliseconds
    }

    /// - Throws: ``EnvelopeError`` for anything unknown or incoherent; nothing is guessed.
    func label() throws(EnvelopeError) -> Label {
        do throws(LabelError) {
            return try Label(
                status: statusValue(), secrecy: secrecyValues(), securityClass: classValue(),
                audience: audienceValue(), compartments: names(compartments),
                caveats: caveatValues(), origin: CountryCode(origin), owners: names(owners),
                expires: time(expiresMs))
        } catch {
            throw .labelInvalid(error)
        }
    }

    private func statusValue() throws(LabelError) -> Status {
        switch status {
        case .actual: return .actual
        case .test: return .test
        case .exercise:
            do { return .exercise(try ExerciseID(exercise)) } catch { throw .nameInvalid(error) }
        case .unspecified, .UNRECOGNIZED: throw .statusUnknown(text: String(status.rawValue))
        }
    }

    private func classValue() throws(LabelError) -> SecurityClass {
        switch securityClass {
        case .none: .none
        case .restricted: .restricted
        case .confidential: .confidential
        case .secret: .secret
        case .topSecret: .topSecret
        case .unspecified, .UNRECOGNIZED: throw .levelUnknown(text: String(securityClass.rawValue))
        }
    }

    private func secrecyValues() throws(LabelError) -> [Secrecy] {
        var values: [Secrecy] = []
        for wire in secrecy {
            let authority: [ActorID] = try names([wire.authority])
            values.append(
                try Secrecy(
                    provision: wire.provision, authority: authority[0], date: time(wire.dateMs)))
        }
        return values
    }

    private func audienceValue() throws(LabelError) -> Audience {
        var clauses: [AudienceClause] = []
        for wire in audience {
            var terms: [AudienceTerm] = []
            for term in wire.terms { terms.append(try AudienceTerm(term)) }
            clauses.append(try AudienceClause(terms))
        }
        return try Audience(clauses)
    }

    private func caveatValues() throws(LabelError) -> [Caveat] {
        var values: [Caveat] = []
        for text in caveats { values.append(try Caveat(text)) }
        return values
    }

    private func names<Concept>(_ texts: [String]) throws(LabelError) -> [Name<Concept>] {
        var values: [Name<Concept>] = []
        for text in texts {
            do { values.append(try Name(text)) } catch { throw .nameInvalid(error) }
        }
        return values
    }

    private func time(_ milliseconds: Int64) throws(LabelError) -> Timestamp {
        do { return try Timestamp(milliseconds: milliseconds) } catch { throw .nameInvalid(error) }
    }
}

extension WireStatus {
    init(_ kind: StatusKind) {
        self =
            switch kind {
            case .actual: .actual
            case .exercise: .exercise
            case .test: .test
            }
    }
}

extension WireSecurityClass {
    init(_ securityClass: SecurityClass) {
        self =
            switch securityClass {
            case .none: .none
            case .restricted: .restricted
            case .confidential: .confidential
            case .secret: .secret
            case .topSecret: .topSecret
            }
    }
}
