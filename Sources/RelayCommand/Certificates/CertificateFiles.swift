import Files

/// The certificates of a relay's directory, in the order they were made.
///
///     relay.crt      the one init made: what the setting certificate names
///     relay-2.crt    the one that followed it
///
/// Spec: Region#relay.
struct CertificateFiles {
    private let first: String

    /// - Parameter first: the setting `certificate`.
    init(_ first: String) { self.first = first }

    /// Those that are there; the first may have gone.
    var paths: [String] {
        get throws(FileError) { try numbers.map(path) }
    }

    /// Where the next is written.
    var next: String {
        get throws(FileError) {
            let last = try numbers.last ?? 1
            return path(last + 1)
        }
    }

    private var numbers: [Int] {
        get throws(FileError) {
            try Folder.names(in: Folder.parent(of: first)).compactMap(number).sorted()
        }
    }

    private func number(_ name: String) -> Int? {
        let own = String(first.split(separator: "/").last ?? "")
        if name == own { return 1 }
        let (stem, suffix) = parts(of: own)
        guard name.hasPrefix(stem + "-"), name.hasSuffix(suffix) else { return nil }
        let digits = name.dropFirst(stem.count + 1).dropLast(suffix.count)
        guard let number = Int(digits), number > 1, String(number) == digits else { return nil }
        return number
    }

    private func path(_ number: Int) -> String {
        guard number > 1 else { return first }
        let (stem, suffix) = parts(of: first)
        return "\(stem)-\(number)\(suffix)"
    }

    private func parts(of name: String) -> (stem: String, suffix: String) {
        let suffix = name.hasSuffix(".crt") ? ".crt" : ""
        return (String(name.dropLast(suffix.count)), suffix)
    }
}
