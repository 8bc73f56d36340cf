import Foundation
import ProgramSupport
import Testing

/// Every page of a PDF bears the marks: above and below, but for a name with a colon, which stands
/// once.
func expectMarked(_ pdf: String, _ marks: String...) async throws {
    let text = try await ProgramRun.of(
        URL(filePath: "/usr/bin/pdftotext"), ["-layout", pdf, "-"])
    let pages = text.output.split(separator: "\u{c}").filter {
        $0.contains { !$0.isWhitespace }
    }
    #expect(!pages.isEmpty)
    for page in pages {
        for mark in marks {
            #expect(page.ranges(of: mark).count >= 2 || mark.contains(":"), "\(page)")
            #expect(page.contains(mark), "\(page)")
        }
    }
}
