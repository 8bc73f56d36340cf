import Files
import Foundation
import Node
import Primitives

/// Asks the machine what `doctor` judges.
enum MachineProbe {
    /// - Parameter directory: the node's; where it is not there, the nearest directory above it is
    ///   looked at.
    static func diagnoses(at directory: NodeDirectory) -> [Diagnosis] {
        [
            .coreDumps(areDisabled: ProcessHardening.areCoreDumpsDisabled), .swap(swapAreas()),
            disk(existing(directory.root.path(percentEncoded: false))),
        ]
    }

    private static func swapAreas() -> [SwapArea]? {
        guard let text = text(of: "/proc/swaps") else { return nil }
        return SwapArea.areas(in: text) { device in
            // Swap is written by its name in /dev/mapper, which is a link, or by dm-N itself.
            let name =
                (try? FileManager.default.destinationOfSymbolicLink(
                    atPath: "/dev/mapper/" + device))?.split(separator: "/").last.map(String.init)
            return Self.text(of: "/sys/block/\(name ?? device)/dm/uuid")
        }
    }

    private static func disk(_ path: String) -> Diagnosis {
        guard let space = try? Disk.space(at: path) else { return .diskUnknown(path: path) }
        let flushes = (try? Disk.tryFlush(in: path)) != nil
        return .disk(
            path, freeBytes: space.freeBytes, isReadOnly: space.isReadOnly, flushes: flushes)
    }

    private static func existing(_ path: String) -> String {
        var path = path
        while !Folder.isThere(path), path != "/", path != "." { path = Folder.parent(of: path) }
        return path
    }

    private static func text(of path: String) -> String? {
        (try? File.read(path, limitBytes: 64 * 1_024)).map { String(decoding: $0, as: UTF8.self) }
    }
}
