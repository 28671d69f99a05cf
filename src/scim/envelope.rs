//! The parts of a payload around its attributes: the schemas of its kind of object, and the wire format, with the one
//! that applies where none is named.
//!
//! Knows nothing of target paths.

use crate::mapping::{Mapping, ObjectMapping, Rule, ScimVersion};

/// The wire format of payloads and requests, where implementations differ. The forms of the service are those of
/// <https://learn.microsoft.com/entra/identity/app-provisioning/use-scim-to-provision-users-and-groups> and of
/// <https://learn.microsoft.com/entra/identity/app-provisioning/application-provisioning-config-problem-scim-compatibility>.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Flavor {
    /// Like Microsoft Entra: with `"meta":{"resourceType":"User"}`, `manager` as a bare id, and changes in the
    /// service's default form: `Add`, `Replace`, `Remove`, Booleans as strings.
    Entra,
    /// Like Microsoft Entra with `aadOptscim062020` in the tenant URL: changes are closer to RFC 7644.
    Entra2020,
    /// Exactly RFC 7644: no `meta`, which the server sets, and `manager` as an object that has the id.
    Rfc7644,
}

impl Flavor {
    /// Every flavor with its name.
    pub const ALL: [(Flavor, &'static str); 3] =
        [(Flavor::Rfc7644, "rfc7644"), (Flavor::Entra, "entra"), (Flavor::Entra2020, "entra-2020")];

    /// The flavor with that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|(_, known)| *known == name).map(|(flavor, _)| flavor)
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        Self::ALL.into_iter().find(|(known, _)| *known == self).map(|(_, name)| name).unwrap_or_default()
    }

    /// Whether it is Microsoft's.
    pub fn is_entra(self) -> bool {
        self != Flavor::Rfc7644
    }
}

impl Mapping {
    /// The flavor of an object mapping where none is named: [`Flavor::Entra`], as the service sends it, if its records
    /// are those of Microsoft Entra ID, otherwise [`Flavor::Rfc7644`].
    pub fn flavor(&self, rule: &Rule, object: &ObjectMapping) -> Flavor {
        if self.is_from_entra(rule, object) { Flavor::Entra } else { Flavor::Rfc7644 }
    }
}

/// The parts of a payload around its attributes.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Envelope {
    /// The URN of the core schema, first in `schemas`.
    pub core: String,
    /// The kind of object, `User` or `Group`.
    pub resource: String,
    /// The version of SCIM.
    pub version: ScimVersion,
    /// Its wire format.
    pub flavor: Flavor,
    /// Whether the mapping names the object by its core schema, as that of an application without extensions does.
    pub is_core_object: bool,
}

impl Envelope {
    /// The envelope of a kind of object such as `User` or `Group`, with the core schema it has in that version.
    pub fn new(resource: &str, version: ScimVersion, flavor: Flavor) -> Self {
        let core = match version {
            ScimVersion::V1 => "urn:scim:schemas:core:1.0".to_owned(),
            ScimVersion::V2 => format!("urn:ietf:params:scim:schemas:core:2.0:{resource}"),
        };
        Self { core, resource: resource.to_owned(), version, flavor, is_core_object: false }
    }

    /// The envelope of an object that a mapping calls by this name.
    pub fn of_object(self, name: &str) -> Self {
        Self { is_core_object: self.is_core(name), ..self }
    }

    /// Whether a schema is the core schema of these objects. URNs are not case-sensitive.
    pub fn is_core(&self, schema: &str) -> bool {
        schema.eq_ignore_ascii_case(&self.core)
    }

    /// Whether `meta` contains the kind of object; SCIM 1.1 has no `resourceType`.
    pub fn has_meta(&self) -> bool {
        self.flavor.is_entra() && self.version == ScimVersion::V2
    }

    /// The schema that the service lists in addition to the core, whether the object has something of it or not. It
    /// lists no other, also where the object has attributes of another extension.
    pub(super) fn always_listed(&self) -> Option<&'static str> {
        match (self.has_meta(), self.resource.eq_ignore_ascii_case("group")) {
            (false, _) => None,
            (true, false) => Some("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"),
            (true, true) => Some("http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group"),
        }
    }
}

/// Whether a schema is a core schema, for any kind of object and version.
pub(super) fn is_any_core(schema: &str) -> bool {
    ["urn:ietf:params:scim:schemas:core:", "urn:scim:schemas:core:"]
        .iter()
        .any(|core| schema.get(..core.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(core)))
}

/// Whether a schema is the enterprise extension, whose `manager` refers to another object.
pub(super) fn is_enterprise(schema: &str) -> bool {
    ["urn:ietf:params:scim:schemas:extension:enterprise:2.0:User", "urn:scim:schemas:extension:enterprise:1.0"]
        .iter()
        .any(|known| schema.eq_ignore_ascii_case(known))
}

/// Whether a core attribute is multi-valued by RFC 7643, section 4, whatever a mapping declares.
pub(super) fn is_known_as_multivalued(attribute: &str) -> bool {
    const KNOWN: [&str; 10] = [
        "emails",
        "phoneNumbers",
        "ims",
        "photos",
        "addresses",
        "groups",
        "entitlements",
        "roles",
        "x509Certificates",
        "members",
    ];
    KNOWN.iter().any(|known| attribute.eq_ignore_ascii_case(known))
}
