/// Damage as storms and enemies do it: bytes changed, lost and doubled, words put in.
package enum Damage {
    package static func apply(
        _ tokens: [String], to bytes: inout [UInt8], using random: inout Seeded
    ) {
        let place = Int.random(in: 0...bytes.count, using: &random)
        switch Int.random(in: 0..<4, using: &random) {
        case 0 where place < bytes.count: bytes[place] = UInt8.random(in: 0...255, using: &random)
        case 1 where place < bytes.count: bytes.remove(at: place)
        case 2:
            let end = min(bytes.count, place + Int.random(in: 0...12, using: &random))
            bytes.insert(contentsOf: bytes[place..<end], at: place)
        default:
            bytes.insert(contentsOf: (tokens.randomElement(using: &random) ?? "").utf8, at: place)
        }
    }
}
