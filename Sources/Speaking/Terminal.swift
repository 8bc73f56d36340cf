import Foundation

/// Standard output and error, and what is known of the terminal behind them.
package enum Terminal {
    /// Writes all of it, unbuffered. Where nobody reads any more there is nobody to tell.
    package static func write(_ text: String, to descriptor: Int32) {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes {
                Foundation.write(descriptor, $0.baseAddress, $0.count)
            }
            if count < 0, errno != EINTR { return }
            rest = rest.dropFirst(max(count, 0))
        }
    }

    package static func isThere(_ descriptor: Int32) -> Bool { isatty(descriptor) == 1 }

    /// Its width: what `COLUMNS` says, else what the terminal says, else `nil` for a pipe, which is
    /// as wide as it needs to be.
    package static func columns(
        of descriptor: Int32, environment: [String: String]? = nil
    ) -> Int? {
        let environment = environment ?? ProcessInfo.processInfo.environment
        if let said = environment["COLUMNS"].flatMap({ Int($0) }), said >= columnsMin {
            return said
        }
        var size = winsize()
        guard isThere(descriptor), ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0 else {
            return nil
        }
        return size.ws_col >= columnsMin ? Int(size.ws_col) : nil
    }

    /// Narrower terminals do not know how wide they are.
    private static let columnsMin = 20
}
