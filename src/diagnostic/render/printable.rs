//! Untrusted text made safe for a terminal, for line formats and for the logs of pipelines: control characters are shown,
//! not executed, nothing changes the text direction, and no line is a command of GitHub Actions or Azure Pipelines. Does not
//! know which text is a value of a record.

use std::borrow::Cow;

/// The text on one line: every control character as its control picture, such as `␛`.
pub fn line(text: &str) -> Cow<'_, str> {
    if text.chars().all(|character| shown(character) == character) && !has_command(text) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(tamed(&text.chars().map(shown).collect::<String>()))
}

/// The text with its line breaks: every other control character as its control picture.
pub fn lines(text: &str) -> String {
    text.split('\n').map(line).collect::<Vec<_>>().join("\n")
}

/// The text with its line breaks, for formats that encode line breaks, so that no new line of output begins in it.
pub(crate) fn within_a_line(text: &str) -> String {
    text.chars().map(|character| if character == '\n' { character } else { shown(character) }).collect()
}

/// The same as [`lines`] for parts of a file, which keep their tabs and line breaks.
pub fn source(text: &str) -> String {
    each_line(text, &|line| {
        tamed(
            &line.chars().map(|character| if character == '\t' { '\t' } else { shown(character) }).collect::<String>(),
        )
    })
}

/// A drawing, whose texts are printable already, with its colours: only that no line is a command.
#[cfg(feature = "pretty")]
pub(crate) fn drawing(text: &str) -> String {
    each_line(text, &tamed)
}

fn each_line(text: &str, made: &dyn Fn(&str) -> String) -> String {
    let mut all = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let (line, end) = match line.strip_suffix('\n') {
            Some(line) => line.strip_suffix('\r').map_or((line, "\n"), |line| (line, "\r\n")),
            None => (line, ""),
        };
        all.push_str(&made(line));
        all.push_str(end);
    }
    all
}

/// A part of JSON or TOML for a terminal: what `shown` would replace is written as an escape of its strings, such as `\\u009b`,
/// except tabs and the ends of lines.
pub fn escaped(text: &str) -> Cow<'_, str> {
    let stays = |character: char| matches!(character, '\t' | '\n' | '\r') || shown(character) == character;
    if text.chars().all(stays) {
        return Cow::Borrowed(text);
    }
    let mut all = String::with_capacity(text.len());
    for character in text.chars() {
        match stays(character) {
            true => all.push(character),
            false => all.push_str(&format!("\\u{:04x}", u32::from(character))),
        }
    }
    Cow::Owned(all)
}

/// A character, or its replacement if it would move the cursor or change the text direction.
pub(crate) fn shown(character: char) -> char {
    match character {
        '\0'..='\u{1f}' => char::from_u32(0x2400 + character as u32).unwrap_or(char::REPLACEMENT_CHARACTER),
        '\u{7f}' => '␡',
        '\u{80}'..='\u{9f}' | '\u{2028}' | '\u{2029}' => char::REPLACEMENT_CHARACTER,
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
            char::REPLACEMENT_CHARACTER
        }
        other => other,
    }
}

/// Whether a pipeline could take a line, or its end, for a command: `::error::…` and `##…` at its start, also after
/// spaces; `##[…` and `##vso[…` anywhere.
fn has_command(line: &str) -> bool {
    signs(line).next().is_some()
}

/// Where the second characters of commands are.
fn signs(line: &str) -> impl Iterator<Item = usize> + '_ {
    let bytes = line.as_bytes();
    let start = line.len() - line.trim_start().len();
    let is_command = move |at: usize, pair: &[u8]| match pair {
        b"::" => at == start,
        b"##" => {
            let rest = bytes.get(at + 2..).unwrap_or_default();
            let is_vso = rest.get(..4).is_some_and(|word| word.eq_ignore_ascii_case(b"vso["));
            at == start || rest.starts_with(b"[") || is_vso
        }
        _ => false,
    };
    bytes.windows(2).enumerate().filter(move |(at, pair)| is_command(*at, pair)).map(|(at, _)| at + 1)
}

/// The line with the second character of each command replaced.
fn tamed(line: &str) -> String {
    let mut all = String::with_capacity(line.len());
    let mut from = 0;
    for sign in signs(line) {
        all.push_str(line.get(from..sign).unwrap_or_default());
        all.push(char::REPLACEMENT_CHARACTER);
        from = sign + 1;
    }
    all.push_str(line.get(from..).unwrap_or_default());
    all
}

/// A text in a style of the terminal, given as the numbers of its escape sequence, or unchanged.
pub(crate) fn paint(text: &str, numbers: &str, color: bool) -> String {
    if color { format!("\u{1b}[{numbers}m{text}\u{1b}[0m") } else { text.to_owned() }
}

/// A text as a link of the terminal (OSC 8), or unchanged. The address is one of ours and has no control characters.
#[cfg(feature = "pretty")]
pub(crate) fn linked(text: &str, address: &str, is_shown: bool) -> String {
    if is_shown { format!("\u{1b}]8;;{address}\u{1b}\\{text}\u{1b}]8;;\u{1b}\\") } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_moves_the_cursor() {
        assert_eq!(line("a\u{1b}[2J\r\nb\u{202e}c\u{9b}"), "a␛[2J␍␊b\u{fffd}c\u{fffd}");
        assert_eq!(line("Łódź 😀"), "Łódź 😀");
        assert_eq!(lines("a\r\nb\rc\td\n"), "a␍\nb␍c␉d\n");
        assert_eq!(source("a\r\nb\rc\td\u{1b}"), "a\r\nb␍c\td␛");
    }

    #[test]
    fn data_for_a_terminal_is_escaped() {
        for (text, expected) in [
            ("{\"a\":\"\u{9b}31m\"}\n", "{\"a\":\"\\u009b31m\"}\n"),
            ("a\u{202e}b\u{7f}\u{1b}", "a\\u202eb\\u007f\\u001b"),
            ("\u{2028}\u{61c}", "\\u2028\\u061c"),
            ("a\tb\r\nŁódź 😀", "a\tb\r\nŁódź 😀"),
        ] {
            assert_eq!(escaped(text), expected);
        }
    }

    #[test]
    fn no_line_is_a_command_of_a_pipeline() {
        for (text, harmless) in [
            ("::error::x", ":\u{fffd}error::x"),
            ("  ::set-output::", "  :\u{fffd}set-output::"),
            ("##vso[task.x]", "#\u{fffd}vso[task.x]"),
            ("x ##VSO[task.x]", "x #\u{fffd}VSO[task.x]"),
            ("x ###[group]", "x ##\u{fffd}[group]"),
            ("## x", "#\u{fffd} x"),
            ("a::b", "a::b"),
            ("urn:x::y", "urn:x::y"),
            ("a ## b", "a ## b"),
            (": :", ": :"),
            ("#1", "#1"),
        ] {
            assert_eq!(line(text), harmless);
            assert_eq!(lines(&format!("x\n{text}\n")), format!("x\n{harmless}\n"));
        }
    }
}
