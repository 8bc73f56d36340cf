/// Reads what `strace -f -o FILE` writes:
///
///     812 pwrite64(9, "\0\0\0\7"..., 24, 32) = 24
///     813 fdatasync(9 <unfinished ...>
///     812 write(12, "\27\3\3", 3) = 3
///     813 <... fdatasync resumed>) = 0
///     813 +++ exited with 0 +++
///
/// A line it does not understand is an error: what was not read cannot have been judged.
struct TraceReader {
    private var calls: [SystemCall] = []
    /// What each thread has begun and not ended, with the line.
    private var pending: [Int: (text: String, begins: Int)] = [:]

    /// - Throws: ``TraceError``.
    static func calls(in trace: String) throws(TraceError) -> [SystemCall] {
        var reader = TraceReader()
        // A last line without its end is still being written.
        let lines = trace.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
        for (index, line) in lines.enumerated() { try reader.read(line, at: index + 1) }
        try reader.takeUnended()
        return reader.calls.sorted { $0.begins < $1.begins }
    }

    private mutating func read(_ line: Substring, at number: Int) throws(TraceError) {
        let head = line.prefix { $0 != " " }
        let rest = line.dropFirst(head.count).drop { $0 == " " }
        guard let thread = Int(head), !rest.isEmpty else { throw .lineUnreadable(number) }
        // Signals, and ends of threads.
        if rest.hasPrefix("--- ") && rest.hasSuffix(" ---") { return }
        if rest.hasPrefix("+++ ") && rest.hasSuffix(" +++") { return }
        if rest.hasPrefix(Self.resumedStart) {
            try resume(rest, of: thread, at: number)
        } else if rest.hasSuffix(Self.unfinished) {
            guard pending[thread] == nil else { throw .lineUnreadable(number) }
            var text = rest.dropLast(Self.unfinished.count)
            while text.last == " " { text.removeLast() }
            pending[thread] = (String(text), number)
        } else {
            guard pending[thread] == nil else { throw .lineUnreadable(number) }
            calls.append(
                try CallText(String(rest), at: number).call(
                    thread: thread, begins: number, ends: number))
        }
    }

    private mutating func resume(
        _ rest: Substring, of thread: Int, at number: Int
    ) throws(TraceError) {
        let name = rest.dropFirst(Self.resumedStart.count).prefix { $0 != " " }
        let mark = " resumed>"
        let tail = rest.dropFirst(Self.resumedStart.count + name.count)
        guard tail.hasPrefix(mark), let (text, begins) = pending.removeValue(forKey: thread),
            text.hasPrefix(name + "(")
        else { throw .lineUnreadable(number) }
        let whole = text + tail.dropFirst(mark.count)
        calls.append(
            try CallText(whole, at: number).call(thread: thread, begins: begins, ends: number))
    }

    /// What had begun when the trace stopped.
    private mutating func takeUnended() throws(TraceError) {
        for (thread, (text, begins)) in pending {
            calls.append(
                try CallText(text + ") = ?", at: begins).call(
                    thread: thread, begins: begins, ends: nil))
        }
    }

    private static let unfinished = "<unfinished ...>"
    private static let resumedStart = "<... "
}

/// Where a trace could not be understood.
enum TraceError: Error, Equatable {
    case lineUnreadable(Int)
}

/// One call, whole: `name(argument, …) = result …`.
private struct CallText {
    private let line: Int
    private let name: String
    private var arguments: [String] = []
    private let result: Int64?

    init(_ text: String, at line: Int) throws(TraceError) {
        self.line = line
        let bytes = Array(text.utf8)
        guard let open = bytes.firstIndex(of: UInt8(ascii: "(")), open > 0,
            bytes[..<open].allSatisfy(Self.isNameByte),
            let close = Self.split(bytes, from: open + 1, into: &arguments)
        else { throw .lineUnreadable(line) }
        name = String(decoding: bytes[..<open], as: UTF8.self)
        var tail = bytes[(close + 1)...].drop { $0 == UInt8(ascii: " ") }
        guard tail.starts(with: "= ".utf8) else { throw .lineUnreadable(line) }
        tail = tail.dropFirst(2).prefix { $0 != UInt8(ascii: " ") }
        let word = String(decoding: tail, as: UTF8.self)
        result = Int64(word)
        guard result != nil || word == "?" || word.hasPrefix("0x") else {
            throw .lineUnreadable(line)
        }
    }

    func call(thread: Int, begins: Int, ends: Int?) -> SystemCall {
        SystemCall(
            thread: thread, name: name, arguments: arguments, begins: begins, ends: ends,
            result: result)
    }

    /// Parts at commas outside quotes and brackets.
    ///
    /// - Returns: where the closing parenthesis stands.
    private static func split(
        _ bytes: [UInt8], from start: Int, into parts: inout [String]
    ) -> Int? {
        var (depth, isQuoted, partStart, place) = (0, false, start, start)
        func part() -> String {
            String(
                decoding: bytes[partStart..<place].drop { $0 == UInt8(ascii: " ") }, as: UTF8.self)
        }
        while place < bytes.count {
            switch bytes[place] {
            case UInt8(ascii: "\\") where isQuoted: place += 1
            case UInt8(ascii: "\""): isQuoted.toggle()
            case _ where isQuoted: break
            case UInt8(ascii: "["), UInt8(ascii: "{"), UInt8(ascii: "("): depth += 1
            case UInt8(ascii: ")") where depth == 0:
                if place > start { parts.append(part()) }
                return place
            case UInt8(ascii: "]"), UInt8(ascii: "}"), UInt8(ascii: ")"): depth -= 1
            case UInt8(ascii: ",") where depth == 0:
                parts.append(part())
                partStart = place + 1
            default: break
            }
            place += 1
        }
        return nil
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "_") || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
            || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}
