//! Writes requests to the target: one per line, or grouped into bulk requests. Does not decide which requests there
//! are.

use crate::cli::error::CliError;
use crate::cli::output::Output;
use attrflow::Request;
use serde::Serialize;
use serde_json::value::RawValue;
use std::io::Write;
use std::num::NonZeroUsize;

/// Writes requests, as single requests or as operations of bulk requests.
pub(super) struct Requests {
    size: Option<NonZeroUsize>,
    /// The schema of bulk requests.
    schema: &'static str,
    operations: Vec<Operation>,
    /// The number of operations so far, for their bulkIds.
    count: u64,
}

/// A bulk request (RFC 7644, section 3.7).
#[derive(Serialize)]
struct BulkRequest<'r> {
    schemas: [&'r str; 1],
    #[serde(rename = "Operations")]
    operations: Vec<Operation>,
}

#[derive(Serialize)]
struct Operation {
    method: &'static str,
    #[serde(rename = "bulkId")]
    bulk_id: String,
    path: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    data: Option<Box<RawValue>>,
}

impl Requests {
    pub fn new(size: Option<NonZeroUsize>, schema: &'static str) -> Self {
        Self { size, schema, operations: Vec::new(), count: 0 }
    }

    /// Writes the requests of one record: those after a POST refer to the object that it creates. Returns false if bulk
    /// requests are wanted and a request could not be part of one.
    pub fn write(&mut self, requests: &[Request], out: &mut Output) -> Result<bool, CliError> {
        let Some(size) = self.size.map(NonZeroUsize::get) else {
            requests.iter().try_for_each(|request| single(request, out))?;
            return Ok(true);
        };
        // A request that refers to an object by its bulkId must be in the same bulk request: RFC 7644, section 3.7.2.
        if self.operations.len().saturating_add(requests.len()) > size {
            self.flush(out)?;
        }
        let mut created = None;
        let mut all = true;
        for request in requests {
            let path = match (&request.filter, &created) {
                (None, _) => request.path.clone(),
                (Some(_), Some(id)) if self.operations.len() < size => format!("{}/bulkId:{id}", request.path),
                _ => {
                    // After the operations before it, to keep the order.
                    self.flush(out)?;
                    single(request, out)?;
                    all = false;
                    continue;
                }
            };
            self.count += 1;
            let id = self.count.to_string();
            let data = request.body.as_deref().and_then(|body| RawValue::from_string(body.to_owned()).ok());
            self.operations.push(Operation { method: request.method, bulk_id: id.clone(), path, data });
            if request.method == "POST" {
                created = Some(id);
            }
        }
        if self.operations.len() >= size {
            self.flush(out)?;
        }
        Ok(all)
    }

    /// Writes the collected operations.
    pub fn flush(&mut self, out: &mut Output) -> Result<(), CliError> {
        if self.operations.is_empty() {
            return Ok(());
        }
        line(&BulkRequest { schemas: [self.schema], operations: std::mem::take(&mut self.operations) }, out)
    }
}

/// A request by itself. Its body is JSON already, and is not read again, as a serialiser would do.
fn single(request: &Request, out: &mut Output) -> Result<(), CliError> {
    let Request { method, path, filter, body, .. } = request;
    out.write_all(b"{\"method\":\"")?;
    out.write_all(method.as_bytes())?;
    out.write_all(b"\",\"path\":")?;
    serde_json::to_writer(&mut *out, path).map_err(std::io::Error::from)?;
    if let Some(filter) = filter {
        out.write_all(b",\"filter\":")?;
        serde_json::to_writer(&mut *out, filter).map_err(std::io::Error::from)?;
    }
    if let Some(body) = body {
        out.write_all(b",\"body\":")?;
        out.write_all(body.as_bytes())?;
    }
    Ok(out.write_all(b"}\n")?)
}

fn line(request: &impl Serialize, out: &mut Output) -> Result<(), CliError> {
    serde_json::to_writer(&mut *out, request).map_err(std::io::Error::from)?;
    Ok(out.write_all(b"\n")?)
}
