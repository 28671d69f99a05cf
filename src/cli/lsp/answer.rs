//! Answers to an editor's requests: completion, hover, signature help, fixes, formatting. Translates between the
//! protocol and the library, which decides what there is to say.

use super::document::{Content, Document};
use super::keys::Offer;
use super::place::{Role, place};
use super::position::{offset, range};
use super::targets;
use crate::cli::{fmt, output};
use attrflow::tool::assistance as assist;
use attrflow::tool::assistance::{CompletionKind, Layout};
use attrflow::tool::page::links;
use attrflow::{Edit, Severity, Source, Span};
use lsp_types as lsp;

/// The completions at a position.
pub(super) fn completion(document: &Document, at: lsp::Position, snippets: bool) -> Vec<lsp::CompletionItem> {
    let at = offset(&document.source, at);
    let Some((region, inner)) = document.region_at(at) else { return outside(document, at) };
    let items = assist::complete(&region.text, inner, &document.surroundings(region));
    let location = |start: usize, end: usize| {
        let span = region.location.locate(document.source.text(), Span::new(start, end));
        range(&document.source, span)
    };
    let item = |(number, item): (usize, assist::Completion)| {
        let (before, after) = item.insert.split_at_checked(item.caret).unwrap_or((&item.insert, ""));
        let (before, after) = (region.location.written(before), region.location.written(after));
        let (new_text, format) = match (snippets, after.is_empty()) {
            (true, false) => (format!("{}$0{}", escaped(&before), escaped(&after)), lsp::InsertTextFormat::SNIPPET),
            _ => (before + &after, lsp::InsertTextFormat::PLAIN_TEXT),
        };
        let edit = lsp::TextEdit { range: location(item.start, item.end), new_text };
        lsp::CompletionItem {
            filter_text: Some(document_text(&document.source, edit.range, &item.label)),
            label: item.label,
            kind: Some(kind(item.kind)),
            detail: Some(item.detail).filter(|detail| !detail.is_empty()),
            documentation: Some(item.documentation).filter(|text| !text.is_empty()).map(markdown_documentation),
            // Without this, editors sort by label; in our order, likely completions come first.
            sort_text: Some(format!("{number:05}")),
            insert_text_format: Some(format),
            text_edit: Some(lsp::CompletionTextEdit::Edit(edit)),
            ..lsp::CompletionItem::default()
        }
    };
    items.into_iter().enumerate().map(item).collect()
}

/// The completions outside of expressions: targets, operators, keys, and the values of keys.
fn outside(document: &Document, at: usize) -> Vec<lsp::CompletionItem> {
    let text = document.source.text();
    let mut offers = targets::offers(document, at);
    if let Some(keys) = document.keys().filter(|_| offers.is_empty()) {
        offers = keys.offers(text, at);
        if let Some(place) = place(text, at)
            && let (Content::Mapping(_), Some("schema"), Role::Value { quoted }) =
                (&document.content, place.path.last().map(String::as_str), place.role)
        {
            offers = targets::schemas(&place.typed, quoted);
        }
    }
    offers.into_iter().enumerate().map(|(number, offer)| offered(document, number, offer)).collect()
}

fn offered(document: &Document, number: usize, offer: Offer) -> lsp::CompletionItem {
    let Offer { label, text, replaced, about, is_key } = offer;
    let replaced = range(&document.source, targets::span(&replaced));
    lsp::CompletionItem {
        label,
        kind: Some(if is_key { lsp::CompletionItemKind::PROPERTY } else { lsp::CompletionItemKind::VALUE }),
        documentation: Some(about).filter(|about| !about.is_empty()).map(markdown_documentation),
        sort_text: Some(format!("{number:05}")),
        text_edit: Some(lsp::CompletionTextEdit::Edit(lsp::TextEdit { range: replaced, new_text: text })),
        ..lsp::CompletionItem::default()
    }
}

/// What an editor compares with the typed text: the label, with the `%` that the replaced text begins with.
fn document_text(source: &Source, replaced: lsp::Range, label: &str) -> String {
    let start = offset(source, replaced.start);
    match source.text().get(start..).and_then(|rest| rest.chars().next()) {
        Some(sign @ '%') if !label.starts_with(sign) => format!("{sign}{label}"),
        _ => label.trim_start_matches(['[', '"']).to_owned(),
    }
}

/// A text in a snippet, where the protocol gives a meaning to `$`, `}` and the backslash.
fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('$', "\\$").replace('}', "\\}")
}

fn kind(kind: CompletionKind) -> lsp::CompletionItemKind {
    match kind {
        CompletionKind::Function => lsp::CompletionItemKind::FUNCTION,
        CompletionKind::Attribute => lsp::CompletionItemKind::FIELD,
        CompletionKind::Word => lsp::CompletionItemKind::KEYWORD,
        CompletionKind::Value => lsp::CompletionItemKind::VALUE,
        CompletionKind::Setting => lsp::CompletionItemKind::VARIABLE,
    }
}

fn markdown(value: String) -> lsp::MarkupContent {
    lsp::MarkupContent { kind: lsp::MarkupKind::Markdown, value }
}

fn markdown_documentation(value: String) -> lsp::Documentation {
    lsp::Documentation::MarkupContent(markdown(value))
}

/// The hover text of the subexpression, the target, the operator or the key at a position.
pub(super) fn hover(document: &Document, at: lsp::Position) -> Option<lsp::Hover> {
    let at = offset(&document.source, at);
    let Some((region, inner)) = document.region_at(at) else {
        let keys = || document.keys()?.about(document.source.text(), at);
        let (about, replaced) = targets::about(document, at).or_else(keys)?;
        let contents = lsp::HoverContents::Markup(markdown(about));
        return Some(lsp::Hover { contents, range: Some(range(&document.source, targets::span(&replaced))) });
    };
    let found = assist::hover(&region.text, inner, &document.surroundings(region))?;
    let span = region.location.locate(document.source.text(), Span::new(found.start, found.end));
    let contents = lsp::HoverContents::Markup(markdown(found.text));
    Some(lsp::Hover { contents, range: Some(range(&document.source, span)) })
}

/// The signature of the call at a position.
pub(super) fn signature(document: &Document, at: lsp::Position) -> Option<lsp::SignatureHelp> {
    let (region, inner) = document.region_at(offset(&document.source, at))?;
    let found = assist::signature(&region.text, inner, region.dialect)?;
    let number = |index: usize| u32::try_from(index).unwrap_or(u32::MAX);
    let units = |bytes: usize| number(found.label.get(..bytes).unwrap_or_default().encode_utf16().count());
    // After the last parameter none is active; in the protocol this is an index that no parameter has.
    let active = Some(number(found.active.unwrap_or(found.parameters.len())));
    let parameters = found.parameters.iter().map(|parameter| lsp::ParameterInformation {
        label: lsp::ParameterLabel::LabelOffsets([units(parameter.start), units(parameter.end)]),
        documentation: Some(markdown_documentation(parameter.documentation.clone())),
    });
    let signature = lsp::SignatureInformation {
        parameters: Some(parameters.collect()),
        documentation: Some(markdown_documentation(found.documentation.clone())),
        active_parameter: active,
        label: found.label.clone(),
    };
    Some(lsp::SignatureHelp { signatures: vec![signature], active_signature: Some(0), active_parameter: active })
}

/// The diagnostics of a document.
pub(super) fn diagnostics(document: &Document, uri: &lsp::Uri) -> Vec<lsp::Diagnostic> {
    let source = &document.source;
    let diagnostic = |diagnostic: &attrflow::Diagnostic| {
        let related = diagnostic.related.iter().map(|(span, what)| lsp::DiagnosticRelatedInformation {
            location: lsp::Location { uri: uri.clone(), range: range(source, *span) },
            message: what.clone(),
        });
        let help = diagnostic.help.as_ref().map_or(String::new(), |help| format!("\nhelp: {help}"));
        lsp::Diagnostic {
            range: range(source, diagnostic.span),
            severity: Some(match diagnostic.severity() {
                Severity::Error => lsp::DiagnosticSeverity::ERROR,
                Severity::Warning => lsp::DiagnosticSeverity::WARNING,
                Severity::Info => lsp::DiagnosticSeverity::INFORMATION,
            }),
            code: Some(lsp::NumberOrString::String(diagnostic.code().to_owned())),
            code_description: links::diagnostic(&output::site(), diagnostic.code())
                .parse()
                .ok()
                .map(|href| lsp::CodeDescription { href }),
            source: Some("attrflow".to_owned()),
            message: format!("{}{help}", diagnostic.message),
            related_information: Some(related.collect()),
            ..lsp::Diagnostic::default()
        }
    };
    let failed = document.failed.iter().map(|failed| lsp::Diagnostic {
        range: range(source, failed.span),
        severity: Some(lsp::DiagnosticSeverity::ERROR),
        source: Some("attrflow".to_owned()),
        message: failed.message.clone(),
        ..lsp::Diagnostic::default()
    });
    document.diagnostics.iter().map(diagnostic).chain(failed).collect()
}

/// The fixes of the diagnostics that touch a range.
pub(super) fn actions(document: &Document, uri: &lsp::Uri, asked: lsp::Range) -> Vec<lsp::CodeActionOrCommand> {
    let (start, end) = (offset(&document.source, asked.start), offset(&document.source, asked.end));
    let diagnostics = diagnostics(document, uri);
    let touched = document.diagnostics.iter().zip(diagnostics).filter(|(diagnostic, _)| {
        let span = diagnostic.span.range();
        span.start <= end && start <= span.end
    });
    let action = |(diagnostic, shown): (&attrflow::Diagnostic, lsp::Diagnostic)| {
        let fix = diagnostic.fix.as_ref()?;
        Some(lsp::CodeActionOrCommand::CodeAction(lsp::CodeAction {
            title: fix.title.clone(),
            kind: Some(lsp::CodeActionKind::QUICKFIX),
            diagnostics: Some(vec![shown]),
            edit: Some(workspace_edit(uri, edits(&document.source, &fix.edits))),
            is_preferred: Some(fix.safe),
            ..lsp::CodeAction::default()
        }))
    };
    touched.filter_map(action).collect()
}

/// The edits that format the expressions of a document.
pub(super) fn formatting(document: &Document) -> Vec<lsp::TextEdit> {
    match &document.content {
        Content::Mapping(mapping) => return edits(&document.source, &fmt::edits(mapping, document.dialect)),
        Content::Markdown => {}
        Content::Tests(_) | Content::Configuration | Content::Other => return Vec::new(),
    }
    let laid_out = document.regions.iter().filter_map(|region| {
        let text = assist::format(&region.text, Layout::Multi, region.dialect);
        (text != region.text.replace("\r\n", "\n")).then_some(Edit { span: region.location.span, text })
    });
    edits(&document.source, &laid_out.collect::<Vec<_>>())
}

pub(super) fn edits(source: &Source, edits: &[Edit]) -> Vec<lsp::TextEdit> {
    let edit = |edit: &Edit| lsp::TextEdit { range: range(source, edit.span), new_text: edit.text.clone() };
    edits.iter().map(edit).collect()
}

// The key's `Cell` only caches the positions of the URI's parts.
#[allow(clippy::mutable_key_type)]
pub(super) fn workspace_edit(uri: &lsp::Uri, edits: Vec<lsp::TextEdit>) -> lsp::WorkspaceEdit {
    lsp::WorkspaceEdit::new([(uri.clone(), edits)].into_iter().collect())
}
