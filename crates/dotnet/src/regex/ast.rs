//! The tree of a pattern: what .NET would match, with its options already applied.
//!
//! Units are UTF-16, groups are indexes into the pattern's table of groups. Knows no syntax and no engine.

use super::set::UnitSet;

/// A repetition without an upper bound.
pub const UNBOUNDED: u32 = u32::MAX;

/// One piece of a pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node {
    /// Matches the empty string.
    Empty,
    /// One unit.
    Unit(u16),
    /// One unit of a set.
    Set(UnitSet),
    /// One piece after the other.
    Concat(Vec<Node>),
    /// The first piece that lets the rest match.
    Alternate(Vec<Node>),
    /// A piece `min` to `max` times.
    Loop { body: Box<Node>, min: u32, max: u32, lazy: bool },
    /// A group that captures into `group`; a balancing one first removes a capture of `uncapture`.
    Capture { group: Option<usize>, uncapture: Option<usize>, body: Box<Node> },
    /// A look-around.
    Look { behind: bool, negative: bool, body: Box<Node> },
    /// A piece that is not backtracked into once it has matched.
    Atomic(Box<Node>),
    /// The last capture of a group.
    Backreference { group: usize, ignore_case: bool },
    /// `yes` if the group has captured, otherwise `no`.
    IfCaptured { group: usize, yes: Box<Node>, no: Box<Node> },
    /// `yes` if the condition matches ahead, otherwise `no`.
    IfMatches { condition: Box<Node>, yes: Box<Node>, no: Box<Node> },
    /// A position in the text.
    Anchor(Anchor),
    /// An anchor, at which the innermost open group, or the match, begins anew.
    Late(Anchor),
    /// A piece that no match passes with a reliable result.
    Lost(Box<Node>),
    /// A piece that can match nothing `min` times (none or once) or more, as rarely as possible. A match in which the last
    /// round matches nothing has no reliable result. `at` is the unit of the pattern with its quantifier.
    Lazy { body: Box<Node>, min: u32, at: usize },
}

/// A position in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// The start: `^`, `\A`.
    Start,
    /// The start of a line: `^` with option m.
    LineStart,
    /// The end, or before a line feed that ends the text: `$`, `\Z`.
    End,
    /// The end of a line: `$` with option m.
    LineEnd,
    /// The very end: `\z`.
    VeryEnd,
    /// Where the last match ended: `\G`.
    Continuation,
    /// A word boundary: `\b`.
    WordEdge,
    /// Anywhere else: `\B`.
    NoWordEdge,
}

impl Node {
    /// The minimum number of units of a match.
    pub fn minimum(&self) -> u64 {
        match self {
            Self::Empty | Self::Look { .. } | Self::Backreference { .. } => 0,
            Self::Anchor(_) | Self::Late(_) | Self::Lost(_) | Self::Lazy { .. } => 0,
            Self::Unit(_) | Self::Set(_) => 1,
            Self::Concat(nodes) => nodes.iter().fold(0, |sum, node| sum.saturating_add(node.minimum())),
            Self::Alternate(nodes) => nodes.iter().map(Node::minimum).min().unwrap_or(0),
            Self::Loop { body, min, .. } => body.minimum().saturating_mul(u64::from(*min)),
            Self::Capture { body, .. } | Self::Atomic(body) => body.minimum(),
            Self::IfCaptured { yes, no, .. } | Self::IfMatches { yes, no, .. } => yes.minimum().min(no.minimum()),
        }
    }
}
