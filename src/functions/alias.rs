//! What other languages call a function, and how their calls go over. Who looks for them is in `check`.

/// A call as another language writes it, and what it is here.
///
/// `from` is such a call with its arguments: `Substring($text, 0, $count)`. `$text` stands for one argument, `$parts…`
/// for all that are left, at least one; anything else has to be written as it is, in any case. `to` is the call here,
/// with the same names: the arguments are put in as they are written. `$start + 1`, and a name inside of a string, take
/// only an integer that is written out.
///
/// Without parentheses, `from` is a name whose calls cannot go over as they are, and `to` says what there is instead.
#[derive(Clone, Copy, Debug)]
pub struct Alias {
    /// The call in the other language, or only its name.
    pub from: &'static str,
    /// The call here, or a sentence.
    pub to: &'static str,
}

impl Alias {
    /// The name in the other language.
    pub fn name(&self) -> &'static str {
        self.from.split('(').next().unwrap_or(self.from)
    }
}
