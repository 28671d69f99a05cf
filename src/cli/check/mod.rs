//! `attrflow check`: checks mapping files and expressions.
//!
//! Chooses, shows and counts diagnostics. What is wrong with a mapping is decided by the library.

mod baseline;
pub(super) mod fix;
mod most_severe;
mod records;
mod statistics;
pub(super) mod suppress;
mod watch;

use super::error::CliError;
use super::expression::GivenExpression;
use super::level::{Level, code};
use super::write::{self, Claims};
use super::{config, discover, files, output, pipeline, world};
use crate::cli::say::say;
use attrflow::tool::render;
use attrflow::tool::render::Style;
use attrflow::tool::{Context, check_expression, check_mapping};
use attrflow::{Language, Report, Source};
use clap::builder::TypedValueParser;
use config::Config;
use std::io::Write;
use std::path::PathBuf;

/// Check mapping files, connectors or one expression
#[derive(Debug, clap::Args)]
pub(super) struct Check {
    /// Mapping files (synchronizationSchema JSON or TOML), folders, or names of connectors [default: the mapping files
    /// in the current folder]
    paths: Vec<String>,
    /// Check this expression instead of files; `-` is standard input
    #[arg(short, long, value_name = "EXPR", conflicts_with = "paths", group = "one")]
    expression: Option<String>,
    /// Check the expression of a file, where no shell changes it
    #[arg(short = 'f', long, value_name = "FILE", conflicts_with_all = ["paths", "expression"], group = "one")]
    expression_file: Option<String>,
    /// The name of standard input: its extension says what the text is, and it is the file of its diagnostics
    #[arg(long, value_name = "NAME", conflicts_with = "one")]
    stdin_filename: Option<String>,
    /// Expression dialect [default: inferred from the mapping's source and target]
    #[arg(long, value_parser = world::dialects())]
    dialect: Option<&'static Language>,
    #[command(flatten)]
    show: Show,
    #[command(flatten)]
    choose: Choose,
    #[command(flatten)]
    fix: FixOptions,
    /// Also run the mappings over these records, and report which attributes fail, how often, and for which records
    #[arg(long, value_name = "FILE", conflicts_with = "one")]
    records: Option<String>,
    #[command(flatten)]
    world: world::WorldOptions,
    /// Check again whenever a file changes, and when there is a new one
    #[arg(long, conflicts_with = "one")]
    watch: bool,
}

/// The weight of a file, where 1 is enough work for a thread: a thread checks about eight files or more.
const FILE_OF_A_THREAD: f64 = 0.125;

/// How many times at most fixes are applied and the files are checked again, so that the command ends whatever fixes
/// do.
const MOST_ROUNDS: usize = 8;

/// How diagnostics are shown, and when they make the command fail.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Report")]
struct Show {
    /// Output format
    #[arg(long, value_name = "FORMAT", value_parser = formats(), default_value = "auto", env = "ATTRFLOW_FORMAT")]
    format: &'static render::ReportFormat,
    /// Also write a report to a file, such as `sarif=diagnostics.sarif`; can be repeated
    #[arg(long, value_name = "FORMAT=PATH", value_parser = report)]
    report: Vec<(&'static render::ReportFormat, PathBuf)>,
    /// List the files that were looked at, and those that git ignores, on standard error
    #[arg(long, conflicts_with = "one")]
    show_files: bool,
    /// Instead of the diagnostics, print how often each code is reported: for people, or with `--format json`
    #[arg(long)]
    statistics: bool,
    /// Maximum number of diagnostics in output for people, most severe first; 0 means no limit
    #[arg(long, value_name = "COUNT", default_value_t = 200)]
    max_diagnostics: usize,
    /// Minimum severity to show
    #[arg(long, value_enum, default_value = "warning", value_name = "LEVEL")]
    min_level: Level,
    /// Minimum severity that makes the command fail [default: that of the configuration file, else error]
    #[arg(long, value_enum, value_name = "LEVEL", env = "ATTRFLOW_FAIL_LEVEL")]
    fail_level: Option<Level>,
    /// Exit with 0 even if there are diagnostics
    #[arg(long)]
    exit_zero: bool,
}

/// Which diagnostics are reported.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Selection")]
struct Choose {
    /// Report only diagnostics with these codes
    #[arg(long, value_name = "CODE,…", value_delimiter = ',', value_parser = code)]
    select: Vec<&'static str>,
    /// Do not report diagnostics with these codes
    #[arg(long, value_name = "CODE,…", value_delimiter = ',', value_parser = code)]
    ignore: Vec<&'static str>,
    /// Configuration file [default: attrflow.toml in the current folder or the nearest parent folder, up to the root of
    /// the repository]
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Do not use a configuration file
    #[arg(long, conflicts_with = "config")]
    no_config: bool,
    /// Baseline file: known diagnostics that are not reported
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
    /// Write all current diagnostics to the baseline file
    #[arg(long, requires = "baseline")]
    write_baseline: bool,
}

/// Which fixes are applied.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Fixes")]
struct FixOptions {
    /// Apply safe fixes: those that do not change the meaning
    #[arg(long)]
    fix: bool,
    /// Also apply unsafe fixes, whose result should be reviewed
    #[arg(long, requires = "fix")]
    unsafe_fixes: bool,
    /// Show what `--fix` would change, without changing files, and fail if something would change
    #[arg(long)]
    diff: bool,
}

impl Check {
    pub(super) fn run(self) -> Result<(), CliError> {
        let config = || config::load(self.choose.config.as_deref(), self.choose.no_config);
        let from_input = self.paths.iter().any(|path| path == "-");
        if self.fix.fix && !self.fix.diff && (from_input || self.is_one()) {
            let message = "`--fix` changes files, but this text is in none";
            return Err(CliError::with_help(message, "`--diff` shows what it would change"));
        }
        discover::names_input(&self.paths, self.stdin_filename.as_deref())?;
        if self.show.statistics && self.show.format.name != "json" && !self.show.format.is_read {
            let message = format!("there are no statistics in the format `{}`", self.show.format.name);
            return Err(CliError::with_help(message, "leave `--format` out, or use `--format json`"));
        }
        if !self.watch {
            return self.once(&config()?);
        }
        if from_input {
            return Err(CliError::with_help("standard input cannot be watched", "name a file or a folder"));
        }
        let configured = config()?.source.map(|source| source.name().to_owned());
        let others: Vec<String> = self.records.iter().cloned().chain(configured).collect();
        watch::forever(&self.paths, &others, || self.once(&config()?))
    }

    fn once(&self, config: &Config) -> Result<(), CliError> {
        let mut claims = self.claims(config)?;
        let given = match self.is_one() {
            true => Some(GivenExpression::read(self.expression.as_deref(), self.expression_file.as_deref())?),
            false => None,
        };
        let mut reports = self.reports(given.as_ref(), config, &mut claims)?;
        if self.fix.diff {
            let count = fix::apply(&reports, self.fix.unsafe_fixes, true)?;
            let changes = count > 0 && !self.show.exit_zero;
            return if changes { Err(CliError::Diagnostics) } else { Ok(()) };
        }
        if self.fix.fix {
            let mut count = 0;
            // A mistake inside a pasted text gets its fix only once another fix has removed what was pasted around it.
            for _ in 0..MOST_ROUNDS {
                let applied = fix::apply(&reports, self.fix.unsafe_fixes, false)?;
                if applied == 0 {
                    break;
                }
                count += applied;
                reports = self.reports(given.as_ref(), config, &mut claims)?;
            }
            say!("{count} {}", if count == 1 { "fix" } else { "fixes" });
        }
        self.show(&reports, &mut claims)?;
        if let (Some(given), [report]) = (&given, reports.as_slice()) {
            given.tell_of_quotes(report);
        }
        self.show_files();
        let level = self.show.fail_level.or(config.fail_level).unwrap_or(Level::Error);
        let fails = reports
            .iter()
            .flat_map(|report| &report.diagnostics)
            .any(|diagnostic| level.reaches(diagnostic.severity()));
        if fails && !self.show.exit_zero { Err(CliError::Diagnostics) } else { Ok(()) }
    }

    /// The files that are read; no report may be one of them, and no two may be the same.
    fn claims(&self, config: &Config) -> Result<Claims, CliError> {
        let paths = if self.is_one() { Vec::new() } else { discover::mappings(&self.paths)? };
        let mut inputs: Vec<&str> = paths.iter().map(String::as_str).collect();
        inputs.extend(self.expression_file.as_deref());
        inputs.extend(self.records.as_deref());
        inputs.extend(self.world.taken());
        inputs.extend(config.source.as_ref().map(Source::name));
        let baseline = self.choose.baseline.as_deref();
        let (read, written) = if self.choose.write_baseline { (None, baseline) } else { (baseline, None) };
        let name = read.map(|path| path.display().to_string());
        inputs.extend(name.as_deref());
        let claims = Claims::of(inputs);
        claims.check(self.show.report.iter().map(|(_, path)| path.as_path()).chain(written))?;
        Ok(claims)
    }

    /// The diagnostics of all files, without those that are filtered out, ignored or in the baseline.
    fn reports(
        &self,
        given: Option<&GivenExpression>,
        config: &Config,
        claims: &mut Claims,
    ) -> Result<Vec<Report>, CliError> {
        let dialect = self.dialect.or(config.dialect);
        let mut reports = Vec::new();
        if let Some(given) = given {
            let text = given.text();
            let context = Context { language: dialect.unwrap_or_default(), source_schema: None };
            let (_, diagnostics) = check_expression(text, &context.language.parse(text), context);
            if let Some(failure) = diagnostics.iter().find(|it| it.is_error()).and_then(|_| given.is_file()) {
                return Err(failure);
            }
            reports.push(given.report(diagnostics));
        } else {
            let paths = discover::mappings(&self.paths)?;
            let checked = attrflow::tool::parallel_map(&paths, |_| FILE_OF_A_THREAD, |path| self.file(path, dialect));
            let mut about_records = None;
            for checked in checked {
                let (report, of_records) = checked?;
                reports.push(report);
                about_records = about_records.or(of_records);
            }
            // Said once, however many mappings ran over them.
            reports.extend(about_records.filter(|report| !report.diagnostics.is_empty()));
        }
        for report in &mut reports {
            report.diagnostics.retain(|diagnostic| {
                let chosen = if self.choose.select.is_empty() { &config.select } else { &self.choose.select };
                let is_chosen = chosen.is_empty() || chosen.contains(&diagnostic.code());
                is_chosen && !self.choose.ignore.contains(&diagnostic.code())
            });
        }
        let mut reports = suppress::suppress(reports, config);
        if let Some(path) = &self.choose.baseline {
            if self.choose.write_baseline {
                baseline::write(path, &reports, claims)?;
            }
            baseline::subtract(path, &mut reports)?;
        }
        for report in &mut reports {
            report.diagnostics.retain(|diagnostic| self.show.min_level.reaches(diagnostic.severity()));
        }
        Ok(reports)
    }

    /// The diagnostics of a file, and those of the file of records.
    fn file(&self, path: &str, dialect: Option<&'static Language>) -> Result<(Report, Option<Report>), CliError> {
        let (mapping, read) = files::mapping_called(path, self.stdin_filename.as_deref())?;
        let empty = attrflow::tool::check_empty(&mapping).filter(|_| !read.has_errors());
        let diagnostics = check_mapping(&mapping, dialect, None);
        let (tried, of_records) = match &self.records {
            Some(records) => records::run(&mapping, records, dialect, &self.world)?,
            None => (Vec::new(), None),
        };
        let all = read.diagnostics.into_iter().chain(empty).chain(diagnostics).chain(tried).collect();
        Ok((Report::new(mapping.source.clone(), all), of_records))
    }

    /// Says which files were looked at, if that is asked for, and which were passed over.
    fn show_files(&self) {
        if self.is_one() {
            return;
        }
        let names = discover::mappings(&self.paths).unwrap_or_default();
        let ignored = discover::ignored(&self.paths, &names);
        if self.show.show_files {
            names.iter().for_each(|name| say!("checked: {name}"));
            ignored.iter().for_each(|name| say!("ignored by git: {name}"));
        } else if let [first, ..] = ignored.as_slice() {
            let (count, files) = (ignored.len(), if ignored.len() == 1 { "file is" } else { "files are" });
            say!("{count} mapping {files} ignored by git, such as `{first}`; name it to check it");
        }
    }

    fn show(&self, reports: &[Report], claims: &mut Claims) -> Result<(), CliError> {
        let root = std::env::current_dir().map(|folder| folder.display().to_string()).unwrap_or_default();
        let mut out = output::standard();
        let style = Style { root: root.clone(), ..output::style(&std::io::stdout()) };
        if self.show.statistics {
            out.flush()?;
            statistics::print(reports, self.show.format.name == "json")?;
            return self.write_reports(reports, &root, claims);
        }
        let most = Some(self.show.max_diagnostics).filter(|most| *most > 0).unwrap_or(usize::MAX);
        let (few, hidden) = most_severe::most_severe(reports, most);
        let printed = if self.show.format.is_read { &*few } else { reports };
        (self.show.format.render)(printed, &style, &mut out)?;
        out.flush()?;
        if hidden > 0 && self.show.format.is_read {
            say!("{hidden} more diagnostics are not shown; `--max-diagnostics 0` shows all");
        }
        self.write_reports(reports, &root, claims)?;
        pipeline::summarize(|| {
            let markdown =
                render::find("markdown").map(|format| format.text(&few, &Style { root, ..output::file_style() }));
            let more = if hidden > 0 { format!("\n{hidden} more diagnostics are not shown.\n") } else { String::new() };
            markdown.unwrap_or_default() + &more
        });
        Ok(())
    }

    /// Writes the reports that are files.
    fn write_reports(&self, reports: &[Report], root: &str, claims: &mut Claims) -> Result<(), CliError> {
        for (format, path) in &self.show.report {
            let style = Style { root: root.to_owned(), ..output::file_style() };
            write::to(path, claims, |out| Ok((format.render)(reports, &style, out)?))?;
        }
        Ok(())
    }

    /// Whether one expression is checked, and no file.
    fn is_one(&self) -> bool {
        self.expression.is_some() || self.expression_file.is_some()
    }
}

/// Reads a format's name on the command line, where clap knows what there is.
fn formats() -> impl TypedValueParser<Value = &'static render::ReportFormat> {
    pipeline::formats(render::FORMATS.iter().map(|format| (format.name, format.about))).try_map(|name| format(&name))
}

/// Parses the name of a format; `auto` is the format of the pipeline that it runs in.
fn format(name: &str) -> Result<&'static render::ReportFormat, String> {
    let name = if name == "auto" { pipeline::auto() } else { name };
    render::find(name).ok_or_else(|| {
        let known: Vec<&str> = render::FORMATS.iter().map(|format| format.name).collect();
        format!("the formats are auto, {}", known.join(", "))
    })
}

/// `FORMAT=PATH`.
fn report(text: &str) -> Result<(&'static render::ReportFormat, PathBuf), String> {
    let (name, path) = text.split_once('=').ok_or("write it as `format=path`, such as `sarif=diagnostics.sarif`")?;
    Ok((format(name)?, PathBuf::from(path)))
}
