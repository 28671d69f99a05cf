//! Reads test cases in the JSON form of the scripts that send expressions to the service and compare what comes back: a
//! case is an object with an expression, the attributes of a record and the expected result. They become tables.
//!
//! A file is one case, a list of them, or an object that holds lists or named cases; what it says beside them is for
//! all of them. Letter case of the members does not count, as in PowerShell. Other members are somebody's notes, unless
//! their names are almost those of a case. Knows no mapping: such cases are about expressions alone.

use super::file::{Expected, Row, Table, TableSubject, TestFile, TestRecord};
use super::read::refused;
use crate::diagnostic::{Diagnostic, registry};
use crate::mapping::Located;
use crate::mapping::MOST_FINDINGS;
use crate::mapping::json::{Index, Node, NodeShape, check, is_cut};
use crate::text::{Quoted, Quoting, Source, Span, nearest};
use serde_json::{Map, Value as Json};

/// The members of a case.
const EXPRESSION: &str = "Expression";
const INPUT: &str = "InputAttributes";
const EXPECTED: &str = "ExpectedResult";
const KEYS: [&str; 3] = [EXPRESSION, INPUT, EXPECTED];

/// The members that name what a case is about, and the case itself, the best first.
const SUBJECTS: &[&str] = &["TargetAttributeName", "TargetAttribute"];
const NAMES: &[&str] = &["Name", "TestName", "Title", "Description"];

/// The members of an attribute in a list of attributes: its name, its value.
const PAIR: (&[&str], &str) = (&["key", "name", "attribute"], "value");

/// Reads a file. What could be read is returned; if a diagnostic is an error, the file must not be run.
pub fn read_cases(source: &Source) -> (TestFile, Vec<Diagnostic>) {
    let file = TestFile::empty(source);
    if let Some(diagnostic) = refused(source) {
        return (file, vec![diagnostic]);
    }
    let (text, diagnostics) = check(source.text());
    let Some(text) = text else { return (file, diagnostics) };
    let index = Index::new(&text);
    let mut reader = CaseReader { diagnostics, tables: Vec::new(), count: 0, cut: None };
    for root in index.roots() {
        reader.root(root);
    }
    if let Some((span, depth)) = reader.cut {
        return (file, vec![registry::export_cut_off(span, depth)]);
    }
    (TestFile { tables: reader.tables, ..file }, reader.diagnostics)
}

struct CaseReader {
    diagnostics: Vec<Diagnostic>,
    tables: Vec<Table>,
    count: usize,
    /// The first value that PowerShell cut off, and the depth of what is left.
    cut: Option<(Span, usize)>,
}

/// What is said about a case: by itself, and by the object around it.
#[derive(Clone, Copy)]
struct Said<'i> {
    case: Node<'i>,
    around: Option<Node<'i>>,
}

impl<'i> Said<'i> {
    fn get(self, key: &str) -> Option<Node<'i>> {
        self.case.get(key).or_else(|| self.around?.get(key))
    }

    fn text(self, keys: &[&str]) -> Option<String> {
        keys.iter().find_map(|key| self.get(key)?.text()).filter(|text| !text.trim().is_empty())
    }

    /// The misspelled member that was meant to be this one.
    fn slip(self, key: &str) -> Option<(Node<'i>, String)> {
        let named = self.case.members().filter_map(|(name, _)| Some((name, name.text()?)));
        let mut near =
            named.filter(|(_, text)| !is_key(text) && (nearest(text, KEYS) == Some(key) || is_part(text, key)));
        near.next()
    }
}

fn is_key(name: &str) -> bool {
    KEYS.iter().any(|key| key.eq_ignore_ascii_case(name))
}

/// Whether a name is a member's name without its beginning or its end, such as `Expected`.
fn is_part(name: &str, key: &str) -> bool {
    let (name, key) = (name.to_ascii_lowercase(), key.to_ascii_lowercase());
    name.len() > 4 && (key.starts_with(&name) || key.ends_with(&name))
}

/// Whether an object has a member of a case, or one that is almost spelled so.
fn is_case(node: Node<'_>) -> bool {
    let mut names = node.members().filter_map(|(key, _)| key.text());
    names.any(|name| is_key(&name) || nearest(&name, KEYS).is_some())
}

impl CaseReader {
    fn report(&mut self, diagnostic: Diagnostic) {
        if self.diagnostics.len() < MOST_FINDINGS {
            self.diagnostics.push(diagnostic);
        }
    }

    fn root(&mut self, root: Node<'_>) {
        if root.shape() == NodeShape::Array {
            return root.items().for_each(|item| self.case(item, None, None));
        }
        let (mut lists, mut named) = (Vec::new(), Vec::new());
        for (key, value) in root.members() {
            match value.shape() {
                NodeShape::Array if value.items().any(|item| is_case(item) || is_cut(item)) => lists.push(value),
                NodeShape::Object if is_case(value) => named.push((key, value)),
                _ => {}
            }
        }
        if lists.is_empty() && named.is_empty() {
            if is_case(root) {
                return self.case(root, None, None);
            }
            if let Some((_, cut)) = root.members().find(|(_, value)| is_cut(*value)) {
                return self.refuse(cut, "cases", "a list");
            }
            let found = match root.members().next().and_then(|(key, _)| key.text()) {
                Some(key) => format!("an object with `{}`", key.chars().take(60).collect::<String>()),
                None => root.describe().to_owned(),
            };
            let help = "a case in JSON has `Expression`, `InputAttributes` and `ExpectedResult`; other tests are TOML";
            return self.report(registry::not_a_test_file(root.span(), &found, help.to_owned()));
        }
        for item in lists.into_iter().flat_map(Node::items) {
            self.case(item, Some(root), None);
        }
        for (key, value) in named {
            self.case(value, Some(root), key.text());
        }
    }

    fn case(&mut self, case: Node<'_>, around: Option<Node<'_>>, key: Option<String>) {
        self.count += 1;
        if case.shape() != NodeShape::Object {
            return self.refuse(case, "case", "an object");
        }
        let said = Said { case, around };
        let row = self.row(said, key);
        let (Some(expression), Some(row)) = (self.expression(said), row) else { return };
        let subject = said.text(SUBJECTS).unwrap_or_default();
        // Neighbors about the same expression are rows of one table.
        let is_same = |table: &&mut Table| {
            let same = matches!(&table.subject, TableSubject::Text(text) if text.value == expression.value);
            same && table.name == subject
        };
        match self.tables.last_mut().filter(is_same) {
            Some(table) => table.rows.push(row),
            None => self.tables.push(Table { name: subject, subject: TableSubject::Text(expression), rows: vec![row] }),
        }
    }

    fn expression(&mut self, said: Said<'_>) -> Option<Located<String>> {
        let node = self.required(said, EXPRESSION)?;
        let Some(value) = node.text() else {
            self.refuse(node, EXPRESSION, "a string");
            return None;
        };
        let span = Span::new(node.span().start as usize + 1, (node.span().end as usize).saturating_sub(1));
        Some(Located { value, location: Quoted { span, quoting: Quoting::Json } })
    }

    /// The record of a case and what is expected of it.
    fn row(&mut self, said: Said<'_>, key: Option<String>) -> Option<Row> {
        let record = self.record(said);
        let node = self.required(said, EXPECTED)?;
        let wanted = self.wanted(node)?;
        let name = Said { around: None, ..said }.text(NAMES).or(key);
        let name = name.unwrap_or_else(|| format!("case {}", self.count));
        Some(Row { name, record: record?, wanted, span: node.span(), literal: Some(node.span()) })
    }

    fn required<'i>(&mut self, said: Said<'i>, key: &str) -> Option<Node<'i>> {
        let found = said.get(key);
        if found.is_none() && !self.misspelled(said, key) {
            self.report(registry::missing_test_key(Span::at(said.case.span().start as usize), "case", key));
        }
        found
    }

    /// Whether a member is there under another name, which is reported.
    fn misspelled(&mut self, said: Said<'_>, key: &str) -> bool {
        let Some((name, text)) = said.slip(key) else { return false };
        let span = Span::new(name.span().start as usize + 1, (name.span().end as usize).saturating_sub(1));
        let diagnostic = registry::unknown_key(span, &text, "the case", format!("did you mean `{key}`?"));
        self.report(diagnostic.with_unsafe_fix(format!("write `{key}`"), span, key));
        true
    }

    fn refuse(&mut self, node: Node<'_>, location: &str, expected: &str) {
        if is_cut(node) {
            let depth = node.pointer().matches('/').count().saturating_sub(1);
            self.cut.get_or_insert((node.span(), depth));
        } else {
            self.report(registry::wrong_shape(node.span(), location, expected, node.describe()));
        }
    }

    /// The attributes of a case: an object, or a list of pairs as the service takes them. Without any, nothing is read.
    fn record(&mut self, said: Said<'_>) -> Option<TestRecord> {
        let Some(node) = said.get(INPUT) else {
            let is_missing = !self.misspelled(said, INPUT);
            return is_missing.then(|| TestRecord { json: "{}".to_owned(), names: Vec::new() });
        };
        let inside =
            |node: Node<'_>| Span::new(node.span().start as usize + 1, (node.span().end as usize).saturating_sub(1));
        match node.shape() {
            NodeShape::Null => Some(TestRecord { json: "{}".to_owned(), names: Vec::new() }),
            NodeShape::Object => {
                let names = node.members().filter_map(|(key, _)| Some((key.text()?, inside(key))));
                Some(TestRecord { json: node.raw().to_owned(), names: names.collect() })
            }
            NodeShape::Array => {
                let (mut attributes, mut names) = (Map::new(), Vec::new());
                for pair in node.items() {
                    let name = PAIR.0.iter().find_map(|key| pair.get(key));
                    let Some((name, text)) = name.and_then(|name| Some((name, name.text()?))) else {
                        self.refuse(pair, INPUT, "an object with `key` and `value`");
                        return None;
                    };
                    let value = pair.get(PAIR.1).and_then(|value| serde_json::from_str(value.raw()).ok());
                    names.push((text.clone(), inside(name)));
                    attributes.insert(text, value.unwrap_or_default());
                }
                Some(TestRecord { json: Json::Object(attributes).to_string(), names })
            }
            _ => {
                self.refuse(node, INPUT, "an object");
                None
            }
        }
    }

    fn wanted(&mut self, node: Node<'_>) -> Option<Expected> {
        let Ok(json) = serde_json::from_str::<Json>(node.raw()) else {
            self.report(registry::not_json(node.span(), "half a surrogate pair in a string", None));
            return None;
        };
        Some(match json {
            Json::Null => Expected::Absent,
            Json::Array(items) if items.is_empty() => Expected::Absent,
            Json::Object(_) => {
                self.refuse(node, EXPECTED, "a value or a list of values");
                return None;
            }
            // PowerShell writes whole numbers that it has computed with a fraction.
            Json::Number(number) => {
                let whole = number.to_string();
                Expected::Value(whole.strip_suffix(".0").map_or(Json::Number(number), Json::from))
            }
            other => Expected::Value(other),
        })
    }
}
