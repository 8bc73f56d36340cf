package import Files
package import Identity

/// Which relays nothing is taken from any more, as files: a restart does not forget it, and an
/// operator who lets one in again need not stop this relay.
///
///     cut-off/relay-2              since when, and by which trees it was found
///     cut-off/relay-2.readmitted   why it is let in again, until the running relay has seen it
///
/// The trees themselves lie in the folder of evidence. Spec: Relay#replication.
package struct CutOffFolder: Sendable {
    private let path: String

    package init(dataPath: String) { path = dataPath + "/cut-off" }

    /// Since when, and between which sizes its log contradicts itself.
    package struct CutOff: Hashable, Sendable {
        package let relay: RelayID
        package let since: Timestamp
        package let heldSize: UInt64
        package let offeredSize: UInt64

        package init(
            _ relay: RelayID, since: Timestamp, heldSize: UInt64, offeredSize: UInt64
        ) {
            self.relay = relay
            self.since = since
            self.heldSize = heldSize
            self.offeredSize = offeredSize
        }

        var text: String {
            """
            budkavle-cut-off v1
            relay \(relay)
            since \(since.rfc3339)
            held \(heldSize)
            offered \(offeredSize)

            """
        }
    }

    /// Also where the file cannot be read: what says that somebody is cut off is not overruled by
    /// being damaged.
    package func isCutOff(_ relay: RelayID) -> Bool { File.isThere(file(relay)) }

    /// `nil` where it is not cut off, or the file does not tell more.
    package func cutOff(_ relay: RelayID) -> CutOff? {
        guard let bytes = try? File.read(file(relay), limitBytes: Self.fileMaxBytes) else {
            return nil
        }
        let values = String(decoding: bytes, as: UTF8.self).split(separator: "\n").dropFirst()
            .compactMap { $0.split(separator: " ").last.map(String.init) }
        guard values.count == 4, let since = try? Timestamp(canonical: values[1]),
            let held = UInt64(values[2]), let offered = UInt64(values[3])
        else { return nil }
        let found = CutOff(relay, since: since, heldSize: held, offeredSize: offered)
        return found.text.utf8.elementsEqual(bytes) ? found : nil
    }

    /// - Throws: `FileError`.
    package func keep(_ cutOff: CutOff) throws(FileError) {
        try Folder.create(path, mode: 0o700)
        try File.writePrivate(Array(cutOff.text.utf8), to: file(cutOff.relay), replacing: true)
    }

    /// Lets a relay in again: its log is believed from where it is when this relay asks next.
    ///
    /// - Throws: `FileError`.
    package func readmit(_ relay: RelayID, reason: String) throws(FileError) {
        // Before the other goes: who dies in between leaves it cut off.
        try File.writePrivate(Array(reason.utf8), to: readmission(relay), replacing: true)
        try File.remove(file(relay))
    }

    /// Why a relay is let in again, while that is to be carried out.
    func readmissionReason(of relay: RelayID) -> String? {
        guard !isCutOff(relay),
            let bytes = try? File.read(readmission(relay), limitBytes: Self.fileMaxBytes)
        else { return nil }
        return String(decoding: bytes, as: UTF8.self)
    }

    func finishReadmission(of relay: RelayID) throws(FileError) {
        try File.remove(readmission(relay))
    }

    private func file(_ relay: RelayID) -> String { "\(path)/\(relay)" }
    /// No name of a relay has a full stop.
    private func readmission(_ relay: RelayID) -> String { "\(path)/\(relay).readmitted" }

    private static let fileMaxBytes = 4_096
}
