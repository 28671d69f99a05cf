//! The examples in the help and on the manual page of each command: what somebody wants, and the command line for it.
//!
//! Each line is read by the parser of arguments in a test. They are short, so that no terminal breaks one inside a string. The
//! quotation marks are those of PowerShell 7 and of shells elsewhere; Windows PowerShell takes `-f FILE`.

pub(super) const EVAL: &str = "Examples:
  One record, given by its attributes:
    attrflow eval 'Left([mail], 3)' -a mail=ada@contoso.com
  The value of every part:
    attrflow eval 'Coalesce([mail], [upn])' -a upn=ada@contoso.com --trace
  An expression in a file, for every record of a table:
    attrflow eval -f expression.txt users.csv
  As the service answers it:
    attrflow eval 'ToUpper([city])' -a city=Oslo --format graph";

pub(super) const MAP: &str = "Examples:
  The payloads of an export:
    attrflow map export.json users.csv -o payloads.ndjson
  What becomes of each record:
    attrflow map export.json users.csv --envelope
  The requests that bring the target up to date:
    attrflow map export.json users.csv --operation patch --previous old.ndjson";

pub(super) const SIMULATE: &str = "Examples:
  What flows when these users change:
    attrflow simulate export.json --before old.ndjson --after new.ndjson";

pub(super) const CHECK: &str = "Examples:
  Every mapping file in this folder:
    attrflow check
  One expression:
    attrflow check -e 'Join(\" \", [givenName], [surname])'
  How often each code is reported:
    attrflow check exports --statistics
  Apply the safe fixes:
    attrflow check export.json --fix
  For an editor, with the text on standard input:
    attrflow check - --stdin-filename export.json --format json";

pub(super) const TEST: &str = "Examples:
  All tests in this folder:
    attrflow test
  The branches that no test takes:
    attrflow test --coverage
  Write cases for them:
    attrflow test users.test.toml --generate";

pub(super) const FMT: &str = "Examples:
  Every mapping file in this folder:
    attrflow fmt
  What would change:
    attrflow fmt export.json --diff
  One expression:
    attrflow fmt -e 'Join(\" \",[givenName],[surname])'";

pub(super) const DIFF: &str = "Examples:
  What a change means:
    attrflow diff before.json after.json
  How many payloads it changes:
    attrflow diff before.json after.json --records users.csv";

pub(super) const PARSE: &str = "Examples:
  As the service stores it:
    attrflow parse 'Left([mail], 3)' --format graph
  An expression in a file:
    attrflow parse -f expression.txt";

pub(super) const INIT: &str = "Examples:
  Start from a connector:
    attrflow init --template workplace -o users.toml";

pub(super) const CONVERT: &str = "Examples:
  An export as a file that is easy to edit, and back:
    attrflow convert export.json -o users.toml
    attrflow convert users.toml -o export.json --force";

pub(super) const MIGRATE: &str = "Examples:
  Move a mapping to another application:
    attrflow migrate export.json --to workgrid -o users.toml";

pub(super) const FUNCTIONS: &str = "Examples:
  The page of a function, also by its name elsewhere:
    attrflow functions Join
    attrflow functions Concatenate
  A function for a task:
    attrflow functions last characters";

pub(super) const CONNECTORS: &str = "Examples:
  All of them, and the mapping file of one:
    attrflow connectors
    attrflow connectors workplace";

pub(super) const EXPLAIN: &str = "Examples:
  What a code means:
    attrflow explain unknown-escape
  What there is about something:
    attrflow explain line break";

pub(super) const RECIPES: &str = "Examples:
  All of them:
    attrflow recipes
  What there is for a task:
    attrflow recipes last characters";

pub(super) const SCHEMA: &str = "Examples:
  For an editor of TOML:
    attrflow schema mapping";

pub(super) const LSP: &str = "Examples:
  What editors start:
    attrflow lsp";

pub(super) const COMPLETIONS: &str = "Examples:
  For PowerShell, in the profile:
    attrflow completions powershell
  For bash:
    attrflow completions bash";

pub(super) const MAN: &str = "Examples:
  One page for each command:
    attrflow man share/man/man1";

pub(super) const ALL: &str = "Examples:
  Check an export:
    attrflow check export.json
  See what its mapping gives for users:
    attrflow map export.json users.csv --envelope
  Try an expression:
    attrflow eval 'Left([mail], 3)' -a mail=ada@contoso.com";

#[cfg(test)]
mod tests {
    use crate::cli::Arguments;
    use clap::{CommandFactory, Parser};

    /// A command line as a shell reads it: quotation marks hold words together.
    fn words(line: &str) -> Vec<String> {
        let (mut words, mut word, mut open) = (Vec::new(), String::new(), None);
        for character in line.chars() {
            match (open, character) {
                (None, '\'' | '"') => open = Some(character),
                (Some(mark), _) if mark == character => open = None,
                (None, ' ') => words.push(std::mem::take(&mut word)),
                _ => word.push(character),
            }
        }
        words.push(word);
        words
    }

    #[test]
    fn every_command_has_examples_that_can_be_run() {
        let whole = Arguments::command();
        let commands = whole.get_subcommands().filter(|command| command.get_name() != "help");
        let mut count = 0;
        for command in commands.chain([&whole]) {
            let name = command.get_name();
            let text = command.get_after_help().map(ToString::to_string).unwrap_or_default();
            let lines: Vec<&str> = text.lines().filter_map(|line| line.strip_prefix("    ")).collect();
            assert!(text.starts_with("Examples:\n") && !lines.is_empty(), "{name} has no example");
            for line in lines {
                assert!(line.len() <= 76, "too long for a terminal: {line}");
                assert!(name == "attrflow" || line.starts_with(&format!("attrflow {name}")), "{line}");
                if let Err(error) = Arguments::try_parse_from(words(line)) {
                    panic!("{line}\n{error}");
                }
                count += 1;
            }
        }
        assert!(count > 30, "{count}");
    }
}
