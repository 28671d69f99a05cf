//! Checks one expression: resolves names and enforces the dialect. Arguments are checked in `arguments`. Knows nothing of
//! the mapping around it, except for the attributes of its source object.

use super::aliases::Written;
use super::fixes::{self, Trials};
use super::names::{self, Meaning, Resolution};
use super::{Expr, ExprKind, SourceSchema, arguments, elsewhere, lints, operators, paste};
#[cfg(feature = "connect")]
use super::{Form, mapped, typed};
use crate::diagnostic::{Diagnostic, Fix, MOST_DIAGNOSTICS, cut_words, keep_most, registry, thin_out};
use crate::functions::Body;
use crate::language::{LANGUAGES, Language, Support, Word};
use crate::program::Constant;
use crate::syntax::{Ast, Call, Expression, Node, Operator};
use crate::text::Span;
use std::collections::HashMap;
use std::sync::Arc;

/// The context that an expression is checked in.
#[derive(Clone, Copy, Debug, Default)]
pub struct Context<'c> {
    /// The language.
    pub language: &'static Language,
    /// The attributes of the source object, if they are known; none of them, if only this is known that the source is
    /// another directory than Microsoft Entra ID.
    pub source_schema: Option<&'c SourceSchema>,
}

impl<'c> Context<'c> {
    /// The attributes of the source object, if they are listed: then it has no others.
    pub(super) fn listed(self) -> Option<&'c SourceSchema> {
        self.source_schema.filter(|known| known.names().next().is_some())
    }
}

/// An expression that can be compiled. Only this module creates one: there is none with an error.
#[derive(Clone, Debug)]
pub struct Checked {
    // Shared, because many attribute mappings may have the same expression.
    root: Arc<Expr>,
    attributes: Arc<[Box<str>]>,
    language: &'static Language,
}

impl Checked {
    /// The checked tree.
    pub fn root(&self) -> &Expr {
        &self.root
    }

    /// The attributes that it reads, in order of appearance.
    pub fn attributes(&self) -> &[Box<str>] {
        &self.attributes
    }

    /// The same expression, with the parts at these spans replaced by no value.
    pub fn without(&self, spans: &[Span]) -> Self {
        match spans.is_empty() {
            true => self.clone(),
            false => Self { root: Arc::new(self.root.without(spans)), ..self.clone() },
        }
    }

    /// The language that it is written in.
    pub fn language(&self) -> &'static Language {
        self.language
    }
}

/// Checks an expression. The result has a checked expression if and only if no diagnostic is an error. `text` is the
/// text that `ast` was parsed from.
pub fn check_expression(text: &str, ast: &Ast, context: Context<'_>) -> (Option<Checked>, Vec<Diagnostic>) {
    let (checked, diagnostics) = check_once(text, ast, context, Trials::of(text));
    let mut diagnostics = paste::look(text, ast, context, diagnostics);
    cut_words(&mut diagnostics);
    (checked, diagnostics)
}

/// Checks an expression as it stands; fixes are tried as long as `trials` allow.
pub(super) fn check_once(
    text: &str,
    ast: &Ast,
    context: Context<'_>,
    trials: Trials,
) -> (Option<Checked>, Vec<Diagnostic>) {
    let mut checker = Checker {
        text,
        context,
        attributes: Vec::new(),
        slots: HashMap::new(),
        #[cfg(feature = "connect")]
        locals: super::forms::Locals::default(),
        has_syntax_errors: ast.has_errors(),
        is_torn: ast.diagnostics.iter().any(|it| it.is_error() && paste::is_torn_by(it.code())),
        diagnostics: ast.diagnostics.clone(),
        trials,
    };
    #[cfg_attr(not(feature = "connect"), allow(unused_mut))]
    let mut root = checker.expression(&ast.root, Position::Outermost);
    #[cfg(feature = "connect")]
    let free = checker.locals.next();
    let is_sound = |diagnostics: &[Diagnostic]| !diagnostics.iter().any(Diagnostic::is_error);
    let mut diagnostics = checker.diagnostics;
    #[cfg(feature = "connect")]
    if is_sound(&diagnostics) {
        diagnostics.extend(typed::check(text, &root, &checker.attributes, context.language));
    }
    if is_sound(&diagnostics) {
        let found = lints::expression(text, &root, &checker.attributes, context);
        fixes::leave_out_mended(&mut diagnostics, &found);
        diagnostics.extend(found);
    }
    keep_most(&mut diagnostics);
    #[cfg(feature = "connect")]
    if context.language.types.is_some() {
        mapped::with_loops(&mut root, free);
    }
    let attributes = checker.attributes;
    let checked = is_sound(&diagnostics).then(|| Checked {
        root: root.into(),
        attributes: attributes.into(),
        language: context.language,
    });
    (checked, diagnostics)
}

/// The position of a part, for parts that are only allowed in some positions.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Position {
    /// Where its value becomes the value of the whole expression.
    Outermost,
    /// Inside a call that uses its value.
    Argument,
}

pub(super) struct Checker<'c> {
    pub(super) text: &'c str,
    pub(super) context: Context<'c>,
    pub(super) attributes: Vec<Box<str>>,
    /// The indexes of the attributes in their list.
    pub(super) slots: HashMap<Box<str>, u32>,
    pub(super) has_syntax_errors: bool,
    /// The variables in scope.
    #[cfg(feature = "connect")]
    pub(super) locals: super::forms::Locals,
    /// Whether it is open where calls and strings begin and end, and so which arguments belong to which call.
    pub(super) is_torn: bool,
    pub(super) diagnostics: Vec<Diagnostic>,
    trials: Trials,
}

impl Checker<'_> {
    pub(super) fn expression(&mut self, expression: &Expression, location: Position) -> Expr {
        thin_out(&mut self.diagnostics);
        let span = expression.span;
        let node = match &expression.node {
            Node::Call(call) => self.call(call, span, location),
            Node::Attribute(name) => self.attribute(name, span),
            #[cfg(feature = "connect")]
            Node::Number(text) if self.is_typed() => self.number(text, span),
            Node::Str(text) | Node::Number(text) => ExprKind::Constant(Constant::Str(text.clone())),
            Node::Word(word) => self.word(word, span, location),
            Node::Setting(name) => ExprKind::Setting(name.clone()),
            #[cfg(feature = "connect")]
            Node::Variable(name) if self.is_typed() => self.variable(name, span),
            Node::Variable(name) => {
                if !self.context.language.has_parentheses {
                    self.diagnostics.push(elsewhere::variable(name, span));
                }
                ExprKind::Constant(Constant::Absent)
            }
            Node::Group(inner) => {
                if !self.context.language.has_parentheses && !self.is_torn {
                    let here = self.context.language.name;
                    let diagnostic = registry::operator_not_in_dialect(span, "( )", here, true);
                    self.diagnostics.push(match inner.node {
                        Node::Chain(..) if location == Position::Argument => diagnostic,
                        Node::Missing => diagnostic,
                        _ if self.has_syntax_errors => diagnostic,
                        _ => diagnostic.with_fix("take off the parentheses", span, inner.span.of(self.text)),
                    });
                }
                return self.expression(inner, location);
            }
            Node::Chain(first, rest) => match elsewhere::with_hyphens(self.text, first, rest) {
                Some((first, rest)) if rest.is_empty() => return self.expression(&first, location),
                Some((first, rest)) => self.chain(&first, &rest),
                None => self.chain(first, rest),
            },
            Node::Missing => ExprKind::Constant(Constant::Absent),
        };
        Expr { span, node }
    }

    fn call(&mut self, call: &Call, span: Span, location: Position) -> ExprKind {
        if let Some(diagnostic) = elsewhere::call(&call.name, &call.arguments, span, self.context.language) {
            self.diagnostics.push(diagnostic);
            return ExprKind::Constant(Constant::Absent);
        }
        let language = self.context.language;
        let is_known =
            |name: &str| language.resolve(name).is_some() || language.lacks(name) || language.is_internal(name);
        if self.diagnostics.len() > MOST_DIAGNOSTICS && !is_known(&call.name) {
            // So many diagnostics are kept at the most: a guess at what is meant would hardly be read, and takes time.
            self.diagnostics.push(registry::unknown_function(call.name_span, &call.name, None));
            self.parts(&call.arguments, location);
            return ExprKind::Constant(Constant::Absent);
        }
        let arguments = call.arguments.iter().map(|argument| argument.span).collect();
        let written = Written { text: self.text, span, name: &call.name, name_span: call.name_span, arguments };
        match names::function(&written, self.context.language) {
            Resolution::Function(function, warning) => {
                self.diagnostics.extend(warning);
                #[cfg(feature = "connect")]
                if let Body::Special(form) = function.body {
                    return self.form((form, function), call, span, location);
                }
                let skips = matches!(function.body, Body::Native(_)) && function.result.skips();
                if skips && location == Position::Argument && !self.has_syntax_errors {
                    self.diagnostics.push(registry::skip_inside_call(call.name_span));
                }
                arguments::check(self, function, call, span, location)
            }
            Resolution::Unavailable(warning) => {
                self.diagnostics.extend(warning);
                ExprKind::Unavailable(call.name.clone(), self.parts(&call.arguments, Position::Argument))
            }
            Resolution::Nothing(diagnostic, fix) => {
                let index = self.diagnostics.len();
                self.diagnostics.push(diagnostic);
                // The function that is meant may pass a value through, or bind a variable.
                #[cfg(feature = "connect")]
                self.with_first_bound(&call.arguments, |checker, part| {
                    checker.expression(part, location);
                });
                #[cfg(not(feature = "connect"))]
                self.parts(&call.arguments, location);
                if let Some(fix) = fix {
                    self.try_fix(index, span, fix);
                    fixes::leave_out_removed(&mut self.diagnostics, index, self.text);
                }
                ExprKind::Constant(Constant::Absent)
            }
        }
    }

    /// Offers a fix of a diagnostic about the call at `span`, unless it makes an error of its own.
    fn try_fix(&mut self, index: usize, span: Span, fix: Fix) {
        let fits = self.trials.allow(self.text, span, &fix.edits, &self.diagnostics, self.context);
        // Of very many diagnostics some are gone, and the others have moved.
        let is_it = |diagnostic: &&mut Diagnostic| fits && diagnostic.span.start == span.start;
        if let Some(diagnostic) = self.diagnostics.get_mut(index).filter(is_it) {
            // The help shows the call with the names of its arguments, the fix with the arguments themselves.
            if let Some(help) = diagnostic.help.as_mut().filter(|help| help.contains("write `")) {
                help.clone_from(&fix.title);
            }
            diagnostic.fix = Some(fix);
        }
    }

    /// Checks the arguments of a call that is not run, for errors inside them.
    fn parts(&mut self, parts: &[Expression], location: Position) -> Vec<Expr> {
        parts.iter().map(|part| self.expression(part, location)).collect()
    }

    /// Whether the language has types.
    #[cfg(feature = "connect")]
    pub(super) fn is_typed(&self) -> bool {
        self.context.language.types.is_some()
    }

    fn word(&mut self, word: &str, span: Span, location: Position) -> ExprKind {
        if let Some(diagnostic) = elsewhere::word(word, span, self.context.language) {
            self.diagnostics.push(diagnostic);
            return ExprKind::Constant(Constant::Absent);
        }
        let meaning = match names::word(word, span, self.context) {
            Ok(Meaning::Here(meaning)) => meaning,
            Ok(Meaning::Elsewhere(meaning)) => {
                self.not_here(span, word);
                meaning
            }
            Err(diagnostic) => {
                self.diagnostics.push(*diagnostic);
                Word::Absent
            }
        };
        match meaning {
            Word::Str => ExprKind::Constant(Constant::Str(word.into())),
            Word::Absent => ExprKind::Constant(Constant::Absent),
            Word::Boolean(flag) => ExprKind::Constant(Constant::Bool(flag)),
            Word::LineBreak => ExprKind::Constant(Constant::Str("\r\n".into())),
            #[cfg(feature = "connect")]
            Word::Clear => {
                self.flow_word(word, span, location);
                ExprKind::Form(Box::new(Form::Clear))
            }
            #[cfg(not(feature = "connect"))]
            Word::Clear => ExprKind::Skip,
            #[cfg(feature = "connect")]
            Word::Skip if self.is_typed() => {
                self.flow_word(word, span, location);
                ExprKind::Skip
            }
            Word::Skip => {
                if location == Position::Argument && !self.has_syntax_errors {
                    self.diagnostics.push(registry::skip_inside_call(span));
                }
                ExprKind::Skip
            }
        }
    }

    fn chain(&mut self, first: &Expression, rest: &[(Operator, Span, Expression)]) -> ExprKind {
        let sum = elsewhere::sum(self.text, first, rest, self.context.language);
        let is_sum = sum.is_some();
        self.diagnostics.extend(sum);
        let mut comparisons = 0;
        // A sign before a number is reported by the parser, if that is what stands there.
        let signs = usize::from(matches!(first.node, Node::Missing));
        if let Some((sign, fix)) = elsewhere::signed(first, rest)
            && let Some(it) = self.diagnostics.iter_mut().rfind(|it| it.span == sign && it.code() == "missing-operand")
        {
            it.fix = Some(fix);
        }
        let mut said = Vec::new();
        for (operator, span, _) in rest.iter().filter(|_| !is_sum).skip(signs) {
            thin_out(&mut self.diagnostics);
            // One operator is one mistake, however often it is written.
            if said.contains(operator) && !matches!(operator, Operator::Compare(_)) {
                continue;
            }
            said.push(*operator);
            comparisons += usize::from(matches!(operator, Operator::Compare(_)));
            match self.context.language.operator(*operator).map(|rule| rule.support) {
                Some(Support::Documented) => {}
                Some(Support::DocumentedFor(there)) => {
                    let (what, here) = (format!("`{}`", operator.sign()), self.context.language.name);
                    let diagnostic = registry::other_dialect(*span, &what, here, there);
                    self.diagnostics.push(elsewhere::with_join(diagnostic, self.text, first, rest));
                }
                // A word used as an operator has been reported by the parser.
                None if span.of(self.text).chars().all(char::is_alphabetic) => {}
                None => {
                    let is_elsewhere = LANGUAGES.iter().any(|other| other.operator(*operator).is_some());
                    self.missing_here(*span, operator.sign(), is_elsewhere);
                }
            }
            // If the comparisons are joined by another operator, that operator has been reported.
            let only_comparisons = || rest.iter().all(|(operator, ..)| matches!(operator, Operator::Compare(_)));
            if comparisons == 2 && !self.context.language.has_parentheses && only_comparisons() {
                self.not_here(*span, &format!("{0} … {0}", operator.sign()));
            }
        }
        let first = self.expression(first, Position::Argument);
        let rest = rest.iter().map(|(operator, _, part)| (*operator, self.expression(part, Position::Argument)));
        operators::group(first, rest.collect(), &|operator| {
            self.context.language.operator(operator).map_or(0, |rule| rule.level)
        })
    }

    /// Whether a part has an operator that the language lacks.
    pub(super) fn has_odd_operator(&self, part: &Expression) -> bool {
        let Node::Chain(_, rest) = &part.node else { return false };
        rest.iter().any(|(operator, ..)| self.context.language.operator(*operator).is_none())
    }

    /// Reports something that only another language has.
    fn not_here(&mut self, span: Span, what: &str) {
        self.missing_here(span, what, true);
    }

    fn missing_here(&mut self, span: Span, what: &str, is_elsewhere: bool) {
        let here = self.context.language.name;
        self.diagnostics.push(registry::operator_not_in_dialect(span, what, here, is_elsewhere));
    }
}
