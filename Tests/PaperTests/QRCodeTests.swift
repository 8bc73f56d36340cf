import Foundation
import ProgramSupport
import Programs
import Testing

@testable import Paper

struct QRCodeTests {
    @Test func `a code as long as a sheet's is of version 20`() throws {
        let text = String(repeating: "A7", count: 485)
        #expect(try QRCode(text).size == 4 * 20 + 17)
        #expect(try QRCode(text + "A").size == 4 * 21 + 17)
    }

    @Test func `a code drawn as text is read off the screen by another program`() throws {
        let text = "otpauth://totp/Budkavle:kommun-solna%20person-1?secret=GEZDGNBVGY3TQOJQ"
        let rows = try QRCode(text).blocks.split(separator: "\n").flatMap { line in
            [line.map { "█▀".contains($0) }, line.map { "█▄".contains($0) }]
        }
        // As a picture of one bit a pixel, each module four by four; 1 is dark.
        let pixels = rows.flatMap { row in
            Array(repeating: row.map { $0 ? "0000" : "1111" }.joined(), count: 4)
        }
        let picture = "P1 \(pixels[0].count) \(pixels.count)\n" + pixels.joined(separator: "\n")
        let run = try ConfinedProgram("zbarimg", package: "zbar-tools").run(
            ["--quiet", "--nodbus", "--raw", "pbm:-"], input: Array(picture.utf8))
        #expect(String(decoding: run.output, as: UTF8.self) == text + "\n")
    }

    @Test func `what no code holds is refused`() {
        #expect(throws: PaperError.codeTooLong(bytes: 3_392)) {
            try QRCode(String(repeating: "A", count: 3_392))
        }
    }

    @Test(arguments: [
        ([UInt8]("GIF89a".utf8), PaperError.pictureUnsupported(path: "a")),
        ([UInt8]("push graphic-context".utf8), .pictureUnsupported(path: "a")),
        ([], .pictureUnsupported(path: "a")),
        ([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0], .pictureUnreadable(path: "a")),
        ([0xff, 0xd8, 0xff, 0, 1, 2], .pictureUnreadable(path: "a")),
    ])
    func `what is no picture is told, and read by nobody`(
        _ bytes: [UInt8], _ error: PaperError
    ) throws {
        let reader = try BarcodeReader()
        #expect(throws: error) { try reader.texts(in: bytes, path: "a") }
    }
}
