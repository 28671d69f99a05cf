// Shows what a run gave: values behind the expressions, with what their parts gave on hover, and the payload in a document of its
// own. Runs nothing.

import * as vscode from "vscode";

/** What the server answers to `attrflow.run`. */
export interface RunResult {
  object?: string;
  status?: string;
  payload?: unknown;
  errors?: { attribute?: string; code: string; message: string; help?: string }[];
  values: {
    range: { start: vscode.Position; end: vscode.Position };
    text?: string;
    trace?: string;
    error?: { code: string; message: string } | null;
  }[];
}

const SCHEME = "attrflow-result";

/** How many characters of a value are shown behind its expression. */
const LONGEST = 120;

export class Results implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.changed.event;
  private readonly payloads = new Map<string, string>();
  private readonly value = vscode.window.createTextEditorDecorationType({
    after: { margin: "0 0 0 2em", color: new vscode.ThemeColor("editorCodeLens.foreground") },
    rangeBehavior: vscode.DecorationRangeBehavior.ClosedOpen,
  });
  private readonly fault = vscode.window.createTextEditorDecorationType({
    after: { margin: "0 0 0 2em", color: new vscode.ThemeColor("editorWarning.foreground") },
    rangeBehavior: vscode.DecorationRangeBehavior.ClosedOpen,
  });
  private readonly subscriptions: vscode.Disposable[];

  constructor() {
    this.subscriptions = [
      vscode.workspace.registerTextDocumentContentProvider(SCHEME, this),
      // A value behind an expression that has changed would be a lie.
      vscode.workspace.onDidChangeTextDocument((event) => {
        if (event.contentChanges.length > 0) {
          this.clear(event.document.uri);
        }
      }),
      this.value,
      this.fault,
      this.changed,
    ];
  }

  dispose(): void {
    this.subscriptions.forEach((one) => one.dispose());
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.payloads.get(uri.toString()) ?? "";
  }

  /** Shows a result in the editors of a document. */
  async show(document: vscode.Uri, result: RunResult): Promise<void> {
    const [values, faults] = decorations(result);
    for (const editor of editors(document)) {
      editor.setDecorations(this.value, values);
      editor.setDecorations(this.fault, faults);
    }
    if (result.status === undefined) {
      return;
    }
    const summary = `${result.object ?? "mapping"}: ${result.status}`;
    void vscode.window.setStatusBarMessage(`attrflow: ${summary}`, 5000);
    if (vscode.workspace.getConfiguration("attrflow", document).get<boolean>("showPayload", true)) {
      await this.showPayload(document, result);
    }
  }

  private async showPayload(document: vscode.Uri, result: RunResult): Promise<void> {
    const name = document.path.split("/").pop()?.replace(/\.[^.]*$/, "") ?? "mapping";
    const uri = vscode.Uri.parse(`${SCHEME}:/${encodeURIComponent(name)} on sample user.json`);
    const errors = result.errors?.length ? { errors: result.errors } : {};
    const content = { status: result.status, payload: result.payload, ...errors };
    this.payloads.set(uri.toString(), `${JSON.stringify(content, undefined, 2)}\n`);
    this.changed.fire(uri);
    const opened = await vscode.workspace.openTextDocument(uri);
    const options = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true, preview: true };
    await vscode.window.showTextDocument(opened, options);
  }

  /** Takes the values away, of one document or of all. */
  clear(document?: vscode.Uri): void {
    for (const editor of document ? editors(document) : vscode.window.visibleTextEditors) {
      editor.setDecorations(this.value, []);
      editor.setDecorations(this.fault, []);
    }
  }
}

function editors(document: vscode.Uri): vscode.TextEditor[] {
  return vscode.window.visibleTextEditors.filter((editor) => editor.document.uri.toString() === document.toString());
}

/** The values, and the errors, as decorations behind their expressions. */
export function decorations(result: RunResult): [vscode.DecorationOptions[], vscode.DecorationOptions[]] {
  const values: vscode.DecorationOptions[] = [];
  const faults: vscode.DecorationOptions[] = [];
  for (const { range, text, trace, error } of result.values) {
    const { start, end } = range;
    const said = error ? error.message : (text ?? "");
    const short = said.length > LONGEST ? `${said.slice(0, LONGEST)}…` : said;
    const hoverMessage = trace && new vscode.MarkdownString().appendCodeblock(trace, "text");
    (error ? faults : values).push({
      range: new vscode.Range(start.line, start.character, end.line, end.character),
      renderOptions: { after: { contentText: `${error ? "✗" : "→"} ${short}` } },
      ...(hoverMessage ? { hoverMessage } : {}),
    });
  }
  return [values, faults];
}
