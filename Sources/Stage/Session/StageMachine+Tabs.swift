import Meetings

/// Whose the stage is.
extension StageMachine {
    /// Takes what a tab says; only the one that has the stage is heard about the meeting.
    mutating func hear(_ message: PageMessage, of tab: StageTab) {
        guard tabs[tab] != nil else { return }
        tabs[tab]?.heard = now.second
        switch message {
        case .hello(let page, let resumes, let after):
            tabs[tab]?.after = after
            greet(tab, page, resumes: resumes)
        case .takeOver: takeOver(by: tab)
        case .pong: break
        default: if tab == holder { hear(message) }
        }
    }

    /// Decides what a page is that has just connected: the stage's own, the first, one that was replaced, or one more.
    private mutating func greet(_ tab: StageTab, _ page: String, resumes: Bool) {
        // A connection is of one page for ever.
        guard tabs[tab]?.page == nil || tabs[tab]?.page == page else { return act(.close(tab)) }
        tabs[tab]?.page = page
        if nextPing == nil { nextPing = now.second + patience.heartbeat }
        if page == self.page { return give(to: tab, page, resumes: resumes) }
        if resumes, self.page != nil { return act(.send(.replaced, tab)) }
        if holder == nil, isFree(for: page, tabs[tab]?.after) { return give(to: tab, page, resumes: resumes) }
        act(.send(.busy, tab))
        if let own = self.page, tabs[tab]?.after == own {
            // Of two one is a copy.
            giveUpSuccessor()
            successor = (tab, now.second + patience.succession)
        } else {
            tellSecondTab(with: page)
        }
    }

    /// Tells of another tab, once a page; and a script that makes pages up is not told of for ever.
    private mutating func tellSecondTab(with page: String) {
        guard otherPages.count < 64, otherPages.insert(page).inserted else { return }
        tell(.secondTab)
    }

    /// Tells of a tab that was taken for the stage's own, loaded anew: it is a copy, since the other is there still.
    mutating func giveUpSuccessor() {
        guard let tab = successor?.tab else { return }
        successor = nil
        if tab != holder, let page = tabs[tab]?.page { tellSecondTab(with: page) }
    }

    /// Whether a page may have the stage whose own page is not connected.
    ///
    /// That one, where it was cut off with a meeting in it, may go on with it: it is not doubled unasked, unless the
    /// page stands in its tab.
    private func isFree(for page: String, _ after: String?) -> Bool {
        if self.page == nil || after == self.page { return true }
        return (returnDeadline != nil || !hasMeeting) && !otherPages.contains(page)
    }

    /// A second tab's button.
    private mutating func takeOver(by tab: StageTab) {
        guard tab != holder, let page = tabs[tab]?.page else { return }
        if let holder {
            act(.send(.replaced, holder))
            act(.close(holder))
            tabs[holder] = nil
            self.holder = nil
        }
        failPending("another tab took the stage over")
        act(.keepOnly(tab))
        hasMeeting = false
        give(to: tab, page, resumes: false)
    }

    private mutating func give(to tab: StageTab, _ page: String, resumes: Bool) {
        if !resumes, let expiry = meeting.token.tokenExpiry, expiry <= now.date { return refuse(tab) }
        // The page has noticed that its line was cut before this side has.
        if let holder, holder != tab {
            act(.close(holder))
            tabs[holder] = nil
            failPending(StageMachine.uncertain)
        }
        self.page = page
        holder = tab
        returnDeadline = nil
        if resumes {
            // It is connected when it has said so.
            act(.send(.resume, tab))
        } else {
            hasMeeting = false
            hasJoined = false
            failPending(StageMachine.uncertain)
            act(.send(.open(meeting, patience), tab))
            stand(.loading)
        }
    }

    private mutating func refuse(_ tab: StageTab) {
        let words = "The token for this meeting has expired. Ask gavel to start or join the meeting again."
        act(.send(.over(words), tab))
        if holder == tab { holder = nil }
        // The next one is as good as the first: it may come with a meeting whose token is good.
        page = nil
        tell(.failed(.tokenExpired))
    }

    /// A connection is gone.
    mutating func lose(_ tab: StageTab) {
        tabs[tab] = nil
        if tabs.isEmpty { nextPing = nil }
        guard tab == holder else { return }
        holder = nil
        failPending(StageMachine.uncertain)
        if isBroken {
            standingBeforeBreak = standing
        } else {
            stand(.cutOff(since: now.date))
        }
        // What was loaded anew may have come before the end of the old page's connection.
        let heir = tabs.filter { $0.value.after == page && page != nil }.min { $0.key.number < $1.key.number }
        if let heir, let heirPage = heir.value.page { give(to: heir.key, heirPage, resumes: false) }
    }

    /// Why a command may or may not have been carried out.
    static let uncertain: SafeText = "the page was cut off before it answered; it may have carried it out"

    /// Tells of every command that waits for an answer.
    mutating func failPending(_ reason: SafeText) {
        for number in pending.keys.sorted() { tell(.notHandedOver(number, reason: reason)) }
        pending = [:]
    }
}
