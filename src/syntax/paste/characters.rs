//! Characters that only look like those of the language, or that nobody sees: of word processors, of web pages, of
//! East Asian keyboards.
//!
//! What stands in a string stays, because it may be meant. In the brackets of an attribute only what is invisible or
//! full-width is replaced.

use super::code::{Code, attribute};
use super::{Layer, LayerKind, edit, layer as a_layer};
use crate::syntax::requote;
use crate::text::characters::odd_space;

/// How far the partner of a quotation mark is looked for, in bytes.
const LONGEST_STRING: usize = 400;

/// What a character is taken for.
enum Meaning {
    Invisible,
    Space,
    FullWidth(char),
    Quote,
    Prime,
    Dash,
    Sign(&'static str),
}

fn meaning(character: char) -> Option<Meaning> {
    Some(match character {
        '\u{9}' | '\u{a}' | '\u{d}' => return None,
        '\u{0}'..='\u{1f}' | '\u{7f}'..='\u{84}' | '\u{86}'..='\u{9f}' => Meaning::Invisible,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' => Meaning::Invisible,
        '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' => Meaning::Invisible,
        '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{fff0}'..='\u{fffc}' => Meaning::Invisible,
        '\u{e0000}'..='\u{e0fff}' => Meaning::Invisible,
        space if odd_space(space).is_some() => Meaning::Space,
        '″' | '‶' | '‴' | '′' | '‵' | 'ʺ' | 'ʹ' | '´' | 'ˮ' | '״' | '〃' => Meaning::Prime,
        '“' | '”' | '„' | '‟' | '‘' | '’' | '‚' | '‛' | '«' | '»' | '‹' | '›' | '❝' | '❞' => {
            Meaning::Quote
        }
        '「' | '」' | '『' | '』' | '〝' | '〞' | '〟' | '＂' | '＇' => Meaning::Quote,
        '‐'..='―' | '−' | '﹘' | '﹣' | '－' => Meaning::Dash,
        '、' | '，' | '﹐' | '،' | '､' => Meaning::FullWidth(','),
        '〔' => Meaning::FullWidth('('),
        '〕' => Meaning::FullWidth(')'),
        '【' => Meaning::FullWidth('['),
        '】' => Meaning::FullWidth(']'),
        '。' => Meaning::FullWidth('.'),
        '！'..='～' => Meaning::FullWidth(char::from_u32(u32::from(character) - 0xfee0)?),
        '≤' | '⩽' => Meaning::Sign("<="),
        '≥' | '⩾' => Meaning::Sign(">="),
        '≠' => Meaning::Sign("<>"),
        digit => {
            // Arabic, Persian, Devanagari, Bengali, Thai.
            let zero = [0x660, 0x6f0, 0x966, 0x9e6, 0xe50];
            let value =
                zero.into_iter().find_map(|zero| u32::from(digit).checked_sub(zero).filter(|value| *value < 10))?;
            Meaning::Sign("0123456789".get(value as usize..=value as usize)?)
        }
    })
}

/// Replaces such characters outside of strings.
pub(super) fn layer(text: &str) -> Option<Layer> {
    if let Some(inside) = text.trim().strip_prefix('〔').and_then(|inner| inner.strip_suffix('〕'))
        && !inside.contains('〔')
    {
        let start = text.len() - text.trim_start().len() + '〔'.len_utf8();
        let edits = vec![edit(0, start, ""), edit(start + inside.len(), text.len(), "")];
        return a_layer(LayerKind::Wrapping, "brackets `〔…〕` around the whole", edits);
    }
    let mut edits = Vec::new();
    let mut found: Vec<(&'static str, String)> = Vec::new();
    let mut say = |kind: &'static str, what: String| {
        if found.iter().all(|(known, _)| *known != kind) {
            found.push((kind, what));
        }
    };
    let mut at = 0;
    let mut code = Code::new(text);
    loop {
        let next = code.next();
        let here = next.map_or(text.len(), |(here, _)| here);
        // `Code` skips strings and attributes; attributes are searched here.
        let mut skipped = text.get(at..here).unwrap_or_default();
        while let Some(open) = skipped.find(['[', '"']) {
            let part = skipped.get(open..).unwrap_or_default();
            let length = if part.starts_with('[') { attribute(part) } else { super::code::string(part) };
            let Some(length) = length else { break };
            let start = here - part.len();
            for (offset, character) in part.char_indices().take_while(|(offset, _)| *offset < length) {
                let inserted = match meaning(character) {
                    Some(Meaning::Invisible) if part.starts_with('[') => {
                        say("invisible", invisible(character));
                        String::new()
                    }
                    Some(Meaning::FullWidth(plain)) if part.starts_with('[') => {
                        say("full-width", full_width(character));
                        plain.into()
                    }
                    _ => continue,
                };
                edits.push(edit(start + offset, start + offset + character.len_utf8(), inserted));
            }
            skipped = part.get(length..).unwrap_or_default();
        }
        let Some((here, character)) = next else { break };
        at = here + character.len_utf8();
        let Some(meaning) = meaning(character) else { continue };
        let inserted = match meaning {
            Meaning::Invisible => {
                say("invisible", invisible(character));
                String::new()
            }
            Meaning::Space => {
                say("space", format!("the space `U+{:04X}`, which is not an ordinary space", u32::from(character)));
                " ".to_owned()
            }
            Meaning::FullWidth(plain) => {
                say("full-width", full_width(character));
                plain.into()
            }
            Meaning::Dash => {
                say("dash", format!("the dash `{character}` in place of a minus sign `-`"));
                "-".to_owned()
            }
            Meaning::Sign(sign) => {
                say("sign", format!("the sign `{character}` in place of `{sign}`"));
                sign.to_owned()
            }
            // The apostrophe of a word.
            Meaning::Quote if matches!(character, '’' | '‘') && is_inside_word(text, here, at) => continue,
            Meaning::Quote | Meaning::Prime => {
                if matches!(meaning, Meaning::Prime) {
                    say("prime", format!("primes `{character}` in place of quotation marks `\"`"));
                } else {
                    say("quote", format!("typographic quotation marks such as `{character}` in place of `\"`"));
                }
                let rest = code.from(at);
                match nested(rest).filter(|_| character == '“').or_else(|| partner(rest)) {
                    Some((inner, length)) => {
                        at += length;
                        code.skip_to(at);
                        requote(inner)
                    }
                    None => "\"".to_owned(),
                }
            }
        };
        edits.push(edit(here, at, inserted));
    }
    let kind = match found.as_slice() {
        [("quote", _)] => LayerKind::CurlyQuotes,
        _ => LayerKind::Wrapping,
    };
    let found: Vec<String> = found.into_iter().map(|(_, what)| what).collect();
    a_layer(kind, found.join(", "), edits)
}

fn invisible(character: char) -> String {
    format!("the invisible character `U+{:04X}`", u32::from(character))
}

fn full_width(character: char) -> String {
    format!("full-width characters such as `{character}`")
}

fn is_inside_word(text: &str, start: usize, end: usize) -> bool {
    let before = text.get(..start).and_then(|before| before.chars().next_back());
    let after = text.get(end..).and_then(|after| after.chars().next());
    before.is_some_and(char::is_alphanumeric) && after.is_some_and(char::is_alphanumeric)
}

/// The inside of a string whose own text has marks that open and close, with the length to behind its last one: `“a “b” c”`.
/// `None` if it may be more than a string.
fn nested(rest: &str) -> Option<(&str, usize)> {
    let (mut open, mut has_nested) = (0, false);
    for (at, character) in rest.char_indices().take_while(|(at, it)| *at < LONGEST_STRING && !"\n\"()[]".contains(*it))
    {
        let behind = rest.get(at + character.len_utf8()..)?;
        match character {
            '“' if behind.starts_with(char::is_alphanumeric) => (open, has_nested) = (open + 1, true),
            '“' => return None,
            '”' if open > 0 => open -= 1,
            '”' => return has_nested.then_some((rest.get(..at)?, at + character.len_utf8())),
            _ => {}
        }
    }
    None
}

/// The inside of a string behind its first quotation mark, with the length to behind its last one. `None` if it is not
/// certain that the next mark is the last of this string, as around a whole expression.
fn partner(rest: &str) -> Option<(&str, usize)> {
    let mut inside = rest.char_indices().take_while(|(at, character)| *at < LONGEST_STRING && *character != '\n');
    let (end, mark) = inside.find(|(at, character)| {
        let is_mark = *character == '"' || matches!(meaning(*character), Some(Meaning::Quote | Meaning::Prime));
        is_mark && !(*character == '’' && is_inside_word(rest, *at, at + character.len_utf8()))
    })?;
    let inner = rest.get(..end)?;
    let unbalanced = [('(', ')'), ('[', ']')]
        .iter()
        .any(|(open, close)| inner.matches(*open).count() != inner.matches(*close).count());
    let after = rest.get(end + mark.len_utf8()..)?.trim_start();
    let ends = after.is_empty() || !after.starts_with(|next: char| next.is_alphanumeric());
    (mark != '"' && !unbalanced && ends).then_some((inner, end + mark.len_utf8()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_replaced_is_said() {
        let mut replaced = [0; 2];
        for character in ('\0'..='\u{ffff}').filter(|character| meaning(*character).is_some()) {
            for (count, text) in replaced.iter_mut().zip([format!("f(a {character}b)"), format!("[a{character}b]")]) {
                let Some(layer) = layer(&text) else { continue };
                assert!(!layer.what.is_empty(), "U+{:04X} in {text}", u32::from(character));
                *count += 1;
            }
        }
        assert!(replaced.into_iter().all(|count| count > 150), "{replaced:?} replaced");
    }
}
