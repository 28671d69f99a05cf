//! Text with attributes in it, as in a template: `[givenName].[surname]@contoso.com`. Here it is a call of `Join`.
//!
//! Does not know which attributes there are.

use crate::check::{Context, elsewhere};
use crate::language::Language;
use crate::syntax::paste::{Code, Layer, LayerKind, edit, is_key_of_name, layer as a_layer};
use crate::syntax::{Operator, quote};

/// The longest template, in bytes.
const LONGEST: usize = 400;

/// What the text between attributes may have besides letters and digits.
const MARKS: &str = " .@,:/\\_-#";

/// Rewrites the whole text as one call, where it is text and attributes or calls in turn.
pub(super) fn layer(text: &str, context: Context<'_>) -> Option<Layer> {
    let inner = text.trim();
    // Where strings are joined by an operator, what stands between is more likely that one, written wrongly.
    if inner.len() > LONGEST || context.language.operator(Operator::Subtract).is_some() {
        return None;
    }
    let start = text.len() - text.trim_start().len();
    let parts = parts(inner, context.language)?;
    let joined: Vec<String> = parts
        .iter()
        .map(|part| match part {
            Part::Value(value) => (*value).to_owned(),
            Part::Text(text) => quote(text),
        })
        .collect();
    let what = "text beside attributes without `Join`";
    a_layer(LayerKind::Foreign, what, vec![edit(start, start + inner.len(), elsewhere::together(&joined))])
}

enum Part<'t> {
    /// An attribute or a call, as it is written.
    Value(&'t str),
    /// What stands between.
    Text(&'t str),
}

/// The parts of a template; nothing if the text is none.
fn parts<'t>(text: &'t str, language: &Language) -> Option<Vec<Part<'t>>> {
    let mut parts = Vec::new();
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let plain = Code::new(rest).next().map_or(rest.len(), |(at, _)| at);
        if plain > 0 {
            parts.push(Part::Value(rest.get(..plain).filter(|value| !value.contains('"'))?));
            at += plain;
            continue;
        }
        let end = rest.find(['[', '"', '(']).unwrap_or(rest.len());
        let (literal, behind) = rest.split_at_checked(end).filter(|_| end > 0)?;
        // The name of a call is not a part of the text before it.
        let name = literal.rsplit(|it: char| !it.is_alphanumeric()).next().filter(|_| behind.starts_with('('));
        let text = literal.strip_suffix(name.unwrap_or_default())?;
        if !text.is_empty() {
            is_literal(text, behind).then_some(())?;
            parts.push(Part::Text(text));
        }
        at += text.len();
        if let Some(name) = name {
            language.function(name)?;
            let call = call(rest.get(text.len()..)?)?;
            parts.push(Part::Value(call));
            at += call.len();
        }
    }
    let count = |is_it: &dyn Fn(&Part<'_>) -> bool| parts.iter().filter(|part| is_it(part)).count();
    let attributes = count(&|part| matches!(part, Part::Value(_)));
    let texts = count(&|part| matches!(part, Part::Text(text) if text.contains(char::is_alphanumeric)));
    // `Split([a], " ")[1]` is a subscript.
    let touch = parts.windows(2).any(|two| matches!(two, [Part::Value(_), Part::Value(_)]));
    let is_sound = !touch && parts.iter().all(|part| !matches!(part, Part::Text(text) if text.trim().is_empty()));
    (is_sound && attributes > 0 && (texts > 0 || attributes > 1) && parts.len() > 1).then_some(parts)
}

/// Whether text can stand between attributes, given what is behind it.
fn is_literal(text: &str, behind: &str) -> bool {
    let is_named = |at: usize| {
        let key = text.get(..at).and_then(|before| before.rsplit(|it: char| !it.is_alphanumeric()).next());
        key.is_some_and(is_key_of_name)
    };
    let is_plain =
        text.char_indices().all(|(at, it)| it.is_alphanumeric() || MARKS.contains(it) || it == '=' && is_named(at));
    // `[a] - 1` is computed.
    let is_number = |it: &str| it.trim().bytes().all(|byte| byte.is_ascii_digit());
    let is_computed =
        text.strip_prefix(" - ").or(text.strip_prefix(" / ")).is_some_and(|it| !it.is_empty() && is_number(it));
    // A word beside a blank is one of a sentence, or an operator of another language, and one that touches a bracket may be a
    // part of the name.
    let is_word = |word: &str| !word.is_empty() && word.chars().all(char::is_alphanumeric);
    let is_sentence = text.contains(' ') && text.split(' ').any(is_word);
    let touches = behind.starts_with('[') && text.ends_with(char::is_alphanumeric);
    is_plain && !is_computed && !is_sentence && !touches
}

/// The call that a text begins with.
fn call(text: &str) -> Option<&str> {
    let mut depth = 0usize;
    for (at, character) in Code::new(text) {
        match character {
            '(' => depth += 1,
            ')' if depth < 2 => return text.get(..=at).filter(|_| depth == 1),
            ')' => depth -= 1,
            _ => {}
        }
    }
    None
}
