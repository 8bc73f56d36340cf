import Glibc

/// Runs a system call until no signal interrupts it.
///
/// - Throws: ``FileError`` made of `errno` when the call returns a negative value.
@discardableResult
func systemCall<Result: SignedInteger>(
    _ operation: FileOperation, _ path: String, _ call: () -> Result
) throws(FileError) -> Result {
    while true {
        let result = call()
        if result >= 0 { return result }
        let code = errno
        if code != EINTR { throw FileError(code, operation, path) }
    }
}

extension FileError {
    init(_ code: Int32, _ operation: FileOperation, _ path: String) {
        self =
            switch code {
            case ENOENT: .notFound(path: path)
            case EEXIST: .alreadyExists(path: path)
            case EACCES, EPERM, EROFS: .accessDenied(path: path)
            case EISDIR: .isDirectory(path: path)
            case ENOTDIR: .notDirectory(path: path)
            case ENOSPC, EDQUOT: .spaceExhausted(path: path)
            case EPIPE: .pipeClosed
            case EWOULDBLOCK where operation == .lock: .locked(path: path)
            default: .failed(operation, path: path, code: code)
            }
    }
}

/// Unless told otherwise a write to a pipe nobody reads kills the process; here it is an error.
package func ignoreBrokenPipes() {
    _ = signal(SIGPIPE, SIG_IGN)
}
