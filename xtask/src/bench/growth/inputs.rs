//! What the commands read while their growth is measured: mappings, records, test files, an editor's messages, each of a
//! size that is asked for.
//!
//! Knows nothing of what is measured. The same size always gives the same text.

use super::super::users;
use std::fmt::Write;

/// A file of a command: its name and its text. `stdin` is standard input, and `expression` is what the word `EXPRESSION` of
/// the command stands for.
pub(super) type File = (&'static str, String);

/// The mapping of the records.
pub(super) const JOB: &str = include_str!("../../../../benches/job/mapping.json");

/// The head of a mapping in TOML.
const HEAD: &str = "[source]\ndirectory = 'Microsoft Entra ID'\nobject = 'User'\n\n[target]\ndirectory = 'Growth'\nobject = 'User'\n\n\
    [[attribute]]\ntarget = 'userName'\nvalue = '[userPrincipalName]'\nmatch = 1\n";

/// Attribute mappings that differ: a name that is part of each target, and their expressions.
pub(super) struct Attributes(pub &'static str, pub fn(usize) -> String);

impl Attributes {
    fn target(&self, number: usize) -> String {
        format!("urn:ietf:params:scim:schemas:extension:growth:2.0:User:{}{number}", self.0)
    }

    /// As TOML.
    pub(super) fn toml(&self, numbers: impl Iterator<Item = usize>) -> String {
        numbers.fold(HEAD.to_owned(), |mut text, number| {
            let (target, value) = (self.target(number), self.1(number));
            let _ = write!(text, "\n[[attribute]]\ntarget = '{target}'\nvalue = '{value}'\n");
            text
        })
    }

    /// As a synchronizationSchema, with a line for each attribute mapping, or all on one.
    pub(super) fn json(&self, count: usize, end: &str) -> String {
        let attributes = (0..count).map(|number| {
            let (target, value) = (self.target(number), string(&self.1(number)));
            format!(
                "{{\"targetAttributeName\":\"{target}\",\"source\":{{\"type\":\"Function\",\"expression\":{value}}}}}"
            )
        });
        let attributes: Vec<String> = attributes.collect();
        format!(
            "{{\"synchronizationRules\":[{{\"id\":\"job\",\"name\":\"job\",\"sourceDirectoryName\":\"Microsoft Entra ID\",\
             \"targetDirectoryName\":\"Growth\",\"objectMappings\":[{{\"name\":\"users\",\"enabled\":true,\
             \"sourceObjectName\":\"User\",\"targetObjectName\":\"User\",\"attributeMappings\":[{end}{{\
             \"targetAttributeName\":\"userName\",\"matchingPriority\":1,\"source\":{{\"type\":\"Function\",\
             \"expression\":\"[userPrincipalName]\"}}}},{end}{}{end}]}}]}}]}}{end}",
            attributes.join(&format!(",{end}"))
        )
    }
}

/// Expressions as people write them, each another text.
pub(super) fn usual(number: usize) -> String {
    match number % 6 {
        0 => format!("[extension{number}]"),
        1 => format!("Coalesce([mail{number}], [userPrincipalName])"),
        2 => format!("Switch([state{number}], \"Sydney\", \"NSW\", \"Sydney\", \"QLD{number}\", \"Brisbane\")"),
        3 => format!("Replace([telephone{number}], , \"[^0-9+]\", , \"\", , )"),
        4 => format!("IIF(IsPresent([city]), Append([city], \"{number}\"), \"nowhere\")"),
        _ => format!("Join(\", \", [surname], ToLower([givenName{number}], ))"),
    }
}

/// The same with another constant or attribute.
pub(super) fn edited(number: usize) -> String {
    format!("Append({}, \"!\")", usual(number))
}

/// Expressions with an error each, of several kinds.
pub(super) fn wrong(number: usize) -> String {
    match number % 4 {
        0 => format!("tolower([mail{number}], )"),
        1 => format!("Coalesce([mail{number}], [userPrincipalName]"),
        2 => format!("Uppercase([mail{number}])"),
        _ => format!("Append([mail{number}])"),
    }
}

/// Expressions that the formatter writes otherwise.
pub(super) fn ragged(number: usize) -> String {
    format!("Coalesce( [mail{number}],[userPrincipalName] )")
}

/// One expression with so many calls.
pub(super) fn wide(count: usize) -> String {
    let parts: String = (0..count).map(|number| format!(", Append([a{number}], \"{number}\")")).collect();
    format!("Join(\"-\"{parts})")
}

/// One expression that chooses between so many values.
pub(super) fn cases(count: usize) -> String {
    let parts: String = (0..count).map(|number| format!(", \"key{number}\", \"value{number}\"")).collect();
    format!("Switch([a], \"none\"{parts})")
}

/// One expression with so many errors.
pub(super) fn errors(count: usize) -> String {
    let parts: String = (0..count).map(|number| format!(", append([a{number}], \"x\"")).collect();
    format!("Join(\"-\"{parts})")
}

/// Users as a directory exports them, one a line.
pub(super) fn records(count: usize) -> String {
    users::users(count)
}

/// The same with another value in each.
pub(super) fn changed(count: usize) -> String {
    records(count).replace("\"jobTitle\":", "\"jobTitle\":\"New\",\"before\":")
}

/// As an array.
pub(super) fn array(count: usize) -> String {
    format!("[{}]", records(count).trim_end().replace('\n', ",\n"))
}

/// As CSV.
pub(super) fn csv(count: usize) -> String {
    (0..count).fold("userPrincipalName,mailNickname,givenName,surname,city\n".to_owned(), |mut text, number| {
        let _ = writeln!(text, "u{number}@contoso.com,u{number},\"Ada {number}\",\"Love,lace\",London");
        text
    })
}

/// As LDIF.
pub(super) fn ldif(count: usize) -> String {
    (0..count).fold("version: 1\n".to_owned(), |mut text, number| {
        let _ = write!(
            text,
            "\ndn: cn=u{number},dc=contoso\nuserPrincipalName: u{number}@contoso.com\nmailNickname: u{number}\ngivenName:: \
             QWRh\nsurname: Lovelace\ncity: Lon\n don\n"
        );
        text
    })
}

/// A record with one long value.
pub(super) fn long(length: usize) -> String {
    let text: String = "Zoë O'Brien, 12 St. James's Sq.; ".chars().cycle().take(length).collect();
    format!("{{\"userPrincipalName\":\"ada\",\"a\":{}}}\n", string(&text))
}

/// A record with one attribute of many values.
pub(super) fn several(count: usize) -> String {
    let values: Vec<String> = (0..count).map(|number| format!("\"value{}\"", number / 2)).collect();
    format!("{{\"userPrincipalName\":\"ada\",\"a\":[{}]}}\n", values.join(","))
}

/// A record with all the attributes that [`usual`] reads.
pub(super) fn broad(count: usize, more: &str) -> String {
    let names = ["extension", "mail", "state", "telephone", "city", "givenName"];
    let members: String = (0..count)
        .map(|number| format!(",\"{}{number}\":\"value{more}{number}\"", names.get(number % 6).unwrap_or(&"")))
        .collect();
    format!("{{\"id\":\"1\",\"userPrincipalName\":\"ada\",\"surname\":\"Lovelace{more}\"{members}}}\n")
}

/// A mapping of groups.
pub(super) const GROUPS: &str = "[source]\ndirectory = 'Microsoft Entra ID'\nobject = 'Group'\n\n[target]\ndirectory = 'Growth'\n\
    object = 'Group'\n\n[[attribute]]\ntarget = 'displayName'\nvalue = '[displayName]'\nmatch = 1\n\n\
    [[attribute]]\ntarget = 'members'\nvalue = '[members]'\n";

/// A group with so many members, from a number on.
pub(super) fn group(first: usize, count: usize) -> String {
    let members: Vec<String> = (first..first + count).map(|number| format!("{{\"id\":\"m{number}\"}}")).collect();
    format!("{{\"id\":\"g\",\"displayName\":\"all\",\"members\":[{}]}}\n", members.join(","))
}

/// A test file with so many cases.
pub(super) fn test_file(count: usize) -> String {
    (0..count).fold("mapping = 'mapping.toml'\n".to_owned(), |mut text, number| {
        let _ = write!(
            text,
            "\n[[case]]\nname = 'case {number}'\nrecord = {{ userPrincipalName = 'u{number}', mail1 = 'm' }}\n\
             expect = {{ userName = 'u{number}' }}\n"
        );
        text
    })
}

/// What an editor sends that opens a file, changes it so many times, and ends.
pub(super) fn session(file: &str, text: &str, changes: usize) -> String {
    let uri = format!("\"uri\":\"file:///growth/{file}\"");
    let opened = string(text);
    let mut messages = vec![
        "\"id\":1,\"method\":\"initialize\",\"params\":{\"capabilities\":{}}".to_owned(),
        "\"method\":\"initialized\",\"params\":{}".to_owned(),
        format!(
            "\"method\":\"textDocument/didOpen\",\"params\":{{\"textDocument\":{{{uri},\"languageId\":\"toml\",\"version\":1,\
             \"text\":{opened}}}}}"
        ),
    ];
    for change in 0..changes {
        let text = string(&text.replace("Lovelace", &format!("L{change}")));
        messages.push(format!(
            "\"method\":\"textDocument/didChange\",\"params\":{{\"textDocument\":{{{uri},\"version\":{}}},\
             \"contentChanges\":[{{\"text\":{text}}}]}}",
            change + 2
        ));
        let position = "\"position\":{\"line\":11,\"character\":12}";
        messages.push(format!(
            "\"id\":{},\"method\":\"textDocument/hover\",\"params\":{{\"textDocument\":{{{uri}}},{position}}}",
            change + 10
        ));
    }
    messages.push("\"id\":2,\"method\":\"shutdown\"".to_owned());
    messages.push("\"method\":\"exit\"".to_owned());
    messages.iter().fold(String::new(), |mut all, message| {
        let message = format!("{{\"jsonrpc\":\"2.0\",{message}}}");
        let _ = write!(all, "Content-Length: {}\r\n\r\n{message}", message.len());
        all
    })
}

/// A JSON string.
fn string(text: &str) -> String {
    let text = text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n");
    format!("\"{text}\"")
}
