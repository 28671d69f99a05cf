//! Run, check and test Microsoft Entra attribute mappings outside the tenant.
//!
//! Entra's provisioning service fills the attributes of an application's users from expressions such as
//! `Coalesce([mail],[userPrincipalName])`. This crate parses them, says to the character what is wrong with them, and
//! runs whole mappings over directory records to SCIM payloads.
//!
//! # A mapping inside a program
//!
//! A [`Mapper`] is a mapping file made ready once: `synchronizationSchema` JSON as Microsoft Graph exports it, TOML written
//! by hand, or one of the [`connectors`]. It owns what it needs, is `Send + Sync`, and is called from any number of threads.
//!
//! ```
//! use attrflow::embed::{Limits, Mapper, Options, Status};
//!
//! # let file = include_str!("../examples/onboarding.toml");
//! // Who runs mappings that somebody else wrote sets limits. The present and the seed are fixed here so that the same
//! // records give the same bytes; without `now`, the clock is read for each call.
//! let options: Options = serde_json::from_str(
//!     r#"{"now": "2026-01-15T09:30:00Z", "seed": 7, "limits": {"longest_text": 65536, "largest_payload": 1048576}}"#,
//! )?;
//! let mapper = Mapper::from_bytes("onboarding.toml", file.as_bytes(), options)?;
//!
//! // Fetch these attributes from the directory, and no others.
//! assert!(mapper.referenced_attributes().iter().any(|name| **name == *"userPrincipalName"));
//!
//! // One mapper, many threads. Records come as JSON texts; an envelope says what became of each, and serialises.
//! let record = r#"{"id": "1", "userPrincipalName": "ada@contoso.com", "employeeHireDate": "2026-02-01"}"#;
//! std::thread::scope(|scope| {
//!     for _ in 0..2 {
//!         scope.spawn(|| {
//!             let envelope = mapper.map(record);
//!             assert_eq!(envelope.status, Status::Ok);
//!             assert!(envelope.payload.is_some_and(|payload| payload.get().contains(r#""userName":"ada@contoso.com""#)));
//!         });
//!     }
//! });
//!
//! // What is wrong with a record has a code, a location in the mapping file and mostly a remedy; its values are in no message.
//! let envelope = mapper.map(r#"{"id": "2", "userPrincipalName": "bob@contoso.com", "employeeHireDate": "soon"}"#);
//! let error = &envelope.errors[0];
//! assert_eq!(error.diagnostic.code(), "date-not-in-format");
//! assert!(error.location.as_ref().is_some_and(|location| location.file == "onboarding.toml" && location.line == 34));
//! assert!(!serde_json::to_string(&envelope)?.contains("soon"));
//!
//! // What is wrong with a mapping is a report: all of it, in the order of the locations.
//! let broken = file.replace("[userPrincipalName]", "Tolower([userPrincipalName])");
//! let report = Mapper::from_bytes("onboarding.toml", broken.as_bytes(), Options::default()).expect_err("the case is wrong");
//! assert_eq!(report.diagnostics[0].code(), "wrong-case-function");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! [`Mapper::map_all`] takes a stream of records, NDJSON, JSON, CSV or LDIF, and maps it in constant memory on as many
//! threads as it is given, in the order of the records.
//!
//! # The world
//!
//! Everything that is in neither the mapping nor the record comes through the trait [`Host`]: the clock, chance, the job's
//! settings, which values of the target are taken and which ids it has. [`World`] is one with a fixed present and seeded
//! chance. A program with a directory of its own brings its own:
//!
//! ```
//! use attrflow::{DateTime, Host, World, embed::{Mapper, Options}, moment};
//!
//! /// Asks the target's index which names are taken.
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
//! # let source = attrflow::Source::new("nick.toml", file);
//! let mapper = Mapper::new(source, Options::default())?;
//! let target = Target(World::at(moment("2026-01-15T09:30:00Z").ok_or("it is a point in time")?));
//! let envelope = mapper.map_in(r#"{"userPrincipalName": "ada.l@contoso.com", "mail": "ada@contoso.com"}"#, &target);
//! # let payload = envelope.payload.ok_or("it is mapped")?;
//! # assert!(payload.get().contains(r#""nickName":"ada.l@contoso.com""#), "{payload}");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! There is no other way in or out: no files, no network, no environment, and nothing global that changes.
//!
//! # Single expressions, and the floor below
//!
//! An [`Evaluator`](embed::Evaluator) is to an expression what a mapper is to a mapping. Both are made of parts for those who
//! have records that are not JSON, or who count instructions: an [`Expression`] or an [`ObjectProgram`] is compiled
//! code, a [`Session`] runs it on one thread, a [`Reader`] takes from each record what the code needs, and values borrow
//! from the record or live in an arena that goes with it.
//!
//! ```
//! use attrflow::{Expression, Context};
//! use attrflow::{Session, RunLimits, World, Value, bumpalo::Bump, moment};
//!
//! // Parse, check and compile once …
//! let text = r#"Join("@", ToLower([alias]), "contoso.com")"#;
//! let expression = Expression::new(text, Context::default()).expect("there is nothing wrong with it");
//! assert_eq!(*expression.program().attributes()[0], *"alias");
//!
//! // … and run for every record. Values borrow from the record and live in an arena that goes with it.
//! let world = World::at(moment("2026-01-15T09:30:00Z").expect("it is a point in time"));
//! let session = Session::new(expression.program(), RunLimits::default());
//! let arena = Bump::new();
//! let scope = session.scope(&arena, &world, "");
//! let value = session.value(0, &[Value::Str("Ada")], &scope, &mut ());
//! assert_eq!(value.ok(), Some(Value::Str("ada@contoso.com")));
//!
//! // What is wrong has a code, a location and a remedy.
//! let report = Expression::new("Tolower([mail])", Context::default()).expect_err("the case is wrong");
//! let diagnostic = report.diagnostics.first().expect("there is one");
//! assert_eq!(diagnostic.code(), "wrong-case-function");
//! assert_eq!(diagnostic.message, "there is no function `Tolower`, but there is `ToLower`");
//! ```
//!
//! # Features
//!
//! | feature | what it adds | in the default |
//! |---------|--------------|----------------|
//! | `cli` | the program `attrflow` and all that only a command line needs; includes `pretty` | yes |
//! | `pretty` | diagnostics drawn beside the text, for terminals | yes |
//! | `machinery` | internals for the project's own tests; no promise is made for it | no |
//!
//! A program that has attrflow inside takes it with `default-features = false`. Rust 1.90 is the oldest that compiles it.
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
//! | 1     | diagnostic | text    |
//! | 1     | value      |         |
//! | 2     | functions  | value, dotnet, diagnostic, text |
//! | 2     | syntax     | value, diagnostic, text |
//! | 2     | scim       | value, diagnostic, text |
//! | 2     | record     | value, dotnet, diagnostic, text |
//! | 3     | language   | functions, syntax |
//! | 3     | mapping    | syntax, scim, functions, value, dotnet, diagnostic, text |
//! | 4     | tree       | language, functions, syntax, value, text |
//! | 4     | program    | language, functions, value, dotnet, text |
//! | 5     | check      | mapping, tree, program, language, syntax, scim, functions, value, dotnet, diagnostic, parallel, text |
//! | 5     | convert    | mapping, tree, syntax, scim, value, diagnostic, text |
//! | 5     | vm         | program, functions, value, dotnet, diagnostic, text |
//! | 6     | compile    | check, vm, program, language, mapping, syntax, scim, functions, value, dotnet, diagnostic, text |
//! | 7     | engine     | compile, vm, check, program, record, mapping, tree, language, syntax, scim, functions, value, dotnet, diagnostic, parallel, text |
//! | 7     | assist     | check, tree, language, syntax, functions, value, dotnet, diagnostic, text |
//! | 8     | compare    | assist, check, mapping, tree, language, syntax, text |
//! | 8     | provision  | engine, mapping, functions, diagnostic, text |
//! | 9     | embed      | provision, engine, mapping, record, scim, language, functions, value, dotnet, diagnostic, text, syntax, check |
//! | 8     | testing    | engine, compile, vm, check, program, record, mapping, language, syntax, scim, functions, value, dotnet, diagnostic, text |
//! | 10    | cli        |         |
#![forbid(unsafe_code)]
#![warn(missing_docs, clippy::panic, clippy::unwrap_used)]
// What only the tests and tools reach is opened to them by the feature; without it, it is not dead but closed.
#![cfg_attr(not(feature = "machinery"), allow(dead_code, unused_imports))]

mod assist;
mod check;
mod compare;
mod compile;
mod convert;
mod diagnostic;
pub mod embed;
mod engine;
mod functions;
mod language;
mod mapping;
mod parallel;
mod program;
pub mod provision;
mod record;
mod scim;
mod syntax;
pub mod testing;
mod text;
mod tree;
mod value;
mod vm;

use attrflow_dotnet as dotnet;

pub use bumpalo;

pub use check::{Context, KnownAttribute, SourceSchema, check_expression, language_of};
pub use convert::{Journal, Migration, MigrationStep, StepKind as JournalKind, convert, migrate};
pub use diagnostic::{Diagnostic, Edit, EvalError, Fix, Report, Severity, Subject, page, render};
pub use dotnet::datetime::DateTime;
pub use embed::Mapper;
pub use engine::{
    AttributeError, AttributeResult, Changed, DryRun, Expression, ExpressionRunner, Mapped, ObjectProgram, Outcome,
    RecordInput, RunLimits, Runner, Session, Simulated, SimulatedFlow, Simulator, Stream, Trace, TraceNode, TraceValue,
    Update, World, check_empty, check_mapping, compile_object, find_object, from_json, moment, present, to_json,
};
pub use functions::{Function, Host};
pub use language::Language;
pub use mapping::{
    AttributeMapping, FailedClause, Filter, Located, Mapping, MappingFormat, ObjectMapping, Rule, ScopeDecision,
    connectors, read as read_mapping, read_bytes as read_mapping_bytes,
};
pub use parallel::parallel_map;
pub use program::Program;
pub use record::{
    Fields, Malformed, RECORD_LIMIT, RawRecord, RecordBody, RecordFormat, RecordReader, Records, RejectedRecord, Slots,
};
pub use scim::Flavor;
pub use text::{Position, Quoted, Source, Span, decode, nearest};
#[cfg(attrflow_external_resources)]
pub use text::{are_installed, install};
pub use value::{TargetType, Value};
pub use vm::{Observer, Shown};

/// The README's examples of the library are compiled and run.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

/// The examples for programs that embed the library are, too.
#[cfg(doctest)]
#[doc = include_str!("../docs/embedding.md")]
struct Embedding;

/// Every diagnostic there is, each with its page.
pub mod diagnostics {
    pub use crate::diagnostic::DiagnosticInfo;
    pub use crate::diagnostic::registry::{all, find, sorted};
}

/// The functions that make diagnostics, for those who have diagnostics of their own about mapping files or requests.
pub mod registry {
    pub use crate::diagnostic::registry::{
        ambiguous_match, bulk_without_id, deletions_held_back, duplicate_match, expired_ignore, null_overwrite,
        previous_without_match, record_nested_too_deep, test_mapping_unreadable, unused_ignore,
    };
}

/// The languages of attribute mappings, with their functions, words and operators.
pub mod languages {
    pub use crate::functions::{Mode, Parameter, Property, RoleForm, all, sorted};
    pub use crate::language::{CLOUD_SYNC, CONNECT, ENTRA, LANGUAGES, Word};
}

/// Expressions as trees: parsing, printing, and the parameter tree that the service stores.
pub mod trees {
    pub use crate::syntax::{
        Ast, Call, Expression, Node, Operator, Tree, TreeKind, outline, parse, print, quote, to_json,
    };
    pub use crate::tree::{from_tree, to_tree};
}

/// Help while somebody writes: `(text, offset)` in, plain structs out. Editors and the playground show the same.
pub mod assistance {
    pub use crate::assist::{
        Completion, CompletionKind, Hover, Layout, ParameterHelp, Signature, Surroundings, complete, format, hover,
        signature,
    };
}

/// What differs between two mapping files, and what that does to the payloads of records.
pub mod comparison {
    pub use crate::compare::{Change, ChangeEffect, Impact, Pattern, Sample, Tally, Topic, compare, masked};
}

/// Internals for the tests, the benches and the fuzz targets. Nothing here is promised to stay.
#[cfg(feature = "machinery")]
#[doc(hidden)]
#[allow(missing_docs)]
pub mod machinery {
    macro_rules! open {
        ($($module:ident)+) => {$(
            pub mod $module {
                pub use crate::$module::*;
            }
        )+};
    }

    open! {
        assist check compare compile convert diagnostic engine functions language mapping program record scim syntax text
        tree value vm
    }
}
