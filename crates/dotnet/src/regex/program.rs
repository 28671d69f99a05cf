//! The instructions of the backtracking engine, and compiling a tree to a list of them.
//!
//! Knows nothing of texts. Repetitions count in slots instead of being unrolled, so a program is about as long as its
//! pattern.

use super::ast::{Anchor, Node, UNBOUNDED};
use super::set::UnitSet;

/// The condition for one unit.
#[derive(Clone, Debug)]
pub enum Test {
    Unit(u16),
    Set(UnitSet),
}

impl Test {
    /// Whether a unit meets it.
    pub fn passes(&self, unit: u16) -> bool {
        match self {
            Self::Unit(wanted) => unit == *wanted,
            Self::Set(set) => set.contains(unit),
        }
    }
}

/// One instruction. `back` reads towards the text's start, inside a look-behind.
#[derive(Clone, Debug)]
pub enum Op {
    /// The pattern has matched.
    Done,
    Test {
        test: Test,
        back: bool,
    },
    /// One unit `min` to `max` times.
    Run {
        test: Test,
        min: u32,
        max: u32,
        lazy: bool,
        back: bool,
    },
    Anchor(Anchor),
    /// From here on a match has no reliable result.
    Lose,
    Jump(usize),
    /// Continues; on backtracking continues at the other instruction.
    Branch {
        other: usize,
    },
    /// Stores the position in a slot.
    Mark {
        slot: usize,
    },
    /// Captures from the slot's position to here.
    Capture {
        group: Option<usize>,
        uncapture: Option<usize>,
        slot: usize,
    },
    /// Resets a repetition's count (`slot`) and the position of its last round (`slot + 1`).
    LoopStart {
        slot: usize,
    },
    /// Decides on another round.
    LoopTest {
        slot: usize,
        min: u32,
        max: u32,
        lazy: bool,
        body: usize,
        /// After a round that matched nothing, a match has no reliable result.
        loses: bool,
    },
    /// Stores the number of backtracking positions.
    Fence {
        slot: usize,
    },
    /// Discards all backtracking since the fence.
    Commit {
        slot: usize,
    },
    /// The same, and returns to a position.
    CommitAt {
        slot: usize,
        location: usize,
    },
    /// Discards all backtracking since the fence, and fails.
    CommitFail {
        slot: usize,
    },
    Backreference {
        group: usize,
        ignore_case: bool,
        back: bool,
    },
    /// Continues if the group has captured, otherwise elsewhere.
    IfCaptured {
        group: usize,
        other: usize,
    },
}

/// A program, and how many slots it needs.
#[derive(Clone, Debug)]
pub struct Program {
    pub ops: Vec<Op>,
    pub slots: usize,
    pub groups: usize,
    /// The slot with the match's beginning, if that is not where the search was.
    pub start: Option<usize>,
    /// The slot that says that the match has no reliable result.
    pub lost: Option<usize>,
    /// The minimum number of units of a match.
    pub minimum: usize,
    /// The pattern can only match at the text's start.
    pub anchored: bool,
    /// The units that a match can begin with, if it cannot be empty and they are easily known.
    pub first: Option<UnitSet>,
}

/// Compiles a tree of limited depth.
pub fn compile(root: &Node, groups: usize) -> Program {
    let minimum = usize::try_from(root.minimum()).unwrap_or(usize::MAX);
    let (anchored, first) = (begins_at_start(root), first(root));
    let program = Program { ops: Vec::new(), slots: 0, groups, start: None, lost: None, minimum, anchored, first };
    let mut compiler = Compiler { program, beginnings: Vec::new() };
    compiler.node(root, false);
    compiler.push(Op::Done);
    Program { start: compiler.beginnings.pop(), ..compiler.program }
}

/// A program that is being written.
struct Compiler {
    program: Program,
    /// The slots where the open groups begin; a late anchor adds one that the next group to be closed takes.
    beginnings: Vec<usize>,
}

fn begins_at_start(node: &Node) -> bool {
    match node {
        Node::Anchor(Anchor::Start) | Node::Late(Anchor::Start) => true,
        Node::Concat(nodes) => nodes.first().is_some_and(begins_at_start),
        Node::Alternate(nodes) => nodes.iter().all(begins_at_start),
        Node::Capture { body, .. } | Node::Atomic(body) => begins_at_start(body),
        Node::Loop { body, min, .. } => *min > 0 && begins_at_start(body),
        _ => false,
    }
}

/// The units that a match of the node can begin with; `None` if it can be empty or they are not easily known.
fn first(node: &Node) -> Option<UnitSet> {
    let mut ranges = Vec::new();
    gather_first(node, &mut ranges)?;
    Some(UnitSet::new(ranges))
}

fn gather_first(node: &Node, ranges: &mut Vec<(u16, u16)>) -> Option<()> {
    match node {
        Node::Unit(unit) => ranges.push((*unit, *unit)),
        Node::Set(set) => ranges.extend(set.ranges()),
        Node::Concat(nodes) => {
            // Anchors and look-arounds consume no unit.
            let takes = |node: &&Node| {
                !matches!(node, Node::Anchor(_) | Node::Late(_) | Node::Lost(_) | Node::Look { .. } | Node::Empty)
            };
            gather_first(nodes.iter().find(takes)?, ranges)?;
        }
        Node::Alternate(nodes) => nodes.iter().try_for_each(|node| gather_first(node, ranges))?,
        Node::Capture { body, .. } | Node::Atomic(body) => gather_first(body, ranges)?,
        Node::Loop { body, min, .. } if *min > 0 => gather_first(body, ranges)?,
        _ => return None,
    }
    Some(())
}

impl Compiler {
    fn slots(&mut self, count: usize) -> usize {
        self.program.slots += count;
        self.program.slots - count
    }

    fn push(&mut self, op: Op) -> usize {
        self.program.ops.push(op);
        self.program.ops.len() - 1
    }

    /// Sets the target of a branch or a jump to the next instruction.
    fn land(&mut self, at: usize) {
        let here = self.program.ops.len();
        if let Some(Op::Branch { other: target } | Op::Jump(target) | Op::IfCaptured { other: target, .. }) =
            self.program.ops.get_mut(at)
        {
            *target = here;
        }
    }

    fn node(&mut self, node: &Node, back: bool) {
        match node {
            Node::Empty => {}
            Node::Unit(unit) => {
                self.push(Op::Test { test: Test::Unit(*unit), back });
            }
            Node::Set(set) => {
                self.push(Op::Test { test: Test::Set(set.clone()), back });
            }
            Node::Anchor(anchor) => {
                self.push(Op::Anchor(*anchor));
            }
            Node::Late(anchor) => {
                self.push(Op::Anchor(*anchor));
                self.begin();
            }
            Node::Lost(body) => {
                self.node(body, back);
                self.lose();
                self.push(Op::Lose);
            }
            Node::Concat(nodes) if back => nodes.iter().rev().for_each(|node| self.node(node, back)),
            Node::Concat(nodes) => nodes.iter().for_each(|node| self.node(node, back)),
            Node::Alternate(nodes) => self.alternate(nodes, back),
            Node::Loop { body, min, max, lazy } => self.repeat(body, *min, *max, *lazy, back),
            Node::Lazy { body, min, .. } => {
                self.lose();
                self.counted(body, (*min, UNBOUNDED, true), true, back);
            }
            Node::Capture { group, uncapture, body } => {
                let slot = self.begin();
                self.node(body, back);
                let slot = self.beginnings.pop().unwrap_or(slot);
                self.push(Op::Capture { group: *group, uncapture: *uncapture, slot });
            }
            Node::Atomic(body) => {
                let slot = self.slots(1);
                self.push(Op::Fence { slot });
                self.node(body, back);
                self.push(Op::Commit { slot });
            }
            Node::Look { behind, negative, body } => self.look(body, *behind, *negative),
            Node::Backreference { group, ignore_case } => {
                self.push(Op::Backreference { group: *group, ignore_case: *ignore_case, back });
            }
            Node::IfCaptured { group, yes, no } => {
                let test = self.push(Op::IfCaptured { group: *group, other: 0 });
                self.branches(test, yes, no, back);
            }
            Node::IfMatches { condition, yes, no } => {
                let slot = self.slots(2);
                self.push(Op::Fence { slot });
                self.push(Op::Mark { slot: slot + 1 });
                let test = self.push(Op::Branch { other: 0 });
                self.node(condition, back);
                self.push(Op::CommitAt { slot, location: slot + 1 });
                self.branches(test, yes, no, back);
            }
        }
    }

    /// Makes sure that there is a slot for a match without a reliable result.
    fn lose(&mut self) {
        if self.program.lost.is_none() {
            self.program.lost = Some(self.slots(1));
        }
    }

    /// Something begins here, and what is closed next takes it; returns the slot with the position.
    fn begin(&mut self) -> usize {
        let slot = self.slots(1);
        self.push(Op::Mark { slot });
        self.beginnings.push(slot);
        slot
    }

    fn branches(&mut self, test: usize, yes: &Node, no: &Node, back: bool) {
        self.node(yes, back);
        let end = self.push(Op::Jump(0));
        self.land(test);
        self.node(no, back);
        self.land(end);
    }

    fn alternate(&mut self, nodes: &[Node], back: bool) {
        let mut ends = Vec::new();
        let Some((last, earlier)) = nodes.split_last() else { return };
        for node in earlier {
            let branch = self.push(Op::Branch { other: 0 });
            self.node(node, back);
            ends.push(self.push(Op::Jump(0)));
            self.land(branch);
        }
        self.node(last, back);
        ends.into_iter().for_each(|end| self.land(end));
    }

    fn repeat(&mut self, body: &Node, min: u32, max: u32, lazy: bool, back: bool) {
        let test = match body {
            Node::Unit(unit) => Some(Test::Unit(*unit)),
            Node::Set(set) => Some(Test::Set(set.clone())),
            _ => None,
        };
        if let Some(test) = test {
            self.push(Op::Run { test, min, max, lazy, back });
            return;
        }
        self.counted(body, (min, max, lazy), false, back);
    }

    fn counted(&mut self, body: &Node, (min, max, lazy): (u32, u32, bool), loses: bool, back: bool) {
        let slot = self.slots(2);
        self.push(Op::LoopStart { slot });
        let entry = self.push(Op::Jump(0));
        let start = self.program.ops.len();
        self.node(body, back);
        self.land(entry);
        self.push(Op::LoopTest { slot, min, max, lazy, body: start, loses });
    }

    fn look(&mut self, body: &Node, behind: bool, negative: bool) {
        let slot = self.slots(2);
        self.push(Op::Fence { slot });
        if negative {
            let branch = self.push(Op::Branch { other: 0 });
            self.node(body, behind);
            self.push(Op::CommitFail { slot });
            self.land(branch);
        } else {
            self.push(Op::Mark { slot: slot + 1 });
            self.node(body, behind);
            self.push(Op::CommitAt { slot, location: slot + 1 });
        }
    }
}
