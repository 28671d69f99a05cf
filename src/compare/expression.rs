//! Compares two expressions part by part: what was replaced, wrapped or removed. Compares trees, not results.

use crate::assist;
use crate::check::{Analysis, Context};
use crate::language::Language;
use crate::mapping::AttributeMapping;
use crate::syntax::{self, Call, Expression, Node, Tree};
use crate::tree;

/// How many differences of one expression are listed.
const MOST: usize = 12;

/// The longest piece of an expression in a line, in characters.
const LONGEST: usize = 60;

/// The source of an attribute mapping, on one line.
pub(super) fn shown(attribute: &AttributeMapping, language: &'static Language) -> String {
    match effective(attribute, language) {
        Some((text, root)) if root.is_missing() => text,
        Some((_, root)) => syntax::print(&root),
        None => "no source".to_owned(),
    }
}

/// The differences between two attribute mappings' expressions, each in its own language; `None` if they mean the same.
pub(super) fn differences(
    old: &AttributeMapping,
    new: &AttributeMapping,
    languages: [&'static Language; 2],
) -> Option<Vec<String>> {
    let (old, new) = match (effective(old, languages[0]), effective(new, languages[1])) {
        (None, None) => return None,
        (Some(old), Some(new)) => (old, new),
        _ => return Some(Vec::new()),
    };
    // What cannot be parsed is compared as text.
    if old.1.is_missing() || new.1.is_missing() {
        return (old.0 != new.0).then(Vec::new);
    }
    if assist::same(&old.1, &new.1, languages) {
        return None;
    }
    let mut lines = Vec::new();
    parts(&old.1, &new.1, languages, &mut lines);
    if lines.len() > MOST {
        let more = lines.len() - MOST;
        lines.truncate(MOST);
        lines.push(format!("and {more} more"));
    }
    Some(lines)
}

/// The text of a source and its tree. The stored tree beside a text contains more if the text prints settings as empty
/// slots; an invalid text has no tree but a missing one.
fn effective(attribute: &AttributeMapping, language: &'static Language) -> Option<(String, Expression)> {
    let source = attribute.source.as_ref()?;
    let stored = source.tree.as_ref().and_then(|stored| tree::from_tree(stored).ok());
    let Some(text) = source.expression.as_ref().map(|text| text.value.clone()) else {
        let name = source.name.as_ref()?.value.clone();
        let alone = Tree { name: name.clone(), kind: source.kind, ..Tree::default() };
        return Some((name, stored.or_else(|| tree::from_tree(&alone).ok())?));
    };
    let ast = Analysis::new(&text, Context { language, source_schema: None }).ast;
    if ast.has_errors() {
        let root = Expression { span: ast.root.span, node: Node::Missing };
        return Some((text, root));
    }
    let line = |root: &Expression| tree::to_tree(root).expression;
    let root = match stored.filter(|stored| line(stored) == line(&ast.root)) {
        Some(stored) if has_setting(&stored) => stored,
        _ => ast.root,
    };
    Some((text, root))
}

fn has_setting(root: &Expression) -> bool {
    let mut found = false;
    root.walk(&mut |part| found |= matches!(part.node, Node::Setting(_)));
    found
}

fn parts(old: &Expression, new: &Expression, languages: [&Language; 2], lines: &mut Vec<String>) {
    if assist::same(old, new, languages) {
        return;
    }
    let [before, after] = languages;
    match (&old.node, &new.node) {
        (Node::Call(old), Node::Call(new)) if old.name == new.name => arguments(old, new, languages, lines),
        (Node::Chain(first, rest), Node::Chain(new_first, new_rest)) if rest.len() == new_rest.len() => {
            parts(first, new_first, languages, lines);
            for ((sign, _, operand), (new_sign, _, new_operand)) in rest.iter().zip(new_rest) {
                if sign != new_sign {
                    lines.push(format!("`{}` became `{}`", sign.sign(), new_sign.sign()));
                }
                parts(operand, new_operand, languages, lines);
            }
        }
        (_, Node::Call(around)) if within(new, old, [after, before]) => {
            lines.push(format!("`{}` wrapped around {}", around.name, piece(old)));
        }
        (Node::Call(around), _) if within(old, new, languages) => {
            lines.push(format!("`{}` removed from around {}", around.name, piece(new)));
        }
        (Node::Missing, _) => lines.push(format!("{} added", piece(new))),
        (_, Node::Missing) => lines.push(format!("{} removed", piece(old))),
        _ => lines.push(format!("{} became {}", piece(old), piece(new))),
    }
}

/// Compares arguments by position; what is equal at both ends of the lists is skipped, so that one more in the middle
/// counts once.
fn arguments(old: &Call, new: &Call, languages: [&Language; 2], lines: &mut Vec<String>) {
    let (mut before, mut after) = (old.arguments.as_slice(), new.arguments.as_slice());
    if before.len() != after.len() {
        while let ([first, rest @ ..], [new_first, new_rest @ ..]) = (before, after) {
            if !assist::same(first, new_first, languages) {
                break;
            }
            (before, after) = (rest, new_rest);
        }
        while let ([rest @ .., last], [new_rest @ .., new_last]) = (before, after) {
            if !assist::same(last, new_last, languages) {
                break;
            }
            (before, after) = (rest, new_rest);
        }
    }
    let paired = before.len().min(after.len());
    for (old, new) in before.iter().zip(after) {
        parts(old, new, languages, lines);
    }
    let gone = before.iter().skip(paired).filter(|part| !part.is_missing());
    lines.extend(gone.map(|part| format!("{} removed from `{}`", piece(part), old.name)));
    let come = after.iter().skip(paired).filter(|part| !part.is_missing());
    lines.extend(come.map(|part| format!("{} added to `{}`", piece(part), new.name)));
}

/// Whether a part is somewhere inside another.
fn within(whole: &Expression, part: &Expression, languages: [&Language; 2]) -> bool {
    let mut found = false;
    // A bare constant inside is more often a coincidence than a part that was kept.
    let counts = !matches!(part.node, Node::Missing | Node::Str(_) | Node::Number(_) | Node::Word(_));
    whole.walk(&mut |inner| found |= counts && assist::same(inner, part, languages));
    found
}

fn piece(part: &Expression) -> String {
    let line = syntax::print(part);
    match line.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("`{}…`", line.get(..end).unwrap_or_default()),
        None => format!("`{line}`"),
    }
}
