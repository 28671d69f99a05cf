// What only a real editor shows: that it activates the extension for a file, and that its own commands reach the server.

const assert = require("node:assert/strict");
const fs = require("node:fs");
const path = require("node:path");
const vscode = require("vscode");

const MAPPING = `[source]
schema = 'entra:User'

[[attribute]]
target = 'displayName'
value = 'Join(" ", [givenName],[surname])'

[[attribute]]
target = 'userName'
value = 'Tolower([userPrincipalName])'
`;

async function eventually(what, look) {
  for (const until = Date.now() + 30_000; Date.now() < until; await new Promise((done) => setTimeout(done, 100))) {
    const found = await look();
    if (found) {
      return found;
    }
  }
  assert.fail(`${what} has not come`);
}

exports.run = async () => {
  const folder = vscode.workspace.workspaceFolders[0].uri.fsPath;
  const file = path.join(folder, "users.toml");
  fs.writeFileSync(file, MAPPING);
  fs.writeFileSync(path.join(folder, "sample-user.json"), '{"givenName": "Ada", "surname": "Lovelace"}');
  const document = await vscode.workspace.openTextDocument(file);
  const editor = await vscode.window.showTextDocument(document);
  const uri = document.uri;

  const errors = await eventually("the diagnostic", () => {
    const found = vscode.languages.getDiagnostics(uri).filter(({ severity }) => severity === vscode.DiagnosticSeverity.Error);
    return found.length > 0 && found;
  });
  assert.equal(errors[0].code, "wrong-case-function");

  const [fix] = await vscode.commands.executeCommand("vscode.executeCodeActionProvider", uri, errors[0].range);
  assert.ok(await vscode.workspace.applyEdit(fix.edit));
  assert.ok(document.getText().includes("ToLower("));

  const edits = await vscode.commands.executeCommand("vscode.executeFormatDocumentProvider", uri, { tabSize: 2, insertSpaces: true });
  const change = new vscode.WorkspaceEdit();
  change.set(uri, edits);
  await vscode.workspace.applyEdit(change);
  assert.ok(document.getText().includes("[givenName], [surname]"));

  const at = document.positionAt(document.getText().indexOf("Join") + 1);
  const [hover] = await vscode.commands.executeCommand("vscode.executeHoverProvider", uri, at);
  assert.ok(hover.contents.some((content) => content.value.includes("Join(")));
  const symbols = await vscode.commands.executeCommand("vscode.executeDocumentSymbolProvider", uri);
  assert.deepEqual(symbols[0].children.map(({ name }) => name), ["displayName", "userName"]);
  const items = await vscode.commands.executeCommand("vscode.executeCompletionItemProvider", uri, at);
  assert.ok(items.items.length > 0);

  editor.selection = new vscode.Selection(at, at);
  await vscode.commands.executeCommand("attrflow.runOnSampleUser");
  const payload = await eventually("the payload", () =>
    vscode.workspace.textDocuments.find(({ uri }) => uri.scheme === "attrflow-result"),
  );
  assert.equal(JSON.parse(payload.getText()).payload.displayName, "Ada Lovelace");
  await vscode.commands.executeCommand("attrflow.restart");
};
