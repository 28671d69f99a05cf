//! A whole mapping file, checked: every expression against its source object, every target path, the payload as a whole.

use super::expression::{Checked, Context, check_expression};
use super::vocabulary::{KnownAttribute, Vocabulary};
use crate::diagnostic::{Diagnostic, Edit, Fix, Subject, catalogue};
use crate::functions::Dialect;
use crate::mapping::{AttributeMapping, Filter, Located, Mapping, ObjectDefinition, ObjectMapping, Rule};
use crate::scim::{Envelope, Flavor, Target, TargetPath, Template, Version};
use crate::syntax::{self, Ast, Node, Tree};
use crate::text::{Quoted, Span};
use crate::tree;
use crate::value::TargetType;

/// An object mapping that can be compiled. Only [`check_object`] makes one.
pub struct CheckedObject {
    /// What each attribute mapping computes, in the file's order; nothing where it only has a default.
    pub expressions: Vec<Option<Checked>>,
    /// How payloads are written; targets are in the same order.
    pub template: Template,
    /// Which records take part.
    pub filter: Filter,
    /// The dialect that the expressions were checked for.
    pub dialect: Dialect,
}

/// The dialect of a rule: cloud sync goes between Active Directory and Entra ID, everything else is provisioning.
pub fn infer_dialect(rule: &Rule) -> Dialect {
    let is_active_directory = |name: &str| name == "Active Directory";
    let is_entra = |name: &str| matches!(name, "Azure Active Directory" | "Microsoft Entra ID");
    let (source, target) = (rule.source_directory.value.as_str(), rule.target_directory.value.as_str());
    let syncs = is_active_directory(source) && is_entra(target) || is_entra(source) && is_active_directory(target);
    if syncs { Dialect::CloudSync } else { Dialect::Entra }
}

/// Checks one object mapping. Findings have their places in the mapping's file. There is a checked one exactly when no
/// finding is an error.
pub fn check_object(
    mapping: &Mapping,
    rule: &Rule,
    object: &ObjectMapping,
    dialect: Dialect,
    flavor: Flavor,
) -> (Option<CheckedObject>, Vec<Diagnostic>) {
    let source = mapping.source_definition(rule, object);
    let vocabulary = source.filter(|known| !known.attributes.is_empty()).map(vocabulary);
    let target = mapping.target_definition(rule, object);
    let mut checker = Checker {
        mapping,
        object,
        context: Context { dialect, vocabulary: vocabulary.as_ref() },
        findings: Vec::new(),
    };
    let expressions = object.attribute_mappings.iter().map(|attribute| checker.expression(attribute)).collect();
    let template = checker.template(target, flavor);
    let (filter, findings) = Filter::compile(object.scope.as_ref(), mapping.format);
    checker.findings.extend(findings);
    let sound = !checker.findings.iter().any(Diagnostic::is_error);
    let checked = template.filter(|_| sound).map(|template| CheckedObject { expressions, template, filter, dialect });
    (checked, checker.findings)
}

/// What is known of the attributes of a source object.
fn vocabulary(object: &ObjectDefinition) -> Vocabulary {
    let attributes = object.attributes.iter().map(|attribute| {
        let known =
            KnownAttribute { kind: attribute.kind, multivalued: attribute.multivalued, required: attribute.required };
        (attribute.name.value.as_str(), known)
    });
    Vocabulary::new(&object.name.value, attributes)
}

struct Checker<'m> {
    mapping: &'m Mapping,
    object: &'m ObjectMapping,
    context: Context<'m>,
    findings: Vec<Diagnostic>,
}

impl Checker<'_> {
    fn expression(&mut self, attribute: &AttributeMapping) -> Option<Checked> {
        let source = attribute.source.as_ref()?;
        let (text, place) = match (&source.expression, &source.name) {
            (Some(expression), _) => (expression.value.clone(), expression.place),
            // Where only a name stands, it is the whole attribute or the whole constant.
            (None, Some(name)) => {
                let tree = Tree { name: name.value.clone(), kind: source.kind, ..Tree::default() };
                (tree::from_tree(&tree).map(|whole| syntax::print(&whole)).unwrap_or_default(), name.place)
            }
            (None, None) => return None,
        };
        let ast = self.with_settings(syntax::parse(&text), source.tree.as_ref());
        let (checked, findings) = check_expression(&text, &ast, self.context);
        let written = source.expression.is_some();
        for finding in findings {
            let span = if written { place.locate(self.mapping.source.text(), finding.span) } else { place.span };
            let finding = self.placed(finding, span, attribute, Some((&text, place)));
            self.findings.push(finding);
        }
        checked
    }

    /// The tree beside an expression holds `%Name%` constants that the text prints as empty slots; there, and only there,
    /// the tree is taken.
    fn with_settings(&self, ast: Ast, stored: Option<&Tree>) -> Ast {
        let Some(stored) = stored.filter(|_| !ast.has_errors()).and_then(|stored| tree::from_tree(stored).ok()) else {
            return ast;
        };
        let mut settings = 0;
        stored.walk(&mut |part| settings += usize::from(matches!(part.node, Node::Setting(_))));
        let same_line = tree::to_tree(&stored).expression == tree::to_tree(&ast.root).expression;
        if settings > 0 && same_line { Ast { root: stored, ..ast } } else { ast }
    }

    /// The payload's template.
    fn template(&mut self, definition: Option<&ObjectDefinition>, flavor: Flavor) -> Option<Template> {
        let mut targets = Vec::new();
        for attribute in &self.object.attribute_mappings {
            match TargetPath::parse(&attribute.target.value) {
                Ok(path) => targets.push(target(path, &attribute.target.value, definition)),
                Err(finding) => {
                    let span = attribute.target.locate(self.mapping.source.text(), finding.span);
                    let finding = self.placed(finding, span, attribute, None);
                    self.findings.push(finding);
                }
            }
        }
        if targets.len() < self.object.attribute_mappings.len() {
            return None;
        }
        let by_paths = || Version::of(targets.iter().filter_map(|target| target.path.schema()));
        let version = self.object.scim.unwrap_or_else(by_paths);
        let resource = if self.object.target_object.value.eq_ignore_ascii_case("group") { "Group" } else { "User" };
        match Template::new(targets, &Envelope::new(resource, version, flavor)) {
            Ok(template) => Some(template),
            Err(findings) => {
                for (index, finding) in findings {
                    let Some(attribute) = self.object.attribute_mappings.get(index) else { continue };
                    let finding = self.placed(finding, attribute.target.span(), attribute, None);
                    self.findings.push(finding);
                }
                None
            }
        }
    }

    /// A finding with its place in the file, and what of the mapping it is about.
    fn placed(
        &self,
        finding: Diagnostic,
        span: Span,
        attribute: &AttributeMapping,
        expression: Option<(&str, Quoted)>,
    ) -> Diagnostic {
        let subject = Subject {
            pointer: attribute.pointer.clone(),
            object: object_name(self.object),
            target: attribute.target.value.clone(),
            expression: expression.map(|(text, _)| (text.to_owned(), finding.span)),
        };
        let file = self.mapping.source.text();
        let locate = |inner: Span| expression.map_or(inner, |(_, place)| place.locate(file, inner));
        let related = finding.related.iter().map(|(at, what)| (locate(*at), what.clone())).collect();
        let fix = finding.fix.map(|fix| {
            let edits = fix.edits.into_iter().map(|edit| {
                let text = expression.map_or(edit.text.clone(), |(_, place)| place.written(&edit.text));
                Edit { span: locate(edit.span), text }
            });
            Fix { edits: edits.collect(), ..fix }
        });
        Diagnostic { span, related, fix, subject: Some(Box::new(subject)), ..finding }
    }
}

/// A target with the type that its directory declares.
fn target(path: TargetPath, name: &str, definition: Option<&ObjectDefinition>) -> Target {
    let known = definition.and_then(|object| object.attribute(name));
    let kind = known.map_or(TargetType::String, |attribute| attribute.kind);
    Target { path, kind, multivalued: known.is_some_and(|attribute| attribute.multivalued) }
}

/// An object mapping's name for messages: its own, else its target object's.
pub fn object_name(object: &ObjectMapping) -> String {
    let Located { value, .. } = if object.name.value.is_empty() { &object.target_object } else { &object.name };
    value.clone()
}

/// Reads what a finding about a mapping says of an empty file.
pub fn no_object(mapping: &Mapping) -> Diagnostic {
    catalogue::no_object_mapping(Span::at(0), mapping.source.name())
}
