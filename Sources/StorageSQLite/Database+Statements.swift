import Foundation
import GRDB
import Identity
import Storage

extension Database {
    /// Runs a statement that is prepared once per connection.
    func run(_ sql: String, _ values: Bindings = []) throws {
        try prepared(sql, values).execute()
    }

    /// The rows of a statement that is prepared once per connection.
    ///
    /// Only one cursor of a statement can be open at a time.
    func rows(_ sql: String, _ values: Bindings = []) throws -> RowCursor {
        try Row.fetchCursor(prepared(sql, values))
    }

    private func prepared(_ sql: String, _ values: Bindings) throws -> Statement {
        let statement = try cachedStatement(sql: sql)
        // Resets the statement, and has it executed with what is bound from here on.
        statement.setUncheckedArguments(StatementArguments())
        for (offset, value) in values.enumerated() {
            let code = value.bind(to: statement, at: Int32(offset + 1))
            guard code == 0 else { throw DatabaseError(resultCode: ResultCode(rawValue: code)) }
        }
        return statement
    }

    /// The first row, or `nil` when there is none.
    func first<Value>(
        _ sql: String, _ values: Bindings = [], _ read: (Row) throws -> Value
    ) throws -> Value? {
        let cursor = try rows(sql, values)
        // The cursor resets its statement when it goes: not before the row is read, and not later,
        // so that no lock stays.
        return try withExtendedLifetime(cursor) { try cursor.next().map(read) }
    }
}

extension Row {
    /// - Throws: ``Storage/StorageError/corrupt`` for NULL.
    func integer(_ column: Int) throws -> Int64 {
        guard let value = self[column] as Int64? else { throw StorageError.corrupt }
        return value
    }

    /// - Throws: ``Storage/StorageError/corrupt`` for NULL or a negative number.
    func natural(_ column: Int) throws -> UInt64 {
        guard let value = UInt64(exactly: try integer(column)) else { throw StorageError.corrupt }
        return value
    }

    /// - Throws: ``Storage/StorageError/corrupt`` for NULL.
    func bytes(_ column: Int) throws -> [UInt8] {
        guard let bytes = try optionalBytes(column) else { throw StorageError.corrupt }
        return bytes
    }

    func optionalBytes(_ column: Int) throws -> [UInt8]? {
        try withUnsafeData(atIndex: column) { data in data.map { Array($0) } }
    }

    /// - Throws: ``Storage/StorageError/corrupt`` for NULL.
    func text(_ column: Int) throws -> String {
        guard let value = self[column] as String? else { throw StorageError.corrupt }
        return value
    }
}

/// Runs a reading of stored values; whatever does not read back means a damaged store.
func stored<Value>(_ read: () throws -> Value) throws -> Value {
    do { return try read() } catch { throw StorageError.corrupt }
}

/// What is bound to a statement's question marks, in their order.
typealias Bindings = [Bound]

/// A value as SQLite takes it.
///
/// GRDB's `StatementArguments` would do, but takes each value through three arrays and a box, which
/// was a quarter of what accepting a message cost.
enum Bound {
    case integer(Int64)
    case text(String)
    case blob([UInt8])
    case null

    init(_ text: String?) { self = text.map(Bound.text) ?? .null }
    init(_ bytes: [UInt8]?) { self = bytes.map(Bound.blob) ?? .null }
    init(_ number: UInt64?) { self = number?.bound ?? .null }

    fileprivate func bind(to statement: Statement, at index: Int32) -> Int32 {
        switch self {
        case .integer(let value): value.bind(to: statement.sqliteStatement, at: index)
        case .text(let value): value.bind(to: statement.sqliteStatement, at: index)
        case .blob(let bytes): Data(bytes).bind(to: statement.sqliteStatement, at: index)
        case .null: DatabaseValue.null.bind(to: statement.sqliteStatement, at: index)
        }
    }
}

extension Int {
    var bound: Bound { .integer(Int64(self)) }
}

extension Int64 {
    var bound: Bound { .integer(self) }
}

extension UInt64 {
    /// Positions and counts stay far below 2^63.
    var bound: Bound { .integer(Int64(clamping: self)) }
}

extension String {
    var bound: Bound { .text(self) }
}

extension Array<UInt8> {
    var bound: Bound { .blob(self) }
}

extension Digest {
    var bound: Bound { .blob(bytes) }
}
