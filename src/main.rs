//! The command line of attrflow.

#![warn(clippy::panic, clippy::unwrap_used)]

mod cli;

fn main() -> std::process::ExitCode {
    cli::main()
}
