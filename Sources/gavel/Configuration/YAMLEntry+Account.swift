import Console
import Foundation
import Services

extension YAMLEntry {
    /// Reads the `v4h` of a profile.
    func v4hAccount() -> Account<V4HDeployment>? {
        guard let section = section(.v4h) else { return nil }
        let url = section.required("url", example: "https://v4h.example.org/v1")?.serviceURL()
        let domain = section.required("domain", example: "meet.example.org")?.domain()
        let dialect = section["dialect"]?.choice(of: V4HDialect.self) ?? .classic
        let routes = section["routes"]?.routes() ?? [:]
        let user = section["user"]?.input(.user)
        let passwordCommand = section["password-command"]?.passwordCommand()
        let isRemembered = section["remember-login"]?.flag() ?? false
        let parts = ["organisation", "organisation-unit", "conference-profile", "skin"].map { key in
            section[key]?.input(.organisation)
        }
        guard let url, let domain else { return nil }
        let deployment = V4HDeployment(
            baseURL: url,
            dialect: dialect,
            domain: domain,
            routes: routes,
            organisation: parts[0],
            organisationUnit: parts[1],
            profile: parts[2],
            skin: parts[3]
        )
        return Account(
            deployment: deployment, user: user, passwordCommand: passwordCommand, isRemembered: isRemembered)
    }

    /// Reads the `proconf` of a profile.
    func proConfAccount() -> Account<ProConfDeployment>? {
        guard let section = section(.proconf) else { return nil }
        let applicationServer = section["application-server"]?.serviceURL()
        let adminControl = section["admin-control"]?.serviceURL()
        switch (section["application-server"], section["admin-control"]) {
        case (nil, nil):
            report("names no server", remedy: "write application-server: or admin-control: below it, with its address")
        case (_?, let second?):
            second.report("stands beside application-server", remedy: "keep the one that this console is to talk to")
        default: break
        }
        let written = section["join-template"]
        let template = written == nil ? ProConfDeployment.usualJoinTemplate : written?.joinTemplate() ?? ""
        let needsDomain = template.contains("{domain}")
        let domainEntry = needsDomain ? section.required("domain", example: "call.example.org") : section["domain"]
        let domain = domainEntry?.domain()
        let roles = section["roles"]?.roles() ?? ["owner", "member"]
        let user = section["user"]?.input(.user)
        let passwordCommand = section["password-command"]?.passwordCommand()
        let isRemembered = section["remember-login"]?.flag() ?? false
        let server =
            applicationServer.map(ProConfServer.applicationServer)
            ?? adminControl.map(ProConfServer.adminControl)
        guard let server else { return nil }
        let deployment = ProConfDeployment(server: server, domain: domain ?? "", roles: roles, joinTemplate: template)
        return Account(
            deployment: deployment, user: user, passwordCommand: passwordCommand, isRemembered: isRemembered)
    }

    /// The value as roles that a token can be asked for.
    func roles() -> [String]? {
        let example = "a list such as [owner, member]"
        guard let roles = texts(example: example) else { return nil }
        for role in roles {
            guard let complaint = InputCheck.complaint(about: role, in: .role) else { continue }
            report("has a role that \(complaint)", remedy: "write \(example)")
        }
        return roles
    }

    /// The value as what could be typed into a field of the console.
    private func input(_ field: InputField) -> String? {
        guard let text = text(example: "the \(field.rawValue)") else { return nil }
        guard let complaint = InputCheck.complaint(about: text, in: field) else { return text }
        report(complaint, remedy: "write the \(field.rawValue)")
        return nil
    }

    private func routes() -> [V4HRoute: RouteTemplate]? {
        guard let section = section(keys: V4HRoute.allCases.map(\.rawValue)) else { return nil }
        var routes: [V4HRoute: RouteTemplate] = [:]
        for entry in section.entries {
            let example = "a method and a path such as POST /sessions/{id}/guest"
            guard let route = V4HRoute(rawValue: entry.name), let text = entry.text(example: example) else { continue }
            do {
                routes[route] = try RouteTemplate(text, for: route)
            } catch {
                entry.report("is wrong: \(error.description.dropLast())", remedy: "write \(example)")
            }
        }
        return routes
    }
}
