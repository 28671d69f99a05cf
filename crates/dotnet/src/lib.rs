//! Parts of .NET's base library, result for result: regular expressions, dates, letter case, Visual Basic's string
//! functions, encodings. Written against tables of what .NET 9 prints.
//!
//! | module       | of .NET                                                              |
//! |--------------|----------------------------------------------------------------------|
//! | [`regex`]    | `System.Text.RegularExpressions`                                     |
//! | [`datetime`] | `System.DateTime`, its formats and styles, Visual Basic's `DateAdd` and `DateDiff` |
//! | [`casing`]   | `TextInfo`: upper, lower and title case, in cultures                 |
//! | [`vb`]       | `Microsoft.VisualBasic.Strings`                                      |
//! | [`encoding`] | `Convert`, `System.Text.Encoding`, `SecurityIdentifier`, `Boolean.Parse`, `Int64.Parse` |
//! | [`split`]    | `String.Split`                                                       |
//!
//! Strings are UTF-8. Where .NET counts, it counts UTF-16 units, and so do the positions and lengths here that .NET has
//! too; offsets in errors are bytes. A result that would contain half a surrogate pair is an error, or lacks the half.
//!
//! Everything is in the invariant culture unless a culture is a parameter, and the local time zone is UTC. Nothing
//! panics, whatever is passed, and everything ends. Knows nothing of who asks: no languages, no records, no
//! diagnostics.
#![forbid(unsafe_code)]
#![warn(missing_docs, clippy::panic, clippy::unwrap_used)]

pub mod casing;
pub mod datetime;
pub mod encoding;
pub mod regex;
pub mod split;
pub mod vb;

/// The crate of the arenas in which `lower_in`, `upper_in`, `format_in` and `replace_class` build strings.
pub use bumpalo;

/// The README's examples are compiled and run.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
