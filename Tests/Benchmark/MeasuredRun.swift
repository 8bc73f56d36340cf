import Foundation

/// One whole process: how long it took from start to end and how much memory it held at most.
struct MeasuredRun {
    let wallMilliseconds: Double
    /// User and system time of all its threads.
    let cpuMilliseconds: Double
    let residentMebibytes: Double
    /// Of that the process's own, without pages of program files, which the kernel can take back;
    /// 0 unless asked for.
    let ownMebibytes: Double

    enum Failure: Error {
        case notStarted(program: String, code: Int32)
        case ended(program: String, arguments: [String], status: Int32)
    }

    /// Runs a program, found in the path unless it has a folder, with its output thrown away.
    ///
    /// - Parameter watchingMemory: looks at it every millisecond, which costs it time.
    init(_ program: String, _ arguments: [String], watchingMemory: Bool = false) throws {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        for descriptor in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] {
            posix_spawn_file_actions_addopen(&actions, descriptor, "/dev/null", O_RDWR, 0)
        }
        var words = ([program] + arguments).map { strdup($0) }
        defer { for word in words { free(word) } }
        words.append(nil)
        var pid = pid_t()
        let began = ContinuousClock.now
        let code = posix_spawnp(&pid, program, &actions, nil, words, environ)
        guard code == 0 else { throw Failure.notStarted(program: program, code: code) }
        var status: Int32 = 0
        var usage = rusage()
        var ownKibibytes = 0
        if watchingMemory {
            while wait4(pid, &status, WNOHANG, &usage) == 0 {
                ownKibibytes = max(ownKibibytes, Self.ownKibibytes(of: pid))
                usleep(1_000)
            }
        } else {
            while wait4(pid, &status, 0, &usage) < 0 && errno == EINTR {}
        }
        ownMebibytes = Double(ownKibibytes) / 1024
        wallMilliseconds = (ContinuousClock.now - began).milliseconds
        guard status == 0 else {
            throw Failure.ended(program: program, arguments: arguments, status: status)
        }
        cpuMilliseconds = usage.ru_utime.milliseconds + usage.ru_stime.milliseconds
        // The kernel counts in KiB.
        residentMebibytes = Double(usage.ru_maxrss) / 1024
    }

    private static func ownKibibytes(of pid: pid_t) -> Int {
        let status = try? String(contentsOfFile: "/proc/\(pid)/status", encoding: .utf8)
        let line = status?.split(separator: "\n").first { $0.hasPrefix("RssAnon:") }
        return line?.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Int($0) }
            ?? 0
    }

    /// Where a program is in the path, or `nil`.
    static func find(_ name: String) -> String? {
        let folders = ProcessInfo.processInfo.environment["PATH"]?.split(separator: ":") ?? []
        return folders.map { "\($0)/\(name)" }
            .first { FileManager.default.isExecutableFile(atPath: $0) }
    }
}

extension timeval {
    fileprivate var milliseconds: Double { Double(tv_sec) * 1e3 + Double(tv_usec) / 1e3 }
}
