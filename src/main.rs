//! The command line of attrflow. All of it is in `cli`.

#![warn(clippy::panic, clippy::unwrap_used)]

mod cli;

fn main() -> std::process::ExitCode {
    cli::main()
}
