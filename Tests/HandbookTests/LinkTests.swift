import Foundation
import Policies
import Testing

@Suite struct LinkTests {
    @Test func `there are pages`() {
        #expect(Handbook.pages.count > 20)
    }

    @Test(arguments: Handbook.pages.keys.sorted())
    func `every link of a page leads to a page and a heading that are there`(
        _ path: String
    ) throws {
        let page = try #require(Handbook.pages[path])
        for link in page.links where !link.hasPrefix("http") {
            #expect(Self.leadsSomewhere(link, from: path), "\(path): \(link)")
        }
    }

    @Test func `every page is linked from the front page`() throws {
        let front = try #require(Handbook.pages["Handbook.md"])
        for path in Handbook.pages.keys.sorted() where path != "Handbook.md" {
            #expect(front.links.contains(path), "\(path)")
        }
    }

    @Test func `every reference to the formats in the sources leads to a page and a heading`() {
        for source in Handbook.sources {
            // Comments are wrapped: a reference may go on behind the next three slashes.
            let text = source.text.replacing(/\s*\n\s*\/\/\/?\s*/, with: " ")
            for match in text.matches(of: /Spec: ([A-Za-z0-9.]+)(#[a-z0-9-]+)?/) {
                let name = match.output.1.drop { $0 == "." }
                if name.hasPrefix("c2sp.org") { continue }
                let page = name.hasSuffix(".") ? String(name.dropLast()) : String(name)
                let link = "Spec/\(page).md" + (match.output.2 ?? "")
                #expect(
                    Self.leadsSomewhere(link, from: "Handbook.md"),
                    "\(source.path): \(match.output.0)")
            }
        }
    }

    @Test(arguments: GateID.allCases)
    func `every gate stands in the policy's table`(_ gate: GateID) throws {
        let page = try #require(Handbook.pages["Spec/Policy.md"])
        #expect(page.text.contains("| `\(gate)` |"))
    }

    @Test(arguments: Handbook.pages.keys.sorted() + ["README.md"])
    func `no page names paths of somebody's machine`(_ path: String) throws {
        let text = path == "README.md" ? Handbook.readme : Handbook.pages[path]?.text
        // Between words; names of keys and base64 have slashes too.
        let places = try #require(text).matches(
            of: /(?:^|[\s`"'(=:])(\/(?:home|root|Users|work|tmp)\/\S*)/)
        #expect(places.map { String($0.output.1) } == [], "\(path)")
    }

    @Test func `the README names make targets that exist`() {
        let makefile = Handbook.text(of: Handbook.root.appending(path: "Makefile"))
        let targets = Set(makefile.matches(of: /(?m)^([a-z-]+):/).map { String($0.output.1) })
        #expect(targets.count > 2)
        let named = Handbook.readme.matches(of: /make ([a-z-]+)/).map { String($0.output.1) }
        #expect(!named.isEmpty)
        for name in named { #expect(targets.contains(name), "make \(name)") }
    }

    @Test func `the README's links lead somewhere`() {
        for link in Page(Handbook.readme).links where !link.hasPrefix("http") {
            let path = link.split(separator: "#").first.map(String.init) ?? link
            let file = Handbook.root.appending(path: path)
            #expect(
                FileManager.default.fileExists(atPath: file.path(percentEncoded: false)), "\(link)")
        }
    }

    /// Whether a link from the page at `path` names a page, and a heading in it where it names one.
    private static func leadsSomewhere(_ link: String, from path: String) -> Bool {
        let parts = link.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
        var target = String(parts[0])
        if target.hasPrefix("doc:") {
            let name = target.dropFirst("doc:".count)
            guard
                let found = Handbook.pages.keys.first(where: {
                    $0 == "\(name).md" || $0.hasSuffix("/\(name).md")
                })
            else { return false }
            target = found
        } else if target.isEmpty {
            target = path
        } else {
            let folder = path.contains("/") ? String(path.prefix { $0 != "/" }) + "/" : ""
            target = folder + target
            // Pages lie one folder deep at most.
            if let up = target.firstRange(of: folder + "../"), !folder.isEmpty {
                target.removeSubrange(up)
            }
        }
        guard let page = Handbook.pages[target] else {
            // Beside the pages lie documents for programs.
            let file = Handbook.folder.appending(path: target)
            return parts.count == 1
                && FileManager.default.fileExists(atPath: file.path(percentEncoded: false))
        }
        return parts.count == 1 || page.anchors.contains(String(parts[1]))
    }
}
