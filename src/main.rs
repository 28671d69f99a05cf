//! The command line of attrflow.

mod cli;

fn main() -> std::process::ExitCode {
    cli::main()
}
