//! Options for the evaluation context: the current time, the random seed, settings, values already in use, the dialect.

use super::error::CliError;
use super::values;
use attrflow::{Host, Language, World};
use clap::builder::{PossibleValuesParser, TypedValueParser};
use std::collections::BTreeMap;

/// The evaluation context.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Evaluation context")]
pub(super) struct WorldOptions {
    /// Current time used by `Now()`, such as `2026-01-15T09:30:00Z` [default: the system clock]
    #[arg(long, value_name = "TIME", env = "ATTRFLOW_NOW")]
    now: Option<String>,
    /// Seed for `Guid` and `RandomString`: the same seed produces the same values
    #[arg(long, value_name = "NUMBER", default_value_t = 0, env = "ATTRFLOW_SEED")]
    seed: u64,
    /// Setting of the provisioning job, for `%NAME%`; the setting `DefaultDomain` is also for `DefaultDomain()`
    #[arg(long = "set", value_name = "NAME=VALUE", value_parser = assignment)]
    settings: Vec<(String, String)>,
    /// File with values already in use in the target, one per line or as a JSON array, for `SelectUniqueValue`
    #[arg(long, value_name = "FILE")]
    taken: Option<String>,
}

impl WorldOptions {
    /// Sets the current time if the command line does not.
    pub(super) fn default_now(&mut self, now: &str) {
        self.now.get_or_insert_with(|| now.to_owned());
    }

    /// The seed of random values.
    pub(super) fn seed(&self) -> u64 {
        self.seed
    }

    /// The settings of the command line.
    pub(super) fn settings(&self) -> impl Iterator<Item = (&str, &str)> {
        self.settings.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// The file of values already in use.
    pub(super) fn taken(&self) -> Option<&str> {
        self.taken.as_deref()
    }

    /// The evaluation context. Settings of the command line override those of the mapping file.
    pub(super) fn world(&self, of_mapping: &BTreeMap<String, String>) -> Result<World, CliError> {
        let now = match &self.now {
            Some(text) => attrflow::moment(text).ok_or_else(|| {
                let help = "write it as `2026-01-15T09:30:00Z`";
                CliError::with_help(format!("`--now {text}` is not a point in time"), help)
            })?,
            None => attrflow::tool::present(),
        };
        let mut world = World::at(now).with_seed(self.seed);
        for (name, value) in of_mapping.iter().chain(self.settings.iter().map(|(name, value)| (name, value))) {
            world = world.with_setting(name, value);
        }
        if let Some(path) = &self.taken {
            world = world.with_taken(values::read(path)?);
        }
        Ok(world)
    }
}

/// The current time of an evaluation context, as `--now` accepts it: to the tick, so that a resumed run has the same
/// time.
pub(super) fn now_text(world: &World) -> String {
    let now = world.now();
    let ((year, month, day), (hour, minute, second)) = (now.civil(), now.time());
    let ticks = now.time_of_day() % 10_000_000;
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{ticks:07}Z")
}

/// `name=value`.
pub(super) fn assignment(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((name, value)) if !name.is_empty() => Ok((name.to_owned(), value.to_owned())),
        _ => Err("write it as `name=value`".to_owned()),
    }
}

/// Reads a dialect's name on the command line, where clap knows what there is.
pub(super) fn dialects() -> impl TypedValueParser<Value = &'static Language> {
    PossibleValuesParser::new(Language::names()).try_map(|name| dialect(&name))
}

/// The dialect of a name.
pub(super) fn dialect(name: &str) -> Result<&'static Language, String> {
    Language::find(name).ok_or_else(|| {
        let known: Vec<&str> = Language::names().to_vec();
        format!("the dialects are {}", known.join(", "))
    })
}
