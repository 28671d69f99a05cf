//! The drawings for people, compared with the expected output.

use crate::reports::rendered;
use crate::reports::samples::{about, location, one_line, report};
use attrflow::tool::registry;
use attrflow::tool::render::{Style, find};
use attrflow::{Diagnostic, Span};

#[track_caller]
fn looks(name: &str, text: &str, diagnostics: Vec<Diagnostic>, expected: &str) {
    let drawn = rendered("pretty", &[report(name, text, diagnostics)]);
    assert!(drawn == expected, "output:\n{drawn}\nexpected:\n{expected}");
}

#[test]
fn an_expression_in_a_file_that_is_one_line() {
    let expression = "Append(\"<é>\", Lower([mail]))";
    let export = one_line(expression);
    let lower =
        registry::unknown_function(location(&export, "Lower"), "Lower", Some("did you mean `ToLower`?".to_owned()))
            .with_fix("write `ToLower`", location(&export, "Lower"), "ToLower")
            .with_related(location(&export, "Append"), "an argument of this call")
            .with_related(location(&export, "rules"), "one of these");
    looks(
        "exports/contoso.json",
        &export,
        vec![about(lower, "User", "userName", expression, "Lower")],
        "\
error[unknown-function]: there is no function `Lower`
   ╭─[exports/contoso.json:1:104806, attribute `userName`]
 1 │ Append(\"<é>\", Lower([mail]))
   · ━━━┯━━        ━━━━━
   ·    ╰── an argument of this call
   ╰────
  help: did you mean `ToLower`?
  see: exports/contoso.json:1:3: one of these
  fix: write `ToLower`
       Append(\"<é>\", ToLower([mail]))

1 error
",
    );
}

const LINES: &str = "Switch([country],\n\t\"\",\n\t\"Ł中文\", \"x\",\n\t\"😀\", Lower(\n\t\t[a]\n\t),\n\t\"z\"\n)";

#[test]
fn an_expression_of_many_lines_in_a_file_that_is_one_line() {
    let export = one_line(LINES);
    let wide = registry::unexpected_text(location(&export, "中文"), "中文");
    let call = registry::unexpected_text(location(&export, "Lower(\\n\\t\\t[a]\\n\\t)"), "Lower")
        .with_related(location(&export, "\\\"z\\\""), "the last");
    looks(
        "a.json",
        &export,
        vec![about(wide, "User", "city", LINES, "中文"), about(call, "User", "city", LINES, "Lower(\n\t\t[a]\n\t)")],
        "\
error[unexpected-text]: unexpected `中文`
   ╭─[a.json:1:104823, attribute `city`]
 2 │     \"\",
 3 │     \"Ł中文\", \"x\",
   ·       ━━━━
 4 │     \"😀\", Lower(
   ╰────

error[unexpected-text]: unexpected `Lower`
   ╭─[a.json:1:104846, attribute `city`]
 3 │         \"Ł中文\", \"x\",
 4 │ ╭─▶     \"😀\", Lower(
 5 │ │           [a]
 6 │ ╰─▶     ),
 7 │         \"z\"
   ·         ━┯━
   ·          ╰── the last
 8 │     )
   ╰────

2 errors
",
    );
}

#[test]
fn the_end_of_an_expression_in_a_file_that_is_one_line() {
    let export = one_line(LINES);
    let end = Span::at(location(&export, "\\n)\"").end as usize - 1);
    looks(
        "a.json",
        &export,
        vec![about(registry::unclosed_parenthesis(end, "`Switch(`"), "User", "city", LINES, "")],
        "\
error[unclosed-parenthesis]: `Switch(` is not closed
   ╭─[a.json:1:104879, attribute `city`]
 7 │     \"z\"
 8 │ )
   ·  ▲
   ╰────
  help: add `)`

1 error
",
    );
}

#[test]
fn a_file_of_lines_is_shown_as_it_is() {
    let file = "{\r\n\t\"a\": [\r\n\t\t\"Join(\\\"-\\\", [x])\"\r\n\t],\r\n\r\n\r\n\r\n\r\n\t\"b\": 2\r\n}\r\n";
    let diagnostic = registry::wrong_case_word(location(file, "[x]"), "x", "X")
        .with_unsafe_fix("write `[y]`", location(file, "[x]"), "[y]")
        .with_related(location(file, "\"b\""), "the other one")
        .with_related(location(file, "Join"), "this call");
    looks(
        "a.json",
        file,
        vec![about(diagnostic, "User", "city", "Join(\"-\", [x])", "[x]")],
        "\
error[wrong-case-word]: `x` is not a keyword, but `X` is
   ╭─[a.json:3:16, attribute `city`]
 2 │     \"a\": [
 3 │         \"Join(\\\"-\\\", [x])\"
   ·          ━━┯━        ━━━
   ·            ╰── this call
 4 │     ],
   ╰────
    ╭─[a.json:9:2]
  8 │ 
  9 │     \"b\": 2
    ·     ━┯━
    ·      ╰── the other one
 10 │ }
    ╰────
  help: write `X`
  fix: write `[y]` (may change the result)
       \"Join(\\\"-\\\", [y])\"

1 error
",
    );
}

#[test]
fn a_long_line_is_cut_around_the_location() {
    let long = format!("Join(\"-\", {}[x]{})", "\"é\", ".repeat(80), ", [mail]".repeat(80));
    let diagnostic = registry::wrong_case_word(location(&long, "[x]"), "x", "X")
        .with_fix("write `[y]`", location(&long, "[x]"), "[y]")
        .with_related(location(&long, "Join"), "the call");
    let style = Style { unicode: false, width: 60, ..Style::default() };
    let drawn = find("pretty").unwrap().text(&[report("<expression>", &long, vec![diagnostic])], &style);
    let expected = "\
error[wrong-case-word]: `x` is not a keyword, but `X` is
   ,-[<expression>:1:411]
 1 | ...é\", \"é\", \"é\", [x], [mail], [mail], [mail],...
   :                  ^^^
   `----
  help: write `X`
  see: <expression>:1:1: the call
  fix: write `[y]`
       ...é\", \"é\", \"é\", [y], [mail], [mail], [mail],...

1 error
";
    assert!(drawn == expected, "{drawn}\n{expected}");
}

#[test]
fn help_that_the_fix_repeats_is_said_once() {
    let text = "ToLower([mail]";
    let diagnostic = registry::unclosed_parenthesis(location(text, "ToLower"), "the call of `ToLower`");
    looks(
        "<expression>",
        text,
        vec![diagnostic.with_fix("add `)`", Span::at(text.len()), ")")],
        "\
error[unclosed-parenthesis]: the call of `ToLower` is not closed
   ╭─[<expression>:1:1]
 1 │ ToLower([mail]
   · ━━━━━━━
   ╰────
  fix: add `)`
       ToLower([mail])

1 error
",
    );
}

#[test]
fn ends_and_empty_texts_have_a_caret() {
    looks(
        "<expression>",
        "",
        vec![registry::empty_expression(Span::at(0))],
        "\
error[empty-expression]: the expression is empty
   ╭─[<expression>:1:1]
 1 │ 
   · ▲
   ╰────

1 error
",
    );
    looks(
        "<expression>",
        "Join(\"-\",\n",
        vec![
            registry::unclosed_parenthesis(Span::new(4, 10), "`Join(`"),
            registry::unclosed_parenthesis(Span::at(10), "`Join(`"),
        ],
        "\
error[unclosed-parenthesis]: `Join(` is not closed
   ╭─[<expression>:1:5]
 1 │ Join(\"-\",
   ·     ━━━━━
   ╰────
  help: add `)`

error[unclosed-parenthesis]: `Join(` is not closed
   ╭─[<expression>:2:1]
 1 │ Join(\"-\",
 2 │ 
   · ▲
   ╰────
  help: add `)`

2 errors
",
    );
}

#[test]
fn nothing_of_the_text_reaches_the_terminal_as_an_order() {
    let text = "Join(\u{1b}[2J, \u{202e}[x])";
    looks(
        "a\u{1b}b.toml",
        text,
        vec![registry::unexpected_text(location(text, "\u{1b}[2J"), "\u{1b}[2J")],
        "\
error[unexpected-text]: unexpected `␛[2J`
   ╭─[a␛b.toml:1:6]
 1 │ Join(␛[2J, \u{fffd}[x])
   ·      ━━━━
   ╰────

1 error
",
    );
}

#[test]
fn no_diagnostics_are_said_too() {
    looks("a", "[mail]", vec![], "no diagnostics in 1 file\n");
}

#[test]
fn an_export_of_a_megabyte_with_many_diagnostics_is_drawn_at_once() {
    let expression = "Append(\"<é>\", Lower([mail]))";
    let text =
        format!("[{}]", format!("{{\"expression\":{}}},", serde_json::to_string(expression).unwrap()).repeat(20_000));
    let locations: Vec<usize> = text.match_indices("Lower").map(|(at, _)| at).step_by(40).collect();
    let diagnostics = locations.iter().map(|at| {
        let lower = registry::unknown_function(Span::new(*at, at + 5), "Lower", None);
        about(lower, "User", "userName", expression, "Lower")
    });
    let report = report("a.json", &text, diagnostics.collect());
    let start = std::time::Instant::now();
    let drawn = rendered("pretty", &[report]);
    println!("{} bytes, {} diagnostics: {:?}", text.len(), locations.len(), start.elapsed());
    assert_eq!(
        drawn.matches(" 1 │ Append(\"<é>\", Lower([mail]))\n   ·               ━━━━━\n").count(),
        locations.len()
    );
}
