import Foundation
import Programs

/// Finds QR codes in pictures, by zbar's program.
///
/// Pictures come from strangers and the libraries that read them have a long history of errors, so
/// they are read by another process: with little memory and time, without our environment, and with
/// the picture on its standard input alone.
package struct BarcodeReader {
    private let program: ConfinedProgram

    /// - Throws: ``PaperError/programMissing(name:package:)``.
    package init() throws(PaperError) {
        program = try PaperError.wrapping { () throws(ConfinementError) in
            try ConfinedProgram("zbarimg", package: "zbar-tools")
        }
    }

    /// The texts of all codes, in no order.
    ///
    /// - Parameter picture: PNG or JPEG.
    /// - Throws: ``PaperError/pictureUnsupported(path:)``, ``PaperError/pictureUnreadable(path:)``.
    package func texts(in picture: [UInt8], path: String) throws(PaperError) -> [String] {
        guard let format = PictureFormat(of: picture) else {
            throw .pictureUnsupported(path: path)
        }
        let arguments = [
            "--quiet", "--nodbus", "--raw", "-Sdisable", "-Sqrcode.enable", "\(format.rawValue):-",
        ]
        let run = try PaperError.wrapping { () throws(ConfinementError) in
            try program.run(arguments, input: picture)
        }
        switch run.status {
        case 0: return run.output.split(separator: UInt8(ascii: "\n")).map(Self.text)
        case Self.nothingFound: return []
        default: throw .pictureUnreadable(path: path)
        }
    }

    private static func text(_ line: ArraySlice<UInt8>) -> String {
        String(decoding: line, as: UTF8.self)
    }

    /// zbarimg's word for a picture without codes.
    private static let nothingFound: Int32 = 4
    package static let pictureMaxBytes = 64 * 1024 * 1024
}

/// What pictures are read, told by their first bytes and never by their names.
private enum PictureFormat: String, CaseIterable {
    case png, jpeg

    init?(of bytes: [UInt8]) {
        guard let format = Self.allCases.first(where: { bytes.starts(with: $0.firstBytes) }) else {
            return nil
        }
        self = format
    }

    private var firstBytes: [UInt8] {
        switch self {
        case .png: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]
        case .jpeg: [0xff, 0xd8, 0xff]
        }
    }
}
