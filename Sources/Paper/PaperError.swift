import Programs

/// Why something does not get onto paper, or off it.
package enum PaperError: Error, Hashable, Sendable {
    /// More than one code holds.
    case codeTooLong(bytes: Int)
    case programMissing(name: String, package: String)
    case programFailed(name: String, status: Int32)
    /// Neither PNG nor JPEG.
    case pictureUnsupported(path: String)
    /// A PNG or JPEG that cannot be read.
    case pictureUnreadable(path: String)
    /// No code of a sheet in any of the pictures.
    case nothingFound
}

extension PaperError {
    /// What a program of others is asked, in this room's words.
    static func wrapping<Value>(
        _ ask: () throws(ConfinementError) -> Value
    ) throws(PaperError) -> Value {
        do { return try ask() } catch {
            switch error {
            case .programMissing(let name, let package):
                throw .programMissing(name: name, package: package)
            case .programUnstartable(let name): throw .programFailed(name: name, status: -1)
            }
        }
    }
}
