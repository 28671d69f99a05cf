//! The parts of .NET's base library that the expression language uses, written against tables of real .NET 9 output.
//!
//! Knows nothing of Entra: no functions of the language, no records, no diagnostics. Everything is invariant culture
//! unless a culture is a parameter.

pub mod base64;
pub mod casing;
mod category;
pub mod culture;
mod date_cursor;
pub mod date_error;
pub mod date_exact;
mod date_fields;
mod date_fixed;
pub mod date_format;
pub mod date_math;
mod date_names;
pub mod date_parse;
pub mod date_pattern;
pub mod date_styles;
pub mod datetime;
pub mod encode;
pub mod parse;
pub mod regex;
pub mod split;
pub mod title_case;
mod vb_compare;
pub mod vb_text;
