//! What is said about a text that cannot be read as it stands, looked at as a whole: one mistake, one diagnostic.
//!
//! Takes off one layer after another (`syntax::paste`) until an expression is left, or the text with the fewest syntax
//! errors, and corrects single mistakes (`slips`). Errors inside of what is left are reported too, at their locations in the
//! original text. If nothing helps, the diagnostics of the parser stay. Does not look at a text without errors.

mod closing;
mod foreign;
mod interpolated;
mod methods;
mod operators;
mod slips;
mod sound;
mod template;
#[cfg(test)]
mod tests;
mod wording;

use super::expression::{Context, check_once};
use super::fixes::Trials;
use crate::diagnostic::{Diagnostic, Edit};
use crate::syntax::paste::{self, Layer, LayerKind, Paste};
use crate::syntax::{self, Ast};
use crate::text::Span;
use wording::pasted;

/// How many layers a text may have.
const MOST_LAYERS: usize = 16;

/// How much is parsed again for one text, in bytes and parts of trees. That is enough for 16 layers of a text several times
/// as long as the service accepts, and for a few of the longest text; one that is nothing but operators is not parsed again.
const MOST_READ: usize = 3_000_000;

/// What a part of a tree costs, as so many bytes.
const PART: usize = 8;

/// What may still be parsed again.
struct Reading(usize);

impl Reading {
    /// The weight of a text's syntax errors; see [`weight`].
    fn errors(&mut self, text: &str) -> Option<usize> {
        (self.0 >= text.len()).then_some(())?;
        let tree = syntax::parse(text);
        self.take(text, &tree);
        Some(weight(&tree))
    }

    fn take(&mut self, text: &str, tree: &Ast) {
        let mut parts = 0;
        tree.root.walk(&mut |_| parts += 1);
        self.0 = self.0.saturating_sub(text.len() + PART * parts);
    }
}

/// The weight of a string that is not closed: what is inside it is not known.
const OPEN: usize = 10;

/// The weight of an error that the parser does not explain.
const UNEXPLAINED: usize = 1_000;

/// Whether a syntax error leaves open where calls and strings begin and end.
pub(super) fn is_torn_by(code: &str) -> bool {
    matches!(code, "unclosed-text" | "unclosed-parenthesis" | "unexpected-text" | "second-expression")
}

/// How far a text is from an expression by its syntax errors: 0 if it is one, `usize::MAX` if it has nothing of one. An
/// error has the weight 1 if the parser knows what is missing there.
fn weight(ast: &Ast) -> usize {
    let is_it = paste::is_expression(ast) && !paste::is_quoted_expression(ast) && !paste::is_labelled(ast);
    let errors = ast.diagnostics.iter().filter(|it| it.is_error());
    let weigh = |it: &Diagnostic| match it.code() {
        "missing-comma" | "unclosed-parenthesis" | "unclosed-attribute" | "foreign-operator" => 1,
        "unclosed-text" => OPEN,
        _ => UNEXPLAINED,
    };
    if is_it { errors.map(weigh).sum() } else { usize::MAX }
}

/// The diagnostics of a text, given those that it has as it stands.
pub(super) fn look(text: &str, ast: &Ast, context: Context<'_>, found: Vec<Diagnostic>) -> Vec<Diagnostic> {
    if text.len() > syntax::Limits::default().bytes {
        return found;
    }
    // Where there are variables, one may be compared.
    let is_compared = context.language.has_parentheses && text.trim_start().starts_with('$');
    if !ast.has_errors() && (is_compared || !paste::is_labelled(ast)) {
        let better = readable(text, context, &found);
        return better.unwrap_or_else(|| sound::only(text, context, found));
    }
    let (found, before) = sound::certain(text, ast, found);
    let said = whole(text, ast, before, context).unwrap_or_else(|| sound::only(text, context, found));
    closing::certain(text, ast, context, said)
}

/// Some foreign text has no syntax error: full-width letters are read as letters, and `$name` as a variable. Then one layer
/// is tried, and used if no error is left.
fn readable(text: &str, context: Context<'_>, found: &[Diagnostic]) -> Option<Vec<Diagnostic>> {
    let is_wide = |letter: char| matches!(letter, '\u{ff21}'..='\u{ff3a}' | '\u{ff41}'..='\u{ff5a}');
    let errors_before = found.iter().filter(|it| it.is_error());
    let [characters, ..] = paste::LAYERS;
    let layer = match text.contains(is_wide) {
        true => characters(text)?,
        false if text.contains('$') && errors_before.clone().count() > 1 => foreign::attributes(text, context)?,
        false => template::layer(text, context)?,
    };
    errors_before.clone().next()?;
    let left = Paste::new(text).edited(&layer.edits);
    let at = layer.edits.first().map(|edit| edit.span).unwrap_or_default();
    errors(left.text(), context).is_empty().then(|| vec![pasted(text, &left, &[(layer, at)])])
}

/// What is said when layers and slips explain the whole text, or so much of it that less is left to be said than
/// `before`. The fix that takes the layers off is offered only if what is left has no error but those that are said.
fn whole(text: &str, ast: &Ast, before: usize, context: Context<'_>) -> Option<Vec<Diagnostic>> {
    let (mut said, rest) = explained(text, ast, before, context)?;
    if let Some(rest) = rest
        && has_others(&said, &rest, context)
        && let Some(layers) = said.first_mut()
    {
        layers.fix = None;
    }
    Some(said)
}

/// Whether a text that still has syntax errors has another error than what is said of its layers and of itself: other slips
/// may be mended first in it than in the text with its layers, and then layers are found in it again.
fn has_others(said: &[Diagnostic], text: &str, context: Context<'_>) -> bool {
    let tree = context.language.parse(text);
    let (found, before) = sound::certain(text, &tree, check_once(text, &tree, context, Trials::none()).1);
    let found = explained(text, &tree, before, context).map_or(found, |(explained, _)| explained);
    let (layers, inside) = said.split_at(1.min(said.len()));
    let is_said = |code: &str| inside.iter().any(|it| it.code() == code) && !layers.iter().any(|it| it.code() == code);
    found.iter().any(|it| it.is_error() && !is_said(it.code()))
}

/// What [`whole`] says, and the text without its layers if it still has syntax errors.
fn explained(text: &str, ast: &Ast, before: usize, context: Context<'_>) -> Option<(Vec<Diagnostic>, Option<String>)> {
    let mut reading = Reading(MOST_READ);
    reading.take(text, ast);
    let mut left = Paste::new(text);
    // Where one quotation mark explains everything, what looks like a layer stands in a string.
    if ast.diagnostics.iter().any(|it| it.code() == "unclosed-text")
        && let Some(mended) = slips::mend(&left, weight(ast), context, &mut reading)
        && let ([_], 0) = (mended.found.as_slice(), mended.least)
        && errors(mended.left.text(), context).is_empty()
    {
        return Some((mended.found, None));
    }
    let mut layers: Vec<(Layer, Span)> = Vec::new();
    // The layers after which the fewest syntax errors are left.
    let (mut least, mut best) = (weight(ast), (0, left.clone()));
    while least > 0
        && layers.len() < MOST_LAYERS
        && let Some(layer) = next_layer(left.text(), context, &layers)
    {
        let next = left.edited(&layer.edits);
        let Some(errors) = reading.errors(next.text()) else { break };
        let at = layer.edits.iter().map(|edit| edit.span).find(|span| !span.is_empty()).unwrap_or_default();
        layers.push((layer, left.original(at)));
        left = next;
        if errors < least {
            (least, best) = (errors, (layers.len(), left.clone()));
        }
    }
    if least == 0 && answers_already(text, ast, &layers, context) {
        return None;
    }
    let mut slips = Vec::new();
    if least > 0 {
        if let Some(diagnostic) = foreign::unreadable(text) {
            return Some((vec![diagnostic], None));
        }
        // Taking off more layers may only help after the mistake beneath them is corrected, so both texts are tried.
        let all = (layers.len(), left);
        let mended = [&best, &all]
            .into_iter()
            .find_map(|(count, left)| slips::mend(left, least, context, &mut reading).map(|mended| (*count, mended)));
        if let Some((count, mended)) = mended {
            best = (count, mended.left);
            (least, slips) = (mended.least, mended.found);
            layers.truncate(count);
            if let Some(at) = mended.semicolons.filter(|_| count > 0) {
                slips.remove(0);
                let what = "semicolons between arguments".to_owned();
                layers.push((Layer { kind: LayerKind::Wrapping, what, edits: Vec::new() }, at));
                best.0 += 1;
            }
        }
    }
    let (count, mut left) = best;
    layers.truncate(count);
    while !layers.is_empty()
        && layers.len() < MOST_LAYERS
        && let Some((layer, at, next)) = foreign_inside(&left, context, &mut reading).or_else(|| {
            let is_foreign = layers.iter().any(|(layer, _)| layer.kind == LayerKind::Foreign);
            is_foreign.then(|| compared_inside(&left, context))?
        })
    {
        layers.push((layer, at));
        left = next;
    }
    if !layers.is_empty() {
        // All of it is one edit, in which those of the slips are not.
        slips.iter_mut().for_each(|slip| slip.fix = None);
        slips.insert(0, pasted(text, &left, &layers));
    }
    if slips.is_empty() {
        return None;
    }
    let (count, has_layers) = (slips.len(), !layers.is_empty());
    let said = with_errors_inside(slips, &left, context);
    let is_better = match has_layers {
        true => least == 0 || least < UNEXPLAINED && (said.len() <= 2 || said.len() < before),
        false => least == 0 && count == 1,
    };
    // Correcting a text must not lead to more diagnostics than it had before; a comma that is missing then is none.
    let has_comma = || said.iter().any(|it| it.code() == "missing-comma");
    let is_better = is_better || count > usize::from(has_layers) && said.len() <= before && !has_comma();
    // What looks foreign may stand in a string where one is not closed.
    let is_foreign = layers.iter().any(|(layer, _)| layer.kind == LayerKind::Foreign);
    let is_better = is_better && !(is_foreign && said.iter().any(|it| it.code() == "unclosed-text"));
    // The edit that takes off all layers was tried by the weights above; the fixes of single mistakes have to be tried alone.
    is_better.then_some(())?;
    match has_layers {
        true => Some((said, (least > 0).then(|| left.text().trim().to_owned()))),
        false => Some((sound::only(text, context, said), None)),
    }
}

/// What the check knows of other languages in what is left, written in this one.
fn foreign_inside(left: &Paste, context: Context<'_>, reading: &mut Reading) -> Option<(Layer, Span, Paste)> {
    let before = reading.errors(left.text())?;
    let found = errors(left.text(), context);
    let found = found.into_iter().find(|it| it.code() == "foreign-syntax" && it.fix.is_some())?;
    let edits = found.fix?.edits;
    let next = left.edited(&edits);
    (reading.errors(next.text())? <= before).then_some(())?;
    let what = format!("`{}` of another language", found.span.of(left.text()));
    Some((Layer { kind: LayerKind::Foreign, what, edits }, left.original(found.span), next))
}

/// A bare name that is compared, in what another language's syntax was taken off from: there, it is an attribute.
fn compared_inside(left: &Paste, context: Context<'_>) -> Option<(Layer, Span, Paste)> {
    let is_compared = |span: Span| {
        let behind = left.text().get(span.end as usize..).unwrap_or_default().trim_start();
        behind.starts_with(['=', '<', '>'])
    };
    let found = errors(left.text(), context);
    let found = found.into_iter().find(|it| it.code() == "unquoted-word" && is_compared(it.span))?;
    let name = found.span.of(left.text());
    let edits = vec![Edit { span: found.span, text: format!("[{}]", foreign::here(name, false, context)) }];
    let next = left.edited(&edits);
    let what = format!("`{name}` for an attribute in brackets");
    Some((Layer { kind: LayerKind::Foreign, what, edits }, left.original(found.span), next))
}

fn next_layer(text: &str, context: Context<'_>, before: &[(Layer, Span)]) -> Option<Layer> {
    let layers = paste::LAYERS.iter().find_map(|layer| layer(text));
    let layer = layers.or_else(|| foreign::layer(text, context));
    // What was taken off may have been a part of the text in a template.
    let is_whole = before.iter().all(|(layer, _)| layer.kind == LayerKind::Foreign);
    layer.or_else(|| template::layer(text, context).filter(|_| is_whole)).or_else(|| paste::prose(text))
}

/// Whether the parser's own diagnostic about one foreign string or operator already has the fix, at its location.
fn answers_already(text: &str, ast: &Ast, layers: &[(Layer, Span)], context: Context<'_>) -> bool {
    let [(layer, _)] = layers else { return false };
    let [only] = ast.diagnostics.as_slice() else { return false };
    let fixed = only.fix.as_ref().map(|fix| edited(text, &fix.edits));
    let single = matches!(
        layer.kind,
        LayerKind::CurlyQuotes | LayerKind::SingleQuotes | LayerKind::Entities | LayerKind::Foreign
    );
    single && fixed.is_some_and(|fixed| weight(&syntax::parse(&fixed)) == 0 && errors(&fixed, context).is_empty())
}

/// The text after the edits of a fix.
fn edited(text: &str, edits: &[Edit]) -> String {
    let mut edits = edits.to_vec();
    crate::text::order::sort_by(&mut edits, |one, other| one.span.cmp(&other.span));
    Paste::new(text).edited(&edits).text().to_owned()
}

/// The diagnostics, and the errors that remain after their fixes, at their locations in the original text. The latter have
/// no fix, because the former have to be fixed first.
fn with_errors_inside(mut said: Vec<Diagnostic>, left: &Paste, context: Context<'_>) -> Vec<Diagnostic> {
    let trimmed = left.text().trim();
    let tree = context.language.parse(trimmed);
    let mut found = check_once(trimmed, &tree, context, Trials::none()).1;
    if tree.has_errors() {
        (found, _) = sound::certain(trimmed, &tree, found);
    }
    let shift = left.text().len() - left.text().trim_start().len();
    let original = |span: Span| left.original(Span::new(span.start as usize + shift, span.end as usize + shift));
    let is_guess = said.iter().any(|it| matches!(it.code(), "unclosed-text" | "unopened-text" | "extra-parenthesis"));
    for mut error in found.into_iter().filter(Diagnostic::is_error) {
        // What follows in a broken text may follow from what breaks it, and what stands behind a mended mark or parenthesis
        // from where it was mended; the name of a function does not.
        let is_again = tree.has_errors() && said.iter().any(|it| it.code() == error.code());
        let is_own = error.code().contains("-function") || error.code().starts_with("unclosed");
        if is_again || is_guess && !is_own {
            continue;
        }
        error.span = original(error.span);
        error.related.iter_mut().for_each(|(span, _)| *span = original(*span));
        error.fix = None;
        said.push(error);
    }
    said
}

fn errors(text: &str, context: Context<'_>) -> Vec<Diagnostic> {
    let (_, mut found) = check_once(text, &context.language.parse(text), context, Trials::none());
    found.retain(Diagnostic::is_error);
    found
}
