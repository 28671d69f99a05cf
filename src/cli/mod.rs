//! The command line: one file per subcommand, built on the library's public API only.
//!
//! Exit codes are the same everywhere: 0 success, 1 diagnostics or failed records, 2 wrong usage, an unreadable file or
//! an output that cannot be written, 3 an internal error, 130 and 143 stopped by Ctrl-C and by SIGTERM. Results go to
//! standard output, everything else to standard error.

mod check;
mod compression;
mod config;
mod convert;
mod decoded;
mod diff;
mod discover;
mod edits;
mod error;
mod eval;
mod examples;
mod expression;
mod file_pattern;
mod files;
mod fit;
mod fmt;
mod init;
mod interrupt;
mod level;
mod listings;
mod lsp;
mod map;
mod migrate;
mod output;
mod parse;
mod pipeline;
mod printer;
mod prose;
mod quotes;
mod recipes;
mod reports;
mod say;
mod schema;
mod search;
mod shell;
mod simulate;
mod test;
mod trace;
mod values;
mod world;
mod write;

use clap::{Parser, Subcommand};
use error::CliError;
use std::process::ExitCode;

/// Run, check and test Microsoft Entra attribute mappings outside the tenant.
#[derive(Debug, Parser)]
#[command(name = "attrflow", version, max_term_width = 100, arg_required_else_help = true, after_help = examples::ALL)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    #[command(after_help = examples::EVAL)]
    Eval(eval::Eval),
    #[command(after_help = examples::MAP)]
    Map(map::Map),
    #[command(after_help = examples::SIMULATE)]
    Simulate(simulate::Simulate),
    #[command(after_help = examples::CHECK)]
    Check(check::Check),
    #[command(after_help = examples::TEST)]
    Test(test::Test),
    #[command(after_help = examples::FMT)]
    Fmt(fmt::Fmt),
    #[command(after_help = examples::DIFF)]
    Diff(Box<diff::Diff>),
    #[command(after_help = examples::PARSE)]
    Parse(parse::Parse),
    #[command(after_help = examples::INIT)]
    Init(init::Init),
    #[command(after_help = examples::CONVERT)]
    Convert(convert::Convert),
    #[command(after_help = examples::MIGRATE)]
    Migrate(migrate::Migrate),
    #[command(after_help = examples::FUNCTIONS)]
    Functions(listings::Functions),
    #[command(after_help = examples::CONNECTORS)]
    Connectors(listings::Connectors),
    #[command(after_help = examples::EXPLAIN)]
    Explain(listings::Explain),
    #[command(after_help = examples::RECIPES)]
    Recipes(recipes::Recipes),
    #[command(after_help = examples::SCHEMA)]
    Schema(schema::Schema),
    #[command(after_help = examples::LSP)]
    Lsp(lsp::Lsp),
    #[command(after_help = examples::COMPLETIONS)]
    Completions(shell::Completions),
    #[command(after_help = examples::MAN)]
    Man(shell::Man),
}

/// Runs the command that the arguments name.
pub(crate) fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(told) => return parsed(&told),
    };
    // A panic is an internal error. The panic hook has printed it; what is left is to ask for a report.
    let run = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| run(arguments.command)));
    match run {
        // The results are complete, but a message on standard error was lost.
        Ok(Ok(())) if say::has_lost() => ExitCode::from(2),
        Ok(Ok(())) => ExitCode::SUCCESS,
        Ok(Err(failure)) => failure.report(),
        Err(_) => CliError::Defect.report(),
    }
}

/// Prints the help, the version, or what is wrong with the arguments.
fn parsed(told: &clap::Error) -> ExitCode {
    use std::io::Write;
    let printed = told.print().and_then(|()| std::io::stdout().flush());
    let arguments: Vec<String> = std::env::args_os().skip(1).map(|it| it.to_string_lossy().into_owned()).collect();
    if told.use_stderr() && quotes::are_pieces(&arguments) {
        quotes::tell_of_pieces();
    }
    match printed.map_err(CliError::from) {
        Err(failure @ CliError::Write(_)) if !told.use_stderr() => failure.report(),
        _ => ExitCode::from(u8::try_from(told.exit_code()).unwrap_or(2)),
    }
}

fn run(command: Command) -> Result<(), CliError> {
    match command {
        Command::Eval(eval) => eval.run(),
        Command::Map(map) => map.run(),
        Command::Simulate(simulate) => simulate.run(),
        Command::Check(check) => check.run(),
        Command::Test(test) => test.run(),
        Command::Diff(diff) => diff.run(),
        Command::Fmt(fmt) => fmt.run(),
        Command::Parse(parse) => parse.run(),
        Command::Init(init) => init.run(),
        Command::Convert(convert) => convert.run(),
        Command::Migrate(migrate) => migrate.run(),
        Command::Functions(functions) => functions.run(),
        Command::Connectors(connectors) => connectors.run(),
        Command::Explain(explain) => explain.run(),
        Command::Recipes(recipes) => recipes.run(),
        Command::Lsp(lsp) => lsp.run(),
        Command::Schema(schema) => schema.run(),
        Command::Completions(completions) => completions.run(),
        Command::Man(man) => man.run(),
    }
}
