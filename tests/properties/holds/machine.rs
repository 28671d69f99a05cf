//! The machine agrees with the walker, folded code with code as written, and what passes through is not copied.

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
    let context = Context { dialect: case.dialect, source: None };
    check_expression(&case.expression, &syntax::parse(&case.expression), context).0
}

/// What came of an evaluation, told apart to the last bit. No value at all is the same as no values.
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
        dialect: case.dialect,
        longest_text: RunLimits::default().longest_text,
        record: "",
        site: Default::default(),
    };
    let slots = slots(checked.attributes(), case, &arena);
    told(Walker { slots, scope: &scope }.value(checked.root()))
}

/// Whether a result that is an attribute's text, unchanged, is that very text. What is put in the place of all of another
/// text is written anew, so `inserted` attributes do not count.
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
    copied.then(|| format!("{}: the text is copied", case.expression))
}

fn is_absent(argument: &Expr) -> bool {
    matches!(argument.node, ExprKind::Constant(Constant::Absent))
}

fn attribute(part: &Expr) -> Option<u32> {
    if let ExprKind::Attribute(slot) = part.node { Some(slot) } else { None }
}

/// Everything that must hold of a case; whether it could be run, or what does not hold.
pub fn holds(case: &Case) -> Result<bool, String> {
    let Some(checked) = checked(case) else { return Ok(false) };
    let folded = compile(case.dialect, [("value", &checked)], []);
    let written = compile_as_written(case.dialect, [("value", &checked)], []);
    let wanted = by_walker(&checked, case);
    for (how, program) in [("as written", &written), ("folded", &folded)] {
        let found = by_machine(program, case);
        if found != wanted {
            let Case { expression, record, .. } = case;
            return Err(format!("`{expression}` {record}: {how} gives {found}, the walker {wanted}"));
        }
    }
    // Points in time and roles are written anew, even where they were written so already; and where one function changes a
    // text, another can change it back.
    let (mut anew, mut calls, mut inserted) = (false, 0, Vec::new());
    checked.root().walk(&mut |part| {
        anew |= matches!(part.kind(), ValueKind::Date | ValueKind::Roles);
        match &part.node {
            ExprKind::Call(function, arguments) => {
                if function.name == "Replace" {
                    // Its seventh argument, a template, takes the first one in.
                    let whole = if arguments.get(6).is_some_and(|template| !is_absent(template)) { 0 } else { 1 };
                    for argument in arguments.iter().skip(whole) {
                        argument.walk(&mut |part| inserted.extend(attribute(part)));
                    }
                }
                anew |= function.slots().any(|slot| slot.ty.kind == ValueKind::DateFormat);
                calls += 1;
            }
            // `&` makes a text as a function does.
            ExprKind::Operate(..) => calls += 1,
            _ => {}
        }
    });
    anew |= calls > 1;
    if anew { Ok(true) } else { copies(&folded, case, &inserted).map_or(Ok(true), Err) }
}
