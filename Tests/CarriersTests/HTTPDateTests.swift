import Carriers
import Identity
import Testing

struct HTTPDateTests {
    @Test func `the date of an answer is read`() throws {
        let date = Timestamp(httpDate: "Sun, 06 Nov 1994 08:49:37 GMT")
        #expect(date?.rfc3339 == "1994-11-06T08:49:37Z")
        #expect(
            Timestamp(httpDate: "Thu, 29 Feb 2024 23:59:59 GMT")?.rfc3339 == "2024-02-29T23:59:59Z")
    }

    @Test(arguments: [
        "", "Sun, 06 Nov 1994 08:49:37", "Sun, 6 Nov 1994 08:49:37 GMT",
        "Sun, 06 nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT",
        "Sun Nov  6 08:49:37 1994", "Thu, 30 Feb 2024 00:00:00 GMT",
        "Sun, 06 Nov 1994 24:00:00 GMT", "Sun, 06 Nov 1994 08:49:37 CET",
        "Sun, 06 Nov 1994 08:49:37 GMT ",
    ])
    func `no other form is`(_ text: String) {
        #expect(Timestamp(httpDate: text) == nil)
    }
}
