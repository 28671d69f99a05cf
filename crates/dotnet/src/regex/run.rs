//! Searching a text with a pattern: which engine reads it, and how many steps it may take, alone and together with
//! others.
//!
//! Knows nothing of how patterns are parsed.

use super::linear::{self, Alphabet, Linear, Translated};
use super::replacement::Piece;
use super::search::{self, Engine, Output, Subject};
use super::{Match, MatchError, Regex, Replacement, program};
use std::borrow::Cow;
use std::cell::Cell;
use std::ops::ControlFlow;

/// The most spans that the list of a text's matches may hold.
const MAX_SPANS: usize = 2_000_000;

/// The most states that the linear engine may pass through for one text, at worst: pieces of the pattern times bytes of
/// the text. What may take more is for the backtracking engine, which counts its steps and can be stopped.
pub(super) const MOST_WORK: u64 = 64 << 20;
/// So many states are not worth counting.
const LITTLE_WORK: u64 = 1 << 10;
/// How many states of the linear engine cost as much as a step of the other.
const WORK_A_STEP: u64 = 8;

/// How many steps searches may take together. Each search may take as many as its pattern allows, and no more than are
/// left. Not `Sync`: searches that share one run on one thread.
#[derive(Clone, Debug)]
pub struct Budget(Cell<u64>);

/// What searches may take together, and whether anybody still waits for them.
pub trait Allowance {
    /// The steps that are left.
    fn budget(&self) -> &Budget;

    /// Whether the searches are cancelled. It is asked before a search that may take long, and every few milliseconds
    /// in it.
    fn is_cancelled(&self) -> bool {
        false
    }
}

impl Allowance for Budget {
    fn budget(&self) -> &Budget {
        self
    }
}

impl Budget {
    /// So many steps.
    pub fn new(steps: u64) -> Self {
        Self(Cell::new(steps))
    }

    /// How many steps are left.
    pub fn left(&self) -> u64 {
        self.0.get()
    }

    /// Takes some of them, all that are left at the most.
    pub fn spend(&self, steps: u64) {
        self.0.set(self.left().saturating_sub(steps));
    }
}

/// The searches of a pattern, possibly within an [`Allowance`].
#[derive(Clone, Copy)]
pub struct Search<'r> {
    regex: &'r Regex,
    allowance: Option<&'r dyn Allowance>,
}

impl<'r> Search<'r> {
    /// Those of a pattern; each text has a limit of its own.
    pub(super) fn of(regex: &'r Regex) -> Self {
        Self { regex, allowance: None }
    }

    pub(super) fn within(regex: &'r Regex, allowance: &'r dyn Allowance) -> Self {
        Self { regex, allowance: Some(allowance) }
    }

    /// See [`Regex::is_match`].
    ///
    /// # Errors
    /// Those, the budget is spent, or the search is cancelled.
    pub fn is_match(&self, text: &str) -> Result<bool, MatchError> {
        if let Some(filter) = &self.regex.filter {
            return Ok(filter.is_match(text));
        }
        let engine = self.engine(text);
        if let Engine::Linear { linear, positions, .. } = engine {
            self.spend(positions.saturating_mul(text.len() as u64));
            return Ok(linear.is_match(text));
        }
        let mut found = false;
        engine.each(&engine.subject(text), |_| {
            found = true;
            Ok(ControlFlow::Break(()))
        })?;
        Ok(found)
    }

    /// See [`Regex::matches`].
    ///
    /// # Errors
    /// Those, the budget is spent, or the search is cancelled.
    pub fn matches(&self, text: &str, limit: usize) -> Result<Vec<Match>, MatchError> {
        if limit == 0 {
            return Ok(Vec::new());
        }
        self.by_either(text, |engine| Self::matches_by(engine, text, limit))
    }

    pub(super) fn matches_stepwise(&self, text: &str, limit: usize) -> Result<Vec<Match>, MatchError> {
        if limit == 0 { Ok(Vec::new()) } else { Self::matches_by(&self.machine(), text, limit) }
    }

    fn matches_by(engine: &Engine<'_>, text: &str, limit: usize) -> Result<Vec<Match>, MatchError> {
        let subject = engine.subject(text);
        let mut matches = Vec::new();
        // The number of UTF-16 units before an offset is tracked at one position, which advances with the matches.
        let (mut known, mut units) = (0, 0);
        engine.each(&subject, |spans| {
            if matches.len().saturating_mul(spans.len()) > MAX_SPANS {
                return Err(MatchError::ResultTooLong);
            }
            let (start, _) = spans.first().copied().flatten().unwrap_or_default();
            units += subject.units_between(known, start);
            known = start;
            let unit = |at: usize| {
                if at < known {
                    units - subject.units_between(at, known)
                } else {
                    units + subject.units_between(known, at)
                }
            };
            let span = |(start, end)| unit(start)..unit(end);
            matches.push(Match { groups: spans.iter().map(|group| group.map(span)).collect() });
            Ok(if matches.len() < limit { ControlFlow::Continue(()) } else { ControlFlow::Break(()) })
        })?;
        Ok(matches)
    }

    /// See [`Regex::replace_all`].
    ///
    /// # Errors
    /// Those, the budget is spent, or the search is cancelled.
    pub fn replace_all<'t>(&self, text: &'t str, replacement: &Replacement) -> Result<Cow<'t, str>, MatchError> {
        if let Some(filter) = &self.regex.filter
            && let Some(constant) = replacement.constant()
        {
            let mut output = String::new();
            match filter.replace(text, constant, &mut output) {
                Some(true) => return Ok(Cow::Owned(output)),
                Some(false) => return Ok(Cow::Borrowed(text)),
                None => {}
            }
        }
        self.replace(text, |subject, spans, kept, output| {
            let whole = spans.first().copied().flatten().unwrap_or_default();
            output.copy(subject, *kept, whole.0);
            *kept = whole.1;
            for piece in &replacement.pieces {
                let (start, end) = match piece {
                    Piece::Literal(text) => {
                        output.push(text);
                        continue;
                    }
                    Piece::Group(group) => spans.get(*group).copied().flatten().unwrap_or_default(),
                    Piece::Before => (0, whole.0),
                    Piece::After => (whole.1, subject.len()),
                    Piece::Text => (0, subject.len()),
                };
                output.copy(subject, start, end);
            }
        })
    }

    /// See [`Regex::replace_group`].
    ///
    /// # Errors
    /// Those, the budget is spent, or the search is cancelled.
    pub fn replace_group<'t>(&self, text: &'t str, group: &str, literal: &str) -> Result<Cow<'t, str>, MatchError> {
        let Some(group) = self.regex.groups.index_of(group) else { return Ok(Cow::Borrowed(text)) };
        self.replace(text, |subject, spans, kept, output| {
            // A look-around captures outside its match, so two matches may have captured the same text.
            if let Some((start, end)) = spans.get(group).copied().flatten().filter(|span| span.0 >= *kept) {
                output.copy(subject, *kept, start);
                output.push(literal);
                *kept = end;
            }
        })
    }

    /// See [`Regex::first_group`].
    ///
    /// # Errors
    /// Those, the budget is spent, or the search is cancelled.
    pub fn first_group<'t>(&self, text: &'t str, group: &str) -> Result<Option<&'t str>, MatchError> {
        let Some(group) = self.regex.groups.index_of(group) else { return Ok(None) };
        let engine = self.engine(text);
        let subject = engine.subject(text);
        let mut found = None;
        engine.each(&subject, |spans| {
            if let Some((start, end)) = spans.get(group).copied().flatten() {
                found = text.get(subject.bytes_before(start)?..subject.bytes_before(end)?);
            }
            Ok(ControlFlow::Break(()))
        })?;
        Ok(found)
    }

    fn replace<'t>(
        &self,
        text: &'t str,
        write: impl Fn(&Subject<'_>, &search::Spans, &mut usize, &mut Output),
    ) -> Result<Cow<'t, str>, MatchError> {
        self.by_either(text, |engine| Self::replace_by(engine, text, &write))
    }

    fn replace_by<'t>(
        engine: &Engine<'_>,
        text: &'t str,
        write: impl Fn(&Subject<'_>, &search::Spans, &mut usize, &mut Output),
    ) -> Result<Cow<'t, str>, MatchError> {
        let subject = engine.subject(text);
        let mut output = Output::for_subject(&subject);
        // How much of the text is already in the output.
        let mut kept = 0;
        engine.each(&subject, |spans| {
            write(&subject, spans, &mut kept, &mut output);
            output.check()?;
            Ok(ControlFlow::Continue(()))
        })?;
        if kept == 0 && output.is_empty() {
            return Ok(Cow::Borrowed(text));
        }
        output.copy(&subject, kept, subject.len());
        output.finish().map(Cow::Owned)
    }

    fn linear(&self, translated: &Translated, text: &str) -> Option<&'r Linear> {
        if text.is_ascii() {
            return self.regex.ascii.get_or_init(|| Linear::compile(&self.regex.root, translated)).as_ref();
        }
        let root = &self.regex.root;
        let full = || Linear::compile(root, &linear::translate(root, Alphabet::Full)?);
        self.regex.full.get_or_init(full).as_ref()
    }

    /// The engine that has .NET's results for a text.
    pub(super) fn engine(&self, text: &str) -> Engine<'r> {
        if let Some(translated) = &self.regex.translated
            && translated.needs.met_by(text)
            && self.affords(translated, text)
            && let Some(linear) = self.linear(translated, text)
        {
            let (groups, positions) = (self.regex.groups.len(), translated.positions);
            return Engine::Linear { linear, groups, positions, search: *self };
        }
        self.machine()
    }

    /// Whether the linear engine may read a text. What it costs does not depend on what was compiled before, so that
    /// the same searches cost the same on every thread.
    fn affords(&self, translated: &Translated, text: &str) -> bool {
        let work = translated.positions.saturating_mul(text.len() as u64);
        let build = if text.is_ascii() { translated.positions } else { translated.ranges };
        if work <= LITTLE_WORK && build <= LITTLE_WORK {
            return true;
        }
        let Some(allowance) = self.allowance else { return work <= MOST_WORK };
        if build > LITTLE_WORK {
            allowance.budget().spend(build.min(linear::MOST_STATES));
        }
        work <= MOST_WORK && allowance.budget().left() > work / WORK_A_STEP && !allowance.is_cancelled()
    }

    /// Counts what the linear engine did, at worst.
    pub(super) fn spend(&self, work: u64) {
        if let Some(allowance) = self.allowance.filter(|_| work > LITTLE_WORK) {
            allowance.budget().spend(work / WORK_A_STEP);
        }
    }

    fn machine(&self) -> Engine<'r> {
        let program = self.regex.program.get_or_init(|| program::compile(&self.regex.root, self.regex.groups.len()));
        Engine::Machine(program, self.regex.steps, self.allowance)
    }

    /// Processes all matches with the engine for the text, and with the backtracking engine if that might take too
    /// long.
    fn by_either<T>(
        &self,
        text: &str,
        mut run: impl FnMut(&Engine<'_>) -> Result<T, MatchError>,
    ) -> Result<T, MatchError> {
        match self.engine(text) {
            engine @ Engine::Linear { .. } => match run(&engine) {
                Err(MatchError::TooManySteps) => run(&self.machine()),
                other => other,
            },
            machine => run(&machine),
        }
    }
}
