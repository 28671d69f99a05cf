//! `attrflow lsp`: a language server on standard input and output.
//!
//! Mapping files (JSON and TOML), their tests, the configuration and the expressions in Markdown fences are checked while they
//! are written. Editors send whole documents. The server reads only configuration files, sample records and what tests name from
//! disk, and keeps only the open documents.

mod answer;
mod document;
mod keys;
mod place;
mod position;
mod rename;
mod run;
mod symbols;
mod targets;
mod uri;

use super::config::{self, Config};
use super::error::CliError;
use document::Document;
use lsp_server::{Connection, ErrorCode, Message, Notification, Request, RequestId, Response};
use lsp_types::notification::{
    DidChangeTextDocument, DidCloseTextDocument, DidOpenTextDocument, DidSaveTextDocument, Notification as _,
    PublishDiagnostics, ShowMessage,
};
use lsp_types::request::{
    CodeActionRequest, CodeLensRequest, Completion, DocumentSymbolRequest, ExecuteCommand, Formatting, HoverRequest,
    PrepareRenameRequest, Rename, Request as _, SignatureHelpRequest,
};
use lsp_types::{self as lsp, Uri};
use serde_json::Value as Json;
use std::collections::{HashMap, HashSet};
use std::path::Path;

/// Run the language server for editors, on standard input and output
#[derive(Debug, clap::Args)]
pub(super) struct Lsp {
    /// Accepted for editors that pass it; there is no other transport
    #[arg(long, hide = true)]
    stdio: bool,
}

impl Lsp {
    pub(super) fn run(self) -> Result<(), CliError> {
        let (connection, threads) = Connection::stdio();
        let failed =
            |error: lsp_server::ProtocolError| CliError::usage(format!("the connection to the editor failed: {error}"));
        let asked = connection.initialize(capabilities()?).map_err(failed)?;
        let support = "/capabilities/textDocument/completion/completionItem/snippetSupport";
        let snippets = asked.pointer(support).and_then(Json::as_bool).unwrap_or(false);
        let mut server = Server { connection: &connection, documents: HashMap::new(), snippets, told: HashSet::new() };
        server.serve()?;
        drop(connection);
        threads.join().map_err(CliError::from)
    }
}

fn capabilities() -> Result<Json, CliError> {
    let characters = |signs: &[&str]| Some(signs.iter().map(|sign| (*sign).to_owned()).collect());
    let capabilities = lsp::ServerCapabilities {
        text_document_sync: Some(lsp::TextDocumentSyncCapability::Options(lsp::TextDocumentSyncOptions {
            open_close: Some(true),
            change: Some(lsp::TextDocumentSyncKind::FULL),
            save: Some(lsp::TextDocumentSyncSaveOptions::Supported(true)),
            ..lsp::TextDocumentSyncOptions::default()
        })),
        completion_provider: Some(lsp::CompletionOptions {
            trigger_characters: characters(&["[", "%", "(", "'", "\""]),
            ..lsp::CompletionOptions::default()
        }),
        hover_provider: Some(lsp::HoverProviderCapability::Simple(true)),
        signature_help_provider: Some(lsp::SignatureHelpOptions {
            trigger_characters: characters(&["(", ","]),
            ..lsp::SignatureHelpOptions::default()
        }),
        code_action_provider: Some(lsp::CodeActionProviderCapability::Simple(true)),
        code_lens_provider: Some(lsp::CodeLensOptions { resolve_provider: Some(false) }),
        document_symbol_provider: Some(lsp::OneOf::Left(true)),
        execute_command_provider: Some(lsp::ExecuteCommandOptions {
            commands: run::COMMANDS.iter().map(|name| (*name).to_owned()).collect(),
            ..lsp::ExecuteCommandOptions::default()
        }),
        document_formatting_provider: Some(lsp::OneOf::Left(true)),
        rename_provider: Some(lsp::OneOf::Right(lsp::RenameOptions {
            prepare_provider: Some(true),
            work_done_progress_options: lsp::WorkDoneProgressOptions::default(),
        })),
        ..lsp::ServerCapabilities::default()
    };
    serde_json::to_value(capabilities).map_err(|_| CliError::Defect)
}

struct Server<'c> {
    connection: &'c Connection,
    /// The open documents by their URIs.
    documents: HashMap<String, Document>,
    snippets: bool,
    /// The errors in configurations that have been reported.
    told: HashSet<String>,
}

impl Server<'_> {
    fn serve(&mut self) -> Result<(), CliError> {
        for message in &self.connection.receiver {
            match message {
                Message::Request(request) => {
                    if self.connection.handle_shutdown(&request).unwrap_or(true) {
                        return Ok(());
                    }
                    let response = self.answer(request);
                    self.send(Message::Response(response));
                }
                Message::Notification(notification) => self.note(notification),
                Message::Response(_) => {}
            }
        }
        Ok(())
    }

    /// Sends a message. If the editor has gone, the next read reports it.
    fn send(&self, message: Message) {
        let _ = self.connection.sender.send(message);
    }

    fn answer(&self, request: Request) -> Response {
        let (id, params) = (request.id, request.params);
        match request.method.as_str() {
            Completion::METHOD => self.about(id, params, |document, asked: lsp::CompletionParams| {
                let location = asked.text_document_position.position;
                Ok(to_json(answer::completion(document, location, self.snippets)))
            }),
            HoverRequest::METHOD => self.about(id, params, |document, asked: lsp::HoverParams| {
                Ok(to_json(answer::hover(document, asked.text_document_position_params.position)))
            }),
            SignatureHelpRequest::METHOD => self.about(id, params, |document, asked: lsp::SignatureHelpParams| {
                Ok(to_json(answer::signature(document, asked.text_document_position_params.position)))
            }),
            CodeActionRequest::METHOD => self.about(id, params, |document, asked: lsp::CodeActionParams| {
                Ok(to_json(answer::actions(document, &asked.text_document.uri, asked.range)))
            }),
            Formatting::METHOD => self.about(id, params, |document, _: lsp::DocumentFormattingParams| {
                Ok(to_json(answer::formatting(document)))
            }),
            CodeLensRequest::METHOD => self.about(id, params, |document, asked: lsp::CodeLensParams| {
                Ok(to_json(run::lenses(document, &asked.text_document.uri)))
            }),
            DocumentSymbolRequest::METHOD => {
                self.about(id, params, |document, _: lsp::DocumentSymbolParams| Ok(to_json(symbols::symbols(document))))
            }
            ExecuteCommand::METHOD => match serde_json::from_value::<lsp::ExecuteCommandParams>(params) {
                Ok(asked) => self.execute(id, &asked),
                Err(error) => Response::new_err(id, ErrorCode::InvalidParams as i32, error.to_string()),
            },
            PrepareRenameRequest::METHOD => {
                self.about(id, params, |document, asked: lsp::TextDocumentPositionParams| {
                    Ok(to_json(rename::prepare(document, asked.position)))
                })
            }
            Rename::METHOD => self.about(id, params, |document, asked: lsp::RenameParams| {
                let location = asked.text_document_position;
                let edits = rename::rename(document, location.position, &asked.new_name)?;
                Ok(to_json(answer::workspace_edit(&location.text_document.uri, edits)))
            }),
            method => Response::new_err(id, ErrorCode::MethodNotFound as i32, format!("`{method}` is not supported")),
        }
    }

    /// Answers a request about an open document; for other documents the answer is null.
    fn about<P: serde::de::DeserializeOwned>(
        &self,
        id: RequestId,
        params: Json,
        answer: impl FnOnce(&Document, P) -> Result<Json, String>,
    ) -> Response {
        let address = params.pointer("/textDocument/uri").and_then(Json::as_str).map(str::to_owned);
        let asked = match serde_json::from_value(params) {
            Ok(asked) => asked,
            Err(error) => return Response::new_err(id, ErrorCode::InvalidParams as i32, error.to_string()),
        };
        let document = address.and_then(|address| self.documents.get(&address));
        match document.map_or(Ok(Json::Null), |document| answer(document, asked)) {
            Ok(result) => Response::new_ok(id, result),
            Err(refusal) => Response::new_err(id, ErrorCode::RequestFailed as i32, refusal),
        }
    }

    /// Runs a command. Its result is the answer; an editor that gave no record of its own shows it as a message.
    fn execute(&self, id: RequestId, asked: &lsp::ExecuteCommandParams) -> Response {
        let asked_for = asked.arguments.first().cloned().unwrap_or_default();
        let document = asked_for.get("uri").and_then(Json::as_str).and_then(|uri| self.documents.get(uri));
        let result = match (run::COMMANDS.contains(&asked.command.as_str()), document) {
            (false, _) => Err(format!("there is no command `{}`", asked.command)),
            (true, None) => Err("the document is not open".to_owned()),
            (true, Some(document)) => run::execute(&asked.command, document, &asked_for),
        };
        match result {
            Ok(result) => {
                if let Some(message) = run::message(&result).filter(|_| asked_for.get("record").is_none()) {
                    self.show_message(lsp::MessageType::INFO, message);
                }
                Response::new_ok(id, result)
            }
            Err(refusal) => Response::new_err(id, ErrorCode::RequestFailed as i32, refusal),
        }
    }

    fn show_message(&self, typ: lsp::MessageType, message: String) {
        let params = lsp::ShowMessageParams { typ, message };
        self.send(Message::Notification(Notification::new(ShowMessage::METHOD.to_owned(), params)));
    }

    /// Reads the open documents again that depend on other files: a configuration or a mapping has been saved.
    fn saved(&mut self, saved: &str) {
        let others: Vec<(Uri, i32, String)> = self
            .documents
            .iter()
            .filter(|(uri, _)| *uri != saved)
            .filter_map(|(uri, document)| {
                Some((uri.parse().ok()?, document.version, document.source.text().to_owned()))
            })
            .collect();
        for (uri, version, text) in others {
            self.changed(&uri, version, &text);
        }
    }

    fn note(&mut self, notification: Notification) {
        let Notification { method, params } = notification;
        match method.as_str() {
            DidOpenTextDocument::METHOD => {
                if let Ok(opened) = serde_json::from_value::<lsp::DidOpenTextDocumentParams>(params) {
                    let document = opened.text_document;
                    self.changed(&document.uri, document.version, &document.text);
                }
            }
            DidChangeTextDocument::METHOD => {
                if let Ok(changed) = serde_json::from_value::<lsp::DidChangeTextDocumentParams>(params)
                    && let Some(last) = changed.content_changes.last()
                {
                    self.changed(&changed.text_document.uri, changed.text_document.version, &last.text);
                }
            }
            DidSaveTextDocument::METHOD => {
                if let Ok(saved) = serde_json::from_value::<lsp::DidSaveTextDocumentParams>(params) {
                    self.saved(saved.text_document.uri.as_str());
                }
            }
            DidCloseTextDocument::METHOD => {
                if let Ok(closed) = serde_json::from_value::<lsp::DidCloseTextDocumentParams>(params) {
                    self.documents.remove(closed.text_document.uri.as_str());
                    self.publish(closed.text_document.uri, None, Vec::new());
                }
            }
            _ => {}
        }
    }

    fn changed(&mut self, uri: &Uri, version: i32, text: &str) {
        let path = uri::path(uri.as_str());
        let config = Path::new(&path).parent().map_or_else(Config::default, |folder| self.config(folder));
        let mut document = Document::new(&path.replace('\\', "/"), text, &config);
        document.version = version;
        self.publish(uri.clone(), Some(version), answer::diagnostics(&document, uri));
        self.documents.insert(uri.as_str().to_owned(), document);
    }

    /// The configuration of a folder. One that cannot be read is reported once and not used.
    fn config(&mut self, folder: &Path) -> Config {
        config::of_folder(folder).unwrap_or_else(|failure| {
            if let CliError::Usage { message, .. } = failure
                && self.told.insert(message.clone())
            {
                self.show_message(lsp::MessageType::ERROR, message);
            }
            Config::default()
        })
    }

    fn publish(&self, uri: Uri, version: Option<i32>, diagnostics: Vec<lsp::Diagnostic>) {
        let params = lsp::PublishDiagnosticsParams { uri, diagnostics, version };
        self.send(Message::Notification(Notification::new(PublishDiagnostics::METHOD.to_owned(), params)));
    }
}

/// A type of the protocol as JSON; this cannot fail, since they are plain data.
fn to_json(answer: impl serde::Serialize) -> Json {
    serde_json::to_value(answer).unwrap_or_default()
}
