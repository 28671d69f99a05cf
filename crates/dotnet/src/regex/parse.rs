//! Parses .NET's pattern syntax with `RegexOptions.None`: the sequence of units, quantifiers and groups.
//!
//! A pattern is parsed twice, as in .NET: the meaning of `\10` or `(?(name)…)` depends on groups that may come later,
//! so the first pass only counts them. Groups are on an explicit stack; their depth is limited because later code walks
//! the tree recursively.

use super::ast::{Anchor, Node, UNBOUNDED};
use super::case;
use super::error::{RefusalKind, RegexError};
use super::groups::{Census, Groups};
use super::late;
use super::set::UnitSet;

/// The longest pattern, in bytes of UTF-8. .NET has no limit.
pub const MAX_PATTERN: usize = 32 * 1024;
/// The deepest nesting of groups and of class subtractions. .NET has no limit.
pub const MAX_NESTING: usize = if cfg!(target_family = "wasm") { 100 } else { 200 };

/// Inline options.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Options {
    pub ignore_case: bool,
    pub multiline: bool,
    pub explicit_capture: bool,
    pub singleline: bool,
    pub ignore_blanks: bool,
}

/// What an open group is.
#[derive(Clone, Debug)]
pub(super) enum GroupKind {
    Plain,
    Capture { group: Option<usize>, uncapture: Option<usize> },
    Look { behind: bool, negative: bool },
    Atomic,
    IfCaptured(usize),
    IfMatches(Option<Node>),
}

struct Frame {
    kind: GroupKind,
    opened_at: usize,
    outer: Options,
    branches: Vec<Node>,
    sequence: Vec<Node>,
}

/// The state of parsing a pattern.
pub(super) struct Parser {
    pub units: Vec<u16>,
    /// The byte offset of each unit, and of the end.
    offsets: Vec<usize>,
    pub position: usize,
    pub options: Options,
    /// The groups, once they are counted.
    pub groups: Option<Groups>,
    pub census: Census,
    pub next_unnamed: u32,
    /// The next plain parenthesis is the condition of `(?(…)…)`, which does not capture.
    pub plain_is_condition: bool,
    stack: Vec<Frame>,
}

/// Parses a pattern.
///
/// # Errors
/// A pattern that .NET rejects, or that exceeds the limits.
pub fn parse(pattern: &str) -> Result<(Node, Groups), RegexError> {
    if pattern.len() > MAX_PATTERN {
        return Err(RegexError {
            kind: RefusalKind::TooLarge,
            message: format!("the pattern has {} bytes, more than {MAX_PATTERN}", pattern.len()),
            offset: MAX_PATTERN,
            help: None,
        });
    }
    let mut offsets = Vec::with_capacity(pattern.len() + 1);
    for (offset, character) in pattern.char_indices() {
        offsets.resize(offsets.len() + character.len_utf16(), offset);
    }
    offsets.push(pattern.len());
    let mut parser = Parser {
        units: pattern.encode_utf16().collect(),
        offsets,
        position: 0,
        options: Options::default(),
        groups: None,
        census: Census::default(),
        next_unnamed: 1,
        plain_is_condition: false,
        stack: Vec::new(),
    };
    // The first pass ignores errors: the second one, which knows the groups, reports them.
    if let Err(error) = parser.read()
        && error.kind == RefusalKind::TooLarge
    {
        return Err(error);
    }
    let groups = std::mem::take(&mut parser.census).finish();
    parser.groups = Some(groups.clone());
    parser.position = 0;
    parser.options = Options::default();
    parser.plain_is_condition = false;
    parser.stack.clear();
    let mut root = parser.read()?;
    if let Err(at) = late::settle(&mut root) {
        return parser
            .unsteady(at, "the lazy repetition is of what can match nothing: versions of .NET disagree on it");
    }
    Ok((root, groups))
}

impl Parser {
    /// An error that .NET has too, at a unit.
    pub fn invalid<T>(&self, at: usize, message: impl Into<String>) -> Result<T, RegexError> {
        Err(RegexError { kind: RefusalKind::Invalid, message: message.into(), offset: self.offset(at), help: None })
    }

    /// The same with a remedy.
    pub fn invalid_with<T>(&self, at: usize, message: impl Into<String>, help: &'static str) -> Result<T, RegexError> {
        let error = self.invalid::<T>(at, message);
        error.map_err(|error| RegexError { help: Some(help), ..error })
    }

    /// A pattern that .NET accepts, but with unreliable results.
    fn unsteady<T>(&self, at: usize, message: &str) -> Result<T, RegexError> {
        let help = Some("rewrite the pattern without it");
        let offset = self.offset(at);
        Err(RegexError { kind: RefusalKind::Unsupported, message: message.to_owned(), offset, help })
    }

    pub fn too_deep<T>(&self, at: usize) -> Result<T, RegexError> {
        let message = format!("groups are nested more than {MAX_NESTING} deep");
        Err(RegexError { kind: RefusalKind::TooLarge, message, offset: self.offset(at), help: None })
    }

    fn offset(&self, at: usize) -> usize {
        self.offsets.get(at).or(self.offsets.last()).copied().unwrap_or(0)
    }

    /// Whether this pass only counts groups.
    pub fn counting(&self) -> bool {
        self.groups.is_none()
    }

    pub fn peek(&self) -> Option<u16> {
        self.peek_at(0)
    }

    pub fn peek_at(&self, ahead: usize) -> Option<u16> {
        self.units.get(self.position + ahead).copied()
    }

    pub fn next(&mut self) -> Option<u16> {
        let unit = self.peek()?;
        self.position += 1;
        Some(unit)
    }

    pub fn eat(&mut self, unit: u8) -> bool {
        let found = self.peek() == Some(unit.into());
        self.position += usize::from(found);
        found
    }

    /// The text between two units, for messages and names.
    pub fn text(&self, start: usize, end: usize) -> String {
        String::from_utf16_lossy(self.units.get(start..end).unwrap_or_default())
    }

    /// Whether the innermost group is `(?(…)…)`, in which .NET accepts no inline options.
    pub fn in_condition(&self) -> bool {
        // While groups are counted, `(?(name)…)` is not distinguished from `(?(text)…)`.
        !self.counting() && matches!(self.stack.last(), Some(Frame { kind: GroupKind::IfMatches(_), .. }))
    }

    fn looks_behind(&self) -> bool {
        let looks = self.stack.iter().rev().find(|frame| matches!(frame.kind, GroupKind::Look { .. }));
        looks.is_some_and(|frame| matches!(frame.kind, GroupKind::Look { behind: true, .. }))
    }

    fn read(&mut self) -> Result<Node, RegexError> {
        self.push(GroupKind::Plain, 0, self.options);
        loop {
            self.skip_blanks()?;
            let start = self.position;
            let Some(unit) = self.next() else { break };
            let node = match u8::try_from(unit).unwrap_or(0) {
                b'[' => Node::Set(self.class(start, 0)?),
                b'(' => {
                    let outer = self.options;
                    if let Some(kind) = self.open_group(start)? {
                        if matches!(kind, GroupKind::Capture { uncapture: Some(_), .. }) && self.looks_behind() {
                            return self.unsteady(
                                start,
                                "a balancing group inside a look-behind: .NET captures a text of negative length there",
                            );
                        }
                        if self.stack.len() > MAX_NESTING {
                            return self.too_deep(start);
                        }
                        self.push(kind, start, outer);
                    }
                    continue;
                }
                b'|' => {
                    if let Some(top) = self.stack.last_mut() {
                        let branch = sequence(std::mem::take(&mut top.sequence));
                        top.branches.push(branch);
                    }
                    continue;
                }
                b')' => {
                    let Some(closed) = self.stack.pop().filter(|_| !self.stack.is_empty()) else {
                        return self.invalid_with(start, "`)` has no opening `(`", "write `\\)` for the character");
                    };
                    self.options = closed.outer;
                    let node = self.close(closed)?;
                    if let Some(Frame { kind: GroupKind::IfMatches(condition @ None), .. }) = self.stack.last_mut() {
                        *condition = Some(node);
                        continue;
                    }
                    node
                }
                b'\\' => self.backslash(start)?,
                b'^' if self.options.multiline => Node::Anchor(Anchor::LineStart),
                b'^' => Node::Anchor(Anchor::Start),
                b'$' if self.options.multiline => Node::Anchor(Anchor::LineEnd),
                b'$' => Node::Anchor(Anchor::End),
                b'.' if self.options.singleline => Node::Set(UnitSet::new(vec![(0, u16::MAX)])),
                b'.' => Node::Set(UnitSet::of(b'\n'.into()).complement()),
                b'*' | b'+' | b'?' => return self.stray_quantifier(start),
                b'{' if self.counts(start) => return self.stray_quantifier(start),
                _ => self.literal(unit),
            };
            let node = self.quantified(node)?;
            if let Some(top) = self.stack.last_mut() {
                top.sequence.push(node);
            }
        }
        match (self.stack.pop(), self.stack.is_empty()) {
            (Some(root), true) => self.close(root),
            (innermost, _) => {
                let at = innermost.map_or(0, |frame| frame.opened_at);
                self.invalid_with(at, "`(` is not closed", "write `\\(` for the character")
            }
        }
    }

    fn push(&mut self, kind: GroupKind, opened_at: usize, outer: Options) {
        self.stack.push(Frame { kind, opened_at, outer, branches: Vec::new(), sequence: Vec::new() });
    }

    /// One unit, or the set of units that are the same letter.
    pub fn literal(&self, unit: u16) -> Node {
        if !self.options.ignore_case {
            return Node::Unit(unit);
        }
        let set = case::letter(unit);
        if set == UnitSet::of(unit) { Node::Unit(unit) } else { Node::Set(set) }
    }

    fn stray_quantifier<T>(&self, start: usize) -> Result<T, RegexError> {
        let what = self.text(start, start + 1);
        let message = match start.checked_sub(1).and_then(|before| self.units.get(before)) {
            Some(&before) if b"*+?}".iter().any(|&end| u16::from(end) == before) => {
                format!("`{what}` repeats what is already repeated")
            }
            _ => format!("`{what}` has nothing before it to repeat"),
        };
        self.invalid_with(start, message, "escape it with a backslash for the character")
    }

    /// Whether `{` at `start` opens a count such as `{2,3}`; otherwise it is a plain character.
    fn counts(&self, start: usize) -> bool {
        let digits = |mut at: usize| {
            while self.units.get(at).is_some_and(|unit| (48..58).contains(unit)) {
                at += 1;
            }
            at
        };
        let after = digits(start + 1);
        let close = Some(&u16::from(b'}'));
        match self.units.get(after) {
            _ if after == start + 1 => false,
            Some(&comma) if comma == u16::from(b',') => self.units.get(digits(after + 1)) == close,
            end => end == close,
        }
    }

    fn quantified(&mut self, node: Node) -> Result<Node, RegexError> {
        self.skip_blanks()?;
        let start = self.position;
        let (min, max) = match self.peek().and_then(|unit| u8::try_from(unit).ok()) {
            Some(b'*') => (0, UNBOUNDED),
            Some(b'+') => (1, UNBOUNDED),
            Some(b'?') => (0, 1),
            Some(b'{') if self.counts(start) => {
                self.position += 1;
                let min = self.decimal()?;
                let max = match (self.eat(b','), self.peek() == Some(u16::from(b'}'))) {
                    (false, _) => min,
                    (true, true) => UNBOUNDED,
                    (true, false) => self.decimal()?,
                };
                (min, max)
            }
            _ => return Ok(node),
        };
        self.position += 1;
        self.skip_blanks()?;
        let lazy = self.eat(b'?');
        if min > max {
            return self.invalid(start, format!("the count `{}` is reversed", self.text(start, self.position)));
        }
        // .NET counts the rounds of other repetitions, and counted ones are the same in all versions.
        if lazy && min <= 1 && max == UNBOUNDED && node.minimum() == 0 && !matches!(node, Node::Anchor(_) | Node::Empty)
        {
            return Ok(Node::Lazy { body: Box::new(node), min, at: start });
        }
        Ok(match (min, max) {
            (0, 0) => Node::Empty,
            (1, 1) => node,
            _ => Node::Loop { body: Box::new(node), min, max, lazy },
        })
    }

    fn close(&self, frame: Frame) -> Result<Node, RegexError> {
        let Frame { kind, opened_at, mut branches, sequence: last, .. } = frame;
        branches.push(sequence(last));
        if matches!(kind, GroupKind::IfCaptured(_) | GroupKind::IfMatches(_)) {
            if branches.len() > 2 {
                return self.invalid(opened_at, "a conditional group has more than two branches");
            }
            let mut branches = branches.into_iter().map(Box::new);
            let mut branch = || branches.next().unwrap_or_else(|| Box::new(Node::Empty));
            let (yes, no) = (branch(), branch());
            return Ok(match kind {
                GroupKind::IfCaptured(group) => Node::IfCaptured { group, yes, no },
                GroupKind::IfMatches(condition) => {
                    Node::IfMatches { condition: Box::new(condition.unwrap_or(Node::Empty)), yes, no }
                }
                _ => Node::Empty,
            });
        }
        let body = match branches.len() {
            1 => branches.pop().unwrap_or(Node::Empty),
            _ => Node::Alternate(branches),
        };
        Ok(match kind {
            GroupKind::Capture { group, uncapture } => Node::Capture { group, uncapture, body: Box::new(body) },
            GroupKind::Look { behind, negative } => Node::Look { behind, negative, body: Box::new(body) },
            GroupKind::Atomic => Node::Atomic(Box::new(body)),
            _ => body,
        })
    }

    /// Skips `(?#…)`, and with option x white space and `#` to the end of the line.
    pub fn skip_blanks(&mut self) -> Result<(), RegexError> {
        loop {
            if self.options.ignore_blanks {
                while self.peek().is_some_and(|unit| matches!(unit, 0x09 | 0x0A | 0x0C | 0x0D | 0x20)) {
                    self.position += 1;
                }
                if self.peek() == Some(b'#'.into()) {
                    while self.peek().is_some_and(|unit| unit != u16::from(b'\n')) {
                        self.position += 1;
                    }
                    continue;
                }
            }
            let start = self.position;
            let comment = b"(?#".iter().enumerate().all(|(at, &unit)| self.peek_at(at) == Some(unit.into()));
            if !comment {
                return Ok(());
            }
            while self.peek().is_some_and(|unit| unit != u16::from(b')')) {
                self.position += 1;
            }
            if !self.eat(b')') {
                return self.invalid(start, "the comment `(?#` is not closed");
            }
        }
    }
}

fn sequence(mut nodes: Vec<Node>) -> Node {
    match nodes.len() {
        0 => Node::Empty,
        1 => nodes.pop().unwrap_or(Node::Empty),
        _ => Node::Concat(nodes),
    }
}
