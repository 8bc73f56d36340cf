/// A line of the policy's sources.
///
/// Lines and columns start at 1; columns count Unicode scalars.
package struct PolicyPlace: Hashable, Sendable {
    package let file: String
    package let line: Int
    package let column: Int

    package init(file: String, line: Int, column: Int) {
        (self.file, self.line, self.column) = (file, line, column)
    }

    /// `levels.yaml:31`, as a person looks it up.
    package var text: String { "\(file):\(line)" }
}

extension PolicyPlace: Comparable {
    package static func < (left: PolicyPlace, right: PolicyPlace) -> Bool {
        (left.file, left.line, left.column) < (right.file, right.line, right.column)
    }
}
