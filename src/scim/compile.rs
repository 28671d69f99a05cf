//! Compiles targets to the steps of a template. Knows what payloads look like, not how the steps are run.

use super::envelope::{Envelope, Flavor, is_enterprise};
use super::escape::push_string;
use super::group::is_members;
use super::group::{Attribute, Block, Element, Shape, group, is_list, member};
use super::key::Key;
use super::path::{Condition, Literal};
use super::template::{Form, Leaf, Piece, Step, Target, Template, Wrap};
use super::typed::Takes;
use crate::diagnostic::Diagnostic;
use crate::mapping::ScimVersion;
use crate::value::TargetType;

/// Compiles the targets of a mapping.
///
/// # Errors
///
/// The errors of [`Template::new`].
pub(super) fn compile(mut targets: Vec<Target>, envelope: &Envelope) -> Result<Template, Vec<(usize, Diagnostic)>> {
    let blocks = group(&targets, envelope)?;
    let mut compiler = Compiler { targets: &targets, envelope, bytes: Vec::new(), steps: Vec::new() };
    let (head, core_length) = compiler.head(&blocks);
    blocks.iter().for_each(|block| compiler.block(block));
    let meta = envelope.has_meta().then(|| format!("\"meta\":{{\"resourceType\":{}}},", text(&envelope.resource)));
    let tail = compiler.piece(&meta.unwrap_or_default());
    let Compiler { bytes, steps, .. } = compiler;
    let envelope = envelope.clone();
    if envelope.flavor == Flavor::Rfc7644 {
        targets.iter_mut().for_each(|target| target.path.end_schema_with_colon());
    }
    Ok(Template { envelope, targets, bytes, head, core_length, tail, steps })
}

struct Compiler<'t> {
    targets: &'t [Target],
    envelope: &'t Envelope,
    bytes: Vec<u8>,
    steps: Vec<Step>,
}

impl<'t> Compiler<'t> {
    fn piece(&mut self, text: &str) -> Piece {
        let start = self.bytes.len();
        self.bytes.extend_from_slice(text.as_bytes());
        start..self.bytes.len()
    }

    fn head(&mut self, blocks: &[Block<'_>]) -> (Piece, usize) {
        let core = format!("{{\"schemas\":[{}", text(&self.envelope.core));
        if let Some(listed) = self.envelope.always_listed() {
            // An object that is named by the core schema has the extension for enterprises only where it is mapped.
            let is_mapped = |block: &Block<'_>| block.schema.is_some_and(|schema| schema.eq_ignore_ascii_case(listed));
            if self.envelope.is_core_object && !blocks.iter().any(is_mapped) {
                return (self.piece(&format!("{core}],")), core.len());
            }
            return (self.piece(&format!("{core},{}],", text(listed))), core.len());
        }
        let extensions: String =
            blocks.iter().filter_map(|block| block.schema).map(|it| format!(",{}", text(it))).collect();
        (self.piece(&format!("{core}{extensions}],")), core.len())
    }

    fn block(&mut self, block: &Block<'t>) {
        let level = usize::from(block.schema.is_some());
        let head = block.schema.map(|schema| self.open(0, &format!("{}:{{", text(schema))));
        for attribute in &block.attributes {
            match attribute.shape {
                Shape::Whole => self.whole(block, attribute),
                Shape::Object => {
                    let head = self.open(level, &format!("{}:{{", text(attribute.name)));
                    self.members(level, attribute.elements.iter().flat_map(|element| &element.targets), &[]);
                    self.steps.push(Step::Close { level, head, bracket: b'}' });
                }
                Shape::List => {
                    let head = self.open(level, &format!("{}:[", text(attribute.name)));
                    for element in &attribute.elements {
                        let is_core = block.schema.is_none();
                        if is_core && self.envelope.flavor.is_entra() && attribute.name.eq_ignore_ascii_case("roles") {
                            self.role(level + 1, element);
                            continue;
                        }
                        let head = match is_core && is_primary(attribute, element, self.targets) {
                            true => "{\"primary\":true,",
                            false => "{",
                        };
                        self.element(level + 1, element, head);
                    }
                    self.steps.push(Step::Close { level, head, bracket: b']' });
                }
            }
        }
        if let (Some(head), Some(schema)) = (head, block.schema) {
            self.steps.push(Step::Close { level: 0, head, bracket: b'}' });
            if self.envelope.always_listed().is_none() {
                self.steps.push(Step::Schema { entry: text(schema).len() + 1 });
            }
        }
    }

    fn open(&mut self, level: usize, head: &str) -> usize {
        self.steps.push(Step::Open { level, head: Key::new(head) });
        head.len()
    }

    /// An attribute that one mapping writes as a whole.
    fn whole(&mut self, block: &Block<'t>, attribute: &Attribute<'t>) {
        let is_list = is_list(block, attribute.name);
        for number in attribute.elements.iter().flat_map(|element| &element.targets) {
            let Some(target) = self.targets.get(*number) else { continue };
            if self.envelope.flavor.is_entra() && is_members(target) {
                // The service creates a group first, and adds its members afterwards by PATCH.
                continue;
            }
            let is_manager = attribute.name.eq_ignore_ascii_case("manager") && block.schema.is_some_and(is_enterprise);
            let member = match (self.envelope.flavor, self.envelope.version) {
                _ if is_members(target) => Some("value"),
                _ if !is_manager || target.kind != TargetType::Reference => None,
                (Flavor::Entra | Flavor::Entra2020, _) => None,
                (Flavor::Rfc7644, ScimVersion::V1) => Some("managerId"),
                (Flavor::Rfc7644, ScimVersion::V2) => Some("value"),
            };
            let wrap = member.map(|name| self.wrap(&format!("{{{}:", text(name))));
            let form = match wrap {
                wrap if target.multivalued || is_list => Form::Array(wrap.unwrap_or_default()),
                Some(wrap) => Form::Wrapped(wrap),
                None => Form::One,
            };
            self.leaf(*number, attribute.name, true, form);
        }
    }

    /// A role as the service writes it: with the service's own type, whatever is mapped to it.
    fn role(&mut self, level: usize, element: &Element<'t>) {
        let is_type = |name: &str| name.eq_ignore_ascii_case("type");
        let named = |number: &usize| self.targets.get(*number).and_then(|it| member(&it.path)).is_some_and(is_type);
        let targets: Vec<usize> = element.targets.iter().copied().filter(|number| !named(number)).collect();
        if element.filter.iter().any(|condition| is_type(&condition.attribute)) {
            return self.element(level, element, "{");
        }
        let head: String = element.filter.iter().map(written).collect();
        let own = "\"type\":\"WindowsAzureActiveDirectoryRole\",";
        if let ([], [only, ..]) = (Vec::as_slice(&targets), element.targets.as_slice()) {
            // Only the type is mapped: the service sends its own type, and nothing of the mapped value.
            let head = self.open(level, &format!("{{{head}"));
            let own = self.piece(own);
            self.leaf(*only, "type", false, Form::Instead(own));
            return self.steps.push(Step::Close { level, head, bracket: b'}' });
        }
        let element = Element { filter: &[], targets };
        self.element(level, &element, &format!("{{{head}{own}"));
    }

    /// One object of a multi-valued attribute, or one for each value; `head` begins each.
    fn element(&mut self, level: usize, element: &Element<'t>, head: &str) {
        let names = |condition: &Condition| {
            let is_named =
                |target: &Target| member(&target.path).is_some_and(|it| it.eq_ignore_ascii_case(&condition.attribute));
            element.targets.iter().filter_map(|number| self.targets.get(*number)).any(is_named)
        };
        let (mapped, fixed): (Vec<&Condition>, Vec<&Condition>) = element.filter.iter().partition(|it| names(it));
        let mut head = head.to_owned();
        fixed.iter().for_each(|condition| head.push_str(&written(condition)));
        match element.targets.as_slice() {
            [only] if self.targets.get(*only).is_some_and(|target| target.multivalued) => {
                let Some(name) = self.targets.get(*only).and_then(|target| member(&target.path)) else { return };
                let wrap = self.wrap(&format!("{head}{}:", text(name)));
                self.leaf(*only, "", false, Form::Elements(wrap));
            }
            several => {
                let head = self.open(level, &head);
                // If the filter already states everything that is mapped, no value decides whether the object exists.
                let mapped = if mapped.len() < several.len() { mapped } else { Vec::new() };
                self.members(level, several, &mapped);
                self.steps.push(Step::Close { level, head, bracket: b'}' });
            }
        }
    }

    /// The members of an object; those that its filter names come last.
    fn members<'n>(&mut self, level: usize, numbers: impl IntoIterator<Item = &'n usize>, filter: &[&Condition]) {
        let mut overriding = Vec::new();
        for number in numbers {
            let Some((target, name)) = self.targets.get(*number).and_then(|it| Some((it, member(&it.path)?))) else {
                continue;
            };
            match filter.iter().find(|condition| condition.attribute.eq_ignore_ascii_case(name)) {
                Some(condition) => overriding.push((*number, name, written(condition))),
                None if target.multivalued => self.leaf(*number, name, false, Form::Array(Wrap::default())),
                None => self.leaf(*number, name, false, Form::One),
            }
        }
        for (number, name, otherwise) in overriding {
            let otherwise = self.piece(&otherwise);
            self.leaf(number, name, false, Form::Override { level, otherwise });
        }
    }

    fn wrap(&mut self, before: &str) -> Wrap {
        Wrap { before: self.piece(before), after: self.piece("}") }
    }

    fn leaf(&mut self, number: usize, name: &str, complex: bool, form: Form) {
        let Some(target) = self.targets.get(number) else { return };
        let takes = Takes { complex: complex && target.takes().complex, ..target.takes() };
        let key = self.piece(&format!("{}:", text(name)));
        let text_key = Key::new(&format!("{}:\"", text(name)));
        let takes_texts = !matches!(target.kind, TargetType::Boolean | TargetType::Integer);
        let is_text = takes_texts && matches!(form, Form::One);
        let leaf = Leaf { number, takes, form, key, text_key };
        self.steps.push(if is_text { Step::Text(leaf) } else { Step::Leaf(leaf) });
    }
}

/// Whether an element gets `"primary":true` by default, as the service does for the work e-mail: if no mapping and no
/// filter says which e-mail is the primary one, and there cannot be more than one.
fn is_primary(attribute: &Attribute<'_>, element: &Element<'_>, targets: &[Target]) -> bool {
    let names_primary = |name: &str| name.eq_ignore_ascii_case("primary");
    let decides = |element: &Element<'_>| {
        let mut targets = element.targets.iter().filter_map(|number| targets.get(*number));
        element.filter.iter().any(|condition| names_primary(&condition.attribute))
            || targets.any(|target| member(&target.path).is_some_and(names_primary))
    };
    let [Condition { attribute: name, value: Literal::Text(kind) }] = element.filter else { return false };
    let is_one = !element.targets.iter().any(|number| targets.get(*number).is_some_and(|target| target.multivalued));
    attribute.name.eq_ignore_ascii_case("emails")
        && name.eq_ignore_ascii_case("type")
        && kind.eq_ignore_ascii_case("work")
        && is_one
        && !attribute.elements.iter().any(decides)
}

/// A condition as a member of an object, with the comma after it.
fn written(condition: &Condition) -> String {
    format!("{}:{},", text(&condition.attribute), condition.written())
}

/// A string as a JSON string.
fn text(text: &str) -> String {
    let mut out = Vec::new();
    push_string(text, &mut out);
    String::from_utf8(out).unwrap_or_default()
}
