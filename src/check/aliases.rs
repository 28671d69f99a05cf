//! Calls as other languages write them: from such a call to the one that means the same here, as edits of the text.
//!
//! What goes over how is data beside each function, see [`Alias`]. Here it is only matched and written; which calls are
//! unknown, and what is reported about them, is decided elsewhere.

use crate::diagnostic::{Edit, Fix};
use crate::functions::{self, Alias, Function};
use crate::language::Language;
use crate::text::Span;

/// A call in a text.
pub(super) struct Written<'t> {
    /// The text of the expression.
    pub(super) text: &'t str,
    /// The whole call.
    pub(super) span: Span,
    /// The name of the function.
    pub(super) name: &'t str,
    /// Where the name is.
    pub(super) name_span: Span,
    /// The arguments.
    pub(super) arguments: Vec<Span>,
}

/// What a call of another language is here.
pub(super) struct Counterpart {
    /// The remedy in words.
    pub(super) help: String,
    /// The function that only has another name here.
    pub(super) renamed: Option<&'static str>,
    /// The call rewritten, if all of it goes over.
    pub(super) fix: Option<Fix>,
}

/// The counterpart of a call of an unknown function.
pub(super) fn counterpart(call: &Written<'_>, language: &Language) -> Option<Counterpart> {
    // `lower-case` of XPath is `LowerCase`.
    let plain = call.name.replace('-', "");
    let name = plain.as_str();
    let known = language.known_functions();
    let aliases = known.iter().flat_map(|function| function.aliases.iter().map(move |alias| (*function, alias)));
    // A name that is one of this language but for its case is a slip of case, unless an alias has it in just this case, as
    // `SWITCH` of spreadsheets.
    let is_own = known.iter().any(|function| function.name.eq_ignore_ascii_case(name));
    let found: Vec<(&Function, &Alias)> = aliases
        .filter(|(_, alias)| if is_own { alias.name() == name } else { alias.name().eq_ignore_ascii_case(name) })
        .collect();
    choose(call, found.iter().map(|(_, alias)| *alias))
}

/// How a call of a known function is written that has the arguments of another language.
pub(super) fn own_form(call: &Written<'_>, function: &Function) -> Option<Counterpart> {
    let own = function.aliases.iter().filter(|alias| alias.name() == function.name);
    choose(call, own).filter(|found| found.fix.is_some())
}

/// The first alias that fits the call; if none does, what the first says in words.
fn choose<'a>(call: &Written<'_>, aliases: impl Iterator<Item = &'a Alias> + Clone) -> Option<Counterpart> {
    let fix = aliases.clone().find_map(|alias| Some((alias, rewrite(call, alias)?)));
    let in_words = || aliases.clone().find(|alias| alias.pattern().is_none()).or_else(|| aliases.clone().next());
    let (alias, fix) = match fix {
        Some((alias, fix)) => (alias, Some(fix)),
        None => (in_words()?, None),
    };
    Some(Counterpart { help: alias.in_words(), renamed: alias.renamed(), fix })
}

/// A part of a template.
#[derive(Debug, PartialEq, Eq)]
enum Piece<'a> {
    /// Text that is written as it is.
    Literal(&'a str),
    /// An argument as written.
    Argument(&'a str),
    /// All arguments that are left.
    Rest(&'a str),
    /// The integer that an argument is, with something added; without quotation marks.
    Number(&'a str, i64),
}

impl Alias {
    /// What its arguments have to be; `None` if none go over.
    fn pattern(&self) -> Option<Vec<&'static str>> {
        let inside = self.from.split_once('(')?.1.strip_suffix(')')?;
        Some(inside.split(", ").filter(|argument| !argument.is_empty()).collect())
    }

    /// The function that only has another name here.
    fn renamed(&self) -> Option<&'static str> {
        let arguments = self.from.split_once('(')?.1;
        let (name, same) = self.to.split_once('(')?;
        (arguments == same).then_some(name)
    }

    /// The remedy for people to read.
    fn in_words(&self) -> String {
        match (self.renamed(), self.pattern()) {
            (Some(name), _) => format!("did you mean `{name}`?"),
            (None, Some(_)) => format!("write `{}`", self.form()),
            (None, None) => self.to.to_owned(),
        }
    }

    /// The call here, with the names of the arguments.
    fn form(&self) -> String {
        let shown = pieces(self.to).into_iter().map(|piece| match piece {
            Piece::Literal(text) | Piece::Argument(text) => text.to_owned(),
            Piece::Rest(name) => format!("{name}…"),
            Piece::Number(name, 0) => name.to_owned(),
            Piece::Number(name, more) => format!("{name} + {more}"),
        });
        shown.collect()
    }
}

/// The pieces of a template.
fn pieces(template: &str) -> Vec<Piece<'_>> {
    let (mut pieces, mut rest, mut quotes) = (Vec::new(), template, 0);
    // A dollar sign without a letter after it belongs to a pattern.
    let begins = |rest: &str| rest.match_indices('$').map(|(at, _)| at).find(|at| is_letter(rest.get(at + 1..)));
    while let Some(at) = begins(rest) {
        let (before, after) = (rest.get(..at).unwrap_or_default(), rest.get(at + 1..).unwrap_or_default());
        quotes += before.matches('"').count();
        pieces.push(Piece::Literal(before));
        let length = after.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(after.len());
        let (name, mut left) = after.split_at_checked(length).unwrap_or((after, ""));
        pieces.push(if quotes % 2 == 1 {
            Piece::Number(name, 0)
        } else if let Some(behind) = left.strip_prefix('…') {
            left = behind;
            Piece::Rest(name)
        } else if let Some(behind) = left.strip_prefix(" + ") {
            let digits = behind.find(|c: char| !c.is_ascii_digit()).unwrap_or(behind.len());
            let (number, behind) = behind.split_at_checked(digits).unwrap_or((behind, ""));
            left = behind;
            Piece::Number(name, number.parse().unwrap_or_default())
        } else {
            Piece::Argument(name)
        });
        rest = left;
    }
    pieces.push(Piece::Literal(rest));
    pieces
}

fn is_letter(after: Option<&str>) -> bool {
    after.is_some_and(|after| after.starts_with(|c: char| c.is_ascii_alphabetic()))
}

/// The arguments of a call by the names of a pattern: the first argument of each, and how many it stands for.
fn matched<'a>(call: &Written<'_>, pattern: &[&'a str]) -> Option<Vec<(&'a str, usize, usize)>> {
    let (mut named, mut at) = (Vec::new(), 0);
    for expected in pattern {
        let written = call.arguments.get(at).filter(|argument| !argument.is_empty())?.of(call.text);
        let count = match expected.strip_prefix('$') {
            Some(name) if name.ends_with('…') => {
                let rest = call.arguments.get(at..).unwrap_or_default();
                if rest.iter().any(|span| span.is_empty()) {
                    return None;
                }
                named.push((name.trim_end_matches('…'), at, rest.len()));
                rest.len()
            }
            Some(name) => {
                named.push((name, at, 1));
                1
            }
            None if same_constant(written, expected) => 1,
            None => return None,
        };
        at += count;
    }
    (at == call.arguments.len()).then_some(named)
}

/// Whether a constant is the expected one; quotation marks do not matter.
fn same_constant(written: &str, expected: &str) -> bool {
    written.trim_matches('"').eq_ignore_ascii_case(expected)
}

/// The edits that make the call what it is here, and the title; `None` if it does not fit the alias.
fn rewrite(call: &Written<'_>, alias: &Alias) -> Option<Fix> {
    // Without a text there is nothing to edit: the parameter tree of a mapping file may have calls that the text does not
    // show.
    if call.name_span.of(call.text) != call.name {
        return None;
    }
    let named = matched(call, &alias.pattern()?)?;
    let find = |name: &str| named.iter().find(|(known, ..)| *known == name);
    // What is written between the arguments that stay where they are.
    let (mut between, mut kept): (String, Vec<(String, usize, usize)>) = (String::new(), Vec::new());
    for piece in pieces(alias.to) {
        match piece {
            Piece::Literal(text) => between.push_str(text),
            Piece::Argument(name) | Piece::Rest(name) => {
                let (_, first, count) = find(name)?;
                kept.push((std::mem::take(&mut between), *first, *count));
            }
            Piece::Number(name, more) => {
                let (_, at, _) = find(name)?;
                let number = functions::integer(call.arguments.get(*at)?.of(call.text).trim_matches('"'))?;
                between.push_str(&number.checked_add(more).filter(|sum| *sum >= 0)?.to_string());
            }
        }
    }
    let edits = edits(call, kept, between);
    let new = super::fixes::edited(call.text, call.span, &edits)?;
    let is_short = new.chars().count() <= LONGEST && !new.contains('\n');
    let title = match alias.renamed() {
        Some(name) => format!("write `{name}`"),
        None if is_short => format!("write `{new}`"),
        None => format!("write `{}`", alias.form()),
    };
    Some(Fix { title, edits, safe: false })
}

/// The longest call that is shown in a title.
const LONGEST: usize = 80;

/// The edits between the arguments. If arguments change places, it is one edit of the whole call.
fn edits(call: &Written<'_>, kept: Vec<(String, usize, usize)>, end: String) -> Vec<Edit> {
    let span_of = |first: usize, count: usize| {
        let last = call.arguments.get((first + count).saturating_sub(1)).copied().unwrap_or(call.span);
        call.arguments.get(first).copied().unwrap_or(call.span).to(last)
    };
    let in_order = kept.windows(2).all(|pair| matches!(pair, [(_, one, _), (_, other, _)] if one < other));
    if !in_order {
        let parts =
            kept.iter().map(|(before, first, count)| format!("{before}{}", span_of(*first, *count).of(call.text)));
        return vec![Edit { span: call.span, text: parts.collect::<String>() + &end }];
    }
    let (mut edits, mut at) = (Vec::new(), call.span.start as usize);
    let mut replace = |span: Span, new: String| {
        // Only white space differs: it stays as it is.
        let bare = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
        let old = span.of(call.text);
        if bare(old) == bare(&new) {
            return;
        }
        // Where nothing but the name is another one, nothing but the name is replaced.
        let behind = |text: &str| text.find('(').map(|at| bare(text.get(at..).unwrap_or_default()));
        match new.find('(') {
            Some(length) if span.start == call.span.start && behind(old) == behind(&new) => {
                let name = new.get(..length).unwrap_or_default().to_owned();
                edits.push(Edit { span: call.name_span, text: name });
            }
            _ => edits.push(Edit { span, text: new }),
        }
    };
    for (before, first, count) in kept {
        let argument = span_of(first, count);
        replace(Span::new(at, argument.start as usize), before);
        at = argument.end as usize;
    }
    replace(Span::new(at, call.span.end as usize), end);
    edits
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::{Node, parse};

    /// A call as it is written, an alias, and what it becomes; `-` where it does not fit.
    const ROWS: &[(&str, &str, &str, &str)] = &[
        ("Concat([a], \".\",  [b])", "Concat($parts…)", "Join(\"\", $parts…)", "Join(\"\", [a], \".\",  [b])"),
        ("Concat()", "Concat($parts…)", "Join(\"\", $parts…)", "-"),
        ("Concat([a], , [b])", "Concat($parts…)", "Join(\"\", $parts…)", "-"),
        ("LCase( [a] )", "LCase($text)", "ToLower($text)", "ToLower( [a] )"),
        ("LCase([a], 1)", "LCase($text)", "ToLower($text)", "-"),
        ("Sub([a], 2, 3)", "Sub($text, $start, $count)", "Mid($text, $start + 1, $count)", "Mid([a], 3, 3)"),
        ("Sub([a], \"2\", [n])", "Sub($text, $start, $count)", "Mid($text, $start + 1, $count)", "Mid([a], 3, [n])"),
        ("Sub([a], [s], 3)", "Sub($text, $start, $count)", "Mid($text, $start + 1, $count)", "-"),
        ("Sub([a], 0, 3)", "Sub($text, 0, $count)", "Mid($text, 1, $count)", "Mid([a], 1, 3)"),
        ("Sub([a], 1, 3)", "Sub($text, 0, $count)", "Mid($text, 1, $count)", "-"),
        (
            "Right([a], 4)",
            "Right($text, $n)",
            r#"R($text, , "(.{$n})$", , "$1", , )"#,
            r#"R([a], , "(.{4})$", , "$1", , )"#,
        ),
        ("Right([a], -4)", "Right($text, $n)", r#"R($text, , "(.{$n})$", , "$1", , )"#, "-"),
        ("Find(\"x\", [a])", "Find($what, $text)", "InStr($text, $what)", "InStr([a], \"x\")"),
        (
            "TextJoin(\"-\", true, [a], [b])",
            "TextJoin($by, True, $parts…)",
            "Join($by, $parts…)",
            "Join(\"-\", [a], [b])",
        ),
        ("f([a])", "f($a)", "IIF($a, $a, )", "IIF([a], [a], )"),
    ];

    #[test]
    fn calls_go_over_with_their_arguments() {
        for (written, from, to, expected) in ROWS {
            let root = parse(written).root;
            let Node::Call(call) = &root.node else { panic!("{written} is a call") };
            let arguments = call.arguments.iter().map(|argument| argument.span).collect();
            let call =
                Written { text: written, span: root.span, name: &call.name, name_span: call.name_span, arguments };
            let fix = rewrite(&call, &Alias { from, to });
            let fixed = fix.and_then(|fix| crate::check::fixes::edited(written, root.span, &fix.edits));
            assert_eq!(fixed.as_deref().unwrap_or("-"), *expected, "{written}");
        }
    }

    #[test]
    fn every_name_of_a_template_is_one_of_its_pattern() {
        for function in functions::all() {
            for alias in function.aliases.iter().filter(|alias| alias.pattern().is_some()) {
                let pattern = alias.pattern().unwrap();
                let named: Vec<&str> = pattern.iter().filter_map(|part| part.strip_prefix('$')).collect();
                for piece in pieces(alias.to) {
                    if let Piece::Argument(name) | Piece::Number(name, _) = piece {
                        assert!(named.contains(&name), "{}: {name}", alias.from);
                    }
                }
                assert!(
                    alias.to.starts_with(|c: char| c.is_ascii_uppercase()) && alias.to.ends_with(')'),
                    "{}",
                    alias.to
                );
            }
        }
    }
}
