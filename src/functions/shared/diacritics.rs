//! The table of `NormalizeDiacritics`: letters with marks, and the plain letters that replace them, as in the reference:
//! <https://learn.microsoft.com/entra/identity/app-provisioning/functions-for-customizing-application-data>
//!
//! It is a table and not Unicode's decomposition, so it is not complete: `đ`, `ð`, `ţ`, `ũ`, plain `œ` and Vietnamese
//! letters with two marks stay as they are. A listed letter is found in every spelling, composed, decomposed or partly
//! decomposed, and the longest listed spelling is used. The result for an unlisted combination of marks depends on its
//! spelling: composed `ồ` stays as it is, but decomposed it begins with the listed `ô` and loses that mark.
//!
//! Knows nothing of records or of absent values.

use crate::dotnet::casing::{Culture, lower_char};

/// The string with every listed letter replaced; `None` if there is none.
pub fn normalize(text: &str) -> Option<String> {
    let mut plain: Option<String> = None;
    let (mut copied, mut searched) = (0, 0);
    while let Some((start, after)) = next_candidate(text, searched) {
        searched = after;
        let Some(found) = text.get(start..).and_then(listed_at) else { continue };
        let plain = plain.get_or_insert_with(|| String::with_capacity(text.len()));
        plain.push_str(text.get(copied..start).unwrap_or_default());
        match found.upper {
            true => plain.extend(found.replacement.chars().map(|letter| letter.to_ascii_uppercase())),
            false => plain.push_str(found.replacement),
        }
        copied = start + found.bytes;
        searched = copied;
    }
    let mut plain = plain?;
    plain.push_str(text.get(copied..).unwrap_or_default());
    Some(plain)
}

/// A listed letter at the start of a string.
struct Found {
    bytes: usize,
    replacement: &'static str,
    upper: bool,
}

/// The position of the next letter that may be listed (a character beyond ASCII, or the ASCII letter before a combining
/// mark), and the position to continue from if it is not listed.
fn next_candidate(text: &str, searched: usize) -> Option<(usize, usize)> {
    let tail = text.get(searched..)?;
    let at = tail.bytes().position(|byte| !byte.is_ascii())?;
    let character = tail.get(at..)?.chars().next()?;
    let marks_ascii = at > 0 && matches!(character, '\u{300}'..='\u{36F}');
    Some((searched + at - usize::from(marks_ascii), searched + at + character.len_utf8()))
}

fn listed_at(text: &str) -> Option<Found> {
    let first = text.chars().next()?;
    let following = text.get(first.len_utf8()..)?;
    match first {
        // Upper-case `ß` is not listed. `İ` is a special case: lower-case `i` with a dot above is not listed.
        'ẞ' => return None,
        'İ' => return Some(Found { bytes: first.len_utf8(), replacement: "i", upper: true }),
        'I' if following.starts_with('\u{307}') => return Some(Found { bytes: 3, replacement: "i", upper: true }),
        _ => {}
    }
    let lower = lower_char(first, Culture::INVARIANT);
    let composed = COMPOSED.binary_search_by_key(&lower, |&(letter, ..)| letter).ok();
    let (base, own_marks) =
        composed.and_then(|at| COMPOSED.get(at)).map_or((lower, ""), |&(_, base, marks)| (base, marks));
    let (_, replacement, spellings) = LISTED.iter().find(|&&(letter, ..)| letter == base)?;
    let rest_of = |marks: &&'static str| marks.strip_prefix(own_marks).filter(|rest| following.starts_with(rest));
    let rest = spellings.iter().filter_map(rest_of).max_by_key(|rest| rest.len())?;
    Some(Found { bytes: first.len_utf8() + rest.len(), replacement, upper: lower != first })
}

/// A letter, its replacement, and the marks with which it is listed (`""`: without a mark). Two marks on different
/// sides of the letter are listed in both orders, which are equivalent. Upper case is analogous.
#[rustfmt::skip]
const LISTED: &[(char, &str, &[&str])] = &[
    ('a', "a", &["\u{308}", "\u{300}", "\u{302}", "\u{303}", "\u{30A}", "\u{301}", "\u{328}", "\u{306}", "\u{304}",
        "\u{304}\u{301}", "\u{304}\u{300}", "\u{304}\u{302}", "\u{304}\u{303}", "\u{308}\u{304}", "\u{304}\u{308}",
        "\u{307}\u{304}", "\u{331}", "\u{30A}\u{304}"]),
    ('c', "c", &["\u{327}", "\u{30C}", "\u{301}", "\u{304}", "\u{331}"]),
    ('d', "d", &["\u{30C}", "\u{304}", "\u{331}"]),
    ('e', "e", &["\u{308}", "\u{300}", "\u{301}", "\u{302}", "\u{328}", "\u{30C}", "\u{307}", "\u{304}",
        "\u{304}\u{301}", "\u{304}\u{300}", "\u{304}\u{302}", "\u{304}\u{303}", "\u{302}\u{304}", "\u{331}",
        "\u{308}\u{304}", "\u{30A}\u{304}"]),
    ('g', "g", &["\u{306}", "\u{304}", "\u{331}"]),
    ('i', "i", &["\u{308}", "\u{302}", "\u{300}", "\u{301}", "\u{304}", "\u{304}\u{301}", "\u{304}\u{300}",
        "\u{304}\u{302}", "\u{304}\u{303}", "\u{331}"]),
    ('l', "l", &["\u{30C}", "\u{304}", "\u{323}\u{304}", "\u{304}\u{323}", "\u{331}"]),
    ('n', "n", &["\u{303}", "\u{301}", "\u{30C}", "\u{304}", "\u{331}"]),
    ('o', "o", &["\u{308}", "\u{300}", "\u{30B}", "\u{303}", "\u{302}", "\u{301}", "\u{304}", "\u{304}\u{301}",
        "\u{304}\u{300}", "\u{304}\u{302}", "\u{304}\u{303}", "\u{308}\u{304}", "\u{304}\u{308}", "\u{328}\u{304}",
        "\u{304}\u{328}", "\u{303}\u{304}", "\u{307}\u{304}", "\u{331}"]),
    ('r', "r", &["\u{30C}", "\u{304}", "\u{331}", "\u{323}\u{304}", "\u{304}\u{323}"]),
    ('s', "s", &["\u{301}", "\u{30C}", "\u{327}", "\u{326}", "\u{304}", "\u{331}"]),
    ('t', "t", &["\u{30C}", "\u{326}", "\u{304}", "\u{331}"]),
    ('u', "u", &["\u{308}", "\u{300}", "\u{302}", "\u{301}", "\u{30A}", "\u{30B}", "\u{304}", "\u{304}\u{301}",
        "\u{304}\u{300}", "\u{304}\u{302}", "\u{304}\u{303}", "\u{307}\u{304}", "\u{308}\u{304}", "\u{304}\u{308}",
        "\u{324}\u{304}", "\u{304}\u{324}", "\u{331}"]),
    ('y', "y", &["\u{308}", "\u{301}", "\u{304}", "\u{304}\u{301}", "\u{304}\u{300}", "\u{304}\u{303}", "\u{331}"]),
    ('z', "z", &["\u{301}", "\u{30C}", "\u{307}", "\u{304}", "\u{331}"]),
    ('æ', "ae", &["", "\u{304}"]),
    ('ø', "oe", &["", "\u{304}"]),
    ('œ', "oe", &["\u{304}"]),
    ('ı', "i", &[""]),
    ('ł', "l", &[""]),
    ('ß', "ss", &[""]),
];

/// Composed letters that the spelling of a listed letter may begin with: letter, base, marks; sorted by letter.
#[rustfmt::skip]
const COMPOSED: &[(char, char, &str)] = &[
    ('à', 'a', "\u{300}"), ('á', 'a', "\u{301}"), ('â', 'a', "\u{302}"), ('ã', 'a', "\u{303}"), ('ä', 'a', "\u{308}"),
    ('å', 'a', "\u{30A}"), ('ç', 'c', "\u{327}"), ('è', 'e', "\u{300}"), ('é', 'e', "\u{301}"), ('ê', 'e', "\u{302}"),
    ('ë', 'e', "\u{308}"), ('ì', 'i', "\u{300}"), ('í', 'i', "\u{301}"), ('î', 'i', "\u{302}"), ('ï', 'i', "\u{308}"),
    ('ñ', 'n', "\u{303}"), ('ò', 'o', "\u{300}"), ('ó', 'o', "\u{301}"), ('ô', 'o', "\u{302}"), ('õ', 'o', "\u{303}"),
    ('ö', 'o', "\u{308}"), ('ù', 'u', "\u{300}"), ('ú', 'u', "\u{301}"), ('û', 'u', "\u{302}"), ('ü', 'u', "\u{308}"),
    ('ý', 'y', "\u{301}"), ('ÿ', 'y', "\u{308}"), ('ā', 'a', "\u{304}"), ('ă', 'a', "\u{306}"), ('ą', 'a', "\u{328}"),
    ('ć', 'c', "\u{301}"), ('č', 'c', "\u{30C}"), ('ď', 'd', "\u{30C}"), ('ē', 'e', "\u{304}"), ('ė', 'e', "\u{307}"),
    ('ę', 'e', "\u{328}"), ('ě', 'e', "\u{30C}"), ('ğ', 'g', "\u{306}"), ('ī', 'i', "\u{304}"), ('ľ', 'l', "\u{30C}"),
    ('ń', 'n', "\u{301}"), ('ň', 'n', "\u{30C}"), ('ō', 'o', "\u{304}"), ('ő', 'o', "\u{30B}"), ('ř', 'r', "\u{30C}"),
    ('ś', 's', "\u{301}"), ('ş', 's', "\u{327}"), ('š', 's', "\u{30C}"), ('ť', 't', "\u{30C}"), ('ū', 'u', "\u{304}"),
    ('ů', 'u', "\u{30A}"), ('ű', 'u', "\u{30B}"), ('ź', 'z', "\u{301}"), ('ż', 'z', "\u{307}"), ('ž', 'z', "\u{30C}"),
    ('ǖ', 'u', "\u{308}\u{304}"), ('ǟ', 'a', "\u{308}\u{304}"), ('ǡ', 'a', "\u{307}\u{304}"), ('ǣ', 'æ', "\u{304}"),
    ('ǫ', 'o', "\u{328}"), ('ǭ', 'o', "\u{328}\u{304}"), ('ș', 's', "\u{326}"), ('ț', 't', "\u{326}"),
    ('ȧ', 'a', "\u{307}"), ('ȫ', 'o', "\u{308}\u{304}"), ('ȭ', 'o', "\u{303}\u{304}"), ('ȯ', 'o', "\u{307}"),
    ('ȱ', 'o', "\u{307}\u{304}"), ('ȳ', 'y', "\u{304}"), ('ḏ', 'd', "\u{331}"), ('ḕ', 'e', "\u{304}\u{300}"),
    ('ḗ', 'e', "\u{304}\u{301}"), ('ḡ', 'g', "\u{304}"), ('ḷ', 'l', "\u{323}"), ('ḹ', 'l', "\u{323}\u{304}"),
    ('ḻ', 'l', "\u{331}"), ('ṉ', 'n', "\u{331}"), ('ṑ', 'o', "\u{304}\u{300}"), ('ṓ', 'o', "\u{304}\u{301}"),
    ('ṛ', 'r', "\u{323}"), ('ṝ', 'r', "\u{323}\u{304}"), ('ṟ', 'r', "\u{331}"), ('ṯ', 't', "\u{331}"),
    ('ṳ', 'u', "\u{324}"), ('ṻ', 'u', "\u{304}\u{308}"), ('ẕ', 'z', "\u{331}"),
];

#[cfg(test)]
mod tests {
    use super::{COMPOSED, LISTED, normalize};

    #[test]
    fn listed_letters_in_both_cases() {
        for (text, plain) in [
            ("äöü ÄÖÜ", "aou AOU"),
            ("ß ẞ", "ss ẞ"),
            ("æ Æ ǣ Ǣ", "ae AE ae AE"),
            ("ø Ø ø\u{304} Ø\u{304}", "oe OE oe OE"),
            ("œ\u{304} Œ\u{304}", "oe OE"),
            ("ł Ł ı İ I\u{307}", "l L i I I"),
            ("Zoë Żółć Ḹ ṳ\u{304} u\u{304}\u{324}", "Zoe Zolc L u u"),
            ("ā\u{301} ā ê\u{304} E\u{30A}\u{304}", "a a e E"),
            ("Ÿ ÿ ȱ o\u{307}\u{304} ȯ\u{304}", "Y y o o o"),
        ] {
            assert_eq!(normalize(text).as_deref(), Some(plain), "{text}");
        }
    }

    #[test]
    fn the_documented_table() {
        for (plain, letters) in [
            ("a", "ä à â ã å á ą ă ā ā\u{301} ā\u{300} ā\u{302} ā\u{303} ǟ ā\u{308} ǡ a\u{331} å\u{304}"),
            ("ae", "æ ǣ"),
            ("c", "ç č ć c\u{304} c\u{331}"),
            ("d", "ď d\u{304} ḏ"),
            ("e", "ë è é ê ę ě ė ē ḗ ḕ ē\u{302} ē\u{303} ê\u{304} e\u{331} ë\u{304} e\u{30A}\u{304}"),
            ("g", "ğ ḡ g\u{331}"),
            ("i", "ï î ì í ı ī ī\u{301} ī\u{300} ī\u{302} ī\u{303} i\u{331}"),
            ("l", "ľ ł l\u{304} ḹ ḻ"),
            ("n", "ñ ń ň n\u{304} ṉ"),
            ("o", "ö ò ő õ ô ó ō ṓ ṑ ō\u{302} ō\u{303} ȫ ō\u{308} ǭ ȭ ȱ o\u{331}"),
            ("oe", "ø ø\u{304} œ\u{304}"),
            ("r", "ř r\u{304} ṟ ṝ"),
            ("ss", "ß"),
            ("s", "š ś ș ş s\u{304} s\u{331}"),
            ("t", "ť ț t\u{304} ṯ"),
            ("u", "ü ù û ú ů ű ū ū\u{301} ū\u{300} ū\u{302} ū\u{303} u\u{307}\u{304} ǖ ṻ ṳ\u{304} u\u{331}"),
            ("y", "ÿ ý ȳ ȳ\u{301} ȳ\u{300} ȳ\u{303} y\u{331}"),
            ("z", "ź ž ż z\u{304} ẕ"),
        ] {
            for letter in letters.split(' ') {
                assert_eq!(normalize(letter).as_deref(), Some(plain), "{letter}");
                let (upper, plain) = (letter.to_uppercase(), plain.to_uppercase());
                // The upper case of `ß` and `ı` is ASCII.
                if !upper.is_ascii() {
                    assert_eq!(normalize(&upper), Some(plain), "{upper}");
                }
            }
        }
    }

    #[test]
    fn everything_else_is_left_alone() {
        for text in ["", "Ada", "đ ð þ ħ œ Œ ĉ ţ ũ ĩ ȯ", "ồ Ồ ễ", "東京 😀 مريم", "\u{301}a", "i\u{307}", "q\u{301}"]
        {
            assert_eq!(normalize(text), None, "{text}");
        }
    }

    #[test]
    fn the_longest_spelling_counts_and_marks_beyond_it_stay() {
        assert_eq!(normalize("a\u{304}\u{301}b").as_deref(), Some("ab"));
        assert_eq!(normalize("a\u{301}\u{304}b").as_deref(), Some("a\u{304}b"));
        assert_eq!(normalize("ô\u{300}").as_deref(), Some("o\u{300}"));
    }

    #[test]
    fn a_listed_letter_is_found_in_every_spelling() {
        assert!(COMPOSED.is_sorted_by_key(|&(letter, ..)| letter));
        for (base, replacement, spellings) in LISTED {
            for marks in *spellings {
                let decomposed = format!("{base}{marks}");
                assert_eq!(normalize(&decomposed).as_deref(), Some(*replacement), "{decomposed}");
                for (letter, _, own) in COMPOSED.iter().filter(|(_, of, own)| of == base && marks.starts_with(own)) {
                    let half = format!("{letter}{}", &marks[own.len()..]);
                    assert_eq!(normalize(&half).as_deref(), Some(*replacement), "{half}");
                }
            }
        }
    }
}
