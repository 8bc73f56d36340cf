/// The codes of one sheet as they are found: in any order, some twice, some not at all.
package struct SheetGathering: Sendable {
    private var found: [Int: SheetPart] = [:]

    package init() {}

    /// Which sheet it is; `nil` before the first code.
    package var sheet: SheetID? { found.first?.value.sheet }

    /// - Returns: whether it is a code that was not there yet.
    /// - Throws: ``SheetError/partOfOther(_:expected:)``, and ``SheetError/partContradicts(number:)``
    ///   for a number that is there with other bytes.
    package mutating func add(_ part: SheetPart) throws(SheetError) -> Bool {
        if let known = found.first?.value, !known.agrees(with: part) {
            guard known.sheet == part.sheet else {
                throw .partOfOther(part.sheet, expected: known.sheet)
            }
            throw .partContradicts(number: part.index + 1)
        }
        if let known = found[part.index] {
            guard known == part else { throw .partContradicts(number: part.index + 1) }
            return false
        }
        found[part.index] = part
        return true
    }

    /// Numbers, from 1, of codes of which at least one in each group must still be found; empty
    /// when nothing more is needed.
    package var missing: [Int] {
        guard let any = found.first?.value else { return [] }
        return (0..<any.parityCount).map { absent(in: $0, any) }.filter { $0.count > 1 }
            .flatMap { $0 }.map { $0 + 1 }.sorted()
    }

    /// The content, made whole from parity where a code of a group is missing.
    ///
    /// - Throws: ``SheetError/empty``, ``SheetError/incomplete(missing:count:)``,
    ///   ``SheetError/damaged(_:)`` when it is not what the sheet's name says.
    package func content() throws(SheetError) -> [UInt8] {
        guard let any = found.first?.value else { throw .empty }
        guard missing.isEmpty else {
            throw .incomplete(missing: missing, count: any.count)
        }
        let data = (0..<any.dataCount).flatMap { bytes(of: $0, any) }
        let content = Array(data.prefix(any.contentBytes))
        guard Sheet.id(of: content) == any.sheet else { throw .damaged(any.sheet) }
        return content
    }

    /// Of a group of which at most one is absent.
    private func bytes(of index: Int, _ any: SheetPart) -> [UInt8] {
        if let part = found[index] { return part.bytes }
        return members(of: index % any.parityCount, any).compactMap { found[$0]?.bytes }.joinedByXOR
    }

    private func absent(in group: Int, _ any: SheetPart) -> [Int] {
        members(of: group, any).filter { found[$0] == nil }
    }

    /// Data codes of a group and its parity code.
    private func members(of group: Int, _ any: SheetPart) -> [Int] {
        Array(stride(from: group, to: any.dataCount, by: any.parityCount)) + [any.dataCount + group]
    }
}
