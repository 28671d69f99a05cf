//! What the expression language takes from .NET's base library, written against tables of what real .NET 9 prints.
//!
//! Knows nothing of Entra: no functions of the language, no records, no diagnostics. Everything is invariant culture
//! unless a culture is a parameter.

mod date_cursor;
pub mod date_error;
pub mod date_exact;
mod date_fields;
pub mod date_format;
pub mod date_math;
mod date_names;
pub mod date_pattern;
pub mod date_styles;
pub mod datetime;
