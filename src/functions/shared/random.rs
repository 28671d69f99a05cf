//! Functions that generate random values. The random numbers come from the host, so that the same run generates the
//! same values. Knows no other source of chance.

use super::characters::Characters;
use crate::diagnostic::{Diagnostic, EvalError, registry};
use crate::functions::declare::functions;
use crate::functions::parameter::Optional;
use crate::functions::{CallError, Host, Scope};
use crate::text::Span;

/// The longest string that `RandomString` generates, in characters, as the reference has it.
const LONGEST: i64 = 256;
/// The same in words, with the shortest.
const ALLOWED: &str = "between 0 and 256";
const DIGITS: &str = "0123456789";
/// The special characters of Windows' rules for complex passwords.
const SPECIAL: &str = "~!@#$%^&*_-+=`|\\(){}[]:;\"'<>,.?/";
const CAPITALS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const SMALL_LETTERS: &str = "abcdefghijklmnopqrstuvwxyz";

/// What is said about a number that `RandomString` does not take for a parameter.
pub fn not_a_length(argument: Span, parameter: &str, number: i64) -> Option<Diagnostic> {
    let is_allowed = (0..=LONGEST).contains(&number);
    (!is_allowed).then(|| registry::argument_out_of_range(argument, parameter, "RandomString", ALLOWED))
}

functions! {
    /// A new GUID.
    ///
    /// In lower case with hyphens, version 4. The GUID is always the same for the same record and the same call in the
    /// mapping.
    ///
    /// | expression         | record | gives |
    /// |--------------------|--------|-------|
    /// | `Len(Guid())`      | `{}`   | `36`  |
    /// | `Mid(Guid(), 15, 1)` | `{}` | `"4"` |
    /// | `Replace(Guid(), , "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$", , "a guid", , )` | `{}` | `"a guid"` |
    #[aliases(
        "NewGuid()" => "Guid()",
        "NewId()" => "Guid()",
        "Uuid()" => "Guid()",
    )]
    #[properties(Varies)]
    fn Guid<'r>(scope: &'r Scope<'r>, host: &'r dyn Host) -> Result<&'r str, EvalError> {
        guid(scope, host)
    }

    /// A string of random characters, such as an initial password.
    ///
    /// It has at least the given number of digits, special characters, upper-case and lower-case letters; the other
    /// characters are any of these. It has at most 256 characters, and none of the characters to avoid. The string is
    /// always the same for the same record and the same call in the mapping.
    ///
    /// | expression                                | record      | gives |
    /// |-------------------------------------------|-------------|-------|
    /// | `Len(RandomString(10, 2, 2, 2, 1, "?,"))` | `{}`        | `10`  |
    /// | `Len(RandomString(6, 3, 0, 0, 3))`        | `{}`        | `6`   |
    /// | `Len(Replace(RandomString(6, 3, 0, 0, 3), , "[0-9]", , "", , ))` | `{}` | `3` |
    /// | `Replace(RandomString(3, 3, 0, 0, 0, ), , "^[0-9]{3}$", , "digits", , )` | `{}` | `"digits"` |
    /// | `Len(Redact(RandomString(6, 3, 0, 0, 3)))` | `{}`       | `6`   |
    /// | `RandomString(4, 4, 0, 0, 0, "012345678")` | `{}`       | `"9999"` |
    /// | `RandomString(0, 0, 0, 0, 0)`             | `{}`        | `""`  |
    /// | `RandomString([n], 1, 0, 0, 0)`           | `{}`        | absent |
    /// | `RandomString([n], 1, 0, 0, 0)`           | `{"n": 257}` | argument-out-of-range |
    /// | `RandomString(8, [n], 0, 0, 0)`           | `{"n": -1}` | argument-out-of-range |
    /// | `RandomString([n], 1, 1, 1, 1)`           | `{"n": 3}`  | random-string-too-short |
    /// | `RandomString(8, 1, 0, 0, 0, [avoid])`    | `{"avoid": "0123456789"}` | no-characters-left |
    #[aliases(
        "Random" => "`RandomString(…)` makes a string; no function makes a random number",
    )]
    #[properties(Varies)]
    fn RandomString<'r>(
        length["Length"]: i64,
        minimumNumbers["MinimumNumbers"]: i64,
        minimumSpecialCharacters["MinimumSpecialCharacters"]: i64,
        minimumCapital["MinimumCapital"]: i64,
        minimumLowerCase["MinimumLowerCase"]: i64,
        charactersToAvoid["CharactersToAvoid"]: Optional<&'r str>,
        scope: &'r Scope<'r>,
        host: &'r dyn Host,
    ) -> Result<&'r str, CallError> {
        let minimums = [minimumNumbers, minimumSpecialCharacters, minimumCapital, minimumLowerCase];
        let names = ["length", "minimumNumbers", "minimumSpecialCharacters", "minimumCapital", "minimumLowerCase"];
        for (slot, (name, number)) in names.into_iter().zip([length].into_iter().chain(minimums)).enumerate() {
            if let Some(diagnostic) = not_a_length(Span::default(), name, number) {
                return Err(CallError::Argument(slot, Box::new(diagnostic)));
            }
        }
        let sum = minimums.iter().sum();
        if length < sum {
            let diagnostic = registry::random_string_too_short(Span::default(), length, sum);
            return Err(CallError::Argument(0, Box::new(diagnostic)));
        }
        let avoided = Characters::of(charactersToAvoid.0.unwrap_or_default());
        let allowed = |class: &str| -> Vec<char> { class.chars().filter(|&character| !avoided.contains(character)).collect() };
        let classes = [DIGITS, SPECIAL, CAPITALS, SMALL_LETTERS].map(allowed);
        let any: Vec<char> = classes.iter().flatten().copied().collect();
        let mut chance = Chance::of_the_call(scope, host);
        let mut made = Vec::new();
        for (class, number) in classes.iter().zip(minimums).chain([(&any, length - sum)]) {
            for _ in 0..number {
                let character = chance.pick(class);
                made.push(character.ok_or_else(|| {
                    CallError::Argument(5, Box::new(registry::no_characters_left(Span::default())))
                })?);
            }
        }
        chance.shuffle(&mut made);
        Ok(scope.make(&made.into_iter().collect::<String>())?)
    }
}

/// A GUID of version 4.
pub(in crate::functions) fn guid<'r>(scope: &'r Scope<'r>, host: &'r dyn Host) -> Result<&'r str, EvalError> {
    let mut chance = Chance::of_the_call(scope, host);
    let (high, low) = (chance.next(), chance.next());
    let version = high & 0xFFFF_FFFF_FFFF_0FFF | 0x4000;
    let variant = low & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000;
    scope.make(&format!(
        "{:08x}-{:04x}-{:04x}-{:04x}-{:012x}",
        version >> 32,
        version >> 16 & 0xFFFF,
        version & 0xFFFF,
        variant >> 48,
        variant & 0xFFFF_FFFF_FFFF
    ))
}

/// A sequence of random numbers (SplitMix64) whose seed comes from the host.
pub(in crate::functions) struct Chance(u64);

impl Chance {
    /// The sequence of the running call for the record.
    pub(in crate::functions) fn of_the_call(scope: &Scope<'_>, host: &dyn Host) -> Self {
        Self(host.entropy(scope.record, scope.site.get()))
    }

    /// The next number.
    pub(in crate::functions) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ self.0 >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ mixed >> 31
    }

    /// A number below `bound`, or 0; the bias of at most `bound` in 2⁶⁴ does not matter here.
    fn below(&mut self, bound: usize) -> usize {
        let scaled = (u128::from(self.next()) * bound as u128) >> 64;
        usize::try_from(scaled).unwrap_or_default()
    }

    fn pick(&mut self, from: &[char]) -> Option<char> {
        let index = self.below(from.len());
        from.get(index).copied()
    }

    fn shuffle(&mut self, characters: &mut [char]) {
        for last in (1..characters.len()).rev() {
            let other = self.below(last + 1);
            characters.swap(last, other);
        }
    }
}
