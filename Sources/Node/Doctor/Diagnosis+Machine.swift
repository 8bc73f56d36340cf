/// Where a machine puts memory it has no room for.
package struct SwapArea: Hashable, Sendable {
    package enum Protection: Hashable, Sendable {
        /// On an encrypted device.
        case encrypted
        /// Compressed in memory.
        case memory
        /// As it is, or on a device of which nothing is known.
        case plain
    }

    package let name: String
    package let protection: Protection

    package init(name: String, protection: Protection) {
        self.name = name
        self.protection = protection
    }

    /// The areas of `/proc/swaps`, which has a heading and then a line for each.
    ///
    ///     Filename                Type            Size            Used            Priority
    ///     /dev/dm-1               partition       8388604         0               -2
    ///
    /// - Parameter mapping: the device mapper's id of a block device, `CRYPT-…` where it encrypts.
    package static func areas(
        in text: String, mapping: (String) -> String?
    ) -> [SwapArea] {
        text.split(separator: "\n").dropFirst().compactMap { line in
            guard let name = line.split(whereSeparator: { $0 == " " || $0 == "\t" }).first else {
                return nil
            }
            let device = String(name.split(separator: "/").last ?? name)
            let protection: Protection =
                if device.hasPrefix("zram"), name.hasPrefix("/dev/") {
                    .memory
                } else if mapping(device)?.hasPrefix("CRYPT-") == true { .encrypted } else {
                    .plain
                }
            return SwapArea(name: String(name), protection: protection)
        }
    }
}

extension Diagnosis {
    /// - Parameter areas: `nil` where the machine does not tell.
    package static func swap(_ areas: [SwapArea]?) -> Diagnosis {
        guard let areas else { return .swapUnknown }
        if areas.isEmpty { return .swapAbsent }
        let plain = areas.filter { $0.protection == .plain }
        return plain.isEmpty
            ? .swapEncrypted(areas: areas.map(\.name)) : .swapPlain(areas: plain.map(\.name))
    }

    package static func coreDumps(areDisabled: Bool) -> Diagnosis {
        areDisabled ? .coreDumpsOff : .coreDumpsOn
    }

    /// - Parameters:
    ///   - freeBytes: what this user may still write.
    ///   - flushes: whether a file was written and flushed there.
    package static func disk(
        _ path: String, freeBytes: UInt64, isReadOnly: Bool, flushes: Bool
    ) -> Diagnosis {
        if isReadOnly { return .diskReadOnly(path: path) }
        if freeBytes < fullBytes { return .diskFull(path: path, freeBytes: freeBytes) }
        if !flushes { return .flushFails(path: path) }
        return freeBytes < lowBytes
            ? .diskLow(path: path, freeBytes: freeBytes)
            : .diskSound(path: path, freeBytes: freeBytes)
    }

    /// Less does not hold a page of the largest messages beside the vault's journal.
    private static let fullBytes: UInt64 = 256 << 20
    private static let lowBytes: UInt64 = 2 << 30
}
