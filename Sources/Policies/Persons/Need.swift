package import Identity
package import Labels

/// What a person needs for her duties, and until when.
package struct Need: Hashable, Sendable, Codable {
    package let scope: NeedScope
    package let validity: Validity

    package init(_ scope: NeedScope, _ validity: Validity) {
        (self.scope, self.validity) = (scope, validity)
    }
}

/// A part of what reaches an actor: what goes to a forum, a group or the actor by name, everything,
/// or a compartment, which none of the others includes.
package enum NeedScope: Hashable, Sendable {
    case audience(AudienceTerm)
    case compartment(Compartment)

    /// `all`, `forum:samverkansstab`, `group:kommuner`, `actor:sos-alarm`, `compartment:kbrn`.
    package var text: String {
        switch self {
        case .audience(let term): term.text
        case .compartment(let word): Self.compartmentPrefix + word.text
        }
    }

    /// - Throws: `LabelError` for anything ``text`` would not have written.
    package init(_ text: String) throws(LabelError) {
        guard text.hasPrefix(Self.compartmentPrefix) else {
            self = .audience(try AudienceTerm(text))
            return
        }
        do throws(IdentityError) {
            self = .compartment(
                try Compartment(String(text.dropFirst(Self.compartmentPrefix.count))))
        } catch { throw .nameInvalid(error) }
    }

    private static let compartmentPrefix = "compartment:"
}

extension NeedScope: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        do { try self.init(container.decode(String.self)) } catch let error as LabelError {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "\(error)")
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}
