import Envelopes
import Labels
import Notes

/// The name of an error as the published vectors and the second reader have it: that of its case,
/// and behind a colon that of a label's or a note's error within, or how a key was misused.
///
///     createdInFuture
///     keyMisused:level
///     labelInvalid:classWithoutSecrecy
package func refusalKind(of error: any Error) -> String {
    let name = caseName(of: error)
    return switch error {
    case EnvelopeError.keyMisused(_, let how): "\(name):\(how.rawValue)"
    case EnvelopeError.labelInvalid(let inner): "\(name):\(caseName(of: inner))"
    default:
        if let inner = payload(of: error) as? NoteError {
            "\(name):\(caseName(of: inner))"
        } else {
            name
        }
    }
}

private func caseName(of value: any Error) -> String {
    Mirror(reflecting: value).children.first?.label ?? "\(value)"
}

private func payload(of value: any Error) -> Any? {
    Mirror(reflecting: value).children.first?.value
}

/// What `body` throws, by its name; `nil` where it throws nothing.
package func refusal(_ body: () throws -> Void) -> String? {
    do { try body() } catch { return refusalKind(of: error) }
    return nil
}
