//! The line formats: concise, GitHub, Azure.

use crate::reports::{rendered, samples};
use attrflow::tool::render::{Style, find, summary};

#[test]
fn concise_has_a_line_for_each_diagnostic() {
    assert_eq!(
        rendered("concise", &samples::several()),
        "\
exports/one line.json:1:104806: error[unknown-function]: there is no function `Lower` (did you mean `ToLower`?)
maps/crlf.toml:3:22: error[unclosed-parenthesis]: `Join(` is not closed (add `)`)
maps/crlf.toml:4:6: warning[unknown-escape]: `\\d` is not an escape sequence, the backslash stays in the string (write `\\\\` for a backslash)
<expression>:1:1: error[empty-expression]: the expression is empty
maps/emoji.toml:1:5: info[empty-argument]: an empty argument of `J😀in` is ignored
maps/emoji.toml:1:10: error[wrong-kind]: `source` of `Left␊::error::` must be a string, but the record has a number that cannot be converted
"
    );
}

#[test]
fn values_are_shown_to_those_who_ask_and_nowhere_else() {
    let asked = Style { show_values: true, ..Style::default() };
    for format in attrflow::tool::render::FORMATS {
        let reports = samples::several();
        assert!(!format.text(&reports, &Style::default()).contains("ada@contoso.com"), "{}", format.name);
        assert!(format.text(&reports, &asked).contains("ada@contoso.com"), "{}", format.name);
    }
}

#[test]
fn color_is_the_callers_choice_and_never_in_a_format_for_machines() {
    let style = Style { color: true, ..Style::default() };
    for format in attrflow::tool::render::FORMATS {
        let colored = format.text(&samples::several(), &style).contains('\u{1b}');
        assert_eq!(colored, matches!(format.name, "pretty" | "concise"), "{}", format.name);
        assert!(!format.text(&samples::several(), &Style::default()).contains('\u{1b}'), "{}", format.name);
    }
}

/// A workflow command as the runner parses it: its name, its properties and its message.
fn command(line: &str) -> (String, Vec<(String, String)>, String) {
    let (head, message) = line.strip_prefix("::").unwrap().split_once("::").unwrap();
    let (name, properties) = head.split_once(' ').unwrap();
    let plain = |text: &str| text.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%");
    let property = |text: &str| plain(&text.replace("%3A", ":").replace("%2C", ","));
    let properties = properties.split(',').map(|pair| pair.split_once('=').unwrap());
    let properties = properties.map(|(key, value)| (key.to_owned(), property(value))).collect();
    (name.to_owned(), properties, plain(message))
}

#[test]
fn github_reads_the_commands_with_errors_first() {
    let text = rendered("github", &samples::several());
    let commands: Vec<_> = text.lines().map(command).collect();
    let names: Vec<&str> = commands.iter().map(|(name, _, _)| name.as_str()).collect();
    assert_eq!(names, ["error", "error", "error", "error", "warning", "notice"]);
    let (_, properties, message) = &commands[3];
    let expected = [
        ("file", "maps/emoji.toml"),
        ("line", "1"),
        ("endLine", "1"),
        ("col", "10"),
        ("endColumn", "11"),
        ("title", "wrong-kind"),
    ];
    assert_eq!(properties, &expected.map(|(key, value)| (key.to_owned(), value.to_owned())));
    assert!(message.starts_with("`source` of `Left\n::error::` must be"), "{message}");
}

#[test]
fn github_gets_names_with_signs_of_its_own() {
    let report = samples::report("a,b:100%.json", "", samples::several()[3].diagnostics.clone());
    let (_, properties, _) = command(rendered("github", &[report]).trim_end());
    assert_eq!(properties[0], ("file".to_owned(), "a,b:100%.json".to_owned()));
}

#[test]
fn azure_gets_issues_and_plain_lines() {
    let text = rendered("azure", &samples::several());
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(
        lines[1],
        "##vso[task.logissue type=error;sourcepath=maps/crlf.toml;linenumber=3;columnnumber=22;\
         code=unclosed-parenthesis;]`Join(` is not closed (add `)`)"
    );
    assert!(lines[4].starts_with("maps/emoji.toml:1:5: info[empty-argument]"), "{}", lines[4]);
    assert!(lines[5].contains(";code=wrong-kind;]`source` of `Left%0A::error::` must be"), "{}", lines[5]);
    let report = samples::report("a;b]%.json", "", samples::several()[3].diagnostics.clone());
    assert!(rendered("azure", &[report]).contains(";sourcepath=a%3Bb%5D%AZP25.json;"));
}

#[test]
fn the_summary_counts() {
    assert_eq!(summary(&samples::several()), "4 errors, 1 warning, 1 info");
    assert_eq!(summary(&[samples::report("<expression>", "", vec![])]), "no diagnostics");
    assert_eq!(summary(&[samples::report("a", "", vec![])]), "no diagnostics in 1 file");
    let two = [samples::report("a", "", vec![]), samples::report("b", "", vec![])];
    assert_eq!(summary(&two), "no diagnostics in 2 files");
    assert_eq!(summary(&[]), "no diagnostics");
    assert_eq!(find("concise").unwrap().text(&[samples::report("a", "", vec![])], &Style::default()), "");
}
