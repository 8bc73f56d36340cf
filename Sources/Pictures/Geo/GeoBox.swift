/// The smallest box around positions; where it reaches over the 180th meridian, `west` is the larger
/// number (RFC 7946 5.2).
package struct GeoBox: Hashable, Sendable {
    package let west: Double
    package let south: Double
    package let east: Double
    package let north: Double

    package init(west: Double, south: Double, east: Double, north: Double) {
        self.west = west
        self.south = south
        self.east = east
        self.north = north
    }

    /// `nil` around nothing.
    package init?(around positions: [GeoPosition]) {
        let longitudes = positions.map(\.longitude).sorted()
        let latitudes = positions.map(\.latitude)
        guard let south = latitudes.min(), let north = latitudes.max(),
            let first = longitudes.first, let last = longitudes.last
        else { return nil }
        // The widest stretch without positions is outside.
        let gaps = zip(longitudes, longitudes.dropFirst())
        let widest = gaps.max { $0.1 - $0.0 < $1.1 - $1.0 }
        if let widest, widest.1 - widest.0 > 180 {
            self.init(west: widest.1, south: south, east: widest.0, north: north)
        } else {
            self.init(west: first, south: south, east: last, north: north)
        }
    }

    package func contains(_ other: GeoBox) -> Bool {
        guard south <= other.south, other.north <= north else { return false }
        return contains(other.west) && contains(other.east)
    }

    private func contains(_ longitude: Double) -> Bool {
        west <= east
            ? (west...east).contains(longitude) : longitude >= west || longitude <= east
    }
}
