import TestSupport

/// Files that others made, and what each of them must get here.
///
/// Tests hold the product to it; `.ci/catalogue` tells it to people.
package struct Corpus: Sendable {
    /// What reads the files.
    package let name: String
    /// Below the folder of third-party data.
    package let folder: String
    /// By the file's path below the folder.
    package let expectations: [String: Expectation]
    private let read: @Sendable ([UInt8], _ fileName: String) throws -> CorpusReading

    package init(
        _ name: String, folder: String, expecting expectations: [String: Expectation],
        read: @escaping @Sendable ([UInt8], _ fileName: String) throws -> CorpusReading
    ) {
        self.name = name
        self.folder = folder
        self.expectations = expectations
        self.read = read
    }

    /// What becomes of a file.
    package func outcome(of file: String) throws -> CorpusOutcome {
        outcome(of: try SharedData.bytes(folder + "/" + file), named: file)
    }

    /// What becomes of other bytes in its place.
    package func outcome(of bytes: [UInt8], named file: String) -> CorpusOutcome {
        let name = file.split(separator: "/").last.map(String.init) ?? file
        do { return .taken(try read(bytes, name)) } catch { return .refused(error) }
    }
}

/// What a file must get.
package enum Expectation: Equatable, Sendable {
    case taken(CorpusReading)
    /// By its kind, as ``refusalKind`` of the corpus names it; any where none is named.
    case refused(String?)

    package var text: String {
        switch self {
        case .taken(.understood): "read"
        case .taken(.carried): "carried as a file"
        case .refused(let kind?): "refused: \(kind)"
        case .refused(nil): "refused"
        }
    }
}

package enum CorpusReading: Equatable, Sendable {
    case understood
    /// As it is, without being read.
    case carried
}

package enum CorpusOutcome: Sendable {
    case taken(CorpusReading)
    case refused(any Error)

    /// Whether it is what was expected.
    package func meets(_ expectation: Expectation) -> Bool {
        switch (self, expectation) {
        case (.taken(let found), .taken(let expected)): found == expected
        case (.refused, .refused(nil)): true
        case (.refused(let error), .refused(let kind?)): corpusKind(of: error) == kind
        default: false
        }
    }
}
