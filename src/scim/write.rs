//! Runs a template's steps over the values of one record. Allocates only for errors. Knows nothing of paths and
//! schemas.

use super::escape::SHORT;
use super::template::{Form, LEVELS, Leaf, Piece, Step, Template, Wrap};
use super::typed::{Mismatch, expectation};
use crate::diagnostic::{EvalError, registry};
use crate::value::Value;

/// How much of an invalid value an error keeps, in characters.
const PREVIEW: usize = 200;

impl Template {
    /// Appends the body of a create request as compact JSON: `{"schemas":[…],…}`.
    ///
    /// `values` are in the order of the targets; missing ones are absent. Absent values and ignore flow are left out,
    /// and so is every object and array that would be empty. A value that does not fit its target is left out too, and
    /// an error with the target's index is added to `errors`; the caller decides whether the record is rejected for it.
    /// The span of an error is the target's whole path.
    pub fn write(&self, values: &[Value<'_>], out: &mut Vec<u8>, errors: &mut Vec<(usize, EvalError)>) {
        self.write_within(usize::MAX, values, out, errors);
    }

    /// The same for a body of at most `most` bytes. Returns whether it fits; if not, it is incomplete.
    pub fn write_within(
        &self,
        most: usize,
        values: &[Value<'_>],
        out: &mut Vec<u8>,
        errors: &mut Vec<(usize, EvalError)>,
    ) -> bool {
        let most = out.len().saturating_add(most);
        // Where the next extension is in `schemas`, and for each open object where its contents begin.
        let mut entry_at = out.len() + self.core_length;
        let mut contents = [0; LEVELS];
        let mut was_taken_back = false;
        out.extend_from_slice(self.piece(&self.head));
        for step in &self.steps {
            match step {
                Step::Text(leaf) => match values.get(leaf.number) {
                    Some(Value::Str(text)) => {
                        leaf.text_key.push_text(text, out);
                        // A short string adds little: the check at the end is enough for it.
                        if text.len() > SHORT && out.len() > most {
                            return false;
                        }
                    }
                    None | Some(Value::Absent | Value::Skip) => {}
                    Some(other) => {
                        self.checked_leaf(leaf, *other, &contents, out, errors);
                        if out.len() > most {
                            return false;
                        }
                    }
                },
                Step::Leaf(leaf) => match values.get(leaf.number) {
                    None | Some(Value::Absent | Value::Skip) if !matches!(leaf.form, Form::Override { .. }) => {}
                    value => {
                        self.checked_leaf(leaf, value.copied().unwrap_or_default(), &contents, out, errors);
                        if out.len() > most {
                            return false;
                        }
                    }
                },
                Step::Open { level, head } => {
                    head.push(out);
                    contents.get_mut(*level).into_iter().for_each(|begin| *begin = out.len());
                }
                Step::Close { level, head, bracket } => {
                    let begin = contents.get(*level).copied().unwrap_or_default();
                    was_taken_back = out.len() == begin;
                    if was_taken_back {
                        out.truncate(begin.saturating_sub(*head));
                    } else {
                        close(*bracket, out);
                        out.push(b',');
                    }
                }
                // The head lists every extension. This one has no member in this payload, so its entry is cut out
                // again.
                Step::Schema { entry } if was_taken_back => {
                    let end = (entry_at + entry).min(out.len());
                    out.drain(entry_at.min(end)..end);
                }
                Step::Schema { entry } => entry_at += entry,
            }
        }
        out.extend_from_slice(self.piece(&self.tail));
        close(b'}', out);
        out.len() <= most
    }

    fn piece(&self, piece: &Piece) -> &[u8] {
        self.bytes.get(piece.clone()).unwrap_or_default()
    }

    fn wrap<'t>(&'t self, wrap: &Wrap) -> (&'t [u8], &'t [u8]) {
        (self.piece(&wrap.before), self.piece(&wrap.after))
    }

    /// Writes a member or elements, or an error.
    fn checked_leaf(
        &self,
        leaf: &Leaf,
        value: Value<'_>,
        contents: &[usize; LEVELS],
        out: &mut Vec<u8>,
        errors: &mut Vec<(usize, EvalError)>,
    ) {
        if let Err(mismatch) = self.leaf(leaf, value, contents, out) {
            errors.push((leaf.number, self.error(leaf.number, value, mismatch)));
        }
    }

    /// Writes a member or elements, or nothing at all.
    fn leaf(
        &self,
        leaf: &Leaf,
        value: Value<'_>,
        contents: &[usize; LEVELS],
        out: &mut Vec<u8>,
    ) -> Result<(), Mismatch> {
        let start = out.len();
        let written = match &leaf.form {
            _ if value.is_absent() => Ok(false),
            Form::One | Form::Override { .. } => {
                out.extend_from_slice(self.piece(&leaf.key));
                leaf.takes.write(value, out).inspect(|_| out.push(b','))
            }
            Form::Instead(text) => {
                out.extend_from_slice(self.piece(text));
                Ok(true)
            }
            Form::Wrapped(wrap) => self.wrapped(leaf, wrap, value, out),
            Form::Array(wrap) => {
                out.extend_from_slice(self.piece(&leaf.key));
                out.push(b'[');
                leaf.takes.write_elements(value, self.wrap(wrap), out).inspect(|_| {
                    close(b']', out);
                    out.push(b',');
                })
            }
            Form::Elements(wrap) => leaf.takes.write_elements(value, self.wrap(wrap), out),
        };
        if written != Ok(true) {
            out.truncate(start);
        }
        if let Form::Override { level, otherwise } = &leaf.form {
            let begin = contents.get(*level).copied().unwrap_or_default();
            if start == begin {
                out.truncate(start);
            } else if written != Ok(true) {
                out.extend_from_slice(self.piece(otherwise));
            }
        }
        written.map(|_| ())
    }

    fn wrapped(&self, leaf: &Leaf, wrap: &Wrap, value: Value<'_>, out: &mut Vec<u8>) -> Result<bool, Mismatch> {
        let (before, after) = if let Value::Complex(_) = value.single() { Default::default() } else { self.wrap(wrap) };
        out.extend_from_slice(self.piece(&leaf.key));
        out.extend_from_slice(before);
        let written = leaf.takes.write(value, out)?;
        out.extend_from_slice(after);
        out.push(b',');
        Ok(written)
    }

    #[cold]
    pub(super) fn error(&self, number: usize, value: Value<'_>, mismatch: Mismatch) -> EvalError {
        let target = self.targets.get(number);
        let path = target.map(|target| target.path.to_string()).unwrap_or_default();
        let kind = target.map_or_else(Default::default, |target| target.kind);
        let span = crate::text::Span::new(0, path.len());
        let diagnostic = match mismatch {
            Mismatch::Several(count) => registry::several_values_for_target(span, &path, count),
            Mismatch::Type => {
                registry::wrong_type_for_target(span, &path, expectation(kind), &value.single().describe())
            }
        };
        Box::new(diagnostic.with_value(preview(value)))
    }
}

/// Ends a non-empty object or array: the bracket replaces the comma after its last part.
fn close(bracket: u8, out: &mut [u8]) {
    if let Some(last) = out.last_mut() {
        *last = bracket;
    }
}

/// The beginning of a value as a string, for users who request values.
fn preview(value: Value<'_>) -> String {
    let begin = |text: &str| text.chars().take(PREVIEW).collect();
    match value {
        Value::Str(text) | Value::Number(text) | Value::Complex(text) => begin(text),
        Value::Bool(flag) => (if flag { "True" } else { "False" }).to_owned(),
        Value::Int(number) => number.to_string(),
        Value::Typed(typed) => begin(&typed.written()),
        Value::Multi(values) => {
            let one = |value: &Value<'_>| if let Value::Multi(_) = value { "…".to_owned() } else { preview(*value) };
            begin(&values.iter().take(PREVIEW).map(one).collect::<Vec<_>>().join(", "))
        }
        Value::Absent | Value::Skip => String::new(),
    }
}
