//! The mapping: rules, object mappings and attribute mappings, the same for both file formats.
//!
//! Holds strings with their locations and interprets nothing: expressions are not parsed here, filters not compiled.

use super::definition::{Directory, ObjectDefinition, is_entra, may_be_entra};
use super::flow::{FlowBehavior, FlowType, FlowTypes};
use super::scope::Scope;
use super::settings::Settings;
use crate::diagnostic::{Diagnostic, Report};
use crate::mapping::ScimVersion;
use crate::syntax::{Tree, TreeKind};
use crate::text::{Quoted, Source, Span};

/// A value and its location.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Located<T> {
    /// The decoded value, without escapes.
    pub value: T,
    /// The inside of the literal in the file.
    pub location: Quoted,
}

impl<T> Located<T> {
    /// A value written literally at `span`.
    pub fn plain(value: T, span: Span) -> Self {
        Self { value, location: Quoted::plain(span) }
    }

    /// The literal's inside in the file.
    pub fn span(&self) -> Span {
        self.location.span
    }

    /// The location in the file of a span of the value.
    pub fn locate(&self, file: &str, meant: Span) -> Span {
        self.location.locate(file, meant)
    }
}

/// The format that a mapping was read from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MappingFormat {
    /// synchronizationSchema JSON, as Microsoft Graph and the portal export and import it.
    Graph,
    /// attrflow's own TOML.
    Toml,
}

/// The content of a mapping file.
#[derive(Clone, Debug)]
pub struct Mapping {
    /// The file. Every location is in its text.
    pub source: Source,
    /// The file's format.
    pub format: MappingFormat,
    /// The directories with their objects and attributes.
    pub directories: Vec<Directory>,
    /// The synchronization rules, in the file's order.
    pub rules: Vec<Rule>,
    /// Values of `%Name%` settings, by name without the percent signs.
    pub settings: Settings,
}

/// A synchronization rule: from one directory to another.
#[derive(Clone, Debug)]
pub struct Rule {
    /// The document of the file that it is in, counted from 0: a file may hold several schemas.
    pub document: usize,
    /// Its name; empty where the file has none.
    pub name: Located<String>,
    /// Rules run in the order of their priority, the lowest first.
    pub priority: i64,
    /// Whether the service allows changing it.
    pub editable: bool,
    /// The name of the directory that records come from.
    pub source_directory: Located<String>,
    /// The name of the directory that payloads go to.
    pub target_directory: Located<String>,
    /// How its objects map.
    pub object_mappings: Vec<ObjectMapping>,
}

/// How objects of one kind become objects of another.
#[derive(Clone, Debug)]
pub struct ObjectMapping {
    /// Its name; empty where the file has none.
    pub name: Located<String>,
    /// Whether the service runs it.
    pub enabled: bool,
    /// The source object's name, such as `User`.
    pub source_object: Located<String>,
    /// The target object's name.
    pub target_object: Located<String>,
    /// Which changes flow.
    pub flow_types: FlowTypes,
    /// The version of SCIM that its target speaks; nothing where the file leaves that to the target paths.
    pub scim: Option<ScimVersion>,
    /// Which records are in scope; all of them without a scope.
    pub scope: Option<Scope>,
    /// How its attributes map, in the file's order.
    pub attribute_mappings: Vec<AttributeMapping>,
    /// Keys and values that the service keeps here.
    pub metadata: Vec<(String, String)>,
    /// The whole object in the file.
    pub span: Span,
}

/// How one target attribute gets its value.
#[derive(Clone, Debug)]
pub struct AttributeMapping {
    /// The target attribute.
    pub target: Located<String>,
    /// Where the value comes from; without a source the default is all there is.
    pub source: Option<MappingSource>,
    /// What a created object gets when the source has no value. The empty string means none and is not kept.
    pub default: Option<Located<String>>,
    /// When values flow.
    pub flow_type: FlowType,
    /// Whether unchanged values flow.
    pub flow_behavior: FlowBehavior,
    /// Matching attributes have a priority above 0, the lowest is tried first.
    pub matching_priority: i64,
    /// Whether references to objects out of scope are exported.
    pub export_missing_references: bool,
    /// The whole attribute mapping in the file.
    pub span: Span,
    /// Its JSON pointer in its document, such as `/synchronizationRules/0/objectMappings/0/attributeMappings/3`; in a TOML
    /// file `/attribute/3` or `/object/0/attribute/3`.
    pub pointer: String,
}

/// Where a value comes from.
#[derive(Clone, Debug)]
pub struct MappingSource {
    /// What kind of mapping it is.
    pub kind: TreeKind,
    /// The expression. Missing if the file names only an attribute or a constant, which is then in `name`, or gives a
    /// function only by its tree.
    pub expression: Option<Located<String>>,
    /// The attribute's name, the constant's value (without quotes) or the function's name.
    pub name: Option<Located<String>>,
    /// The parameter tree, where the file has one.
    pub tree: Option<Tree>,
    /// The whole source in the file.
    pub span: Span,
}

impl Mapping {
    /// An empty mapping.
    pub fn empty(source: Source, format: MappingFormat) -> Self {
        Self { source, format, directories: Vec::new(), rules: Vec::new(), settings: Settings::default() }
    }

    /// The report of a file: the diagnostics of reading it, and those of making it ready to run. That it has nothing to
    /// run goes without saying if it could not be read.
    pub fn report(&self, read: Vec<Diagnostic>, more: Vec<Diagnostic>) -> Report {
        let is_unread = read.iter().any(Diagnostic::is_error);
        let more = more.into_iter().filter(|found| !is_unread || found.code() != "no-object-mapping");
        Report::new(self.source.clone(), read.into_iter().chain(more).collect())
    }

    /// Every object mapping with its rule, in the file's order.
    pub fn object_mappings(&self) -> impl Iterator<Item = (&Rule, &ObjectMapping)> {
        self.rules.iter().flat_map(|rule| rule.object_mappings.iter().map(move |object| (rule, object)))
    }

    /// Every object mapping with its rule, in the order in which the rules run: the lowest priority first.
    pub fn in_order(&self) -> Vec<(&Rule, &ObjectMapping)> {
        let mut all: Vec<_> = self.object_mappings().collect();
        let location = |rule: &Rule| (rule.document, rule.priority);
        crate::text::order::sort_by(&mut all, |(one, _), (other, _)| location(one).cmp(&location(other)));
        all
    }

    /// The object mapping with that name: its own name, else its target object's, else its source object's. If several
    /// match, the first to run that is enabled.
    pub fn find_object(&self, name: &str) -> Option<(&Rule, &ObjectMapping)> {
        let all = self.in_order();
        let by = |key: fn(&ObjectMapping) -> &str| {
            let mut named = all.iter().copied().filter(|(_, object)| key(object) == name);
            let first = named.clone().next();
            named.find(|(_, object)| object.enabled).or(first)
        };
        by(|object| &object.name.value)
            .or_else(|| by(|object| &object.target_object.value))
            .or_else(|| by(|object| &object.source_object.value))
    }

    /// The directory with that name in a document of the file.
    pub fn directory(&self, document: usize, name: &str) -> Option<&Directory> {
        self.directories.iter().find(|directory| directory.document == document && directory.name.value == name)
    }

    /// The definition of an object mapping's source object, where the file has one.
    pub fn source_definition(&self, rule: &Rule, object: &ObjectMapping) -> Option<&ObjectDefinition> {
        self.directory(rule.document, &rule.source_directory.value)?.object(&object.source_object.value)
    }

    /// Whether the records of an object mapping are Microsoft Entra ID's: its source directory has that name, or has none
    /// and knows which users the service removes, as only that directory does.
    pub fn is_from_entra(&self, rule: &Rule, object: &ObjectMapping) -> bool {
        let directory = rule.source_directory.value.as_str();
        let knows_removed = || {
            let known = self.source_definition(rule, object).map(|known| known.attributes.as_slice());
            known.unwrap_or_default().iter().any(|attribute| attribute.name.value == "IsSoftDeleted")
        };
        is_entra(directory) || may_be_entra(directory) && knows_removed()
    }

    /// The definition of an object mapping's target object, where the file has one.
    pub fn target_definition(&self, rule: &Rule, object: &ObjectMapping) -> Option<&ObjectDefinition> {
        self.directory(rule.document, &rule.target_directory.value)?.object(&object.target_object.value)
    }
}

impl MappingSource {
    /// The kind of mapping of an expression: a bare attribute, a bare constant, or a function. Looks at the brackets
    /// only; an invalid expression counts as a function.
    pub fn kind_of(expression: &str) -> TreeKind {
        let trimmed = expression.trim();
        let inside = |open, close| trimmed.strip_prefix(open).and_then(|rest: &str| rest.strip_suffix(close));
        if inside('[', ']').is_some_and(|name| !name.contains(['[', ']'])) {
            return TreeKind::Attribute;
        }
        let unescaped = |text: &str| !text.replace("\\\\", "").replace("\\\"", "").contains('"');
        match inside('"', '"') {
            Some(text) if unescaped(text) => TreeKind::Constant,
            _ => TreeKind::Function,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_kind_of_an_expression_shows_in_its_brackets() {
        for (expression, kind) in [
            ("[mail]", TreeKind::Attribute),
            (" [mail] ", TreeKind::Attribute),
            ("\"a\"", TreeKind::Constant),
            (r#""say \"a\" \\""#, TreeKind::Constant),
            ("Trim([mail])", TreeKind::Function),
            ("[a]=[b]", TreeKind::Function),
            (r#""a"="b""#, TreeKind::Function),
            ("", TreeKind::Function),
            ("\"", TreeKind::Function),
        ] {
            assert_eq!(MappingSource::kind_of(expression), kind, "{expression}");
        }
    }
}
