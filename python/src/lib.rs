//! The native module of the Python package `attrflow`: handles and strings. `python/attrflow` is the public interface
//! on top of it; `_native.pyi` has its types.
//!
//! Has no logic of its own: all of it is in the library, in `Mapper`, `Evaluator` and `Provisioner`. Python's other
//! threads run while records are mapped, and its signals end that: see `watch`.

mod watch;

use attrflow::{Envelope, Evaluator, Mapper, Operation, Options, Provisioner, Status, check};
use attrflow::{RecordFormat, Report, connectors};
use pyo3::exceptions::{PyRuntimeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::PyBytes;
use std::num::NonZeroUsize;
use std::sync::{Arc, Mutex, MutexGuard};
use watch::Watch;

/// A mapping, ready to run.
#[pyclass(frozen, name = "Mapper", module = "attrflow._native")]
struct NativeMapper(Arc<Mapper>, Arc<Watch>);

/// An expression, ready to run.
#[pyclass(frozen, name = "Evaluator", module = "attrflow._native")]
struct NativeEvaluator(Evaluator, Arc<Watch>);

/// Decides about one record after the other; nothing once it has finished.
#[pyclass(frozen, name = "Provisioner", module = "attrflow._native")]
struct NativeProvisioner(Mutex<Option<Provisioner>>, Arc<Watch>);

/// The outcome of a record: its id, the status, the payload, skipped and deferred targets, the errors as JSON.
type Turn = (Option<String>, &'static str, Option<String>, Vec<String>, Vec<String>, Option<String>);

fn options(text: &str) -> PyResult<Options> {
    serde_json::from_str(text).map_err(|why| PyValueError::new_err(format!("invalid options: {why}")))
}

/// The handle if there are no errors, and the diagnostics as JSON.
fn made<T, H>(
    result: Result<T, Box<Report>>,
    handle: impl FnOnce(T) -> H,
    report: fn(&T) -> &Report,
) -> (Option<H>, String) {
    match result {
        Ok(made) => {
            let said = report(&made).to_json();
            (Some(handle(made)), said)
        }
        Err(report) => (None, report.to_json()),
    }
}

#[pyfunction]
fn mapper(python: Python<'_>, mapping: &[u8], name: &str, given: &str) -> PyResult<(Option<NativeMapper>, String)> {
    let (options, watch) = watch::watched(options(given)?);
    let handle = |mapper: Mapper| NativeMapper(mapper.into(), watch);
    Ok(python.detach(|| made(Mapper::from_bytes(name, mapping, options), handle, Mapper::report)))
}

/// The name and text of a built-in connector's mapping file; `None` if there is no such connector.
#[pyfunction]
fn connector(name: &str) -> Option<(String, &'static str)> {
    let found = connectors::find(name)?;
    Some((found.source().name().to_owned(), found.text()))
}

#[pyfunction]
fn connector_names() -> Vec<&'static str> {
    connectors::CONNECTORS.iter().map(|connector| connector.name).collect()
}

#[pyfunction]
fn evaluator(python: Python<'_>, expression: &str, given: &str) -> PyResult<(Option<NativeEvaluator>, String)> {
    let (options, watch) = watch::watched(options(given)?);
    let handle = |evaluator: Evaluator| NativeEvaluator(evaluator, watch);
    Ok(python.detach(|| made(Evaluator::with_options(expression, &options), handle, Evaluator::report)))
}

/// A provisioner, and the errors of the lines of the target's state that cannot be used, as JSON.
#[pyfunction]
fn provisioner(
    python: Python<'_>,
    mapper: &NativeMapper,
    operation: &str,
    previous: Option<&[u8]>,
) -> PyResult<(NativeProvisioner, String)> {
    let operation = Operation::parse(operation, previous.is_some()).map_err(PyValueError::new_err)?;
    python.detach(|| {
        let provisioner = Provisioner::new(mapper.0.clone(), operation, previous);
        let unusable = serde_json::to_string(provisioner.unusable()).map_err(defect)?;
        Ok((NativeProvisioner(Mutex::new(Some(provisioner)), mapper.1.clone()), unusable))
    })
}

#[pyfunction]
fn check_mapping(python: Python<'_>, mapping: &[u8], name: &str, given: &str) -> PyResult<String> {
    let options = options(given)?;
    Ok(python.detach(|| check(name, mapping, &options).to_json()))
}

fn format(name: Option<&str>) -> PyResult<Option<RecordFormat>> {
    let Some(name) = name else { return Ok(None) };
    let unknown = || PyValueError::new_err(format!("unknown record format `{name}`: use json, ndjson, csv or ldif"));
    RecordFormat::of_extension(name).map(Some).ok_or_else(unknown)
}

/// The number of threads; 0 means one for each processor.
fn threads(number: usize) -> NonZeroUsize {
    let processors = || std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
    NonZeroUsize::new(number).unwrap_or_else(processors)
}

fn defect(why: serde_json::Error) -> PyErr {
    PyRuntimeError::new_err(format!("internal error: {why}"))
}

/// Whether the record was given up; then none after it is mapped.
fn is_cancelled(envelope: &Envelope<'_>) -> bool {
    envelope.errors.iter().any(|error| error.diagnostic.code() == "run-cancelled")
}

fn turn(envelope: Envelope<'_>) -> Result<Turn, serde_json::Error> {
    let texts = |targets: &[&str]| targets.iter().map(|target| (*target).to_owned()).collect();
    let status = envelope.status.word();
    let errors = match envelope.errors.as_slice() {
        [] => None,
        errors => Some(serde_json::to_string(errors)?),
    };
    let payload = envelope.payload.as_ref().map(|payload| payload.to_string());
    Ok((envelope.id, status, payload, texts(&envelope.skipped), texts(&envelope.deferred), errors))
}

#[pymethods]
impl NativeMapper {
    fn referenced_attributes(&self) -> Vec<&str> {
        self.0.referenced_attributes().iter().map(|name| &**name).collect()
    }

    fn cancel(&self) {
        self.1.cancel();
    }

    fn depends_on_order(&self) -> bool {
        self.0.depends_on_order()
    }

    /// What there is to say about all records so far, as JSON.
    fn unread(&self) -> String {
        self.0.unread().to_json()
    }

    fn map(&self, python: Python<'_>, record: &[u8]) -> PyResult<Turn> {
        let mapped = python.detach(|| turn(self.0.map(record)));
        self.1.raise()?;
        mapped.map_err(defect)
    }

    fn map_all(&self, python: Python<'_>, records: &[u8], named: Option<&str>, number: usize) -> PyResult<Vec<Turn>> {
        let format = format(named)?;
        let mapped = python.detach(|| {
            let mut turns = Vec::new();
            self.0
                .map_all(records, format, threads(number), |envelope| {
                    let stops = is_cancelled(&envelope);
                    turns.push(turn(envelope).map_err(Some)?);
                    if stops { Err(None) } else { Ok(()) }
                })
                .map_or_else(|why| why.map_or(Ok(()), Err), Ok)
                .map(|()| turns)
        });
        self.1.raise()?;
        mapped.map_err(defect)
    }

    /// The payloads, one per line; the numbers of records mapped and out of scope; the errors as JSON strings.
    fn map_bytes<'p>(
        &self,
        python: Python<'p>,
        records: &[u8],
        named: Option<&str>,
        number: usize,
    ) -> PyResult<(Bound<'p, PyBytes>, u64, u64, Vec<String>)> {
        let format = format(named)?;
        let (lines, mapped, out, errors) = python.detach(|| {
            let (mut lines, mut mapped, mut out, mut errors) = (Vec::new(), 0, 0, Vec::new());
            // Its only error is that of a run that was cancelled, which ends it early.
            let _ = self.0.map_all(records, format, threads(number), |envelope| {
                match envelope.status {
                    Status::Ok => mapped += 1,
                    Status::OutOfScope => out += 1,
                    _ => {}
                }
                if let Some(payload) = &envelope.payload {
                    lines.extend_from_slice(payload.as_bytes());
                    lines.push(b'\n');
                }
                errors.extend(envelope.errors.iter().filter_map(|error| serde_json::to_string(error).ok()));
                if is_cancelled(&envelope) { Err(()) } else { Ok(()) }
            });
            (lines, mapped, out, errors)
        });
        self.1.raise()?;
        Ok((PyBytes::new(python, &lines), mapped, out, errors))
    }
}

#[pymethods]
impl NativeProvisioner {
    /// The envelope of a record as JSON.
    fn step(&self, python: Python<'_>, record: &[u8]) -> PyResult<String> {
        let envelope = python.detach(|| {
            let mut state = self.state()?;
            let provisioner = state.as_mut().ok_or_else(Self::finished)?;
            serde_json::to_string(&provisioner.step(record)).map_err(defect)
        });
        self.1.raise()?;
        envelope
    }

    /// The envelopes of the objects without a record as JSON.
    fn finish(&self, python: Python<'_>) -> PyResult<Vec<String>> {
        python.detach(|| {
            let provisioner = self.state()?.take().ok_or_else(Self::finished)?;
            let mut lines = Vec::new();
            provisioner
                .finish(|envelope| {
                    lines.push(serde_json::to_string(&envelope)?);
                    Ok(())
                })
                .map_err(defect)?;
            Ok(lines)
        })
    }
}

impl NativeProvisioner {
    /// A record whose call ended in a panic may be the one of any object: what comes after it cannot be decided.
    fn state(&self) -> PyResult<MutexGuard<'_, Option<Provisioner>>> {
        let incomplete = || PyRuntimeError::new_err("internal error: an earlier call was not completed");
        self.0.lock().map_err(|_| incomplete())
    }

    fn finished() -> PyErr {
        PyValueError::new_err("the provisioner has finished")
    }
}

#[pymethods]
impl NativeEvaluator {
    fn referenced_attributes(&self) -> Vec<&str> {
        self.0.referenced_attributes().iter().map(|name| &**name).collect()
    }

    fn cancel(&self) {
        self.1.cancel();
    }

    /// `{"value":…}`, `{"skip":true}` or `{"authoritative_null":true}`, or the error, as JSON strings.
    fn evaluate(&self, python: Python<'_>, record: &[u8]) -> PyResult<(Option<String>, Option<String>)> {
        let evaluated = python.detach(|| match self.0.evaluate(record) {
            Ok(value) => Ok((Some(serde_json::to_string(&value)?), None)),
            Err(error) => Ok((None, Some(serde_json::to_string(&*error)?))),
        });
        self.1.raise()?;
        evaluated.map_err(defect)
    }
}

#[pymodule]
fn _native(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add("__version__", env!("CARGO_PKG_VERSION"))?;
    module.add_class::<NativeMapper>()?;
    module.add_class::<NativeEvaluator>()?;
    module.add_class::<NativeProvisioner>()?;
    module.add_function(wrap_pyfunction!(mapper, module)?)?;
    module.add_function(wrap_pyfunction!(connector, module)?)?;
    module.add_function(wrap_pyfunction!(connector_names, module)?)?;
    module.add_function(wrap_pyfunction!(evaluator, module)?)?;
    module.add_function(wrap_pyfunction!(provisioner, module)?)?;
    module.add_function(wrap_pyfunction!(check_mapping, module)?)
}
