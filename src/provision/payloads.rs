//! Where the payloads of the target's objects are kept: in memory, or where a caller puts them. Knows nothing of what they say.

/// Keeps bytes outside of memory, such as in a file. What fails is the caller's to report: here nothing comes back.
#[cfg(not(target_family = "wasm"))]
pub trait PayloadStore: Send + Sync {
    /// Appends a text; where it begins.
    fn append(&mut self, text: &str) -> Option<u64>;

    /// A text that is in memory, to the byte where it ends.
    fn in_memory(&self, at: u64, length: usize) -> Option<&str>;

    /// Reads as many bytes as there is room for, or to the end; how many.
    fn read(&self, at: u64, into: &mut [u8]) -> Option<usize>;
}

/// The texts of a state.
pub(super) enum Payloads {
    Memory(String),
    #[cfg(not(target_family = "wasm"))]
    Elsewhere(Box<dyn PayloadStore>),
}

/// How much is read ahead where texts are asked for one after the other, as they were kept.
#[cfg(not(target_family = "wasm"))]
const AHEAD: usize = 64 << 10;

/// What one thread has read of them last.
#[derive(Default)]
pub(super) struct Window {
    #[cfg(not(target_family = "wasm"))]
    read: Vec<u8>,
    #[cfg(not(target_family = "wasm"))]
    at: u64,
    /// Where the last text ended.
    #[cfg(not(target_family = "wasm"))]
    end: u64,
}

impl Payloads {
    /// Keeps a text; where it begins.
    pub fn append(&mut self, text: &str) -> Option<u64> {
        match self {
            Payloads::Memory(all) => {
                let at = all.len() as u64;
                all.push_str(text);
                Some(at)
            }
            #[cfg(not(target_family = "wasm"))]
            Payloads::Elsewhere(store) => store.append(text),
        }
    }

    /// The text there.
    #[cfg_attr(target_family = "wasm", allow(unused_variables, reason = "there is nothing to read there"))]
    pub fn text<'k>(&'k self, at: u64, length: usize, window: &'k mut Window) -> Option<&'k str> {
        match self {
            Payloads::Memory(all) => {
                let at = usize::try_from(at).ok()?;
                all.get(at..at.checked_add(length)?)
            }
            #[cfg(not(target_family = "wasm"))]
            Payloads::Elsewhere(store) => match store.in_memory(at, length) {
                Some(text) => Some(text),
                None => window.text(&**store, at, length),
            },
        }
    }
}

#[cfg(not(target_family = "wasm"))]
impl Window {
    fn text(&mut self, store: &dyn PayloadStore, at: u64, length: usize) -> Option<&str> {
        let end = at.checked_add(length as u64)?;
        if at < self.at || end > self.at + self.read.len() as u64 {
            let wanted = if at == self.end { length.max(AHEAD) } else { length };
            self.read.resize(wanted, 0);
            // What is read now is not what was read before, also where it cannot be read.
            self.at = at;
            let count = store.read(at, &mut self.read);
            self.read.truncate(count.unwrap_or_default());
        }
        self.end = end;
        let begin = usize::try_from(at - self.at).ok()?;
        simdutf8::basic::from_utf8(self.read.get(begin..begin.checked_add(length)?)?).ok()
    }
}
