/// How many relays have to hold a message before its sender may forget its own copy.
///
/// The policy names no number by level yet; this is where it would be asked. Until then it is two, so
/// that no single machine is the only one to have it, or all there are in a region with fewer.
package enum Custody {
    package static func relaysNeeded(registered: Int) -> Int { min(registered, 2) }
}
