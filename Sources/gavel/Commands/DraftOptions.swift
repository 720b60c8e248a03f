import ArgumentParser
import Meetings

/// What a conference shall be like.
struct DraftOptions: ParsableArguments {
    @Option(help: ArgumentHelp("What people call it.", valueName: "name"))
    var name: String?

    @Option(
        help: ArgumentHelp(
            "Who may join: PUBLIC, ORG, ORGUNIT with --unit, RESTRICT, or SESSIONPWD with a password.",
            valueName: "policy"),
        completion: .list(DraftOptions.joinPolicies))
    var joinPolicy: String?

    @Option(help: ArgumentHelp("Who may see it in a list.", valueName: "policy"))
    var listPolicy: ListPolicy?

    @Option(help: ArgumentHelp("A unit that may join; may be given more than once.", valueName: "id"))
    var unit: [String] = []

    @Option(help: ArgumentHelp("The organisation it belongs to.", valueName: "id"))
    var organisation: String?

    @Option(help: ArgumentHelp("The organisation's unit.", valueName: "id"))
    var organisationUnit: String?

    @Option(help: ArgumentHelp("The service's profile of conferences.", valueName: "id"))
    var conferenceProfile: String?

    @Option(help: ArgumentHelp("Its appearance.", valueName: "id"))
    var skin: String?

    @OptionGroup var password: PasswordOptions

    private static let joinPolicies = ["PUBLIC", "ORG", "ORGUNIT", "RESTRICT", "SESSIONPWD"]

    func validate() throws {
        if let joinPolicy, !DraftOptions.joinPolicies.contains(joinPolicy) {
            let remedy = DraftOptions.joinPolicies.nearest(to: joinPolicy).map { "Write \($0)." }
            throw ValidationError(
                "“\(SafeText(joinPolicy))” is no join policy. "
                    + (remedy ?? "There are \(DraftOptions.joinPolicies.joined(separator: ", "))."))
        }
        if (joinPolicy == "ORGUNIT") == unit.isEmpty {
            throw ValidationError("--join-policy ORGUNIT and --unit belong together.")
        }
        if password.passwordFd != nil, joinPolicy != "SESSIONPWD" {
            throw ValidationError("--password-fd belongs to --join-policy SESSIONPWD.")
        }
    }

    /// Whether nothing was said.
    var isEmpty: Bool {
        name == nil && joinPolicy == nil && listPolicy == nil && organisation == nil && organisationUnit == nil
            && conferenceProfile == nil && skin == nil
    }

    /// What was said; a password is asked for where it is needed.
    func draft() async throws -> ConferenceDraft {
        ConferenceDraft(
            name: name, organisation: organisation, organisationUnit: organisationUnit, profile: conferenceProfile,
            skin: skin, joinPolicy: try await policy(), listPolicy: listPolicy)
    }

    private func policy() async throws -> JoinPolicy? {
        switch joinPolicy {
        case "PUBLIC": .everyone
        case "ORG": .organisation
        case "ORGUNIT": .organisationUnits(unit)
        case "RESTRICT": .restricted
        case "SESSIONPWD": .password(try await password.secret(prompt: "Password of the conference: "))
        default: nil
        }
    }
}

extension ListPolicy: ExpressibleByArgument {}
