//! Writes requests to the target: one per line, or grouped into bulk requests. Does not decide which requests there
//! are.

use crate::cli::error::CliError;
use crate::cli::output::Output;
use attrflow::Request;
use serde_json::{Value as Json, json};
use std::io::Write;
use std::num::NonZeroUsize;

/// Writes requests, as single requests or as operations of bulk requests.
pub(super) struct Requests {
    size: Option<NonZeroUsize>,
    /// The schema of bulk requests.
    schema: &'static str,
    operations: Vec<Json>,
    /// The number of operations so far, for their bulkIds.
    count: u64,
}

impl Requests {
    pub fn new(size: Option<NonZeroUsize>, schema: &'static str) -> Self {
        Self { size, schema, operations: Vec::new(), count: 0 }
    }

    /// Writes the requests of one record: those after a POST refer to the object that it creates. Returns false if bulk
    /// requests are wanted and a request could not be part of one.
    pub fn write(&mut self, requests: &[Request], out: &mut Output) -> Result<bool, CliError> {
        let Some(size) = self.size.map(NonZeroUsize::get) else {
            requests.iter().try_for_each(|request| line(request, out))?;
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
                    line(request, out)?;
                    all = false;
                    continue;
                }
            };
            self.count += 1;
            let id = self.count.to_string();
            let mut operation = json!({"method": request.method, "bulkId": id, "path": path});
            if let (Some(body), Some(object)) = (&request.body, operation.as_object_mut()) {
                object.insert("data".to_owned(), body.clone());
            }
            self.operations.push(operation);
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
        let operations = std::mem::take(&mut self.operations);
        Ok(writeln!(out, "{}", json!({"schemas": [self.schema], "Operations": operations}))?)
    }
}

fn line(request: &Request, out: &mut Output) -> Result<(), CliError> {
    serde_json::to_writer(&mut *out, request).map_err(std::io::Error::from)?;
    Ok(out.write_all(b"\n")?)
}
