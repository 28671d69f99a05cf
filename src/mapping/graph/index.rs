//! The location of everything in a JSON text: a flat list of nodes with their spans.
//!
//! serde_json decides what is JSON and decodes the strings; this only scans a text that has been checked, so it cannot
//! fail and does not recurse. Knows nothing of mappings.

use crate::text::Span;

/// What a node is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NodeShape {
    /// An object: its members' keys and values follow alternately.
    Object,
    /// An array: its items follow.
    Array,
    /// A string; the span includes the quotes.
    String,
    /// A number.
    Number,
    /// `true` or `false`.
    Boolean,
    /// `null`.
    Null,
}

struct IndexEntry {
    shape: NodeShape,
    span: Span,
    /// The entry after this one and everything in it.
    next: u32,
}

/// An indexed text: one JSON value, or several in sequence.
pub struct Index<'t> {
    text: &'t str,
    entries: Vec<IndexEntry>,
}

/// A value in an indexed text.
#[derive(Clone, Copy)]
pub struct Node<'i> {
    index: &'i Index<'i>,
    at: u32,
}

impl<'t> Index<'t> {
    /// The index of a text that is JSON, smaller than 4 GiB.
    pub fn new(text: &'t str) -> Self {
        let mut index = Self { text, entries: Vec::with_capacity(text.len() / 16) };
        let bytes = text.as_bytes();
        let mut open: Vec<usize> = Vec::new();
        let mut at = 0;
        while let Some(byte) = bytes.get(at) {
            let end = match byte {
                b'{' | b'[' => {
                    open.push(index.entries.len());
                    index.push(if *byte == b'{' { NodeShape::Object } else { NodeShape::Array }, at, at + 1);
                    at + 1
                }
                b'}' | b']' => {
                    index.close(open.pop(), at + 1);
                    at + 1
                }
                b'"' => {
                    let end = string_end(bytes, at + 1);
                    index.push(NodeShape::String, at, end);
                    end
                }
                b' ' | b'\n' | b'\r' | b'\t' | b',' | b':' => at + 1,
                _ => {
                    let rest = bytes.get(at..).unwrap_or_default();
                    let ends = |byte: &u8| matches!(byte, b',' | b']' | b'}' | b' ' | b'\n' | b'\r' | b'\t');
                    let end = at + rest.iter().position(ends).unwrap_or(rest.len()).max(1);
                    let shape = match byte {
                        b't' | b'f' => NodeShape::Boolean,
                        b'n' => NodeShape::Null,
                        _ => NodeShape::Number,
                    };
                    index.push(shape, at, end);
                    end
                }
            };
            at = end;
        }
        while let Some(unclosed) = open.pop() {
            index.close(Some(unclosed), bytes.len());
        }
        index
    }

    fn push(&mut self, shape: NodeShape, start: usize, end: usize) {
        let next = u32::try_from(self.entries.len() + 1).unwrap_or(u32::MAX);
        self.entries.push(IndexEntry { shape, span: Span::new(start, end), next });
    }

    fn close(&mut self, opened: Option<usize>, end: usize) {
        let next = u32::try_from(self.entries.len()).unwrap_or(u32::MAX);
        if let Some(entry) = opened.and_then(|opened| self.entries.get_mut(opened)) {
            entry.span = Span::new(entry.span.start as usize, end);
            entry.next = next;
        }
    }

    /// The values of the text: one, or several in sequence.
    pub fn roots(&self) -> impl Iterator<Item = Node<'_>> {
        let end = u32::try_from(self.entries.len()).unwrap_or(u32::MAX);
        Siblings { index: self, at: 0, end }
    }
}

impl Index<'_> {
    /// The value at a location.
    pub fn at(&self, span: Span) -> Option<Node<'_>> {
        let at = self.entries.partition_point(|entry| entry.span.start < span.start);
        let found = self.entries.get(at).filter(|entry| entry.span == span);
        found.and_then(|_| Some(Node { index: self, at: u32::try_from(at).ok()? }))
    }
}

/// The byte after the closing quote of a string whose inside begins at `at`.
fn string_end(bytes: &[u8], mut at: usize) -> usize {
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'\\' => at += 2,
            b'"' => return at + 1,
            _ => at += 1,
        }
    }
    bytes.len()
}

/// Nodes on one level.
struct Siblings<'i> {
    index: &'i Index<'i>,
    at: u32,
    end: u32,
}

impl<'i> Iterator for Siblings<'i> {
    type Item = Node<'i>;

    fn next(&mut self) -> Option<Node<'i>> {
        if self.at >= self.end {
            return None;
        }
        let node = Node { index: self.index, at: self.at };
        self.at = node.entry()?.next;
        Some(node)
    }
}

impl<'i> Node<'i> {
    fn entry(self) -> Option<&'i IndexEntry> {
        self.index.entries.get(self.at as usize)
    }

    /// What it is.
    pub fn shape(self) -> NodeShape {
        self.entry().map_or(NodeShape::Null, |entry| entry.shape)
    }

    /// Where it is, quotes and brackets included.
    pub fn span(self) -> Span {
        self.entry().map_or(Span::default(), |entry| entry.span)
    }

    /// Its source text.
    pub fn raw(self) -> &'i str {
        self.span().of(self.index.text)
    }

    /// A string's decoded value, or `None` if it is not a string, or contains half a surrogate pair.
    pub fn text(self) -> Option<String> {
        if self.shape() != NodeShape::String {
            return None;
        }
        let raw = self.raw();
        let inside = raw.get(1..raw.len().saturating_sub(1)).unwrap_or_default();
        if inside.contains('\\') { crate::text::string_of(raw) } else { Some(inside.to_owned()) }
    }

    fn children(self) -> Siblings<'i> {
        let end = self.entry().map_or(0, |entry| entry.next);
        Siblings { index: self.index, at: self.at + 1, end }
    }

    /// The items of an array; empty for anything else.
    pub fn items(self) -> impl Iterator<Item = Node<'i>> {
        self.children().take(if self.shape() == NodeShape::Array { usize::MAX } else { 0 })
    }

    /// The members of an object, key and value; empty for anything else.
    pub fn members(self) -> impl Iterator<Item = (Node<'i>, Node<'i>)> {
        let mut children = self.children().take(if self.shape() == NodeShape::Object { usize::MAX } else { 0 });
        std::iter::from_fn(move || Some((children.next()?, children.next()?)))
    }

    /// A member of an object; the last one if a key is repeated.
    pub fn get(self, key: &str) -> Option<Node<'i>> {
        self.member(key).map(|(_, value)| value)
    }

    /// A member of an object with its key. A key in other letter case, as PowerShell's cmdlets write them, is the same
    /// key where nothing else can be meant.
    pub fn member(self, key: &str) -> Option<(Node<'i>, Node<'i>)> {
        let (mut exact, mut other, mut others) = (None, None, 0);
        for (name, value) in self.members() {
            if name.is(key) {
                exact = Some((name, value));
            } else if name
                .raw()
                .get(1..name.raw().len().saturating_sub(1))
                .is_some_and(|it| it.eq_ignore_ascii_case(key))
            {
                other = Some((name, value));
                others += 1;
            }
        }
        exact.or(other.filter(|_| others == 1))
    }

    /// How the object writes a key.
    pub fn spelling(self, key: &str) -> String {
        self.member(key).and_then(|(name, _)| name.text()).unwrap_or_else(|| key.to_owned())
    }

    fn is(self, key: &str) -> bool {
        let raw = self.raw();
        let inside = raw.get(1..raw.len().saturating_sub(1)).unwrap_or_default();
        inside == key || (inside.contains('\\') && self.text().as_deref() == Some(key))
    }

    /// Its JSON pointer from the beginning of its document.
    pub fn pointer(self) -> String {
        let mut pointer = String::new();
        let Some(mut above) = self.index.roots().find(|root| root.holds(self)) else { return pointer };
        while above.at != self.at {
            let step = match above.shape() {
                NodeShape::Object => above.members().find(|(key, value)| key.at == self.at || value.holds(self)),
                _ => above.items().enumerate().find(|(_, item)| item.holds(self)).map(|(number, item)| {
                    pointer.push_str(&format!("/{number}"));
                    (item, item)
                }),
            };
            let Some((key, value)) = step else { break };
            if above.shape() == NodeShape::Object {
                let name = key.text().unwrap_or_default().replace('~', "~0").replace('/', "~1");
                pointer.push('/');
                pointer.push_str(&name);
            }
            above = if key.at == self.at { key } else { value };
        }
        pointer
    }

    fn holds(self, other: Node<'_>) -> bool {
        self.at <= other.at && self.entry().is_some_and(|entry| other.at < entry.next)
    }

    /// What it is, in words.
    pub fn describe(self) -> &'static str {
        match self.shape() {
            NodeShape::Object => "an object",
            NodeShape::Array => "an array",
            NodeShape::String => "a string",
            NodeShape::Number => "a number",
            NodeShape::Boolean => "a Boolean",
            NodeShape::Null => "null",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_node_is_found_with_its_location_and_pointer() {
        let text = r#" {"a": [1, {"b\u0041/": "x\"y"}, null], "c": true} {"a": 2} "#;
        let index = Index::new(text);
        let roots: Vec<Node<'_>> = index.roots().collect();
        assert_eq!(roots.len(), 2);
        let inner = roots[0].get("a").unwrap().items().nth(1).unwrap().get("bA/").unwrap();
        assert_eq!((inner.raw(), inner.text().as_deref()), (r#""x\"y""#, Some("x\"y")));
        assert_eq!(inner.pointer(), "/a/1/bA~1");
        assert_eq!(roots[0].get("c").map(Node::shape), Some(NodeShape::Boolean));
        assert_eq!(roots[0].get("a").unwrap().raw(), r#"[1, {"b\u0041/": "x\"y"}, null]"#);
        assert_eq!(roots[1].get("a").unwrap().pointer(), "/a");
        assert!(roots[1].get("b").is_none());
    }

    #[test]
    fn a_key_in_other_letter_case_is_found_where_it_is_the_only_one() {
        for (text, found) in [
            (r#"{"Name": 1}"#, Some("1")),
            (r#"{"NAME": 1, "name": 2}"#, Some("2")),
            (r#"{"name": 1, "Name": 2, "name": 3}"#, Some("3")),
            (r#"{"NAME": 1, "Name": 2}"#, None),
            (r#"{"Names": 1}"#, None),
            (r#"{"ｎame": 1}"#, None),
        ] {
            let index = Index::new(text);
            let root = index.roots().next().unwrap();
            assert_eq!(root.get("name").map(Node::raw), found, "{text}");
        }
        let index = Index::new(r#"{"Name": 1}"#);
        assert_eq!(index.roots().next().unwrap().spelling("name"), "Name");
    }

    #[test]
    fn any_text_is_walked_to_its_end() {
        for text in ["", "{", "}]", "[[[", "\"\\", "{\"a\"", "é", "[1,,]"] {
            let index = Index::new(text);
            for root in index.roots() {
                assert!(root.members().count() + root.items().count() <= text.len());
                assert_eq!(root.pointer(), "");
            }
        }
    }
}
