//! Looking at a pasted text takes linear time.

use super::*;
use crate::syntax::paste::steps;

/// What a text repeats that has many of something.
const UNITS: [&str; 53] = [
    "\"",
    "\"\"",
    "\\",
    "\\\"",
    "&quot;",
    "&amp;amp;",
    "<b>",
    "(",
    "[",
    "{",
    "“",
    "//",
    "/*",
    "#",
    "=",
    "+",
    "$a",
    "a.b",
    "'a' ",
    "'",
    "“a”,",
    " ",
    "\n",
    "\u{200b}",
    "\"a\" ",
    "<a \"",
    "a-",
    "`",
    "</",
    "<a=\"",
    ")",
    ", \"\" ",
    "?",
    ": ",
    "a ? b : c ",
    "a==b ",
    "${a",
    "> \n",
    "- ",
    "\"a\"\"",
    "=[a],",
    "%22",
    "^\"",
    "\\[",
    "user.a ",
    "(a); ",
    "[a] [b] ",
    ".a() ",
    "Join(\" \", ",
    "Join(\" \", [a], ",
    "IIF([a]=\"1\", \"x\", ",
    "(\"a\" + ",
    "Join(\"a, [b], ",
];

/// Units that are closed as often as they are opened, and what is inside.
const NESTED: [(&str, &str, &str); 4] = [
    ("Join(\" \", [a], ", "[x]", ")"),
    ("IIF([a]=\"1\", \"x\", ", "\"y\"", ")"),
    ("(\"a\" + ", "\"b\"", ")"),
    ("Join(“a”, ", "[b]", ")"),
];

/// The shorter text, in bytes.
const BYTES: usize = 2_000;

/// The most steps of a byte: rounds, times passes over the text in each, times how far a bracket is looked for.
const MOST_STEPS: usize = 1_000;

#[test]
fn twice_the_text_is_at_most_twice_the_work() {
    let work = |(open, inner, close): (&str, &str, &str), times: usize| {
        let text = format!("{}{inner}{}", open.repeat(times), close.repeat(times));
        let before = steps();
        look(&text, &syntax::parse(&text), Context::default(), Vec::new());
        steps() - before
    };
    let nested = NESTED.into_iter().map(|unit| (unit, unit.0.len() + unit.2.len()));
    for (unit, length) in UNITS.map(|unit| ((unit, "", ""), unit.len())).into_iter().chain(nested) {
        // Deeper than anything that is read without an error.
        let bytes = if unit.2.is_empty() { BYTES } else { 16 * BYTES };
        let times = bytes / length / 4 * 4;
        let (once, twice) = (work(unit, times), work(unit, 2 * times));
        assert!(twice <= 2 * once + once / 4 + 1_000, "{unit:?}: {once} steps, then {twice}");
        assert!(twice <= 2 * bytes * MOST_STEPS, "{unit:?}: {twice} steps");
    }
}
