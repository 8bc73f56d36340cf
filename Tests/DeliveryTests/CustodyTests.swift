import Delivery
import Testing

struct CustodyTests {
    @Test(arguments: [(0, 0), (1, 1), (2, 2), (3, 2), (40, 2)])
    func `two relays have to hold a message, or all there are`(_ registered: Int, _ needed: Int) {
        #expect(Custody.relaysNeeded(registered: registered) == needed)
    }
}
