//! Which key of a record comes next: learnt from the records so far, so that most keys are recognised by comparing with what
//! is expected, and few have to be parsed and looked up.
//!
//! Records of one source mostly have their keys in one order, some leave out those without a value, and some sources mix a few
//! orders. So for each key it is remembered which two keys followed it last, with the punctuation around them. Knows nothing
//! of values.

use super::attributes::{Destination, quick_hash};
use super::scan::Scanner;
use crate::text;

/// How many keys are learnt: what a source may have unused without becoming slow.
const MOST: usize = 4096;
/// How long the text around a key may be.
const LONGEST: usize = 256;
/// How many bytes are compared at once. None in WebAssembly: without vector instructions a block is 32 comparisons, and
/// every byte of code is downloaded.
const BLOCK: usize = if cfg!(target_family = "wasm") { 0 } else { 32 };
/// How many buckets are tried, so that keys made to collide cost no more than others.
const PROBES: usize = 8;
/// How many keys that may be left out are expected to be: the next two after the next.
const AHEAD: usize = 2;
/// Where no key was learnt yet.
const NONE: usize = usize::MAX;

/// What was learnt. One per reader.
#[derive(Clone, Debug)]
pub(super) struct KeyOrder {
    /// The first stands for the beginning of a record.
    keys: Vec<LearntKey>,
    /// By a hash of their text, the numbers of keys; zero is a free bucket. The length is a power of two, at most half of them
    /// are used.
    buckets: Vec<u16>,
}

/// A key with the punctuation and the white space around it, `,"mail":`; the first of a record as `{"id":`.
#[derive(Clone, Debug)]
struct LearntKey {
    text: Box<[u8]>,
    /// The text again, padded with zeros, and a mask of the bytes that count. Nearly all are short enough, and are
    /// compared as one block whatever their length.
    block: [u8; BLOCK],
    mask: [u8; BLOCK],
    wanted: Destination,
    /// The two keys that followed it last, the latest first; the same twice until there are two.
    next: [usize; 2],
}

/// How far a record has been read: the last key and the one that is expected.
#[derive(Clone, Copy)]
pub(super) struct Progress {
    last: usize,
    next: usize,
    /// Which of the two that followed is expected. Where two orders take turns, each record has one of them throughout.
    other: bool,
    /// The key that was looked up last. Right behind it nothing but the expected keys is tried: the order seems to be another.
    looked_up: usize,
}

impl LearntKey {
    fn new(text: &[u8], wanted: Destination) -> Self {
        let (mut block, mut mask) = ([0; BLOCK], [0; BLOCK]);
        let length = text.len().min(BLOCK);
        if let (Some(block), Some(mask), Some(text)) =
            (block.get_mut(..length), mask.get_mut(..length), text.get(..length))
        {
            block.copy_from_slice(text);
            mask.fill(0xFF);
        }
        Self { text: text.into(), block, mask, wanted, next: [NONE; 2] }
    }

    #[inline(always)]
    fn follower(&self, other: bool) -> usize {
        let [first, second] = self.next;
        if other { second } else { first }
    }

    /// Whether the text is next. The compiler turns the first branch into vector instructions.
    #[inline(always)]
    fn stands_at(&self, scanner: &Scanner<'_>) -> bool {
        match scanner.ahead::<BLOCK>() {
            Some(bytes) if self.text.len() <= BLOCK => {
                let three = bytes.iter().zip(&self.mask).zip(&self.block);
                three.fold(true, |same, ((byte, mask), block)| same & (byte & mask == *block))
            }
            _ => scanner.rest().starts_with(&self.text),
        }
    }
}

impl KeyOrder {
    pub fn new() -> Self {
        Self { keys: vec![LearntKey::new(b"", Destination::Nothing)], buckets: vec![0; 64] }
    }

    /// The beginning of a record.
    #[inline]
    pub fn begin(&self) -> Progress {
        let next = self.keys.first().map_or(NONE, |first| first.next[0]);
        Progress { last: 0, next, other: false, looked_up: NONE }
    }

    /// Advances over the expected key, if it is next, and tells what to do with its value.
    #[inline(always)]
    pub fn expected(&self, progress: &mut Progress, scanner: &mut Scanner<'_>) -> Option<Destination> {
        let key = self.keys.get(progress.next).filter(|key| key.stands_at(scanner))?;
        *progress = Progress { last: progress.next, next: key.follower(progress.other), ..*progress };
        scanner.advance(key.text.len());
        Some(key.wanted)
    }

    /// The same for a key that is known and not expected: the other one that followed the last key, one behind those that are
    /// left out, or any other.
    pub fn known(&mut self, progress: &mut Progress, scanner: &mut Scanner<'_>) -> Option<Destination> {
        let number = self.followed(progress, scanner).or_else(|| {
            let number = self.find(scanner)?;
            progress.looked_up = number;
            Some(number)
        })?;
        self.follow(progress.last, number);
        let key = self.keys.get(number)?;
        *progress = Progress { last: number, next: key.follower(progress.other), ..*progress };
        scanner.advance(key.text.len());
        Some(key.wanted)
    }

    fn followed(&self, progress: &mut Progress, scanner: &Scanner<'_>) -> Option<usize> {
        if progress.looked_up == progress.last {
            return None;
        }
        let mut expected = progress.next;
        let other = self.keys.get(progress.last)?.follower(!progress.other);
        if self.keys.get(other).is_some_and(|key| key.stands_at(scanner)) {
            progress.other = !progress.other;
            return Some(other);
        }
        // The first key has the opening brace: it cannot be left out in this way.
        for _ in 0..if progress.last == 0 { 0 } else { AHEAD } {
            expected = self.keys.get(expected)?.follower(progress.other);
            if self.keys.get(expected)?.stands_at(scanner) {
                return Some(expected);
            }
        }
        None
    }

    /// The key that is next, by its text alone: only where that is short and without escapes, as nearly all are.
    fn find(&self, scanner: &Scanner<'_>) -> Option<usize> {
        let bytes = scanner.ahead::<BLOCK>()?.as_slice();
        // Each stands only where its punctuation may.
        let begins = if scanner.offset() == 0 { b'{' } else { b',' };
        let start = match bytes {
            [first, b'"', ..] if *first == begins => 2,
            [first, b' ', b'"', ..] if *first == begins => 3,
            _ => return None,
        };
        let first = bytes.get(start..)?.first_chunk().and_then(text::first_special).map(|at| start + at);
        let second = || bytes.last_chunk().and_then(text::first_special).map(|at| at + BLOCK - text::BLOCK);
        let quote = first.or_else(second)?;
        let length = match bytes.get(quote..)? {
            [b'"', b':', b' ', ..] => quote + 3,
            [b'"', b':', ..] => quote + 2,
            _ => return None,
        };
        let text = bytes.get(..length)?;
        let numbers = self.probed(text).map(|bucket| self.buckets.get(bucket).copied().map_or(0, usize::from));
        numbers.take_while(|number| *number > 0).find(|it| self.keys.get(*it).is_some_and(|key| key.stands_at(scanner)))
    }

    /// The buckets that are tried for a text.
    fn probed(&self, text: &[u8]) -> impl Iterator<Item = usize> {
        let (first, mask) = (quick_hash(text), self.buckets.len().wrapping_sub(1));
        (0..PROBES).map(move |step| (first + step) & mask)
    }

    /// The bucket of a text, or the free one where it belongs; nothing where others are in its way.
    fn bucket(&self, text: &[u8]) -> Option<usize> {
        self.probed(text).find(|bucket| match self.buckets.get(*bucket) {
            Some(0) => true,
            Some(number) => self.keys.get(usize::from(*number)).is_some_and(|key| *key.text == *text),
            None => false,
        })
    }

    /// Learns a key that had to be parsed, and expects it from now on where it was.
    #[cold]
    pub fn learn(&mut self, progress: &mut Progress, text: &str, wanted: Destination) {
        let Some(bucket) = self.bucket(text.as_bytes()).filter(|_| text.len() <= LONGEST) else {
            *progress = Progress { next: NONE, ..*progress };
            return;
        };
        let mut number = self.buckets.get(bucket).copied().map_or(0, usize::from);
        if number == 0 {
            if self.keys.len() >= MOST {
                *progress = Progress { next: NONE, ..*progress };
                return;
            }
            number = self.keys.len();
            self.keys.push(LearntKey::new(text.as_bytes(), wanted));
            self.enter(bucket, number);
        }
        self.follow(progress.last, number);
        let next = self.keys.get(number).map_or(NONE, |key| key.next[0]);
        *progress = Progress { last: number, next, other: false, looked_up: number };
    }

    fn enter(&mut self, bucket: usize, number: usize) {
        if let Some(free) = self.buckets.get_mut(bucket) {
            *free = u16::try_from(number).unwrap_or_default();
        }
        if self.keys.len() * 2 <= self.buckets.len() {
            return;
        }
        self.buckets = vec![0; self.buckets.len() * 2];
        for number in 1..self.keys.len() {
            let bucket = self.keys.get(number).and_then(|key| self.bucket(&key.text));
            if let Some(free) = bucket.and_then(|bucket| self.buckets.get_mut(bucket)) {
                *free = u16::try_from(number).unwrap_or_default();
            }
        }
    }

    /// Notes that a key came right after another.
    fn follow(&mut self, last: usize, number: usize) {
        let Some(last) = self.keys.get_mut(last) else { return };
        match last.next {
            [NONE, _] => last.next = [number; 2],
            [first, second] if first != number && second != number => last.next = [number, first],
            _ => {}
        }
    }
}
