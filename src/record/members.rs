//! The members of a JSON object, or of each in a list, as texts: for whoever needs few of them and as they are written. Knows
//! nothing of what they say.

use super::scan::Scanner;

/// Names and the texts of their values, in their order.
pub type MemberTexts<'r> = Vec<(&'r str, &'r str)>;

/// The objects of a text, which is one or a list of them; nothing where it is anything else, or a name has escapes.
pub fn member_texts(text: &str) -> Option<Vec<MemberTexts<'_>>> {
    let mut scanner = Scanner::new(text);
    scanner.blank();
    let all = match scanner.peek()? {
        b'[' => list(&mut scanner)?,
        _ => vec![object(&mut scanner)?],
    };
    scanner.blank();
    scanner.peek().is_none().then_some(all)
}

fn list<'r>(scanner: &mut Scanner<'r>) -> Option<Vec<MemberTexts<'r>>> {
    let mut all = Vec::new();
    if opens_empty(scanner, b']') {
        return Some(all);
    }
    loop {
        all.push(object(scanner)?);
        if ends(scanner, b']')? {
            return Some(all);
        }
        scanner.blank();
    }
}

fn object<'r>(scanner: &mut Scanner<'r>) -> Option<MemberTexts<'r>> {
    if scanner.peek()? != b'{' {
        return None;
    }
    let mut members = Vec::with_capacity(16);
    if opens_empty(scanner, b'}') {
        return Some(members);
    }
    loop {
        let name = scanner.key().ok().filter(|name| !name.escaped)?;
        let start = scanner.offset();
        scanner.skip().ok()?;
        members.push((name.raw, scanner.since(start)));
        if ends(scanner, b'}')? {
            return Some(members);
        }
    }
}

/// Passes the opening bracket, and the closing one if nothing is between them.
fn opens_empty(scanner: &mut Scanner<'_>, closing: u8) -> bool {
    scanner.advance(1);
    scanner.blank();
    let is_empty = scanner.peek() == Some(closing);
    scanner.advance(usize::from(is_empty));
    is_empty
}

/// Passes a comma, or the closing bracket; whether it is that.
fn ends(scanner: &mut Scanner<'_>, closing: u8) -> Option<bool> {
    scanner.blank();
    let byte = scanner.peek().filter(|byte| *byte == b',' || *byte == closing)?;
    scanner.advance(1);
    Some(byte == closing)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_are_texts_as_they_are_written() {
        let rows: [(&str, Option<Vec<MemberTexts<'_>>>); 14] = [
            ("{}", Some(vec![vec![]])),
            (" { } ", Some(vec![vec![]])),
            ("[]", Some(vec![])),
            ("[ ]", Some(vec![])),
            (r#"{"a":1,"b" : "x\n" }"#, Some(vec![vec![("a", "1"), ("b", r#""x\n""#)]])),
            (r#"{"a":[1, {"b":null}],"a":{}}"#, Some(vec![vec![("a", r#"[1, {"b":null}]"#), ("a", "{}")]])),
            (r#"[{"a":true} , {}]"#, Some(vec![vec![("a", "true")], vec![]])),
            (r#"[{"a":1},2]"#, None),
            (r#""a""#, None),
            (r#"{"a":1,}"#, None),
            (r#"{"a":1}}"#, None),
            (r#"{"a":01}"#, None),
            (r#"{"\u0061":1}"#, None),
            (r#"{"a":"\ud800"}"#, None),
        ];
        for (text, members) in rows {
            assert_eq!(member_texts(text), members, "{text}");
        }
    }
}
