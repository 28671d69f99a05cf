//! Lines of other files that hold an expression: a reply to a mail, a macro of a wiki, a column of a CSV file, a cell of a
//! table, an attribute of XML, a line of a log.
//!
//! Takes off what such a file puts around the expression. Its escapes are layers of their own: see `escapes`.

use super::code::Code;
use super::{Layer, LayerKind, edit, layer as a_layer};

/// The macros of wikis and forums that show text as it is.
const MACROS: [&str; 5] = ["code", "noformat", "quote", "panel", "pre"];

/// What logs call their levels.
const LEVELS: [&str; 6] = ["INFO", "WARN", "WARNING", "ERROR", "DEBUG", "TRACE"];

/// What templates call the functions that a value is passed on to.
const FILTERS: [&str; 23] = [
    "lower",
    "upper",
    "downcase",
    "upcase",
    "lowercase",
    "uppercase",
    "toLower",
    "toUpper",
    "trim",
    "strip",
    "capitalize",
    "titlecase",
    "default",
    "replace",
    "remove",
    "append",
    "prepend",
    "length",
    "size",
    "split",
    "join",
    "truncate",
    "slice",
];

/// Takes off what one kind of file puts around an expression.
pub(super) fn layer(text: &str) -> Option<Layer> {
    [mail, wiki, xml, column, cells, log].into_iter().find_map(|place| place(text))
}

/// Keeps one part of a text.
fn keep(text: &str, what: &str, part: &str, from: usize) -> Option<Layer> {
    let edits = [edit(0, from, ""), edit(from + part.len(), text.len(), "")];
    a_layer(LayerKind::Wrapping, what, edits.into_iter().filter(|edit| !edit.span.is_empty()).collect())
}

fn is_like_one(text: &str) -> bool {
    text.contains(['(', '[']) && text.trim_end().ends_with([')', ']'])
}

/// `> ` before each line; lines without brackets or quotation marks may come first, such as “Ada wrote:”.
fn mail(text: &str) -> Option<Layer> {
    let (mut edits, mut at) = (Vec::new(), 0);
    for line in text.split_inclusive('\n') {
        let rest = line.trim_start_matches([' ', '>']);
        let mark = line.len() - rest.len();
        if line.trim_start().starts_with('>') {
            edits.push(edit(at, at + mark, ""));
        } else if edits.is_empty() && line.contains(&['(', '[', '"'][..])
            || !edits.is_empty() && !rest.trim().is_empty()
        {
            return None;
        }
        at += line.len();
    }
    if edits.len() < 2 {
        return None;
    }
    a_layer(LayerKind::Wrapping, "`>` before each line", edits)
}

/// `{code:java}…{code}`, `[code]…[/code]`
fn wiki(text: &str) -> Option<Layer> {
    let inner = text.trim();
    let (close, slash) = [("}", "{"), ("]", "[/")].into_iter().find(|(_, slash)| inner.starts_with(&slash[..1]))?;
    let end = inner.find(close)?;
    let name = inner.get(1..end)?.split(&[':', '=', ' '][..]).next()?;
    MACROS.iter().any(|known| known.eq_ignore_ascii_case(name)).then_some(())?;
    let inside = inner.get(end + 1..)?;
    let inside = inside.strip_suffix(close)?.strip_suffix(name)?.strip_suffix(slash)?;
    keep(text, &format!("the macro `{name}`"), inside, text.len() - text.trim_start().len() + end + 1)
}

/// `<Attribute Expression="…" />`
fn xml(text: &str) -> Option<Layer> {
    let inner = text.trim();
    let tag = inner.strip_prefix('<')?.strip_suffix('>')?;
    let name = tag.split(char::is_whitespace).next()?;
    name.chars().all(|it| it.is_ascii_alphanumeric() || ":-_.".contains(it)).then_some(())?;
    let before = tag.find(['(', '['])?;
    let open = tag.get(..before)?.rfind("=\"").or(tag.get(..before)?.rfind("='"))? + 2;
    let mark = tag.get(open - 1..open)?;
    let value = tag.get(open..)?;
    // The value ends at the first mark behind its last bracket; only further attributes follow.
    let end = value.rfind([')', ']'])? + 1;
    let end = end + value.get(end..)?.find(mark)?;
    keep(text, "a tag around it", value.get(..end)?, text.len() - text.trim_start().len() + 1 + open)
}

/// A row of a CSV file, of which one column looks like an expression.
fn column(text: &str) -> Option<Layer> {
    const SEPARATORS: [char; 3] = [',', ';', '\t'];
    let open = text.find('"')?;
    let before = text.get(..open)?.trim();
    let field = text.get(open..)?;
    let mut end = 1;
    loop {
        end += field.get(end..)?.find('"')? + 1;
        if !field.get(end..)?.starts_with('"') {
            break;
        }
        end += 1;
    }
    let after = field.get(end..)?.trim();
    let apart =
        (before.is_empty() || before.ends_with(SEPARATORS)) && (after.is_empty() || after.starts_with(SEPARATORS));
    let plain = !before.contains(['(', '[']) && !after.contains(&['(', '[', '"'][..]);
    let (field, is_row) = (field.get(..end)?, before.len() + after.len() > 1);
    (apart && plain && is_row && is_like_one(field.get(1..end - 1)?)).then_some(())?;
    keep(text, "other columns of a CSV file", field, open)
}

/// The filter of a template whose sign `|` is at an offset, behind an attribute or a call.
pub fn filter(text: &str, at: usize) -> Option<&str> {
    let rest = text.get(at..)?.strip_prefix('|')?;
    let before = text.get(..at)?.trim_end();
    let name = rest.trim_start().split(|it: char| !it.is_ascii_alphanumeric() && it != '_').next()?;
    let known = FILTERS.iter().any(|known| known.eq_ignore_ascii_case(name));
    (known && before.ends_with([']', ')', '}'])).then_some(name)
}

/// A row of a table of which one cell looks like an expression and the others are words.
fn cells(text: &str) -> Option<Layer> {
    let is_row = text.trim_start().starts_with('|');
    ['|', '\t', ';'].into_iter().find_map(|separator| {
        let (mut start, mut depth, mut words, mut found) = (0, 0usize, false, None);
        for (at, character) in Code::new(text).chain([(text.len(), separator)]) {
            match character {
                '(' => depth += 1,
                ')' => depth = depth.saturating_sub(1),
                '|' if !is_row && filter(text, at).is_some() => return None,
                _ if character == separator && depth == 0 => {
                    let cell = text.get(start..at)?;
                    if is_like_one(cell) {
                        found.is_none().then_some(())?;
                        found = Some((cell, start));
                    } else {
                        (!cell.contains(&['(', '[', '"'][..])).then_some(())?;
                        words |= cell.contains(char::is_alphanumeric);
                    }
                    start = at + character.len_utf8();
                }
                _ => {}
            }
        }
        let (cell, start) = found.filter(|_| words)?;
        keep(text, "other cells of a table", cell, start)
    })
}

/// A line of a log: its time and its level are taken off.
fn log(text: &str) -> Option<Layer> {
    let mut rest = text.trim_start();
    let mut is_log = false;
    while let Some(word) = rest.split_whitespace().next() {
        let plain = word.trim_matches(&['[', ']', '(', ')', ',', ':', '|', '-'][..]);
        let is_time = plain.len() >= "9:30:00".len()
            && plain.contains(&[':', '-', '/'][..])
            && plain.bytes().all(|byte| byte.is_ascii_digit() || b"-:./,+TZ".contains(&byte));
        if !is_time && !(is_log && (plain.is_empty() || LEVELS.iter().any(|level| level.eq_ignore_ascii_case(plain)))) {
            break;
        }
        is_log = true;
        rest = rest.get(word.len()..)?.trim_start();
    }
    is_log.then_some(())?;
    keep(text, "the beginning of a line of a log", rest, text.len() - rest.len())
}
