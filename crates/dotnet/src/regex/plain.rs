//! A linear engine that needs little code: it follows all ways to match at the same time, unit by unit (a Pike machine),
//! and has the same matches as `regex`'s engines. For browsers, where code is downloaded before it runs; see `tuned` for
//! native builds.
//!
//! Knows the nodes that [`super::linear`] lets through, and no others.

use super::ast::{Anchor, Node, UNBOUNDED};
use super::linear::{Alphabet, Span};
use super::program::Test;

/// The most instructions of a program: the work for each unit of a text grows with them.
const MOST: usize = 32 * 1024;

/// One instruction. Distances are to another instruction, so that a piece can be repeated as it is.
#[derive(Clone, Debug)]
enum Op {
    /// The pattern has matched.
    Done,
    /// Takes one unit.
    Test(Test),
    Anchor(Anchor),
    /// Stores the position.
    Mark {
        slot: usize,
    },
    Jump {
        distance: isize,
    },
    /// Continues in both places, and rather here or there.
    Fork {
        distance: isize,
        rather_there: bool,
    },
}

/// A compiled tree.
#[derive(Clone, Debug)]
pub struct Plain {
    ops: Vec<Op>,
    /// Where the whole match and its groups begin and end.
    slots: usize,
}

impl Plain {
    /// Compiles a tree; `None` if that takes too many instructions.
    pub fn compile(root: &Node, _: Alphabet) -> Option<Self> {
        let mut plain = Self { ops: Vec::new(), slots: 2 };
        plain.node(root)?;
        plain.ops.push(Op::Done);
        Some(plain)
    }

    fn node(&mut self, node: &Node) -> Option<()> {
        match node {
            Node::Empty => {}
            Node::Unit(unit) => self.ops.push(Op::Test(Test::Unit(*unit))),
            Node::Set(set) => self.ops.push(Op::Test(Test::Set(set.clone()))),
            Node::Anchor(anchor) => self.ops.push(Op::Anchor(*anchor)),
            Node::Concat(nodes) => nodes.iter().try_for_each(|node| self.node(node))?,
            Node::Alternate(nodes) => {
                let (last, earlier) = nodes.split_last()?;
                let mut ends = Vec::new();
                for node in earlier {
                    let fork = self.open(false);
                    self.node(node)?;
                    ends.push(self.ops.len());
                    self.ops.push(Op::Jump { distance: 0 });
                    self.land(fork);
                }
                self.node(last)?;
                ends.into_iter().for_each(|end| self.land(end));
            }
            Node::Capture { body, .. } => {
                let slot = self.slots;
                self.slots += 2;
                self.ops.push(Op::Mark { slot });
                self.node(body)?;
                self.ops.push(Op::Mark { slot: slot + 1 });
            }
            Node::Loop { body, min, max, lazy } => self.repeat(body, *min, *max, *lazy)?,
            _ => return None,
        }
        (self.ops.len() <= MOST).then_some(())
    }

    fn repeat(&mut self, body: &Node, min: u32, max: u32, lazy: bool) -> Option<()> {
        let start = self.ops.len();
        self.node(body)?;
        let piece = self.ops.split_off(start);
        let copy = |plain: &mut Self| {
            plain.ops.extend_from_slice(&piece);
            (plain.ops.len() <= MOST).then_some(())
        };
        (0..min).try_for_each(|_| copy(self))?;
        if max == UNBOUNDED {
            let skip = (min == 0).then(|| self.open(lazy));
            if min == 0 {
                copy(self)?;
            }
            let distance = -(piece.len() as isize);
            self.ops.push(Op::Fork { distance, rather_there: !lazy });
            skip.into_iter().for_each(|skip| self.land(skip));
            return Some(());
        }
        let mut skips = Vec::new();
        for _ in min..max {
            skips.push(self.open(lazy));
            copy(self)?;
        }
        skips.into_iter().for_each(|skip| self.land(skip));
        Some(())
    }

    fn open(&mut self, rather_there: bool) -> usize {
        self.ops.push(Op::Fork { distance: 0, rather_there });
        self.ops.len() - 1
    }

    /// Sets the distance of a fork or a jump to the next instruction.
    fn land(&mut self, at: usize) {
        let here = (self.ops.len() - at) as isize;
        if let Some(Op::Fork { distance, .. } | Op::Jump { distance }) = self.ops.get_mut(at) {
            *distance = here;
        }
    }

    /// Whether it matches anywhere.
    pub fn is_match(&self, text: &str) -> bool {
        self.search(text, 0, 0).is_some()
    }

    /// The first match at or after a byte offset.
    pub fn find(&self, text: &str, from: usize) -> Option<Span> {
        span(self.search(text, from, 2)?.get(..2)?)
    }

    /// The first match at or after a byte offset: passes its groups to `visit` in their order, the whole match first.
    pub fn captures(&self, text: &str, from: usize, visit: impl FnMut(Option<Span>)) -> Option<()> {
        self.search(text, from, self.slots)?.chunks_exact(2).map(span).for_each(visit);
        Some(())
    }

    /// The first `count` slots of the first match; without any, the first match that is found is enough.
    fn search(&self, text: &str, from: usize, count: usize) -> Option<Vec<Option<usize>>> {
        let mut here = Threads { seen: vec![0; self.ops.len()], ..Threads::default() };
        let mut next = Threads { seen: vec![0; self.ops.len()], ..Threads::default() };
        let mut found = None;
        let mut at = from;
        loop {
            // A match that begins later is only looked for as long as there is none.
            if found.is_none() {
                let mut slots = vec![None; count];
                slots.iter_mut().take(1).for_each(|start| *start = Some(at));
                here.follow(&self.ops, 0, (text, at), slots);
            }
            let character = text.get(at..)?.chars().next();
            let unit = character.and_then(|character| u16::try_from(u32::from(character)).ok());
            let after = at + character.map_or(0, char::len_utf8);
            for (op, mut slots) in here.list.drain(..) {
                match self.ops.get(op) {
                    Some(Op::Done) => {
                        slots.iter_mut().skip(1).take(1).for_each(|end| *end = Some(at));
                        found = Some(slots);
                        // What would rather match has been followed.
                        break;
                    }
                    Some(Op::Test(test)) if unit.is_some_and(|unit| test.passes(unit)) => {
                        next.follow(&self.ops, op + 1, (text, after), slots);
                    }
                    _ => {}
                }
            }
            if character.is_none() || found.is_some() && (count == 0 || next.list.is_empty()) {
                return found;
            }
            std::mem::swap(&mut here, &mut next);
            next.round = here.round + 1;
            at = after;
        }
    }
}

/// An instruction to go on with, and the slots on the way to it.
type Thread = (usize, Vec<Option<usize>>);

/// The threads at a position, the one that would rather match first.
#[derive(Default)]
struct Threads {
    list: Vec<Thread>,
    /// What is still to be followed, the last first; empty between calls.
    open: Vec<Thread>,
    /// For each instruction the last round that came to it, plus one.
    seen: Vec<usize>,
    round: usize,
}

impl Threads {
    /// Adds all instructions that take a unit, or end the match, and that are reached from one without taking any.
    fn follow(&mut self, ops: &[Op], from: usize, (text, at): (&str, usize), slots: Vec<Option<usize>>) {
        let mut open = std::mem::take(&mut self.open);
        open.push((from, slots));
        while let Some((index, mut slots)) = open.pop() {
            let (Some(op), Some(seen)) = (ops.get(index), self.seen.get_mut(index)) else { continue };
            if std::mem::replace(seen, self.round + 1) == self.round + 1 {
                continue;
            }
            match op {
                Op::Done | Op::Test(_) => self.list.push((index, slots)),
                Op::Anchor(anchor) if !holds(*anchor, text.as_bytes(), at) => {}
                Op::Anchor(_) => open.push((index + 1, slots)),
                Op::Mark { slot } => {
                    slots.iter_mut().skip(*slot).take(1).for_each(|position| *position = Some(at));
                    open.push((index + 1, slots));
                }
                Op::Jump { distance } => open.push((index.saturating_add_signed(*distance), slots)),
                Op::Fork { distance, rather_there } => {
                    let (here, there) = (index + 1, index.saturating_add_signed(*distance));
                    let (first, second) = if *rather_there { (there, here) } else { (here, there) };
                    open.push((second, slots.clone()));
                    open.push((first, slots));
                }
            }
        }
        self.open = open;
    }
}

fn span(slots: &[Option<usize>]) -> Option<Span> {
    let [start, end] = slots else { return None };
    start.zip(*end)
}

/// Whether an anchor holds in a text that has no final line feed if `$` is one of them, and only ASCII if `\b` is.
fn holds(anchor: Anchor, text: &[u8], at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|before| text.get(before));
    let after = text.get(at);
    let word = |byte: Option<&u8>| byte.is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'_');
    match anchor {
        Anchor::Start => before.is_none(),
        Anchor::LineStart => before.is_none_or(|before| *before == b'\n'),
        Anchor::End | Anchor::VeryEnd => after.is_none(),
        Anchor::LineEnd => after.is_none_or(|after| *after == b'\n'),
        Anchor::WordEdge => word(before) != word(after),
        Anchor::NoWordEdge => word(before) == word(after),
        Anchor::Continuation => false,
    }
}

#[cfg(test)]
mod tests {
    use super::super::linear::translate;
    use super::super::parse::parse;
    use super::super::tuned::Tuned;
    use super::*;
    use proptest::prelude::*;

    fn both(plain: &Plain, tuned: &Tuned, text: &str, from: usize) {
        let (mut ours, mut theirs) = (Vec::new(), Vec::new());
        assert_eq!(plain.is_match(text), tuned.is_match(text), "{plain:?} {text:?}");
        assert_eq!(plain.find(text, from), tuned.find(text, from), "{plain:?} {text:?} {from}");
        plain.captures(text, from, |group| ours.push(group));
        tuned.captures(text, from, |group| theirs.push(group));
        assert_eq!(ours, theirs, "{plain:?} {text:?} {from}");
    }

    const PIECES: &[&str] = &[
        "a", "b", "é", ".", "(a)", "[a-z]", "[^ab]", "(b|a)", "(aé|)", "(?:a|ab)", "((a)|b)", "^", "$", r"\b", r"\B",
        "(?m:^)", "(?m:$)",
    ];
    const TIMES: &[&str] = &["", "*", "+", "?", "*?", "+?", "??", "{2}", "{0}", "{1,3}", "{0,2}?", "{2,}", "{2,}?"];

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4_000))]
        #[test]
        fn both_engines_find_the_same(
            pieces in prop::collection::vec((prop::sample::select(PIECES), prop::sample::select(TIMES)), 1..5),
            grouped in 0..4usize,
            text in "[abé\n ]{0,12}",
        ) {
            let pattern: String = pieces.iter().map(|(piece, times)| format!("{piece}{times}")).collect();
            let pattern = match grouped {
                0 => pattern,
                1 => format!("({pattern})+b"),
                2 => format!("(?:a|({pattern}))*?b?"),
                _ => format!("{pattern}|(a*)b"),
            };
            let Ok((root, _)) = parse(&pattern) else { return Ok(()) };
            for alphabet in [Alphabet::Ascii, Alphabet::Full] {
                let Some(translated) = translate(&root, alphabet) else { continue };
                if alphabet == Alphabet::Ascii && !text.is_ascii() || !translated.needs.met_by(&text) {
                    continue;
                }
                let (Some(plain), Some(tuned)) = (Plain::compile(&root, alphabet), Tuned::compile(&root, alphabet)) else {
                    panic!("{pattern}");
                };
                let positions = (0..=text.len()).filter(|from| text.is_char_boundary(*from));
                positions.for_each(|from| both(&plain, &tuned, &text, from));
            }
        }
    }

    #[test]
    fn long_texts_take_linear_time_and_programs_are_limited() {
        let compile = |pattern: &str| Plain::compile(&parse(pattern).unwrap().0, Alphabet::Full);
        let plain = compile("(a*)*b|(?:a|aa)+c").unwrap();
        assert!(!plain.is_match(&"a".repeat(20_000)));
        assert!(compile("(?:a{1000}){1000}").is_none());
    }
}
