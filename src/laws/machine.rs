//! The VM agrees with the reference interpreter, constant-folded code with code as written, and unchanged values are
//! not copied.

use super::reference_interpreter::Walker;
use super::still::Still;
use crate::check::{Checked, Context, Expr, ExprKind, check_expression};
use crate::compile::{compile, compile_as_written};
use crate::diagnostic::EvalError;
use crate::dotnet::regex::Budget;
use crate::engine::{RunLimits, Session};
use crate::functions::Scope;
use crate::language::Language;
use crate::program::{Constant, PatternTable, Program};
use crate::value::{TargetType, Value, ValueKind};
use crate::vm::PatternCache;
use bumpalo::Bump;
use serde_json::Value as Json;

/// An expression to run, with its record and language.
#[derive(Clone, Debug)]
pub struct Case {
    pub expression: String,
    pub record: Json,
    pub dialect: &'static Language,
}

fn checked(case: &Case) -> Option<Checked> {
    let context = Context { language: case.dialect, source_schema: None };
    check_expression(&case.expression, &case.dialect.parse(&case.expression), context).0
}

/// The result of an evaluation, for exact comparison. No value is the same as an empty array.
fn told(result: Result<Value<'_>, EvalError>) -> String {
    match result {
        Ok(Value::Skip) => "skip".to_owned(),
        Ok(value) if value.is_absent() => "absent".to_owned(),
        Ok(value) => format!("{value:?}"),
        // Only the machine knows that a message is written out in the expression, and shows it.
        Err(error) if error.code() == "raised-error" => format!("{} at {:?}", error.code(), error.span),
        Err(error) => format!("{} at {:?}: {}", error.code(), error.span, error.message),
    }
}

/// The value of a JSON value: null is absent, an array its values, an object a complex value.
fn from_json<'r>(json: &'r Json, arena: &'r Bump) -> Value<'r> {
    match json {
        Json::Null => Value::Absent,
        Json::Bool(flag) => Value::Bool(*flag),
        Json::String(text) => Value::Str(text),
        Json::Number(number) => match number.as_i64() {
            Some(integer) => Value::Int(integer),
            None => Value::Number(arena.alloc_str(&number.to_string())),
        },
        Json::Array(items) => {
            let items = items.iter().filter(|item| !item.is_null());
            let values = items.map(|item| match item {
                Json::Array(_) => Value::Complex(arena.alloc_str(&item.to_string())),
                other => from_json(other, arena),
            });
            Value::Multi(arena.alloc_slice_fill_iter(values.collect::<Vec<_>>()))
        }
        Json::Object(_) => Value::Complex(arena.alloc_str(&json.to_string())),
    }
}

fn slots<'r>(names: &[Box<str>], case: &'r Case, arena: &'r Bump) -> &'r [Value<'r>] {
    let value = |name: &str| case.record.get(name).map_or(Value::Absent, |value| from_json(value, arena));
    arena.alloc_slice_fill_iter(names.iter().map(|name| value(name)).collect::<Vec<_>>())
}

fn by_machine(program: &Program, case: &Case) -> String {
    let (arena, host) = (Bump::new(), Still::new());
    let session = Session::new(program, RunLimits::default());
    let scope = session.scope(&arena, &host, "");
    told(session.value(0, slots(program.attributes(), case, &arena), &scope, &mut ()))
}

fn by_walker(checked: &Checked, case: &Case) -> String {
    let (arena, host, table) = (Bump::new(), Still::new(), PatternTable::default());
    let patterns = PatternCache::new(&table);
    let scope = Scope {
        arena: &arena,
        host: &host,
        patterns: &patterns,
        longest_text: RunLimits::default().longest_text,
        most_bytes: RunLimits::default().record_bytes,
        steps: Budget::new(RunLimits::default().record_steps),
        is_large: false,
        record: "",
        site: Default::default(),
    };
    let slots = slots(checked.attributes(), case, &arena);
    #[cfg(feature = "connect")]
    let slots = super::typed_interpreter::with_types(checked.attributes(), slots, case.dialect, &arena);
    let walker = Walker {
        slots,
        #[cfg(feature = "connect")]
        locals: &[],
        scope: &scope,
        language: case.dialect,
    };
    told(walker.value(checked.root()))
}

/// Checks that a result equal to an attribute's string is that string and not a copy. A string that replaces all of
/// another string is a copy, so `inserted` attributes are not checked.
fn copies(program: &Program, case: &Case, inserted: &[u32]) -> Option<String> {
    let (of_record, mut arena, host) = (Bump::new(), Bump::new(), Still::new());
    let session = Session::new(program, RunLimits::default());
    let slots = slots(program.attributes(), case, &of_record);
    let is_inserted = |text| inserted.iter().any(|slot| slots.get(*slot as usize) == Some(&Value::Str(text)));
    let passed = {
        let scope = session.scope(&arena, &host, "");
        match session.value(0, slots, &scope, &mut ()) {
            Ok(Value::Str(text)) if text.is_empty() || is_inserted(text) => return None,
            Ok(Value::Str(text)) if slots.contains(&Value::Str(text)) => text.as_ptr() as usize,
            _ => return None,
        }
    };
    let copied = arena.iter_allocated_chunks().any(|chunk| {
        let start = chunk.as_ptr() as usize;
        (start..start + chunk.len()).contains(&passed)
    });
    copied.then(|| format!("{}: the string is copied", case.expression))
}

fn is_absent(argument: &Expr) -> bool {
    matches!(argument.node, ExprKind::Constant(Constant::Absent))
}

fn attribute(part: &Expr) -> Option<u32> {
    if let ExprKind::Attribute(slot) = part.node { Some(slot) } else { None }
}

/// Checks all properties of a case; returns whether it could be run, or the violated property.
pub fn holds(case: &Case) -> Result<bool, String> {
    let Some(checked) = checked(case) else { return Ok(false) };
    let folded = compile(case.dialect, [("value", &checked)], []);
    let written = compile_as_written(case.dialect, [("value", &checked)], []);
    let wanted = by_walker(&checked, case);
    for (how, program) in [("as written", &written), ("folded", &folded)] {
        let found = by_machine(program, case);
        if found != wanted {
            let Case { expression, record, .. } = case;
            return Err(format!("`{expression}` {record}: {how} returns {found}, the reference interpreter {wanted}"));
        }
    }
    // Dates and roles are always written anew, even if the string stays the same; and if one function changes a string,
    // another can change it back.
    let (mut anew, mut calls, mut inserted) = (false, 0, Vec::new());
    checked.root().walk(&mut |part| {
        anew |= matches!(part.kind(), ValueKind::Date | ValueKind::Roles);
        match &part.node {
            ExprKind::Call(function, arguments) => {
                if function.name == "Replace" {
                    // Its seventh argument, a template, includes the first one.
                    let whole = if arguments.get(6).is_some_and(|template| !is_absent(template)) { 0 } else { 1 };
                    for argument in arguments.iter().skip(whole) {
                        argument.walk(&mut |part| inserted.extend(attribute(part)));
                    }
                }
                anew |= function.slots().any(|slot| slot.ty.kind == ValueKind::DateFormat);
                calls += 1;
            }
            // `&` creates a string, like a function.
            ExprKind::Operate(..) => calls += 1,
            _ => {}
        }
    });
    // Where there are types, bytes are read from base64, and written as base64 again.
    if let Some(type_of) = case.dialect.types {
        let is_binary = |name: &str| type_of(name).is_some_and(|(kind, _)| kind == TargetType::Binary);
        anew |= checked.attributes().iter().any(|name| is_binary(name));
    }
    anew |= calls > 1;
    if anew { Ok(true) } else { copies(&folded, case, &inserted).map_or(Ok(true), Err) }
}
