//! One mistake in a text that has none: the kinds of slips that people make, each with the codes of the diagnostics that
//! say it. Knows nothing of what else is said about the text.

use crate::syntax::{self, Call, Node};
use crate::text::Span;
use std::fmt::Write;

/// A kind of slip: what is done to the text, the codes one of which the only error has, and the text with the slip at the
/// place of a number, if there is such a place.
pub struct Slip(pub &'static str, pub &'static str, pub fn(&Places, usize) -> Option<String>);

/// Where a text without errors can be broken.
pub struct Places {
    text: String,
    strings: Vec<Span>,
    attributes: Vec<Span>,
    calls: Vec<(Span, Call)>,
    /// Signs of the language outside of strings and brackets, with their positions.
    signs: Vec<(usize, char)>,
}

impl Places {
    pub fn of(text: &str) -> Self {
        let (mut strings, mut attributes, mut calls) = (Vec::new(), Vec::new(), Vec::new());
        syntax::parse(text).root.walk(&mut |part| match &part.node {
            Node::Str(_) => strings.push(part.span),
            Node::Attribute(_) => attributes.push(part.span),
            Node::Call(call) => calls.push((part.span, call.clone())),
            _ => {}
        });
        let is_inside = |at: usize| strings.iter().chain(&attributes).any(|span| span.range().contains(&at));
        let signs = text.char_indices().filter(|(at, sign)| "(),=<>".contains(*sign) && !is_inside(*at)).collect();
        Self { text: text.to_owned(), strings, attributes, calls, signs }
    }

    /// The names of its attributes, those of expressions in strings too.
    pub fn names(&self) -> Vec<&str> {
        let attributes = self.attributes.iter().map(|span| span.of(&self.text));
        let strings = self.strings.iter().flat_map(|span| span.of(&self.text).split('[').skip(1));
        let strings = strings.filter_map(|rest| rest.split(']').next());
        attributes.filter_map(|it| it.strip_prefix('[')?.strip_suffix(']')).chain(strings).collect()
    }

    /// The text with a part replaced.
    fn with(&self, range: std::ops::Range<usize>, new: &str) -> String {
        let mut text = self.text.clone();
        text.replace_range(range, new);
        text
    }

    /// A string of nothing that has a meaning of its own once it stands outside of quotation marks.
    fn string(&self, choice: usize) -> Option<std::ops::Range<usize>> {
        // An escaped mark would be the partner of one whose partner is lost.
        (!self.text.contains("\\\"")).then_some(())?;
        let plain: Vec<Span> = self.strings.iter().filter(|span| self.is_plain(**span)).copied().collect();
        pick(&plain, choice).map(|span| span.range())
    }

    fn is_plain(&self, string: Span) -> bool {
        let inner = string.of(&self.text).trim_matches('"');
        !inner.contains(['\\', '"', '\'', '\n', '&', '<', '{', '$', '#', '/', '=']) && !inner.contains(",,")
    }

    /// An attribute whose name ends where it seems to: it has neither brackets nor blanks around it, no operator is beside it
    /// that could be a part of it, and no bracket stands in a string.
    fn attribute(&self, choice: usize) -> Option<std::ops::Range<usize>> {
        let is_operator = |it: Option<char>| it.is_some_and(|it| "+-*/&|".contains(it));
        let is_plain = |span: &&Span| {
            let range = span.range();
            let name = &self.text[range.start + 1..range.end - 1];
            let before = self.text[..range.start].trim_end().chars().next_back();
            let after = self.text[range.end..].trim_start().chars().next();
            !name.contains('[')
                && name.trim() == name
                && !name.starts_with("user.")
                && !is_operator(before)
                && !is_operator(after)
        };
        if self.strings.iter().any(|span| span.of(&self.text).contains(['[', ']'])) {
            return None;
        }
        let plain: Vec<Span> = self.attributes.iter().filter(is_plain).copied().collect();
        pick(&plain, choice).map(|span| span.range())
    }

    /// A string of letters, which without its marks is one word.
    fn word(&self, choice: usize) -> Option<std::ops::Range<usize>> {
        let is_word = |span: &&Span| {
            let inner = span.of(&self.text).trim_matches('"');
            inner.len() > 2 && inner.bytes().all(|byte| byte.is_ascii_lowercase())
        };
        let words: Vec<Span> = self.strings.iter().filter(is_word).copied().collect();
        pick(&words, choice).map(|span| span.range())
    }

    fn call(&self, choice: usize) -> Option<&(Span, Call)> {
        (!self.calls.is_empty()).then(|| &self.calls[choice % self.calls.len()])
    }

    fn sign(&self, choice: usize, of: &str) -> Option<usize> {
        let all: Vec<usize> = self.signs.iter().filter(|(_, sign)| of.contains(*sign)).map(|(at, _)| *at).collect();
        pick(&all, choice)
    }

    /// An argument that is not empty, with the number of its call's arguments.
    fn argument(&self, choice: usize) -> Option<std::ops::Range<usize>> {
        let filled = |(_, call): &(Span, Call)| -> Vec<Span> {
            call.arguments.iter().filter(|one| !one.is_missing()).map(|one| one.span).collect()
        };
        let all: Vec<Span> = self.calls.iter().flat_map(filled).collect();
        pick(&all, choice).map(|span| span.range())
    }

    /// A comma between two arguments that are not empty, of which the second does not begin like an operator.
    fn comma(&self, choice: usize) -> Option<usize> {
        let mut all = Vec::new();
        for (_, call) in &self.calls {
            for pair in call.arguments.windows(2) {
                let is_operator = pair[1].span.of(&self.text).starts_with(['&', '-']);
                if pair.iter().all(|one| !one.is_missing()) && !is_operator {
                    let between = pair[0].span.end as usize..pair[1].span.start as usize;
                    all.extend(self.text[between.clone()].find(',').map(|at| between.start + at));
                }
            }
        }
        pick(&all, choice)
    }
}

fn pick<T: Copy>(all: &[T], choice: usize) -> Option<T> {
    (!all.is_empty()).then(|| all[choice % all.len()])
}

/// Every kind, with the codes that say it; `-` where it may be no error.
pub const SLIPS: &[Slip] = &[
    Slip("the closing quotation mark is missing", "unclosed-text unopened-text pasted-text", |places, choice| {
        places.string(choice).map(|range| places.with(range.end - 1..range.end, ""))
    }),
    Slip("the opening quotation mark is missing", "unopened-text unclosed-text pasted-text", |places, choice| {
        places.string(choice).map(|range| places.with(range.start..range.start + 1, ""))
    }),
    Slip(
        "both quotation marks of a word are missing",
        "unquoted-word wrong-case-word null-word quoted-name-expected",
        |places, choice| {
            places.word(choice).map(|range| places.with(range.clone(), places.text[range].trim_matches('"')))
        },
    ),
    Slip("a closing parenthesis is missing", "unclosed-parenthesis", |places, choice| {
        // Behind an opening one, an operator would lack its left side.
        let at = places.sign(choice, ")").filter(|at| !places.text[..*at].ends_with('('))?;
        Some(places.with(at..at + 1, ""))
    }),
    Slip(
        "an opening parenthesis is missing",
        "unexpected-text second-expression extra-parenthesis",
        |places, choice| {
            // Before a name or a number, two words are left, or one.
            let at = places.sign(choice, "(").filter(|at| places.text[at + 1..].starts_with(['[', '"']))?;
            Some(places.with(at..at + 1, ""))
        },
    ),
    Slip("a closing parenthesis too many", "extra-parenthesis unexpected-text", |places, choice| {
        places.sign(choice, ")").map(|at| places.with(at..at, ")"))
    }),
    Slip("an opening parenthesis too many", "unclosed-parenthesis", |places, choice| {
        places.sign(choice, "(").map(|at| places.with(at..at, "("))
    }),
    Slip("a comma is missing", "missing-comma operator-not-in-dialect missing-argument", |places, choice| {
        places.comma(choice).map(|at| places.with(at..at + 1, " "))
    }),
    Slip("a semicolon for a comma", "foreign-separator unexpected-text", |places, choice| {
        places.comma(choice).map(|at| places.with(at..at + 1, ";"))
    }),
    Slip("semicolons for all commas", "foreign-separator unexpected-text", |places, _| {
        let mut text = places.text.clone();
        let commas = places.signs.iter().filter(|(_, sign)| *sign == ',');
        commas.clone().for_each(|(at, _)| text.replace_range(*at..at + 1, ";"));
        (commas.count() > 0).then_some(text)
    }),
    Slip("a full stop for a comma", "unexpected-text", |places, choice| {
        places.comma(choice).map(|at| places.with(at..at + 1, "."))
    }),
    Slip("the closing bracket is missing", "unclosed-attribute", |places, choice| {
        places.attribute(choice).map(|range| places.with(range.end - 1..range.end, ""))
    }),
    Slip("the opening bracket is missing", "unopened-attribute", |places, choice| {
        places.attribute(choice).map(|range| places.with(range.start..range.start + 1, ""))
    }),
    Slip("typographic quotation marks", "curly-quotes", |places, choice| marks(places, choice, "\u{201c}", "\u{201d}")),
    Slip("German quotation marks", "curly-quotes", |places, choice| marks(places, choice, "\u{201e}", "\u{201c}")),
    Slip("single quotation marks", "single-quotes pasted-text", |places, choice| marks(places, choice, "'", "'")),
    Slip("typographic quotation marks everywhere", "curly-quotes", |places, _| {
        all_marks(places, "\u{201c}", "\u{201d}")
    }),
    Slip("single quotation marks everywhere", "single-quotes pasted-text", |places, _| all_marks(places, "'", "'")),
    Slip("entities of HTML for quotation marks", "html-entity pasted-text", |places, _| {
        all_marks(places, "&quot;", "&quot;")
    }),
    Slip("escaped quotation marks everywhere", "pasted-text", |places, _| {
        places.attributes.iter().all(|span| !span.of(&places.text).contains('"')).then_some(())?;
        (!places.text.contains("//")).then_some(())?;
        let escaped = places.text.replace('\\', "\\\\").replace('"', "\\\"");
        (escaped != places.text).then_some(escaped)
    }),
    Slip("the equality of other languages", "foreign-operator", |places, choice| equality(places, choice, "==")),
    Slip("the inequality of other languages", "foreign-operator", |places, choice| equality(places, choice, "!=")),
    Slip("a name of a function in small letters", "wrong-case-function unknown-function", |places, choice| {
        renamed(places, choice, |name| name.to_lowercase())
    }),
    Slip("a name of a function without its last letter", "unknown-function", |places, choice| {
        renamed(places, choice, |name| name[..name.len() - 1].to_owned())
    }),
    Slip(
        "two letters of a function's name in the other order",
        "unknown-function wrong-case-function",
        |places, choice| {
            renamed(places, choice, |name| {
                let mut letters: Vec<char> = name.chars().collect();
                if letters.len() > 2 {
                    letters.swap(1, 2);
                }
                letters.into_iter().collect()
            })
        },
    ),
    Slip("a letter of a function's name doubled", "unknown-function", |places, choice| {
        renamed(places, choice, |name| format!("{}{}", &name[..1], name))
    }),
    Slip("a function that there is nowhere", "unknown-function", |places, choice| {
        renamed(places, choice, |_| "Qqqqqqqq".to_owned())
    }),
    Slip("an attribute's name in other letters", "wrong-case-attribute", |places, choice| {
        places.attribute(choice).map(|range| places.with(range.clone(), &places.text[range].to_uppercase()))
    }),
    Slip("an attribute's name with a letter too many", "unknown-attribute", |places, choice| {
        places.attribute(choice).map(|range| places.with(range.end - 1..range.end - 1, "z"))
    }),
    Slip("no arguments", "missing-argument switch-pairs condition-pairs -", |places, choice| {
        let (span, call) = places.call(choice).filter(|(_, call)| call.arguments.len() > 1)?;
        Some(places.with(call.name_span.end as usize..span.end as usize, "()"))
    }),
    Slip(
        "an argument is missing",
        "missing-argument switch-pairs condition-pairs replace-arguments bad-date-format -",
        |places, choice| {
            let (_, call) = places.call(choice).filter(|(_, call)| call.arguments.len() > 1)?;
            let [.., before, last] = call.arguments.as_slice() else { return None };
            Some(places.with(before.span.end as usize..last.span.end as usize, ""))
        },
    ),
    Slip(
        "an argument too many",
        "too-many-arguments switch-pairs condition-pairs replace-arguments bad-date-styles wrong-constant wrong-type unknown-option -",
        |places, choice| {
            let (span, call) = places.call(choice)?;
            (!call.arguments.is_empty())
                .then(|| places.with(span.end as usize - 1..span.end as usize - 1, ", \"extra\""))
        },
    ),
    Slip(
        "a comma too many behind the last argument",
        "too-many-arguments missing-argument switch-pairs condition-pairs bad-date-styles -",
        |places, choice| {
            let (span, call) = places.call(choice)?;
            (!call.arguments.is_empty()).then(|| places.with(span.end as usize - 1..span.end as usize - 1, ","))
        },
    ),
    Slip("a sum of strings", "foreign-syntax operator-not-in-dialect wrong-operand wrong-type -", |places, choice| {
        places.argument(choice).map(|range| places.with(range.end..range.end, " + \"x\""))
    }),
    Slip("an ampersand between strings", "wrong-operand wrong-type result-inside-call -", |places, choice| {
        places.argument(choice).map(|range| places.with(range.end..range.end, " & \"x\""))
    }),
    Slip("an equals sign of a spreadsheet before it", "pasted-text missing-operand", |places, _| {
        Some(format!("={}", places.text))
    }),
    Slip("a semicolon behind it", "pasted-text unexpected-text", |places, _| Some(format!("{};", places.text))),
    Slip("a full stop behind it", "pasted-text unexpected-text", |places, _| Some(format!("{}.", places.text))),
    Slip("a comma behind it", "pasted-text unexpected-text", |places, _| Some(format!("{},", places.text))),
    Slip("a label before it", "pasted-text unexpected-text", |places, _| Some(format!("expression: {}", places.text))),
    Slip("braces around it", "pasted-text unexpected-text", |places, _| Some(format!("{{{}}}", places.text))),
    Slip("backticks around it", "pasted-text unexpected-text", |places, _| Some(format!("`{}`", places.text))),
    Slip("single quotation marks around it", "pasted-text single-quotes", |places, _| {
        Some(format!("'{}'", places.text))
    }),
    Slip("a string of JSON", "-", |places, _| Some(serde_json::Value::from(&*places.text).to_string())),
    Slip("a blank of a web page behind a comma", "-", |places, choice| {
        places.sign(choice, ",").map(|at| places.with(at + 1..at + 1, "\u{a0}"))
    }),
    Slip("an invisible letter behind a parenthesis", "pasted-text unexpected-text", |places, choice| {
        places.sign(choice, "()").map(|at| places.with(at + 1..at + 1, "\u{200b}"))
    }),
    Slip("a wide comma", "pasted-text unexpected-text", |places, choice| {
        places.sign(choice, ",").map(|at| places.with(at..at + 1, "\u{ff0c}"))
    }),
    Slip("wide parentheses", "pasted-text unexpected-text", |places, choice| {
        places.sign(choice, "(").map(|at| places.with(at..at + 1, "\u{ff08}"))
    }),
    Slip("a comment behind it", "comment", |places, _| Some(format!("{} // the name", places.text))),
    Slip("a comment between arguments", "comment", |places, choice| {
        places.sign(choice, ",").map(|at| places.with(at + 1..at + 1, " // the name\n"))
    }),
    Slip("the attribute of a claim rule", "foreign-syntax unquoted-word pasted-text", |places, choice| {
        let range = places.attribute(choice)?;
        let name = places.text[range.clone()].trim_matches(['[', ']']);
        let is_plain = name != "length" && name.bytes().all(|byte| byte.is_ascii_alphanumeric());
        is_plain.then(|| places.with(range, &format!("user.{name}")))
    }),
    Slip("an attribute without brackets", "unquoted-word", |places, choice| {
        let range = places.attribute(choice)?;
        let name = places.text[range.clone()].trim_matches(['[', ']']);
        let is_plain = name != "length" && name.bytes().all(|byte| byte.is_ascii_alphanumeric());
        is_plain.then(|| places.with(range, name))
    }),
];

fn marks(places: &Places, choice: usize, open: &str, close: &str) -> Option<String> {
    let range = places.string(choice)?;
    let inner = &places.text[range.start + 1..range.end - 1];
    Some(places.with(range.clone(), &format!("{open}{inner}{close}")))
}

fn all_marks(places: &Places, open: &str, close: &str) -> Option<String> {
    places.strings.iter().all(|span| places.is_plain(*span)).then_some(())?;
    let (mut text, mut at) = (String::new(), 0);
    for span in &places.strings {
        let range = span.range();
        let inner = &places.text[range.start + 1..range.end - 1];
        let _ = write!(text, "{}{open}{inner}{close}", &places.text[at..range.start]);
        at = range.end;
    }
    (at > 0).then(|| text + &places.text[at..])
}

fn equality(places: &Places, choice: usize, sign: &str) -> Option<String> {
    let at = places.sign(choice, "=")?;
    let is_alone = !places.signs.iter().any(|(other, sign)| "<>".contains(*sign) && other.abs_diff(at) == 1);
    is_alone.then(|| places.with(at..at + 1, sign))
}

fn renamed(places: &Places, choice: usize, new: impl Fn(&str) -> String) -> Option<String> {
    let (_, call) = places.call(choice)?;
    let name = new(&call.name);
    (*name != *call.name).then(|| places.with(call.name_span.range(), &name))
}
