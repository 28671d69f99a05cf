//! Commands in a pipeline: the output format, the job summary, the maximum number of diagnostics, the exit codes.

use crate::editor::run::{ATTRFLOW, Folder, told};
use std::process::Command;

const BROKEN: &str = "[[attribute]]\ntarget = 'userName'\nmatch = 1\nvalue = 'Tolower([upn])'\n";
const SOUND: &str = "[[attribute]]\ntarget = 'userName'\nmatch = 1\nvalue = 'ToLower([upn])'\n";
const FAILING: &str = "mapping = 'sound.toml'\n[[case]]\nname = 'ada'\nrecord = { upn = 'A' }\nexpect.userName = 'A'\n";

fn folder() -> Folder {
    let folder = Folder::new();
    folder.write("broken.toml", BROKEN);
    folder.write("sound.toml", SOUND);
    folder.write("sound.test.toml", FAILING);
    folder
}

/// Runs attrflow like a pipeline that sets these variables.
fn run(folder: &Folder, arguments: &[&str], variables: &[(&str, &str)]) -> (i32, String, String) {
    let mut command = Command::new(ATTRFLOW);
    for variable in ["GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY", "TF_BUILD"] {
        command.env_remove(variable);
    }
    command.args(arguments).current_dir(folder.path()).envs(variables.iter().copied());
    told(command.output().unwrap())
}

#[test]
fn auto_is_the_format_of_the_pipeline() {
    let folder = folder();
    for command in [&["check", "broken.toml"][..], &["test", "sound.test.toml"]] {
        for (variable, sign) in [("GITHUB_ACTIONS", "::error file="), ("TF_BUILD", "##vso[task.logissue type=error;")] {
            let (code, shown, _) = run(&folder, command, &[(variable, "true")]);
            assert!(code == 1 && shown.starts_with(sign), "{command:?} {variable}: {shown}");
            let (_, shown, _) = run(&folder, command, &[(variable, "false")]);
            assert!(!shown.contains(sign), "{shown}");
        }
        let (_, shown, _) = run(&folder, &[command, &["--format", "json"]].concat(), &[("GITHUB_ACTIONS", "true")]);
        assert!(shown.starts_with('{'), "an explicit format has priority: {shown}");
    }
}

#[test]
fn every_command_adds_to_the_summary_of_the_job() {
    let folder = folder();
    let summary = [("GITHUB_STEP_SUMMARY", "summary.md")];
    folder.write("summary.md", "# before\n");
    run(&folder, &["check", "broken.toml"], &summary);
    run(&folder, &["test", "--coverage"], &summary);
    run(&folder, &["diff", "sound.toml", "broken.toml"], &summary);
    let written = folder.read("summary.md");
    let headings: Vec<&str> = written.lines().filter(|line| line.starts_with('#')).collect();
    let expected =
        ["# before", "### attrflow check: 1 error", "### attrflow test: 0 passed, 1 failed", "### Mapping changes"];
    assert_eq!(headings, expected);
    assert!(written.contains("| error | `broken.toml:4:10` | `userName` |"), "{written}");
    let (code, _, told) = run(&folder, &["check", "sound.toml"], &[("GITHUB_STEP_SUMMARY", "no/such/folder/s.md")]);
    assert!(code == 0 && told.contains("`no/such/folder/s.md` cannot be written"), "{told}");
    run(&folder, &["check", "sound.toml"], &[("GITHUB_STEP_SUMMARY", "")]);
}

#[test]
fn the_number_of_printed_diagnostics_is_limited() {
    let folder = Folder::new();
    let attribute = |number: usize, value: &str| format!("[[attribute]]\ntarget = 'a{number}'\nvalue = '{value}'\n");
    let text: String =
        (0..300).map(|number| attribute(number, if number < 290 { "Mid([b], 2)" } else { "Mdi([b])" })).collect();
    folder.write("m.toml", &text);
    let count = |shown: &str, sign: &str| shown.lines().filter(|line| line.contains(sign)).count();
    let (code, shown, told) = run(&folder, &["check", "m.toml", "--format", "concise"], &[]);
    assert_eq!((code, shown.lines().count(), count(&shown, "error[")), (1, 200, 10), "the most severe are kept");
    assert!(told.contains("more diagnostics are not shown; `--max-diagnostics 0` shows all"), "{told}");
    let (_, shown, told) = run(&folder, &["check", "m.toml", "--format", "concise", "--max-diagnostics", "0"], &[]);
    assert!(shown.lines().count() >= 300 && told.is_empty(), "{told}");
    let (_, shown, _) = run(&folder, &["check", "m.toml", "--format", "concise", "--max-diagnostics", "3"], &[]);
    assert_eq!((shown.lines().count(), count(&shown, "error[")), (3, 3));
    let (_, shown, told) = run(&folder, &["check", "m.toml", "--format", "ndjson", "--max-diagnostics", "3"], &[]);
    assert!(shown.lines().count() >= 300 && told.is_empty(), "machine-readable output is complete");
}

/// A run with files that occur in pipelines: the arguments, the exit code, and the expected output.
const MEETS: &[(&str, i32, &str)] = &[
    ("check sound.toml", 0, "no diagnostics"),
    ("check broken.toml", 1, "wrong-case-function"),
    ("check broken.toml --exit-zero", 0, "wrong-case-function"),
    ("check nowhere.toml", 2, "`nowhere.toml` is neither a file nor a connector"),
    ("check sound.toml nowhere.toml", 2, "`nowhere.toml`"),
    ("check empty", 2, "there is no mapping file in `empty`"),
    ("check sound.toml --selct x", 2, "--selct"),
    ("check sound.toml --select no-such-code", 2, "there is no such code"),
    ("check torn.json", 1, "not-json"),
    ("check latin.toml", 1, "not-utf8"),
    ("check nothing.toml", 1, "no-object-mapping"),
    ("check utf16.toml", 1, "utf16.toml:4:10: error[wrong-case-function]"),
    ("check marked.toml", 1, "marked.toml:4:10: error[wrong-case-function]"),
    ("check crlf.toml", 1, "crlf.toml:4:10: error[wrong-case-function]"),
    ("check line.json", 1, "error[wrong-case-function]: there is no function `Tolower`"),
    ("test sound.test.toml", 1, "0 passed, 1 failed"),
    ("test orphan.test.toml", 1, "test-mapping-unreadable"),
    ("test empty", 2, "there are no tests"),
    ("test empty --allow-empty", 0, ""),
    ("test nowhere.test.toml", 2, "`nowhere.test.toml` cannot be read"),
    ("diff sound.toml nowhere.toml", 2, "`nowhere.toml`"),
    ("diff sound.toml torn.json", 1, "not-json"),
    ("diff sound.toml broken.toml", 0, "Tolower"),
    ("fmt --check sound.toml", 0, ""),
    ("fmt --check torn.json", 1, "not-json"),
    ("fmt --check empty", 2, "there is no mapping file"),
];

#[test]
fn exit_codes_are_as_they_are_documented() {
    let folder = folder();
    std::fs::create_dir(folder.path().join("empty")).unwrap();
    folder.write("torn.json", "{\"attributeMappings\": [");
    folder.write("nothing.toml", "");
    folder.write("orphan.test.toml", "mapping = 'nowhere.toml'\n[[case]]\nrecord = {}\nskip = ['a']\n");
    let bytes = |name: &str, bytes: Vec<u8>| std::fs::write(folder.path().join(name), bytes).unwrap();
    bytes("latin.toml", [b"# caf\xE9\n", SOUND.as_bytes()].concat());
    bytes("utf16.toml", [0xFEFF].into_iter().chain(BROKEN.encode_utf16()).flat_map(u16::to_le_bytes).collect());
    bytes("marked.toml", [b"\xEF\xBB\xBF", BROKEN.as_bytes()].concat());
    bytes("crlf.toml", BROKEN.replace('\n', "\r\n").into_bytes());
    // A large export on one line.
    let one = |number: usize, name: &str| {
        format!(
            "{{\"targetAttributeName\": \"a{number}\", \"source\": {{\"type\": \"Function\", \"expression\": \"{name}([é])\"}}}}"
        )
    };
    let mut many: Vec<String> = (0..12_000).map(|number| one(number, "ToLower")).collect();
    many.push(one(12_000, "Tolower"));
    folder.write("line.json", &format!("{{\"attributeMappings\": [{}]}}", many.join(",")));
    for (arguments, expected, sign) in MEETS {
        let format: &[&str] = if arguments.starts_with("check") { &["--format", "concise"] } else { &[] };
        let words: Vec<&str> = arguments.split(' ').chain(format.iter().copied()).collect();
        let (code, shown, told) = run(&folder, &words, &[]);
        assert_eq!(code, *expected, "{arguments}: {shown:.500}{told:.500}");
        let sign = if *sign == "no diagnostics" { "" } else { sign };
        assert!(shown.contains(sign) || told.contains(sign), "{arguments}: {shown:.500}{told:.500}");
        assert!(!told.contains("internal error"), "{arguments}: {told}");
    }
}
