//! What a mapping or an expression is run with. Deserialises from an object whose fields may all be missing, and
//! refuses fields that it does not know: a misspelt limit is no limit. Runs nothing.

use crate::diagnostic::Diagnostic;
use crate::dotnet::datetime::DateTime;
use crate::engine::{Cancel, RunLimits, moment};
use crate::language::Language;
use crate::provision::DeletionLimit;
use crate::record::{RECORD_LIMIT, RawRecord, RecordBody, RecordLocation, RejectedRecord};
use crate::scim::Flavor;
use crate::syntax;
use serde::{Deserialize, Deserializer, de::Error};
use std::collections::BTreeMap;

/// What a mapping or an expression is run with. The default is what the command line does without options.
///
/// ```
/// use attrflow::Options;
///
/// let options: Options = serde_json::from_str(
///     r#"{"now": "2026-01-15T09:30:00Z", "seed": 7, "settings": {"DomainFQDN": "contoso.com"},
///         "limits": {"longest_text": 65536}}"#,
/// )?;
/// assert_eq!(options.limits.longest_text, 65536);
/// assert!(serde_json::from_str::<Options>(r#"{"sed": 7}"#).is_err());
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct Options {
    /// The object mapping to run, by its name, its target object or its source object; without it the first to run that
    /// is enabled and maps something.
    pub object: Option<String>,
    /// The expression dialect. Without it the file's directories decide, and a single expression is `entra`.
    #[serde(deserialize_with = "dialect")]
    pub dialect: Option<&'static Language>,
    /// The wire format of payloads and requests. It is that of RFC 7644 whatever the mapping's source: the service's
    /// own is for those who show what the service sends.
    #[serde(deserialize_with = "flavor")]
    pub flavor: Flavor,
    /// The current time for `Now()`, the same for all calls. Without it the machine's clock is read once for each call.
    #[serde(deserialize_with = "present")]
    pub now: Option<DateTime>,
    /// The seed of random values: the same seed and record give the same values.
    pub seed: u64,
    /// Settings of the provisioning job, for `%Name%` and `DefaultDomain()`. They replace settings of the mapping file
    /// with the same names.
    pub settings: BTreeMap<String, String>,
    /// Values already in use in the target, for `SelectUniqueValue`.
    pub taken: Vec<String>,
    /// The target's ids by the source's ids. Without them, ids in records are taken to be the target's.
    pub references: Option<BTreeMap<String, String>>,
    /// How many objects may be deleted: `25`, or `10%` of those that the target has, which is the default.
    #[serde(deserialize_with = "deletions")]
    pub max_deletions: DeletionLimit,
    /// How large an expression may be, and what one record may cost.
    pub limits: Limits,
    /// Asks whether the run is cancelled.
    #[serde(skip)]
    pub(super) cancel: Option<Cancel>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            object: None,
            dialect: None,
            flavor: Flavor::Rfc7644,
            now: None,
            seed: 0,
            settings: BTreeMap::new(),
            taken: Vec::new(),
            references: None,
            max_deletions: DeletionLimit::default(),
            limits: Limits::default(),
            cancel: None,
        }
    }
}

impl Options {
    /// The default ones, to be changed by the methods below.
    pub fn new() -> Self {
        Self::default()
    }

    /// The object mapping to run, by its name, its target object or its source object.
    pub fn object(self, name: impl Into<String>) -> Self {
        Self { object: Some(name.into()), ..self }
    }

    /// The language of all expressions.
    pub fn language(self, language: &'static Language) -> Self {
        Self { dialect: Some(language), ..self }
    }

    /// The wire format of payloads and requests.
    pub fn flavor(self, flavor: Flavor) -> Self {
        Self { flavor, ..self }
    }

    /// The current time for `Now()`, the same for all calls.
    pub fn now(self, now: DateTime) -> Self {
        Self { now: Some(now), ..self }
    }

    /// The seed of random values.
    pub fn seed(self, seed: u64) -> Self {
        Self { seed, ..self }
    }

    /// A setting of the provisioning job.
    pub fn setting(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.settings.insert(name.into(), value.into());
        self
    }

    /// A value already in use in the target, for `SelectUniqueValue`.
    pub fn taken(mut self, value: impl Into<String>) -> Self {
        self.taken.push(value.into());
        self
    }

    /// The target's id of an object of the source.
    pub fn reference(mut self, source: impl Into<String>, target: impl Into<String>) -> Self {
        self.references.get_or_insert_default().insert(source.into(), target.into());
        self
    }

    /// How many objects may be deleted.
    pub fn max_deletions(self, most: DeletionLimit) -> Self {
        Self { max_deletions: most, ..self }
    }

    /// How large an expression may be, and what one record may cost.
    pub fn limits(self, limits: Limits) -> Self {
        Self { limits, ..self }
    }

    /// Ends calls early, also within a record, once `asked` is true: the record under way and those after it end in the
    /// error `run-cancelled`. It is asked between records and every few milliseconds within one; once true it has to
    /// stay true.
    ///
    /// ```
    /// use attrflow::{Evaluator, Options};
    /// use std::sync::Arc;
    /// use std::sync::atomic::{AtomicBool, Ordering};
    ///
    /// let stop = Arc::new(AtomicBool::new(false));
    /// let asked = stop.clone();
    /// let options = Options::new().cancel(move || asked.load(Ordering::Relaxed));
    /// let evaluator = Evaluator::with_options("ToUpper([mail])", &options)?;
    /// assert!(evaluator.evaluate(r#"{"mail": "a"}"#).is_ok());
    ///
    /// // Another thread does this, or a signal handler.
    /// stop.store(true, Ordering::Relaxed);
    /// assert_eq!(evaluator.evaluate(r#"{"mail": "a"}"#).unwrap_err().diagnostic.code(), "run-cancelled");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn cancel(self, asked: impl Fn() -> bool + Send + Sync + 'static) -> Self {
        Self { cancel: Some(Cancel::when(asked)), ..self }
    }
}

/// How large an expression may be and what one record may cost, for mappings that somebody else wrote. A mapping with
/// an expression beyond a limit is refused; a record that reaches one has an error with a code of its own, and no other
/// record is lost.
///
/// Code has no loops, so a run ends when its code does; what is left are sizes. The nesting of a record is limited for
/// everybody alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct Limits {
    /// The longest expression, in bytes: `expression-over-limit`. The default is 1,000,000, and more has no effect.
    pub longest_expression: usize,
    /// How deep an expression may nest: `expression-nested-too-deep`. The default is 128, in a browser's module 64, and
    /// more has no effect.
    pub deepest_expression: usize,
    /// The longest string that a function may make, in bytes: `text-too-long`. The default is 4 MiB.
    pub longest_text: usize,
    /// The largest record, in bytes: `record-too-large`. The default is 16 MiB.
    pub largest_record: usize,
    /// The largest payload, in bytes: `payload-too-large`. The default is 64 MiB.
    pub largest_payload: usize,
    /// The longest regular expression, in bytes: `bad-pattern`. The default is 32 KiB, and more has no effect.
    pub longest_pattern: usize,
    /// How many steps a pattern may take on one string where it cannot be matched in linear time, in addition to 64 for
    /// each UTF-16 unit of the string: `pattern-failed`. The default is 4,000,000.
    pub pattern_steps: u64,
    /// How many steps all patterns of one record may take together: `pattern-failed`. The default is 40,000,000.
    pub record_steps: u64,
    /// How many bytes the strings that functions make for one record may take together: `record-over-budget`. The
    /// default is 256 MiB.
    pub record_bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        let run = RunLimits::default();
        let RunLimits { longest_text, largest_payload, longest_pattern, pattern_steps, record_steps, record_bytes } =
            run;
        let syntax::Limits { bytes: longest_expression, nesting: deepest_expression, .. } = syntax::Limits::default();
        Self {
            longest_expression,
            deepest_expression,
            longest_text,
            largest_record: RECORD_LIMIT,
            largest_payload,
            longest_pattern,
            pattern_steps,
            record_steps,
            record_bytes,
        }
    }
}

impl Limits {
    /// Why an expression is refused by these limits. The limits for everybody are the parser's business.
    pub(super) fn refuse(self, expression: &str) -> Option<Diagnostic> {
        let (bytes, nesting) = (self.longest_expression, self.deepest_expression);
        syntax::Limits { bytes, nesting, ..syntax::Limits::default() }.refuse(expression)
    }

    /// A record that a caller passes, a JSON object in UTF-8, or why it is refused.
    pub(super) fn record(self, record: &[u8], location: RecordLocation) -> Result<RawRecord<'_>, Box<RejectedRecord>> {
        let text =
            str::from_utf8(record).map_err(|error| RejectedRecord::invalid_utf8(location, error.valid_up_to()))?;
        if text.len() > self.largest_record {
            return Err(RejectedRecord::too_large(location, self.largest_record));
        }
        Ok(RawRecord { location, shape: RecordBody::Json(text) })
    }

    pub(super) fn of_a_run(self) -> RunLimits {
        let Self { longest_text, largest_payload, longest_pattern, pattern_steps, record_steps, record_bytes, .. } =
            self;
        RunLimits { longest_text, largest_payload, longest_pattern, pattern_steps, record_steps, record_bytes }
    }
}

fn dialect<'d, D: Deserializer<'d>>(from: D) -> Result<Option<&'static Language>, D::Error> {
    let Some(name) = Option::<String>::deserialize(from)? else { return Ok(None) };
    let known = || Language::names().join(", ");
    let found = Language::find(&name);
    found
        .map(Some)
        .ok_or_else(|| D::Error::custom(format!("there is no dialect `{name}`, the dialects are {}", known())))
}

fn flavor<'d, D: Deserializer<'d>>(from: D) -> Result<Flavor, D::Error> {
    let Some(name) = Option::<String>::deserialize(from)? else { return Ok(Options::default().flavor) };
    let known = || Flavor::ALL.map(|(_, name)| name).join(", ");
    Flavor::parse(&name)
        .ok_or_else(|| D::Error::custom(format!("there is no flavor `{name}`, the flavors are {}", known())))
}

fn deletions<'d, D: Deserializer<'d>>(from: D) -> Result<DeletionLimit, D::Error> {
    let Some(text) = Option::<String>::deserialize(from)? else { return Ok(DeletionLimit::default()) };
    DeletionLimit::parse(&text).map_err(|why| D::Error::custom(format!("`max_deletions`: {why}")))
}

fn present<'d, D: Deserializer<'d>>(from: D) -> Result<Option<DateTime>, D::Error> {
    let Some(text) = Option::<String>::deserialize(from)? else { return Ok(None) };
    let wrong = || D::Error::custom(format!("`now`: `{text}` is not a point in time such as `2026-01-15T09:30:00Z`"));
    moment(&text).map(Some).ok_or_else(wrong)
}
