import HTTPTypes
package import Meetings

/// What a gateway answers, for programs that read it (OpenAPI Specification 3.1.1).
///
/// It is made from the table of routes, and a test throws requests at a gateway and accepts nothing that is not in it.
package enum OpenAPIDescription {
    /// The document.
    package static var document: JSONValue {
        let paths = Dictionary(grouping: GatewayRoute.allCases, by: \.path).mapValues { routes in
            JSONValue.object(
                Dictionary(uniqueKeysWithValues: routes.map { ($0.method.rawValue.lowercased(), operation($0)) }))
        }
        return [
            "openapi": "3.1.1",
            "info": [
                "title": "ProCONF application server",
                "version": "1",
                "description": """
                The application server of a ProCONF deployment: it authenticates people, decides who may have which \
                role in which room, and asks Admin Control. A known path with another method is unknown (404).
                """,
            ],
            "paths": .object(paths),
            "components": [
                "securitySchemes": ["login": ["type": "http", "scheme": "bearer", "bearerFormat": "JWT"]],
                "schemas": ["Refusal": refusal],
            ],
        ]
    }

    private static func operation(_ route: GatewayRoute) -> JSONValue {
        var operation: [String: JSONValue] = [
            "operationId": .string(route.rawValue),
            "summary": .string(route.summary),
            "responses": .object(responses(of: route)),
            "security": route.needsUser ? [["login": []]] : [],
        ]
        if let body = body(of: route) { operation["requestBody"] = body }
        let parameters = parameters(of: route)
        if !parameters.isEmpty { operation["parameters"] = .array(parameters) }
        return .object(operation)
    }

    private static func body(of route: GatewayRoute) -> JSONValue? {
        if route == .stageMessages { return ["required": true, "content": ["application/json": ["schema": messages]]] }
        guard !route.members.isEmpty else { return nil }
        let properties = route.members.map { ($0, JSONValue.object(["type": "string", "minLength": 1])) }
        let schema: JSONValue = [
            "type": "object",
            "required": .array(route.members.map { .string($0) }),
            "properties": .object(Dictionary(uniqueKeysWithValues: properties)),
        ]
        return ["required": true, "content": ["application/json": ["schema": schema]]]
    }

    private static func parameters(of route: GatewayRoute) -> [JSONValue] {
        let text: JSONValue = ["type": "string", "minLength": 1, "maxLength": 256]
        switch route {
        case .status: return [["name": "roomName", "in": "query", "required": true, "schema": text]]
        case .catchUp, .summary: return [["name": "room", "in": "path", "required": true, "schema": text]]
        case .stageMessages, .stageSecret, .stageEnding: return [stage]
        case .stageArrivals:
            let after: JSONValue = ["type": "integer", "minimum": 0]
            return [stage, ["name": "after", "in": "query", "schema": after]]
        default: return []
        }
    }

    private static let stage: JSONValue = [
        "name": "stage", "in": "path", "required": true, "schema": ["type": "string", "minLength": 1],
    ]

    /// What a console has for its pages; the first has the number `first`, and none is taken twice.
    private static let messages: JSONValue = [
        "type": "object", "required": ["first", "messages"],
        "properties": [
            "first": ["type": "integer", "minimum": 1],
            "messages": [
                "type": "array",
                "items": [
                    "type": "object", "required": ["tab"],
                    "properties": [
                        "tab": ["type": "integer"], "text": ["type": "string"], "close": ["const": true],
                        "keepOnly": ["const": true],
                    ],
                    "anyOf": [["required": ["text"]], ["required": ["close"]], ["required": ["keepOnly"]]],
                ],
            ],
        ],
    ]

    private static func responses(of route: GatewayRoute) -> [String: JSONValue] {
        var responses: [String: JSONValue] = ["200": success(of: route)]
        for status in route.refusals {
            responses[String(status)] = [
                "description": .string(meaning[status] ?? ""),
                "content": ["application/json": ["schema": ["$ref": "#/components/schemas/Refusal"]]],
            ]
        }
        if route == .readiness {
            responses["503"] = [
                "description": "Admin Control does not answer, or the gateway is about to end.",
                "content": ["application/json": ["schema": envelope(route.dataSchema)]],
            ]
        }
        return responses
    }

    private static func success(of route: GatewayRoute) -> JSONValue {
        if route == .metrics {
            return [
                "description": "What was counted, for Prometheus.",
                "content": ["text/plain": ["schema": ["type": "string"]]],
            ]
        }
        return [
            "description": .string(route.dataMeaning),
            "content": ["application/json": ["schema": envelope(route.dataSchema)]],
        ]
    }

    private static func envelope(_ data: JSONValue) -> JSONValue {
        [
            "type": "object", "required": ["error", "data"], "additionalProperties": false,
            "properties": ["error": ["type": "null"], "data": data],
        ]
    }

    private static let meaning = [
        400: "A parameter is missing, null, empty, of another type, too long, or holds what cannot be sent.",
        401: "The token or the login is not good, or the user may not have what was asked for.",
        404: "There is no such path, meeting or stage, or the path has another method.",
        429: "The user has as many stages as one may have.",
        500: "Anything else; the log says what.",
    ]

    /// The four errors of the contract, the room that is missing in a query, and the stage that is one too many.
    private static let refusal: JSONValue = {
        let all: [GatewayRefusal] = [.invalidBody, .roomMissing, .unauthorized, .notFound, .tooManyStages, .failed]
        let errors = all.map { refusal -> JSONValue in
            [
                "type": "object", "required": ["code", "message"], "additionalProperties": false,
                "properties": [
                    "code": ["const": .integer(Int64(refusal.status))], "message": ["const": .string(refusal.message)],
                ],
            ]
        }
        return [
            "type": "object", "required": ["error", "data"], "additionalProperties": false,
            "properties": ["error": ["oneOf": .array(errors)], "data": ["type": "null"]],
        ]
    }()
}

extension GatewayRoute {
    fileprivate var summary: String {
        switch self {
        case .login: "Sign in"
        case .refresh: "Renew a login"
        case .joinMember: "Get a member's token for a meeting that goes on"
        case .token: "Get the token to start or join a meeting with"
        case .features: "What the deployment offers"
        case .status: "What is kept of a meeting that goes on"
        case .catchUp: "What was said so far, for who comes late"
        case .summary: "What a meeting came to"
        case .meetings: "The meetings that have ended"
        case .stageOpening: "Open a stage, whose pages the gateway serves"
        case .stageArrivals: "Wait for what the pages of a stage say"
        case .stageMessages: "Say something to the pages of a stage"
        case .stageSecret: "Make a new address of a stage's page"
        case .stageEnding: "End a stage"
        case .health: "Whether the process lives"
        case .readiness: "Whether requests can be answered"
        case .metrics: "What was counted, for those who may read it"
        }
    }

    /// The refusals that a route can answer.
    fileprivate var refusals: [Int] {
        switch self {
        case .login, .refresh, .token: [400, 401, 500]
        case .joinMember, .status, .catchUp, .summary: [400, 401, 404, 500]
        case .features, .meetings: [400, 401, 500]
        // Where the gateway carries no stages, there is no such path.
        case .stageOpening: [400, 401, 404, 429, 500]
        case .stageArrivals, .stageMessages, .stageSecret, .stageEnding: [400, 401, 404, 500]
        case .health, .readiness: [400]
        case .metrics: [400, 404]
        }
    }

    fileprivate var dataMeaning: String {
        switch self {
        case .login, .refresh: "The tokens of the login; the lifetime is in seconds."
        case .joinMember, .token: "The token, a JWT."
        default: summary + "."
        }
    }

    fileprivate var dataSchema: JSONValue {
        switch self {
        case .login, .refresh:
            return [
                "type": "object", "required": ["accessToken", "refreshToken", "expiresIn", "tokenType"],
                "additionalProperties": false,
                "properties": [
                    "accessToken": ["type": "string"], "refreshToken": ["type": "string"],
                    "expiresIn": ["type": "integer", "minimum": 1], "tokenType": ["const": "Bearer"],
                ],
            ]
        case .joinMember, .token, .catchUp, .summary: return ["type": "string"]
        case .features:
            return [
                "type": "object", "required": ["features"],
                "properties": ["features": ["type": "object", "additionalProperties": ["type": "boolean"]]],
            ]
        case .status:
            let flag: JSONValue = ["type": "boolean"]
            return ["type": "object", "properties": ["transcript_status": flag, "recording_status": flag]]
        case .meetings:
            return [
                "type": "array",
                "items": [
                    "type": "object", "required": ["room_name"], "properties": ["room_name": ["type": "string"]],
                ],
            ]
        case .stageOpening, .stageSecret:
            let members = (self == .stageOpening ? ["stage"] : []) + ["url", "secret"]
            return [
                "type": "object", "required": .array(members.map { .string($0) }), "additionalProperties": false,
                "properties": .object(Dictionary(uniqueKeysWithValues: members.map { ($0, ["type": "string"]) })),
            ]
        case .stageArrivals:
            return [
                "type": "object", "required": ["arrivals", "next"], "additionalProperties": false,
                "properties": [
                    "next": ["type": "integer"],
                    "arrivals": [
                        "type": "array",
                        "items": [
                            "type": "object", "required": ["number", "tab", "kind"], "additionalProperties": false,
                            "properties": [
                                "number": ["type": "integer"], "tab": ["type": "integer"],
                                "kind": ["enum": ["opened", "text", "closed"]], "text": ["type": "string"],
                            ],
                        ],
                    ],
                ],
            ]
        case .stageMessages, .stageEnding: return ["type": "object"]
        case .health, .readiness:
            return ["type": "object", "required": ["status"], "properties": ["status": ["type": "string"]]]
        case .metrics: return ["type": "string"]
        }
    }
}
