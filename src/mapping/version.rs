//! The version of SCIM that a mapping's target speaks. Knows nothing of what differs between them.

/// The version of SCIM.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum ScimVersion {
    /// SCIM 1.1: schemas are `urn:scim:schemas:…`.
    V1,
    /// SCIM 2.0, RFC 7643 and RFC 7644: schemas are `urn:ietf:params:scim:schemas:…`.
    #[default]
    V2,
}

impl ScimVersion {
    /// Every version with its number.
    pub const ALL: [(ScimVersion, &'static [&'static str]); 2] =
        [(ScimVersion::V1, &["1.1"]), (ScimVersion::V2, &["2.0"])];

    /// The version of the schemas of target paths: 1.1 when one of them begins with `urn:scim:`.
    pub fn of<'s>(schemas: impl IntoIterator<Item = &'s str>) -> Self {
        let old = |schema: &str| schema.get(..9).is_some_and(|begin| begin.eq_ignore_ascii_case("urn:scim:"));
        if schemas.into_iter().any(old) { ScimVersion::V1 } else { ScimVersion::V2 }
    }
}
