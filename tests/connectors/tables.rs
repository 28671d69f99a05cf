//! The tables of the tutorials, in their order: which attributes a system accepts, and their types.

use attrflow::tool::TargetType;

/// What a connector is compared with.
pub struct Expected {
    pub connector: &'static str,
    /// The object mapping, by its target object.
    pub object: &'static str,
    /// Lines of `attribute | type`.
    pub table: &'static str,
    /// Attributes whose type differs from the table, with the type that the connector has.
    pub departures: &'static [(&'static str, TargetType)],
}

/// Workplace's table has two mistakes: titles are not Booleans, and a manager is another account.
const WORKPLACE_DEPARTURES: &[(&str, TargetType)] =
    &[("title", TargetType::String), ("urn:scim:schemas:extension:enterprise:1.0.manager", TargetType::Reference)];

/// Connectors whose systems have a table.
pub const TABLES: &[Expected] = &[
    Expected { connector: "meta-work-accounts", object: "User", table: META_WORK_ACCOUNTS, departures: &[] },
    Expected { connector: "workplace", object: "User", table: WORKPLACE, departures: WORKPLACE_DEPARTURES },
    Expected { connector: "workplace-scim1", object: "User", table: WORKPLACE, departures: WORKPLACE_DEPARTURES },
    Expected { connector: "workplace-import-gsuite", object: "User", table: WORKPLACE_IMPORT, departures: &[] },
    Expected { connector: "workgrid", object: "User", table: WORKGRID_USERS, departures: &[] },
    Expected { connector: "workgrid", object: "Group", table: WORKGRID_GROUPS, departures: &[] },
];

const WORKPLACE: &str = r#"
    userName                                                         | String
    displayName                                                      | String
    active                                                           | Boolean
    title                                                            | Boolean
    emails[type eq "work"].value                                     | String
    name.givenName                                                   | String
    name.familyName                                                  | String
    name.formatted                                                   | String
    addresses[type eq "work"].formatted                              | String
    addresses[type eq "work"].streetAddress                          | String
    addresses[type eq "work"].locality                               | String
    addresses[type eq "work"].region                                 | String
    addresses[type eq "work"].country                                | String
    addresses[type eq "work"].postalCode                             | String
    addresses[type eq "other"].formatted                             | String
    phoneNumbers[type eq "work"].value                               | String
    phoneNumbers[type eq "mobile"].value                             | String
    phoneNumbers[type eq "fax"].value                                | String
    externalId                                                       | String
    preferredLanguage                                                | String
    urn:scim:schemas:extension:enterprise:1.0.manager                | String
    urn:scim:schemas:extension:enterprise:1.0.department             | String
    urn:scim:schemas:extension:enterprise:1.0.division               | String
    urn:scim:schemas:extension:enterprise:1.0.organization           | String
    urn:scim:schemas:extension:enterprise:1.0.costCenter             | String
    urn:scim:schemas:extension:enterprise:1.0.employeeNumber         | String
    urn:scim:schemas:extension:facebook:auth_method:1.0:auth_method  | String
    urn:scim:schemas:extension:facebook:frontline:1.0.is_frontline   | Boolean
    urn:scim:schemas:extension:facebook:starttermdates:1.0.startDate | Integer
"#;

const META_WORK_ACCOUNTS: &str = r#"
    userName                                                                  | String
    externalId                                                                | String
    active                                                                    | Boolean
    title                                                                     | String
    emails[type eq "work"].value                                              | String
    preferredLanguage                                                         | String
    name.givenName                                                            | String
    name.familyName                                                           | String
    name.formatted                                                            | String
    addresses[type eq "work"].formatted                                       | String
    addresses[type eq "work"].streetAddress                                   | String
    addresses[type eq "work"].locality                                        | String
    addresses[type eq "work"].region                                          | String
    addresses[type eq "work"].postalCode                                      | String
    addresses[type eq "work"].country                                         | String
    phoneNumbers[type eq "work"].value                                        | String
    urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:employeeNumber | String
    urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department     | String
"#;

/// The eleven fields of Workplace Import, after the sign-in name: email, externalID, firstName, lastName, fullName,
/// manager, jobTitle, department, phoneNumber, location, isActive.
const WORKPLACE_IMPORT: &str = r#"
    userName                                                              | String
    emails[type eq "work"].value                                          | String
    externalId                                                            | String
    name.givenName                                                        | String
    name.familyName                                                       | String
    name.formatted                                                        | String
    urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager    | Reference
    title                                                                 | String
    urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department | String
    phoneNumbers[type eq "work"].value                                    | String
    addresses[type eq "work"].formatted                                   | String
    active                                                                | Boolean
"#;

/// The service's defaults for every SCIM application; Workgrid's own tables are pictures.
const WORKGRID_USERS: &str = r#"
    userName                                                                  | String
    active                                                                    | Boolean
    displayName                                                               | String
    title                                                                     | String
    emails[type eq "work"].value                                              | String
    name.givenName                                                            | String
    name.familyName                                                           | String
    name.formatted                                                            | String
    addresses[type eq "work"].streetAddress                                   | String
    addresses[type eq "work"].postalCode                                      | String
    addresses[type eq "other"].formatted                                      | String
    phoneNumbers[type eq "work"].value                                        | String
    phoneNumbers[type eq "mobile"].value                                      | String
    phoneNumbers[type eq "fax"].value                                         | String
    externalId                                                                | String
    urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:employeeNumber | String
    urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department     | String
    urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager        | Reference
"#;

const WORKGRID_GROUPS: &str = r#"
    displayName | String
    externalId  | String
    members     | Reference
"#;
