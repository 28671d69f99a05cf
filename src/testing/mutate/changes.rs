//! The small changes to one expression, in the order of their locations. Derived from the syntax tree and from the
//! functions' declarations; no function is known by name.

use crate::functions::{Body, Function, Mode};
use crate::language::Language;
use crate::syntax::{Call, Expression, Node, Operator, quote};
use crate::text::Span;
use crate::value::{Comparison, ValueKind};

/// A change: which text is replaced, the new text, and its description.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Change {
    pub span: Span,
    pub text: String,
    pub what: String,
}

/// The context of a part.
#[derive(Clone, Copy, Default)]
struct Location {
    /// The kind that the parameter accepts.
    kind: Option<ValueKind>,
    /// Whether it is compared with `=`, `<` and the like.
    compared: bool,
    /// Whether it is a condition whose two values are already swapped, so that negating it adds nothing new.
    opposed: bool,
    /// Whether it is a key that is already dropped.
    key: bool,
}

/// Added to a string to get a different one; it hardly occurs in real strings.
const MARK: &str = "~";

/// All changes of an expression. `attributes` are those that the mapping reads, in order, for replacing one by another.
pub(super) fn changes(
    text: &str,
    root: &Expression,
    attributes: &[Box<str>],
    language: &'static Language,
) -> Vec<Change> {
    let mut changer = Changer { text, attributes, language, changes: Vec::new() };
    changer.part(root, Location::default());
    let mut changes = changer.changes;
    changes.retain(|change| change.span.of(text) != change.text);
    let mut seen = std::collections::HashSet::new();
    changes.retain(|change| seen.insert((change.span, change.text.clone())));
    changes.sort_by_key(|change| (change.span.start, change.span.end));
    changes
}

struct Changer<'t> {
    text: &'t str,
    attributes: &'t [Box<str>],
    language: &'static Language,
    changes: Vec<Change>,
}

impl Changer<'_> {
    fn add(&mut self, span: Span, text: impl Into<String>, what: impl Into<String>) {
        self.changes.push(Change { span, text: text.into(), what: what.into() });
    }

    /// Replaces one part by another.
    fn becomes(&mut self, span: Span, text: impl Into<String>) {
        let text = text.into();
        let what = format!("`{}` becomes `{text}`", one_line(span.of(self.text)));
        self.add(span, text, what);
    }

    fn part(&mut self, part: &Expression, location: Location) {
        match &part.node {
            Node::Call(call) => self.call(call, part.span, location),
            Node::Attribute(name) => self.attribute(name, part.span),
            Node::Str(text) => self.constant(text, part.span, location, true),
            Node::Number(digits) => self.constant(digits, part.span, location, false),
            Node::Word(word) => {
                self.constant(word, part.span, Location { key: location.key, ..Location::default() }, false)
            }
            Node::Group(inner) => self.part(inner, location),
            Node::Chain(first, rest) => self.chain(first, rest, location),
            Node::Setting(_) | Node::Variable(_) | Node::Missing => {}
        }
    }

    fn attribute(&mut self, name: &str, span: Span) {
        let at = self.attributes.binary_search_by(|known| (**known).cmp(name)).ok();
        let next =
            at.and_then(|at| self.attributes.get(at + 1).or(self.attributes.first())).filter(|next| ***next != *name);
        match next {
            Some(next) => self.becomes(span, format!("[{next}]")),
            None => self.becomes(span, "\"\""),
        }
    }

    fn constant(&mut self, value: &str, span: Span, location: Location, quoted: bool) {
        if location.key {
            return;
        }
        let written = |value: &str| if quoted { quote(value) } else { value.to_owned() };
        for (one, other) in [("True", "False"), ("False", "True")] {
            if value == one {
                return self.becomes(span, written(other));
            }
        }
        let whole = location.kind == Some(ValueKind::Integer) || location.compared || !quoted;
        match value.parse::<i64>() {
            Ok(number) if whole => {
                for number in [number.checked_add(1), number.checked_sub(1)].into_iter().flatten() {
                    self.becomes(span, written(&number.to_string()));
                }
            }
            _ if !quoted => {}
            _ if value.chars().count() == 1 => self.becomes(span, quote(if value == MARK { "^" } else { MARK })),
            _ => self.becomes(span, quote(&format!("{value}{MARK}"))),
        }
    }

    fn chain(&mut self, first: &Expression, rest: &[(Operator, Span, Expression)], location: Location) {
        let compares = rest.iter().any(|(operator, _, _)| matches!(operator, Operator::Compare(_)));
        let inner = Location { compared: compares, ..Location::default() };
        self.part(first, inner);
        let mut before = first.span;
        for (operator, span, operand) in rest {
            for other in others(*operator, location.opposed) {
                self.add(*span, other.sign(), format!("`{}` becomes `{}`", operator.sign(), other.sign()));
            }
            if *operator == Operator::Concatenate {
                let gone = Span { start: before.end, end: operand.span.end };
                self.add(gone, "", format!("`{}` is dropped", one_line(operand.span.of(self.text))));
            }
            before = operand.span;
            self.part(operand, inner);
        }
    }

    fn call(&mut self, call: &Call, span: Span, location: Location) {
        let Some(function) = self.language.resolve(&call.name) else { return };
        let arguments = &call.arguments;
        match function.body {
            Body::If => self.branch(call, span),
            Body::Switch => self.keys(call, span),
            Body::Coalesce => {
                self.drop_each(function, arguments, 0);
                self.exchange(function, arguments);
            }
            Body::Native(_) => self.native(function, arguments, span, location),
            // What a slip there would look like, nobody has seen.
            #[cfg(feature = "connect")]
            Body::Special(_) => {}
        }
        let swaps = arguments.get(2).is_some_and(|value| !value.is_missing());
        for (slot, argument) in arguments.iter().enumerate() {
            let kind = function.parameter_of(slot, arguments.len()).map(|parameter| parameter.ty.kind);
            let key = matches!(function.body, Body::Switch) && slot >= 2 && slot % 2 == 0;
            let opposed = matches!(function.body, Body::If) && slot == 0 && swaps;
            self.part(argument, Location { kind, compared: false, opposed, key });
        }
    }

    /// A choice of two values: they are swapped, or one of them is always returned.
    fn branch(&mut self, call: &Call, span: Span) {
        let name = &call.name;
        let [_, truly, falsely] = call.arguments.as_slice() else {
            if let [_, truly] = call.arguments.as_slice() {
                let text = truly.span.of(self.text).to_owned();
                self.add(span, text, format!("`{name}` always returns its true value"));
            }
            return;
        };
        let (first, second) = (truly.span.of(self.text).to_owned(), falsely.span.of(self.text).to_owned());
        if first == second {
            return;
        }
        self.add(span, first.clone(), format!("`{name}` always returns its true value"));
        if !falsely.is_missing() {
            self.add(span, second.clone(), format!("`{name}` always returns its false value"));
            let between = Span { start: truly.span.end, end: falsely.span.start }.of(self.text).to_owned();
            let both = truly.span.to(falsely.span);
            self.add(both, format!("{second}{between}{first}"), format!("the two values of `{name}` are swapped"));
        }
    }

    /// Keys with values: each pair is dropped; if there is only one, only the default stays.
    fn keys(&mut self, call: &Call, span: Span) {
        let [_, default, pairs @ ..] = call.arguments.as_slice() else { return };
        let (pairs, _) = pairs.as_chunks::<2>();
        let fallback = default.span.of(self.text).to_owned();
        let mut before = default.span.end;
        for [key, value] in pairs {
            let shown = one_line(key.span.of(self.text));
            let what = format!("the key `{shown}` of `{}` is dropped", call.name);
            let same = value.span.of(self.text) == fallback;
            if same {
                // Without the key the default has the same result.
            } else if pairs.len() > 1 {
                self.add(Span { start: before, end: value.span.end }, "", what);
            } else if !default.is_missing() {
                self.add(span, fallback.clone(), what);
            }
            before = value.span.end;
        }
    }

    fn native(&mut self, function: &Function, arguments: &[Expression], span: Span, location: Location) {
        let repeating = function.slots().position(|parameter| parameter.ty.mode == Mode::Variadic);
        if let Some(first) = repeating {
            return self.drop_each(function, arguments, first);
        }
        // As a condition, an argument that replaces a test would only be an error.
        if function.result.kind == ValueKind::Boolean || location.kind == Some(ValueKind::Boolean) {
            return;
        }
        if let Some(argument) = arguments.iter().find(|argument| reads(argument)) {
            self.becomes(span, argument.span.of(self.text));
        }
    }

    /// Drops each of the arguments from a slot on, if there is more than one.
    fn drop_each(&mut self, function: &Function, arguments: &[Expression], first: usize) {
        let several = arguments.get(first..).unwrap_or_default();
        if several.len() < 2 {
            return;
        }
        for (index, argument) in arguments.iter().enumerate().skip(first) {
            let gone = match (index.checked_sub(1).and_then(|before| arguments.get(before)), arguments.get(index + 1)) {
                (Some(before), _) => Span { start: before.span.end, end: argument.span.end },
                (None, Some(next)) => Span { start: argument.span.start, end: next.span.start },
                (None, None) => continue,
            };
            let shown = one_line(argument.span.of(self.text));
            self.add(gone, "", format!("`{shown}` of `{}` is dropped", function.name));
        }
    }

    /// Swaps neighboring arguments that are not constants.
    fn exchange(&mut self, function: &Function, arguments: &[Expression]) {
        for pair in arguments.windows(2) {
            let [one, other] = pair else { continue };
            if !reads(one) || !reads(other) {
                continue;
            }
            let (first, second) = (one.span.of(self.text), other.span.of(self.text));
            let between = Span { start: one.span.end, end: other.span.start }.of(self.text);
            let what = format!("`{}` and `{}` of `{}` are swapped", one_line(first), one_line(second), function.name);
            self.add(one.span.to(other.span), format!("{second}{between}{first}"), what);
        }
    }
}

/// Whether a part depends on the record.
fn reads(part: &Expression) -> bool {
    let mut found = false;
    part.walk(&mut |inner| found |= matches!(inner.node, Node::Attribute(_)));
    found
}

/// The operators that replace an operator.
fn others(operator: Operator, opposed: bool) -> Vec<Operator> {
    use Comparison::{Equal, Greater, GreaterOrEqual, Less, LessOrEqual, NotEqual};
    let (opposite, edge) = match operator {
        Operator::Compare(comparison) => match comparison {
            Equal => (NotEqual, None),
            NotEqual => (Equal, None),
            Less => (GreaterOrEqual, Some(LessOrEqual)),
            LessOrEqual => (Greater, Some(Less)),
            Greater => (LessOrEqual, Some(GreaterOrEqual)),
            GreaterOrEqual => (Less, Some(Greater)),
        },
        Operator::And => return vec![Operator::Or],
        Operator::Or => return vec![Operator::And],
        Operator::Add => return vec![Operator::Subtract],
        Operator::Subtract => return vec![Operator::Add],
        Operator::Multiply => return vec![Operator::Divide],
        Operator::Divide => return vec![Operator::Multiply],
        Operator::Concatenate => return Vec::new(),
    };
    let opposite = Some(opposite).filter(|_| !opposed);
    opposite.into_iter().chain(edge).map(Operator::Compare).collect()
}

/// A part on one line.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
