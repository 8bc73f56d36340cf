import Documents

extension GeoGeometryReader {
    /// Holds a `bbox` to its form, and what lies in it to the box.
    mutating func checkBox(_ object: inout JSONObjectReader, around positions: [GeoPosition])
        throws(PicturesError)
    {
        guard object.optional("bbox") != nil else { return }
        let path = "\(object.path).bbox"
        let nodes = try object.array("bbox")
        let numbers = nodes.compactMap(\.number)
        guard numbers.count == nodes.count, numbers.count == 4 || numbers.count == 6 else {
            throw .geoInvalid(.boxInvalid, path: path)
        }
        let (low, high) = (numbers.prefix(numbers.count / 2), numbers.suffix(numbers.count / 2))
        let corners = [Array(low), Array(high)]
        for corner in corners {
            try placing(path) { () throws(GeoDefect) in
                _ = try GeoPosition(longitude: corner[0], latitude: corner[1])
            }
        }
        let isUpright = zip(low, high).dropFirst().allSatisfy { $0 <= $1 }
        guard isUpright else { throw .geoInvalid(.boxInvalid, path: path) }
        let box = GeoBox(
            west: corners[0][0], south: corners[0][1], east: corners[1][0], north: corners[1][1])
        if let extent = GeoBox(around: positions), !box.contains(extent) {
            note(.boxContradicted, path)
        }
    }
}
