//! Sample records, and the expected payloads of the unusual ones.

const USER: &str = "urn:ietf:params:scim:schemas:core:2.0:User";
const GROUP: &str = "urn:ietf:params:scim:schemas:core:2.0:Group";
const USER_OF_SCIM1: &str = "urn:scim:schemas:core:1.0";

/// A file of records that a connector is tested with.
pub struct Sample {
    pub connector: &'static str,
    /// The object mapping, by its target object.
    pub object: &'static str,
    /// A file under `examples`.
    pub records: &'static str,
    /// How many of the records are in scope.
    pub count: usize,
    /// The core schema of the payloads.
    pub core: &'static str,
    /// Records with an invalid payload, by their numbers from 1, and what is wrong with it.
    pub exceptions: &'static [(usize, &'static str)],
}

/// The `mail` of the twentieth user is the empty string. `Coalesce` skips absent values but not empty strings, so an
/// empty address is sent: the tutorial's own expression does this.
const EMPTY_MAIL: &[(usize, &str)] = &[(20, "`emails` has a value that is not an address")];

pub const SAMPLES: &[Sample] = &[
    Sample {
        connector: "meta-work-accounts",
        object: "User",
        records: "users.ndjson",
        count: 50,
        core: USER,
        exceptions: EMPTY_MAIL,
    },
    Sample {
        connector: "workplace",
        object: "User",
        records: "users.ndjson",
        count: 50,
        core: USER,
        exceptions: EMPTY_MAIL,
    },
    Sample {
        connector: "workplace",
        object: "User",
        records: "graph-users.json",
        count: 4,
        core: USER,
        exceptions: &[],
    },
    Sample {
        connector: "workplace-scim1",
        object: "User",
        records: "users.ndjson",
        count: 50,
        core: USER_OF_SCIM1,
        exceptions: EMPTY_MAIL,
    },
    Sample {
        connector: "workgrid",
        object: "User",
        records: "users.ndjson",
        count: 50,
        core: USER,
        exceptions: EMPTY_MAIL,
    },
    Sample { connector: "workgrid", object: "Group", records: "groups.ndjson", count: 3, core: GROUP, exceptions: &[] },
    Sample {
        connector: "workplace-import-gsuite",
        object: "User",
        records: "google-users.json",
        count: 4,
        core: USER,
        exceptions: &[],
    },
    Sample {
        connector: "workplace-from-okta",
        object: "User",
        records: "okta-users.json",
        count: 5,
        core: USER,
        exceptions: &[],
    },
    Sample {
        connector: "workplace-from-onelogin",
        object: "User",
        records: "onelogin-users.json",
        count: 4,
        core: USER,
        exceptions: &[],
    },
    Sample {
        connector: "workplace-from-pingfederate",
        object: "User",
        records: "ping-users.ndjson",
        count: 4,
        core: USER,
        exceptions: &[],
    },
    Sample {
        connector: "workplace-from-ldap",
        object: "User",
        records: "ldap.ldif",
        count: 3,
        core: USER,
        exceptions: &[],
    },
    Sample {
        connector: "workplace-from-active-directory",
        object: "User",
        records: "active-directory.ldif",
        count: 4,
        core: USER,
        exceptions: &[],
    },
    Sample {
        connector: "workplace-from-active-directory",
        object: "User",
        records: "active-directory.json",
        count: 3,
        core: USER,
        exceptions: &[],
    },
];

/// The expected value at one location of the payload of a record.
pub struct Case {
    pub connector: &'static str,
    pub records: &'static str,
    /// The number of the record among those in scope, from 1.
    pub record: usize,
    /// A JSON pointer.
    pub pointer: &'static str,
    /// JSON; `None` if there must be no value.
    pub expected: Option<&'static str>,
    pub why: &'static str,
}

const fn case(
    (connector, records): (&'static str, &'static str),
    record: usize,
    pointer: &'static str,
    expected: &'static str,
    why: &'static str,
) -> Case {
    let expected = if expected.is_empty() { None } else { Some(expected) };
    Case { connector, records, record, pointer, expected, why }
}

const GOOGLE: (&str, &str) = ("workplace-import-gsuite", "google-users.json");
const OKTA: (&str, &str) = ("workplace-from-okta", "okta-users.json");
const ONELOGIN: (&str, &str) = ("workplace-from-onelogin", "onelogin-users.json");
const PING: (&str, &str) = ("workplace-from-pingfederate", "ping-users.ndjson");
const LDAP: (&str, &str) = ("workplace-from-ldap", "ldap.ldif");
const GRAPH: (&str, &str) = ("workplace", "graph-users.json");
const LDIF: (&str, &str) = ("workplace-from-active-directory", "active-directory.ldif");
const DIRECTORY_JSON: (&str, &str) = ("workplace-from-active-directory", "active-directory.json");
const GROUPS: (&str, &str) = ("workgrid", "groups.ndjson");
const WORKPLACE: (&str, &str) = ("workplace", "users.ndjson");
const META: (&str, &str) = ("meta-work-accounts", "users.ndjson");

pub const CASES: &[Case] = &[
    case(
        GOOGLE,
        1,
        "/emails/0/value",
        r#""ada.whitfield@fabrikam.example""#,
        "the primary address, not the private one",
    ),
    case(
        GOOGLE,
        1,
        "/addresses/0/formatted",
        r#""1420 Pine Street, Seattle, WA 98101""#,
        "the address has priority over the desk",
    ),
    case(GOOGLE, 1, "/phoneNumbers", r#"[{"type": "work", "value": "+1 206 555 0101"}]"#, "the work number"),
    case(GOOGLE, 2, "/title", r#""Udviklingschef""#, "of the primary organisation, which is the second"),
    case(
        GOOGLE,
        2,
        "/urn:ietf:params:scim:schemas:extension:enterprise:2.0:User/department",
        r#""Forskning & Udvikling""#,
        "of the primary organisation",
    ),
    case(GOOGLE, 2, "/addresses/0/formatted", r#""København-Ø""#, "without an address, the building of the desk"),
    case(GOOGLE, 2, "/name/familyName", r#""Ægidius""#, "letters stay as they are"),
    case(GOOGLE, 3, "/active", "false", "suspended"),
    case(GOOGLE, 3, "/phoneNumbers", "", "a mobile number is not a work number"),
    case(GOOGLE, 4, "/name/formatted", r#""Front Desk""#, "composed, because Google has no full name here"),
    case(GOOGLE, 4, "/title", "", "without organisations there is no title"),
    case(GOOGLE, 4, "/active", "true", "archived is not suspended"),
    case(OKTA, 1, "/name/formatted", r#""Ada M. Whitfield""#, "with the middle name"),
    case(OKTA, 1, "/externalId", r#""00u1ab2cd3EF4gh5i0h1""#, "Okta's id"),
    case(OKTA, 2, "/active", "true", "locked out, but still employed"),
    case(OKTA, 2, "/displayName", r#""Zoë Núñez Duarte""#, "composed, because the profile has none"),
    case(OKTA, 2, "/addresses/0/formatted", r#""Calle Peñón 8, 2º B, A Coruña, 15001, ES""#, "without a state"),
    case(OKTA, 2, "/phoneNumbers", r#"[{"type": "work", "value": "+34 981 555 048"}]"#, "no mobile number"),
    case(OKTA, 3, "/active", "false", "suspended"),
    case(OKTA, 3, "/addresses", "", "no part of an address is known"),
    case(OKTA, 4, "/active", "false", "not activated yet"),
    case(OKTA, 4, "/emails/0/value", r#""kim.frontline@fabrikam.example""#, "the login, because there is no address"),
    case(OKTA, 4, "/name/formatted", r#""Kim""#, "the family name is empty"),
    case(OKTA, 5, "/active", "false", "deprovisioned"),
    case(ONELOGIN, 1, "/externalId", r#""65214421""#, "a number becomes a string"),
    case(ONELOGIN, 1, "/addresses", r#"[{"type": "work", "formatted": "Seattle"}]"#, "from a custom attribute"),
    case(ONELOGIN, 2, "/userName", r#""thanh.nguyen@fabrikam.example""#, "the address, because there is no user name"),
    case(ONELOGIN, 2, "/active", "true", "locked out, but still employed"),
    case(ONELOGIN, 2, "/name/formatted", r#""Thành Nguyễn""#, "letters stay as they are"),
    case(ONELOGIN, 3, "/active", "false", "suspended"),
    case(ONELOGIN, 3, "/emails", "", "an empty address is left out"),
    case(ONELOGIN, 4, "/active", "false", "not activated yet"),
    case(ONELOGIN, 4, "/name", r#"{"givenName": "Kim", "formatted": "Kim"}"#, "there is no family name"),
    case(PING, 1, "/active", "true", "the attribute is missing unless an account was disabled"),
    case(PING, 1, "/phoneNumbers/2", r#"{"type": "fax", "value": "+1 206 555 0199"}"#, "three numbers"),
    case(PING, 2, "/active", "true", "disabled once, and enabled again"),
    case(PING, 2, "/displayName", r#""Łucja Jósefsson""#, "the common name, because there is no other name"),
    case(
        PING,
        2,
        "/addresses",
        r#"[{"type": "work", "formatted": "Kraków, Poland", "locality": "Kraków", "country": "PL"}]"#,
        "town and country only",
    ),
    case(PING, 3, "/active", "false", "disabled, as a lower-case string"),
    case(PING, 4, "/userName", r#""kfrontline""#, "the uid"),
    case(PING, 4, "/emails", "", "a uid is not an address"),
    case(LDAP, 1, "/active", "true", "the attribute is missing unless an account was disabled"),
    case(LDAP, 1, "/addresses/0/formatted", r#""1420 Pine Street, Seattle, WA, 98101""#, "without a country"),
    case(LDAP, 1, "/title", r#""Chief Executive Officer""#, "the first of two titles"),
    case(LDAP, 1, "/emails/0/value", r#""ada.whitfield@fabrikam.example""#, "the first of two addresses"),
    case(LDAP, 1, "/emails/1", "", "and no second one"),
    case(LDAP, 1, "/phoneNumbers/0/value", r#""+1 206 555 0101""#, "the first of two numbers"),
    case(LDAP, 3, "/title", "", "no title, so none is taken"),
    case(LDAP, 2, "/userName", r#""jgroß""#, "attribute names in capitals, the value in base64"),
    case(LDAP, 2, "/title", r#""Laborleiterin für Werkstoffprüfung""#, "in base64 over two lines"),
    case(LDAP, 2, "/addresses/0/formatted", r#""Köln, Germany""#, "the name of the country, not its code"),
    case(LDAP, 3, "/active", "false", "locked"),
    case(LDAP, 3, "/emails", "", "a uid is not an address"),
    case(GRAPH, 1, "/active", "true", "`accountEnabled`, because there is no `IsSoftDeleted`"),
    case(
        GRAPH,
        1,
        "/phoneNumbers",
        r#"[{"type": "work", "value": "+1 206 555 0101"}, {"type": "mobile", "value": "+1 206 555 0151"}, {"type": "fax", "value": "+1 206 555 0199"}]"#,
        "`businessPhones`, `mobilePhone` and `faxNumber`",
    ),
    case(GRAPH, 1, "/addresses/1/formatted", r#""2/114""#, "`officeLocation`"),
    case(
        GRAPH,
        1,
        "/urn:scim:schemas:extension:enterprise:1.0",
        r#"{"department": "Executive", "division": "Europe", "organization": "Fabrikam", "costCenter": "CC-1", "employeeNumber": "0001"}"#,
        "division and cost centre are nested",
    ),
    case(GRAPH, 2, "/active", "false", "`accountEnabled` is false"),
    case(GRAPH, 2, "/phoneNumbers", "", "`businessPhones` is an empty list"),
    case(GRAPH, 3, "/active", "", "the record has neither `IsSoftDeleted` nor `accountEnabled`"),
    case(GRAPH, 4, "/active", "false", "`IsSoftDeleted` has priority over `accountEnabled`"),
    case(
        GRAPH,
        4,
        "/phoneNumbers",
        r#"[{"type": "mobile", "value": "+1 206 555 0154"}]"#,
        "`mobile` has priority over `mobilePhone`",
    ),
    case(LDIF, 1, "/active", "true", "512 is a normal account"),
    case(LDIF, 1, "/externalId", r#""awhitfield""#, "the account name"),
    case(LDIF, 1, "/addresses/1", r#"{"type": "other", "formatted": "Seattle/2-114"}"#, "the office"),
    case(LDIF, 2, "/active", "true", "66048: the password never expires"),
    case(
        LDIF,
        2,
        "/name",
        r#"{"givenName": "Jürgen", "familyName": "Groß", "formatted": "Jürgen Groß"}"#,
        "in base64 in the file",
    ),
    case(
        LDIF,
        2,
        "/title",
        r#""Leiter der Abteilung für Verfahrenstechnik, Werkstoffprüfung und Qualitätssicherung""#,
        "in base64 over two lines",
    ),
    case(
        LDIF,
        2,
        "/urn:ietf:params:scim:schemas:extension:enterprise:2.0:User/department",
        r#""Research, Materials Testing, Process Engineering and Quality Assurance in Central Europe""#,
        "over two lines",
    ),
    case(LDIF, 3, "/active", "false", "514 is a disabled account"),
    case(LDIF, 3, "/emails/0/value", r#""chris.ruiz@fabrikam.example""#, "the sign-in name, because there is no mail"),
    case(LDIF, 3, "/displayName", r#""Chris Ruiz""#, "the common name, because there is no other name"),
    case(LDIF, 4, "/active", "false", "66050: disabled, and the password never expires"),
    case(LDIF, 4, "/userName", r#""kfrontline""#, "the account name, because there is no other name"),
    case(LDIF, 4, "/emails", "", "neither mail nor sign-in name"),
    case(DIRECTORY_JSON, 2, "/active", "true", "544, a number: a password need not be set"),
    case(DIRECTORY_JSON, 2, "/emails/0/value", r#""sebnem.isik@fabrikam.example""#, "mail is null"),
    case(DIRECTORY_JSON, 2, "/displayName", r#""Şebnem Işık""#, "displayName is null"),
    case(DIRECTORY_JSON, 3, "/active", "false", "514, a number"),
    case(GROUPS, 1, "/displayName", r#""Engineering""#, "its name"),
    case(GROUPS, 2, "/externalId", r#""3f2b9a10-7c4d-4e5f-8a6b-9c0d1e2f3a02""#, "its id in Entra"),
    case(GROUPS, 3, "/members", "", "the group is empty"),
    case(
        WORKPLACE,
        6,
        "/emails/0/value",
        r#""lukasz.zolkiewski@contoso.com""#,
        "the sign-in name, because there is no mail",
    ),
    case(WORKPLACE, 25, "/active", "false", "out of scope or disabled"),
    case(WORKPLACE, 1, "/urn:scim:schemas:extension:facebook:auth_method:1.0/auth_method", r#""sso""#, "a constant"),
    case(
        WORKPLACE,
        1,
        "/urn:scim:schemas:extension:facebook:starttermdates:1.0/startDate",
        "1118534400",
        "2005-06-12 in seconds since 1970",
    ),
    case(
        WORKPLACE,
        1,
        "/urn:scim:schemas:extension:facebook:frontline:1.0/is_frontline",
        "false",
        "an employee with a desk",
    ),
    case(WORKPLACE, 27, "/urn:scim:schemas:extension:facebook:starttermdates:1.0", "", "no start date, no extension"),
    case(META, 2, "/name/formatted", r#""Bruno Sætre""#, "letters stay as they are"),
    case(META, 1, "/meta", r#"{"resourceType": "User"}"#, "as the service writes it"),
];
