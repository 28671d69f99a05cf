//! Completions at the caret: functions, attributes, words, values, settings, the most likely first. Does not check whether
//! the expression is right with them.

use super::cursor::CursorLocation;
use super::{Surroundings, attributes, values};
use crate::dotnet::casing::lower_invariant;
use crate::functions::Function;
use crate::language::Word;
use crate::syntax::{Node, quote};
use crate::value::ValueKind;
use serde::Serialize;

/// A completion at the caret.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Completion {
    /// Its name.
    pub label: String,
    /// Its kind.
    pub kind: CompletionKind,
    /// A function's signature, an attribute's type.
    pub detail: String,
    /// Its documentation, Markdown.
    pub documentation: String,
    /// The first byte of the replaced text.
    pub start: usize,
    /// The byte after the replaced text.
    pub end: usize,
    /// The new text.
    pub insert: String,
    /// The caret's position in `insert` afterwards, in bytes.
    pub caret: usize,
}

/// The kind of a completion.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum CompletionKind {
    /// A function.
    Function,
    /// An attribute of the source object.
    Attribute,
    /// An unquoted word such as `True`.
    Word,
    /// A string that the attribute in question is compared with.
    Value,
    /// A setting of the provisioning job.
    Setting,
}

/// The completions at an offset of an expression, finished or not. The text already typed filters them: its characters must
/// occur in the label in their order, ignoring case; labels that begin with it come first.
pub fn complete(text: &str, offset: usize, surroundings: &Surroundings<'_>) -> Vec<Completion> {
    let location = CursorLocation::new(text, offset);
    let completer = Completer { location: &location, surroundings };
    if let Some((start, end, is_closed)) = completer.literal() {
        return completer.texts(start, end, is_closed);
    }
    if let Some((start, end, is_closed)) = completer.attribute() {
        return completer.attributes(start, end, if is_closed { ("", "") } else { ("", "]") });
    }
    if let Some((start, end)) = completer.setting() {
        return completer.settings(start, end);
    }
    completer.anything()
}

struct Completer<'c> {
    location: &'c CursorLocation<'c>,
    surroundings: &'c Surroundings<'c>,
}

impl Completer<'_> {
    /// The part that is replaced of the string literal around the caret, and whether the literal is closed.
    fn literal(&self) -> Option<(usize, usize, bool)> {
        let (offset, leaf) = (self.location.offset, self.location.leaf()?);
        let (start, end) = (leaf.span.range().start, leaf.span.range().end);
        let written = leaf.span.of(self.location.text);
        if !matches!(leaf.node, Node::Str(_)) || !written.starts_with('"') || offset == start {
            return None;
        }
        let is_closed = ends_text(written.get(1..).unwrap_or_default());
        match is_closed {
            true if offset == end => None,
            true => Some((start + 1, end - 1, true)),
            false => Some((start + 1, offset, false)),
        }
    }

    /// The part that is replaced of the brackets around the caret, and whether they are closed.
    fn attribute(&self) -> Option<(usize, usize, bool)> {
        let (text, offset) = (self.location.text, self.location.offset);
        if let Some(leaf) = self.location.leaf().filter(|leaf| matches!(leaf.node, Node::Attribute(_))) {
            let (start, end) = (leaf.span.range().start, leaf.span.range().end);
            let written = leaf.span.of(text);
            let is_closed = written.matches('[').count() == written.matches(']').count();
            return match is_closed {
                _ if offset == start => None,
                true if offset == end => None,
                true => Some((start + 1, end - 1, true)),
                false => Some((start + 1, offset, false)),
            };
        }
        // After text that is not part of the tree, the text itself is searched.
        let before = text.get(..offset)?;
        let open = before.rfind('[')?;
        let inner = before.get(open + 1..)?;
        let fits = !inner.contains(&[']', '(', ')', ',', '"', '\n', '='][..]);
        fits.then(|| (open + 1, offset, false))
    }

    /// The name after a percent sign.
    fn setting(&self) -> Option<(usize, usize)> {
        let (start, end) = self.location.word();
        let before = self.location.text.get(..start)?;
        let signs = before.matches('%').count();
        let is_open = before.ends_with('%') && !signs.is_multiple_of(2);
        let closing = self.location.text.get(end..).is_some_and(|rest| rest.starts_with('%'));
        is_open.then(|| (start - 1, end + usize::from(closing)))
    }

    fn texts(&self, start: usize, end: usize, is_closed: bool) -> Vec<Completion> {
        let values = values::compared(self.location, self.surroundings);
        let items = values.into_iter().map(|value| {
            let quoted = quote(&value);
            let inside = quoted.get(1..quoted.len() - 1).unwrap_or_default();
            let insert = if is_closed { inside.to_owned() } else { format!("{inside}\"") };
            item(value, CompletionKind::Value, (start, end), insert)
        });
        self.narrowed(start, items.collect())
    }

    fn attributes(&self, start: usize, end: usize, around: (&str, &str)) -> Vec<Completion> {
        let items = attributes::known(self.surroundings).into_iter().map(|(name, detail)| {
            let insert = format!("{}{name}{}", around.0, around.1);
            Completion { detail, ..item(name, CompletionKind::Attribute, (start, end), insert) }
        });
        self.narrowed(start, items.collect())
    }

    fn settings(&self, start: usize, end: usize) -> Vec<Completion> {
        let items = self.surroundings.settings.iter().map(|(name, value)| {
            let setting = item(name.clone(), CompletionKind::Setting, (start, end), format!("%{name}%"));
            Completion { detail: value.clone(), ..setting }
        });
        let narrow_from =
            start + usize::from(self.location.text.get(start..).is_some_and(|rest| rest.starts_with('%')));
        self.narrowed(narrow_from, items.collect())
    }

    /// Completions where an expression may begin.
    fn anything(&self) -> Vec<Completion> {
        let (start, end) = self.location.word();
        let wanted = self.wanted();
        let rest = self.location.text.get(end..).unwrap_or_default();
        let has_parentheses = rest.trim_start().starts_with('(');
        let mut items: Vec<Completion> = Vec::new();
        if !has_parentheses {
            let values = values::compared(self.location, self.surroundings);
            items.extend(values.into_iter().map(|value| {
                let insert = quote(&value);
                item(insert.clone(), CompletionKind::Value, (start, end), insert)
            }));
        }
        let attributes = if has_parentheses { Vec::new() } else { self.attributes(start, end, ("[", "]")) };
        if start == end {
            items.extend(attributes.iter().cloned());
        }
        let language = self.surroundings.context.language;
        let mut known = language.functions();
        let location = |function: &Function| (Some(function.result.kind) != wanted, function.name);
        crate::text::order::sort_by(&mut known, |one, other| location(one).cmp(&location(other)));
        items.extend(known.into_iter().map(|function| call(function, (start, end), has_parentheses)));
        if !has_parentheses {
            // A word typed without a bracket is more likely a function than an attribute.
            items.extend(attributes.into_iter().filter(|_| start < end));
            items.extend(language.words().map(|(word, meaning)| {
                let documentation = meaning_of(word, meaning);
                let plain = item(word.to_owned(), CompletionKind::Word, (start, end), word.to_owned());
                Completion { documentation, ..plain }
            }));
            items.extend(self.settings(start, end));
        }
        self.narrowed(start, items)
    }

    /// The kind of value of the argument slot at the caret, if it is a specific one.
    fn wanted(&self) -> Option<ValueKind> {
        let (call, slot) = self.location.call()?;
        let parameter = self
            .surroundings
            .context
            .language
            .resolve(&call.name)?
            .parameter_of(slot, call.arguments.len().max(slot + 1))?;
        Some(parameter.ty.kind).filter(|kind| *kind != ValueKind::Any)
    }

    /// The items whose label begins with the text from `start` to the caret, then those that have its characters in order.
    fn narrowed(&self, start: usize, items: Vec<Completion>) -> Vec<Completion> {
        let typed = lower_invariant(self.location.text.get(start..self.location.offset).unwrap_or_default());
        let (mut first, mut later) = (Vec::new(), Vec::new());
        for item in items {
            let label = lower_invariant(&item.label);
            if label.trim_start_matches(&['[', '"', '%'][..]).starts_with(&*typed) {
                first.push(item);
            } else if occurs(&typed, &label) {
                later.push(item);
            }
        }
        first.append(&mut later);
        first
    }
}

/// Whether the text after an opening quotation mark ends in the closing one, not in an escaped one.
fn ends_text(inner: &str) -> bool {
    let Some(before) = inner.strip_suffix('"') else { return false };
    let backslashes = before.chars().rev().take_while(|sign| *sign == '\\').count();
    backslashes.is_multiple_of(2)
}

/// Whether the characters of `typed` occur in `label` in their order.
fn occurs(typed: &str, label: &str) -> bool {
    let mut label = label.chars();
    typed.chars().all(|wanted| label.any(|character| character == wanted))
}

fn item(label: String, kind: CompletionKind, (start, end): (usize, usize), insert: String) -> Completion {
    let caret = insert.len();
    Completion { label, kind, detail: String::new(), documentation: String::new(), start, end, insert, caret }
}

fn call(function: &Function, location: (usize, usize), has_parentheses: bool) -> Completion {
    let name = function.name.to_owned();
    let takes_nothing = function.slots().next().is_none();
    let (insert, caret) = match (has_parentheses, takes_nothing) {
        (true, _) => (name.clone(), name.len()),
        (false, true) => (format!("{name}()"), name.len() + 2),
        (false, false) => (format!("{name}()"), name.len() + 1),
    };
    let plain = item(name, CompletionKind::Function, location, insert);
    Completion { detail: function.signature(), documentation: function.summary(), caret, ..plain }
}

/// The meaning of an unquoted word, in a sentence.
pub(super) fn meaning_of(word: &str, meaning: Word) -> String {
    match meaning {
        Word::Str => format!("The string `{word}`."),
        Word::Absent => "No value.".to_owned(),
        Word::Boolean(_) => format!("The Boolean `{word}`."),
        Word::LineBreak => "A line break.".to_owned(),
        Word::Clear => "No value, and no other rule gives one.".to_owned(),
        Word::Skip if word.contains("Object") => "Leaves the whole object as it is.".to_owned(),
        Word::Skip => "Leaves the target attribute as it is.".to_owned(),
    }
}
