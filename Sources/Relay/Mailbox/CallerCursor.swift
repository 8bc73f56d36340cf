import Carriers
import Identity
import Labels
import Primitives
import Storage

/// How far a caller has come, as the relay gives it out: opaque, and only this actor's.
///
/// Beside the position in each lane it names the entries that were passed over because policy did
/// not let them out; so they are frozen and not lost, whatever becomes of the relay's memory.
/// Spec: Relay#cursor.
struct CallerCursor: Equatable {
    var positions: MailboxCursor
    /// In the order in which they were passed over; at most ``withheldMax``.
    var withheld: [Withheld]
    /// State of registry and policy under which ``withheld`` was looked at last.
    var stamp: UInt64
    /// When that was.
    var examined: Timestamp

    struct Withheld: Hashable {
        let lane: Precedence
        let index: LogIndex
    }

    static let start = CallerCursor(
        positions: .start, withheld: [], stamp: 0,
        examined: Timestamp(clampingMilliseconds: 0))

    /// Beyond so many the lane stands still: an honest wait is better than a forgotten message.
    static let withheldMax = 64
    private static let version: UInt8 = 1
    private static let fixedByteCount = 1 + MailboxCursor.byteCount + 8 + 8 + 1
    private static let withheldByteCount = 9

    /// - Parameters:
    ///   - key: this relay's own.
    ///   - actor: whose mailbox it is; another actor's cursor is not readable.
    func text(key: SecretBytes, actor: ActorID) -> String {
        var body = [Self.version] + positions.bytes
        body += Self.bigEndian(stamp)
        body += Self.bigEndian(UInt64(bitPattern: examined.milliseconds))
        body.append(UInt8(clamping: withheld.count))
        for entry in withheld {
            body.append(UInt8(clamping: entry.lane.lane))
            body += Self.bigEndian(entry.index.value)
        }
        return Hex.encode(body + Self.code(body, key, actor))
    }

    /// - Throws: ``Problem`` of kind `cursorInvalid` for anything but what ``text(key:actor:)``
    ///   gave for this actor.
    init(text: String, key: SecretBytes, actor: ActorID) throws(Problem) {
        guard text.utf8.count <= RelayProtocol.Limit.cursorMaxBytes,
            let bytes = try? Hex.decode(text), bytes.count > HMAC256.codeByteCount
        else { throw Problem(.cursorInvalid) }
        let body = Array(bytes.dropLast(HMAC256.codeByteCount))
        let code = Array(bytes.suffix(HMAC256.codeByteCount))
        guard HMAC256.isValid(code, key: key, over: Self.authenticated(body, actor)),
            let cursor = Self.read(body)
        else { throw Problem(.cursorInvalid) }
        self = cursor
    }

    private init(
        positions: MailboxCursor, withheld: [Withheld], stamp: UInt64, examined: Timestamp
    ) {
        self.positions = positions
        self.withheld = withheld
        self.stamp = stamp
        self.examined = examined
    }

    private static func read(_ body: [UInt8]) -> CallerCursor? {
        guard body.count >= fixedByteCount, body[0] == version else { return nil }
        let count = Int(body[fixedByteCount - 1])
        guard count <= withheldMax, body.count == fixedByteCount + count * withheldByteCount
        else { return nil }
        let (stampStart, end) = (1 + MailboxCursor.byteCount, fixedByteCount)
        guard let positions = try? MailboxCursor(bytes: Array(body[1..<stampStart])) else {
            return nil
        }
        var withheld: [Withheld] = []
        for start in stride(from: end, to: body.count, by: withheldByteCount) {
            let lane = Int(body[start])
            guard MailboxCursor.lanes.indices.contains(lane) else { return nil }
            withheld.append(
                Withheld(
                    lane: MailboxCursor.lanes[lane],
                    index: LogIndex(number(body[(start + 1)..<(start + withheldByteCount)]))))
        }
        let examined = Int64(bitPattern: number(body[(stampStart + 8)..<(stampStart + 16)]))
        return CallerCursor(
            positions: positions, withheld: withheld,
            stamp: number(body[stampStart..<(stampStart + 8)]),
            examined: Timestamp(clampingMilliseconds: examined))
    }

    private static func code(_ body: [UInt8], _ key: SecretBytes, _ actor: ActorID) -> [UInt8] {
        HMAC256.code(key: key, over: authenticated(body, actor))
    }

    private static func authenticated(_ body: [UInt8], _ actor: ActorID) -> [UInt8] {
        Array(actor.text.utf8) + [0] + body
    }

    private static func bigEndian(_ value: UInt64) -> [UInt8] {
        stride(from: 56, through: 0, by: -8).map {
            UInt8(truncatingIfNeeded: value >> UInt64($0))
        }
    }

    private static func number(_ bytes: ArraySlice<UInt8>) -> UInt64 {
        bytes.reduce(0) { $0 << 8 | UInt64($1) }
    }
}
