//! Which records `attrflow simulate` compares with which, and in what order it says what has become of them.

use super::command::{Folder, Ran};
use std::process::{Command, Stdio};

const MAPPING: &str = r#"
[source]
directory = "Microsoft Entra ID"
[target]
directory = "App"
[[attribute]]
target = 'userName'
value = '[userPrincipalName]'
match = 1
[[attribute]]
target = 'title'
value = '[jobTitle]'
"#;

/// Records from before and from after, each with its id and its title, and what is said of which. A dash stands for no
/// title, and a question mark for no id.
const PAIRS: &[(&str, &str, &str)] = &[
    ("1a 2b 3c", "1a 2b 3c", ""),
    ("1a 2b 3c", "1x 2b 3y", "1 a>x, 3 c>y"),
    // In any order, and that of the later records.
    ("1a 2b 3c", "3z 2y 1x", "3 c>z, 2 b>y, 1 a>x"),
    ("1a 2b 3c 4d 5e", "4w 1x 5e 2y", "4 d>w, 1 a>x, 2 b>y, 3 left"),
    ("3c 1a 2b", "1x 2y 3z", "1 a>x, 2 b>y, 3 c>z"),
    ("1a 2b", "", "1 left, 2 left"),
    ("", "2y 1x", "2 created, 1 created"),
    ("1a 2b", "3x 2y", "3 created, 2 b>y, 1 left"),
    ("4d 3c 2b", "1x 2y", "1 created, 2 b>y, 4 left, 3 left"),
    // The last record before the change counts; each after it is compared with that.
    ("1a 1b", "1x", "1 b>x"),
    ("1a 2b 1c", "1x 2b", "1 c>x"),
    ("1a 2b 1c", "2y 1c 1x", "2 b>y, 1 c>x"),
    ("1a", "1x 1a 1y", "1 a>x, 1 a>y"),
    ("1a 2b", "1x 2y 1z", "1 a>x, 2 b>y, 1 a>z"),
    ("2b 1a", "1x 2y 1z 2w", "1 a>x, 2 b>y, 1 a>z, 2 b>w"),
    ("1a 1b 2c", "2c", "1 left, 1 left"),
    ("1a", "2x 2y 1a", "2 created, 2 created"),
    ("1a", "1-", "1"),
    ("1-", "1x", "1 –>x"),
    // What has no id is left out, and may be anybody who is missing.
    ("1a ?b 2c", "?z 1x ?y 2y", "1 a>x, 2 c>y"),
    ("?a 1b", "2x ?y", "2 unknown, 1 unknown"),
    ("?a 1b", "2x", "2 unknown, 1 left"),
    ("1b", "2x ?y", "2 created, 1 unknown"),
];

/// The records as a file of a format.
fn records(format: &str, records: &str) -> String {
    let each = records.split_whitespace().map(|record| record.split_at(1));
    let objects: Vec<String> = each
        .clone()
        .map(|(id, title)| {
            let id = if id == "?" { "null".to_owned() } else { format!("\"{id}\"") };
            let title = if title == "-" { "null".to_owned() } else { format!("\"{title}\"") };
            format!("{{\"id\": {id}, \"jobTitle\": {title}}}")
        })
        .collect();
    match format {
        "ndjson" => objects.join("\n"),
        "array" => format!("[{}]", objects.join(",\n")),
        "page" => format!("{{\"@odata.context\": \"x\", \"value\": [{}]}}", objects.join(", ")),
        "part" => format!("{{\"value\": [{}], \"@odata.nextLink\": \"https://example.com/2\"}}", objects.join(", ")),
        "cut" => format!("[{}, {{\"id\": \"9", objects.join(", ")),
        "damaged" => format!("{}\n{{\"id\": \"9\", \"jobTitle\": }}", objects.join("\n")),
        "ldif" => each.fold("version: 1\n".to_owned(), |text, (id, title)| {
            let title = if title == "-" { String::new() } else { format!("JobTitle: {title}\n") };
            format!("{text}\ndn: {id}\n{title}")
        }),
        _ => panic!("{format} is no format"),
    }
}

/// What is said of each record.
fn said(ran: &Ran) -> String {
    let lines = ran.lines.iter().map(|line| {
        let id = line["id"].as_str().unwrap_or("?");
        let shown = |flow: &serde_json::Value, name: &str| flow[name].as_str().unwrap_or("–").to_owned();
        match (line["status"].as_str(), line["flows"].as_array().map(Vec::as_slice)) {
            (Some("changed"), Some([flow])) => format!("{id} {}>{}", shown(flow, "before"), shown(flow, "after")),
            (Some("changed"), _) => id.to_owned(),
            (status, _) => format!("{id} {}", status.unwrap_or("?")),
        }
    });
    lines.collect::<Vec<_>>().join(", ")
}

const COMMAND: &str = "simulate m.toml --format json --show-values";

#[test]
fn records_are_compared_with_the_last_of_their_id() {
    let folder = Folder::new(&[("m.toml", MAPPING)]);
    for (before, after, expected) in PAIRS {
        let code = if before.contains('?') || after.contains('?') { 1 } else { 0 };
        for (earlier, later) in [("ndjson", "ndjson"), ("array", "page")] {
            folder.put("before", &records(earlier, before));
            folder.put("after", &records(later, after));
            let ran = folder.run(&format!("{COMMAND} --before before --after after"));
            assert_eq!(said(&ran), *expected, "{before} | {after}: {}", ran.errors);
            assert_eq!(ran.code, Some(code), "{before} | {after}: {}", ran.errors);
        }
    }
}

/// Who is missing on a page, or among records of which some cannot be read, has not left.
#[test]
fn nobody_has_left_who_may_be_among_what_was_not_read() {
    let folder = Folder::new(&[("m.toml", MAPPING)]);
    for (earlier, before, later, after, expected, code) in [
        ("ndjson", "1a 2b", "part", "1x", "1 a>x, 2 unknown", 0),
        ("part", "1a", "ndjson", "1x 2b", "1 a>x, 2 unknown", 0),
        ("part", "1a 2b", "ndjson", "1x", "1 a>x, 2 left", 0),
        ("ndjson", "1a", "part", "1x 2b", "1 a>x, 2 created", 0),
        ("ndjson", "1a 2b", "cut", "1x", "1 a>x, 2 unknown", 1),
        ("cut", "1a", "ndjson", "1x 2b", "1 a>x, 2 unknown", 1),
        // Whose record cannot be read is known.
        ("ndjson", "1a 2b 9c", "damaged", "1x", "1 a>x, 2 left, 9 unknown", 1),
        ("damaged", "1a", "ndjson", "1x 2b 9c", "1 a>x, 2 created, 9 unknown", 1),
        ("ndjson", "1a 2b", "page", "1x", "1 a>x, 2 left", 0),
    ] {
        folder.put("before", &records(earlier, before));
        folder.put("after", &records(later, after));
        let ran = folder.run(&format!("{COMMAND} --before before --after after"));
        assert_eq!(said(&ran), expected, "{earlier} {before} | {later} {after}: {}", ran.errors);
        assert_eq!(ran.code, Some(code), "{earlier} {before} | {later} {after}: {}", ran.errors);
        let is_page = [earlier, later].contains(&"part");
        assert_eq!(ran.errors.contains("warning[incomplete-page]"), is_page, "{}", ran.errors);
    }
}

/// What can be read only once is held.
#[cfg(unix)]
#[test]
fn a_pipe_is_read_once() {
    let folder = Folder::new(&[("m.toml", MAPPING)]);
    for (before, after, expected) in PAIRS {
        folder.put("before", &records("ndjson", before));
        folder.put("after", &records("array", after));
        for (earlier, later, piped) in [("-", "after", "before"), ("before", "/dev/stdin", "after")] {
            let arguments = format!("{COMMAND} --before {earlier} --after {later}");
            let shell = format!("cat {piped} | {} {arguments}", env!("CARGO_BIN_EXE_attrflow"));
            let mut command = Command::new("sh");
            let ran = command.args(["-c", &shell]).current_dir(folder.path("")).stderr(Stdio::null()).output();
            let text = String::from_utf8(ran.expect("a shell starts").stdout).expect("attrflow prints text");
            let lines = text.lines().map(|line| serde_json::from_str(line).expect("it is JSON")).collect();
            let ran = Ran { lines, errors: String::new(), code: None };
            assert_eq!(said(&ran), *expected, "{before} | {after}, {piped} from a pipe");
        }
    }
}

/// The names of a directory's attributes may be written in any case, as for `attrflow map`.
#[test]
fn entries_of_a_directory_are_compared_as_they_are_mapped() {
    let folder = Folder::new(&[("m.toml", MAPPING)]);
    for (earlier, later) in [("ldif", "ldif"), ("ndjson", "ldif"), ("ldif", "array")] {
        folder.put("before", &records(earlier, "1a 2b 3c"));
        folder.put("after", &records(later, "1x 2b 3-"));
        let ran = folder.run(&format!("{COMMAND} --before before --after after"));
        assert_eq!(said(&ran), "1 a>x, 3", "{earlier} {later}: {}", ran.errors);
    }
}
