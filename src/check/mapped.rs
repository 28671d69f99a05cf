//! Mapping over multiple values: what takes one value and is given several is evaluated for each of them.
//!
//! The documents show that a whole `IIF` is evaluated for each value of an attribute that stands in its condition and in a
//! branch. So a loop is put around the smallest part that has all places where the attribute stands, and that is not itself
//! where one value is needed; what takes all values of an attribute, such as `Count`, ends the part. This is a decision (M1).
//!
//! Knows neither the values nor the types: whether there are several values, a run sees.

use super::form::{Each, Form};
use super::{Expr, ExprKind};
use crate::functions::Function;
use crate::program::Collects;
use crate::syntax::Operator;
use crate::value::ValueKind;
use std::collections::{HashMap, HashSet};

/// How many attributes one loop takes; more are divided among loops inside each other.
const MOST_SOURCES: usize = 1000;

/// What may have multiple values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Source {
    Attribute(u32),
    Local(u32),
    /// The result of a function, which stands where the local of this number is.
    Made(u32),
}

/// What becomes of a part's value.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    /// One value is needed.
    One,
    /// It may become the value of the part around it.
    Passed,
    /// All values are taken.
    All,
}

/// How often a source stands in a part, and whether it stands where one value is needed.
#[derive(Clone, Copy, Default)]
struct Places {
    count: usize,
    needs_one: bool,
}

/// The expression with its loops. `next` is the number of the first local that is free.
pub(super) fn with_loops(root: &mut Expr, next: u32) {
    let mut mapper = Mapper { next, lists: HashSet::new(), made: HashMap::new() };
    mapper.whole(root);
}

struct Mapper {
    next: u32,
    /// The locals that may have multiple values.
    lists: HashSet<u32>,
    /// Results of functions whose loop is not there yet, by the local in their place.
    made: HashMap<u32, Expr>,
}

impl Mapper {
    /// A part whose value may be multiple values.
    fn whole(&mut self, part: &mut Expr) {
        let mut totals = HashMap::new();
        self.count(part, false, &mut totals);
        self.visit(part, false, &totals);
    }

    fn source(&self, part: &Expr) -> Option<Source> {
        match &part.node {
            ExprKind::Attribute(slot) => Some(Source::Attribute(*slot)),
            ExprKind::Form(form) => match &**form {
                Form::Local(local) if self.made.contains_key(local) => Some(Source::Made(*local)),
                Form::Local(local) if self.lists.contains(local) => Some(Source::Local(*local)),
                _ => None,
            },
            _ => None,
        }
    }

    /// Counts the places of each source, up to where all values are taken.
    fn count(&mut self, part: &mut Expr, needs_one: bool, totals: &mut HashMap<Source, Places>) {
        if let ExprKind::Form(form) = &part.node
            && let Form::Let(local, ..) = **form
        {
            self.lists.insert(local);
        }
        if let Some(source) = self.source(part) {
            let places = totals.entry(source).or_default();
            places.count += 1;
            places.needs_one |= needs_one;
        }
        for (inner, role) in parts(part, needs_one) {
            match role {
                Role::One => self.count(inner, true, totals),
                Role::Passed => self.count(inner, needs_one, totals),
                Role::All => {}
            }
        }
    }

    /// Puts the loops into a part, and returns how often each source without a loop stands in it.
    fn visit(&mut self, part: &mut Expr, needs_one: bool, totals: &HashMap<Source, Places>) -> HashMap<Source, usize> {
        let mut inside = HashMap::new();
        for (inner, role) in parts(part, needs_one) {
            let found = match role {
                Role::One => self.visit(inner, true, totals),
                Role::Passed => self.visit(inner, needs_one, totals),
                Role::All => {
                    self.whole(inner);
                    continue;
                }
            };
            found.into_iter().for_each(|(source, count)| *inside.entry(source).or_default() += count);
        }
        if let Some(source) = self.source(part) {
            inside.insert(source, 1);
        } else if needs_one && makes_many(part) {
            let local = self.fresh();
            let place = Expr { span: part.span, node: ExprKind::Form(Box::new(Form::Local(local))) };
            self.made.insert(local, std::mem::replace(part, place));
            inside.insert(Source::Made(local), 1);
        }
        if !needs_one {
            let is_ready = |source: &Source, count: &usize| match source {
                Source::Made(_) => true,
                _ => totals.get(source).is_some_and(|total| total.needs_one && total.count == *count),
            };
            let mut ready: Vec<Source> =
                inside.iter().filter(|(source, count)| is_ready(source, count)).map(|(source, _)| *source).collect();
            ready.sort_unstable_by_key(|source| match *source {
                Source::Attribute(slot) => (0, slot),
                Source::Local(local) => (1, local),
                Source::Made(local) => (2, local),
            });
            for sources in ready.chunks(MOST_SOURCES) {
                self.wrap(part, sources);
            }
            ready.iter().for_each(|source| {
                inside.remove(source);
            });
        }
        inside
    }

    /// Puts a loop around a part.
    fn wrap(&mut self, part: &mut Expr, over: &[Source]) {
        let (mut sources, mut locals) = (Vec::new(), HashMap::new());
        for source in over {
            match source {
                Source::Made(local) => sources.extend(self.made.remove(local).map(|made| (*local, made))),
                _ => {
                    locals.insert(*source, (self.fresh(), None));
                }
            }
        }
        self.replace(part, &mut locals);
        sources.extend(locals.into_values().filter_map(|(local, source)| Some((local, source?))));
        sources.sort_unstable_by_key(|(local, _)| *local);
        let is_condition = matches!(&part.node, ExprKind::Operate(_, rest)
            if matches!(rest.last(), Some((Operator::Compare(_) | Operator::And | Operator::Or, _))));
        let collects = if is_condition { Collects::Condition } else { Collects::Mapped };
        let span = part.span;
        let body = std::mem::replace(part, Expr::absent(span));
        part.node = ExprKind::Form(Box::new(Form::Each(Each { collects, sources, body })));
    }

    /// Replaces sources by the locals of their loop, and keeps the first of each.
    fn replace(&mut self, part: &mut Expr, locals: &mut HashMap<Source, (u32, Option<Expr>)>) {
        if let Some((local, kept)) = self.source(part).and_then(|source| locals.get_mut(&source)) {
            let place = Expr { span: part.span, node: ExprKind::Form(Box::new(Form::Local(*local))) };
            let source = std::mem::replace(part, place);
            kept.get_or_insert(source);
            return;
        }
        // A variable that is bound where one value is needed is no part of this any more.
        for (inner, role) in parts(part, false) {
            if role != Role::All {
                self.replace(inner, locals);
            }
        }
    }

    fn fresh(&mut self) -> u32 {
        self.next += 1;
        self.next - 1
    }
}

/// Whether a part's value may be multiple values that it makes itself.
fn makes_many(part: &Expr) -> bool {
    match &part.node {
        ExprKind::Call(function, _) => function.result.kind == ValueKind::Values,
        ExprKind::Form(form) => match &**form {
            Form::Each(each) => matches!(each.collects, Collects::Selected | Collects::Kept),
            Form::Let(..) => true,
            _ => false,
        },
        _ => false,
    }
}

/// The parts directly inside, each with what becomes of its value. `needs_one` is whether one value of the part is needed.
fn parts(part: &mut Expr, needs_one: bool) -> Vec<(&mut Expr, Role)> {
    match &mut part.node {
        ExprKind::Call(function, arguments) => {
            let role = |slot| role(function, slot);
            arguments.iter_mut().enumerate().map(|(slot, argument)| (argument, role(slot))).collect()
        }
        ExprKind::If(parts) => {
            let [condition, yes, no] = &mut **parts;
            vec![(condition, Role::One), (yes, Role::Passed), (no, Role::Passed)]
        }
        ExprKind::Operate(first, rest) => std::iter::once(&mut **first)
            .chain(rest.iter_mut().map(|(_, part)| part))
            .map(|it| (it, Role::One))
            .collect(),
        ExprKind::Form(form) => match &mut **form {
            Form::Clear | Form::Local(_) => Vec::new(),
            // No loop over a variable is around what binds it, so that what it gives is taken as a whole.
            Form::Let(_, value, body) => {
                vec![(value, Role::All), (body, if needs_one { Role::All } else { Role::Passed })]
            }
            Form::Each(each) => {
                // What a loop that is already there takes its values from has its own loop, if it needs one.
                let body = if each.collects.is_mapped() { Role::Passed } else { Role::All };
                let sources = each.sources.iter_mut().map(|(_, source)| (source, Role::All));
                sources.chain([(&mut each.body, body)]).collect()
            }
            Form::Cases(cases) => {
                let both =
                    cases.iter_mut().flat_map(|(condition, value)| [(condition, Role::One), (value, Role::Passed)]);
                both.collect()
            }
        },
        _ => Vec::new(),
    }
}

fn role(function: &Function, slot: usize) -> Role {
    match function.parameter(slot) {
        Some(parameter) if parameter.ty.kind == ValueKind::Values => Role::All,
        _ => Role::One,
    }
}

/// The expression as it is written: without the loops over sources that nobody has written.
pub(super) fn without_loops(part: &Expr) -> Expr {
    plain(part, &HashMap::new())
}

fn plain(part: &Expr, sources: &HashMap<u32, Expr>) -> Expr {
    let inner = |part: &Expr| plain(part, sources);
    let node = match &part.node {
        ExprKind::Call(function, arguments) => ExprKind::Call(function, arguments.iter().map(inner).collect()),
        ExprKind::If(parts) => ExprKind::If(Box::new([inner(&parts[0]), inner(&parts[1]), inner(&parts[2])])),
        ExprKind::Operate(first, rest) => {
            let rest = rest.iter().map(|(operator, part)| (*operator, inner(part))).collect();
            ExprKind::Operate(Box::new(inner(first)), rest)
        }
        ExprKind::Form(form) => match &**form {
            Form::Local(local) if sources.contains_key(local) => {
                return Expr { span: part.span, ..sources.get(local).cloned().unwrap_or_else(|| part.clone()) };
            }
            Form::Each(each) if each.collects.is_mapped() => {
                let mut known = sources.clone();
                known.extend(each.sources.iter().map(|(local, source)| (*local, inner(source))));
                return plain(&each.body, &known);
            }
            other => other.map(&inner),
        },
        other => other.clone(),
    };
    Expr { span: part.span, node }
}
