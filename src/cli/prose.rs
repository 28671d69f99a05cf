//! What a text is that is given as records or as a list, and is neither: the error of a command, a log, sentences.
//!
//! Only what is certain is named. A table whose rows are long, a title over a table and a column of sentences stay what they are,
//! and their reader says what is wrong. Does not know files.

/// What a text is called, and what to do if that is known.
pub(super) type OtherKind = (&'static str, Option<&'static str>);

/// How many lines are looked at.
const LINES: usize = 50;

/// From how many words on the first line may be a sentence, and how many all lines have on average.
const WORDS: usize = 5;
const MANY: usize = 4;

const FAILED: OtherKind =
    ("the error of a command", Some("the command that wrote it has failed; correct what it says, and run it again"));
const PRINTED: OtherKind = (
    "a list or table that PowerShell prints for people",
    Some("export it with `Export-Csv` or `ConvertTo-Json -Depth 10` in place of `Format-List` and `Format-Table`"),
);
const LOG: OtherKind = ("a log", None);
const PROSE: OtherKind = ("a text in sentences", None);

/// What the beginning of a text is, if it is certainly neither records nor a list.
pub(super) fn kind(head: &str) -> Option<OtherKind> {
    let head = head.trim_start_matches('\u{feff}');
    let lines: Vec<&str> = head.lines().map(str::trim_end).filter(|line| !line.is_empty()).take(LINES).collect();
    let first = lines.first()?;
    if is_failure(first, &lines) {
        return Some(FAILED);
    }
    if is_printed(&lines) {
        return Some(PRINTED);
    }
    // JSON, LDIF and quoted cells have marks of their own.
    let is_marked = |line: &&str| line.trim_start().starts_with(['{', '[', '"', '#']);
    if lines.len() < 2 || lines.iter().any(is_marked) || is_ldif(first) || is_table(&lines) {
        return None;
    }
    if lines.iter().take(2).all(|line| begins_with_time(line)) {
        return Some(LOG);
    }
    let words = |line: &str| line.split_whitespace().count();
    let is_long = lines.iter().map(|line| words(line)).sum::<usize>() >= lines.len() * MANY;
    let ends = lines.iter().filter(|line| line.ends_with(['.', ':', '!', '?'])).count();
    // The one column of a table has a name; a title, a salutation or the first of several lines is longer, underlined, or
    // set apart.
    let mut all = head.lines().skip_while(|line| line.trim().is_empty());
    let second = all.nth(1).unwrap_or_default().trim();
    let is_apart = second.is_empty() || second.chars().all(|c| matches!(c, '=' | '-' | '~'));
    (is_long && ends > 0 && (words(first) >= WORDS || is_apart)).then_some(PROSE)
}

/// What shells, PowerShell, curl, Python and proxies write in place of what was asked for.
fn is_failure(first: &str, lines: &[&str]) -> bool {
    let begins = |word: &str| first.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
    let any = |is: &dyn Fn(&str) -> bool| lines.iter().any(|line| is(line.trim_start()));
    let is_powershell = any(&|line| line.starts_with("At ") && line.contains(" char:") || line.starts_with("Line |"))
        && any(&|line| line.starts_with("+ CategoryInfo") || line.starts_with('|') || line.starts_with("+ ~"));
    let is_shell = ["bash: ", "sh: ", "zsh: "].into_iter().any(begins)
        && [": command not found", ": No such file or directory", ": Permission denied"]
            .iter()
            .any(|end| first.ends_with(end));
    let is_status = begins("HTTP/") && first.split(' ').nth(1).is_some_and(|code| code.parse::<u16>().is_ok());
    let is_error = begins("error: ") && first.split_whitespace().count() >= WORDS;
    let is_cmd = first.ends_with("is not recognized as an internal or external command,");
    let is_python = begins("Traceback (most recent call last)");
    is_powershell || is_shell || is_status || is_error || is_cmd || is_python || begins("curl: (")
}

/// Whether lines are those of PowerShell's `Format-List`, a name and ` : ` in one column, or of its `Format-Table`, with a line
/// under each heading.
fn is_printed(lines: &[&str]) -> bool {
    let column = lines.first().and_then(|line| line.find(" :")).unwrap_or_default();
    // A value that is too long goes on behind the column.
    let own = lines.iter().filter(|line| !line.starts_with(' '));
    let names: Option<Vec<&str>> = own.map(|line| printed_name(line, column)).collect();
    if names.is_some_and(|names| names.iter().any(|name| Some(name) != names.first())) {
        return true;
    }
    let [heads, rule, ..] = lines else { return false };
    let rules: Vec<&str> = rule.split(' ').filter(|part| !part.is_empty()).collect();
    let are_rules = rules.len() > 1 && rules.iter().all(|part| part.bytes().all(|byte| byte == b'-'));
    are_rules && heads.split_whitespace().count() >= rules.len() && !heads.contains([',', ';', '|', '\t'])
}

/// The name that a line of a list begins with.
fn printed_name(line: &str, column: usize) -> Option<&str> {
    let (name, rest) = line.split_at_checked(column)?;
    let name = name.trim_end();
    let is_name = !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || "._-".contains(c));
    (is_name && (rest == " :" || rest.starts_with(" : "))).then_some(name)
}

fn is_ldif(first: &str) -> bool {
    ["dn:", "version:"].iter().any(|word| first.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word)))
}

/// Whether most lines have as many separators as the first or, under a title, as the second. Sentences under a first one may
/// have a comma each, but one with a space behind it.
fn is_table(lines: &[&str]) -> bool {
    let is_regular = |lines: &[&str], separator: char, is_titled: bool| {
        let count = |line: &str| {
            let line = line.trim_end_matches(separator);
            let is_one =
                |(at, _): &(usize, &str)| !is_titled || !line.get(at + 1..).is_some_and(|it| it.starts_with(' '));
            line.match_indices(separator).filter(is_one).count()
        };
        let columns = lines.first().map_or(0, |line| count(line));
        columns > 0 && lines.iter().filter(|line| count(line) == columns).count() * 2 > lines.len()
    };
    let below = lines.get(1..).unwrap_or_default();
    [',', ';', '\t', '|'].into_iter().any(|separator| {
        lines.len() > 1 && is_regular(lines, separator, false) || below.len() > 1 && is_regular(below, separator, true)
    })
}

/// Whether a line begins with a date and a time, as in `2026-01-31 09:30:00` or `[2026-01-31T09:30`.
fn begins_with_time(line: &str) -> bool {
    let like = "dddd-dd-dd dd:dd";
    let start = line.trim_start_matches('[').chars().map(|c| match c {
        '0'..='9' => 'd',
        'T' => ' ',
        '/' => '-',
        c => c,
    });
    start.take(like.len()).eq(like.chars())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_table_is_named_and_tables_are_not() {
        let rows: &[(&str, Option<OtherKind>)] = &[
            (
                "Get-MgUser : Insufficient privileges.\nAt line:1 char:1\n+ Get-MgUser -All\n+ ~~~~~\n    + CategoryInfo : x\n",
                Some(FAILED),
            ),
            (
                "Get-MgUser_List: \nLine |\n   1 |  Get-MgUser -All\n     |  ~~~~~~~~~~~~~~~\n     | Insufficient privileges\n",
                Some(FAILED),
            ),
            ("HTTP/1.1 302 Found\r\nLocation: https://login.contoso.com\r\n\r\n", Some(FAILED)),
            (
                "\n\nDisplayName       : Ada, the first\nUserPrincipalName : ada@contoso.com\nBusinessPhones    : {1,\n                    2}\n\nDisplayName       : Bob\n",
                Some(PRINTED),
            ),
            ("id   : 1\nmail :\n\nid   : 2\nmail : b@contoso.com\n", Some(PRINTED)),
            (
                "\nDisplayName UserPrincipalName\n----------- -----------------\nAda         ada@contoso.com\n",
                Some(PRINTED),
            ),
            ("Display Name Mail\n------------ ----\nAda L        a@b\n", Some(PRINTED)),
            ("Room : 1\nRoom : 2\n", None),
            ("id : of the worker\n1\n2\n", None),
            ("id,mail : work\n1,a : b\n", None),
            ("id: 1\nmail: a\n", None),
            ("login\n-----\nada\n", None),
            ("login\tname\n-----\t----\nada\tAda\n", None),
            ("login,name\n----- ----\nada,Ada\n", None),
            ("login,name\n-----,----\nada,Ada\n", None),
            ("curl: (6) Could not resolve host: graph.microsoft.com\n", Some(FAILED)),
            ("ERROR: Please run 'az login' to setup account.\n", Some(FAILED)),
            ("bash: ldapsearch: command not found\n", Some(FAILED)),
            ("Traceback (most recent call last):\n  File \"a.py\", line 1\n", Some(FAILED)),
            ("2026-01-01 10:00:00 INFO export started\n2026-01-01 10:00:01 ERROR dc01, giving up\n", Some(LOG)),
            ("[2026-01-01T10:00:00Z] start\n[2026-01-01T10:00:00Z] end\n", None),
            ("2026/01/01 10:00 start\n2026/01/01 10:01 end\n", Some(LOG)),
            (
                "Attrflow\n========\n\nThis is a program, which runs mappings. It is small.\nSee the docs, or ask me.\n",
                Some(PROSE),
            ),
            ("Dear all,\n\nplease find attached the list of users, which HR has sent.\nIt is complete.\n", Some(PROSE)),
            (
                "This is the export of our users.\nIt was made in January, for HR\nand is not complete, because of the move.\n",
                Some(PROSE),
            ),
            ("The service is down for maintenance today.\nPlease try again in a few hours.\n", Some(PROSE)),
            // Tables, lists and entries.
            ("", None),
            ("\u{feff}\n\n", None),
            ("Access denied.\n", None),
            ("userPrincipalName\nada@contoso.com\n", None),
            ("Name of the new employee\nAda Lovelace\nBob Ross\n", None),
            ("comment\nThis is the first of many comments.\nAnd this is one more of them.\n", None),
            ("id,comment\n1,This is the first of many comments.\n2,And this is one more of them.\n", None),
            ("Please write the whole name of the worker here, Mail\nAda King of Lovelace, ada@contoso.com\n", None),
            ("All workers of the company in January.\nlogin,name\nada,Ada\nbob,Bob\n", None),
            ("login\tname of the person\nada\tAda who is the first of all.\n", None),
            ("login;name of the person, or of the room\nada;Ada who is the first of all.\nbob;Bob\n", None),
            ("\"This is a long name of a column.\"\n\"And this is a long text in it.\"\n", None),
            ("Error: code,Error: text\n1,a\n2,b\n", None),
            ("time,what\n2026-01-01 10:00:00,a\n2026-01-01 10:00:00,b\n", None),
            ("2026-01-01 10:00:00,a\n2026-01-01 10:00:00,b\n", None),
            ("# This is a comment in an LDIF file.\n# And this is one more of them.\ndn: uid=a\n", None),
            ("dn: uid=ada,dc=contoso\ndescription: She is the first of all of them.\nsn: Lovelace\n", None),
            ("version: 1\n# This is a comment of an LDIF file.\n\ndn: uid=a\n", None),
            ("{\"a\": 1}\nThis line is broken, as you can see.\n{\"a\": 2}\n", None),
            ("No record is in this line, at all.\n{\"a\": 2}\n", None),
        ];
        for (text, expected) in rows {
            assert_eq!(kind(text), *expected, "{text}");
        }
    }
}
