/// A handling instruction that follows the information.
package enum Caveat: String, CaseIterable, Sendable, Hashable {
    /// *Får ej vidarebefordras*.
    case noForward = "no-forward"
    /// *Endast namngivna personer*.
    case namedPersonsOnly = "named-persons-only"
    /// *Får ej kopieras*.
    case noCopy = "no-copy"
    /// *Endast muntlig föredragning*.
    case oralOnly = "oral-only"

    /// - Throws: ``LabelError/caveatUnknown(text:)``; an unknown caveat is never skipped.
    package init(_ text: some StringProtocol) throws(LabelError) {
        guard let caveat = Caveat(rawValue: String(text)) else {
            throw .caveatUnknown(text: String(text))
        }
        self = caveat
    }
}

extension Caveat: Comparable {
    package static func < (left: Caveat, right: Caveat) -> Bool { left.rawValue < right.rawValue }
}
