//! Compiled code over one record after another on one thread: what is kept between records – the arena, the reader,
//! patterns that came from records – is the runner's own business.
//!
//! Knows nothing of where records come from and of what is made of the outcomes.

use super::switches::{self, OpenSwitch};
use super::{Expression, ObjectProgram, Outcome, RecordInput, RunLimits, Session};
use crate::diagnostic::EvalError;
use crate::functions::Host;
use crate::program::Program;
use crate::record::{Malformed, RecordBody, RecordReader, Slots};
use crate::value::Value;
use crate::vm::Observer;
use bumpalo::Bump;

/// Runs an object mapping. One for each thread; many may share a program.
pub struct Runner<'p> {
    program: &'p ObjectProgram,
    session: Session<'p>,
    reader: RecordReader<'p>,
    arena: Bump,
    /// The slots that had no value in any record so far. Soon there are none but those of attributes that nobody has,
    /// so that watching costs nearly nothing.
    unseen: Vec<usize>,
    /// How many records in scope had no `active`, where the service disables their accounts.
    without_active: u64,
    /// Each `Switch` that had no key for any record so far.
    open: Vec<OpenSwitch>,
}

impl ObjectProgram {
    /// A runner for one thread. `limits` are what one record may cost.
    pub fn runner(&self, limits: RunLimits) -> Runner<'_> {
        let reader = RecordReader::new(self.attributes().slots());
        let session = Session::new(self.attributes().program(), limits);
        let unseen = (0..self.attributes().program().attributes().len()).collect();
        let open = switches::open(self.attributes());
        Runner { program: self, session, reader, arena: Bump::new(), unseen, without_active: 0, open }
    }
}

impl<'p> Runner<'p> {
    /// The object mapping.
    pub fn program(&self) -> &'p ObjectProgram {
        self.program
    }

    /// The slots that had no value in any record so far.
    pub fn unseen(&self) -> &[usize] {
        &self.unseen
    }

    /// Each `Switch` that had no key for any record so far.
    pub(super) fn open_switches(&self) -> &[OpenSwitch] {
        &self.open
    }

    /// How many records in scope had no `active`, where the service disables their accounts.
    pub(super) fn without_active(&self) -> u64 {
        self.without_active
    }

    /// Whether another record may change what there is to say after the last.
    pub fn is_watching(&self) -> bool {
        !self.unseen.is_empty() || !self.open.is_empty() || self.program.attributes().active().is_some()
    }

    /// Maps a record as one of a new object, and appends its payload to `out`. Nothing is appended where there is none.
    ///
    /// # Errors
    /// The record cannot be read.
    #[inline]
    pub fn create(
        &mut self,
        record: RecordBody<'_>,
        host: &dyn Host,
        out: &mut Vec<u8>,
    ) -> Result<Outcome, Box<Malformed>> {
        self.with(record, host, |program, input| program.create(input, out))
    }

    /// Calls `run` with a record, for the other things that an [`ObjectProgram`] does.
    ///
    /// # Errors
    /// The record cannot be read.
    #[inline]
    pub fn with<T>(
        &mut self,
        record: RecordBody<'_>,
        host: &dyn Host,
        run: impl for<'r> FnOnce(&'r ObjectProgram, &RecordInput<'r>) -> T,
    ) -> Result<T, Box<Malformed>> {
        let Self { program, session, reader, arena, unseen, without_active, open } = self;
        arena.reset();
        let input = RecordInput::read(record, reader, session, arena, host)?;
        if !unseen.is_empty() {
            unseen.retain(|slot| input.values.get(*slot).is_none_or(|value| value.is_absent()));
        }
        if let Some(active) = program.attributes().active() {
            let is_left_out = input.values.get(active).is_none_or(|value| value.is_absent());
            *without_active += u64::from(is_left_out && program.lets_in(input.values));
        }
        if switches::WATCHES && !open.is_empty() {
            switches::watch(open, program, input.values, arena);
        }
        Ok(run(program, &input))
    }
}

/// Runs a single expression. One for each thread; many may share an expression.
pub struct ExpressionRunner<'p> {
    session: Session<'p>,
    reader: RecordReader<'p>,
    arena: Bump,
    /// Slots whose values do not come from the record.
    given: Vec<(usize, Vec<&'p str>)>,
}

impl Expression {
    /// A runner for one thread. `limits` are what one record may cost.
    pub fn runner(&self, limits: RunLimits) -> ExpressionRunner<'_> {
        ExpressionRunner::new(self.program(), self.slots(), limits)
    }
}

impl<'p> ExpressionRunner<'p> {
    /// Runs the first expression of a program whose attributes are these slots.
    pub fn new(program: &'p Program, slots: &'p Slots, limits: RunLimits) -> Self {
        Self {
            session: Session::new(program, limits),
            reader: RecordReader::new(slots),
            arena: Bump::new(),
            given: Vec::new(),
        }
    }

    /// Calls `use_it` with the expression's value for a record, or for none, and with the observer, which was told the
    /// values of its parts.
    ///
    /// # Errors
    /// The record cannot be read.
    pub fn value<'i, O: Observer, T>(
        &mut self,
        record: impl Into<Option<RecordBody<'i>>>,
        host: &dyn Host,
        observer: &mut O,
        use_it: impl FnOnce(Result<Value<'_>, EvalError>, &O) -> T,
    ) -> Result<T, Box<Malformed>> {
        let Self { session, reader, arena, given } = self;
        arena.reset();
        let values = reader.room(arena);
        let mut text = "";
        if let Some(record) = record.into() {
            reader.read_shape(record, arena, values)?;
            text = record.text(arena);
        }
        for (slot, texts) in given {
            let Some(value) = values.get_mut(*slot) else { continue };
            *value = match texts.as_slice() {
                [only] => Value::Str(only),
                several => Value::Multi(arena.alloc_slice_fill_iter(several.iter().map(|text| Value::Str(text)))),
            };
        }
        let scope = session.scope(arena, host, text);
        let value = session.value(0, values, &scope, observer);
        Ok(use_it(value, observer))
    }

    /// Gives attributes values in the place of those in records; a name given more than once has multiple values. Names
    /// that the expression does not read have no effect.
    pub fn give(&mut self, values: impl IntoIterator<Item = (&'p str, &'p str)>) {
        let names = self.session.program().attributes();
        for (name, value) in values {
            let Some(slot) = names.iter().position(|known| **known == *name) else { continue };
            match self.given.iter_mut().find(|(known, _)| *known == slot) {
                Some((_, values)) => values.push(value),
                None => self.given.push((slot, vec![value])),
            }
        }
    }
}
