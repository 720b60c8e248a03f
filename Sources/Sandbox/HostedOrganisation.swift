/// An organisation that owns conferences.
struct HostedOrganisation: Sendable, Hashable {
    let number: Int
    let name: String

    /// What fits where there is little room.
    let shortName: String

    let units: [OrganisationReference]

    /// The organisation as conferences name it.
    var reference: OrganisationReference { OrganisationReference(number: number, name: name) }

    /// Whether a path's or a body's word means this one: its number, its name or its short name.
    func isMeant(by word: String) -> Bool { word == String(number) || word == name || word == shortName }
}

extension HostedOrganisation {
    /// The organisations of every sandbox; all of them are invented.
    static let all: [HostedOrganisation] = [
        make(1, "Hospital São Lucas do Vale", "São Lucas", ["Cardiologia", "UTI Neonatal", "Telemedicina"]),
        make(2, "Clínica Escola Boa Esperança", "Boa Esperança", ["Fisioterapia", "Saúde Mental", "Nutrição"]),
        make(3, "Rede Telessaúde Serra Azul", "Serra Azul", ["Atenção Básica", "Teledermatologia", "Regulação"]),
        make(4, "शांति सेवा अस्पताल", "शांति सेवा", ["हृदय रोग विभाग", "बाल चिकित्सा", "आपातकालीन विभाग"]),
        make(5, "青葉みなと病院", "青葉みなと", ["循環器内科", "小児科", "救急外来"]),
        make(6, "مستشفى واحة الشفاء", "واحة الشفاء", ["قسم القلب", "طب الأطفال", "الطوارئ"]),
        make(7, "Instituto Ondas do Saber 🌊", "Ondas do Saber", ["Ensino", "Pesquisa", "Comitê de Ética"]),
        make(8, "Riverbend Community Hospital", "Riverbend", ["Oncology", "Emergency", "Rehabilitation"]),
    ]

    private static func make(_ number: Int, _ name: String, _ short: String, _ units: [String]) -> HostedOrganisation {
        HostedOrganisation(
            number: number,
            name: name,
            shortName: short,
            units: zip(1..., units).map { OrganisationReference(number: number * 10 + $0, name: $1) }
        )
    }
}
