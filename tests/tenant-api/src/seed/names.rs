//! Names of people, roles, namespaces and groups. No logic beyond combining two of them.

/// First names in many scripts, each with its ASCII form for an email address.
pub(crate) const PEOPLE_FIRST: [(&str, &str); 48] = [
    ("Ada", "ada"),
    ("Benoît", "benoit"),
    ("Chloë", "chloe"),
    ("Dmytro", "dmytro"),
    ("Élodie", "elodie"),
    ("Færgus", "faergus"),
    ("Giulia", "giulia"),
    ("Håkon", "hakon"),
    ("İbrahim", "ibrahim"),
    ("João", "joao"),
    ("Łukasz", "lukasz"),
    ("Mårten", "marten"),
    ("Nuño", "nuno"),
    ("Óscar", "oscar"),
    ("Þóra", "thora"),
    ("Quỳnh", "quynh"),
    ("Šárka", "sarka"),
    ("Žofia", "zofia"),
    ("Mary Jane", "mary.jane"),
    ("Jean-Luc", "jean-luc"),
    ("Олександр", "oleksandr"),
    ("Ксения", "ksenia"),
    ("Ђорђе", "djordje"),
    ("Ελένη", "eleni"),
    ("Νίκος", "nikos"),
    ("محمد", "mohammed"),
    ("لیلا", "leila"),
    ("فاطمة", "fatima"),
    ("דוד", "david"),
    ("נועה", "noa"),
    ("राजेश", "rajesh"),
    ("प्रिया", "priya"),
    ("অনির্বাণ", "anirban"),
    ("தமிழ்", "tamil"),
    ("సీత", "sita"),
    ("สมชาย", "somchai"),
    ("伟", "wei"),
    ("芳", "fang"),
    ("美咲", "misaki"),
    ("ひなた", "hinata"),
    ("ケンジ", "kenji"),
    ("민준", "minjun"),
    ("서연", "seoyeon"),
    ("გიორგი", "giorgi"),
    ("Անի", "ani"),
    ("አበበ", "abebe"),
    ("ສົມພອນ", "somphone"),
    ("𐐀𐐲𐑌", "deseret"),
];

/// Last names, likewise.
pub(crate) const PEOPLE_LAST: [(&str, &str); 48] = [
    ("Lovelace", "lovelace"),
    ("Lefèvre", "lefevre"),
    ("van der Meer", "vandermeer"),
    ("Шевченко", "shevchenko"),
    ("O’Sullivan", "osullivan"),
    ("Müller-Lüdenscheidt", "mueller"),
    ("D'Angelo", "dangelo"),
    ("Bjørnstad", "bjornstad"),
    ("Yılmaz", "yilmaz"),
    ("Gonçalves", "goncalves"),
    ("Wiśniewski", "wisniewski"),
    ("Åkesson", "akesson"),
    ("Ibáñez", "ibanez"),
    ("Ó Briain", "obriain"),
    ("Jónsdóttir", "jonsdottir"),
    ("Nguyễn", "nguyen"),
    ("Dvořáková", "dvorakova"),
    ("Kováč", "kovac"),
    ("Smith", "smith"),
    ("Wolfeschlegelsteinhausenbergerdorff", "wolfe"),
    ("Коваленко", "kovalenko"),
    ("Иванова", "ivanova"),
    ("Петровић", "petrovic"),
    ("Παπαδοπούλου", "papadopoulou"),
    ("Οικονόμου", "oikonomou"),
    ("الخطيب", "alkhatib"),
    ("رضایی", "rezaei"),
    ("بن يوسف", "benyoussef"),
    ("כהן", "cohen"),
    ("לוי", "levi"),
    ("शर्मा", "sharma"),
    ("गुप्ता", "gupta"),
    ("সেনগুপ্ত", "sengupta"),
    ("முருகன்", "murugan"),
    ("రెడ్డి", "reddy"),
    ("ใจดี", "jaidee"),
    ("王", "wang"),
    ("李", "li"),
    ("佐藤", "sato"),
    ("すずき", "suzuki"),
    ("タナカ", "tanaka"),
    ("김", "kim"),
    ("이", "lee"),
    ("ბერიძე", "beridze"),
    ("Հակոբյան", "hakobyan"),
    ("ከበደ", "kebede"),
    ("ພົມມະຈັນ", "phommachanh"),
    ("Zoë-Ångström", "angstrom"),
];

/// Email domains of the company and its subsidiaries.
pub(crate) const DOMAINS: [&str; 4] = [
    "fjordline.example",
    "fjordline-cargo.example",
    "nordhavn.example",
    "fjordline.co.example",
];

const VENDOR_ROLES: [&str; 4] = [
    "ves-io-admin-role",
    "ves-io-monitor-role",
    "ves-io-power-developer-role",
    "ves-io-uam-admin-role",
];
const SERVICES: [&str; 16] = [
    "waap",
    "cdn",
    "dns",
    "bot-defense",
    "mesh",
    "app-stack",
    "observability",
    "synthetic-monitor",
    "data-intelligence",
    "client-side-defense",
    "nginx-one",
    "big-ip",
    "web-app-scanning",
    "account-protection",
    "routed-ddos",
    "delegated-access",
];
const LEVELS: [&str; 3] = ["monitor", "user", "admin"];
const CUSTOM_ROLES: [&str; 8] = [
    "auditor",
    "billing-reader",
    "certificate-keeper",
    "deploy-bot",
    "incident-lead",
    "night-shift",
    "read-all",
    "release-manager",
];

/// How many tenant roles there are.
pub(crate) const ROLE_COUNT: usize =
    VENDOR_ROLES.len() + SERVICES.len() * LEVELS.len() + CUSTOM_ROLES.len();

/// The name of one of the tenant's sixty roles.
pub(crate) fn role(index: usize) -> String {
    if let Some(role) = VENDOR_ROLES.get(index) {
        return (*role).into();
    }
    let index = index - VENDOR_ROLES.len();
    match SERVICES.get(index / LEVELS.len()) {
        Some(service) => format!("f5xc-{service}-{}", LEVELS[index % LEVELS.len()]),
        None => CUSTOM_ROLES[(index - SERVICES.len() * LEVELS.len()) % CUSTOM_ROLES.len()].into(),
    }
}

const PRODUCTS: [&str; 50] = [
    "accounts",
    "analytics",
    "archive",
    "assets",
    "auth",
    "booking",
    "cabins",
    "campaigns",
    "cargo",
    "catalog",
    "checkin",
    "checkout",
    "claims",
    "contracts",
    "crew",
    "customs",
    "docs",
    "events",
    "fares",
    "ferry",
    "fleet",
    "forecast",
    "freight",
    "gateway",
    "harbour",
    "hr",
    "ingest",
    "insights",
    "inventory",
    "invoices",
    "kiosk",
    "ledger",
    "loyalty",
    "mail",
    "maps",
    "meals",
    "media",
    "mobile",
    "orders",
    "partners",
    "payments",
    "pricing",
    "profile",
    "reports",
    "routes",
    "search",
    "shop",
    "tickets",
    "tracking",
    "weather",
];
const STAGES: [&str; 4] = ["prod", "staging", "test", "dev"];

/// The number of application namespaces for this number of users: 12 for a small tenant, 200 for a large one.
pub(crate) fn namespace_count(users: u32) -> usize {
    (users as usize / 50).clamp(12, PRODUCTS.len() * STAGES.len())
}

/// The name of an application namespace.
pub(crate) fn namespace(index: usize) -> String {
    format!(
        "{}-{}",
        PRODUCTS[index % PRODUCTS.len()],
        STAGES[index / PRODUCTS.len() % STAGES.len()]
    )
}

/// User groups.
pub(crate) const GROUPS: [&str; 16] = [
    "platform",
    "sre",
    "network",
    "security",
    "finance",
    "support-tier-1",
    "support-tier-2",
    "frontend",
    "backend",
    "data",
    "contractors",
    "auditors",
    "crew-apps",
    "Ledelse og økonomi",
    "開発チーム",
    "on-call",
];

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn role_and_namespace_names_are_unique() {
        assert_eq!(ROLE_COUNT, 60);
        assert_eq!((0..ROLE_COUNT).map(role).collect::<BTreeSet<_>>().len(), 60);
        let large = namespace_count(1_000_000);
        assert_eq!(
            (0..large).map(namespace).collect::<BTreeSet<_>>().len(),
            200
        );
        assert_eq!(namespace_count(200), 12);
    }
}
