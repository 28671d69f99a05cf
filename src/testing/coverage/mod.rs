//! Which branches of a mapping's expressions the tests cover.
//!
//! A branch is covered if a test takes it that checks the attribute mapping's value: a case with an expectation for its
//! target or with a payload, or a row about it. What is evaluated but not checked is not tested.
//!
//! | where                                   | branches                                          |
//! |-----------------------------------------|---------------------------------------------------|
//! | one of two, by a condition              | each of them                                      |
//! | keys with values                        | each key, and the default                         |
//! | the first that is present               | each source; the last one present or not          |
//! | a replacement by string or pattern      | something is replaced, nothing is                 |
//! | an attribute mapping with a default     | a value, the default                              |
//! | an expression that may ignore flow      | a value, ignore flow                              |
//! | an attribute mapping without any choice | a value                                           |
//! | a scope                                 | in, out                                           |

mod branches;
mod watch;

pub(super) use branches::Way;
pub(super) use watch::Watch;

use super::file::TableSubject;
use super::subject::MappingUnderTest;
use super::suite::Suite;
use crate::check::Checked;
use crate::mapping::{AttributeMapping, Located};
use crate::text::{Source, Span};

/// The coverage of one mapping, or of one file's own expressions.
#[derive(Clone, Debug)]
pub struct Coverage {
    /// The file that contains the expressions.
    pub source: Source,
    /// Its attribute mappings, in its order.
    pub units: Vec<Unit>,
}

/// An attribute mapping, an expression or a scope.
#[derive(Clone, Debug)]
pub struct Unit {
    /// The target, the table's name, or `scope`.
    pub name: String,
    /// Its location.
    pub span: Span,
    /// Its branches.
    pub branches: Vec<Branch>,
    /// Whether any test checks its result.
    pub tested: bool,
}

/// A branch of an expression.
#[derive(Clone, Debug)]
pub struct Branch {
    /// Its description, such as ``the key `"QLD"` of `Switch` ``.
    pub what: String,
    /// Its location in the file.
    pub span: Span,
    /// Whether a test takes it.
    pub covered: bool,
    pub(super) way: Way,
}

impl Coverage {
    /// The combined coverage of suites that test the same mapping.
    pub fn of(suites: &[&Suite], selected: &dyn Fn(&str) -> bool) -> Option<Self> {
        let subject = suites.first()?.subject.as_ref()?;
        let mut watch = Watch::new(units(subject), Vec::new());
        for suite in suites {
            suite.each(Some(&suite.subject.as_ref()?.program), false, selected, &mut watch, &mut |_| true);
        }
        let (units, _) = watch.finish();
        Some(Self { source: subject.mapping.source.clone(), units })
    }

    /// The coverage by a file's tables of the expressions in the file itself.
    pub fn of_expressions(suite: &Suite, selected: &dyn Fn(&str) -> bool) -> Self {
        let own = suite.file.tables.iter().zip(&suite.expressions).map(|(table, expression)| {
            let (TableSubject::Text(text), Some((_, checked))) = (&table.subject, expression) else { return None };
            let locate = |span| text.locate(suite.file.source.text(), span);
            let branches = branches::of_expression(&text.value, checked.root(), &locate);
            Some(unit(&table.name, text.span(), branches))
        });
        let mut watch = Watch::new(Vec::new(), own.collect());
        suite.each(None, true, selected, &mut watch, &mut |_| true);
        let (_, units) = watch.finish();
        Self { source: suite.file.source.clone(), units: units.into_iter().flatten().collect() }
    }

    /// How many branches are covered, and how many there are.
    pub fn count(&self) -> (usize, usize) {
        let all = self.units.iter().flat_map(|unit| &unit.branches);
        (all.clone().filter(|branch| branch.covered).count(), all.count())
    }
}

impl Unit {
    /// How many branches are covered.
    pub fn covered(&self) -> usize {
        self.branches.iter().filter(|branch| branch.covered).count()
    }
}

fn unit(name: &str, span: Span, branches: Vec<Branch>) -> Unit {
    Unit { name: name.to_owned(), span, branches, tested: false }
}

/// The attribute mappings of an object mapping in their order, followed by its scope.
pub(super) fn units(subject: &MappingUnderTest) -> Vec<Unit> {
    let Some((_, object)) = subject.object() else { return Vec::new() };
    let attributes = object.attribute_mappings.iter().zip(&subject.checked).enumerate();
    let mut units: Vec<Unit> = attributes
        .map(|(index, (attribute, checked))| {
            let default = subject.program.attributes().default_of(index).is_some();
            attribute_unit(subject, attribute, checked.as_ref(), default)
        })
        .collect();
    if let (Some(scope), false) = (&object.scope, subject.program.filter().lets_all_in()) {
        let ways = [("in the scope", Way::InScope), ("out of the scope", Way::OutOfScope)];
        let branches = ways.map(|(what, way)| Branch { what: what.to_owned(), span: scope.span, covered: false, way });
        units.push(unit("scope", scope.span, branches.into()));
    }
    units
}

fn attribute_unit(
    subject: &MappingUnderTest,
    attribute: &AttributeMapping,
    checked: Option<&Checked>,
    default: bool,
) -> Unit {
    let file = subject.mapping.source.text();
    let written = attribute.source.as_ref().and_then(|source| source.expression.as_ref());
    let whole = written.map_or(attribute.target.span(), Located::span);
    let mut branches = match (written, checked) {
        (Some(text), Some(checked)) => {
            branches::of_expression(&text.value, checked.root(), &|span| text.locate(file, span))
        }
        _ => Vec::new(),
    };
    let skips = checked.is_some_and(|checked| branches::may_skip(checked.root()));
    let mut more = Vec::new();
    if skips {
        more.push(("ignore flow", whole, Way::Skips));
    }
    let value = ("a value", whole, Way::Gives);
    if default {
        let location = attribute.default.as_ref().map_or(whole, Located::span);
        more.extend(checked.map(|_| value));
        more.push(("the default", location, Way::Defaults));
    } else if branches.is_empty() || skips {
        more.push(value);
    }
    branches.extend(more.into_iter().map(|(what, span, way)| Branch {
        what: what.to_owned(),
        span,
        covered: false,
        way,
    }));
    unit(&attribute.target.value, whole, branches)
}
