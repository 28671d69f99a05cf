//! The commands that write, with what they write; and that no other one does: whatever the command line declares is here,
//! or in the list of what writes nothing.

use super::{holds, resumes};
use crate::cli::Arguments;
use clap::{Arg, ArgAction, Command, CommandFactory};
use std::any::TypeId;
use std::collections::BTreeSet;
use std::path::PathBuf;

const MAPPING: &str = "[source]
directory = 'Microsoft Entra ID'
object = 'User'
[target]
directory = 'App'
object = 'User'
[[attribute]]
target = 'userName'
value = 'Tolower( [userPrincipalName])'
match = 1
[[attribute]]
target = 'title'
value = 'IIF([jobTitle] = \"x\", \"X\", [jobTitle])'
";
const BRANCHES: &str = "[source]
directory = 'Microsoft Entra ID'
object = 'User'
[target]
directory = 'App'
object = 'User'
[[attribute]]
target = 'userName'
value = 'ToLower( [userPrincipalName])'
match = 1
[[attribute]]
target = 'title'
value = 'IIF([jobTitle] = \"x\", \"X\", [jobTitle])'
";
pub(super) const OTHER: &str = "[source]
directory = 'Microsoft Entra ID'
object = 'User'
[target]
directory = 'App'
object = 'User'
[[attribute]]
target = 'userName'
value = 'ToLower( [userPrincipalName], )'
match = 1
";
pub(super) const RECORDS: &str = "{\"id\": \"1\", \"userPrincipalName\": \"A\"}
{\"id\": \"2\", \"userPrincipalName\": [1, 2]}
{\"id\": \"3\"
{\"id\": \"4\", \"userPrincipalName\": \"D\"}
";
pub(super) const TESTS: &str = "mapping = 'm.toml'
[[case]]
record = { userPrincipalName = 'A' }
payload = '''{\"userName\": \"z\"}'''
";

const SCRIPT: &str = "[{\"TargetAttributeName\": \"userName\", \"Expression\": \"Trim([a])\", \"InputAttributes\": {\"a\": \" b\"}, \
    \"ExpectedResult\": \"c\"}]";
const TREES: &str = "{\"synchronizationRules\": [{\"objectMappings\": [{\"sourceObjectName\": \"User\", \"targetObjectName\": \
    \"User\", \"enabled\": true, \"attributeMappings\": [{\"targetAttributeName\": \"userName\", \"source\": {\"expression\": \
    \"ToLower([mail])\", \"name\": \"ToUpper\", \"type\": \"Function\", \"parameters\": []}}]}]}]}";

/// A command: the files that there are, its arguments, and all files that it writes.
type Writes = (&'static [(&'static str, &'static str)], &'static [&'static str], &'static [&'static str]);

const CHECK: [Writes; 4] = [
    (&[("m.toml", MAPPING)], &["check", "--fix", "m.toml"], &["m.toml"]),
    (&[("m.toml", MAPPING), ("n.toml", MAPPING)], &["check", "--fix", "--unsafe-fixes", "."], &["m.toml", "n.toml"]),
    (
        &[("m.toml", MAPPING), ("r.json", "old")],
        &["check", "m.toml", "--report", "json=r.json", "--report", "sarif=s.sarif"],
        &["r.json", "s.sarif"],
    ),
    (
        &[("m.toml", MAPPING), ("b.json", "{}")],
        &["check", "m.toml", "--baseline", "b.json", "--write-baseline"],
        &["b.json"],
    ),
];

const FMT: [Writes; 2] = [
    (&[("m.toml", OTHER), ("n.toml", OTHER)], &["fmt", "m.toml", "n.toml"], &["m.toml", "n.toml"]),
    (&[("m.json", TREES)], &["fmt", "--trees", "m.json"], &["m.json"]),
];

const CONVERT: [Writes; 4] = [
    (&[("m.toml", OTHER)], &["convert", "m.toml", "-o", "m.json"], &["m.json"]),
    (&[("m.toml", OTHER), ("old.json", "old")], &["convert", "m.toml", "-o", "old.json", "--force"], &["old.json"]),
    (&[("m.toml", OTHER)], &["migrate", "m.toml", "--to", "meta-work-accounts", "-o", "n.toml"], &["n.toml"]),
    (
        &[("m.toml", OTHER), ("n.toml", "old")],
        &["migrate", "m.toml", "--to", "meta-work-accounts", "-o", "n.toml", "--force"],
        &["n.toml"],
    ),
];

const INIT: [Writes; 4] = [
    (&[], &["init", "--template", "meta-work-accounts", "-o", "i.toml"], &["i.toml"]),
    (&[("i.toml", "old")], &["init", "--template", "meta-work-accounts", "-o", "i.toml", "--force"], &["i.toml"]),
    (&[], &["init", "--template", "meta-work-accounts"], &["meta-work-accounts.toml"]),
    (&[("attrflow-fmt.1", "old")], &["man", "."], &["attrflow.1", "attrflow-fmt.1", "attrflow-map.1"]),
];

const TEST: [Writes; 5] = [
    (&[("m.toml", OTHER), ("m.test.toml", TESTS)], &["test", "--update", "m.test.toml"], &["m.test.toml"]),
    (&[("s.json", SCRIPT)], &["test", "--update", "s.json"], &["s.json"]),
    (&[("m.toml", OTHER)], &["test", "--generate", "m.toml"], &["m.test.toml"]),
    (&[("m.toml", BRANCHES), ("m.test.toml", TESTS)], &["test", "--generate", "m.test.toml"], &["m.test.toml"]),
    (&[("m.toml", OTHER), ("m.test.toml", TESTS)], &["test", "m.test.toml", "--report", "junit=t.xml"], &["t.xml"]),
];

const DIFF: [Writes; 1] = [(
    &[("m.toml", OTHER), ("n.toml", MAPPING), ("d.json", "old")],
    &["diff", "m.toml", "n.toml", "--report", "html=d.html", "--report", "json=d.json"],
    &["d.html", "d.json"],
)];

/// These are resumed.
const MAP: [Writes; 5] = [
    (&[("m.toml", OTHER), ("r.ndjson", RECORDS)], MAP_ALL, &["o.ndjson", "e.ndjson"]),
    (
        &[("m.toml", OTHER), ("r.ndjson", RECORDS), ("o.ndjson", "old\n"), ("e.ndjson", "old\n")],
        MAP_ALL,
        &["o.ndjson", "e.ndjson"],
    ),
    (
        &[("m.toml", OTHER), ("r.ndjson", RECORDS), ("o.ndjson", "old\n")],
        &["map", "m.toml", "r.ndjson", "-o", "o.ndjson", "--operation", "replace"],
        &["o.ndjson"],
    ),
    (
        &[("m.toml", OTHER), ("r.ndjson", RECORDS), ("p.ndjson", "{\"userName\": \"a\"}\n{\"userName\": \"b\"}\n")],
        &[
            "map",
            "m.toml",
            "r.ndjson",
            "-o",
            "o.ndjson.gz",
            "--operation",
            "patch",
            "--previous",
            "p.ndjson",
            "--envelope",
        ],
        &["o.ndjson.gz"],
    ),
    (
        &[("m.toml", OTHER), ("r.ndjson", RECORDS), ("p.ndjson", MUCH)],
        &["map", "m.toml", "r.ndjson", "-o", "o.ndjson", "--operation", "replace", "--previous", "p.ndjson"],
        &["o.ndjson"],
    ),
];
/// More than is kept in memory of what the target has.
const MUCH: &str = "\
{\"userName\": \"a\", \"note\": \"0123456789012345678901234567890123456789012345678901234567890123456789\"}\n\
{\"userName\": \"b\", \"note\": \"0123456789012345678901234567890123456789012345678901234567890123456789\"}\n\
{\"userName\": \"x0\", \"note\": \"0123456789012345678901234567890123456789012345678901234567890123456789\"}\n\
{\"userName\": \"x1\", \"note\": \"0123456789012345678901234567890123456789012345678901234567890123456789\"}\n\
{\"userName\": \"x2\", \"note\": \"0123456789012345678901234567890123456789012345678901234567890123456789\"}\n\
{\"userName\": \"x3\", \"note\": \"0123456789012345678901234567890123456789012345678901234567890123456789\"}\n\
{\"userName\": \"x4\", \"note\": \"0123456789012345678901234567890123456789012345678901234567890123456789\"}\n\
{\"userName\": \"x5\", \"note\": \"0123456789012345678901234567890123456789012345678901234567890123456789\"}\n\
{\"userName\": \"x6\", \"note\": \"0123456789012345678901234567890123456789012345678901234567890123456789\"}\n\
{\"userName\": \"x7\", \"note\": \"0123456789012345678901234567890123456789012345678901234567890123456789\"}\n\
{\"userName\": \"x8\", \"note\": \"0123456789012345678901234567890123456789012345678901234567890123456789\"}\n\
{\"userName\": \"x9\", \"note\": \"0123456789012345678901234567890123456789012345678901234567890123456789\"}\n\
";
const MAP_ALL: &[&str] = &[
    "map",
    "m.toml",
    "r.ndjson",
    "-o",
    "o.ndjson",
    "--errors",
    "e.ndjson",
    "--set",
    "x=secret",
    "--now",
    "2026-01-15T09:30:00Z",
];

/// What changes no file: commands whose names say it all, flags, and options that name a file that is read.
const WRITES_NOTHING: [(&str, &str); 15] = [
    ("check", "config diff exit-zero no-config show-files statistics watch"),
    ("completions", ""),
    ("connectors", ""),
    ("diff", "show-values"),
    ("eval", "show-values trace"),
    ("explain", ""),
    ("fmt", "check diff multi-line"),
    ("functions", ""),
    ("lsp", "stdio"),
    ("map", "explain-scope no-progress quiet show-values"),
    ("parse", ""),
    ("recipes", ""),
    ("schema", ""),
    ("simulate", "show-values"),
    ("test", "allow-empty coverage mutate"),
];

fn all() -> impl Iterator<Item = &'static Writes> {
    CHECK.iter().chain(&FMT).chain(&CONVERT).chain(&INIT).chain(&TEST).chain(&DIFF).chain(&MAP)
}

fn hold(commands: &[Writes]) {
    commands.iter().for_each(|(files, arguments, outputs)| holds(files, arguments, outputs));
}

#[test]
fn check() {
    hold(&CHECK);
}

#[test]
fn fmt() {
    hold(&FMT);
}

#[test]
fn convert_and_migrate() {
    hold(&CONVERT);
}

#[test]
fn init_and_man() {
    hold(&INIT);
}

#[test]
fn test() {
    hold(&TEST);
}

#[test]
fn diff() {
    hold(&DIFF);
}

#[test]
fn map() {
    MAP.iter().for_each(|(files, arguments, outputs)| resumes(files, arguments, outputs));
}

/// Whether an argument may make a command write: it is a flag, or it names a file that is not read. What is read is named by
/// a plain string.
fn may_write(argument: &Arg) -> bool {
    if !argument.get_action().takes_values() {
        return matches!(argument.get_action(), ArgAction::SetTrue);
    }
    let values: Vec<&str> = argument.get_value_names().unwrap_or_default().iter().map(|name| name.as_str()).collect();
    let is = |of: TypeId| argument.get_value_parser().type_id() == of;
    is(TypeId::of::<PathBuf>())
        || !is(TypeId::of::<String>()) && values.iter().any(|it| it.contains("PATH") || *it == "FILE")
}

/// The words of a command line that are this argument.
fn forms(argument: &Arg) -> Vec<String> {
    let long = argument.get_long().map(|long| format!("--{long}"));
    long.into_iter().chain(argument.get_short().map(|short| format!("-{short}"))).collect()
}

#[test]
fn whatever_may_write_is_broken_at_every_call() {
    let mut left = BTreeSet::new();
    let whole = Arguments::command();
    // `resumes` adds it.
    let resumed = ("map", "--resume");
    let check = |command: &Command, left: &mut BTreeSet<String>| {
        let name = command.get_name();
        let of_it: Vec<&[&str]> = all().map(|(_, arguments, _)| *arguments).filter(|it| it[0] == name).collect();
        let quiet = WRITES_NOTHING.iter().find(|(known, _)| *known == name);
        if of_it.is_empty() && quiet.is_none() {
            left.insert(format!("{name} itself"));
        }
        for argument in command.get_arguments().filter(|argument| may_write(argument)) {
            let id = argument.get_long().unwrap_or(argument.get_id().as_str());
            let is_quiet = quiet.is_some_and(|(_, flags)| flags.split(' ').any(|flag| flag == id));
            let is_broken = match forms(argument).as_slice() {
                [] => !of_it.is_empty(),
                forms => of_it
                    .iter()
                    .any(|it| forms.iter().any(|form| it.contains(&form.as_str()) || resumed == (name, form.as_str()))),
            };
            if is_quiet == is_broken {
                left.insert(format!("{name} {id}"));
            }
        }
    };
    whole.get_subcommands().for_each(|command| check(command, &mut left));
    assert!(left.is_empty(), "each is either broken in this file or listed as what writes nothing: {left:?}");
}
