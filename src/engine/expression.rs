//! One expression: from its text to its value for a record. Knows nothing of mappings and targets.

use super::RunLimits;
use crate::check::{Analysis, Checked, Context};
use crate::compile::compile;
use crate::diagnostic::{Diagnostic, EvalError, Report};
use crate::dotnet::regex::Budget;
use crate::functions::{Host, Scope};
use crate::program::Program;
use crate::record::Slots;
use crate::syntax::Ast;
use crate::text::Source;
use crate::value::Value;
use crate::vm::{Machine, Observer, PatternCache};
use bumpalo::Bump;

/// An expression, checked and compiled.
#[derive(Debug)]
pub struct Expression {
    source: Source,
    ast: Ast,
    checked: Checked,
    diagnostics: Vec<Diagnostic>,
    program: Program,
    slots: Slots,
}

impl Expression {
    /// Parses, checks and compiles a text. Diagnostics that are not errors are kept: see
    /// [`diagnostics`](Self::diagnostics).
    ///
    /// # Errors
    /// All diagnostics, if one of them is an error.
    pub fn new(text: &str, context: Context<'_>) -> Result<Self, Box<Report>> {
        let source = Self::source_of(text);
        let Analysis { ast, checked, diagnostics } = Analysis::new(text, context);
        let Some(checked) = checked else { return Err(Box::new(Report::new(source, diagnostics))) };
        let program = compile(context.language, [("value", &checked)], []);
        let slots = Slots::new(program.attributes().iter().map(|name| &**name));
        Ok(Self { source, ast, checked, diagnostics, program, slots })
    }

    /// The source of an expression that is in no file; messages call it `<expression>`.
    pub(crate) fn source_of(text: &str) -> Source {
        Source::new("<expression>", text)
    }

    /// The text.
    pub fn source(&self) -> &Source {
        &self.source
    }

    /// Its tree as it is written.
    pub fn ast(&self) -> &Ast {
        &self.ast
    }

    /// Its checked tree.
    pub fn checked(&self) -> &Checked {
        &self.checked
    }

    /// What there is to say about it, none of it an error.
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }

    /// Its attributes, as readers find them in records.
    pub(super) fn slots(&self) -> &Slots {
        &self.slots
    }

    /// A value of it as JSON.
    pub fn json(&self, value: Value<'_>) -> serde_json::Value {
        super::json_of(self.checked.language(), value)
    }

    /// Its code.
    pub fn program(&self) -> &Program {
        &self.program
    }
}

/// From this length of a record's text on, in bytes, each instruction asks whether the run is cancelled. Code has no
/// loops: over a smaller record it ends before anybody has waited.
const LARGE: usize = 1 << 20;

/// Runs a program over one record after another on one thread, keeping what can be kept between records.
pub struct Session<'p> {
    program: &'p Program,
    constants: Box<[Value<'p>]>,
    patterns: PatternCache<'p>,
    limits: RunLimits,
}

impl<'p> Session<'p> {
    /// A session with a program.
    pub fn new(program: &'p Program, limits: RunLimits) -> Self {
        let constants = program.constants().collect();
        Self { program, constants, patterns: PatternCache::within(program.patterns(), limits.patterns()), limits }
    }

    /// The program.
    pub fn program(&self) -> &'p Program {
        self.program
    }

    /// What a record may cost.
    pub fn limits(&self) -> RunLimits {
        self.limits
    }

    /// What a run over one record may use. `record` is the record as one string, from which random values are drawn;
    /// its length says whether the record is large.
    pub fn scope<'r>(&'r self, arena: &'r Bump, host: &'r dyn Host, record: &'r str) -> Scope<'r> {
        Scope {
            arena,
            host,
            patterns: &self.patterns,
            longest_text: self.limits.longest_text,
            most_bytes: self.limits.record_bytes,
            steps: Budget::new(self.limits.record_steps),
            is_large: record.len() >= LARGE,
            record,
            site: std::cell::Cell::new(0),
        }
    }

    /// A machine for a record whose attributes' values are `slots`, in the order of the program's attributes.
    pub fn machine<'s, 'r>(&'r self, slots: &'s [Value<'r>], scope: &'r Scope<'r>) -> Machine<'s, 'r> {
        Machine::new(self.program, &self.constants, slots, scope)
    }

    /// The value of one of the program's expressions. `slots` are the values of the program's attributes.
    pub fn value<'r>(
        &'r self,
        entry: usize,
        slots: &[Value<'r>],
        scope: &'r Scope<'r>,
        observer: &mut impl Observer,
    ) -> Result<Value<'r>, EvalError> {
        self.machine(slots, scope).value(entry, observer)
    }
}
