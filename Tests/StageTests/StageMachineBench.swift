import Foundation
import Meetings

@testable import Stage

/// A machine, its clock, and what it said last, each output in a few words.
struct StageMachineBench {
    var machine: StageMachine
    var second = 0.0

    init(token: String = "token", patience: StagePatience = StagePatience()) {
        machine = StageMachine(Scene.meeting(token: token), patience: patience, now: StageMachineBench.moment(0))
    }

    static func moment(_ second: Double) -> StageMachine.Moment {
        StageMachine.Moment(date: Date(timeIntervalSince1970: 1_000 + second), second: second)
    }

    mutating func take(_ input: StageMachine.Input) -> [String] {
        machine.take(input, at: StageMachineBench.moment(second)).map(StageMachineBench.words)
    }

    mutating func say(_ tab: Int, _ message: PageMessage) -> [String] { take(.said(StageTab(tab), message)) }

    mutating func open(_ tab: Int, page: String, resumes: Bool = false, after: String? = nil) -> [String] {
        let first = take(.opened(StageTab(tab)))
        return first + say(tab, .hello(page: page, resumes: resumes, after: after))
    }

    mutating func close(_ tab: Int) -> [String] { take(.closed(StageTab(tab))) }

    /// A tab with a meeting in it.
    mutating func begin(_ tab: Int = 1, page: String = "a") {
        _ = open(tab, page: page)
        _ = say(tab, .loaded(commands: ["hangup"], events: []))
    }

    mutating func run(_ number: Int, _ name: String = "hangup") -> [String] {
        take(.run(StageCommand(name), number: number))
    }

    mutating func pass(_ seconds: Double) -> [String] {
        second += seconds
        return take(.timePassed)
    }

    /// Time passes while the tab answers every ping.
    mutating func passAwake(_ seconds: Int, _ tab: Int = 1) -> [String] {
        (0..<seconds).flatMap { _ in pass(1) + say(tab, .pong) }.filter { $0 != "\(tab):ping" }
    }

    mutating func event(_ name: String, _ data: JSONValue = [:], of tab: Int = 1) -> [String] {
        say(tab, .event(MeetingEvent(name: name, data: data, moment: StageMachineBench.moment(second).date)))
    }

    static func words(_ output: StageMachine.Output) -> String {
        switch output {
        case .send(.run(let number, let command), let tab): "\(tab.number):run \(number) \(command.name)"
        case .send(.open, let tab): "\(tab.number):open"
        case .send(.over, let tab): "\(tab.number):over"
        case .send(let message, let tab): "\(tab.number):\(message)"
        case .close(let tab): "\(tab.number):close"
        case .keepOnly(let tab): "\(tab.number):keepOnly"
        case .endLine: "endLine"
        case .tell(.page(.cutOff)): "cutOff"
        case .tell(.page(let status)): "\(status)"
        case .tell(.supports): "supports"
        case .tell(.event(let event)): "event \(event.name)"
        case .tell(.snapshot): "snapshot"
        case .tell(.handedOver(let number)): "handedOver \(number)"
        case .tell(.notHandedOver(let number, let reason)): "notHandedOver \(number): \(reason)"
        case .tell(.secondTab): "secondTab"
        case .tell(.lineBroken(let reason)): "lineBroken \(reason)"
        case .tell(.lineMended): "lineMended"
        case .tell(.failed(let fault)): "failed \(fault)"
        case .tell(.ended(let ending)): "ended \(ending)"
        }
    }
}
