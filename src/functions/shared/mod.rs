//! Functions that have the same meaning in several languages, by theme. Each declares which languages have it. A function
//! with another form in one language is beside this folder.

mod case;
mod characters;
pub(super) mod choice;
pub(super) mod date;
mod date_format;
pub(super) mod diacritics;
pub(super) mod directory;
pub(super) mod encode;
mod flow;
mod list;
pub(super) mod moment;
mod number;
pub(super) mod random;
mod replace;
pub(super) mod roles;
pub(super) mod search;
mod test;
pub(super) mod text;

use super::Function;

/// The only list of themes.
pub(super) const THEMES: [&[Function]; 15] = [
    choice::FUNCTIONS,
    flow::FUNCTIONS,
    test::FUNCTIONS,
    text::FUNCTIONS,
    case::FUNCTIONS,
    search::FUNCTIONS,
    replace::FUNCTIONS,
    list::FUNCTIONS,
    number::FUNCTIONS,
    date::FUNCTIONS,
    date_format::FUNCTIONS,
    encode::FUNCTIONS,
    directory::FUNCTIONS,
    random::FUNCTIONS,
    roles::FUNCTIONS,
];
