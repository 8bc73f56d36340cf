import CQR
import Foundation

/// A QR code (ISO/IEC 18004), drawn by libqrencode.
package struct QRCode: Sendable {
    /// Modules a side, without the quiet zone.
    package let size: Int
    private let isDark: [Bool]

    /// - Parameter text: best of digits, capitals and ` $%*+-./:`, which take the least room.
    /// - Throws: ``PaperError/codeTooLong(bytes:)``.
    package init(_ text: String) throws(PaperError) {
        // Safety: the library copies the text and gives memory that is ours to free.
        guard
            let code = unsafe text.withCString({ text in
                unsafe QRcode_encodeString(text, 0, QR_ECLEVEL_M, QR_MODE_8, 1)
            })
        else { throw .codeTooLong(bytes: text.utf8.count) }
        defer { unsafe QRcode_free(code) }
        let size = Int(unsafe code.pointee.width)
        let modules = unsafe UnsafeBufferPointer(start: code.pointee.data, count: size * size)
        self.size = size
        isDark = unsafe modules.map { $0 & 1 == 1 }
    }

    /// Margin that readers need on every side, in modules.
    package static let quietModules = 4

    /// As a picture that prints sharply at any size, one unit a module.
    package var svg: String {
        let side = size + 2 * Self.quietModules
        return """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(side) \(side)" \
            shape-rendering="crispEdges"><rect width="\(side)" height="\(side)" \
            fill="#fff"/><path fill="#000" d="\(path)"/></svg>
            """
    }

    /// As text, two rows of modules a line: light on a terminal is drawn, dark is left out, as is usual
    /// on dark screens; readers take it the other way round too.
    package var blocks: String {
        let range = -Self.quietModules..<size + Self.quietModules
        return stride(from: range.lowerBound, to: range.upperBound, by: 2).map { row in
            range.map { column in
                switch (isLight(row, column), isLight(row + 1, column)) {
                case (true, true): "█"
                case (true, false): "▀"
                case (false, true): "▄"
                case (false, false): " "
                }
            }.joined()
        }.joined(separator: "\n")
    }

    private func isLight(_ row: Int, _ column: Int) -> Bool {
        let range = 0..<size
        guard range.contains(row), range.contains(column) else { return true }
        return !isDark[row * size + column]
    }

    /// Each run of dark modules in a row is one rectangle.
    private var path: String {
        var path = ""
        for row in 0..<size {
            var column = 0
            while column < size {
                let start = column
                while column < size, isDark[row * size + column] { column += 1 }
                if column > start {
                    path +=
                        "M\(start + Self.quietModules) \(row + Self.quietModules)"
                        + "h\(column - start)v1h-\(column - start)z"
                }
                if column < size { column += 1 }
            }
        }
        return path
    }
}
