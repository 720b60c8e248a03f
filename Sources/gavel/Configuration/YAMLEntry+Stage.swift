import Console
import Stage
import Store

extension YAMLEntry {
    /// How meetings are opened in a page.
    ///
    /// - Returns: Nil where it is no section; what is wrong in it is reported.
    func stagePreferences() -> StagePreferences? {
        guard let section = section(.stage) else { return nil }
        let usual = StagePreferences()
        let port = section["port"]?
            .integer(where: { (0...65_535).contains($0) }, example: "a port, or 0 for a free one")
        return StagePreferences(
            opening: section["open"]?.choice(of: Opening.Way.self) ?? usual.opening,
            way: section["via"]?.choice(of: StageWay.self) ?? usual.way,
            port: port.map { UInt16($0) } ?? usual.port,
            size: StageSize(
                width: section["width"]?.length() ?? usual.size.width,
                height: section["height"]?.length() ?? usual.size.height),
            endedCommand: section["ended-command"]?.program(example: "[logger, -t, meetings]") ?? [])
    }

    private func length() -> StageLength? {
        let example = "per cent such as 75%, or pixels such as 1280"
        guard let text = text(example: example) else { return nil }
        if let length = StageLength(text) { return length }
        report("“\(text)” is no length", remedy: "write \(example)")
        return nil
    }
}
