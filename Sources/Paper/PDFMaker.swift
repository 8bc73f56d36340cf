import Programs

/// Makes a PDF of a page in HTML, by WeasyPrint.
package struct PDFMaker {
    private let program: ConfinedProgram

    /// - Throws: ``PaperError/programMissing(name:package:)``.
    package init() throws(PaperError) {
        program = try PaperError.wrapping { () throws(ConfinementError) in
            try ConfinedProgram("weasyprint", package: "weasyprint")
        }
    }

    /// - Parameter page: self-contained; what it refers to elsewhere is left out.
    /// - Throws: ``PaperError/programFailed(name:status:)``.
    package func pdf(of page: String) throws(PaperError) -> [UInt8] {
        let run = try PaperError.wrapping { () throws(ConfinementError) in
            try program.run(["--quiet", "-", "-"], input: Array(page.utf8))
        }
        guard run.status == 0, run.output.starts(with: Array("%PDF-".utf8)) else {
            throw .programFailed(name: program.name, status: run.status)
        }
        return run.output
    }
}
