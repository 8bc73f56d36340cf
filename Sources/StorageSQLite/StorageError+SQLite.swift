import GRDB
import Storage

extension StorageError {
    /// What a failure of the database means to whoever asked the store.
    init(_ error: any Error) {
        switch error {
        case let error as StorageError: self = error
        case let error as DatabaseError: self.init(error)
        case is CancellationError: self = .cancelled
        default: self = .unexpected(code: -1)
        }
    }

    private init(_ error: DatabaseError) {
        switch error.resultCode {
        case .SQLITE_FULL: self = .full
        case .SQLITE_READONLY: self = .readOnly
        case .SQLITE_CORRUPT, .SQLITE_NOTADB: self = .corrupt
        case .SQLITE_BUSY, .SQLITE_LOCKED: self = .busy
        case .SQLITE_IOERR:
            self = .inputOutput(code: Int(error.extendedResultCode.rawValue))
        case .SQLITE_INTERRUPT: self = .cancelled
        // What GRDB answers on a closed pool.
        case .SQLITE_MISUSE: self = .closed
        default: self = .unexpected(code: Int(error.extendedResultCode.rawValue))
        }
    }

    /// Whether the store must be opened anew before anything more may be written.
    var isLasting: Bool {
        switch self {
        case .inputOutput(let code): !Self.passing.contains(code)
        case .corrupt: true
        default: false
        }
    }

    /// Failures before anything was flushed: SQLite has taken the transaction back, so it may be
    /// tried again. A quota, a limit on file size and a file system that turned read-only come so.
    private static let passing: Set<Int> = [
        Int(ResultCode.SQLITE_IOERR_WRITE.rawValue), Int(ResultCode.SQLITE_IOERR_SHMSIZE.rawValue),
    ]
}
