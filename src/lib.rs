//! Run, check and test Microsoft Entra attribute mappings outside the tenant.
//!
//! Entra's provisioning service fills the attributes of an application's users from expressions such as
//! `Coalesce([mail],[userPrincipalName])`. This crate evaluates them, reports to the character what is wrong with them, and
//! maps directory records to SCIM payloads and requests.
//!
//! ```
//! use attrflow::Evaluator;
//!
//! let evaluator = Evaluator::new("Coalesce([mail], [userPrincipalName])")?;
//! let value = evaluator.evaluate(r#"{"userPrincipalName": "ada@contoso.com"}"#)?;
//! assert_eq!(value.as_str(), Some("ada@contoso.com"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # A mapping
//!
//! A [`Mapper`] is a mapping file made ready once: `synchronizationSchema` JSON as Microsoft Graph exports it, TOML written
//! by hand, or one of the [`connectors`]. It owns what it needs, is `Send + Sync`, and is called from any number of threads.
//!
//! ```
//! use attrflow::{Mapper, Options, Status, moment};
//!
//! # let file = include_str!("../examples/onboarding.toml");
//! // With a seed and a current time of its own, the same records give the same bytes.
//! let now = moment("2026-01-15T09:30:00Z").ok_or("it is a point in time")?;
//! let mapper = Mapper::from_bytes("onboarding.toml", file.as_bytes(), Options::new().seed(7).now(now))?;
//!
//! // Fetch these attributes from the directory, and no others.
//! assert!(mapper.referenced_attributes().iter().any(|name| **name == *"userPrincipalName"));
//!
//! // Records come as JSON; the envelope has the outcome of each, and serialises.
//! let envelope = mapper.map(r#"{"id": "1", "userPrincipalName": "ada@contoso.com", "employeeHireDate": "2026-02-01"}"#);
//! assert_eq!(envelope.status, Status::Ok);
//! assert!(envelope.payload.is_some_and(|payload| payload.contains(r#""userName":"ada@contoso.com""#)));
//!
//! // An error of a record has a code, a location in the mapping file and mostly a remedy; its message holds no value.
//! let envelope = mapper.map(r#"{"id": "2", "userPrincipalName": "bob@contoso.com", "employeeHireDate": "soon"}"#);
//! let error = &envelope.errors[0];
//! assert_eq!(error.diagnostic.code(), "date-not-in-format");
//! assert!(error.location.as_ref().is_some_and(|location| location.file == "onboarding.toml" && location.line == 34));
//! assert!(!serde_json::to_string(&envelope)?.contains("soon"));
//!
//! // Errors of a mapping are a report: all of them, in the order of their locations.
//! let broken = file.replace("[userPrincipalName]", "Tolower([userPrincipalName])");
//! let report = Mapper::from_bytes("onboarding.toml", broken.as_bytes(), Options::new()).expect_err("the case is wrong");
//! assert_eq!(report.diagnostics[0].code(), "wrong-case-function");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! [`Mapper::map_all`] takes a stream of records – NDJSON, JSON, CSV or LDIF – and maps it in constant memory on as many
//! threads as it is given, in the order of the records. A [`Provisioner`] also knows what the target has, and decides which
//! objects to create, change, disable or delete, with the requests. [`check`] reports everything about a mapping file.
//!
//! # The host
//!
//! Everything that is in neither the mapping nor the record comes through the trait [`Host`]: the clock, random values, the
//! settings of the provisioning job, which values of the target are in use and which ids it has. [`World`] is one with a fixed
//! time and seeded random values. A program with a directory of its own brings its own:
//!
//! ```
//! use attrflow::{DateTime, Host, Mapper, Options, Source, World, moment};
//!
//! /// Asks the target's index which names are in use.
//! struct Target(World);
//!
//! impl Host for Target {
//!     fn now(&self) -> DateTime { self.0.now() }
//!     fn entropy(&self, record: &str, site: u32) -> u64 { self.0.entropy(record, site) }
//!     fn setting(&self, name: &str) -> Option<&str> { self.0.setting(name) }
//!     fn reserve(&self, value: &str) -> bool { value != "ada@contoso.com" }
//! }
//!
//! # let file = r#"
//! # [source]
//! # directory = "Microsoft Entra ID"
//! # object = "User"
//! #
//! # [target]
//! # directory = "Badge Office"
//! # object = "User"
//! #
//! # [[attribute]]
//! # target = 'userName'
//! # value = '[userPrincipalName]'
//! # match = 1
//! #
//! # [[attribute]]
//! # target = 'nickName'
//! # value = 'SelectUniqueValue([mail], [userPrincipalName])'
//! # "#;
//! let mapper = Mapper::new(Source::new("nick.toml", file), Options::new())?;
//! let target = Target(World::at(moment("2026-01-15T09:30:00Z").ok_or("it is a point in time")?));
//! let envelope = mapper.map_in(r#"{"userPrincipalName": "ada.l@contoso.com", "mail": "ada@contoso.com"}"#, &target);
//! # let payload = envelope.payload.ok_or("it is mapped")?;
//! # assert!(payload.contains(r#""nickName":"ada.l@contoso.com""#), "{payload}");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! There is no other way in or out: no files, no network, no environment, and no global state. Where the [`Options`]
//! set no current time, each call reads the machine's clock once.
//!
//! # Features
//!
//! | feature | what it adds | in the default |
//! |---------|--------------|----------------|
//! | `cli` | the program `attrflow` and all that only a command line needs; includes `pretty` | yes |
//! | `connect` | the language of Entra Connect Sync; without it, its expressions are checked and not run | yes |
//! | `pretty` | diagnostics drawn beside the source, for terminals, and reports as HTML | yes |
//!
//! A program that embeds attrflow takes it with `default-features = false`. Rust 1.90 is the oldest that compiles it.
//!
//! # Floors
//!
//! The modules stand on floors, and a module may use only what stands below it. A test reads this table and every
//! `use crate::…` of the sources.
//!
//! | floor | module     | may use |
//! |-------|------------|---------|
//! | 0     | text       |         |
//! | 0     | dotnet, the crate [`attrflow_dotnet`] | |
//! | 0     | parallel   |         |
//! | 0     | stack      |         |
//! | 1     | diagnostic | text    |
//! | 1     | value      | dotnet  |
//! | 2     | functions  | value, dotnet, diagnostic, text |
//! | 2     | syntax     | value, diagnostic, text |
//! | 2     | record     | value, dotnet, diagnostic, text |
//! | 3     | language   | functions, syntax, value |
//! | 3     | mapping    | syntax, functions, value, dotnet, diagnostic, text |
//! | 4     | scim       | mapping, value, dotnet, diagnostic, text |
//! | 4     | tree       | language, functions, syntax, value, text |
//! | 4     | program    | language, functions, value, dotnet, text |
//! | 5     | check      | mapping, tree, program, language, syntax, scim, functions, value, dotnet, diagnostic, parallel, text |
//! | 5     | convert    | mapping, tree, syntax, value, diagnostic, text |
//! | 5     | vm         | program, functions, value, dotnet, diagnostic, text |
//! | 6     | codes      | check, diagnostic, text |
//! | 6     | compile    | check, vm, program, language, mapping, syntax, scim, functions, value, dotnet, diagnostic, text |
//! | 7     | engine     | compile, vm, check, program, record, mapping, tree, language, syntax, scim, functions, value, dotnet, diagnostic, parallel, text |
//! | 7     | assist     | check, tree, language, syntax, functions, value, dotnet, diagnostic, text |
//! | 8     | compare    | assist, check, mapping, tree, language, scim, syntax, dotnet, text |
//! | 8     | provision  | engine, mapping, record, functions, value, diagnostic, text |
//! | 9     | embed      | provision, engine, mapping, record, scim, language, functions, value, dotnet, diagnostic, text, syntax, check, stack |
//! | 8     | testing    | codes, engine, compile, vm, check, program, record, mapping, language, syntax, scim, functions, value, dotnet, diagnostic, text |
//! | 9     | laws, for tests and fuzzing | codes, provision, engine, convert, compile, vm, check, program, record, mapping, language, syntax, scim, functions, value, dotnet, diagnostic, text |
//! | 10    | cli        |         |
#![forbid(unsafe_code)]
#![warn(missing_docs, clippy::panic, clippy::unwrap_used)]

mod assist;
mod check;
mod codes;
mod compare;
mod compile;
mod convert;
mod diagnostic;
mod embed;
mod engine;
mod functions;
mod language;
mod mapping;
mod parallel;
mod program;
mod provision;
mod record;
mod scim;
mod stack;
mod syntax;
mod testing;
mod text;
mod tree;
mod value;
mod vm;

use attrflow_dotnet as dotnet;

pub use diagnostic::{Diagnostic, Edit, Fix, Report, Severity, Subject};
pub use dotnet::datetime::DateTime;
pub use embed::{Evaluated, Evaluator, Limits, Mapper, Options, Provisioner, check};
pub use engine::{World, moment};
pub use functions::Host;
pub use language::Language;
pub use provision::{DeletionLimit, Envelope, MappingLocation, Operation, RecordError, Request, Status};
pub use record::RecordFormat;
pub use scim::Flavor;
pub use text::{Source, Span};

/// The README's examples of the library are compiled and run.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

/// The examples for programs that embed the library are, too.
#[cfg(doctest)]
#[doc = include_str!("../docs/embedding.md")]
struct Embedding;

/// The built-in connectors: mapping files of target systems, to be used as they are or changed.
pub mod connectors {
    pub use crate::mapping::connectors::{CONNECTORS, Connector, find};
}

/// Every diagnostic there is, each with its page.
pub mod diagnostics {
    pub use crate::codes::{all, find, sorted};
    pub use crate::diagnostic::DiagnosticInfo;
}

/// The languages of attribute mappings, with their functions and words.
pub mod languages {
    pub use crate::functions::{Function, Mode, ParamType, Parameter, Property, ReturnType, RoleForm, all, sorted};
    pub use crate::language::{CLOUD_SYNC, CONNECT, ENTRA, LANGUAGES, Word};
    pub use crate::value::ValueKind;
}

/// What the command line, the page and the project's own tools are made of beyond the face. Not covered by semver: names come
/// and go with any version.
#[doc(hidden)]
pub mod tool {
    pub use crate::diagnostic::{EvalError, page, registry, render};
    pub use bumpalo;

    pub use crate::check::{Context, KnownAttribute, SourceSchema, check_expression, language_of};
    pub use crate::engine::{
        AttributeError, AttributeResult, DryRun, Expression, ExpressionRunner, Mapped, ObjectProgram, Outcome,
        Previous, RecordInput, RunLimits, Runner, Stream, Trace, TraceNode, TraceValue, Unseen, Update, check_empty,
        check_mapping, compile_object, find_object, present, to_json,
    };
    pub use crate::functions::normalize_diacritics;
    pub use crate::mapping::{
        FileKind, Located, Mapping, MappingFormat, read as read_mapping, read_bytes as read_mapping_bytes,
    };
    pub use crate::parallel::parallel_map;
    pub use crate::record::{Batch, RECORD_LIMIT, RawRecord, RecordBody, RecordReader, Records, RejectedRecord};
    pub use crate::text::{Quoted, decode, nearest};
    #[cfg(attrflow_external_resources)]
    pub use crate::text::{are_installed, install};
    pub use crate::value::{TargetType, Value};

    /// The parts of mappings, and what is built in: schemas, operators of scopes.
    pub mod mappings {
        pub use crate::mapping::*;
    }

    /// Mapping files in the other format, for another connector, and with trees that agree with their texts.
    pub mod conversion {
        pub use crate::convert::*;
    }

    /// Help while an expression is written.
    pub mod assistance {
        pub use crate::assist::*;
    }

    /// What differs between two mapping files, and what that does to the payloads of records.
    pub mod comparison {
        pub use crate::compare::*;
    }

    /// Provisioning by borrowed parts; [`Provisioner`](crate::Provisioner) owns them.
    pub mod provision {
        pub use crate::provision::*;
    }

    /// Which attributes flow when records change.
    pub mod simulation {
        pub use crate::engine::simulate::*;
    }

    /// Tests of mappings.
    pub mod testing {
        pub use crate::testing::*;
    }

    /// Expressions as trees: parsing, printing, and the parameter tree that the service stores.
    pub mod trees {
        pub use crate::syntax::{Expression, Node, Tree, outline, parse, print, quote, to_json};
        pub use crate::tree::*;
    }
}

/// What holds for any input, for the tests and the fuzz targets, which alone are built with it.
#[cfg(any(test, fuzzing))]
#[doc(hidden)]
pub mod laws;
