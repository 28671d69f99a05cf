//! An open document: its expressions with their locations, and its diagnostics.
//!
//! This module does not depend on the protocol.

use super::keys::Keys;
use crate::cli::config::{self, Config};
use crate::cli::discover::looks_like_mapping;
use crate::cli::schema::SchemaKind;
use crate::cli::test::load;
use attrflow::tool::assistance::Surroundings;
use attrflow::tool::testing::{Suite, TableSubject, TestFile};
use attrflow::tool::{
    Context, KnownAttribute, Mapping, MappingFormat, Quoted, SourceSchema, check_expression, check_mapping,
    language_of, read_mapping,
};
use attrflow::{Diagnostic, Edit, Fix, Language, Source, Span};

/// The language of a fence that holds an expression: the one in Microsoft's documentation.
const FENCE: &str = "ad-attr-mapping-expr";

/// An open document.
pub(super) struct Document {
    pub source: Source,
    /// Its version, as the editor counts.
    pub version: i32,
    pub content: Content,
    pub regions: Vec<Region>,
    pub diagnostics: Vec<Diagnostic>,
    pub failed: Vec<FailedTest>,
    pub(super) settings: Vec<(String, String)>,
    /// The dialect of the configuration.
    pub(super) dialect: Option<&'static Language>,
}

/// What a document is.
pub(super) enum Content {
    Mapping(Box<Mapping>),
    Tests(Box<TestFile>),
    Configuration,
    Markdown,
    Other,
}

/// A test that failed: where its expectation is, and in words.
pub(super) struct FailedTest {
    pub span: Span,
    pub message: String,
}

/// How many tests are run whenever a file changes: it must not be felt.
const MOST_TESTS: usize = 500;

/// An expression in a document.
pub(super) struct Region {
    /// The expression.
    pub text: String,
    /// Its location in the document.
    pub location: Quoted,
    /// The object whose attributes it reads.
    pub source_object: String,
    /// The object mapping that it is in, counted from 0 in the file's order.
    pub object: Option<usize>,
    pub(super) dialect: &'static Language,
    source_schema: Option<SourceSchema>,
}

impl Document {
    /// Reads a document. One that is neither a mapping nor Markdown has no diagnostics. Diagnostics that the
    /// configuration ignores are left out.
    pub fn new(path: &str, text: &str, config: &Config) -> Self {
        let source = Source::new(path, text);
        let (regions, diagnostics, settings) = (Vec::new(), Vec::new(), Vec::new());
        let (content, failed, dialect) = (Content::Other, Vec::new(), config.dialect);
        let mut document = Self { source, version: 0, content, regions, diagnostics, failed, settings, dialect };
        let name = path.rsplit('/').next().unwrap_or_default();
        if matches!(name, "attrflow.toml" | ".attrflow.toml") {
            document.read_configuration();
            return document;
        } else if name.ends_with(".test.toml") {
            document.read_tests();
        } else if looks_like_mapping(path, text) {
            document.read_mapping();
        } else if [".md", ".markdown"].iter().any(|ending| path.ends_with(ending)) {
            document.read_markdown();
        }
        document.diagnostics.retain(|diagnostic| {
            let is_chosen = config.select.is_empty() || config.select.contains(&diagnostic.code());
            is_chosen && !config.ignores.iter().any(|ignore| !ignore.expired && ignore.matches(path, diagnostic))
        });
        document
    }

    fn read_mapping(&mut self) {
        let (mapping, mut diagnostics) = read_mapping(&self.source);
        diagnostics.extend(check_mapping(&mapping, self.dialect, None));
        for (number, (rule, object)) in mapping.object_mappings().enumerate() {
            let definition = mapping.source_definition(rule, object).filter(|known| !known.attributes.is_empty());
            let source_schema = definition.map(|known| {
                let attributes = known.attributes.iter().map(|attribute| {
                    let (kind, multivalued, required) = (attribute.kind, attribute.multivalued, attribute.required);
                    (attribute.name.value.as_str(), KnownAttribute { kind, multivalued, required })
                });
                SourceSchema::new(&known.name.value, attributes)
            });
            for source in object.attribute_mappings.iter().filter_map(|attribute| attribute.source.as_ref()) {
                let Some(expression) = &source.expression else { continue };
                self.regions.push(Region {
                    text: expression.value.clone(),
                    location: expression.location,
                    source_object: object.source_object.value.clone(),
                    object: Some(number),
                    dialect: self.dialect.unwrap_or_else(|| language_of(rule)),
                    source_schema: source_schema.clone(),
                });
            }
        }
        self.settings = mapping.settings.values().into_iter().collect();
        self.diagnostics = diagnostics;
        self.content = Content::Mapping(Box::new(mapping));
    }

    /// Reads the tests of a file with the files that it names, and runs them.
    fn read_tests(&mut self) {
        let Ok((suite, reports)) = load::suite(&self.source, &mut Vec::new()) else { return };
        let own = reports.into_iter().filter(|report| report.source.name() == self.source.name());
        self.diagnostics = own.flat_map(|report| report.diagnostics).collect();
        let file = suite.as_ref().map_or_else(|| load::tests(&self.source), |suite| suite.file.clone());
        if let Some(suite) = suite {
            self.failed = failures(&suite);
        }
        let dialect = self.dialect.or(file.dialect).unwrap_or_default();
        for table in &file.tables {
            let TableSubject::Text(text) = &table.subject else { continue };
            self.regions.push(Region {
                text: text.value.clone(),
                location: text.location,
                source_object: String::new(),
                object: None,
                dialect,
                source_schema: None,
            });
        }
        self.settings = file.settings.clone();
        self.content = Content::Tests(Box::new(file));
    }

    fn read_configuration(&mut self) {
        if let Err(error) = config::parse(&self.source) {
            let help = error.help.map_or(String::new(), |help| format!("\nhelp: {help}"));
            self.failed.push(FailedTest { span: error.span, message: error.message + &help });
        }
        self.content = Content::Configuration;
    }

    /// The keys that the document may have, if it is TOML of attrflow.
    pub fn keys(&self) -> Option<Keys> {
        Keys::new(match &self.content {
            Content::Mapping(mapping) if mapping.format == MappingFormat::Toml => SchemaKind::Mapping,
            Content::Tests(_) => SchemaKind::Test,
            Content::Configuration => SchemaKind::Config,
            _ => return None,
        })
    }

    /// The mapping, if the document is one.
    pub fn mapping(&self) -> Option<&Mapping> {
        match &self.content {
            Content::Mapping(mapping) => Some(mapping),
            _ => None,
        }
    }

    fn read_markdown(&mut self) {
        self.content = Content::Markdown;
        for span in fences(self.source.text()) {
            let location = Quoted::plain(span);
            let text = span.of(self.source.text()).to_owned();
            if text.trim().is_empty() {
                continue;
            }
            let dialect = self.dialect.unwrap_or_default();
            let (_, diagnostics) =
                check_expression(&text, &dialect.parse(&text), Context { language: dialect, source_schema: None });
            let file = self.source.text();
            self.diagnostics.extend(diagnostics.into_iter().map(|diagnostic| placed(diagnostic, location, file)));
            self.regions.push(Region {
                text,
                location,
                source_object: String::new(),
                object: None,
                dialect,
                source_schema: None,
            });
        }
    }

    /// The expression at an offset of the document, with the offset in the expression.
    pub fn region_at(&self, offset: usize) -> Option<(&Region, usize)> {
        let holds = |region: &&Region| {
            let range = region.location.span.range();
            range.start <= offset && offset <= range.end
        };
        let region = self.regions.iter().find(holds)?;
        Some((region, region.meant(self.source.text(), offset)))
    }

    /// The context of an expression: what is known about its attributes and settings.
    pub fn surroundings<'d>(&'d self, region: &'d Region) -> Surroundings<'d> {
        Surroundings { context: region.context(), sample: None, settings: &self.settings }
    }
}

/// The tests of a file that fail, unless it has many tests.
fn failures(suite: &Suite) -> Vec<FailedTest> {
    let rows = suite.file.tables.iter().map(|table| table.rows.len()).sum::<usize>();
    if suite.file.cases.len() + rows > MOST_TESTS {
        return Vec::new();
    }
    let results = suite.run(&|_| true);
    let failed = results.iter().flat_map(|test| test.failures.iter().map(move |failure| (test, failure)));
    failed
        .map(|(test, failure)| FailedTest {
            span: if failure.span == Span::default() { test.span } else { failure.span },
            message: format!("test `{}` fails: {}", test.name, failure.line()),
        })
        .collect()
}

impl Region {
    /// The context that its check has.
    pub fn context(&self) -> Context<'_> {
        Context { language: self.dialect, source_schema: self.source_schema.as_ref() }
    }

    /// Converts an offset in the document to an offset in the expression; escapes make the two differ.
    fn meant(&self, file: &str, offset: usize) -> usize {
        let (mut low, mut high) = (0, self.text.len());
        while low < high {
            let middle = (low + high).div_ceil(2);
            let located = self.location.locate(file, Span::at(middle));
            if located.start as usize <= offset { low = middle } else { high = middle - 1 }
        }
        low
    }
}

/// A diagnostic about an expression, with its spans moved to the document.
fn placed(diagnostic: Diagnostic, location: Quoted, file: &str) -> Diagnostic {
    let locate = |span: Span| location.locate(file, span);
    let related = diagnostic.related.iter().map(|(span, what)| (locate(*span), what.clone())).collect();
    let fix = diagnostic.fix.map(|fix| Fix {
        edits: fix.edits.into_iter().map(|edit| Edit { span: locate(edit.span), text: edit.text }).collect(),
        ..fix
    });
    Diagnostic { span: locate(diagnostic.span), related, fix, ..diagnostic }
}

/// The contents of the fences that hold expressions, without the line break before the closing fence.
fn fences(text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let mut open: Option<(usize, &str, bool)> = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let trimmed = line.trim();
        let sign = if trimmed.starts_with('~') { '~' } else { '`' };
        let marks = trimmed.len() - trimmed.trim_start_matches(sign).len();
        match open {
            None if marks >= 3 => {
                let (fence, language) = trimmed.split_at(marks);
                let language = language.split_whitespace().next().unwrap_or_default();
                open = Some((at + line.len(), fence, language == FENCE));
            }
            Some((start, fence, is_ours)) if trimmed.starts_with(fence) && trimmed.len() == marks => {
                let inner = text.get(start..at).unwrap_or_default();
                let inner = inner.strip_suffix('\n').unwrap_or(inner);
                let inner = inner.strip_suffix('\r').unwrap_or(inner);
                found.extend(is_ours.then(|| Span::new(start, start + inner.len())));
                open = None;
            }
            _ => {}
        }
        at += line.len();
    }
    // A fence that is not closed yet extends to the end.
    found.extend(
        open.filter(|(_, _, is_ours)| *is_ours).map(|(start, _, _)| Span::new(start.min(text.len()), text.len())),
    );
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_fences_of_expressions_are_taken() {
        let text = "a\n```ad-attr-mapping-expr\nTrim([a])\n```\n```json\n{}\n```\n~~~~ ad-attr-mapping-expr\r\n[b]\r\n~~~~\n```ad-attr-mapping-expr\n[c";
        let found: Vec<&str> = fences(text).into_iter().map(|span| span.of(text)).collect();
        assert_eq!(found, ["Trim([a])", "[b]", "[c"]);
    }

    #[test]
    fn an_offset_behind_escapes_is_found_in_the_expression() {
        let text = r#"{"attributeMappings": [{"targetAttributeName": "a", "source": {"expression": "Join(\"\u00e9\", [mail])", "type": "Function", "name": "Join"}}]}"#;
        let document = Document::new("x.json", text, &Config::default());
        let at = text.find("[mail]").unwrap();
        let (region, offset) = document.region_at(at).unwrap();
        assert_eq!(&region.text[offset..offset + 6], "[mail]");
        assert!(document.region_at(3).is_none());
    }
}
