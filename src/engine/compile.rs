//! Whole mapping files: all that is wrong with one, and the object mapping of it that is to be run. Knows no records.

use super::ObjectProgram;
use crate::check::{check_object, definitions, language_of, no_object};
use crate::diagnostic::{Diagnostic, registry};
use crate::language::Language;
use crate::mapping::{Mapping, ObjectMapping, Rule};
use crate::parallel::parallel_map;
use crate::scim::Flavor;
use crate::text::Span;

/// How many attribute mappings are worth a thread.
const WORTH_A_THREAD: f64 = 256.0;

/// Everything there is to say about the object mappings of a file. Without a language, each rule's directories say
/// which; without a flavor, each object mapping's source does.
pub fn check_mapping(
    mapping: &Mapping,
    language: Option<&'static Language>,
    flavor: impl Into<Option<Flavor>>,
) -> Vec<Diagnostic> {
    let flavor = flavor.into();
    let objects: Vec<(&Rule, &ObjectMapping)> = mapping.object_mappings().collect();
    let weight = |(_, object): &(&Rule, &ObjectMapping)| object.attribute_mappings.len() as f64 / WORTH_A_THREAD;
    let diagnostics = parallel_map(&objects, weight, |(rule, object)| {
        let flavor = flavor.unwrap_or_else(|| mapping.flavor(rule, object));
        check_object(mapping, rule, object, language.unwrap_or_else(|| language_of(rule)), flavor).1
    });
    definitions(mapping).into_iter().chain(diagnostics.into_iter().flatten()).collect()
}

/// `no-object-mapping` for a file that maps no object and describes none. Where reading it gave errors, they say more.
pub fn check_empty(mapping: &Mapping) -> Option<Diagnostic> {
    let mut objects = mapping.object_mappings();
    let maps = objects.any(|(_, object)| !object.attribute_mappings.is_empty() || object.scope.is_some());
    let mut described = mapping.directories.iter().flat_map(|directory| &directory.objects);
    let describes = described.any(|object| !object.attributes.is_empty());
    (!maps && !describes).then(|| no_object(mapping))
}

/// The object mapping of a name, checked and compiled; without a name the first to run that is enabled and maps
/// something. Without a language or a flavor, what it connects says which.
pub fn compile_object(
    mapping: &Mapping,
    name: Option<&str>,
    language: Option<&'static Language>,
    flavor: impl Into<Option<Flavor>>,
) -> (Option<ObjectProgram>, Vec<Diagnostic>) {
    let (rule, object) = match find_object(mapping, name) {
        Ok(found) => found,
        Err(diagnostic) => return (None, vec![*diagnostic]),
    };
    ObjectProgram::compile((mapping, rule, object), language, flavor)
}

impl ObjectProgram {
    /// Checks and compiles an object mapping of a file. Without a language or a flavor, what it connects says which.
    pub fn compile(
        (mapping, rule, object): (&Mapping, &Rule, &ObjectMapping),
        language: Option<&'static Language>,
        flavor: impl Into<Option<Flavor>>,
    ) -> (Option<Self>, Vec<Diagnostic>) {
        let language = language.unwrap_or_else(|| language_of(rule));
        let flavor = flavor.into().unwrap_or_else(|| mapping.flavor(rule, object));
        let (checked, diagnostics) = check_object(mapping, rule, object, language, flavor);
        (checked.map(|checked| Self::new(mapping, rule, object, checked)), diagnostics)
    }
}

/// The object mapping of a name; without a name the first to run that is enabled and maps something.
///
/// # Errors
/// `no-object-mapping` and `unknown-object-mapping`, with what the file has.
pub fn find_object<'m>(
    mapping: &'m Mapping,
    name: Option<&str>,
) -> Result<(&'m Rule, &'m ObjectMapping), Box<Diagnostic>> {
    let Some(name) = name else {
        let all = mapping.in_order().into_iter();
        let mut runnable = all.filter(|(_, object)| object.enabled && !object.attribute_mappings.is_empty());
        return runnable.next().ok_or_else(|| Box::new(no_object(mapping)));
    };
    mapping.find_object(name).ok_or_else(|| {
        let names = mapping.object_mappings().map(|(_, object)| format!("`{}`", crate::check::object_name(object)));
        let known = names.collect::<Vec<_>>().join(", ");
        Box::new(registry::unknown_object_mapping(Span::at(0), name, if known.is_empty() { "none" } else { &known }))
    })
}
