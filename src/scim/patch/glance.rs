//! What of an earlier payload surely stays as it is, told from its text: a value is written, and is what stands there, to the
//! byte. The rest is compared target by target, and only what that takes is read as a tree, which costs ten times as much.
//!
//! Says nothing where it would have to know what two different texts have in common.

use super::super::group::member;
use super::super::path::{Condition, Literal, TargetPath};
use super::super::template::Template;
use super::payload::is_core;
use super::shape::{Shape, shape};
use crate::mapping::{Allow, FlowRule};
use crate::value::{TargetType, Value};
use memchr::{memchr, memchr2_iter};
use serde_json::{Map, Value as Json};

/// How many objects and arrays a payload may have: then it is not nested deeper than JSON is read, and small enough for what
/// is looked up in it one name after the other.
const MOST: usize = 100;

/// Reads an object, or a list of them, as names and texts: see [`Glance::of`].
pub type ReadObjects = fn(&str) -> Option<Vec<Vec<(&str, &str)>>>;

/// An earlier payload, taken apart as far as it was asked for.
pub struct Glance<'p> {
    read: ReadObjects,
    top: Members<'p>,
    /// Objects in it, and the elements of its lists, by their texts.
    inner: Vec<(&'p str, Vec<Members<'p>>)>,
    /// What a value is written as.
    written: Vec<u8>,
}

/// What stands somewhere, if that can be told: `None` is nothing.
type Known<T> = Option<Option<T>>;

impl<'p> Glance<'p> {
    /// Nothing for a text that is no object, or a large one. `read` gives the members of an object, and of each one in a list, as
    /// they are written, or nothing where any of it is no JSON.
    pub fn of(text: &'p str, read: ReadObjects) -> Option<Self> {
        if !text.starts_with('{') || memchr2_iter(b'{', b'[', text.as_bytes()).count() > MOST {
            return None;
        }
        let top = Members(read(text)?.pop()?);
        Some(Self { read, top, inner: Vec::new(), written: Vec::new() })
    }

    /// The objects of a member, which is one or a list of them.
    fn objects(&mut self, text: &'p str) -> Option<&[Members<'p>]> {
        let known = self.inner.iter().position(|(known, _)| std::ptr::eq(*known, text));
        let at = match known {
            Some(at) => at,
            None => {
                let objects = (self.read)(text)?;
                self.inner.push((text, objects.into_iter().map(Members).collect()));
                self.inner.len() - 1
            }
        };
        self.inner.get(at).map(|(_, objects)| objects.as_slice())
    }

    /// The value at a path.
    fn value_at(&mut self, path: &TargetPath) -> Known<&'p str> {
        let attribute = match path.schema().filter(|_| !is_core(path)) {
            None => self.top.get(path.attribute())?,
            Some(schema) => match self.top.get(schema)? {
                None => None,
                Some(block) => match self.objects(block)? {
                    [one] if block.starts_with('{') => one.get(path.attribute())?,
                    _ => return None,
                },
            },
        };
        let (Some(attribute), Some(name)) = (attribute, member(path)) else { return Some(attribute) };
        for object in self.objects(attribute)? {
            if object.is_described(path.filter())?
                && let found @ Some(_) = object.get(name)?
            {
                return Some(found);
            }
        }
        Some(None)
    }
}

impl Template {
    /// Whether a target has what is wanted of it, or keeps what it has, whatever that is.
    pub fn surely_stays(&self, number: usize, rule: FlowRule, value: Value<'_>, glance: &mut Glance<'_>) -> bool {
        let Some(target) = self.targets.get(number) else { return false };
        if matches!(value, Value::Absent | Value::Skip) {
            let clears = rule.clears && value == Value::Absent && rule.allow == Allow::Anything;
            return !clears || shape(target) != Shape::One || glance.value_at(&target.path) == Some(None);
        }
        if rule.always || shape(target) != Shape::One {
            return false;
        }
        if let (Value::Str(wanted), false) = (value, matches!(target.kind, TargetType::Boolean | TargetType::Integer)) {
            // What has no escapes means what it says; what has some is what is written, or not the same at a glance.
            let Some(text) = glance.value_at(&target.path).flatten().and_then(inside) else { return false };
            if memchr(b'\\', text.as_bytes()).is_none() {
                return text == wanted;
            }
        }
        let mut written = std::mem::take(&mut glance.written);
        written.clear();
        let takes = target.takes();
        let is_same = takes.write(value, &mut written) == Ok(true)
            && written != b"null"
            && glance.value_at(&target.path).flatten().is_some_and(|text| text.as_bytes() == written);
        glance.written = written;
        is_same
    }

    /// As much of a payload as some targets are about, and its id.
    pub fn part(&self, glance: &Glance<'_>, targets: impl Iterator<Item = usize>) -> Option<Json> {
        let paths: Vec<&TargetPath> = targets.filter_map(|number| Some(&self.targets.get(number)?.path)).collect();
        let is_about = |path: &TargetPath, key: &str| {
            let name = if is_core(path) { path.attribute() } else { path.schema().unwrap_or_default() };
            name.eq_ignore_ascii_case(key)
        };
        let is_needed = |key: &str| key.eq_ignore_ascii_case("id") || paths.iter().any(|path| is_about(path, key));
        let mut part = Map::new();
        for (key, text) in glance.top.0.iter().filter(|(key, _)| is_needed(key)) {
            part.insert((*key).to_owned(), crate::text::from_json(text.as_bytes())?);
        }
        Some(Json::Object(part))
    }
}

/// The members of an object: their names, which have no escapes, and the texts of their values.
struct Members<'p>(Vec<(&'p str, &'p str)>);

impl<'p> Members<'p> {
    /// The member with that name, in any case; it cannot be told where there are several.
    fn get(&self, name: &str) -> Known<&'p str> {
        let begin = |name: &str| name.as_bytes().first().map(u8::to_ascii_lowercase);
        let (length, first) = (name.len(), begin(name));
        let may_be = |key: &str| key.len() == length && begin(key) == first;
        let mut found =
            self.0.iter().filter(|(key, _)| may_be(key) && (*key == name || key.eq_ignore_ascii_case(name)));
        let first = found.next().map(|(_, text)| *text);
        // Null counts as no value where a value is looked for, and as one where an element is described.
        if found.next().is_some() || first == Some("null") { None } else { Some(first) }
    }

    /// Whether an element matches a filter.
    fn is_described(&self, filter: &[Condition]) -> Option<bool> {
        for condition in filter {
            let Some(text) = self.get(&condition.attribute)? else { return Some(false) };
            let is_it = match condition.written() {
                Literal::Text(wanted) => same_text(text, &wanted)?,
                Literal::Bool(wanted) => match text {
                    "true" => wanted,
                    "false" => !wanted,
                    _ => return None,
                },
                Literal::Number(wanted) => Some(true).filter(|_| text == &*wanted)?,
            };
            if !is_it {
                return Some(false);
            }
        }
        Some(true)
    }
}

/// What stands between the quotes of a JSON string.
fn inside(json: &str) -> Option<&str> {
    json.strip_prefix('"')?.strip_suffix('"')
}

/// Whether the text of a JSON string says this, in any case.
fn same_text(json: &str, wanted: &str) -> Option<bool> {
    let text = inside(json)?;
    let is_plain = text.bytes().chain(wanted.bytes()).all(|byte| byte.is_ascii() && byte != b'\\');
    is_plain.then(|| text.eq_ignore_ascii_case(wanted))
}
