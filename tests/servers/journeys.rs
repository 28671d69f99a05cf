//! The data of the end-to-end tests of each connector: files of records, and the changes in them.

/// An end-to-end test of a connector on a server.
pub struct Journey {
    pub connector: &'static str,
    /// How objects are changed: with PATCH, or with PUT if the target uses the PATCH of SCIM 1.1, which SCIM 2.0
    /// servers do not support.
    pub operation: &'static str,
    /// The kinds of objects, referenced ones first.
    pub parts: &'static [Part],
}

/// The objects of one kind.
pub struct Part {
    /// The object mapping, by its target object.
    pub object: &'static str,
    /// A file under `examples`.
    pub records: &'static str,
    /// What changes in the source, at its first occurrence.
    pub change: (&'static str, &'static str),
    /// What disables a user in the source; `None` if objects cannot be disabled.
    pub disable: Option<(&'static str, &'static str)>,
    /// A file of the same kind without records: all users are removed.
    pub nobody: &'static str,
}

const TITLE: (&str, &str) = ("Chief Executive Officer", "Chair of the \\\"Board\\\" – Vorsitz");

const ENTRA_USERS: Part = Part {
    object: "User",
    records: "users.ndjson",
    change: TITLE,
    disable: Some((r#""IsSoftDeleted":false"#, r#""IsSoftDeleted":true"#)),
    nobody: "",
};

const DIRECTORY_LDIF: Part = Part {
    object: "User",
    records: "active-directory.ldif",
    change: ("Chief Executive Officer", "Chair of the Board"),
    disable: Some(("userAccountControl: 512", "userAccountControl: 514")),
    nobody: "version: 1\n",
};

pub const JOURNEYS: &[Journey] = &[
    Journey { connector: "meta-work-accounts", operation: "patch", parts: &[ENTRA_USERS] },
    Journey { connector: "workplace", operation: "patch", parts: &[ENTRA_USERS] },
    Journey { connector: "workplace-scim1", operation: "replace", parts: &[ENTRA_USERS] },
    Journey {
        connector: "workgrid",
        operation: "patch",
        parts: &[
            ENTRA_USERS,
            Part {
                object: "Group",
                records: "groups.ndjson",
                // One member leaves the group and another one joins it.
                change: ("9015c2a1-7c23-479d-9358-d879104c860c", "8277cd8a-ed6a-4d98-a080-597d0005a273"),
                disable: None,
                nobody: "",
            },
        ],
    },
    Journey {
        connector: "workplace-import-gsuite",
        operation: "patch",
        parts: &[Part {
            object: "User",
            records: "google-users.json",
            change: TITLE,
            disable: Some((r#""suspended": false"#, r#""suspended": true"#)),
            nobody: "[]",
        }],
    },
    Journey {
        connector: "workplace-from-okta",
        operation: "patch",
        parts: &[Part {
            object: "User",
            records: "okta-users.json",
            change: TITLE,
            disable: Some((r#""status": "ACTIVE""#, r#""status": "SUSPENDED""#)),
            nobody: "[]",
        }],
    },
    Journey {
        connector: "workplace-from-onelogin",
        operation: "patch",
        parts: &[Part {
            object: "User",
            records: "onelogin-users.json",
            change: TITLE,
            disable: Some((r#""status": 1"#, r#""status": 2"#)),
            nobody: "[]",
        }],
    },
    Journey {
        connector: "workplace-from-pingfederate",
        operation: "patch",
        parts: &[Part {
            object: "User",
            records: "ping-users.ndjson",
            change: TITLE,
            disable: Some((r#""uid": "awhitfield""#, r#""uid": "awhitfield", "ds-pwp-account-disabled": "true""#)),
            nobody: "",
        }],
    },
    Journey { connector: "workplace-from-active-directory", operation: "patch", parts: &[DIRECTORY_LDIF] },
    Journey {
        connector: "workplace-from-ldap",
        operation: "patch",
        parts: &[Part {
            object: "User",
            records: "ldap.ldif",
            change: ("Chief Executive Officer", "Chair of the Board"),
            disable: Some(("uid: awhitfield\ncn:", "uid: awhitfield\nnsAccountLock: true\ncn:")),
            nobody: "version: 1\n",
        }],
    },
    Journey {
        connector: "workplace-from-active-directory",
        operation: "patch",
        parts: &[Part {
            object: "User",
            records: "active-directory.json",
            change: (r#""department": "Executive""#, r#""department": "Board""#),
            disable: Some((r#""userAccountControl": 512"#, r#""userAccountControl": 514"#)),
            nobody: "[]",
        }],
    },
];
