//! The VM agrees with the reference interpreter, constant-folded code with code as written, and unchanged values are
//! not copied.

use super::corpus::Case;
use super::reference_interpreter::Walker;
use super::still::Still;
use attrflow::machinery::check::{Checked, Context, Expr, ExprKind, check_expression};
use attrflow::machinery::compile::{compile, compile_as_written};
use attrflow::machinery::diagnostic::EvalError;
use attrflow::machinery::engine::{RunLimits, Session, from_json};
use attrflow::machinery::program::{Constant, PatternTable, Program};
use attrflow::machinery::syntax;
use attrflow::machinery::value::{Value, ValueKind};
use attrflow::machinery::vm::PatternCache;
use bumpalo::Bump;

fn checked(case: &Case) -> Option<Checked> {
    let context = Context { language: case.dialect, source_schema: None };
    check_expression(&case.expression, &syntax::parse(&case.expression), context).0
}

/// The result of an evaluation, for exact comparison. No value is the same as an empty array.
fn told(result: Result<Value<'_>, EvalError>) -> String {
    match result {
        Ok(Value::Skip) => "skip".to_owned(),
        Ok(value) if value.is_absent() => "absent".to_owned(),
        Ok(value) => format!("{value:?}"),
        Err(error) => format!("{} at {:?}: {}", error.code(), error.span, error.message),
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
    let scope = attrflow::machinery::functions::Scope {
        arena: &arena,
        host: &host,
        patterns: &patterns,
        longest_text: RunLimits::default().longest_text,
        record: "",
        site: Default::default(),
    };
    let slots = slots(checked.attributes(), case, &arena);
    told(Walker { slots, scope: &scope, product: case.dialect.product }.value(checked.root()))
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
    anew |= calls > 1;
    if anew { Ok(true) } else { copies(&folded, case, &inserted).map_or(Ok(true), Err) }
}
