//! From pest's pairs to the tree, and from the grammar's error productions to diagnostics.
//!
//! Does not know which functions and words exist, and relies on `limits`: it is recursive, and its text is nested no deeper.

use super::grammar::{Grammar, Rule};
use super::{Ast, Call, Expression, Limits, Node, Operator, literal};
use crate::diagnostic::{Diagnostic, keep_most, registry, thin_out};
use crate::text::Span;
use pest::Parser;
use pest::iterators::{Pair, Pairs};

/// The service's own limit for an expression, in characters:
/// <https://learn.microsoft.com/entra/identity/app-provisioning/functions-for-customizing-application-data>
const SERVICE_LIMIT: usize = 10_000;

/// The tree of a text that is within the limits.
pub(super) fn build(text: &str, limits: &Limits) -> Ast {
    let mut builder = Builder { text, limits, diagnostics: Vec::new(), swallowing: Vec::new() };
    let root = builder.expression();
    let characters = if text.len() > SERVICE_LIMIT { text.chars().count() } else { 0 };
    if characters > SERVICE_LIMIT {
        builder.diagnostics.push(registry::expression_too_long(Span::new(0, text.len()), characters));
    }
    let mut diagnostics = builder.diagnostics;
    keep_most(&mut diagnostics);
    Ast { root, diagnostics }
}

struct Builder<'t> {
    text: &'t str,
    limits: &'t Limits,
    diagnostics: Vec<Diagnostic>,
    /// The comments, and the strings in foreign quotation marks that are not closed: anything inserted at their end
    /// becomes part of them. By their beginnings; none is in another.
    swallowing: Vec<Span>,
}

fn span(pair: &Pair<'_, Rule>) -> Span {
    Span::new(pair.as_span().start(), pair.as_span().end())
}

impl Builder<'_> {
    fn expression(&mut self) -> Expression {
        let whole = Span::new(0, self.text.len());
        let pairs = match Grammar::parse(Rule::expression, self.text) {
            Ok(pairs) => pairs.flat_map(Pair::into_inner),
            // The grammar accepts every text, but pest gives up when little is left of the stack.
            Err(_) => {
                self.diagnostics.push(registry::unexpected_text(whole, &shorten(self.text)));
                return Expression { span: whole, node: Node::Missing };
            }
        };
        let mut root: Option<Expression> = None;
        // What follows an unexpected part belongs to the same error, and a second expression is reported once.
        let (mut after_stray, mut more) = (false, false);
        for pair in pairs {
            let location = span(&pair);
            match pair.as_rule() {
                Rule::chain => {
                    let chain = self.chain(pair);
                    if root.is_none() {
                        root = Some(chain);
                    } else if !after_stray && !more {
                        match self.is_glued(location) {
                            true => self.not_called(location),
                            false => self.diagnostics.push(registry::second_expression(location)),
                        }
                        more = true;
                    }
                    after_stray = false;
                }
                _ => {
                    after_stray = pair.as_rule() == Rule::stray_top;
                    self.slip(&pair);
                }
            }
        }
        root.unwrap_or_else(|| {
            if self.diagnostics.is_empty() {
                self.diagnostics.push(registry::empty_expression(whole));
            }
            Expression { span: whole, node: Node::Missing }
        })
    }

    /// Reports a part that is unexpected.
    fn slip(&mut self, pair: &Pair<'_, Rule>) {
        thin_out(&mut self.diagnostics);
        match pair.as_rule() {
            Rule::stray | Rule::stray_top => {
                self.diagnostics.push(registry::unexpected_text(span(pair), &shorten(pair.as_str())));
            }
            Rule::comment => {
                self.swallow(span(pair));
                self.diagnostics.push(registry::comment(span(pair)));
            }
            _ => {}
        }
    }

    /// Whether a part stands directly behind a name, as the arguments of a call that has no parenthesis.
    fn is_glued(&self, part: Span) -> bool {
        let (before, after) = self.text.split_at_checked(part.start as usize).unwrap_or_default();
        let word = before.rsplit(|it: char| !it.is_alphanumeric()).next().unwrap_or_default();
        word.starts_with(char::is_alphabetic) && after.starts_with(['[', '"'])
    }

    fn not_called(&mut self, part: Span) {
        let first = Span { end: part.start + 1, ..part };
        let diagnostic = registry::unexpected_text(first, first.of(self.text));
        self.diagnostics.push(Diagnostic { help: Some("a call has `(` behind its name".to_owned()), ..diagnostic });
    }

    fn chain(&mut self, pair: Pair<'_, Rule>) -> Expression {
        let mut parts = pair.into_inner();
        let Some(first) = self.part(&mut parts) else {
            return Expression { span: Span::default(), node: Node::Missing };
        };
        let first_missing = first.as_rule() == Rule::missing;
        let first = self.operand(first);
        let mut rest = Vec::new();
        while let (Some(operator), Some(operand)) = (self.part(&mut parts), self.part(&mut parts)) {
            let location = span(&operator);
            if operand.as_rule() == Rule::missing || (first_missing && rest.is_empty()) {
                self.diagnostics.push(registry::missing_operand(location, operator.as_str()));
            }
            let operator = self.operator(operator);
            rest.push((operator, location, self.operand(operand)));
        }
        let Some((_, _, last)) = rest.last() else { return first };
        Expression { span: first.span.to(last.span), node: Node::Chain(Box::new(first), rest) }
    }

    /// The next operand or operator of a chain; the comments before it are reported.
    fn part<'p>(&mut self, parts: &mut Pairs<'p, Rule>) -> Option<Pair<'p, Rule>> {
        loop {
            let part = parts.next()?;
            self.slip(&part);
            if part.as_rule() != Rule::comment {
                return Some(part);
            }
        }
    }

    fn operator(&mut self, pair: Pair<'_, Rule>) -> Operator {
        let (location, found) = (span(&pair), pair.as_str());
        match pair.as_rule() {
            Rule::foreign_operator => {
                let sign = match found {
                    "==" | "===" => "=",
                    "!=" | "!==" => "<>",
                    "=<" => "<=",
                    _ => ">=",
                };
                let diagnostic = registry::foreign_operator(location, found, sign);
                let apart = self.apart(location, sign);
                self.diagnostics.push(diagnostic.with_fix(format!("write `{sign}`"), location, apart));
                Operator::of_sign(sign)
            }
            Rule::word_operator => {
                self.diagnostics.push(registry::logic_word(location, found));
                if found.eq_ignore_ascii_case("and") { Operator::And } else { Operator::Or }
            }
            _ => Operator::of_sign(found),
        }
    }

    /// The text of an operator that replaces another, with a space where it would join a neighboring operator.
    fn apart(&self, location: Span, sign: &str) -> String {
        const SIGNS: [char; 5] = ['=', '<', '>', '!', '&'];
        let before = self.text.get(..location.start as usize).is_some_and(|before| before.ends_with(SIGNS));
        let after = self.text.get(location.end as usize..).is_some_and(|after| {
            // `&h` begins a number.
            after.starts_with(SIGNS) || sign.ends_with('&') && after.starts_with(['h', 'H'])
        });
        format!("{}{sign}{}", if before { " " } else { "" }, if after { " " } else { "" })
    }

    fn operand(&mut self, pair: Pair<'_, Rule>) -> Expression {
        let location = span(&pair);
        let written = pair.as_str();
        let node = match pair.as_rule() {
            Rule::call => return self.call(pair),
            Rule::group => self.group(pair),
            Rule::attribute => self.attribute(pair),
            Rule::text => self.text(pair),
            Rule::curly_text | Rule::single_text => self.foreign_text(pair),
            Rule::number => Node::Number(written.into()),
            Rule::setting => Node::Setting(written.trim_matches('%').into()),
            Rule::variable => Node::Variable(written.trim_start_matches('$').into()),
            Rule::word => Node::Word(written.into()),
            _ => Node::Missing,
        };
        Expression { span: location, node }
    }

    fn call(&mut self, pair: Pair<'_, Rule>) -> Expression {
        let mut location = span(&pair);
        let (mut name, mut name_span) = (Box::from(""), location);
        let mut arguments = Vec::new();
        let mut after_stray = false;
        let before = self.diagnostics.len();
        for part in pair.into_inner() {
            let part_span = span(&part);
            let is_stray = part.as_rule() == Rule::stray;
            match part.as_rule() {
                Rule::name => (name, name_span) = (part.as_str().into(), part_span),
                Rule::argument | Rule::filled => arguments.push(self.argument(part)),
                // If another separator was used, the separator has already been reported.
                Rule::no_comma if after_stray => {}
                Rule::no_comma if self.is_glued(part_span) => self.not_called(part_span),
                Rule::no_comma => {
                    let diagnostic = registry::missing_comma(part_span);
                    self.diagnostics.push(match self.behind(part_span) {
                        Some(end) if end == part_span => diagnostic.with_fix("insert a comma", end, ", "),
                        Some(end) => diagnostic.with_fix("insert a comma", end, ","),
                        None => diagnostic,
                    });
                }
                Rule::unclosed => self.unclosed(&format!("the call of `{name}`"), name_span, part_span),
                Rule::subscript => {
                    let index = part.as_str().trim().trim_matches(['[', ']']).trim();
                    self.diagnostics.push(registry::subscript(part_span, index));
                    location.end = location.end.min(part_span.start);
                }
                _ => self.slip(&part),
            }
            after_stray = is_stray;
        }
        if let [only] = arguments.as_slice()
            && only.is_missing()
        {
            arguments.clear();
        }
        if arguments.len() > self.limits.arguments {
            let (count, limit) = (arguments.len(), self.limits.arguments);
            self.diagnostics.push(registry::argument_limit_exceeded(name_span, count, limit));
            arguments.truncate(limit);
        }
        let broken = self.diagnostics.iter().skip(before).any(|diagnostic| moves_arguments(diagnostic.code()));
        Expression { span: location, node: Node::Call(Call { name, name_span, arguments, broken }) }
    }

    fn argument(&mut self, pair: Pair<'_, Rule>) -> Expression {
        // An empty slot is where its text would be: after the space that follows the comma.
        let whole = span(&pair);
        let blank = whole.of(self.text).chars().next().filter(|first| first.is_whitespace());
        let mut argument = None;
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::chain => argument = Some(self.chain(part)),
                _ => self.slip(&part),
            }
        }
        let empty = Span::at(whole.start as usize + blank.map_or(0, char::len_utf8));
        argument.unwrap_or(Expression { span: empty, node: Node::Missing })
    }

    fn group(&mut self, pair: Pair<'_, Rule>) -> Node {
        let location = span(&pair);
        let mut inner = Expression { span: Span::at(location.start as usize + 1), node: Node::Missing };
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::argument => inner = self.argument(part),
                Rule::unclosed => self.unclosed(
                    "the parenthesis",
                    Span::new(location.start as usize, location.start as usize + 1),
                    span(&part),
                ),
                _ => self.slip(&part),
            }
        }
        Node::Group(Box::new(inner))
    }

    fn unclosed(&mut self, what: &str, opened: Span, end: Span) {
        // A string that is not closed contains the parenthesis; one error is enough.
        if self.diagnostics.iter().any(|diagnostic| diagnostic.code() == "unclosed-text") {
            return;
        }
        let diagnostic = registry::unclosed_parenthesis(opened, what);
        self.diagnostics.push(match self.behind(end) {
            // A comma behind the last argument would leave an empty one.
            Some(end)
                if end.start > 0 && self.text.get(..end.start as usize).is_some_and(|before| before.ends_with(',')) =>
            {
                diagnostic.with_fix(
                    "write `)` for the comma",
                    Span::new(end.start as usize - 1, end.start as usize),
                    ")",
                )
            }
            Some(end) => diagnostic.with_fix("add `)`", end, ")"),
            None => diagnostic,
        });
    }

    fn swallow(&mut self, span: Span) {
        let at = self.swallowing.partition_point(|known| known.start < span.start);
        self.swallowing.insert(at, span);
    }

    /// Where to insert a character that is missing before this location: directly after the previous token; spaces
    /// follow it. `None` inside a comment or a string that is not closed, where it would have no effect.
    fn behind(&self, location: Span) -> Option<Span> {
        let start = location.start as usize;
        let end = self.text.get(..start).map_or(start, |before| before.trim_end().len());
        let last = self.swallowing.partition_point(|span| (span.start as usize) < end).checked_sub(1);
        let swallowed = last.and_then(|last| self.swallowing.get(last));
        swallowed.is_none_or(|span| (span.end as usize) < end).then_some(Span::at(end))
    }

    fn attribute(&mut self, pair: Pair<'_, Rule>) -> Node {
        let location = span(&pair);
        let mut name: Box<str> = Box::from("");
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::attribute_name => name = part.as_str().into(),
                Rule::open_name => {
                    name = part.as_str().trim_end().into();
                    let end = Span::at(part.as_span().start() + name.len());
                    let diagnostic = registry::unclosed_attribute(location, &shorten(&name));
                    self.diagnostics.push(diagnostic.with_fix("add `]`", end, "]"));
                }
                _ => {}
            }
        }
        Node::Attribute(name)
    }

    fn text(&mut self, pair: Pair<'_, Rule>) -> Node {
        let location = span(&pair);
        let mut meant: Box<str> = Box::from("");
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::text_inner => {
                    meant = literal::unquote(part.as_str(), part.as_span().start(), &mut self.diagnostics);
                }
                Rule::unclosed => {
                    let opened = Span::new(location.start as usize, location.start as usize + 1);
                    self.diagnostics
                        .push(registry::unclosed_text(opened).with_related(span(&part), "it continues to here"));
                }
                _ => {}
            }
        }
        Node::Str(meant)
    }

    /// A string in quotation marks that the language does not have; its content is used as the string that was meant.
    fn foreign_text(&mut self, pair: Pair<'_, Rule>) -> Node {
        let (location, rule) = (span(&pair), pair.as_rule());
        let mut parts = pair.into_inner();
        let inner = parts.next().map_or("", |inner| inner.as_str());
        if parts.any(|part| part.as_rule() == Rule::unclosed) {
            self.swallow(location);
        }
        let diagnostic = match rule {
            Rule::curly_text => registry::curly_quotes(location),
            _ => registry::single_quotes(location),
        };
        let title = "write straight double quotation marks";
        self.diagnostics.push(match literal::has_line_escape(inner) {
            // In other languages this is a line break or a tab. Here it would stay a backslash and a letter.
            true => diagnostic,
            false => diagnostic.with_fix(title, location, literal::requote(inner)),
        });
        Node::Str(inner.into())
    }
}

/// Whether a syntax error leaves open how many arguments were meant.
fn moves_arguments(code: &str) -> bool {
    const MOVES: [&str; 6] = [
        "unexpected-text",
        "missing-comma",
        "unclosed-parenthesis",
        "unclosed-text",
        "unclosed-attribute",
        "missing-operand",
    ];
    MOVES.contains(&code)
}

/// A piece of text short enough for a message.
fn shorten(text: &str) -> String {
    const LONGEST: usize = 40;
    let line = text.lines().next().unwrap_or_default().trim_end();
    match line.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", line.get(..end).unwrap_or_default()),
        None => line.to_owned(),
    }
}
