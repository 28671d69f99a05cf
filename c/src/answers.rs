//! What the functions return, as JSON strings. Knows nothing about pointers.

use attrflow::tool::nearest;
use attrflow::{Envelope, Evaluator, Mapper, Operation, Options, Provisioner, check};
use attrflow::{RecordFormat, Report, connectors};
use serde::Serialize;
use serde_json::json;
use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard};

/// Why a call failed, where its mapping and its records are not the reason.
pub(crate) struct Refusal {
    code: &'static str,
    message: String,
    help: Option<String>,
}

impl Refusal {
    /// A call with an invalid argument.
    pub(crate) fn argument(message: impl Into<String>) -> Self {
        Self { code: "bad-argument", message: message.into(), help: None }
    }

    /// A panic that was caught.
    pub(crate) fn defect(said: &str) -> Self {
        let help = Some("please report it, with the mapping if possible".to_owned());
        Self { code: "defect", message: format!("internal error: {said}"), help }
    }

    /// `{"error":{"code":…,"message":…,"help":…}}`.
    pub(crate) fn json(&self) -> String {
        json!({"error": {"code": self.code, "message": self.message, "help": self.help}}).to_string()
    }
}

/// Something ready to run, whose calls another thread or a signal handler can cancel.
pub(crate) struct Cancellable<T> {
    pub(crate) it: T,
    flag: Arc<AtomicBool>,
}

impl<T> Cancellable<T> {
    /// Cancels the calls under way and all later ones. It only stores a flag.
    pub(crate) fn cancel(&self) {
        self.flag.store(true, Ordering::SeqCst);
    }

    /// The same, shared.
    pub(crate) fn shared(self) -> Cancellable<Arc<T>> {
        Cancellable { it: Arc::new(self.it), flag: self.flag }
    }

    /// Something made with options by which it can be cancelled.
    fn make<R>(options: Options, make: impl FnOnce(Options) -> Result<T, R>) -> Result<Self, R> {
        let flag = Arc::new(AtomicBool::new(false));
        let asked = flag.clone();
        Ok(Self { it: make(options.cancel(move || asked.load(Ordering::SeqCst)))?, flag })
    }
}

/// Something ready to run with its diagnostics as JSON, or only the diagnostics.
pub(crate) type Made<T> = (Option<T>, String);

/// Options from JSON; null and the empty string stand for the defaults.
fn options(text: Option<&[u8]>) -> Result<Options, Refusal> {
    match text.unwrap_or_default() {
        [] => Ok(Options::default()),
        text => serde_json::from_slice(text).map_err(|why| Refusal::argument(format!("invalid options: {why}"))),
    }
}

fn name(name: Option<&[u8]>) -> Result<&str, Refusal> {
    str::from_utf8(name.unwrap_or(b"<mapping>")).map_err(|_| Refusal::argument("the name is not UTF-8"))
}

fn made<T>(result: Result<T, Box<Report>>, report: impl Fn(&T) -> &Report) -> Made<T> {
    match result {
        Ok(made) => {
            let said = report(&made).to_json();
            (Some(made), said)
        }
        Err(report) => (None, report.to_json()),
    }
}

/// A mapper for a mapping file.
pub(crate) fn mapper(
    mapping: &[u8],
    named: Option<&[u8]>,
    given: Option<&[u8]>,
) -> Result<Made<Cancellable<Mapper>>, Refusal> {
    let name = name(named)?;
    let mapper = Cancellable::make(options(given)?, |options| Mapper::from_bytes(name, mapping, options));
    Ok(made(mapper, |mapper| mapper.it.report()))
}

/// A mapper for a built-in connector.
pub(crate) fn connector(named: Option<&[u8]>, given: Option<&[u8]>) -> Result<Made<Cancellable<Mapper>>, Refusal> {
    let name = name(named)?;
    let Some(connector) = attrflow::connectors::find(name) else {
        let near = nearest(name, connectors::CONNECTORS.iter().map(|connector| connector.name));
        let help = near.map(|near| format!("did you mean `{near}`?"));
        return Err(Refusal { help, ..Refusal::argument(format!("there is no connector `{name}`")) });
    };
    let mapper = Cancellable::make(options(given)?, |options| Mapper::new(connector.source(), options));
    Ok(made(mapper, |mapper| mapper.it.report()))
}

/// An evaluator for an expression.
pub(crate) fn evaluator(expression: &[u8], given: Option<&[u8]>) -> Result<Made<Cancellable<Evaluator>>, Refusal> {
    let text = str::from_utf8(expression).map_err(|_| Refusal::argument("the expression is not UTF-8"))?;
    let evaluator = Cancellable::make(options(given)?, |options| Evaluator::with_options(text, &options));
    Ok(made(evaluator, |evaluator| evaluator.it.report()))
}

/// All diagnostics of a mapping file.
pub(crate) fn checked(mapping: &[u8], named: Option<&[u8]>, given: Option<&[u8]>) -> Result<String, Refusal> {
    Ok(check(name(named)?, mapping, &options(given)?).to_json())
}

/// The envelope of one record.
pub(crate) fn mapped(mapper: &Mapper, record: &[u8]) -> Result<String, Refusal> {
    written(&mapper.map(record))
}

/// The envelopes of many records, one per line.
pub(crate) fn all_mapped(
    mapper: &Mapper,
    records: &[u8],
    format: Option<&[u8]>,
    threads: usize,
) -> Result<String, Refusal> {
    let format = match format {
        None => None,
        Some(name) => {
            let known = str::from_utf8(name).ok().and_then(RecordFormat::of_extension);
            let unknown = || Refusal::argument("unknown record format: use json, ndjson, csv or ldif");
            Some(known.ok_or_else(unknown)?)
        }
    };
    let mut lines = String::new();
    // `Err(None)` only ends the run: it was cancelled, and the envelopes so far are the answer.
    let done = mapper.map_all(records, format, self::threads(threads), |envelope| match line(&envelope, &mut lines) {
        Ok(()) if envelope.errors.iter().any(|error| error.diagnostic.code() == "run-cancelled") => Err(None),
        Ok(()) => Ok(()),
        Err(refusal) => Err(Some(refusal)),
    });
    match done {
        Err(Some(refusal)) => Err(refusal),
        Ok(()) | Err(None) => Ok(lines),
    }
}

/// The number of threads; 0 means one for each processor.
fn threads(number: usize) -> NonZeroUsize {
    let processors = || std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
    NonZeroUsize::new(number).unwrap_or_else(processors)
}

/// An expression's value for a record.
pub(crate) fn evaluated(evaluator: &Evaluator, record: &[u8]) -> Result<String, Refusal> {
    match evaluator.evaluate(record) {
        Ok(value) => written(&value),
        Err(error) => Ok(json!({"error": *error}).to_string()),
    }
}

/// A provisioner between two calls; nothing once it has finished.
pub(crate) struct Provisioning(Mutex<Option<Provisioner>>);

/// A provisioner for the records of a mapper, and the errors of the lines of the target's state that cannot be used.
pub(crate) fn provisioner(
    mapper: &Arc<Mapper>,
    operation: Option<&[u8]>,
    previous: Option<&[u8]>,
) -> Result<Made<Provisioning>, Refusal> {
    let word = String::from_utf8_lossy(operation.unwrap_or_default());
    let operation = Operation::parse(&word, previous.is_some()).map_err(Refusal::argument)?;
    let provisioner = Provisioner::new(mapper.clone(), operation, previous);
    let unusable = written(provisioner.unusable())?;
    Ok((Some(Provisioning(Mutex::new(Some(provisioner)))), unusable))
}

impl Provisioning {
    /// The envelope of a record.
    pub(crate) fn step(&self, record: &[u8]) -> Result<String, Refusal> {
        let mut state = self.state()?;
        written(&state.as_mut().ok_or_else(Self::finished)?.step(record))
    }

    /// The envelopes of the objects without a record, one per line.
    pub(crate) fn finish(&self) -> Result<String, Refusal> {
        let provisioner = self.state()?.take().ok_or_else(Self::finished)?;
        let mut lines = String::new();
        provisioner.finish(|envelope| line(&envelope, &mut lines)).map(|()| lines)
    }

    /// A record whose call ended in a panic may be the one of any object: what comes after it cannot be decided.
    fn state(&self) -> Result<MutexGuard<'_, Option<Provisioner>>, Refusal> {
        self.0.lock().map_err(|_| Refusal::defect("an earlier call for this provisioner was not completed"))
    }

    fn finished() -> Refusal {
        Refusal::argument("the provisioner has finished")
    }
}

/// What there is to say about all records of a mapper so far.
pub(crate) fn unread(mapper: &Mapper) -> String {
    mapper.unread().to_json()
}

/// The names of attributes as a JSON array.
pub(crate) fn names(attributes: &[Box<str>]) -> Result<String, Refusal> {
    written(attributes)
}

fn line(envelope: &Envelope<'_>, lines: &mut String) -> Result<(), Refusal> {
    *lines += &written(envelope)?;
    lines.push('\n');
    Ok(())
}

fn written(answer: &(impl Serialize + ?Sized)) -> Result<String, Refusal> {
    serde_json::to_string(answer).map_err(|why| Refusal::defect(&why.to_string()))
}
