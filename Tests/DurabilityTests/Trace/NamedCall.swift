/// What a descriptor stood for when a call began.
enum Target: Hashable {
    case file(String)
    /// A connection, by the port at its other end.
    case peer(port: Int)
}

/// A call with the descriptor it worked on named.
struct NamedCall {
    let call: SystemCall
    let target: Target

    var result: Int64? { call.result }
    var begins: Int { call.begins }
    var ends: Int? { call.ends }

    /// Names descriptors from the calls that made them.
    ///
    /// Not `strace -y`: that reads them from `/proc`, which a process without core dumps keeps from
    /// everybody but root.
    static func named(_ calls: [SystemCall]) -> [NamedCall] {
        var names: [Int64: Target] = [:]
        var named: [NamedCall] = []
        for moment in moments(of: calls) {
            let call = moment.call
            switch (call.name, moment.isEnd) {
            case ("close", false):
                // From now on the number may be somebody else's.
                if let descriptor = call.number(0) { names[descriptor] = nil }
            case ("openat", true):
                if let descriptor = call.result, descriptor >= 0, let path = call.text(1) {
                    names[descriptor] = .file(path)
                }
            case ("getpeername", true):
                if call.result == 0, let descriptor = call.number(0), let port = port(in: call) {
                    names[descriptor] = .peer(port: port)
                }
            case (_, false):
                if let descriptor = call.number(0), let target = names[descriptor] {
                    named.append(NamedCall(call: call, target: target))
                }
            default: break
            }
        }
        return named
    }

    /// Beginnings and ends in the order of the trace.
    private static func moments(of calls: [SystemCall]) -> [(call: SystemCall, isEnd: Bool)] {
        let begins = calls.map { (line: $0.begins, call: $0, isEnd: false) }
        let ends = calls.compactMap { call in
            call.ends.map { (line: $0, call: call, isEnd: true) }
        }
        return (begins + ends)
            .sorted { ($0.line, $0.isEnd ? 1 : 0) < ($1.line, $1.isEnd ? 1 : 0) }
            .map { ($0.call, $0.isEnd) }
    }

    /// `{sa_family=AF_INET, sin_port=htons(50412), …}`
    private static func port(in call: SystemCall) -> Int? {
        guard call.arguments.count > 1 else { return nil }
        let match = call.arguments[1].firstMatch(of: /sin6?_port=htons\((\d+)\)/)
        return match.flatMap { Int($0.output.1) }
    }
}
