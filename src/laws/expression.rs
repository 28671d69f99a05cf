//! Any text has a syntax tree, and all its diagnostics have locations inside the text; printing is stable; fixes work.

use super::cost::is_bounded;
use crate::check::{Context, check_expression};
use crate::diagnostic::Diagnostic;
use crate::language::Language;
use crate::syntax::{self, Ast, Expression, Limits, Node, print};
use crate::text::Span;

/// The tree without locations.
fn shape(ast: &Ast) -> String {
    let outline = syntax::outline(&ast.root);
    outline.lines().map(|line| line.rsplit_once("  ").map_or(line, |(label, _)| label)).collect::<Vec<_>>().join("\n")
}

fn inside(text: &str, span: Span) -> bool {
    span.start <= span.end && text.get(span.start as usize..span.end as usize).is_some()
}

fn diagnostics(text: &str, dialect: &'static Language) -> Vec<Diagnostic> {
    check_expression(text, &syntax::parse(text), Context { language: dialect, source_schema: None }).1
}

/// The text with every fix applied; of two overlapping fixes, the first.
pub fn mended(text: &str, diagnostics: &[Diagnostic]) -> String {
    let mut edits: Vec<_> =
        diagnostics.iter().filter_map(|diagnostic| diagnostic.fix.as_ref()).flat_map(|fix| &fix.edits).collect();
    edits.sort_by_key(|edit| (edit.span.start, edit.span.end));
    let (mut mended, mut at) = (String::new(), 0);
    for edit in edits {
        let (start, end) = (edit.span.start as usize, edit.span.end as usize);
        if start < at {
            continue;
        }
        mended.push_str(&text[at..start]);
        mended.push_str(&edit.text);
        at = end;
    }
    mended + &text[at..]
}

/// How many levels of calls, parentheses and brackets a part has.
fn depth(part: &Expression) -> usize {
    let inside = part.children().into_iter().map(depth).max().unwrap_or_default();
    inside + usize::from(matches!(part.node, Node::Call(_) | Node::Group(_) | Node::Attribute(_)))
}

/// Checks the properties of a text; returns the violated one.
pub fn holds(text: &str, dialect: &'static Language) -> Result<(), String> {
    let ast = syntax::parse(text);
    // The limit on nesting counts at least the levels that are read, or it would not keep the stack from overflowing.
    if let Some(nesting) = depth(&ast.root).checked_sub(1)
        && (Limits { nesting, ..Limits::default() }).refuse(text).is_none()
    {
        return Err(format!("`{text}` has more than {nesting} levels, and the limit counts fewer"));
    }
    let printed = print(&ast.root);
    let again = syntax::parse(&printed);
    let twice = print(&again.root);
    if twice != printed {
        return Err(format!("`{text}` prints as `{printed}`, which prints as `{twice}`"));
    }
    if ast.diagnostics.is_empty() {
        if shape(&ast) != shape(&again) {
            return Err(format!("`{text}` prints as `{printed}`, which is another tree"));
        }
        if !again.diagnostics.is_empty() {
            return Err(format!("`{text}` is valid, but prints as `{printed}`, which is not"));
        }
        let mut slip = false;
        ast.root.walk(&mut |part| {
            if let Node::Chain(first, rest) = &part.node {
                slip |= first.is_missing() || rest.iter().any(|(_, _, operand)| operand.is_missing());
            }
        });
        if slip || ast.root.is_missing() {
            return Err(format!("`{text}` has a syntax error without a diagnostic"));
        }
    }
    let found = diagnostics(text, dialect);
    for diagnostic in &found {
        let edits = diagnostic.fix.iter().flat_map(|fix| fix.edits.iter().map(|edit| edit.span));
        let related = diagnostic.related.iter().map(|(span, _)| *span);
        for span in std::iter::once(diagnostic.span).chain(edits).chain(related) {
            if !inside(text, span) {
                return Err(format!("`{text}`: {} points at {span:?}", diagnostic.code()));
            }
        }
    }
    is_bounded(text, &found)?;
    mends(text, dialect, &found)?;
    // All fixes at once: if every error of the parser has a fix, there are fewer errors afterwards.
    let before = ast.diagnostics.iter().filter(|diagnostic| diagnostic.is_error()).count();
    if before > 0
        && ast.diagnostics.iter().filter(|diagnostic| diagnostic.is_error()).all(|diagnostic| diagnostic.fix.is_some())
    {
        let mended = mended(text, &ast.diagnostics);
        let after = syntax::parse(&mended).diagnostics.iter().filter(|diagnostic| diagnostic.is_error()).count();
        if after >= before {
            return Err(format!("`{text}` fixed is `{mended}`, with {after} errors instead of {before}"));
        }
    }
    Ok(())
}

/// Each fix alone: afterwards its diagnostic occurs less often, or not where the fix was. (There may be new
/// diagnostics: once a function is known, its arguments are checked, and once a syntax error is fixed, the words around
/// it are looked at.) The fuzzer, which has many texts, tries one fix of each, chosen by the length of the text.
fn mends(text: &str, dialect: &'static Language, found: &[Diagnostic]) -> Result<(), String> {
    let fixable: Vec<_> = found.iter().filter(|diagnostic| diagnostic.fix.is_some()).collect();
    let one = text.len() % fixable.len().max(1);
    for (_, diagnostic) in fixable.iter().enumerate().filter(|(index, _)| !cfg!(fuzzing) || *index == one) {
        let count = |all: &[Diagnostic]| all.iter().filter(|other| other.code() == diagnostic.code()).count();
        let mended = mended(text, std::slice::from_ref(diagnostic));
        let left = diagnostics(&mended, dialect);
        let (before, after) = (count(found), count(&left));
        // The text from the first edit to the last one, as it is now.
        let edits = diagnostic.fix.iter().flat_map(|fix| &fix.edits).map(|edit| edit.span);
        let start = edits.clone().map(|span| span.start).min().unwrap_or_default();
        let behind = text.len() - edits.map(|span| span.end).max().unwrap_or_default() as usize;
        let end = (mended.len() - behind) as u32;
        let is_there = |other: &Diagnostic| {
            other.code() == diagnostic.code() && other.span.start <= end && other.span.end >= start
        };
        if after >= before && left.iter().any(is_there) {
            return Err(format!(
                "`{text}` fixed is `{mended}`, with {after} {} instead of {before}",
                diagnostic.code()
            ));
        }
    }
    Ok(())
}
