//! JSON that preserves its input: the order of members, repeated names, numbers as written.
//!
//! Canonical printing: two spaces per level, one member or item per line, `[]` and `{}` where there is nothing inside,
//! only the necessary escapes in strings, numbers and the order of members as in the original. Knows nothing of
//! mappings.

use crate::mapping::json::{Index, Node, NodeShape, check};

/// How deep a document may be nested: reading and printing recurse.
pub const DEEPEST: usize = 256;

/// How deep an outline of a document may be nested: it adds brackets of its own to those of the document.
const DEEPEST_OUTLINE: usize = DEEPEST + 64;

/// A JSON value. Strings, including keys, are kept as canonical literals: half a surrogate pair is a valid literal
/// without a meaning, and has to be preserved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Json {
    /// A string, number, Boolean or null as it is printed.
    Leaf(String),
    /// An array.
    List(Vec<Json>),
    /// An object, its keys as literals.
    Object(Vec<(String, Json)>),
}

/// Why a text is not a [`Json`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// It is not JSON.
    NotJson,
    /// It is nested deeper than [`DEEPEST`].
    TooDeep,
}

impl Json {
    pub fn null() -> Self {
        Json::Leaf("null".to_owned())
    }

    pub fn flag(flag: bool) -> Self {
        Json::Leaf(flag.to_string())
    }

    pub fn number(number: impl std::fmt::Display) -> Self {
        Json::Leaf(number.to_string())
    }

    pub fn text(text: &str) -> Self {
        Json::Leaf(literal(text))
    }

    /// An object of members whose keys need no escapes.
    pub fn object<const COUNT: usize>(members: [(&str, Json); COUNT]) -> Self {
        Json::Object(members.into_iter().map(|(key, value)| (literal(key), value)).collect())
    }

    /// A node of an indexed text, with its content.
    pub fn of(node: Node<'_>) -> Result<Self, Unreadable> {
        Self::within(node, DEEPEST)
    }

    fn within(node: Node<'_>, depth: usize) -> Result<Self, Unreadable> {
        let below = depth.checked_sub(1).ok_or(Unreadable::TooDeep)?;
        Ok(match node.shape() {
            NodeShape::Array => {
                Json::List(node.items().map(|item| Self::within(item, below)).collect::<Result<_, _>>()?)
            }
            NodeShape::Object => {
                let members = node.members().map(|(key, value)| Ok((leaf(key), Self::within(value, below)?)));
                Json::Object(members.collect::<Result<_, _>>()?)
            }
            _ => Json::Leaf(leaf(node)),
        })
    }

    /// The values of a text.
    pub fn read(text: &str) -> Result<Vec<Self>, Unreadable> {
        let (Some(checked), _) = check(text) else { return Err(Unreadable::NotJson) };
        let index = Index::new(&checked);
        index.roots().map(|root| Self::within(root, DEEPEST_OUTLINE)).collect()
    }

    /// A string's decoded value.
    pub fn as_text(&self) -> Option<String> {
        match self {
            Json::Leaf(leaf) if leaf.starts_with('"') => crate::text::string_of(leaf),
            _ => None,
        }
    }

    /// A whole number that is not negative.
    pub fn as_index(&self) -> Option<usize> {
        match self {
            Json::Leaf(leaf) => leaf.parse().ok(),
            _ => None,
        }
    }

    /// The items of an array; empty for anything else.
    pub fn items(&self) -> &[Json] {
        match self {
            Json::List(items) => items,
            _ => &[],
        }
    }

    /// The members of an object; empty for anything else.
    pub fn members(&self) -> &[(String, Json)] {
        match self {
            Json::Object(members) => members,
            _ => &[],
        }
    }

    /// The last member with a key that needs no escapes.
    pub fn get(&self, key: &str) -> Option<&Json> {
        self.members().iter().rev().find(|(name, _)| is_key(name, key)).map(|(_, value)| value)
    }

    /// On one line.
    pub fn compact(&self) -> String {
        let mut out = String::new();
        self.write(&mut out, None);
        out
    }

    /// Canonical, without a line break at the end.
    pub fn pretty(&self) -> String {
        let mut out = String::new();
        self.write(&mut out, Some(0));
        out
    }

    /// Over several lines, in a line that is indented.
    pub fn indented(&self, indent: usize) -> String {
        let mut out = String::new();
        self.write(&mut out, Some(indent));
        out
    }

    fn write(&self, out: &mut String, indent: Option<usize>) {
        let inner = indent.map(|indent| indent + 2);
        let line = |out: &mut String, indent: Option<usize>| {
            if let Some(indent) = indent {
                out.push('\n');
                out.extend(std::iter::repeat_n(' ', indent));
            }
        };
        match self {
            Json::Leaf(leaf) => out.push_str(leaf),
            Json::List(items) => {
                out.push('[');
                for (number, item) in items.iter().enumerate() {
                    out.push_str(if number > 0 { "," } else { "" });
                    line(out, inner);
                    item.write(out, inner);
                }
                if !items.is_empty() {
                    line(out, indent);
                }
                out.push(']');
            }
            Json::Object(members) => {
                out.push('{');
                for (number, (key, value)) in members.iter().enumerate() {
                    out.push_str(if number > 0 { "," } else { "" });
                    line(out, inner);
                    out.push_str(key);
                    out.push_str(if indent.is_some() { ": " } else { ":" });
                    value.write(out, inner);
                }
                if !members.is_empty() {
                    line(out, indent);
                }
                out.push('}');
            }
        }
    }
}

/// A string as a literal.
pub fn literal(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// Whether a literal is a key that needs no escapes.
pub fn is_key(literal: &str, key: &str) -> bool {
    literal.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) == Some(key)
}

/// Whether two literals are the same key, in any letter case.
pub fn is_same_key(one: &str, other: &str) -> bool {
    one.eq_ignore_ascii_case(other)
}

fn leaf(node: Node<'_>) -> String {
    match node.text() {
        Some(text) => literal(&text),
        None => node.raw().to_owned(),
    }
}

/// The canonical text of a file's values.
pub fn canonical(roots: &[Json]) -> String {
    roots.iter().map(|root| root.pretty() + "\n").collect()
}
