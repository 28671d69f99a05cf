//! The functions of Entra Connect Sync. They take what their types say and convert nothing; several values are not their
//! business, since a loop around them hands over one after the other. Where the meaning is that of the cloud, the body is
//! shared.
//!
//! What the reference leaves open is decided in one function each; the letters of the decisions are those of the guide.

mod certificate;
mod date;
mod directory;
mod encode;
mod flow;
mod forms;
mod list;
mod number;
mod search;
mod test;
mod text;
mod types;

use super::Function;

/// The only list of themes.
pub(super) const THEMES: [&[Function]; 11] = [
    forms::FUNCTIONS,
    flow::FUNCTIONS,
    test::FUNCTIONS,
    text::FUNCTIONS,
    search::FUNCTIONS,
    list::FUNCTIONS,
    number::FUNCTIONS,
    date::FUNCTIONS,
    encode::FUNCTIONS,
    directory::FUNCTIONS,
    certificate::FUNCTIONS,
];
