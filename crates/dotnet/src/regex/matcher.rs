//! The backtracking engine: finds one match the way .NET's interpreter does, over UTF-16 units.
//!
//! It handles what the linear engine cannot: look-around, back-references, atomic and balancing groups, conditionals,
//! captures of rounds that match nothing, and texts in which a pattern may split characters beyond U+FFFF. Its stacks
//! are on the heap and limited, and so are its steps, so it terminates for every pattern. Knows nothing of replacement.

use super::anchors;
use super::case;
use super::error::MatchError;
use super::program::{Op, Program, Test};
use super::steps::Steps;

/// How many steps a pattern may take on one text where matching is not linear, in addition to 64 for each UTF-16 unit
/// of the text. Beyond that the call ends with [`MatchError::TooManySteps`]; .NET would go on, or stop at
/// `Regex.MatchTimeout`.
pub const STEPS: u64 = 4_000_000;
/// The most positions to backtrack to at the same time.
const MAX_FRAMES: usize = 2_000_000;
/// The most changes that can be undone.
const MAX_TRAIL: usize = 8_000_000;
/// A slot that holds no position.
const NOWHERE: u32 = u32::MAX;

/// Where a group's last capture starts and ends, in units.
pub type Span = (u32, u32);

#[derive(Clone, Copy)]
enum Resume {
    /// Continue at the instruction.
    Branch,
    /// A greedy run releases one unit, down to the limit.
    Shrink,
    /// A lazy run takes one unit more, at most `limit` more.
    Grow,
}

#[derive(Clone, Copy)]
struct Frame {
    resume: Resume,
    op: u32,
    location: u32,
    limit: u32,
    trail: u32,
}

enum Undo {
    Slot(u32, u32),
    Uncapture(u32),
    Recapture(u32, Span),
}

/// The state of one search: a program, a text, and the rest of the limits.
pub struct Matcher<'p, 't> {
    program: &'p Program,
    text: &'t [u16],
    steps: Steps<'p>,
    slots: Vec<u32>,
    captures: Vec<Vec<Span>>,
    frames: Vec<Frame>,
    trail: Vec<Undo>,
    continuation: usize,
}

impl<'p, 't> Matcher<'p, 't> {
    /// A search over a text.
    ///
    /// # Errors
    /// If the text is too long for 32-bit positions.
    pub fn new(program: &'p Program, text: &'t [u16], steps: Steps<'p>) -> Result<Self, MatchError> {
        if u32::try_from(text.len()).is_ok_and(|length| length < i32::MAX as u32) {
            Ok(Self {
                program,
                text,
                steps,
                slots: vec![0; program.slots],
                captures: vec![Vec::new(); program.groups],
                frames: Vec::new(),
                trail: Vec::new(),
                continuation: 0,
            })
        } else {
            Err(MatchError::TextTooLong)
        }
    }

    /// The first match at or after `from`; the last match ended at `continuation`. Returns the groups' last captures,
    /// the whole match first.
    ///
    /// # Errors
    /// If a limit is reached; the steps of all calls count together.
    pub fn find(&mut self, from: usize, continuation: usize) -> Result<Option<Vec<Option<Span>>>, MatchError> {
        self.continuation = continuation;
        let Some(last) = self.text.len().checked_sub(self.program.minimum) else { return Ok(None) };
        let last = if self.program.anchored { 0 } else { last };
        let mut start = from;
        while start <= last {
            if let Some(first) = &self.program.first {
                let ahead = self.text.get(start..).unwrap_or_default().iter().position(|&unit| first.contains(unit));
                let Some(ahead) = ahead else { return Ok(None) };
                // Comparing a unit is much less work than an instruction, so eight are one step.
                self.steps.spend(ahead as u64 / 8)?;
                start += ahead;
                if start > last {
                    return Ok(None);
                }
            }
            self.steps.spend(self.captures.len() as u64 / 4)?;
            self.frames.clear();
            self.trail.clear();
            self.captures.iter_mut().for_each(Vec::clear);
            if let Some(lost) = self.program.lost {
                self.set(lost, 0);
            }
            if let Some(end) = self.run(start)? {
                if self.program.lost.is_some_and(|slot| self.slot(slot) != 0) {
                    return Err(MatchError::Unreliable);
                }
                let start = self.program.start.map_or(start as u32, |slot| self.slot(slot));
                let mut groups: Vec<_> = self.captures.iter().map(|captures| captures.last().copied()).collect();
                if let Some(whole) = groups.first_mut() {
                    *whole = Some((start, end as u32));
                }
                return Ok(Some(groups));
            }
            start += 1;
        }
        Ok(None)
    }

    /// How many steps are left.
    pub fn left(&self) -> u64 {
        self.steps.left()
    }

    /// Runs the program from a position; returns the match's end.
    fn run(&mut self, start: usize) -> Result<Option<usize>, MatchError> {
        let program = self.program;
        let (mut at, mut location) = (0usize, start);
        loop {
            self.steps.spend(1)?;
            if self.trail.len() > MAX_TRAIL {
                return Err(MatchError::TooDeep);
            }
            let next = match program.ops.get(at) {
                Some(Op::Done) | None => return Ok(Some(location)),
                Some(op) => self.step(op, at, &mut location)?,
            };
            at = match next {
                Some(next) => next,
                None => match self.backtrack(&mut location)? {
                    Some(next) => next,
                    None => return Ok(None),
                },
            };
        }
    }

    /// Executes one instruction; returns the next one, or `None` if it fails.
    fn step(&mut self, op: &Op, at: usize, location: &mut usize) -> Result<Option<usize>, MatchError> {
        let here = *location as u32;
        match op {
            Op::Done => return Ok(None),
            Op::Test { test, back } => match self.beside(*location, *back) {
                Some(unit) if test.passes(unit) => *location = if *back { *location - 1 } else { *location + 1 },
                _ => return Ok(None),
            },
            Op::Run { test, min, max, lazy, back } => {
                return self.enter_run(at, location, test, (*min, *max, *lazy), *back);
            }
            Op::Anchor(anchor) if anchors::holds(*anchor, self.text, *location, self.continuation) => {}
            Op::Anchor(_) => return Ok(None),
            Op::Lose => self.lose(),
            Op::Jump(target) => return Ok(Some(*target)),
            Op::Branch { other } => self.push(Resume::Branch, *other, *location, 0)?,
            Op::Mark { slot } => self.set(*slot, here),
            Op::Capture { group, uncapture, slot } => {
                let marked = self.slot(*slot);
                let span = (marked.min(here), marked.max(here));
                return Ok(self.capture(*group, *uncapture, span).then_some(at + 1));
            }
            Op::LoopStart { slot } => {
                self.set(*slot, 0);
                self.set(slot + 1, NOWHERE);
            }
            Op::LoopTest { slot, min, max, lazy, body, loses } => {
                let (rounds, began) = (self.slot(*slot), self.slot(slot + 1));
                // .NET ends a repetition after a round that matched nothing, or it would go on for ever.
                let idle = began == here && rounds >= *min;
                if idle && *loses {
                    self.lose();
                }
                if rounds >= *max || idle {
                    return Ok(Some(at + 1));
                }
                if rounds >= *min {
                    if *lazy {
                        // Resuming repeats this test, without an alternative.
                        self.push(Resume::Grow, at, *location, 0)?;
                        return Ok(Some(at + 1));
                    }
                    self.push(Resume::Branch, at + 1, *location, 0)?;
                }
                self.set(*slot, rounds.saturating_add(1));
                self.set(slot + 1, here);
                return Ok(Some(*body));
            }
            Op::Fence { slot } => self.set(*slot, self.frames.len() as u32),
            Op::Commit { slot } => self.frames.truncate(self.slot(*slot) as usize),
            Op::CommitAt { slot, location: marked } => {
                self.frames.truncate(self.slot(*slot) as usize);
                *location = self.slot(*marked) as usize;
            }
            Op::CommitFail { slot } => {
                // The first frame above the fence continues after a failure of the inside. It is removed too.
                self.frames.truncate(self.slot(*slot) as usize);
                return Ok(None);
            }
            Op::Backreference { group, ignore_case, back } => {
                return Ok(self.refer(*group, *ignore_case, *back, location).then_some(at + 1));
            }
            Op::IfCaptured { group, other } => {
                let captured = self.captures.get(*group).is_some_and(|captures| !captures.is_empty());
                // Group 0 counts as captured only when the match is complete.
                return Ok(Some(if captured { at + 1 } else { *other }));
            }
        }
        Ok(Some(at + 1))
    }

    /// Returns to the latest position with an alternative.
    fn backtrack(&mut self, location: &mut usize) -> Result<Option<usize>, MatchError> {
        while let Some(frame) = self.frames.pop() {
            self.undo_to(frame.trail as usize);
            *location = frame.location as usize;
            let op = frame.op as usize;
            match (frame.resume, self.program.ops.get(op)) {
                (Resume::Branch, _) => return Ok(Some(op)),
                (Resume::Shrink, Some(Op::Run { back, .. })) => {
                    let location_left = if *back { *location + 1 } else { *location - 1 };
                    *location = location_left;
                    if location_left != frame.limit as usize {
                        self.frames.push(Frame { location: location_left as u32, ..frame });
                    }
                    return Ok(Some(op + 1));
                }
                (Resume::Grow, Some(Op::Run { test, back, .. })) => {
                    if !self.beside(*location, *back).is_some_and(|unit| test.passes(unit)) {
                        continue;
                    }
                    *location = if *back { *location - 1 } else { *location + 1 };
                    if frame.limit > 1 {
                        self.frames.push(Frame { location: *location as u32, limit: frame.limit - 1, ..frame });
                    }
                    return Ok(Some(op + 1));
                }
                (Resume::Grow, Some(Op::LoopTest { slot, body, .. })) => {
                    self.set(*slot, self.slot(*slot).saturating_add(1));
                    self.set(slot + 1, frame.location);
                    return Ok(Some(*body));
                }
                _ => {}
            }
            self.steps.spend(1)?;
        }
        Ok(None)
    }

    fn enter_run(
        &mut self,
        at: usize,
        location: &mut usize,
        test: &Test,
        (min, max, lazy): (u32, u32, bool),
        back: bool,
    ) -> Result<Option<usize>, MatchError> {
        let wanted = if lazy { min } else { max } as usize;
        let taken = if back {
            let before = self.text.get(..*location).unwrap_or_default();
            before.iter().rev().take(wanted).take_while(|unit| test.passes(**unit)).count()
        } else {
            let after = self.text.get(*location..).unwrap_or_default();
            after.iter().take(wanted).take_while(|unit| test.passes(**unit)).count()
        };
        self.steps.spend(taken as u64 / 8)?;
        if taken < min as usize {
            return Ok(None);
        }
        let moved = |count: usize| if back { *location - count } else { *location + count };
        let (least, reached) = (moved(min as usize), moved(taken));
        if lazy && max > min {
            self.push(Resume::Grow, at, reached, max - min)?;
        } else if reached != least {
            self.push(Resume::Shrink, at, reached, least as u32)?;
        }
        *location = reached;
        Ok(Some(at + 1))
    }

    fn beside(&self, location: usize, back: bool) -> Option<u16> {
        let at = if back { location.checked_sub(1)? } else { location };
        self.text.get(at).copied()
    }

    /// Captures a span; false if a balancing group has no capture to remove.
    fn capture(&mut self, group: Option<usize>, uncapture: Option<usize>, mut span: Span) -> bool {
        if let Some(uncapture) = uncapture {
            let Some(taken) = self.captures.get_mut(uncapture).and_then(Vec::pop) else { return false };
            self.trail.push(Undo::Recapture(uncapture as u32, taken));
            // A balancing group captures the text between the two.
            span = if span.0 >= taken.1 {
                (taken.1, span.0)
            } else if span.1 <= taken.0 {
                (span.0, taken.0)
            } else {
                (span.0.max(taken.0), span.1.min(taken.1))
            };
        }
        if let Some(group) = group
            && let Some(captures) = self.captures.get_mut(group)
        {
            captures.push(span);
            self.trail.push(Undo::Uncapture(group as u32));
        }
        true
    }

    fn refer(&mut self, group: usize, ignore_case: bool, back: bool, location: &mut usize) -> bool {
        let Some(&(start, end)) = self.captures.get(group).and_then(|captures| captures.last()) else { return false };
        let captured = self.text.get(start as usize..end as usize).unwrap_or_default();
        let from = if back { location.checked_sub(captured.len()) } else { Some(*location) };
        let Some(found) = from.and_then(|from| self.text.get(from..from + captured.len())) else { return false };
        let same = |left: &u16, right: &u16| left == right || ignore_case && case::lower(*left) == case::lower(*right);
        self.steps.spend(captured.len() as u64 / 8).ok(); // If there are too few, the next instruction returns the error.
        if !captured.iter().zip(found).all(|(left, right)| same(left, right)) {
            return false;
        }
        *location = if back { *location - captured.len() } else { *location + captured.len() };
        true
    }

    fn push(&mut self, resume: Resume, op: usize, location: usize, limit: u32) -> Result<(), MatchError> {
        if self.frames.len() >= MAX_FRAMES {
            return Err(MatchError::TooDeep);
        }
        self.frames.push(Frame {
            resume,
            op: op as u32,
            location: location as u32,
            limit,
            trail: self.trail.len() as u32,
        });
        Ok(())
    }

    fn lose(&mut self) {
        if let Some(slot) = self.program.lost {
            self.set(slot, 1);
        }
    }

    fn slot(&self, slot: usize) -> u32 {
        self.slots.get(slot).copied().unwrap_or(NOWHERE)
    }

    fn set(&mut self, slot: usize, value: u32) {
        if let Some(held) = self.slots.get_mut(slot) {
            let before = std::mem::replace(held, value);
            // Without a position to backtrack to, nothing will be undone, and the trail does not grow.
            if !self.frames.is_empty() {
                self.trail.push(Undo::Slot(slot as u32, before));
            }
        }
    }

    fn undo_to(&mut self, length: usize) {
        while self.trail.len() > length {
            match self.trail.pop() {
                Some(Undo::Slot(slot, value)) => {
                    if let Some(held) = self.slots.get_mut(slot as usize) {
                        *held = value;
                    }
                }
                Some(Undo::Uncapture(group)) => {
                    self.captures.get_mut(group as usize).and_then(Vec::pop);
                }
                Some(Undo::Recapture(group, span)) => {
                    if let Some(captures) = self.captures.get_mut(group as usize) {
                        captures.push(span);
                    }
                }
                None => return,
            }
        }
    }
}
