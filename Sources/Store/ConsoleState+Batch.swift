import Meetings
import Services

extension Command {
    /// The commands that apply to all marked conferences, where there are any.
    package static let forMarks: Set<Command> = [.closeConference, .deleteConference, .guestLink]
}

extension ConsoleState {
    /// Whether what applies to a conference applies to those that are marked: where the list has the keys.
    package var actsOnMarks: Bool { service == .v4h && focus == .conferences && !conferences.marks.isEmpty }

    /// Whether a batch is on its way.
    package var hasBatch: Bool { batch.map { !$0.isOver } ?? false }

    /// Orders something of all marked conferences, or of those only that have not ended.
    func orderMarked(livingOnly: Bool, _ make: (ConferenceIdentifier) -> Order) -> [Effect] {
        let orders = conferences.marked.filter { !livingOnly || !$0.conference.hasEnded }.map { make($0.id) }
        return orders.isEmpty ? [] : [.send(.carryOut(.each(orders), isConfirmed: false))]
    }

    /// Begins to send orders, a few at a time.
    mutating func begin(each orders: [Order]) -> [Effect] {
        guard !hasBatch, let command = orders.first?.command else { return [] }
        let items = orders.map { order in
            Batch.Item(order, name: order.subject.map { naming(of: $0) } ?? order.progress)
        }
        batch = Batch(command: command, items: items)
        overlay = .batch(top: 0)
        return sendNext()
    }

    /// Sends as many as may be under way at once.
    private mutating func sendNext() -> [Effect] {
        guard var sending = batch else { return [] }
        if sending.stop == nil, isReadOnly { sending.stop = "The console is read-only now." }
        var effects: [Effect] = []
        while sending.stop == nil, sending.count(.sent) < Batch.mostAtOnce,
            let next = sending.items.firstIndex(where: { $0.standing == .waiting })
        {
            sending.items[next].standing = .sent
            effects.append(.send(.carryOut(sending.items[next].order, isConfirmed: true)))
        }
        batch = sending
        return effects
    }

    /// Whether an order is one of the batch, and not of a form.
    func isOfBatch(_ order: Order) -> Bool {
        batch?.items.contains { $0.standing == .sent && $0.order == order } ?? false
    }

    /// Takes an answer that belongs to the batch.
    ///
    /// - Returns: What to do; nil where the answer is to something else.
    mutating func takeForBatch(_ answer: Action) -> [Effect]? {
        switch answer {
        case .closed(let id, let result): take(result, of: id, .closeConference)
        case .deleted(let id, let result): take(result, of: id, .deleteConference)
        case .guestLinkMade(let id, let result): take(result, of: id, .guestLink) { $0.link = try? result.get() }
        default: nil
        }
    }

    private mutating func take<Value>(
        _ result: Result<Value, ServiceError>,
        of id: ConferenceIdentifier,
        _ command: Command,
        _ complete: (inout Batch.Item) -> Void = { _ in }
    ) -> [Effect]? {
        guard let sent = batch, sent.command == command,
            let index = sent.items.firstIndex(where: { $0.standing == .sent && $0.order.subject == id })
        else { return nil }
        var item = sent.items[index]
        var effects: [Effect] = []
        switch result {
        case .success:
            item.standing = .done
            complete(&item)
            conferences.unmark(id)
            if command == .deleteConference {
                forget(id)
                effects.append(.unwatch(id))
            }
        case .failure(let error):
            item.standing = error.mayHaveBeenCarriedOut ? .unanswered : .failed(error.title)
            let severity: Message.Severity = error.mayHaveBeenCarriedOut ? .warning : .error
            say(
                Message(
                    severity: severity, text: "\(item.name): \(error.title)", detail: error.detail,
                    advice: error.advice, moment: now))
            if command == .deleteConference { effects += forgetIfGone(id, error) }
            // What stands against one of these stands against all.
            if error.isOutage || error.isOfLogin { batch?.stop = error.title }
        }
        batch?.items[index] = item
        return effects
    }

    /// Goes on with the batch when one of its orders has ended, and tells what came of all of them.
    mutating func advanceBatch(after order: Order) -> [Effect] {
        guard batch?.isTold == false, let index = batch?.items.firstIndex(where: { $0.order == order })
        else { return [] }
        // One that ends without any answer must not keep the others waiting.
        if batch?.items[index].standing == .sent { batch?.items[index].standing = .failed("It was not sent.") }
        let effects = sendNext()
        guard let batch, batch.isOver else { return effects }
        return effects + tell(batch)
    }

    private mutating func tell(_ over: Batch) -> [Effect] {
        batch?.isTold = true
        let isWhole = over.count(.done) == over.items.count
        say(isWhole ? .success : .warning, over.summary + (over.summary.hasSuffix(".") ? "" : "."), advice: over.stop)
        var effects: [Effect] = []
        if over.command == .guestLink {
            effects += CopyText(links: over.links).map { [.copy($0)] } ?? []
        } else {
            effects += loadList(of: .v4h)
            if let subject = details.subject, over.items.contains(where: { $0.order.subject == subject }),
                conferences[subject] != nil
            {
                effects += loadRecord(subject)
            }
        }
        if case .batch = overlay { return effects }
        batch = nil
        return effects
    }

    /// Stops the batch, leaves it to itself, or closes what it came to.
    mutating func leaveBatch(with command: Command) {
        if command == .back, hasBatch, batch?.stop == nil {
            batch?.stop = "You stopped it."
            return
        }
        overlay = nil
        if !hasBatch { batch = nil }
    }
}
