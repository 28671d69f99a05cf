//! HTML entities, by name or number, of text that was copied from the source of a page: `&quot;`, `&#34;`, `&#x22;`.
//!
//! Those inside of strings are resolved only if there is one outside: then the whole text is the source of a page.
//! Otherwise they may be meant, and a lint reports them.

use super::code::Code;
use super::{Layer, LayerKind, edit, layer as a_layer};

/// The longest entity, in bytes.
const LONGEST: usize = 24;

/// The names of ASCII characters, of spaces, of punctuation and of comparisons. They are looked up before [`LATIN`].
const NAMES: [(&str, char); 74] = [
    ("quot", '"'),
    ("QUOT", '"'),
    ("amp", '&'),
    ("AMP", '&'),
    ("lt", '<'),
    ("LT", '<'),
    ("gt", '>'),
    ("GT", '>'),
    ("apos", '\''),
    ("nbsp", ' '),
    ("Tab", '\t'),
    ("NewLine", '\n'),
    ("excl", '!'),
    ("num", '#'),
    ("dollar", '$'),
    ("percnt", '%'),
    ("lpar", '('),
    ("rpar", ')'),
    ("ast", '*'),
    ("midast", '*'),
    ("plus", '+'),
    ("comma", ','),
    ("period", '.'),
    ("sol", '/'),
    ("colon", ':'),
    ("semi", ';'),
    ("equals", '='),
    ("quest", '?'),
    ("commat", '@'),
    ("lsqb", '['),
    ("lbrack", '['),
    ("bsol", '\\'),
    ("rsqb", ']'),
    ("rbrack", ']'),
    ("Hat", '^'),
    ("lowbar", '_'),
    ("UnderBar", '_'),
    ("grave", '`'),
    ("lcub", '{'),
    ("lbrace", '{'),
    ("verbar", '|'),
    ("vert", '|'),
    ("rcub", '}'),
    ("rbrace", '}'),
    ("minus", '−'),
    ("ndash", '–'),
    ("mdash", '—'),
    ("lsquo", '‘'),
    ("rsquo", '’'),
    ("ldquo", '“'),
    ("rdquo", '”'),
    ("bdquo", '„'),
    ("laquo", '«'),
    ("raquo", '»'),
    ("prime", '′'),
    ("Prime", '″'),
    ("ensp", ' '),
    ("emsp", ' '),
    ("thinsp", ' '),
    ("NonBreakingSpace", ' '),
    ("ZeroWidthSpace", '\u{200b}'),
    ("NoBreak", '\u{2060}'),
    ("lrm", '\u{200e}'),
    ("rlm", '\u{200f}'),
    ("hellip", '…'),
    ("bull", '•'),
    ("OpenCurlyDoubleQuote", '“'),
    ("CloseCurlyDoubleQuote", '”'),
    ("le", '≤'),
    ("ge", '≥'),
    ("ne", '≠'),
    ("shy", '\u{ad}'),
    ("zwj", '\u{200d}'),
    ("zwnj", '\u{200c}'),
];

/// The names of the characters from U+00A1 to U+00FF, in their order: the index is the character.
const LATIN: [&str; 95] = [
    "iexcl", "cent", "pound", "curren", "yen", "brvbar", "sect", "uml", "copy", "ordf", "laquo", "not", "shy", "reg",
    "macr", "deg", "plusmn", "sup2", "sup3", "acute", "micro", "para", "middot", "cedil", "sup1", "ordm", "raquo",
    "frac14", "frac12", "frac34", "iquest", "Agrave", "Aacute", "Acirc", "Atilde", "Auml", "Aring", "AElig", "Ccedil",
    "Egrave", "Eacute", "Ecirc", "Euml", "Igrave", "Iacute", "Icirc", "Iuml", "ETH", "Ntilde", "Ograve", "Oacute",
    "Ocirc", "Otilde", "Ouml", "times", "Oslash", "Ugrave", "Uacute", "Ucirc", "Uuml", "Yacute", "THORN", "szlig",
    "agrave", "aacute", "acirc", "atilde", "auml", "aring", "aelig", "ccedil", "egrave", "eacute", "ecirc", "euml",
    "igrave", "iacute", "icirc", "iuml", "eth", "ntilde", "ograve", "oacute", "ocirc", "otilde", "ouml", "divide",
    "oslash", "ugrave", "uacute", "ucirc", "uuml", "yacute", "thorn", "yuml",
];

/// Resolves the entities, if one stands where none can be meant.
pub(super) fn layer(text: &str) -> Option<Layer> {
    let code = Code::new(text);
    let first = Code::new(text).find_map(|(at, _)| entity(code.from(at)).map(|(_, length)| (at, length)))?;
    let what = text.get(first.0..first.0 + first.1).unwrap_or_default();
    let (mut inside, mut escaped) = (false, false);
    let (mut edits, mut at) = (Vec::new(), 0);
    while let Some(character) = code.from(at).chars().next() {
        inside ^= character == '"' && !escaped;
        match entity(code.from(at)) {
            Some((character, length)) => {
                // Inside a string whose own quotation marks are no entities, this one is part of the value.
                let escape = if inside && !escaped && character == '"' { "\\" } else { "" };
                edits.push(edit(at, at + length, format!("{escape}{character}")));
                at += length;
            }
            None => at += character.len_utf8(),
        }
        escaped = inside && character == '\\' && !escaped;
    }
    a_layer(LayerKind::Entities, format!("HTML entities such as `{what}`"), edits)
}

/// The character and the length of the entity that a text begins with.
pub fn entity(rest: &str) -> Option<(char, usize)> {
    let inner = rest.strip_prefix('&')?;
    let Some(end) =
        inner.bytes().take(LONGEST).take_while(|byte| !b" &\"[(".contains(byte)).position(|byte| byte == b';')
    else {
        // Browsers resolve the oldest entities without their semicolon too.
        let bare = ["quot", "amp", "lt", "gt", "nbsp"].into_iter().find(|name| inner.starts_with(name))?;
        let ends = !inner.get(bare.len()..)?.starts_with(|next: char| next.is_ascii_alphanumeric());
        return ends.then(|| named(bare).map(|character| (character, bare.len() + 1)))?;
    };
    let name = inner.get(..end)?;
    let character = match name.strip_prefix('#') {
        Some(number) => {
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16),
                None => number.parse(),
            };
            // As for `nbsp`: a space.
            Some(code.ok().and_then(char::from_u32).map(|it| if it == '\u{a0}' { ' ' } else { it })?)
        }
        None => named(name),
    };
    Some((character?, end + 2))
}

fn named(name: &str) -> Option<char> {
    let known = NAMES.iter().find(|(known, _)| *known == name).map(|(_, character)| *character);
    let latin = || {
        let at = LATIN.iter().position(|known| *known == name)?;
        char::from_u32(0xa1 + u32::try_from(at).ok()?)
    };
    known.or_else(latin)
}

#[cfg(test)]
mod tests {
    use super::super::Paste;
    use super::*;

    #[test]
    fn entities_have_names_and_numbers() {
        for (text, character) in [("&quot;", '"'), ("&#34;", '"'), ("&#x22;", '"'), ("&uuml;", 'ü'), ("&yuml;", 'ÿ')]
        {
            assert_eq!(entity(text), Some((character, text.len())), "{text}");
        }
        assert_eq!(entity("&[b];"), None);
        assert_eq!(entity("& ;"), None);
    }

    #[test]
    fn a_quotation_mark_inside_a_string_stays_inside() {
        for (text, meant) in [
            ("f(&quot;-&quot;, \"a&quot;b\")", r#"f("-", "a\"b")"#),
            (r#"f(&quot;-&quot;, "a\"", "&quot;b")"#, r#"f("-", "a\"", "\"b")"#),
            (r#"f(&quot;-&quot;, "a\\", &quot;b&quot;)"#, r#"f("-", "a\\", "b")"#),
            (r#"f(&quot;-&quot;, "a\&quot;b")"#, r#"f("-", "a\"b")"#),
        ] {
            let left = Paste::new(text).edited(&layer(text).unwrap().edits);
            assert_eq!(left.text(), meant, "{text}");
        }
    }
}
