//! Nullability against the VM: what is reported as absent is absent, for the record that is reported as an example.

use crate::check::{Context, Occurs, check_expression, nullability};
use crate::diagnostic::page;
use crate::engine::{Expression, RunLimits, Session, World, moment};
use crate::value::Value;
use crate::{codes, functions, syntax};
use bumpalo::Bump;
use std::collections::BTreeSet;

/// The expressions of all pages, as they are written and with the empty string in place of absent attributes: the
/// analysis may treat the two alike only where the function does.
fn expressions() -> BTreeSet<String> {
    let pages = functions::all().map(|function| function.docs()).chain(codes::all().map(|entry| entry.page()));
    let rows = pages.flat_map(page::rows);
    let written: BTreeSet<String> = rows.filter_map(|row| row.get("expression").map(str::to_owned)).collect();
    let attribute = regex::Regex::new(r"\[[A-Za-z]+\]").unwrap();
    let emptied = written.iter().map(|text| attribute.replace_all(text, "Join(\"\", $0)").into_owned());
    emptied.chain(written.iter().cloned()).collect()
}

/// The result of an expression for the reported values of the listed attributes, if all others have a value.
#[derive(Debug, PartialEq)]
enum Gives {
    Nothing,
    Empty,
    Something,
    Error,
}

fn run(text: &str, record: &[(Box<str>, Option<Box<str>>)], others: Option<&str>) -> Gives {
    let Ok(expression) = Expression::new(text, Context::default()) else { return Gives::Error };
    let (arena, world) = (Bump::new(), World::at(moment("2026-01-15").unwrap()));
    let session = Session::new(expression.program(), RunLimits::default());
    let value = |name: &str| match record.iter().find(|(known, _)| **known == *name) {
        Some((_, value)) => value.as_deref(),
        None => others,
    };
    let slots: Vec<Value<'_>> =
        expression.program().attributes().iter().map(|name| value(name).map_or(Value::Absent, Value::Str)).collect();
    let scope = session.scope(&arena, &world, "");
    match session.value(0, &slots, &scope, &mut ()) {
        Ok(value) if value.is_absent() => Gives::Nothing,
        Ok(value) if value.is_empty() => Gives::Empty,
        Ok(_) => Gives::Something,
        Err(_) => Gives::Error,
    }
}

#[test]
fn the_vm_agrees_with_the_nullability_of_every_expression() {
    let (mut shown, mut failures) = (0, Vec::new());
    for text in expressions() {
        let (Some(checked), _) = check_expression(&text, &syntax::parse(&text), Context::default()) else { continue };
        let flow = nullability(&checked, &|_| false);
        for (what, happens, wanted) in [("absent", &flow.absent, Gives::Nothing), ("empty", &flow.empty, Gives::Empty)]
        {
            match happens {
                Occurs::MayBe(witness) if witness.certain => {
                    shown += 1;
                    // The values of the other attributes must not matter, unless the expression fails.
                    for others in ["1", "2026-01-02", "True"] {
                        let gives = run(&text, &witness.record, Some(others));
                        if gives != wanted && gives != Gives::Error {
                            failures
                                .push(format!("{text}: {what} {happens}, but returns {gives:?} (others `{others}`)"));
                        }
                    }
                }
                Occurs::MayBe(_) => {}
                Occurs::Always | Occurs::Never => {
                    let [without, with] = [None, Some("1")].map(|others| run(&text, &[], others));
                    // A result that is always empty does not depend on absent values.
                    let agrees = without == Gives::Error
                        || (without == wanted) == (*happens == Occurs::Always)
                        || (what == "empty" && with == Gives::Empty);
                    if !agrees {
                        failures.push(format!(
                            "{text}: {what} {happens}, but returns {without:?} for a record without attributes and {with:?} \
                             where all are \"1\""
                        ));
                    }
                }
            }
        }
    }
    assert!(
        failures.is_empty(),
        "the analysis (src/check/nullability.rs) derives from the types of the parameters when a result is absent or empty, \
         and the VM returned something else: change a type (CONTRIBUTING, add a function, 3), or \
         declare `ChangesEmpty` if the function makes something of the empty string\n{}",
        failures.join("\n")
    );
    assert!(shown > 100, "only {shown} records were tried");
}

/// Choices by one attribute around functions of two, one inside the other.
fn choices() -> Vec<String> {
    const LEAVES: [&str; 8] = [
        "[a]",
        "[b]",
        "\"x\"",
        "\"\"",
        "Append([a], [b])",
        "Join(\"\", [b], [a])",
        "Coalesce([b], ToLower([a]))",
        "Append(Append([a], [b]), [c])",
    ];
    const CONDITIONS: [&str; 6] = [
        "IsPresent([a])",
        "IsNullOrEmpty([b])",
        "[a]=\"x\"",
        "[b]<>\"\"",
        "Not(IsPresent([c]))",
        "IsPresent(Append([a], [b]))",
    ];
    let mut choices = Vec::new();
    for condition in CONDITIONS {
        for yes in LEAVES {
            for no in LEAVES {
                choices.push(format!("IIF({condition}, {yes}, {no})"));
                choices.push(format!("Switch([a], {yes}, \"x\", {no})"));
            }
        }
    }
    let mut nested = Vec::new();
    for (number, choice) in choices.iter().enumerate() {
        let leaf = LEAVES[number / 5 % LEAVES.len()];
        let condition = CONDITIONS[number / 3 % CONDITIONS.len()];
        nested.push(match number % 5 {
            0 => format!("Coalesce({choice}, {leaf})"),
            1 => format!("IIF({condition}, {choice}, {leaf})"),
            2 => format!("IIF({condition}, {leaf}, {choice})"),
            3 => format!("Append({choice}, {leaf})"),
            _ => format!("Join(\"\", {choice}, {leaf})"),
        });
    }
    choices.into_iter().chain(nested).collect()
}

#[test]
fn what_never_happens_happens_for_no_record() {
    const VALUES: [Option<&str>; 3] = [None, Some("x"), Some("other")];
    let mut failures = Vec::new();
    for text in choices() {
        let (checked, found) = check_expression(&text, &syntax::parse(&text), Context::default());
        let flow = nullability(&checked.unwrap_or_else(|| panic!("{text}: {found:?}")), &|_| false);
        let mut gives = Vec::new();
        for (a, b, c) in VALUES.iter().flat_map(|a| VALUES.iter().flat_map(move |b| VALUES.map(|c| (*a, *b, c)))) {
            let record = [("a", a), ("b", b), ("c", c)].map(|(name, value)| (name.into(), value.map(Into::into)));
            gives.push((run(&text, &record, None), record));
        }
        for (what, happens, wanted) in [("absent", flow.absent, Gives::Nothing), ("empty", flow.empty, Gives::Empty)] {
            let shown = gives.iter().filter(|(given, _)| *given == wanted).count();
            let agrees = match &happens {
                Occurs::Never => shown == 0,
                Occurs::Always => shown == gives.len(),
                Occurs::MayBe(witness) => {
                    // Attributes that are not listed have a value.
                    let is_example = |record: &[(Box<str>, Option<Box<str>>)]| {
                        record.iter().all(|(name, value)| {
                            match witness.record.iter().find(|(known, _)| known == name) {
                                Some((_, listed)) => listed == value,
                                None => value.is_some(),
                            }
                        })
                    };
                    let fits = |(given, record): &(Gives, [_; 3])| *given == wanted || !is_example(record);
                    !witness.certain || shown > 0 && gives.iter().all(fits)
                }
            };
            if !agrees {
                failures.push(format!("{text}: {what} {happens}, but for {shown} of {} records", gives.len()));
            }
        }
    }
    let count = failures.len();
    failures.truncate(40);
    assert!(failures.is_empty(), "{count} failures, the first of them:\n{}", failures.join("\n"));
}
