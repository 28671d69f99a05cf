//! `attrflow parse`: shows how an expression is parsed. Evaluates nothing.

use super::error::CliError;
use super::expression::GivenExpression;
use super::{output, reports, world};
use attrflow::Language;
use attrflow::tool::render::printable;
use attrflow::tool::{Context, Expression, trees};
use clap::ValueEnum;
use std::io::Write;

/// Show how an expression is parsed: as a tree, as JSON, as the service stores it, or as bytecode
#[derive(Debug, clap::Args)]
pub(super) struct Parse {
    /// The expression; `-` is standard input
    #[arg(required_unless_present = "expression_file")]
    expression: Option<String>,
    /// Read the expression from a file, where no shell changes it
    #[arg(short = 'f', long, value_name = "FILE", conflicts_with = "expression")]
    expression_file: Option<String>,
    /// Expression dialect
    #[arg(long, value_parser = world::dialects(), default_value = "entra")]
    dialect: &'static Language,
    /// Output format
    #[arg(long, value_enum, default_value = "tree")]
    format: ParseFormat,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum ParseFormat {
    /// One line per node, indented, with its byte range
    Tree,
    /// The tree as JSON
    Json,
    /// The `attributeMappingSource` that synchronizationSchema stores
    Graph,
    /// Bytecode
    Bytecode,
}

impl Parse {
    pub(super) fn run(self) -> Result<(), CliError> {
        let given = GivenExpression::read(self.expression.as_deref(), self.expression_file.as_deref())?;
        let ast = trees::parse(given.text());
        let mut out = output::standard();
        match self.format {
            ParseFormat::Tree => write!(out, "{}", printable::lines(&trees::outline(&ast.root)))?,
            ParseFormat::Json => writeln!(out, "{:#}", trees::to_json(&ast.root))?,
            ParseFormat::Graph => {
                let tree = serde_json::to_value(trees::to_tree(&ast.root)).map_err(|_| CliError::Defect)?;
                writeln!(out, "{tree:#}")?;
            }
            ParseFormat::Bytecode => {
                let context = Context { language: self.dialect, source_schema: None };
                match Expression::new(given.text(), context) {
                    Ok(expression) => write!(out, "{}", printable::source(&expression.program().to_string()))?,
                    Err(report) => {
                        let report = given.report(report.diagnostics);
                        reports::print_errors(&report);
                        given.tell_of_quotes(&report);
                        return Err(CliError::Diagnostics);
                    }
                }
            }
        }
        out.flush()?;
        let report = given.report(ast.diagnostics);
        reports::print_errors(&report);
        given.tell_of_quotes(&report);
        if report.has_errors() { Err(CliError::Diagnostics) } else { Ok(()) }
    }
}
