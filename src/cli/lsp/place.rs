//! Where a position is in the text of a TOML file that may be unfinished: the path of keys to it, and whether a key or a value
//! is written there.
//!
//! The parser of TOML gives up at the first mistake, and a file is wrong most of the time while it is written. This reader only
//! follows headers, keys, inline tables and arrays; it knows neither types nor which keys there are.

use std::ops::Range;

/// A position in a file.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Place {
    /// The keys from the top of the file; tables of an array have no number.
    pub path: Vec<String>,
    /// What is written there.
    pub role: Role,
    /// What is written already, inside of quotation marks: it is replaced by a completion.
    pub typed: Range<usize>,
    /// The keys that the table has before the position.
    pub present: Vec<String>,
}

/// What is written at a position.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// The name of a table, in a header.
    Header,
    /// A key of the table at the path.
    Key,
    /// The value of the key at the path.
    Value {
        /// Whether it is a string, in quotation marks.
        quoted: bool,
    },
}

/// A table or an array that is open.
struct Frame {
    /// The keys to it.
    path: Vec<String>,
    /// The parts of the key that is being written.
    key: Vec<String>,
    /// Whether the key's `=` has been read; always in an array.
    in_value: bool,
    is_array: bool,
    present: Vec<String>,
}

impl Frame {
    fn table(path: Vec<String>) -> Self {
        Self { path, key: Vec::new(), in_value: false, is_array: false, present: Vec::new() }
    }

    /// The keys to what is being written.
    fn here(&self) -> Vec<String> {
        self.path.iter().chain(&self.key).cloned().collect()
    }
}

/// A piece of the text: a word or a string, without its quotation marks, or one sign.
enum Token {
    Text { inside: Range<usize>, quoted: bool },
    Sign(u8),
    Comment,
}

/// What stands at a position, unless it is a comment.
pub(super) fn place(text: &str, at: usize) -> Option<Place> {
    let mut frames = vec![Frame::table(Vec::new())];
    // The parts of a header's name, while one is read.
    let mut header: Option<Vec<String>> = None;
    let mut position = 0;
    while let Some((token, range)) = next(text, position) {
        position = range.end;
        let top = frames.last_mut()?;
        match token {
            // A word and a string go on where the position is right behind them.
            Token::Text { inside, quoted } if at <= inside.end => {
                let typed = if at < inside.start { at..at } else { inside };
                return Some(found(top, header, typed, quoted && at > range.start));
            }
            Token::Comment if range.start < at && at <= range.end => return None,
            _ if range.start >= at => break,
            Token::Text { inside, .. } => {
                let word = text.get(inside).unwrap_or_default().to_owned();
                match &mut header {
                    Some(names) => names.push(word),
                    None if !top.in_value => top.key.push(word),
                    None => {}
                }
            }
            Token::Comment => {}
            Token::Sign(sign) => step(sign, &mut frames, &mut header),
        }
    }
    let top = frames.last()?;
    Some(found(top, header, at..at, false))
}

fn found(top: &Frame, header: Option<Vec<String>>, typed: Range<usize>, quoted: bool) -> Place {
    let present = top.present.clone();
    let (path, role) = match header {
        Some(names) => (names, Role::Header),
        None if top.in_value => (top.here(), Role::Value { quoted }),
        None => (top.here(), Role::Key),
    };
    Place { path, role, typed, present }
}

/// What a sign changes.
fn step(sign: u8, frames: &mut Vec<Frame>, header: &mut Option<Vec<String>>) {
    let is_outermost = frames.len() == 1;
    let Some(top) = frames.last_mut() else { return };
    match sign {
        b'[' if header.is_some() => {}
        b'[' if is_outermost && !top.in_value && top.key.is_empty() => *header = Some(Vec::new()),
        b'[' | b'{' if top.in_value => {
            let path = top.here();
            let is_array = sign == b'[';
            frames.push(Frame { in_value: is_array, is_array, ..Frame::table(path) });
        }
        b']' if header.is_some() => {
            let names = header.take().unwrap_or_default();
            // The second bracket of `[[name]]` closes nothing more.
            if !names.is_empty() {
                *frames = vec![Frame::table(names)];
            }
        }
        b']' | b'}' if !is_outermost => {
            frames.pop();
        }
        b'=' if !top.in_value => {
            top.in_value = true;
            top.present.extend(top.key.first().cloned());
        }
        b',' if !top.is_array && !is_outermost => (top.in_value, top.key) = (false, Vec::new()),
        b'\n' if is_outermost => {
            (top.in_value, top.key) = (false, Vec::new());
            *header = None;
        }
        _ => {}
    }
}

/// The next piece from an offset on, with its range.
fn next(text: &str, from: usize) -> Option<(Token, Range<usize>)> {
    let rest = text.get(from..)?;
    let start = from + (rest.len() - rest.trim_start_matches([' ', '\t', '\r']).len());
    let rest = text.get(start..)?;
    let first = *rest.as_bytes().first()?;
    if first == b'#' {
        let end = start + rest.find('\n').unwrap_or(rest.len());
        return Some((Token::Comment, start..end));
    }
    for (mark, is_long, has_escapes) in
        [("'''", true, false), ("\"\"\"", true, true), ("'", false, false), ("\"", false, true)]
    {
        let Some(inner) = rest.strip_prefix(mark) else { continue };
        let begin = start + mark.len();
        let length = end_of_string(inner, mark, is_long, has_escapes);
        let is_closed = inner.get(length..).is_some_and(|rest| rest.starts_with(mark));
        let end = begin + length + if is_closed { mark.len() } else { 0 };
        return Some((Token::Text { inside: begin..begin + length, quoted: true }, start..end));
    }
    let is_sign = |byte: u8| b"[]{}=,.\n".contains(&byte);
    if is_sign(first) {
        return Some((Token::Sign(first), start..start + 1));
    }
    let ends = |character: char| character.is_whitespace() || "[]{}=,.#'\"".contains(character);
    let end = start + rest.find(ends).unwrap_or(rest.len());
    Some((Token::Text { inside: start..end, quoted: false }, start..end))
}

/// How long the inside of a string is; one that is not closed ends with its line, or with the text.
fn end_of_string(inner: &str, mark: &str, is_long: bool, has_escapes: bool) -> usize {
    let mut at = 0;
    while let Some(rest) = inner.get(at..).filter(|rest| !rest.is_empty()) {
        if rest.starts_with(mark) || !is_long && rest.starts_with('\n') {
            return at;
        }
        let skipped = if has_escapes && rest.starts_with('\\') { 2 } else { 1 };
        at += rest.chars().take(skipped).map(char::len_utf8).sum::<usize>();
    }
    inner.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The place of `|` in a text: its path, its role, what is typed, and the keys before it.
    fn at(marked: &str) -> Option<String> {
        let offset = marked.find('|').unwrap();
        let text = marked.replacen('|', "", 1);
        let Place { path, role, typed, present } = place(&text, offset)?;
        Some(format!("{} {role:?} `{}` {}", path.join("."), &text[typed], present.join(",")))
    }

    #[test]
    fn a_position_has_a_path_and_a_role() {
        let quoted = "Value { quoted: true }";
        let bare = "Value { quoted: false }";
        for (text, expected) in [
            ("|", " Key `` ".to_owned()),
            ("na|", "na Key `na` ".to_owned().replacen("na ", " ", 1)),
            ("[sour|]", " Header `sour` ".to_owned()),
            ("[[attr|", " Header `attr` ".to_owned()),
            ("[[object.attr|", "object Header `attr` ".to_owned()),
            ("[[attribute]]\ntar|", "attribute Key `tar` ".to_owned()),
            ("[[attribute]]\ntarget = 'na|'", format!("attribute.target {quoted} `na` target")),
            ("[[attribute]]\ntarget = 'na|", format!("attribute.target {quoted} `na` target")),
            ("[[attribute]]\ntarget = \"a\\\"b|\"\n", format!("attribute.target {quoted} `a\\\"b` target")),
            ("[[attribute]]\ntarget = 'a'\nvalue = '''\n[a]\n'''\nma|", "attribute Key `ma` target,value".to_owned()),
            ("[[attribute]]\ntarget = 'a'\n|\nvalue = 'b'", "attribute Key `` target".to_owned()),
            ("[[attribute]]\nrequired = tr|", format!("attribute.required {bare} `tr` required")),
            ("[[attribute]]\nrequired = |\n", format!("attribute.required {bare} `` required")),
            ("[[scope]]\nclauses = [{ attribute = 'a', oper|", "scope.clauses Key `oper` attribute".to_owned()),
            (
                "[[scope]]\nclauses = [{ attribute = 'a', operator = 'IS |' }]",
                format!("scope.clauses.operator {quoted} `IS ` attribute,operator"),
            ),
            ("[[scope]]\nclauses = [\n  { attribute = 'a' },\n  { |", "scope.clauses Key `` ".to_owned()),
            ("select = ['a', '|']", format!("select {quoted} `` ")),
            ("select = [\n'a|'", format!("select {quoted} `a` ")),
            ("source.dir|", "source Key `dir` ".to_owned()),
            ("[source]\nattributes = { mail = \"Str|\" }", format!("source.attributes.mail {quoted} `Str` mail")),
            ("a = 1\nb = 2\n|", " Key `` a,b".to_owned()),
            ("x = 'é|'", format!("x {quoted} `é` x")),
        ] {
            assert_eq!(at(text).as_deref(), Some(expected.as_str()), "{text}");
        }
        assert_eq!(at("a = 1 # not |here"), None);
        assert_eq!(at("# |"), None);
    }

    #[test]
    fn any_text_has_a_place_at_every_position() {
        let text = "[[a]\nb = {c = [ '''x\n\"\"\" } ] \\ \u{85}é = \"\\\n[.=]]\n{{[[,,";
        for end in 0..=text.len() {
            for at in 0..=end {
                if let Some(cut) = text.get(..end) {
                    place(cut, at);
                }
            }
        }
    }
}
