//! Characters that nobody can see, or tell from others by looking, with a name for each.
//!
//! Does not know where they stand, or whether they are right there.

/// Characters without width.
const INVISIBLE: &[(char, &str)] = &[
    ('\u{AD}', "a soft hyphen"),
    ('\u{200B}', "a zero-width space"),
    ('\u{200C}', "a zero-width non-joiner"),
    ('\u{200D}', "a zero-width joiner"),
    ('\u{200E}', "an invisible left-to-right mark"),
    ('\u{200F}', "an invisible right-to-left mark"),
    ('\u{202A}', "an invisible left-to-right mark"),
    ('\u{202B}', "an invisible right-to-left mark"),
    ('\u{202C}', "an invisible end of a direction"),
    ('\u{202D}', "an invisible left-to-right override"),
    ('\u{202E}', "an invisible right-to-left override"),
    ('\u{2066}', "an invisible left-to-right isolate"),
    ('\u{2067}', "an invisible right-to-left isolate"),
    ('\u{2068}', "an invisible first strong isolate"),
    ('\u{2069}', "an invisible end of an isolate"),
    ('\u{2060}', "a zero-width word joiner"),
    ('\u{FEFF}', "an invisible byte order mark"),
];

/// White space that looks like a space.
const SPACES: &[(char, &str)] = &[
    ('\u{A0}', "a no-break space"),
    ('\u{1680}', "an ogham space"),
    ('\u{2000}', "an en quad, a wide space"),
    ('\u{2001}', "an em quad, a wide space"),
    ('\u{2002}', "an en space"),
    ('\u{2003}', "an em space"),
    ('\u{2004}', "a three-per-em space"),
    ('\u{2005}', "a four-per-em space"),
    ('\u{2006}', "a six-per-em space"),
    ('\u{2007}', "a figure space"),
    ('\u{2008}', "a punctuation space"),
    ('\u{2009}', "a thin space"),
    ('\u{200A}', "a hair space"),
    ('\u{202F}', "a narrow no-break space"),
    ('\u{205F}', "a mathematical space"),
    ('\u{3000}', "a full-width space"),
];

/// Letters of other scripts that look like an ASCII letter.
const CYRILLIC: &[(char, char)] = &[
    ('а', 'a'),
    ('в', 'b'),
    ('с', 'c'),
    ('ԁ', 'd'),
    ('е', 'e'),
    ('һ', 'h'),
    ('і', 'i'),
    ('ј', 'j'),
    ('к', 'k'),
    ('ӏ', 'l'),
    ('м', 'm'),
    ('о', 'o'),
    ('р', 'p'),
    ('ԛ', 'q'),
    ('ѕ', 's'),
    ('т', 't'),
    ('ѵ', 'v'),
    ('ԝ', 'w'),
    ('х', 'x'),
    ('у', 'y'),
    ('А', 'A'),
    ('В', 'B'),
    ('С', 'C'),
    ('Е', 'E'),
    ('Н', 'H'),
    ('І', 'I'),
    ('Ј', 'J'),
    ('К', 'K'),
    ('М', 'M'),
    ('О', 'O'),
    ('Р', 'P'),
    ('Ѕ', 'S'),
    ('Т', 'T'),
    ('Ѵ', 'V'),
    ('Х', 'X'),
    ('У', 'Y'),
    ('Ү', 'Y'),
];
const GREEK: &[(char, char)] = &[
    ('α', 'a'),
    ('ε', 'e'),
    ('ι', 'i'),
    ('κ', 'k'),
    ('ν', 'v'),
    ('ο', 'o'),
    ('ρ', 'p'),
    ('τ', 't'),
    ('υ', 'u'),
    ('χ', 'x'),
    ('Α', 'A'),
    ('Β', 'B'),
    ('Ε', 'E'),
    ('Ζ', 'Z'),
    ('Η', 'H'),
    ('Ι', 'I'),
    ('Κ', 'K'),
    ('Μ', 'M'),
    ('Ν', 'N'),
    ('Ο', 'O'),
    ('Ρ', 'P'),
    ('Τ', 'T'),
    ('Υ', 'Y'),
    ('Χ', 'X'),
];
const ARMENIAN: &[(char, char)] = &[('ո', 'n'), ('ս', 'u'), ('օ', 'o'), ('հ', 'h'), ('ց', 'g')];

/// A character that is not what it looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Oddity {
    /// The character.
    pub character: char,
    /// What it is.
    pub name: &'static str,
    /// What it looks like; `None` if nothing is seen of it.
    pub like: Option<char>,
}

impl std::fmt::Display for Oddity {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "U+{:04X}, {}", u32::from(self.character), self.name)?;
        match self.like.filter(|like| *like != ' ') {
            Some(like) => write!(out, " that looks like `{like}`"),
            None => Ok(()),
        }
    }
}

/// What is invisible about a character.
pub fn invisible(character: char) -> Option<Oddity> {
    find(INVISIBLE, character).map(|name| Oddity { character, name, like: None })
}

/// What is odd about a space.
pub fn odd_space(character: char) -> Option<Oddity> {
    find(SPACES, character).map(|name| Oddity { character, name, like: Some(' ') })
}

/// What is odd about a character that looks like a letter, a digit or another visible character of ASCII.
pub fn look_alike(character: char) -> Option<Oddity> {
    let full_width = || {
        let code = u32::from(character).checked_sub(0xFEE0)?;
        char::from_u32(code).filter(|like| like.is_ascii_graphic()).map(|like| ("a full-width character", like))
    };
    let letter = |(list, name): (&[(char, char)], &'static str)| Some((name, find(list, character)?));
    let scripts = [(CYRILLIC, "a Cyrillic letter"), (GREEK, "a Greek letter"), (ARMENIAN, "an Armenian letter")];
    let (name, like) = scripts.into_iter().find_map(letter).or_else(full_width)?;
    Some(Oddity { character, name, like: Some(like) })
}

fn find<T: Copy>(list: &[(char, T)], character: char) -> Option<T> {
    // Most characters are ASCII, and no list has any of those.
    let is_in = !character.is_ascii();
    list.iter().filter(|_| is_in).find(|(known, _)| *known == character).map(|(_, found)| *found)
}

/// What is odd about a word that is read as a name: the first of the characters that are not what they look like. A letter
/// of another script is odd only in a name that also has ASCII letters, because a whole name may be in Greek. A full-width
/// character is always odd.
pub fn oddity_of_name(name: &str) -> Option<Oddity> {
    let mixed = name.chars().any(|c| c.is_ascii_alphabetic());
    name.chars().find_map(|c| {
        let alike = look_alike(c).filter(|odd| mixed || odd.name.starts_with("a full"));
        invisible(c).or_else(|| odd_space(c)).or(alike)
    })
}

/// The name as it looks.
pub fn as_it_looks(name: &str) -> String {
    let seen = |c: char| match invisible(c) {
        Some(_) => None,
        None => Some(odd_space(c).or_else(|| look_alike(c)).and_then(|odd| odd.like).unwrap_or(c)),
    };
    name.chars().filter_map(seen).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_told_apart_is_named() {
        for (name, oddity, looks) in [
            ("giv\u{435}nName", "U+0435, a Cyrillic letter that looks like `e`", "givenName"),
            ("given\u{200B}Name", "U+200B, a zero-width space", "givenName"),
            ("Employee\u{A0}ID", "U+00A0, a no-break space", "Employee ID"),
            ("mail\u{202E}", "U+202E, an invisible right-to-left override", "mail"),
            ("\u{2066}mail\u{2069}", "U+2066, an invisible left-to-right isolate", "mail"),
            ("\u{FF4D}ail", "U+FF4D, a full-width character that looks like `m`", "mail"),
            ("größe", "", "größe"),
            ("имя", "", "имя"),
            ("Employee ID", "", "Employee ID"),
        ] {
            assert_eq!(oddity_of_name(name).map(|odd| odd.to_string()).unwrap_or_default(), oddity, "{name}");
            if !oddity.is_empty() {
                assert_eq!(as_it_looks(name), looks, "{name}");
            }
        }
    }
}
