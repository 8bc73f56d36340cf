package import ArgumentParser

/// A program, run by its command line: its help, its complaints and its exit codes are spoken here.
package struct Program {
    let root: any AsyncParsableCommand.Type

    /// - Parameter root: the command that all others stand under.
    package init(_ root: any AsyncParsableCommand.Type) { self.root = root }

    /// As it is started.
    var name: String { root._commandName }

    /// Does what the command line says; does not return where that did not succeed.
    package func run() async {
        do {
            var command = try await root.asyncParseAsRoot()
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch {
            Farewell(error, of: self).exit()
        }
    }
}
