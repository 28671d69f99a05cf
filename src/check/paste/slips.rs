//! What is reported about single mistakes, and the text without them.
//!
//! Which mistakes there are is in `syntax::paste`. One is accepted if its edits leave a text with milder syntax errors.

use super::{OPEN, Reading, errors};
use crate::check::Context;
use crate::diagnostic::{Diagnostic, Edit, registry};
use crate::syntax::paste::{self, Paste, SLIPS, Slip};
use crate::syntax::{self, Node};
use crate::text::Span;

/// How many slips are mended in one text.
const MOST_SLIPS: usize = 3;

/// The edits at their locations in the text as it was pasted.
fn in_original(left: &Paste, edits: &[Edit]) -> Vec<Edit> {
    edits.iter().map(|edit| Edit { span: left.original(edit.span), text: edit.text.clone() }).collect()
}

/// A text with its slips mended.
pub(super) struct Mended {
    /// What is left.
    pub left: Paste,
    /// What is said about each, with its fix.
    pub found: Vec<Diagnostic>,
    /// What the syntax errors weigh that it still has.
    pub least: usize,
    /// The first semicolon, if the first slip was those between arguments.
    pub semicolons: Option<Span>,
}

/// Corrects one mistake after another. `None` if more remains than a few errors that the parser explains. `least` is the
/// weight of the syntax errors before, which has to become smaller.
pub(super) fn mend(left: &Paste, least: usize, context: Context<'_>, reading: &mut Reading) -> Option<Mended> {
    let mut mended = Mended { left: left.clone(), found: Vec::new(), least, semicolons: None };
    while mended.least > 0 && mended.found.len() < MOST_SLIPS {
        let (left, mut least) = (&mended.left, mended.least);
        let mut best = None;
        for slip in SLIPS.iter().filter_map(|slip| slip(left.text())) {
            let is_semicolons = matches!(slip, Slip::Semicolons(_));
            let (edits, diagnostic) = slip_of(left, slip);
            let next = left.edited(&edits);
            let Some(errors) = reading.errors(next.text()) else { break };
            if errors < least {
                (least, best) = (errors, Some((next, diagnostic, is_semicolons)));
            }
            if errors == 0 {
                break;
            }
        }
        if least > 0
            && let Some((next, diagnostic)) = extra_parenthesis(left, context, reading)
        {
            (least, best) = (0, Some((next, diagnostic, false)));
        }
        let Some((next, diagnostic, is_semicolons)) = best else { break };
        if is_semicolons && mended.found.is_empty() {
            mended.semicolons = Some(diagnostic.span);
        }
        mended.found.push(diagnostic);
        (mended.left, mended.least) = (next, least);
    }
    (mended.least < OPEN && !mended.found.is_empty()).then_some(mended)
}

/// How a slip is mended, and what is said about it.
fn slip_of(left: &Paste, slip: Slip) -> (Vec<Edit>, Diagnostic) {
    match slip {
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
            let name = span.of(left.text()).trim_end_matches(']').trim_start_matches(['{', '<']).to_owned();
            let title = if edit.span.is_empty() { "add `[`" } else { "write `[`" };
            let diagnostic = registry::unopened_attribute(left.original(span), &name).with_fix(title, at, "[");
            (vec![edit], diagnostic)
        }
        Slip::AttributeEnd(edit, span) => {
            let name = span.of(left.text()).trim_matches(['[', ']', '}', ')']).to_owned();
            let diagnostic = registry::unclosed_attribute(left.original(span), &name);
            let title = format!("write `{}`", edit.text);
            let mut diagnostic = diagnostic.with_fix(title.clone(), left.original(edit.span), edit.text.clone());
            diagnostic.help = Some(title);
            (vec![edit], diagnostic)
        }
        Slip::CallEnd(edit, span) => {
            let what = format!("the call of `{}`", span.of(left.text()));
            let diagnostic = registry::unclosed_parenthesis(left.original(span), &what);
            let wrong = edit.span.of(left.text()).to_owned();
            let mut diagnostic = diagnostic.with_fix("write `)`", left.original(edit.span), ")");
            diagnostic.help = Some(format!("write `)` for `{wrong}`"));
            (vec![edit], diagnostic)
        }
        Slip::DoubledMark(edit) => {
            let at = left.original(edit.span);
            let mut diagnostic = registry::unexpected_text(at, "\"").with_fix("remove it", at, "");
            diagnostic.help = Some("a quotation mark is too many".to_owned());
            (vec![edit], diagnostic)
        }
        Slip::NotClosed(edit, span) => {
            let at = left.original(edit.span);
            let diagnostic = registry::unclosed_text(left.original(span)).with_unsafe_fix("add `\"`", at, "\"");
            (vec![edit], diagnostic)
        }
    }
}

/// One parenthesis too many: the one whose removal leaves no syntax error and the fewest others.
fn extra_parenthesis(left: &Paste, context: Context<'_>, reading: &mut Reading) -> Option<(Paste, Diagnostic)> {
    let candidates = paste::extra_parentheses(left.text())?;
    let mended = candidates.into_iter().filter_map(|(edits, closes)| {
        let mended = left.edited(&edits);
        (reading.errors(mended.text())? == 0).then(|| (errors(mended.text(), context).len(), mended, edits, closes))
    });
    let (_, mended, edits, closes) = mended.min_by_key(|(errors, ..)| *errors)?;
    let there = in_original(left, &edits);
    let at = there.first().map(|edit| edit.span).unwrap_or_default();
    // If it stands behind one complete call, no other one can be meant.
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
