//! Mutation testing: a mapping is changed in one small way at a time, and the tests are run. A change that none of them
//! notices shows what is not tested, even if every branch is covered.
//!
//! Changes that do not compile, or result in the same program, are not counted. The order is that of the file, so that
//! the same mapping and tests have the same list.

mod changes;
mod parts;
#[cfg(test)]
mod tests;
mod trial;

use super::subject::MappingUnderTest;
use super::suite::Suite;
use crate::check::{Analysis, Context};
use crate::engine::{ObjectProgram, World};
use crate::mapping::{AttributeMapping, Located, MappingSource, ObjectMapping};
use crate::syntax::{Node, TreeKind, quote};
use crate::text::{Source, Span};
use bumpalo::Bump;
use parts::{PartialObject, Parts, Whole};
use trial::Trials;

/// The results of the changes to one mapping.
#[derive(Clone, Debug)]
pub struct Mutation {
    /// The mapping's file.
    pub source: Source,
    /// How many changes were tried.
    pub tried: usize,
    /// How many of them a test noticed.
    pub killed: usize,
    /// Those that no test noticed.
    pub survivors: Vec<Mutant>,
    /// How many were left out, because there were too many or it took too long.
    pub left_out: usize,
}

/// A change to a mapping.
#[derive(Clone, Debug)]
pub struct Mutant {
    /// The target whose attribute mapping is changed, or `scope`.
    pub target: String,
    /// The location in the mapping's file.
    pub span: Span,
    /// The change, worded as the end of "when …".
    pub what: String,
    edit: Edit,
}

#[derive(Clone, Debug)]
enum Edit {
    /// An attribute mapping with another expression.
    Expression(usize, String),
    /// An attribute mapping without its default.
    Default(usize),
    /// The scope without a clause: whether of the groups tested first, the group's number, the clause's number.
    Clause(bool, usize, usize),
}

/// Tries changes, at most `limit` of them and while `go_on` returns true. The suites test the same mapping, and pass.
pub fn mutate(
    suites: &[&Suite],
    selected: &dyn Fn(&str) -> bool,
    limit: usize,
    go_on: &mut dyn FnMut() -> bool,
) -> Option<Mutation> {
    let subject = suites.first()?.subject.as_ref()?;
    let all = mutants(subject);
    let mut mutation = Mutation {
        source: subject.mapping.source.clone(),
        tried: 0,
        killed: 0,
        survivors: Vec::new(),
        left_out: all.len().saturating_sub(limit),
    };
    let arena = Bump::new();
    let suites: Vec<(&Suite, World)> = suites.iter().map(|suite| (*suite, suite.own_world())).collect();
    let mut trier = Trier::new(subject, &suites, selected, &arena)?;
    let mut rest = all.into_iter().take(limit);
    while let Some(mutant) = rest.next() {
        if !go_on() {
            mutation.left_out += rest.len() + 1;
            break;
        }
        match trier.alone(&mutant.edit).unwrap_or_else(|| trier.in_whole(&mutant.edit)) {
            None => continue,
            Some(true) => mutation.survivors.push(mutant),
            Some(false) => mutation.killed += 1,
        }
        mutation.tried += 1;
    }
    Some(mutation)
}

/// Tries one change after the other.
struct Trier<'s> {
    suites: &'s [(&'s Suite, World)],
    selected: &'s dyn Fn(&str) -> bool,
    trials: Trials<'s>,
    parts: Parts<'s>,
    whole: Whole<'s>,
    /// The part of the attribute mapping that was changed last, as it is without a change; nothing where it cannot be run
    /// alone. Changes come in the order of the attribute mappings.
    part: Option<(usize, Option<PartialObject>)>,
}

/// Whether no test notices a change; nothing if it does not compile or is the same program.
type Unnoticed = Option<bool>;

impl<'s> Trier<'s> {
    fn new(
        subject: &'s MappingUnderTest,
        suites: &'s [(&'s Suite, World)],
        selected: &'s dyn Fn(&str) -> bool,
        arena: &'s Bump,
    ) -> Option<Self> {
        let trials = Trials::new(suites, &subject.program, selected, arena);
        let (parts, whole) = (Parts::new(subject)?, Whole::new(subject));
        Some(Self { suites, selected, trials, parts, whole, part: None })
    }

    /// Tries a change where only its attribute mapping is run; nothing if that is not enough.
    fn alone(&mut self, edit: &Edit) -> Option<Unnoticed> {
        let Self { trials, parts, part, .. } = self;
        let index = edit.attribute()?;
        if part.as_ref().is_none_or(|(of, _)| *of != index) {
            *part = Some((index, parts.part(index, None).filter(PartialObject::is_pure)));
        }
        let unchanged = part.as_ref()?.1.as_ref()?;
        let changed = parts.part(index, Some(edit));
        let changed = changed.filter(|changed| !edit.is_same(&unchanged.program, &changed.program));
        Some(changed.map(|changed| trials.pass(index, unchanged, &changed)))
    }

    /// Tries a change with the whole object mapping.
    fn in_whole(&mut self, edit: &Edit) -> Unnoticed {
        let program = self.whole.changed(edit)?;
        Some(self.suites.iter().all(|(suite, _)| suite.passes_with(&program, self.selected)))
    }
}

/// Every change to the object mapping under test.
fn mutants(subject: &MappingUnderTest) -> Vec<Mutant> {
    let Some((_, object)) = subject.object() else { return Vec::new() };
    let mut attributes = subject.program.attributes().referenced_attributes().to_vec();
    attributes.sort();
    let file = subject.mapping.source.text();
    let mut mutants = Vec::new();
    for (index, attribute) in object.attribute_mappings.iter().enumerate() {
        let target = &attribute.target.value;
        if let Some(expression) = expression_of(attribute) {
            let context = Context { language: subject.dialect, source_schema: None };
            let root = Analysis::new(&expression.value, context).ast.root;
            for change in changes::changes(&expression.value, &root, &attributes, subject.dialect) {
                let mut text = expression.value.clone();
                if text.get(change.span.range()).is_none() {
                    continue;
                }
                text.replace_range(change.span.range(), &change.text);
                let written = attribute.source.as_ref().is_some_and(|source| source.expression.is_some());
                let span = if written { expression.locate(file, change.span) } else { expression.span() };
                let edit = Edit::Expression(index, text);
                mutants.push(Mutant { target: target.clone(), span, what: change.what, edit });
            }
        }
        if let Some(default) =
            attribute.default.as_ref().filter(|_| subject.program.attributes().default_of(index).is_some())
        {
            let what = format!("the default `{}` is dropped", default.value);
            mutants.push(Mutant { target: target.clone(), span: default.span(), what, edit: Edit::Default(index) });
        }
    }
    mutants.extend(clauses(object));
    mutants
}

fn clauses(object: &ObjectMapping) -> Vec<Mutant> {
    let Some(scope) = &object.scope else { return Vec::new() };
    let mut mutants = Vec::new();
    for (first, groups) in [(true, &scope.input_groups), (false, &scope.groups)] {
        for (number, group) in groups.iter().enumerate() {
            for (at, clause) in group.clauses.iter().enumerate() {
                let values: Vec<&str> = clause.values.iter().map(|value| value.value.as_str()).collect();
                let words = format!("{} {} {}", clause.attribute.value, clause.operator.value, values.join(" or "));
                let what = format!("the clause `{}` is dropped", words.trim_end());
                let edit = Edit::Clause(first, number, at);
                mutants.push(Mutant { target: "scope".to_owned(), span: clause.span, what, edit });
            }
        }
    }
    mutants
}

/// The expression of an attribute mapping as text, also if the file only names an attribute or a constant.
fn expression_of(attribute: &AttributeMapping) -> Option<Located<String>> {
    let source = attribute.source.as_ref()?;
    if let Some(expression) = &source.expression {
        return Some(expression.clone());
    }
    let name = source.name.as_ref()?;
    let value = match source.kind {
        TreeKind::Attribute => format!("[{}]", name.value),
        TreeKind::Constant => quote(&name.value),
        TreeKind::Function => return None,
    };
    let readable = !matches!(Analysis::new(&value, Context::default()).ast.root.node, Node::Missing);
    readable.then_some(Located { value, location: name.location })
}

impl Edit {
    /// The number of the attribute mapping that it changes.
    fn attribute(&self) -> Option<usize> {
        match self {
            Edit::Expression(index, _) | Edit::Default(index) => Some(*index),
            Edit::Clause(..) => None,
        }
    }

    /// The same of the attribute mapping with another number.
    fn at(&self, at: usize) -> Self {
        match self {
            Edit::Expression(_, text) => Edit::Expression(at, text.clone()),
            Edit::Default(_) => Edit::Default(at),
            clause => clause.clone(),
        }
    }

    /// Whether the expression means what it did.
    fn is_same(&self, before: &ObjectProgram, after: &ObjectProgram) -> bool {
        let listing = |program: &ObjectProgram| program.attributes().program().to_string();
        matches!(self, Edit::Expression(..)) && listing(before) == listing(after)
    }
}

fn apply(object: &mut ObjectMapping, edit: &Edit) {
    match edit {
        Edit::Expression(index, text) => {
            let Some(attribute) = object.attribute_mappings.get_mut(*index) else { return };
            let span = attribute.span;
            attribute.source = Some(MappingSource {
                kind: MappingSource::kind_of(text),
                expression: Some(Located::plain(text.clone(), span)),
                name: None,
                tree: None,
                span,
            });
        }
        Edit::Default(index) => {
            if let Some(attribute) = object.attribute_mappings.get_mut(*index) {
                attribute.default = None;
            }
        }
        Edit::Clause(first, group, clause) => {
            let Some(scope) = &mut object.scope else { return };
            let groups = if *first { &mut scope.input_groups } else { &mut scope.groups };
            if let Some(group) = groups.get_mut(*group).filter(|group| group.clauses.len() > *clause) {
                group.clauses.remove(*clause);
            }
            groups.retain(|group| !group.clauses.is_empty());
        }
    }
}
