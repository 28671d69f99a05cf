//! The registry: everything attrflow can say about a text, each thing declared once.
//!
//! A declaration is a function that makes the diagnostic, and its doc comment is the page that `attrflow explain` prints.
//! The table in the page is run by the tests: what is said to raise the diagnostic does, what is marked `–` does not.
//!
//! | in the page's table | means |
//! |---------------------|-------|
//! | expression          | the text is checked, and run over the record where there is one |
//! | target              | the path is read; several make one payload; with a type and a value (JSON) that is written to it |
//! | json, toml          | a whole mapping file on one line: it is read and checked |
//! | clause              | the clause of a scoping filter, as in the TOML file: read as the only clause of an object mapping |
//! | raises              | the code, or `–` for a near miss |
//! | input               | the bytes are read as records; `\n`, `\t`, `\xff`, `…×1000` stand for what they say |

mod arguments;
mod convert;
mod filter;
mod flow;
mod lints;
mod mapping;
mod names;
mod operation;
mod record;
mod run;
mod syntax;
mod target;
mod testing;

pub use arguments::*;
pub use convert::*;
pub use filter::*;
pub use flow::*;
pub use lints::*;
pub use mapping::*;
pub use names::*;
pub use operation::*;
pub use record::*;
pub use run::*;
pub use syntax::*;
pub use target::*;
pub use testing::*;

/// How severe a diagnostic is, most severe first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// It cannot work.
    Error,
    /// It works, and probably not as meant.
    Warning,
    /// Worth knowing.
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

/// One thing that can be said.
#[derive(Debug)]
pub struct DiagnosticInfo {
    /// Its name, kebab-case, readable after "allow".
    pub code: &'static str,
    /// How grave it is.
    pub severity: Severity,
    /// Its page as far as it is in the library; see [`DiagnosticInfo::page`].
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

/// Every entry, theme by theme.
pub fn all() -> impl Iterator<Item = &'static DiagnosticInfo> {
    let expressions = [syntax::ENTRIES, names::ENTRIES, arguments::ENTRIES, flow::ENTRIES, run::ENTRIES];
    let files = [
        mapping::ENTRIES,
        filter::ENTRIES,
        target::ENTRIES,
        record::ENTRIES,
        operation::ENTRIES,
        convert::ENTRIES,
        testing::ENTRIES,
    ];
    expressions.into_iter().chain(files).chain(lints::ENTRIES).flatten().copied()
}

/// Every entry, in the order of the codes.
pub fn sorted() -> Vec<&'static DiagnosticInfo> {
    let mut all: Vec<&DiagnosticInfo> = all().collect();
    crate::text::order::sort_by(&mut all, |one, other| one.code.cmp(other.code));
    all
}

/// The entries of lints: of what works and is probably not meant.
pub fn lints() -> impl Iterator<Item = &'static DiagnosticInfo> {
    lints::ENTRIES.into_iter().flatten().copied()
}

/// The entry of a code.
pub fn find(code: &str) -> Option<&'static DiagnosticInfo> {
    all().find(|entry| entry.code == code)
}

/// Turns what a declaration gives as help into help: a text, or a text that may be missing.
pub(super) trait Help {
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

/// `unknown_function` as `unknown-function`, while compiling.
const fn kebab<const LENGTH: usize>(name: &str) -> [u8; LENGTH] {
    let mut code = [0; LENGTH];
    let mut at = 0;
    while at < LENGTH {
        code[at] = if name.as_bytes()[at] == b'_' { b'-' } else { name.as_bytes()[at] };
        at += 1;
    }
    code
}

/// Declares diagnostics. Each becomes a function `(span, fields…) -> Diagnostic` and an entry of the theme's `ENTRIES`.
macro_rules! diagnostics {
    ($(
        $(#[doc = $page:literal])+
        $severity:ident $name:ident($($field:ident: $type:ty),* $(,)?): $message:literal $(, help $help:expr)?;
    )*) => {
        /// The theme's entries.
        pub(super) const ENTRIES: &[&super::DiagnosticInfo] = &[$(&$name::ENTRY),*];

        $(
            /// Carries the entry, so that the function of the same name and the list share it.
            #[allow(non_camel_case_types)]
            enum $name {}

            impl $name {
                const ENTRY: super::DiagnosticInfo = super::DiagnosticInfo {
                    code: {
                        const CODE: &[u8] = &super::kebab::<{ stringify!($name).len() }>(stringify!($name));
                        match str::from_utf8(CODE) {
                            Ok(code) => code,
                            Err(_) => "",
                        }
                    },
                    severity: super::Severity::$severity,
                    written: $crate::text::resource!($($page),+),
                };
            }

            $(#[doc = $page])+
            pub fn $name(span: $crate::text::Span, $($field: $type),*) -> $crate::diagnostic::Diagnostic {
                #[allow(unused_mut, unused_assignments)]
                let mut help = None;
                $(help = super::Help::into_help($help);)?
                $crate::diagnostic::Diagnostic::new(&$name::ENTRY, span, format!($message), help)
            }
        )*
    };
}
use diagnostics;
