//! Whether a shell has taken the quotation marks of an expression: Windows PowerShell passes `"` inside of an argument to a
//! program without a backslash before it, and the program's own rules for arguments then take it for the shell's. What comes is
//! `Join( , [givenName])`, or the expression in pieces.
//!
//! Nothing is said where the expression has quotation marks or no error. Does not know the shell.

use crate::cli::say::say;
use attrflow::Diagnostic;

/// How an expression passes by the shell.
const HELP: &str = "put the expression into a file and name it with `-f FILE`, or give it on standard input with `-`: there it keeps them";

/// Says that quotation marks may be lost, and how to keep them.
pub(super) fn tell() {
    say!("note: the expression has no quotation marks; if it was typed with them, the shell has removed them");
    say!("  help: {HELP}");
}

/// Whether one of the errors is what is left of a string that has lost its quotation marks.
pub(super) fn may_be_lost(text: &str, diagnostics: &[Diagnostic]) -> bool {
    !text.contains('"') && diagnostics.iter().any(|diagnostic| is_rest_of_string(text, diagnostic))
}

fn is_rest_of_string(text: &str, diagnostic: &Diagnostic) -> bool {
    let span = diagnostic.span.range();
    let (before, behind) = (text.get(..span.start).unwrap_or_default(), text.get(span.end..).unwrap_or_default());
    let is_inside = before.matches('(').count() > before.matches(')').count();
    match diagnostic.code() {
        "unquoted-word" => is_inside || before.trim().is_empty() && behind.trim().is_empty(),
        "unexpected-text" => is_inside,
        // A string of one character that is an operator elsewhere.
        "missing-operand" => before.trim_end().ends_with(['(', ',']) && behind.trim_start().starts_with([')', ',']),
        // The diagnostic is at the last blank, or at the sign that ends the argument.
        "missing-argument" => is_inside && had_blanks(text.get(..span.end).unwrap_or_default()),
        _ => false,
    }
}

/// Whether a text ends in blanks that were a string: after a comma, one more than people write there.
fn had_blanks(argument: &str) -> bool {
    let before = argument.strip_suffix([',', ')']).unwrap_or(argument);
    let trimmed = before.trim_end();
    let count = before.len() - trimmed.len();
    trimmed.ends_with('(') && count > 0 || trimmed.ends_with(',') && count > 1
}

/// Whether the arguments of a command line are one expression in pieces: an argument opens a parenthesis that only a later one
/// closes.
pub(super) fn are_pieces(arguments: &[String]) -> bool {
    let depth = |text: &str| {
        text.chars().fold(0_i64, |depth, character| match character {
            '(' => depth + 1,
            ')' => depth - 1,
            _ => depth,
        })
    };
    let opened = arguments.iter().position(|argument| is_begun_call(argument) && depth(argument) > 0);
    opened.and_then(|at| arguments.get(at + 1..)).is_some_and(|rest| rest.iter().any(|piece| depth(piece) < 0))
}

/// Whether a text begins like a call: a name and a parenthesis, behind the quotation mark of another shell.
fn is_begun_call(text: &str) -> bool {
    let name = text.trim_start_matches('\'').split_once('(').map(|(name, _)| name);
    name.is_some_and(|name| !name.is_empty() && name.chars().all(|character| character.is_ascii_alphanumeric()))
}

/// Says that a command line has an expression in pieces, and how to keep it whole.
pub(super) fn tell_of_pieces() {
    say!("note: the shell has split the expression into several arguments");
    say!("  help: {HELP}");
}

#[cfg(test)]
mod tests {
    use super::*;
    use attrflow::tool::{Context, check_expression, trees};

    fn is_told(text: &str) -> bool {
        let (_, diagnostics) = check_expression(text, &trees::parse(text), Context::default());
        may_be_lost(text, &diagnostics)
    }

    #[test]
    fn what_a_shell_leaves_is_seen() {
        for text in [
            "Join( , [givenName], [surname])",
            "Coalesce([mail],none)",
            "Replace([mail], , @, , -, , )",
            "Replace([mail], , .*, , x, , )",
            "Append([mail],@contoso.com)",
            "Switch([x], , a, b)",
            "IIF([country]=USA, [a], [b])",
            "FormatDateTime([d], , yyyy-MM-dd, dd.MM.yyyy)",
            "Join(-, [a], [b])",
            "Append([a], - )",
            "Append([a],  )",
            "Append([a], sales department)",
            "none",
        ] {
            assert!(is_told(text), "{text}");
        }
    }

    #[test]
    fn other_errors_and_quoted_expressions_are_left_alone() {
        for text in [
            // No error.
            "[mail]",
            "Coalesce([mail], [userPrincipalName])",
            "Left([mail], 3)",
            "Switch([x], , )",
            // An error of another kind.
            "Tolower([mail])",
            "Left([mail], 3",
            "Left([mail])",
            "Left([mail], )",
            "Append([a],)",
            "Join(,, [a])",
            "not an expression",
            "[mail",
            "[a] + ",
            "Left([mail], 3) and more",
            "Coalesce()",
            // Quotation marks that came through.
            "Append([mail], \"@contoso.com\", x)",
            "Switch([x], , a, \"b\")",
            "Join(\" \", [a] [b])",
            "",
        ] {
            assert!(!is_told(text), "{text}");
        }
    }

    #[test]
    fn pieces_of_an_expression_are_seen_among_arguments() {
        let arguments = |line: &[&str]| line.iter().map(|piece| (*piece).to_owned()).collect::<Vec<String>>();
        for (line, expected) in [
            (&["eval", "Join(", ", [givenName], [surname])"][..], true),
            (&["eval", "'Join( ,", "[givenName],", "[surname])'"], true),
            (&["check", "-e", "Append([a], sales", "department)"], true),
            (&["eval", "Left([mail], 3)", "users.csv"], false),
            (&["eval", "Left([mail], 3", "users.csv"], false),
            (&["eval", "Left([mail], 3)", "--atribute", "a=b"], false),
            (&["check", "exports (old)/users.json", "x)"], false),
            (&["check", "exports (old", "copy)"], false),
            (&["eval"], false),
            (&[], false),
        ] {
            assert_eq!(are_pieces(&arguments(line)), expected, "{line:?}");
        }
    }
}
