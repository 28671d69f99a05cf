//! The one diagnostic about all layers of a text. Does not decide whether it is reported.

use crate::diagnostic::{Diagnostic, registry};
use crate::syntax::paste::{Layer, LayerKind, Paste};
use crate::text::Span;

/// The diagnostic about all layers.
pub(super) fn pasted(text: &str, left: &Paste, layers: &[(Layer, Span)]) -> Diagnostic {
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
