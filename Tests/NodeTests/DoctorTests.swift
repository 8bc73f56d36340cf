import Identity
import Keystore
@testable import Node
import RegionSupport
import StorageSQLite
import Testing

/// What `doctor` makes of what it finds; each limit with its nearest neighbour.
struct DoctorTests {
    private static let now = Timestamp(clampingMilliseconds: 1_764_000_000_000)

    // MARK: Clock

    @Test(
        arguments: [
            (0, "clockAgrees"), (30, "clockAgrees"), (-30, "clockAgrees"), (31, "clockDrifts"),
            (-31, "clockDrifts"), (300, "clockDrifts"), (301, "clockWrong"), (-301, "clockWrong"),
            (86_400, "clockWrong"),
        ] as [(Int64, String)])
    func `a clock is right, drifts or is wrong by its distance from a relay's`(
        _ seconds: Int64, _ name: String
    ) {
        let found = Diagnosis.clock(
            at: Self.now, [ClockReading(relay: "relay-1", secondsAhead: seconds)],
            freshnessIssued: nil)
        #expect(found.map(label) == [name])
    }

    @Test func `a relay that agrees proves the other one wrong`() {
        let found = Diagnosis.clock(
            at: Self.now,
            [
                ClockReading(relay: "relay-1", secondsAhead: 86_400),
                ClockReading(relay: "relay-2", secondsAhead: 1),
            ], freshnessIssued: nil)
        #expect(
            found == [
                .clockAgrees(with: .relay("relay-2"), secondsAhead: 1),
                .relayClockWrong(relay: "relay-1", secondsAhead: 86_400),
            ])
    }

    @Test(
        arguments: [(300, false), (301, true), (86_400, true), (-86_400, false)]
            as [(Int64, Bool)])
    func `without a relay a clock behind the freshness note is wrong, and no other is proven`(
        _ noteAheadSeconds: Int64, _ isWrong: Bool
    ) {
        let found = Diagnosis.clock(
            at: Self.now, [], freshnessIssued: Self.now.adding(seconds: noteAheadSeconds))
        #expect(
            found == [
                isWrong
                    ? .clockWrong(by: .freshness, secondsAhead: -noteAheadSeconds) : .clockUnproven
            ])
    }

    // MARK: Keys

    @Test(
        arguments: [
            (0o600, nil), (0o400, nil), (0o640, "0640"), (0o604, "0604"), (0o601, "0601"),
            (0o644, "0644"),
        ] as [(UInt32, String?)])
    func `a private file that others may touch is named with its mode`(
        _ mode: UInt32, _ shown: String?
    ) {
        #expect(
            Diagnosis.file("key", mode: mode)
                == shown.map { .fileExposed(path: "key", mode: $0) })
    }

    @Test(
        arguments: [
            (-1, "keyExpired"), (0, "keyExpired"), (1, "keyExpiring"), (14 * 86_400, "keyExpiring"),
            (14 * 86_400 + 1, nil),
        ] as [(Int64, String?)])
    func `a key is expired, expires within two weeks or is passed over`(
        _ seconds: Int64, _ name: String?
    ) throws {
        let entry = try Self.entry(1, until: seconds)
        #expect(
            Diagnosis.lifetimes(of: [entry], at: Self.now).map(label) == [name].compactMap { $0 })
    }

    @Test func `an expired key is passed over where a later one goes on`() throws {
        let entries = [try Self.entry(1, until: -1), try Self.entry(2, until: 30 * 86_400)]
        #expect(Diagnosis.lifetimes(of: entries, at: Self.now).isEmpty)
        let other = try Self.entry(3, until: -1, level: "hemlig")
        #expect(Diagnosis.lifetimes(of: entries + [other], at: Self.now).count == 1)
    }

    private static func entry(
        _ number: UInt8, until seconds: Int64, level: String = "sekretess"
    ) throws -> RingEntry {
        try RingEntry(
            .signing,
            .messages(of: ActorID("sos-alarm"), level: level, status: "actual"),
            id: KeyID(bytes: [UInt8](repeating: number, count: 16)),
            validFrom: now.adding(seconds: -100 * 86_400),
            validUntil: now.adding(seconds: seconds))
    }

    // MARK: Machine

    private static let heading = "Filename\tType\tSize\tUsed\tPriority\n"

    @Test func `swap is absent, encrypted, in memory or plain`() {
        func judged(_ lines: String) -> Diagnosis {
            .swap(
                SwapArea.areas(in: Self.heading + lines) {
                    ["dm-1": "CRYPT-PLAIN-swap", "dm-2": "LVM-abc"][$0]
                })
        }
        #expect(judged("") == .swapAbsent)
        #expect(judged("/dev/dm-1 partition 1 0 -2\n") == .swapEncrypted(areas: ["/dev/dm-1"]))
        #expect(judged("/dev/dm-2 partition 1 0 -2\n") == .swapPlain(areas: ["/dev/dm-2"]))
        #expect(judged("/dev/zram0 partition 1 0 -2\n") == .swapEncrypted(areas: ["/dev/zram0"]))
        // A file may be called as it likes.
        #expect(judged("/zram0 file 1 0 -2\n") == .swapPlain(areas: ["/zram0"]))
        let both = judged("/dev/dm-1 partition 1 0 -2\n/swapfile file 1 0 -3\n")
        #expect(both == .swapPlain(areas: ["/swapfile"]))
        #expect(Diagnosis.swap(nil) == .swapUnknown)
    }

    @Test(
        arguments: [
            (256 << 20, "diskLow"), ((256 << 20) - 1, "diskFull"), (2 << 30, "diskSound"),
            ((2 << 30) - 1, "diskLow"),
        ] as [(UInt64, String)])
    func `a disk is sound, low or full`(_ free: UInt64, _ name: String) {
        #expect(
            label(.disk("/", freeBytes: free, isReadOnly: false, flushes: true)) == name)
    }

    @Test func `a disk that is read-only or does not flush is a failure, however empty`() {
        #expect(
            Diagnosis.disk("/", freeBytes: 1 << 40, isReadOnly: true, flushes: false)
                == .diskReadOnly(path: "/"))
        #expect(
            Diagnosis.disk("/", freeBytes: 1 << 40, isReadOnly: false, flushes: false)
                == .flushFails(path: "/"))
    }

    @Test func `a vault is judged by the version in its file`() {
        let known = SQLiteVaultStore.currentVersion
        #expect(Diagnosis.vault(.version(known), path: "v") == .vaultCurrent(version: known))
        #expect(
            Diagnosis.vault(.version(known + 1), path: "v")
                == .vaultNewer(found: known + 1, known: known))
        #expect(label(.vault(.version(1), path: "v")) == "vaultTooOld")
        #expect(Diagnosis.vault(.foreign, path: "v") == .vaultForeign(path: "v"))
        for lost in [nil, StoreHeader.empty] {
            let found = Diagnosis.vault(lost, path: "v")
            #expect(found == .vaultMissing(path: "v") && found.state == .failure)
        }
    }

    @Test func `a node that is named and not there is a failure, one that is not named is none`() {
        #expect(Diagnosis.nodeMissing(path: "p").state == .failure)
        #expect(Diagnosis.nodeAbsent(path: "p").state == .ok)
    }

    @Test func `a wrong key file or passphrase is a failure, none a warning`() {
        #expect(Diagnosis.ringRefuses(path: "p").state == .failure)
        #expect(Diagnosis.keyFileUnreadable(path: "p").state == .failure)
        #expect(Diagnosis.ringNotOpened(path: "p").state == .warning)
    }

    // MARK: Relays

    @Test func `one relay that answers leaves a rung; none, or another in its place, does not`() {
        let up = RelayTrial(relay: "relay-1", .answered(milliseconds: 4))
        let down = RelayTrial(relay: "relay-2", .failed(RelayProblem(.noConnection)))
        #expect(Diagnosis.relays([up, down]).last == .rungRelay(relays: ["relay-1"]))
        #expect(Diagnosis.relays([down]).last == .rungNone)
        #expect(Diagnosis.relays([down], isWISUp: true).last == .rungWIS)
        let both = Diagnosis.relays([up, down], isWISUp: true)
        #expect(both.last == .rungRelay(relays: ["relay-1"]))
        #expect(Diagnosis.relays([RelayTrial(relay: "relay-1", .untried)]).last == .rungUntried)
        let one = Examination(Diagnosis.relays([down]))
        #expect(one.isOnlyUnreachable)
        let stranger = RelayTrial(relay: "relay-2", .failed(RelayProblem(.peerUntrusted)))
        let other = Examination(Diagnosis.relays([stranger]))
        #expect(other.state == .failure && !other.isOnlyUnreachable)
        #expect(Examination(Diagnosis.relays([up, down])).state == .warning)
    }
}

private func label(_ diagnosis: Diagnosis) -> String {
    Mirror(reflecting: diagnosis).children.first?.label ?? "\(diagnosis)"
}
