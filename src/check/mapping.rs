//! Checks the object mappings of a mapping file: every expression against its source object, every target path, and the
//! payload as a whole. Reads no file, and runs nothing.

use super::expression::{Checked, Context};
use super::expression_cache::{AnalyzedExpression, ExpressionCache};
use super::lints::{self, LintHit, ObjectLint, Part};
use super::nullability::Nullability;
use super::source_schema::{KnownAttribute, SourceSchema};
use crate::diagnostic::{Diagnostic, Edit, Fix, Subject, registry};
use crate::language::Language;
use crate::mapping::{
    AttributeDefinition, AttributeMapping, Filter, Located, Mapping, MappingFormat, ObjectDefinition, ObjectMapping,
    Rule, ScimVersion, is_entra, may_be_entra, schema_attributes, scim_schema,
};
use crate::scim::{Envelope, Flavor, Target, TargetPath, Template};
use crate::syntax::{self, Ast, Node, Tree, TreeKind};
use crate::text::{Quoted, Span};
use crate::tree;
use crate::value::TargetType;
use std::cell::Cell;
use std::collections::HashMap;
use std::sync::Arc;

/// An object mapping that can be compiled. Only [`check_object`] creates one.
pub struct CheckedObject {
    /// The expression of each attribute mapping, in the order of the file; `None` if it only has a default.
    pub expressions: Vec<Option<Checked>>,
    /// When each attribute mapping has no value, in the same order; `None` if it only has a default.
    pub flows: Vec<Option<Nullability>>,
    /// The template of payloads; its targets are in the same order.
    pub template: Template,
    /// Which records are in scope.
    pub filter: Filter,
    /// The language of the expressions.
    pub language: &'static Language,
}

/// The language of a rule's expressions, derived from the directories that it connects.
pub fn language_of(rule: &Rule) -> &'static Language {
    let directories = [&rule.source_directory.value, &rule.target_directory.value];
    Language::between(directories.map(|name| name == "Active Directory"), directories.map(|name| is_entra(name)))
}

/// Checks one object mapping. The diagnostics have their locations in the mapping file. The result has a checked object
/// mapping if and only if no diagnostic is an error.
pub fn check_object(
    mapping: &Mapping,
    rule: &Rule,
    object: &ObjectMapping,
    language: &'static Language,
    flavor: Flavor,
) -> (Option<CheckedObject>, Vec<Diagnostic>) {
    let source = mapping.source_definition(rule, object).filter(|known| !known.attributes.is_empty());
    let count = object.attribute_mappings.len();
    let source_schema = source.map(|source| source_schema(source).for_expressions(count));
    let foreign = Some(SourceSchema::default()).filter(|_| !may_be_entra(&rule.source_directory.value));
    let target = mapping.target_definition(rule, object);
    // An object that is named by a SCIM schema has the types of that schema, even if the file does not list them.
    let scim = || Some(by_attribute(schema_attributes(scim_schema(&object.target_object.value)?)?));
    let known = target.map(by_name).or_else(scim).unwrap_or_default();
    let mut checker = Checker {
        mapping,
        object,
        context: Context { language, source_schema: source_schema.as_ref().or(foreign.as_ref()) },
        diagnostics: Vec::new(),
    };
    let texts: Vec<Option<Text>> = object.attribute_mappings.iter().map(Text::of).collect();
    let all = ExpressionCache::new(texts.iter().flatten().map(|text| &*text.value), checker.context);
    let mut read: Vec<Expression> = object
        .attribute_mappings
        .iter()
        .zip(&texts)
        .map(|(attribute, text)| checker.expression(attribute, text.as_ref(), &all))
        .collect();
    let template = checker.template(&known, flavor);
    let (filter, diagnostics) = Filter::compile(object.scope.as_ref(), mapping.format);
    checker.diagnostics.extend(diagnostics);
    let flows: Vec<Option<Nullability>> = read.iter_mut().map(|read| read.flow.take()).collect();
    let parts = object.attribute_mappings.iter().zip(read.iter().zip(&flows)).map(|(attribute, (read, flow))| Part {
        attribute,
        known: known.get(attribute.target.value.as_str()).copied(),
        checked: read.checked.as_ref(),
        flow: flow.as_ref(),
        other_tree: read.other_tree.as_deref(),
    });
    let lint = ObjectLint {
        mapping,
        rule,
        object,
        source: source.map(by_name),
        source_schema: source_schema.as_ref(),
        target,
        parts: parts.collect(),
        searches: Cell::new(SEARCHES),
    };
    let found = lints::object(&lint);
    for LintHit { part, inside, diagnostic } in found {
        checker.lint(
            part.and_then(|part| Some((lint.parts.get(part)?, texts.get(part)?.as_ref()))),
            inside,
            diagnostic,
        );
    }
    let expressions = read.into_iter().map(|read| read.checked).collect();
    let sound = !checker.diagnostics.iter().any(Diagnostic::is_error);
    let checked =
        template.filter(|_| sound).map(|template| CheckedObject { expressions, flows, template, filter, language });
    (checked, checker.diagnostics)
}

/// For how many unknown names the nearest known name is searched.
const SEARCHES: usize = 100;

/// The attributes of an object by name; if two have the same name, the first.
fn by_name(object: &ObjectDefinition) -> HashMap<&str, &AttributeDefinition> {
    by_attribute(&object.attributes)
}

fn by_attribute(attributes: &[AttributeDefinition]) -> HashMap<&str, &AttributeDefinition> {
    attributes.iter().rev().map(|attribute| (attribute.name.value.as_str(), attribute)).collect()
}

/// The text of an attribute mapping's expression, and its location.
struct Text {
    /// Shared with all diagnostics about it.
    value: Arc<str>,
    location: Quoted,
    /// Whether the text is in the file. Otherwise the file only has a name, and the text is derived from it.
    is_written: bool,
}

impl Text {
    fn of(attribute: &AttributeMapping) -> Option<Self> {
        let source = attribute.source.as_ref()?;
        Some(match (&source.expression, &source.name) {
            (Some(expression), _) => {
                Text { value: expression.value.as_str().into(), location: expression.location, is_written: true }
            }
            // If there is only a name, it is the whole attribute or the whole constant.
            (None, Some(name)) => {
                let tree = Tree { name: name.value.clone(), kind: source.kind, ..Tree::default() };
                let value = tree::from_tree(&tree).map(|whole| syntax::print(&whole)).unwrap_or_default();
                Text { value: value.into(), location: name.location, is_written: false }
            }
            (None, None) => return None,
        })
    }
}

/// The result of checking an expression.
#[derive(Default)]
struct Expression {
    checked: Option<Checked>,
    /// When it has no value.
    flow: Option<Nullability>,
    /// The expression of the parameter tree, if it differs from the text.
    other_tree: Option<String>,
}

/// What is known about the attributes of a source object.
fn source_schema(object: &ObjectDefinition) -> SourceSchema {
    let attributes = object.attributes.iter().map(|attribute| {
        let name = attribute.name.value.as_str();
        // The service computes this attribute for every record, even if an export does not list it as required; and what
        // identifies an object, every object has.
        let required = attribute.required || attribute.anchor || name == "IsSoftDeleted";
        (name, KnownAttribute { kind: attribute.kind, multivalued: attribute.multivalued, required })
    });
    SourceSchema::new(&object.name.value, attributes)
}

struct Checker<'m> {
    mapping: &'m Mapping,
    object: &'m ObjectMapping,
    context: Context<'m>,
    diagnostics: Vec<Diagnostic>,
}

impl Checker<'_> {
    fn expression(
        &mut self,
        attribute: &AttributeMapping,
        text: Option<&Text>,
        all: &ExpressionCache<'_>,
    ) -> Expression {
        let Some((text, read)) = text.and_then(|text| Some((text, all.get(&text.value)?))) else {
            return Expression::default();
        };
        let stored = attribute.source.as_ref().and_then(|source| source.tree.as_ref());
        let (own, other_tree) = match beside(&read.analysis.ast, stored) {
            TreeComparison::Same => (None, None),
            TreeComparison::Another(line) => (None, Some(line)),
            TreeComparison::Settings(ast) => (Some(AnalyzedExpression::of_tree(&text.value, ast, self.context)), None),
        };
        let read = own.as_ref().unwrap_or(read);
        for diagnostic in &read.analysis.diagnostics {
            self.inside(diagnostic.clone(), attribute, text);
        }
        Expression { checked: read.analysis.checked.clone(), flow: read.nullability.clone(), other_tree }
    }

    /// Reports a diagnostic whose locations are in an expression.
    fn inside(&mut self, mut diagnostic: Diagnostic, attribute: &AttributeMapping, text: &Text) {
        let mut span = text.location.span;
        if text.is_written {
            span = text.location.locate(self.mapping.source.text(), diagnostic.span);
        } else {
            // Text that is not in the file cannot be fixed or pointed at.
            diagnostic.related.clear();
            diagnostic.fix = None;
        }
        if diagnostic.code() == "unknown-escape" && self.mapping.format == MappingFormat::Graph {
            diagnostic.help = Some(
                "in a JSON file, write a backslash of the expression as `\\\\\\\\`: one level is missing".to_owned(),
            );
        }
        let diagnostic = self.placed(diagnostic, span, Some(attribute), Some((&text.value, text.location)));
        self.diagnostics.push(diagnostic);
    }

    /// Reports the diagnostic of a lint.
    fn lint(&mut self, about: Option<(&Part<'_>, Option<&Text>)>, inside: bool, diagnostic: Diagnostic) {
        match about {
            Some((part, Some(text))) if inside => self.inside(diagnostic, part.attribute, text),
            about => {
                let span = diagnostic.span;
                let diagnostic = self.placed(diagnostic, span, about.map(|(part, _)| part.attribute), None);
                self.diagnostics.push(diagnostic);
            }
        }
    }

    /// The payload's template.
    fn template(&mut self, known: &HashMap<&str, &AttributeDefinition>, flavor: Flavor) -> Option<Template> {
        let mut targets = Vec::new();
        for attribute in &self.object.attribute_mappings {
            match TargetPath::parse(&attribute.target.value) {
                Ok(path) => targets.push(target(path, known.get(attribute.target.value.as_str()).copied())),
                Err(diagnostic) => {
                    let span = attribute.target.locate(self.mapping.source.text(), diagnostic.span);
                    let diagnostic = self.placed(diagnostic, span, Some(attribute), None);
                    self.diagnostics.push(diagnostic);
                }
            }
        }
        if targets.len() < self.object.attribute_mappings.len() {
            return None;
        }
        let by_paths = || ScimVersion::of(targets.iter().filter_map(|target| target.path.schema()));
        let version = self.object.scim.unwrap_or_else(by_paths);
        let name = self.object.target_object.value.as_str();
        // Applications outside the gallery name their objects by schemas: `urn:ietf:params:scim:schemas:core:2.0:Group`.
        let kind = name.rsplit(':').next().unwrap_or(name);
        let resource = if kind.eq_ignore_ascii_case("group") { "Group" } else { "User" };
        match Template::new(targets, &Envelope::new(resource, version, flavor).of_object(name)) {
            Ok(template) => Some(template),
            Err(diagnostics) => {
                for (index, diagnostic) in diagnostics {
                    let Some(attribute) = self.object.attribute_mappings.get(index) else { continue };
                    let diagnostic = self.placed(diagnostic, attribute.target.span(), Some(attribute), None);
                    self.diagnostics.push(diagnostic);
                }
                None
            }
        }
    }

    /// A diagnostic with its location in the file, and the part of the mapping that it is about.
    fn placed(
        &self,
        diagnostic: Diagnostic,
        span: Span,
        attribute: Option<&AttributeMapping>,
        expression: Option<(&Arc<str>, Quoted)>,
    ) -> Diagnostic {
        let subject = Subject {
            pointer: attribute.map(|attribute| attribute.pointer.clone()).unwrap_or_default(),
            object: object_name(self.object),
            target: attribute.map(|attribute| attribute.target.value.clone()).unwrap_or_default(),
            expression: expression.map(|(text, _)| (Arc::clone(text), diagnostic.span)),
        };
        let file = self.mapping.source.text();
        let locate = |inner: Span| expression.map_or(inner, |(_, location)| location.locate(file, inner));
        let related = diagnostic.related.iter().map(|(at, what)| (locate(*at), what.clone())).collect();
        let fix = diagnostic.fix.map(|fix| {
            let edits = fix.edits.into_iter().map(|edit| {
                let text = expression.map_or(edit.text.clone(), |(_, location)| location.written(&edit.text));
                Edit { span: locate(edit.span), text }
            });
            Fix { edits: edits.collect(), ..fix }
        });
        Diagnostic { span, related, fix, subject: Some(Box::new(subject)), ..diagnostic }
    }
}

/// The stored parameter tree, compared with the expression's text.
enum TreeComparison {
    /// It is the same as the text, or there is no tree.
    Same,
    /// It is different; this is its expression.
    Another(String),
    /// It has `%Name%` constants, which are empty slots in the text. Only in this case, the tree is used.
    Settings(Ast),
}

fn beside(ast: &Ast, stored: Option<&Tree>) -> TreeComparison {
    // A tree without a name and parameters contains no expression.
    let is_said = |stored: &&Tree| match stored.kind {
        TreeKind::Function => !stored.parameters.is_empty(),
        _ => !stored.name.is_empty(),
    };
    let stored = stored.filter(|stored| !ast.has_errors() && is_said(stored));
    let Some(stored) = stored.and_then(|stored| tree::from_tree(stored).ok()) else { return TreeComparison::Same };
    let (in_tree, in_text) = (tree::to_tree(&stored), tree::to_tree(&ast.root));
    let mut settings = 0;
    stored.walk(&mut |part| settings += usize::from(matches!(part.node, Node::Setting(_))));
    match in_tree.expression == in_text.expression {
        true if settings > 0 => TreeComparison::Settings(Ast { root: stored, diagnostics: ast.diagnostics.clone() }),
        false if settings == 0 => in_tree.expression.map_or(TreeComparison::Same, TreeComparison::Another),
        _ => TreeComparison::Same,
    }
}

/// A target with the type that is declared in its directory.
fn target(path: TargetPath, known: Option<&AttributeDefinition>) -> Target {
    let kind = known.map_or(TargetType::String, |attribute| attribute.kind);
    Target { path, kind, multivalued: known.is_some_and(|attribute| attribute.multivalued) }
}

/// The name of an object mapping for messages: its own, otherwise the name of its target object.
pub fn object_name(object: &ObjectMapping) -> String {
    let Located { value, .. } = if object.name.value.is_empty() { &object.target_object } else { &object.name };
    value.clone()
}

/// The diagnostic for a file without object mappings.
pub fn no_object(mapping: &Mapping) -> Diagnostic {
    registry::no_object_mapping(Span::at(0), mapping.source.name())
}
