//! Paths into nested JSON: `name.givenName`, `emails[type eq "work"].value`, `urn:…:User:department`.
//!
//! For reading what a record holds; the target paths that payloads are written to are separate.

use super::scan::Scanner;
use crate::value::Value;
use bumpalo::Bump;
use bumpalo::collections::Vec as BumpVec;

/// An attribute inside a top-level attribute.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Path {
    root: Box<str>,
    steps: Box<[PathStep]>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum PathStep {
    /// Into an attribute; of a multi-valued attribute, into each value.
    Member(Box<str>),
    /// Only the values whose attribute has this value.
    Where { attribute: Box<str>, equals: Box<str> },
}

impl Path {
    /// Parses a name as a path: names joined by dots, each with at most one filter `[attribute eq value]`. A schema's
    /// URN up to its last colon is one name. `None` if the name does not have that form; it then names a top-level
    /// attribute only.
    pub fn parse(name: &str) -> Option<Self> {
        let mut steps = Vec::new();
        let (mut rest, mut root) = (name, None);
        if name.get(..4).is_some_and(|scheme| scheme.eq_ignore_ascii_case("urn:")) {
            let plain = name.find('[').unwrap_or(name.len());
            let colon = name.get(..plain)?.rfind(':').filter(|colon| *colon > 4)?;
            (root, rest) = (name.get(..colon), name.get(colon + 1..)?);
        }
        loop {
            let end = rest.find(&['.', '[', ']'][..]).unwrap_or(rest.len());
            let (member, behind) = rest.split_at(end);
            if member.is_empty() {
                return None;
            }
            match root {
                None => root = Some(member),
                Some(_) => steps.push(PathStep::Member(member.into())),
            }
            rest = behind;
            if let Some(filter) = rest.strip_prefix('[') {
                let (step, behind) = filtered(filter)?;
                steps.push(step);
                rest = behind;
            }
            if rest.is_empty() {
                break;
            }
            rest = rest.strip_prefix('.')?;
        }
        let root = root.filter(|root| !root.is_empty() && !steps.is_empty())?;
        Some(Self { root: root.into(), steps: steps.into() })
    }

    /// The top-level attribute that it starts from.
    pub fn root(&self) -> &str {
        &self.root
    }

    /// The values that it selects in the checked JSON text of its root. An array without a filter on the way yields
    /// multiple values; otherwise one value stays one, none is absent. If an attribute is repeated, the last counts.
    pub(crate) fn values<'r>(&self, root: &'r str, arena: &'r Bump) -> Value<'r> {
        let mut several = false;
        let mut found = BumpVec::from_iter_in([root], arena);
        for step in &self.steps {
            if found.is_empty() {
                break;
            }
            let mut next = BumpVec::new_in(arena);
            for text in found {
                if text.starts_with('[') {
                    several |= matches!(step, PathStep::Member(_));
                    each_element(text, |element| next.extend(step.of(element, arena)));
                } else {
                    next.extend(step.of(text, arena));
                }
            }
            found = next;
        }
        let mut values = BumpVec::new_in(arena);
        for text in found {
            match Scanner::new(text).value(arena) {
                Ok(Value::Absent) | Err(_) => {}
                Ok(Value::Multi(inner)) => {
                    several = true;
                    values.extend_from_slice(inner);
                }
                Ok(value) => values.push(value),
            }
        }
        match (several, values.as_slice()) {
            (false, []) => Value::Absent,
            (false, [only]) => *only,
            _ => Value::Multi(values.into_bump_slice()),
        }
    }
}

impl PathStep {
    /// What the step selects in one value's text.
    fn of<'r>(&self, text: &'r str, arena: &'r Bump) -> Option<&'r str> {
        match self {
            PathStep::Member(name) => member(text, name, arena),
            PathStep::Where { attribute, equals } => {
                let value = Scanner::new(member(text, attribute, arena)?).value(arena).ok()?;
                // As a string, so that `primary eq true` and `primary eq "True"` are the same; case does not matter for
                // the attributes that filters test (`caseExact` of `type` in RFC 7643, section 8.7.1).
                value.text(arena)?.eq_ignore_ascii_case(equals).then_some(text)
            }
        }
    }
}

/// Splits `type eq "work"]` from what follows it.
fn filtered(filter: &str) -> Option<(PathStep, &str)> {
    let (attribute, comparison) = filter.trim_start().split_once(' ')?;
    let plain = attribute.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '$' | ':'));
    let (operator, value) = comparison.trim_start().split_once(' ')?;
    if attribute.is_empty() || !plain || !operator.eq_ignore_ascii_case("eq") {
        return None;
    }
    let value = value.trim_start();
    let (equals, behind): (Box<str>, &str) = match value.strip_prefix('"') {
        Some(inside) => {
            let mut scanner = Scanner::new(inside);
            let arena = Bump::new();
            let written = scanner.string().ok()?;
            (written.meant(&arena).into(), inside.get(scanner.offset()..)?)
        }
        None => {
            let end = value.find([' ', ']'])?;
            let (word, behind) = value.split_at(end);
            let mut scanner = Scanner::new(word);
            let scalar = scanner.skip().is_ok() && scanner.peek().is_none() && !word.starts_with(['[', '{']);
            (scalar.then(|| word.into())?, behind)
        }
    };
    let behind = behind.trim_start().strip_prefix(']')?;
    Some((PathStep::Where { attribute: attribute.into(), equals }, behind))
}

/// The text of an object's attribute; the last one if it is repeated.
fn member<'r>(text: &'r str, name: &str, arena: &'r Bump) -> Option<&'r str> {
    let mut found = None;
    each_member(text, |key, value| {
        if key.meant(arena) == name {
            found = Some(value);
        }
    });
    found
}

/// Visits the attributes of an object's text, as far as it is one.
pub(super) fn each_member<'r>(text: &'r str, mut visit: impl FnMut(super::scan::Written<'r>, &'r str)) {
    each_member_at(text, |key, _, value| visit(key, value));
}

/// The same with where each value begins in the text.
pub(super) fn each_member_at<'r>(text: &'r str, mut visit: impl FnMut(super::scan::Written<'r>, usize, &'r str)) {
    let mut scanner = Scanner::new(text);
    scanner.blank();
    if scanner.peek() != Some(b'{') {
        return;
    }
    loop {
        scanner.advance(1);
        let Ok(key) = scanner.key() else { return };
        let start = scanner.offset();
        if scanner.skip().is_err() {
            return;
        }
        visit(key, start, scanner.since(start));
        scanner.blank();
        if scanner.peek() != Some(b',') {
            return;
        }
    }
}

/// Visits the names of a record with their values as written: those of its attributes, and those of the attributes inside them,
/// joined by a dot. The strings of an array have its name.
pub(crate) fn each_name(record: super::RecordBody<'_>, visit: &mut dyn FnMut(&str, &str)) {
    let arena = Bump::new();
    match record {
        super::RecordBody::Fields(fields) => fields.iter().for_each(|(name, value)| visit(name, value)),
        super::RecordBody::Json(text) => each_member(text, |key, value| {
            let name = key.meant(&arena);
            visit(name, value);
            let mut inner = |inside: &str| match inside.starts_with('"') {
                true => visit(name, inside),
                false => each_member(inside, |key, value| {
                    visit(&format!("{name}.{}", key.meant(&Bump::new())), value);
                }),
            };
            if value.starts_with('[') { each_element(value, inner) } else { inner(value) }
        }),
    }
}

fn each_element<'r>(text: &'r str, mut visit: impl FnMut(&'r str)) {
    let mut scanner = Scanner::new(text);
    loop {
        scanner.advance(1);
        scanner.blank();
        let start = scanner.offset();
        if scanner.skip().is_err() {
            return;
        }
        visit(scanner.since(start));
        scanner.blank();
        if scanner.peek() != Some(b',') {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_are_paths() {
        let root = |name: &str| Path::parse(name).map(|path| path.root().to_owned());
        assert_eq!(root("name.givenName").as_deref(), Some("name"));
        assert_eq!(root(r#"emails[type eq "work"].value"#).as_deref(), Some("emails"));
        assert_eq!(root("phones[primary eq true]").as_deref(), Some("phones"));
        let urn = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
        let inside = format!("{urn}:manager.value");
        assert_eq!(Path::parse(&inside).as_ref().map(Path::root), Some(urn));
        for name in ["mail", "a.", ".a", "a..b", "emails[0]", "a[b ne 1]", "a[b eq 01]", "a]", "a[b eq 1", "urn:x", ""]
        {
            assert_eq!(root(name), None, "{name}");
        }
    }
}
