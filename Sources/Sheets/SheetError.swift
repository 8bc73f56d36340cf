/// Why codes do not make a sheet, or a message none.
package enum SheetError: Error, Hashable, Sendable {
    /// Nothing to print, or no code found.
    case empty
    case tooLarge(limitBytes: Int, foundBytes: Int)
    /// A code of something else.
    case partForeign
    /// A code of ours whose numbers cannot be.
    case partInvalid
    /// Of another sheet than the codes before it.
    case partOfOther(SheetID, expected: SheetID)
    /// The number was found before, with other bytes.
    case partContradicts(number: Int)
    /// Numbers from 1; of `count` codes in all.
    case incomplete(missing: [Int], count: Int)
    /// All codes are there, and do not make what was printed.
    case damaged(SheetID)
}
