//! Directories: which objects and attributes the source and the target have.
//!
//! Knows nothing of mappings.

use super::model::Located;
use crate::text::Span;
use crate::value::TargetType;

/// A system with its objects.
#[derive(Clone, Debug)]
pub struct Directory {
    /// The document of the file that it is in, counted from 0.
    pub document: usize,
    /// Its name.
    pub name: Located<String>,
    /// Its objects. An object without a known definition is not listed.
    pub objects: Vec<ObjectDefinition>,
}

/// A kind of object, such as `User`.
#[derive(Clone, Debug)]
pub struct ObjectDefinition {
    /// Its name.
    pub name: Located<String>,
    /// Its attributes.
    pub attributes: Vec<AttributeDefinition>,
}

/// An attribute of an object.
#[derive(Clone, Debug)]
pub struct AttributeDefinition {
    /// Its name; case-sensitive.
    pub name: Located<String>,
    /// Its type. An unknown type counts as String and is reported.
    pub kind: TargetType,
    /// The type as written in the file; empty if it is not stated.
    pub type_text: String,
    /// Whether an object must have it.
    pub required: bool,
    /// Whether it is multi-valued.
    pub multivalued: bool,
    /// Who may write it, and when.
    pub mutability: Mutability,
    /// Whether a change of letter case is a change.
    pub case_exact: bool,
    /// Whether it identifies the object.
    pub anchor: bool,
    /// The value of a required attribute when there is no other value.
    pub default: Option<Located<String>>,
    /// Whether an empty source clears it.
    pub flow_null_values: bool,
    /// The objects that a reference may point to.
    pub referenced_objects: Vec<String>,
    /// The most characters that a value may have.
    pub maximum_length: Option<usize>,
    /// Whether the system can be searched by it; `None` if the file does not say.
    pub filterable: Option<bool>,
}

/// Who may write an attribute, and when.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Mutability {
    /// It is read and written.
    #[default]
    ReadWrite,
    /// It is never written.
    ReadOnly,
    /// It is written once.
    Immutable,
    /// It is never read.
    WriteOnly,
}

impl Mutability {
    /// Every value with its names: first synchronizationSchema's, then the TOML file's.
    pub const ALL: [(Mutability, &'static [&'static str]); 4] = [
        (Mutability::ReadWrite, &["ReadWrite", "read-write"]),
        (Mutability::ReadOnly, &["ReadOnly", "read-only"]),
        (Mutability::Immutable, &["Immutable", "immutable"]),
        (Mutability::WriteOnly, &["WriteOnly", "write-only"]),
    ];
}

impl Directory {
    /// The object with that name.
    pub fn object(&self, name: &str) -> Option<&ObjectDefinition> {
        self.objects.iter().find(|object| object.name.value == name)
    }
}

impl ObjectDefinition {
    /// The attribute with that name; case-sensitive.
    pub fn attribute(&self, name: &str) -> Option<&AttributeDefinition> {
        self.attributes.iter().find(|attribute| attribute.name.value == name)
    }
}

impl AttributeDefinition {
    /// A String attribute that is read and written and has no further properties.
    pub fn new(name: Located<String>) -> Self {
        Self {
            name,
            kind: TargetType::String,
            type_text: String::new(),
            required: false,
            multivalued: false,
            mutability: Mutability::ReadWrite,
            case_exact: false,
            anchor: false,
            default: None,
            flow_null_values: false,
            referenced_objects: Vec::new(),
            maximum_length: None,
            filterable: None,
        }
    }

    /// Where it is in the file.
    pub fn span(&self) -> Span {
        self.name.span()
    }
}

/// Whether a directory is Microsoft Entra ID, by its current or former name.
pub fn is_entra(directory: &str) -> bool {
    matches!(directory, "Azure Active Directory" | "Microsoft Entra ID")
}

/// Whether a source directory is Microsoft Entra ID, or has no name.
pub fn may_be_entra(directory: &str) -> bool {
    is_entra(directory) || matches!(directory, UNNAMED_SOURCE | "")
}

/// Attributes of Microsoft Entra ID that are Booleans, which every mapping may read, whether or not its file lists the source's
/// attributes.
pub const BOOLEANS_OF_ENTRA: [&str; 4] = ["IsSoftDeleted", "accountEnabled", "dirSyncEnabled", "onPremisesSyncEnabled"];

/// The built-in schema of an object that is named as in SCIM: by the URN of a schema, as applications outside the gallery name
/// theirs, or by that of the resource, as those of the gallery do. It counts where the file lists no attributes.
pub fn scim_schema(object: &str) -> Option<&'static str> {
    match object {
        "urn:ietf:params:scim:schemas:core:2.0:User"
        | "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
        | "User" => Some("scim:User"),
        "urn:ietf:params:scim:schemas:core:2.0:Group" | "Group" => Some("scim:Group"),
        _ => None,
    }
}

/// The source directory's name if the file gives none.
pub const UNNAMED_SOURCE: &str = "source";
