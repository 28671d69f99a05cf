//! Sets of characters listed in a string, such as delimiters. A look-up of an ASCII character takes the same time for any
//! list, one of another character grows with the logarithm of the list. Does not know what the characters are for.

/// The characters of a string.
pub(super) struct Characters {
    ascii: u128,
    others: Vec<char>,
}

impl Characters {
    /// The characters that occur in a string, at least once.
    pub(super) fn of(list: &str) -> Self {
        let mut set = Self { ascii: 0, others: Vec::new() };
        for character in list.chars() {
            match character.is_ascii() {
                true => set.ascii |= 1 << u32::from(character),
                false => set.others.push(character),
            }
        }
        set.others.sort_unstable();
        set
    }

    /// Whether a character is among them.
    pub(super) fn contains(&self, character: char) -> bool {
        match character.is_ascii() {
            true => self.ascii & (1 << u32::from(character)) != 0,
            false => self.others.binary_search(&character).is_ok(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Characters;

    #[test]
    fn listed_characters_are_found_and_others_are_not() {
        let set = Characters::of("-\0~é, 東é");
        assert!("-\0~é, 東".chars().all(|character| set.contains(character)));
        assert!("a\u{1}京e".chars().all(|character| !set.contains(character)));
        assert!(!Characters::of("").contains(' '));
    }
}
