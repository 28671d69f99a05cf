//! What kind of file a text is, from its name and its first bytes. Every command that is given a file of another kind
//! than it reads says so with these words.
//!
//! Only what is certain is named: a text without marks of its own is unknown, and whoever reads it says what is wrong.

mod plain;

use super::graph::{Index, Node, NodeShape};

/// How much of a text is looked at, in bytes.
const HEAD: usize = 64 << 10;

/// A kind of file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    /// A mapping, in either format.
    Mapping,
    /// Tests of a mapping.
    Tests,
    /// Records of a directory.
    Records,
    /// `attrflow.toml`.
    Configuration,
    /// A report of diagnostics, such as that of `attrflow check`.
    Report,
    /// What Microsoft Graph answers to a request that failed.
    GraphError,
    /// The provisioning jobs of an application, without their schemas.
    Jobs,
    /// A package of a programming language.
    Package,
    /// A page that a browser has saved.
    WebPage,
    /// Text for people.
    Markdown,
    /// Markup that is no web page.
    Xml,
    /// Configuration of other programs.
    Yaml,
    /// A file of an office program, or an archive.
    Archive,
    /// A text for printing.
    Pdf,
    /// A picture, a program, or anything else that is no text.
    Binary,
    /// A script or another text of a programming language.
    Script,
    /// Anything else.
    Unknown,
}

/// The members that only a mapping has.
const OF_MAPPINGS: &[&str] = &["synchronizationRules", "objectMappings", "attributeMappings", "targetAttributeName"];

/// What standard input is called.
const STDIN: &str = "<stdin>";

/// The members of a case of the scripts that send expressions to the service and compare what comes back.
const OF_CASES: &[&str] = &["Expression", "InputAttributes", "ExpectedResult"];

/// The members that the users and groups of directories and of SCIM have.
const OF_RECORDS: &[&str] = &[
    "accountEnabled",
    "distinguishedName",
    "emails",
    "employeeId",
    "givenName",
    "jobTitle",
    "mail",
    "mailNickname",
    "objectGUID",
    "primaryEmail",
    "sAMAccountName",
    "schemas",
    "surname",
    "userName",
    "userPrincipalName",
];

/// The members of the manifests and locks of Node.
const OF_PACKAGES: &[&str] = &["dependencies", "devDependencies", "lockfileVersion", "peerDependencies", "scripts"];

/// The tables of TOML files: of mappings, of tests, of packages.
const MAPPING_TABLES: &[&str] = &["attribute", "object", "scope", "input-scope", "source", "target"];
const TEST_TABLES: &[&str] = &["case", "expression"];
/// How the names of scripts end.
const SCRIPTS: &[&str] =
    &[".bat", ".cmd", ".cs", ".js", ".ps1", ".psd1", ".psm1", ".py", ".sh", ".sql", ".ts", ".vb", ".vbs"];

const PACKAGE_TABLES: &[&str] = &["package", "workspace", "dependencies", "project", "build-system", "tool"];

impl FileKind {
    /// The kind of a file.
    pub fn of(name: &str, text: &str) -> Self {
        let end = (0..=HEAD.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
        let head = text.get(..end).unwrap_or(text).trim_start();
        let name = file_name(name);
        match Self::of_text(&name, head) {
            FileKind::Unknown => Self::of_name(&name),
            known => known,
        }
    }

    /// What it is called in a message.
    pub fn noun(self) -> &'static str {
        match self {
            FileKind::Mapping => "a mapping",
            FileKind::Tests => "tests of a mapping",
            FileKind::Records => "records",
            FileKind::Configuration => "the configuration of attrflow",
            FileKind::Report => "a report",
            FileKind::GraphError => "an error of Microsoft Graph",
            FileKind::Jobs => "provisioning jobs without their schema",
            FileKind::Package => "a package of a programming language",
            FileKind::WebPage => "a web page",
            FileKind::Markdown => "a Markdown text",
            FileKind::Xml => "an XML text",
            FileKind::Yaml => "a YAML text",
            FileKind::Archive => "an archive or a file of an office program",
            FileKind::Pdf => "a PDF document",
            FileKind::Binary => "a binary file",
            FileKind::Script => "a script",
            FileKind::Unknown => "something else",
        }
    }

    /// What to do with a file of this kind, given its name.
    pub fn remedy(self, name: &str) -> Option<String> {
        const EXPORT: &str = "`GET …/synchronization/jobs/…/schema`";
        // Standard input has no name that a command takes, except `-`.
        let name = match name {
            STDIN => "-".to_owned(),
            name if name.contains(char::is_whitespace) => format!("'{name}'"),
            name => name.to_owned(),
        };
        Some(match self {
            FileKind::Mapping => {
                format!("check it with `attrflow check {name}`, run it with `attrflow map {name} RECORDS`")
            }
            FileKind::Tests => format!("run them with `attrflow test {name}`"),
            FileKind::Records => format!("map them with `attrflow map MAPPING {name}`"),
            FileKind::Configuration => "`attrflow check` reads it by itself; name the mapping".to_owned(),
            FileKind::Report => "name the mapping that was checked".to_owned(),
            FileKind::GraphError => format!("the request failed; sign in again, and export with {EXPORT}"),
            FileKind::Jobs => format!("export the schema of one job with {EXPORT}"),
            FileKind::WebPage => format!("save what {EXPORT} answers, and not the page that shows it"),
            FileKind::Archive => "records are read from CSV: save the sheet as CSV, or unpack the archive".to_owned(),
            FileKind::Pdf | FileKind::Binary => "mappings and records are texts: JSON, TOML, CSV or LDIF".to_owned(),
            FileKind::Package | FileKind::Markdown | FileKind::Xml | FileKind::Yaml | FileKind::Script => {
                "a mapping is synchronizationSchema JSON or attrflow's TOML".to_owned()
            }
            FileKind::Unknown => return None,
        })
    }

    /// Whether a reader of mappings need not try.
    pub fn is_no_mapping(self) -> bool {
        !matches!(self, FileKind::Mapping | FileKind::Unknown)
    }

    fn of_text(name: &str, head: &str) -> Self {
        let begins = |word: &str| head.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
        if begins("<!doctype html") || begins("<html") {
            return FileKind::WebPage;
        }
        if head.starts_with('<')
            && head.chars().nth(1).is_some_and(|next| next == '?' || next == '!' || next.is_alphabetic())
        {
            return FileKind::Xml;
        }
        if head.starts_with("PK\u{3}\u{4}") {
            return FileKind::Archive;
        }
        if head.starts_with("%PDF-") {
            return FileKind::Pdf;
        }
        if plain::is_binary(head) {
            return if Self::of_name(name) == FileKind::Archive { FileKind::Archive } else { FileKind::Binary };
        }
        let is_toml = ends(name, &[".toml"]);
        // The header of a TOML table is a name in brackets.
        let is_table =
            head.trim_start_matches('[').starts_with(|next: char| next.is_alphabetic() || "-_".contains(next));
        if !is_toml && (head.starts_with('{') || head.starts_with('[') && !is_table) {
            let index = Index::new(head);
            return index.roots().next().map_or(FileKind::Unknown, Self::of_json);
        }
        let is_unnamed = !name.contains('.') || name == STDIN;
        let kind = if is_toml || is_unnamed { Self::of_toml(name, head) } else { FileKind::Unknown };
        if kind == FileKind::Unknown && (is_unnamed || ends(name, &[".txt"])) { plain::kind(head) } else { kind }
    }

    /// The kind of a document, by the members of its first object.
    fn of_json(root: Node<'_>) -> Self {
        let outer = if root.shape() == NodeShape::Array { first(root) } else { root };
        let has = |node: Node<'_>, names: &[&str]| names.iter().any(|name| node.get(name).is_some());
        let count = |node: Node<'_>, names: &[&str]| names.iter().filter(|name| node.get(name).is_some()).count();
        let lists = outer.members().map(|(_, value)| value).filter(|value| value.shape() == NodeShape::Array);
        let inner = outer.get("value").filter(|value| value.shape() == NodeShape::Array).map(first);
        // A case may name the target attribute, as a mapping does.
        let is_case = |node: Node<'_>| node.shape() == NodeShape::Object && count(node, OF_CASES) > 1;
        let of_cases = || outer.members().map(|(_, value)| first(value)).any(is_case);
        if is_case(outer) || of_cases() {
            return FileKind::Tests;
        }
        if has(outer, OF_MAPPINGS) || inner.is_some_and(|inner| has(inner, OF_MAPPINGS)) {
            return FileKind::Mapping;
        }
        let is_record = |node: Node<'_>| {
            count(node, OF_RECORDS) > 0 && !has(node, &["appId", "schema", "directories", "Operations"])
        };
        let mut lists = lists.map(first);
        if is_record(outer) || lists.any(|node| node.shape() == NodeShape::Object && is_record(node)) {
            return FileKind::Records;
        }
        let failed = outer.get("error").or_else(|| outer.get("odata.error"));
        let is_flat = |value: Node<'_>| !matches!(value.shape(), NodeShape::Object | NodeShape::Array);
        let nested = outer.members().filter(|(_, value)| !is_flat(*value)).count();
        if nested == 1 && failed.is_some_and(|failed| count(failed, &["code", "message"]) == 2) {
            return FileKind::GraphError;
        }
        if outer.get("name").is_some() && has(outer, OF_PACKAGES) && !has(outer, &["directories", "schema"]) {
            return FileKind::Package;
        }
        if has(outer, &["diagnostics"]) && has(outer, &["summary"]) {
            return FileKind::Report;
        }
        if outer.get("$schema").is_some_and(|schema| schema.raw().contains("sarif")) {
            return FileKind::Report;
        }
        let is_object = |node: Node<'_>, name| node.get(name).is_some_and(|value| value.shape() == NodeShape::Object);
        let is_job = |node| has(node, &["templateId"]) && (is_object(node, "schedule") || is_object(node, "status"));
        if is_job(outer) || inner.is_some_and(is_job) {
            return FileKind::Jobs;
        }
        FileKind::Unknown
    }

    /// The kind of a TOML file, by the names of its tables.
    fn of_toml(name: &str, head: &str) -> Self {
        let (mut tables, mut keys) = (Vec::new(), Vec::new());
        for line in head.lines().map(str::trim_start) {
            let word = |text: &str| {
                text.split(|it: char| !(it.is_ascii_alphanumeric() || "-_".contains(it))).next().map(str::to_owned)
            };
            if line.starts_with('[') {
                tables.extend(word(line.trim_start_matches(['[', ' '])));
            } else if tables.is_empty() && line.contains('=') {
                keys.extend(word(line));
            }
        }
        let has = |names: &[&str]| tables.iter().chain(&keys).any(|table| names.contains(&table.as_str()));
        match () {
            () if ends(name, &[".test.toml"]) => FileKind::Tests,
            () if name == "attrflow.toml" || name == ".attrflow.toml" => FileKind::Configuration,
            () if has(&["attribute", "object"]) => FileKind::Mapping,
            () if has(TEST_TABLES) || has(&["mapping"]) => FileKind::Tests,
            () if has(MAPPING_TABLES) => FileKind::Unknown,
            () if has(&["ignore"]) => FileKind::Configuration,
            () if tables.iter().any(|table| PACKAGE_TABLES.contains(&table.as_str())) => FileKind::Package,
            () => FileKind::Unknown,
        }
    }

    /// The kind that only the name tells.
    fn of_name(name: &str) -> Self {
        let plain = name.trim_end_matches(".gz").trim_end_matches(".zst");
        match () {
            () if ends(name, &[".md", ".markdown"]) => FileKind::Markdown,
            () if ends(plain, &[".ndjson", ".jsonl", ".csv", ".tsv", ".ldif", ".ldf"]) => FileKind::Records,
            () if ends(name, &[".html", ".htm", ".mhtml"]) => FileKind::WebPage,
            () if ends(name, &[".xlsx", ".xls", ".docx", ".zip", ".gz", ".zst", ".7z"]) => FileKind::Archive,
            () if ends(name, &[".yml", ".yaml"]) => FileKind::Yaml,
            () if ends(name, SCRIPTS) => FileKind::Script,
            () => FileKind::Unknown,
        }
    }
}

/// The last part of a path, in lower case.
fn file_name(path: &str) -> String {
    path.rsplit(['/', '\\']).next().unwrap_or(path).to_ascii_lowercase()
}

/// The first item of an array.
fn first(list: Node<'_>) -> Node<'_> {
    list.items().next().unwrap_or(list)
}

fn ends(name: &str, endings: &[&str]) -> bool {
    endings.iter().any(|ending| name.ends_with(ending))
}

#[cfg(test)]
mod tests;
