//! `attrflow.toml`: the configuration of a repository. Unknown keys are errors, and every ignore entry has a reason.
//!
//! Does not apply what it says: `check` and `lsp` do.

use super::error::CliError;
use super::file_pattern::FilePattern;
use super::files;
use super::level::{Level, code};
use attrflow::tool::FileKind;
use attrflow::{Diagnostic, Language, Source, Span};
use clap::ValueEnum;
use serde::Deserialize;
use std::path::{Path, PathBuf};
use toml::Spanned;

/// The configuration.
#[derive(Debug, Default)]
pub(super) struct Config {
    /// The file, where there is one.
    pub(super) source: Option<Source>,
    pub(super) dialect: Option<&'static Language>,
    pub(super) fail_level: Option<Level>,
    /// The only codes that are reported; all of them if the list is empty.
    pub(super) select: Vec<&'static str>,
    pub(super) ignores: Vec<Ignore>,
}

/// An ignore entry: diagnostics that are not reported.
#[derive(Debug)]
pub(super) struct Ignore {
    pub(super) code: &'static str,
    pub(super) file: Option<FilePattern>,
    pub(super) object: Option<String>,
    pub(super) target: Option<String>,
    pub(super) expired: bool,
    /// The code in the file.
    pub(super) span: Span,
}

impl Ignore {
    /// Whether the entry is about a file.
    pub(super) fn is_about(&self, file: &str) -> bool {
        self.file.as_ref().is_none_or(|pattern| pattern.is_match(file))
    }

    /// Whether the entry matches a diagnostic. A key that it does not have matches everything.
    pub(super) fn matches(&self, file: &str, diagnostic: &Diagnostic) -> bool {
        let subject = diagnostic.subject.as_deref();
        let is = |expected: &Option<String>, found: Option<&str>| {
            expected.as_ref().is_none_or(|expected| found.is_some_and(|found| found == expected))
        };
        self.code == diagnostic.code()
            && self.is_about(file)
            && is(&self.object, subject.map(|subject| subject.object.as_str()))
            && is(&self.target, subject.map(|subject| subject.target.as_str()))
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct ConfigFile {
    dialect: Option<Spanned<String>>,
    fail_level: Option<Spanned<String>>,
    #[serde(default)]
    select: Vec<Spanned<String>>,
    #[serde(default)]
    ignore: Vec<IgnoreTable>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct IgnoreTable {
    code: Spanned<String>,
    file: Option<String>,
    object: Option<String>,
    target: Option<String>,
    /// For people only; required, so that every entry explains itself.
    #[serde(rename = "reason")]
    _reason: String,
    expires: Option<toml::value::Datetime>,
}

/// The configuration that is named, or the nearest one, or none.
pub(super) fn load(named: Option<&Path>, none: bool) -> Result<Config, CliError> {
    let found = match named {
        Some(path) => Some(path.to_owned()),
        None if none => None,
        None => std::env::current_dir().ok().and_then(|here| nearest(&here)),
    };
    found.map_or(Ok(Config::default()), |path| read(&path))
}

/// The configuration that applies to the files of a folder.
pub(super) fn of_folder(folder: &Path) -> Result<Config, CliError> {
    nearest(folder).map_or(Ok(Config::default()), |path| read(&path))
}

fn read(path: &Path) -> Result<Config, CliError> {
    let name = path.display().to_string();
    let source = files::source_of(&name, "a configuration of attrflow", &[FileKind::Configuration])?;
    parse(&source).map_err(|error| error.of_command(&source))
}

/// What is wrong with a configuration.
pub(super) struct ConfigError {
    /// Where; nowhere for what is about a value that has no location.
    pub(super) span: Span,
    pub(super) message: String,
    /// How to fix it.
    pub(super) help: Option<String>,
}

impl ConfigError {
    fn new(span: impl Into<Span>, message: impl Into<String>) -> Self {
        Self { span: span.into(), message: message.into(), help: None }
    }

    /// The error of a command that reads the configuration.
    fn of_command(self, source: &Source) -> CliError {
        let at = source.position(self.span.start as usize);
        let message = format!("{}:{}:{}: {}", source.name(), at.line, at.column, self.message);
        CliError::Usage { message, help: self.help }
    }
}

/// The configuration of a text.
pub(super) fn parse(source: &Source) -> Result<Config, ConfigError> {
    let file: ConfigFile = toml::from_str(source.text()).map_err(|error| {
        let span = error.span().unwrap_or_default();
        let what = error.message().lines().next().unwrap_or_default();
        match unknown_key(what) {
            Some((key, known)) => unknown(span.into(), key, &known),
            None => ConfigError::new(span, what),
        }
    })?;
    let dialect = file.dialect.map(|name| located(&name, super::world::dialect)).transpose()?;
    let fail_level = file.fail_level.map(|name| located(&name, |name| Level::from_str(name, true))).transpose()?;
    let ignores = file.ignore.into_iter().map(IgnoreTable::read).collect::<Result<_, _>>()?;
    let select = file.select.iter().map(|name| located(name, code)).collect::<Result<_, _>>()?;
    Ok(Config { source: Some(source.clone()), dialect, fail_level, select, ignores })
}

/// What a text of the file means, or why it means nothing.
fn located<T>(text: &Spanned<String>, read: impl Fn(&str) -> Result<T, String>) -> Result<T, ConfigError> {
    read(text.get_ref()).map_err(|what| ConfigError::new(text.span(), what))
}

/// The unknown key and the valid keys in a message of the TOML parser: names are in backticks, the unknown key first.
fn unknown_key(message: &str) -> Option<(&str, Vec<&str>)> {
    let mut names = message.strip_prefix("unknown field ")?.split('`').skip(1).step_by(2);
    Some((names.next()?, names.collect()))
}

fn unknown(span: Span, key: &str, known: &[&str]) -> ConfigError {
    let help = match attrflow::tool::nearest(key, known.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("valid keys: `{}`", known.join("`, `")),
    };
    ConfigError { help: Some(help), ..ConfigError::new(span, format!("unknown key `{key}`")) }
}

/// `attrflow.toml` or `.attrflow.toml` in a folder or the nearest parent folder, up to the root of the repository.
fn nearest(here: &Path) -> Option<PathBuf> {
    for folder in here.ancestors() {
        for name in ["attrflow.toml", ".attrflow.toml"] {
            let path = folder.join(name);
            if path.is_file() {
                // In the current folder the file name is enough.
                let is_here = std::env::current_dir().is_ok_and(|current| current == folder);
                return Some(if is_here { PathBuf::from(name) } else { path });
            }
        }
        if folder.join(".git").exists() {
            return None;
        }
    }
    None
}

impl IgnoreTable {
    fn read(self) -> Result<Ignore, ConfigError> {
        let span = Span::from(self.code.span());
        let refuse = |what: String| ConfigError::new(span, what);
        let code = located(&self.code, code)?;
        let file = self.file.as_deref().map(FilePattern::new).transpose().map_err(refuse)?;
        let now = attrflow::tool::present();
        let expired = self.expires.map_or(Ok(false), |end| has_ended(end, now)).map_err(refuse)?;
        Ok(Ignore { code, file, object: self.object, target: self.target, expired, span })
    }
}

/// Whether the end of an entry has passed. A day alone is the last one on which the entry applies, in UTC.
fn has_ended(end: toml::value::Datetime, now: attrflow::DateTime) -> Result<bool, String> {
    const DAY: i64 = 24 * 60 * 60 * 10_000_000;
    if end.date.is_none() {
        return Err(format!("`expires` is a day, such as `2026-12-31`, and not the time `{end}` of every day"));
    }
    let Some(from) = attrflow::moment(&end.to_string()) else {
        return Err(format!("`expires` is a day, such as `2026-12-31`, and `{end}` is no point in time"));
    };
    let applies = if end.time.is_none() { DAY } else { 0 };
    Ok(from.ticks().saturating_add(applies) <= now.ticks())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_applies_through_its_last_day() {
        for (end, now, expected) in [
            ("2026-12-31", "2026-12-30T12:00:00Z", Some(false)),
            ("2026-12-31", "2026-12-31T00:00:00Z", Some(false)),
            ("2026-12-31", "2026-12-31T23:59:59Z", Some(false)),
            ("2026-12-31", "2027-01-01T00:00:00Z", Some(true)),
            ("2026-12-31T00:00:00", "2026-12-30T23:59:59Z", Some(false)),
            ("2026-12-31T00:00:00", "2026-12-31T00:00:00Z", Some(true)),
            ("2026-12-31 12:30:00", "2026-12-31T12:30:01Z", Some(true)),
            ("2026-12-31T00:00:00+02:00", "2026-12-30T21:59:59Z", Some(false)),
            ("2026-12-31T00:00:00+02:00", "2026-12-30T22:00:00Z", Some(true)),
            ("9999-12-31", "2026-12-31T00:00:00Z", Some(false)),
            ("12:30:00", "2026-12-31T00:00:00Z", None),
            ("2026-12-31T23:59:60Z", "2026-12-31T00:00:00Z", None),
            ("0000-01-01", "2026-12-31T00:00:00Z", None),
        ] {
            let now = attrflow::moment(now).expect("it is a point in time");
            assert_eq!(has_ended(end.parse().expect("TOML has it"), now).ok(), expected, "{end} at {now:?}");
        }
    }
}
