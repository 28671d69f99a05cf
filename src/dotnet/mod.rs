//! The parts of .NET's base library that the expression language uses, written against tables of real .NET 9 output.
//!
//! Knows nothing of Entra: no functions of the language, no records, no diagnostics. Everything is invariant culture
//! unless a culture is a parameter.

pub mod casing;
pub mod datetime;
pub mod encoding;
pub mod regex;
pub mod split;
pub mod vb;
