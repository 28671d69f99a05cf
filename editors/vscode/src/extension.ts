// The extension: starts the language server for the first document that is attrflow's, and runs mappings on a sample user.
// What there is to say about a mapping is the server's business.

import { execFile } from "node:child_process";
import { promisify } from "node:util";
import * as vscode from "vscode";
import {
  CloseAction,
  LanguageClient,
  RevealOutputChannelOn,
  type ErrorHandler,
  type LanguageClientOptions,
} from "vscode-languageclient/node";
import { isOurs, LANGUAGES } from "./content";
import { Results, type RunResult } from "./results";
import { chooseSample, readSample } from "./sample";
import { findServer, type Found } from "./server";

/** Commands of the server. */
const RUN = "attrflow.run";
const SAMPLE = "attrflow.sample";

/** What the server's lenses give to its command. */
interface RunArgument {
  uri: string;
  object?: number;
  expression?: number;
  record?: string;
}

class Extension implements vscode.Disposable {
  private client: LanguageClient | undefined;
  private starting: Promise<void> | undefined;
  private hasFailed = false;
  private readonly results = new Results();
  private readonly log = vscode.window.createOutputChannel("attrflow", { log: true });
  private readonly status = vscode.languages.createLanguageStatusItem("attrflow", LANGUAGES.map((language) => ({ language })));

  constructor(private readonly context: vscode.ExtensionContext) {
    this.status.name = "attrflow";
    this.status.text = "attrflow";
    this.status.command = { title: "Show Log", command: "attrflow.showLog" };
    const command = (name: string, run: () => unknown) => vscode.commands.registerCommand(name, run);
    context.subscriptions.push(
      this,
      this.results,
      this.log,
      this.status,
      command("attrflow.restart", () => this.restart()),
      command("attrflow.showVersion", () => this.showVersion()),
      command("attrflow.showLog", () => this.log.show()),
      command("attrflow.clearResults", () => this.results.clear()),
      command("attrflow.chooseSampleUser", () => chooseSample(vscode.window.activeTextEditor?.document.uri)),
      command("attrflow.runOnSampleUser", () => this.runHere()),
      vscode.workspace.onDidOpenTextDocument((document) => this.consider(document)),
      vscode.workspace.onDidChangeTextDocument((event) => this.consider(event.document)),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration("attrflow.server") || event.affectsConfiguration("attrflow.codeLens")) {
          void this.restart();
        }
      }),
    );
    vscode.workspace.textDocuments.forEach((document) => this.consider(document));
  }

  /** Starts the server when it has something to do. */
  private consider(document: vscode.TextDocument): void {
    const isAnswered = this.client !== undefined || this.starting !== undefined || this.hasFailed;
    if (!isAnswered && document.uri.scheme !== "attrflow-result" && isOurs(document)) {
      void this.start();
    }
  }

  private find(): Found | undefined {
    const found = findServer({
      configured: vscode.workspace.getConfiguration("attrflow").get<string>("server.path", ""),
      extension: this.context.extensionPath,
      workspace: vscode.workspace.workspaceFolders?.[0]?.uri.fsPath,
      path: process.env["PATH"] ?? "",
      platform: process.platform,
    });
    if ("program" in found) {
      return found;
    }
    this.log.error(found.message);
    this.fail(found.message);
    return undefined;
  }

  /** Says that there is no server, once until it is started again. */
  private fail(message: string): void {
    this.hasFailed = true;
    this.status.severity = vscode.LanguageStatusSeverity.Error;
    this.status.detail = message;
    const settings = "Open Settings";
    void vscode.window.showErrorMessage(`attrflow: ${message}.`, settings).then((answer) => {
      if (answer === settings) {
        void vscode.commands.executeCommand("workbench.action.openSettings", "attrflow.server.path");
      }
    });
  }

  start(): Promise<void> {
    this.starting ??= this.run().finally(() => (this.starting = undefined));
    return this.starting;
  }

  private async run(): Promise<void> {
    const found = this.find();
    if (!found) {
      return;
    }
    const version = await this.version(found.program);
    if (!version) {
      this.fail(`${found.program} does not run, or is not attrflow`);
      return;
    }
    this.log.info(`${version}: ${found.program} (found by ${found.by})`);
    const run = { command: found.program, args: ["lsp"] };
    const client: LanguageClient = new LanguageClient("attrflow", "attrflow", { run, debug: run }, {
      ...this.options(),
      errorHandler: this.errorHandler(() => client),
    });
    try {
      await client.start();
    } catch (error) {
      await client.dispose().catch(() => {});
      this.log.error(String(error));
      this.fail(`the language server ${found.program} does not start`);
      return;
    }
    this.client = client;
    this.status.severity = vscode.LanguageStatusSeverity.Information;
    this.status.detail = version;
  }

  /** A server that has run is started again when it ends, as long as it does not end again and again; one that does not start is
   * not tried again, and the message about it is ours. */
  private errorHandler(client: () => LanguageClient): ErrorHandler {
    const usual = () => client().createDefaultErrorHandler();
    let known: ErrorHandler | undefined;
    return {
      error: (error, message, count) => (known ??= usual()).error(error, message, count),
      closed: () =>
        this.client === client() ? (known ??= usual()).closed() : { action: CloseAction.DoNotRestart, handled: true },
    };
  }

  private options(): LanguageClientOptions {
    return {
      documentSelector: [
        ...["file", "untitled"].flatMap((scheme) => LANGUAGES.map((language) => ({ scheme, language }))),
        { scheme: "file", pattern: "**/*.toml" },
      ],
      outputChannel: this.log,
      initializationFailedHandler: () => false,
      revealOutputChannelOn: RevealOutputChannelOn.Never,
      middleware: {
        executeCommand: (command, args, next) =>
          command === RUN ? this.runCommand(args[0] as RunArgument, (argument) => next(command, [argument])) : next(command, args),
        provideCodeLenses: (document, token, next) =>
          vscode.workspace.getConfiguration("attrflow", document).get<boolean>("codeLens", true) ? next(document, token) : [],
      },
    };
  }

  /** Runs what a lens names on the sample user, and shows what it gives. */
  private async runCommand(argument: RunArgument, run: (argument: RunArgument) => unknown): Promise<unknown> {
    const document = vscode.Uri.parse(argument.uri);
    const record = argument.record ?? (await readSample(document, (uri) => this.makeSample(uri)));
    if (record === undefined) {
      return undefined;
    }
    try {
      const result = (await run({ ...argument, record })) as RunResult;
      await this.results.show(document, result);
      return result;
    } catch (error) {
      void vscode.window.showErrorMessage(`attrflow: ${error instanceof Error ? error.message : String(error)}`);
      return undefined;
    }
  }

  private async makeSample(document: vscode.Uri): Promise<object> {
    const uri = this.client?.code2ProtocolConverter.asUri(document) ?? document.toString();
    // It answers with a sample, and no record is needed for that; one that is given keeps the server from showing a message.
    const params = { command: SAMPLE, arguments: [{ uri, record: null }] };
    return (await this.client?.sendRequest<object>("workspace/executeCommand", params)) ?? {};
  }

  /** Runs the object mapping, or the expression, that the cursor is in. */
  private async runHere(): Promise<void> {
    const editor = vscode.window.activeTextEditor;
    if (!editor) {
      return;
    }
    await this.startIfNeeded();
    const uri = editor.document.uri;
    const lenses = (await this.client?.sendRequest<Lens[]>("textDocument/codeLens", {
      textDocument: { uri: this.client.code2ProtocolConverter.asUri(uri) },
    })) ?? [];
    const chosen = nearest(lenses, editor.selection.active.line);
    if (!chosen?.command) {
      void vscode.window.showInformationMessage("attrflow: this document has no mapping and no expression.");
      return;
    }
    await vscode.commands.executeCommand(chosen.command.command, ...(chosen.command.arguments ?? []));
  }

  private async startIfNeeded(): Promise<void> {
    if (!this.client) {
      await this.start();
    }
  }

  async restart(): Promise<void> {
    await this.stop();
    this.hasFailed = false;
    this.results.clear();
    await this.start();
  }

  async stop(): Promise<void> {
    await this.starting;
    const client = this.client;
    this.client = undefined;
    await client?.dispose().catch(() => {});
  }

  private async version(program: string): Promise<string | undefined> {
    try {
      const { stdout } = await promisify(execFile)(program, ["--version"], { timeout: 10_000 });
      return /^attrflow \d/.test(stdout) ? stdout.trim() : undefined;
    } catch {
      return undefined;
    }
  }

  private async showVersion(): Promise<void> {
    const found = this.find();
    if (found) {
      const version = (await this.version(found.program)) ?? "a program that does not run, or is not attrflow";
      void vscode.window.showInformationMessage(`attrflow: ${version}, ${found.program} (found by ${found.by})`);
    }
  }

  dispose(): void {
    void this.stop();
  }
}

/** A lens as the protocol has it. */
interface Lens {
  range: { start: { line: number } };
  command?: { command: string; arguments?: RunArgument[] };
}

/** The last lens of an object mapping above a line; without object mappings the last one above it, else the first. */
export function nearest(lenses: Lens[], line: number): Lens | undefined {
  const objects = lenses.filter((lens) => lens.command?.arguments?.[0]?.object !== undefined);
  const known = objects.length > 0 ? objects : lenses;
  return known.filter((lens) => lens.range.start.line <= line).pop() ?? known[0];
}

let extension: Extension | undefined;

export function activate(context: vscode.ExtensionContext): void {
  extension = new Extension(context);
}

export async function deactivate(): Promise<void> {
  await extension?.stop();
  extension = undefined;
}
