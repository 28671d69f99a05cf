//! The registry: the diagnostics of attrflow, each declared once. Those of lints are declared beside what the lint looks for,
//! in `check/lints`; `codes` has all of them. Knows nothing of when they are reported.
//!
//! A declaration is a function that creates the diagnostic, and its doc comment is the page that `attrflow explain`
//! prints. The tests run the table of the page: a row with the code must raise the diagnostic, a row with `–` must not.
//!
//! | column              | meaning |
//! |---------------------|---------|
//! | expression          | the expression is checked, and run on the record if there is one |
//! | target              | the path is read; several paths form one payload; with a type and a value (JSON), the value is written to it |
//! | json, toml          | a whole mapping file on one line: it is read and checked |
//! | clause              | a clause of a scoping filter, as in the TOML file: read as the only clause of an object mapping |
//! | record, dialect     | what the expression is run on, and in which language; `entra` without the column |
//! | raises              | the code, or `–` for a near miss |
//! | input               | the bytes are read as records; `\n`, `\t`, `\xff` are escape sequences, `…×1000` is a repetition |

mod arguments;
mod convert;
mod filter;
mod flow;
mod mapping;
mod names;
mod operation;
mod paste;
mod record;
mod run;
mod syntax;
mod target;
mod testing;
#[cfg(feature = "connect")]
mod typed;

pub use arguments::*;
pub use convert::*;
pub use filter::*;
pub use flow::*;
pub use mapping::*;
pub use names::*;
pub use operation::*;
pub use paste::*;
pub use record::*;
pub use run::*;
pub use syntax::*;
pub use target::*;
pub use testing::*;
#[cfg(feature = "connect")]
pub use typed::*;

/// How severe a diagnostic is, most severe first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// It does not work.
    Error,
    /// It works, but probably not as intended.
    Warning,
    /// It is good to know.
    Info,
}

impl std::fmt::Display for Severity {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "info",
        })
    }
}

/// What all diagnostics with the same code have in common.
#[derive(Debug)]
pub struct DiagnosticInfo {
    /// Its name: kebab-case, and readable after the word "ignore".
    pub code: &'static str,
    /// How severe it is.
    pub severity: Severity,
    /// Its page as compiled into the library; see [`DiagnosticInfo::page`].
    pub(crate) written: &'static str,
}

impl DiagnosticInfo {
    /// Its page: what it means, why it matters, rows that raise it. Markdown.
    pub fn page(&self) -> &'static str {
        crate::text::text(self.code, self.written)
    }

    /// The page's first paragraph.
    pub fn summary(&self) -> String {
        first_paragraph(self.page())
    }
}

/// The first paragraph of a page, on one line.
pub fn first_paragraph(page: &str) -> String {
    let lines = page.lines().map(str::trim).take_while(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join(" ")
}

/// The topics and their entries.
pub const TOPICS: &[(&str, &[&DiagnosticInfo])] = &[
    (topic("Syntax"), syntax::ENTRIES),
    (topic("Pasted text"), paste::ENTRIES),
    (topic("Names"), names::ENTRIES),
    (topic("Arguments"), arguments::ENTRIES),
    (topic("Flow"), flow::ENTRIES),
    (topic("Evaluation"), run::ENTRIES),
    (topic("Mapping files"), mapping::ENTRIES),
    (topic("Scoping filters"), filter::ENTRIES),
    (topic("Targets"), target::ENTRIES),
    (topic("Records"), record::ENTRIES),
    (topic("Requests"), operation::ENTRIES),
    (topic("Conversion"), convert::ENTRIES),
    (topic("Tests"), testing::ENTRIES),
    #[cfg(feature = "connect")]
    (topic("Types"), typed::ENTRIES),
];

/// The name of a topic, which only the documentation shows.
const fn topic(name: &str) -> &str {
    if cfg!(attrflow_external_resources) { "" } else { name }
}

/// The entries of the registry, grouped by topic.
pub fn all() -> impl Iterator<Item = &'static DiagnosticInfo> {
    TOPICS.iter().flat_map(|(_, entries)| *entries).copied()
}

/// Converts the help of a declaration: a string, or an optional string.
pub(crate) trait Help {
    fn into_help(self) -> Option<String>;
}

impl Help for &str {
    fn into_help(self) -> Option<String> {
        Some(self.to_owned())
    }
}

impl Help for String {
    fn into_help(self) -> Option<String> {
        Some(self)
    }
}

impl Help for Option<String> {
    fn into_help(self) -> Option<String> {
        self
    }
}

/// `unknown_function` as `unknown-function`, at compile time.
pub(crate) const fn kebab<const LENGTH: usize>(name: &str) -> [u8; LENGTH] {
    let mut code = [0; LENGTH];
    let mut at = 0;
    while at < LENGTH {
        code[at] = if name.as_bytes()[at] == b'_' { b'-' } else { name.as_bytes()[at] };
        at += 1;
    }
    code
}

/// Declares diagnostics. Each becomes a function `(span, fields…) -> Diagnostic` and an entry of the module's
/// `ENTRIES`.
macro_rules! diagnostics {
    ($(
        $(#[doc = $page:literal])+
        $severity:ident $name:ident($($field:ident: $type:ty),* $(,)?): $message:literal $(, help $help:expr)?;
    )*) => {
        /// The module's entries.
        pub(super) const ENTRIES: &[&$crate::diagnostic::DiagnosticInfo] = &[$(&$name::ENTRY),*];

        $(
            /// Holds the entry, so that the function of the same name and the list share it.
            #[allow(non_camel_case_types)]
            enum $name {}

            impl $name {
                const ENTRY: $crate::diagnostic::DiagnosticInfo = $crate::diagnostic::DiagnosticInfo {
                    code: {
                        const CODE: &[u8] = &$crate::diagnostic::registry::kebab::<{ stringify!($name).len() }>(stringify!($name));
                        match str::from_utf8(CODE) {
                            Ok(code) => code,
                            Err(_) => "",
                        }
                    },
                    severity: $crate::diagnostic::Severity::$severity,
                    written: $crate::text::resource!($($page),+),
                };
            }

            $(#[doc = $page])+
            pub fn $name(span: $crate::text::Span, $($field: $type),*) -> $crate::diagnostic::Diagnostic {
                #[allow(unused_mut, unused_assignments)]
                let mut help = None;
                $(help = $crate::diagnostic::registry::Help::into_help($help);)?
                $crate::diagnostic::Diagnostic::new(&$name::ENTRY, span, format!($message), help)
            }
        )*
    };
}
pub(crate) use diagnostics;
