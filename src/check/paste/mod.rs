//! What is said about a text that cannot be read as it stands, looked at as a whole: one mistake, one diagnostic.
//!
//! Takes off one layer after another (`syntax::paste`) until an expression is left, and tries what mends a single slip.
//! What cannot be made an expression keeps the diagnostics of the parser. Does not look at a text without errors.

mod foreign;
mod methods;
mod operators;
mod sound;

use super::expression::{Context, check_once};
use super::fixes::Trials;
use crate::diagnostic::{Diagnostic, Edit, registry};
use crate::syntax::paste::{self, LONGEST, Layer, LayerKind, Paste, SLIPS, Slip};
use crate::syntax::{self, Ast, Node};
use crate::text::Span;

/// How many layers a text may have.
const MOST_LAYERS: usize = 16;

/// The diagnostics of a text, given those that it has as it stands.
pub(super) fn look(text: &str, ast: &Ast, context: Context<'_>, found: Vec<Diagnostic>) -> Vec<Diagnostic> {
    if text.len() > LONGEST {
        return found;
    }
    if !ast.has_errors() && !paste::is_labelled(ast) {
        let better = readable(text, context, &found);
        return better.unwrap_or_else(|| sound::only(text, context, found));
    }
    let better = whole(text, ast, context);
    better.unwrap_or_else(|| sound::only(text, context, sound::apart_from(ast, found)))
}

/// Letters of an East Asian keyboard are read as letters, and `$name` as a variable: one layer may mend what has no
/// syntax error.
fn readable(text: &str, context: Context<'_>, found: &[Diagnostic]) -> Option<Vec<Diagnostic>> {
    let is_wide = |letter: char| matches!(letter, '\u{ff21}'..='\u{ff3a}' | '\u{ff41}'..='\u{ff5a}');
    let errors_before = found.iter().filter(|it| it.is_error());
    let [characters, ..] = paste::LAYERS;
    let layer = match text.contains(is_wide) {
        true => characters(text)?,
        false if text.contains('$') && errors_before.clone().count() > 1 => foreign::attributes(text, context)?,
        false => return None,
    };
    errors_before.clone().next()?;
    let left = Paste::new(text).edited(&layer.edits);
    let at = layer.edits.first().map(|edit| edit.span).unwrap_or_default();
    errors(left.text(), context).is_empty().then(|| vec![pasted(text, &left, &[(layer, at)])])
}

/// Whether an expression is left.
fn is_clean(ast: &Ast) -> bool {
    !ast.has_errors() && paste::is_expression(ast) && !paste::is_quoted_expression(ast) && !paste::is_labelled(ast)
}

/// What is said when layers, or layers and one slip, explain the whole text.
fn whole(text: &str, ast: &Ast, context: Context<'_>) -> Option<Vec<Diagnostic>> {
    let mut left = Paste::new(text);
    let mut layers: Vec<(Layer, Span)> = Vec::new();
    while layers.len() < MOST_LAYERS {
        let Some(layer) = next_layer(left.text(), context) else { break };
        let at = layer.edits.iter().map(|edit| edit.span).find(|span| !span.is_empty()).unwrap_or_default();
        let at = left.original(at);
        left = left.edited(&layer.edits);
        layers.push((layer, at));
        if is_clean(&syntax::parse(left.text())) {
            if answers_already(text, ast, &layers, context) {
                return None;
            }
            let diagnostic = pasted(text, &left, &layers);
            return Some(with_errors_inside(diagnostic, &left, context));
        }
    }
    if let Some(diagnostic) = foreign::unreadable(text) {
        return Some(vec![diagnostic]);
    }
    let (mended, diagnostic) = slip(&left, context)?;
    let diagnostic = match layers.is_empty() {
        true => diagnostic,
        false => pasted(text, &mended, &layers),
    };
    Some(with_errors_inside(diagnostic, &mended, context))
}

fn next_layer(text: &str, context: Context<'_>) -> Option<Layer> {
    let layers = paste::LAYERS.iter().find_map(|layer| layer(text));
    layers.or_else(|| foreign::layer(text, context)).or_else(|| paste::prose(text))
}

/// Whether the parser's own diagnostic about one foreign string or operator says it at its place.
fn answers_already(text: &str, ast: &Ast, layers: &[(Layer, Span)], context: Context<'_>) -> bool {
    let [(layer, _)] = layers else { return false };
    let [only] = ast.diagnostics.as_slice() else { return false };
    let fixed = only.fix.as_ref().map(|fix| edited(text, &fix.edits));
    let single = matches!(
        layer.kind,
        LayerKind::CurlyQuotes | LayerKind::SingleQuotes | LayerKind::Entities | LayerKind::Foreign
    );
    single && fixed.is_some_and(|fixed| is_clean(&syntax::parse(&fixed)) && errors(&fixed, context).is_empty())
}

/// The text after the edits of a fix.
fn edited(text: &str, edits: &[Edit]) -> String {
    let mut edits = edits.to_vec();
    edits.sort_by_key(|edit| edit.span);
    Paste::new(text).edited(&edits).text().to_owned()
}

/// The diagnostic about all layers.
fn pasted(text: &str, left: &Paste, layers: &[(Layer, Span)]) -> Diagnostic {
    let whole = Span::new(0, text.len());
    let inner = left.text().trim();
    let what: Vec<&str> = layers.iter().map(|(layer, _)| layer.what.as_str()).collect();
    let at = layers.first().map_or(whole, |(_, at)| *at);
    let only = |kind: LayerKind| layers.iter().all(|(layer, _)| layer.kind == kind);
    let entity = || at.of(text).find(';').and_then(|end| at.of(text).get(..=end)).unwrap_or(at.of(text));
    let diagnostic = if only(LayerKind::Comments) {
        registry::comment(at)
    } else if only(LayerKind::Entities) {
        let sign = layers.first().and_then(|(layer, _)| layer.edits.first()).map_or("", |edit| edit.text.as_str());
        registry::html_entity(at, entity(), sign)
    } else if only(LayerKind::CurlyQuotes) {
        registry::curly_quotes(at)
    } else if only(LayerKind::SingleQuotes) {
        registry::single_quotes(at)
    } else if only(LayerKind::Foreign) {
        registry::foreign_syntax(at, &what.join(", "), &format!("write `{}`", short(inner)))
    } else {
        registry::pasted_text(at, &listed(&what), &short(inner))
    };
    let certain = layers.iter().all(|(layer, _)| !matches!(layer.kind, LayerKind::Prose | LayerKind::Foreign));
    let title = if only(LayerKind::Foreign) { "write it in this language" } else { "keep only the expression" };
    match certain {
        true => diagnostic.with_fix(title, whole, inner),
        false => diagnostic.with_unsafe_fix(title, whole, inner),
    }
}

fn listed(what: &[&str]) -> String {
    match what {
        [first @ .., last] if !first.is_empty() => format!("{} and {last}", first.join(", ")),
        _ => what.concat(),
    }
}

/// An expression short enough for a message.
fn short(text: &str) -> String {
    const LONGEST_SHOWN: usize = 80;
    match text.char_indices().nth(LONGEST_SHOWN) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}

/// A diagnostic, and the errors of what is left when it is mended, at the places where they are now. They cannot be
/// mended before it.
fn with_errors_inside(diagnostic: Diagnostic, left: &Paste, context: Context<'_>) -> Vec<Diagnostic> {
    let trimmed = left.text().trim();
    let errors = errors(trimmed, context);
    let shift = left.text().len() - left.text().trim_start().len();
    let original = |span: Span| left.original(Span::new(span.start as usize + shift, span.end as usize + shift));
    let inside = errors.into_iter().map(|mut error| {
        error.span = original(error.span);
        error.related.iter_mut().for_each(|(span, _)| *span = original(*span));
        error.fix = None;
        error
    });
    std::iter::once(diagnostic).chain(inside).collect()
}

fn errors(text: &str, context: Context<'_>) -> Vec<Diagnostic> {
    let (_, mut found) = check_once(text, &syntax::parse(text), context, Trials::none());
    found.retain(Diagnostic::is_error);
    found
}

/// The edits at the places that they have in the text as it was pasted.
fn in_original(left: &Paste, edits: &[Edit]) -> Vec<Edit> {
    edits.iter().map(|edit| Edit { span: left.original(edit.span), text: edit.text.clone() }).collect()
}

/// A single slip, and the text without it.
fn slip(left: &Paste, context: Context<'_>) -> Option<(Paste, Diagnostic)> {
    for slip in SLIPS.iter().filter_map(|slip| slip(left.text())) {
        let (edits, diagnostic) = match slip {
            Slip::Semicolons(edits) => {
                let first = edits.first().map(|edit| edit.span).unwrap_or_default();
                let diagnostic = registry::foreign_separator(left.original(first));
                let there = in_original(left, &edits);
                (edits, diagnostic.with_edits("write `,`", there))
            }
            Slip::NotOpened(edit, span) => {
                let at = left.original(edit.span);
                let diagnostic = registry::unopened_text(left.original(span)).with_fix("add `\"`", at, "\"");
                (vec![edit], diagnostic)
            }
            Slip::NotQuoted(edits, span) => {
                let word = span.of(left.text()).to_owned();
                let there = in_original(left, &edits);
                let mut diagnostic = registry::unquoted_word(left.original(span), &word);
                diagnostic.help = Some(format!("write `\"{word}\"` for the string"));
                (edits, diagnostic.with_unsafe_edits("put it in quotation marks", there))
            }
            Slip::BracketNotOpened(edit, span) => {
                let at = left.original(edit.span);
                let name = span.of(left.text()).trim_end_matches(']').to_owned();
                let diagnostic = registry::unopened_attribute(left.original(span), &name).with_fix("add `[`", at, "[");
                (vec![edit], diagnostic)
            }
            Slip::NotClosed(edit, span) => {
                let at = left.original(edit.span);
                let diagnostic = registry::unclosed_text(left.original(span)).with_unsafe_fix("add `\"`", at, "\"");
                (vec![edit], diagnostic)
            }
        };
        let mended = left.edited(&edits);
        if is_clean(&syntax::parse(mended.text())) {
            return Some((mended, diagnostic));
        }
    }
    extra_parenthesis(left, context)
}

/// A parenthesis too many: that one whose removal leaves the fewest errors.
fn extra_parenthesis(left: &Paste, context: Context<'_>) -> Option<(Paste, Diagnostic)> {
    let candidates = paste::extra_parentheses(left.text())?;
    let mended = candidates.into_iter().filter_map(|(edits, closes)| {
        let mended = left.edited(&edits);
        is_clean(&syntax::parse(mended.text())).then(|| (errors(mended.text(), context).len(), mended, edits, closes))
    });
    let (_, mended, edits, closes) = mended.min_by_key(|(errors, ..)| *errors)?;
    let there = in_original(left, &edits);
    let at = there.first().map(|edit| edit.span).unwrap_or_default();
    // Behind one call that is complete, nothing else can be meant.
    let tree = syntax::parse(mended.text());
    let is_certain = closes.is_none() && matches!(tree.root.node, Node::Call(_));
    let closes = match closes {
        Some(name) => format!("it closes the call of `{name}`, though arguments follow"),
        None => "every call is closed before it".to_owned(),
    };
    let mut diagnostic = registry::extra_parenthesis(at, &closes).with_edits("remove it", there);
    diagnostic.fix.iter_mut().for_each(|fix| fix.safe = is_certain);
    Some((mended, diagnostic))
}
