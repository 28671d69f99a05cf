// The extension as it is published, against a stub of `vscode` and with the real server. The variable ATTRFLOW names the program;
// without it, the debug build of the repository is taken. EXTENSION names the folder of an unpacked package to test instead.

const assert = require("node:assert/strict");
const fs = require("node:fs");
const Module = require("node:module");
const os = require("node:os");
const path = require("node:path");
const { after, afterEach, beforeEach, test } = require("node:test");

const PROGRAM = process.env.ATTRFLOW ?? path.resolve(__dirname, "../../../target/debug/attrflow");
const STUB = require.resolve("./stub/vscode.js");
const find = Module._resolveFilename;
Module._resolveFilename = (request, ...rest) => (request === "vscode" ? STUB : find(request, ...rest));

const vscode = require("vscode");
const { state, emitters, workspace, window } = vscode.test;
const FOLDER = process.env.EXTENSION ?? path.resolve(__dirname, "..");
const manifest = require(path.join(FOLDER, "package.json"));
const extension = require(path.join(FOLDER, manifest.main));

const MAPPING = `[source]
schema = 'entra:User'

[target]
schema = 'scim:User'

[[attribute]]
target = 'userName'
value = '[userPrincipalName]'
match = 1

[[attribute]]
target = 'displayName'
value = 'Join(" ", [givenName], [surname])'
`;
const USER = { id: "1", userPrincipalName: "ada@contoso.com", givenName: "Ada", surname: "Lovelace" };

let folder;
let context;
let home;

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "attrflow ö "));
  Object.assign(state, { settings: {}, updates: [], diagnostics: new Map(), messages: [], answers: {}, shown: [], log: [] });
  workspace.textDocuments = [];
  workspace.workspaceFolders = [{ uri: vscode.Uri.file(folder), name: "test", index: 0 }];
  window.visibleTextEditors = [];
  window.activeTextEditor = undefined;
  home = process.env.PATH;
  state.settings["attrflow.server.path"] = PROGRAM;
});

afterEach(async () => {
  process.env.PATH = home;
  await extension.deactivate();
  context?.subscriptions.forEach((one) => one.dispose());
  context = undefined;
  state.commands.clear();
  state.providers.length = 0;
  Object.values(emitters).forEach((emitter) => emitter.listeners.clear());
  fs.rmSync(folder, { recursive: true });
});

after(() => {
  Module._resolveFilename = find;
});

function activate(extensionPath = folder) {
  context = { subscriptions: [], extensionPath };
  extension.activate(context);
}

/** Opens a document in an editor, as VS Code does. */
function open(name, languageId, text) {
  const document = new vscode.TextDocument(vscode.Uri.file(path.join(folder, name)), languageId, text);
  const editor = {
    document,
    decorations: new Map(),
    selection: new vscode.Selection(0, 0, 0, 0),
    setDecorations(type, list) {
      this.decorations.set(type, list);
    },
  };
  workspace.textDocuments.push(document);
  window.visibleTextEditors.push(editor);
  window.activeTextEditor = editor;
  emitters.onDidOpenTextDocument.fire(document);
  return { document, editor };
}

function change(document, text) {
  document.text = text;
  document.version += 1;
  emitters.onDidChangeTextDocument.fire({ document, contentChanges: [{ text }], reason: undefined });
}

/** Waits until something is there. */
async function eventually(what, look) {
  for (const until = Date.now() + 15_000; Date.now() < until; await new Promise((done) => setTimeout(done, 10))) {
    const found = await look();
    if (found) {
      return found;
    }
  }
  assert.fail(`${what} has not come; messages: ${JSON.stringify(state.messages)}, log: ${state.log.join("\n")}`);
}

const diagnostics = (document, count) =>
  eventually(`${count} errors of ${document.uri}`, () => {
    const all = state.diagnostics.get(document.uri.toString());
    const found = all?.filter(({ severity }) => severity === vscode.DiagnosticSeverity.Error);
    return found?.length === count ? found : undefined;
  });

const started = () => eventually("the server", () => state.commands.has("attrflow.run"));
const values = (editor) => [...editor.decorations.values()].flat().map((one) => one.renderOptions.after.contentText);
const messages = (kind) => state.messages.filter(([one]) => one === kind).map(([, text]) => text);

async function lenses(document) {
  const entry = await eventually("the lenses", () => state.providers.find(({ kind }) => kind === "CodeLens"));
  return entry.provider.provideCodeLenses(document, { isCancellationRequested: false, onCancellationRequested: () => {} });
}

test("what the manifest contributes is there, and what the extension registers is contributed", async () => {
  activate();
  const contributed = manifest.contributes.commands.map(({ command }) => command).sort();
  assert.deepEqual([...state.commands.keys()].sort(), contributed);
  for (const { path: file } of [...manifest.contributes.grammars, ...manifest.contributes.snippets]) {
    JSON.parse(fs.readFileSync(path.join(FOLDER, file), "utf8"));
  }
  assert.ok(fs.existsSync(path.join(FOLDER, manifest.icon)));
});

test("the server starts for the first document that is attrflow's", async () => {
  activate();
  open("package.json", "json", '{"name": "x"}');
  open("Cargo.toml", "toml", "[package]\nname = 'x'\n");
  open("README.md", "markdown", "```sh\nattributeMappings\n```\n");
  await new Promise((done) => setTimeout(done, 300));
  assert.equal(state.commands.has("attrflow.run"), false);
  const { document } = open("export.json", "json", '{"attributeMappings": [{"targetAttributeName": "a", "source": {"expression": "Tolower([mail])"}}]}');
  const found = await diagnostics(document, 1);
  // A code is a link to its page on the site.
  assert.equal(found[0].code.value, "wrong-case-function");
  assert.match(found[0].code.target.path, /diagnostics\/wrong-case-function\.html$/);
  assert.equal(found[0].range.start.line, 0);
  assert.match(state.statusItems.at(-1).detail, /^attrflow \d/);
  change(document, document.text.replace("Tolower", "ToLower"));
  await diagnostics(document, 0);
  assert.deepEqual(state.messages, []);
});

for (const [name, language, text, count] of [
  ["mapping.toml", "toml", MAPPING.replace("Join", "Joyn"), 1],
  ["plain.toml", "plaintext", MAPPING.replace("Join", "Joyn"), 1],
  ["notes.md", "markdown", "```ad-attr-mapping-expr\nToLower([a]\n```\n", 1],
  ["export.json", "jsonc", '{"attributeMappings": [{"targetAttributeName": "a", "source": {"expression": "Tolower([mail])"}}]}', 1],
  ["attrflow.toml", "toml", "dialekt = 'entra'\n", 1],
  ["users.test.toml", "toml", "mapping = 'nowhere.toml'\n[[case]]\nname = 'a'\nrecord = {}\nexpect = { a = 'b' }\n", 1],
]) {
  test(`a document is checked: ${name}`, async () => {
    activate();
    const { document } = open(name, language, text);
    await diagnostics(document, count);
  });
}

test("a mapping that is typed into an empty document starts the server", async () => {
  activate();
  const { document } = open("new.toml", "toml", "");
  await new Promise((done) => setTimeout(done, 100));
  assert.equal(state.commands.has("attrflow.run"), false);
  change(document, "[[attribute]]\ntarget = 'a'\nvalue = 'Nothing([b])'\n");
  await diagnostics(document, 1);
});

test("a lens runs the mapping on the sample user", async () => {
  fs.writeFileSync(path.join(folder, "sample-user.json"), JSON.stringify(USER));
  activate();
  const { document, editor } = open("users.toml", "toml", MAPPING);
  await started();
  const [whole, first, second] = await lenses(document);
  assert.deepEqual([whole, first, second].map((lens) => lens.command.title), ["Run on sample user", "Run", "Run"]);
  await vscode.commands.executeCommand(whole.command.command, ...whole.command.arguments);
  assert.deepEqual(values(editor), ['→ "ada@contoso.com"', '→ "Ada Lovelace"']);
  const [decoration] = [...editor.decorations.values()].flat().slice(1);
  assert.equal(decoration.range.start.line, 13);
  assert.match(decoration.hoverMessage.value, /\[givenName\] +"Ada"/);
  const shown = JSON.parse(state.shown.at(-1).getText());
  assert.deepEqual([shown.status, shown.payload.displayName, "errors" in shown], ["ok", "Ada Lovelace", false]);
  // A change takes the values away.
  change(document, `${MAPPING}\n`);
  assert.deepEqual(values(editor), []);
  // One expression has no payload.
  const count = state.shown.length;
  await vscode.commands.executeCommand(second.command.command, ...second.command.arguments);
  assert.deepEqual([values(editor), state.shown.length], [['→ "Ada Lovelace"'], count]);
  await vscode.commands.executeCommand("attrflow.clearResults");
  assert.deepEqual(values(editor), []);
});

test("the command runs the mapping that the cursor is in, and errors are shown where they are", async () => {
  fs.writeFileSync(path.join(folder, "sample-user.json"), JSON.stringify(USER));
  state.settings["attrflow.showPayload"] = false;
  activate();
  const text = MAPPING.replace('Join(" ", [givenName], [surname])', 'CDate([givenName])').replace("'[userPrincipalName]'", "'Missing([mail])'");
  const { document, editor } = open("users.toml", "toml", text);
  await started();
  editor.selection = new vscode.Selection(8, 0, 8, 0);
  await vscode.commands.executeCommand("attrflow.runOnSampleUser");
  const found = values(editor);
  assert.equal(found.length, 2);
  assert.ok(found.every((one) => one.startsWith("✗ ")), found.join());
  assert.ok(found.some((one) => one.includes("`Missing`")), found.join());
  assert.deepEqual(state.shown, []);
  assert.equal(document.version, 1);
});

test("a sample user is made where there is none, from what the mapping reads", async () => {
  state.answers.info = "Create sample-user.json";
  activate();
  const { document, editor } = open("users.toml", "toml", MAPPING);
  await started();
  const [whole] = await lenses(document);
  await vscode.commands.executeCommand(whole.command.command, ...whole.command.arguments);
  const made = JSON.parse(fs.readFileSync(path.join(folder, "sample-user.json"), "utf8"));
  assert.deepEqual(Object.keys(made), ["id", "userPrincipalName", "givenName", "surname"]);
  assert.ok(values(editor).includes(`→ "${made.givenName} ${made.surname}"`));
  // Nobody is asked twice.
  assert.equal(messages("info").length, 1);
  await vscode.commands.executeCommand(whole.command.command, ...whole.command.arguments);
  assert.equal(messages("info").length, 1);
});

test("a sample user is chosen, and kept in the settings", async () => {
  fs.mkdirSync(path.join(folder, "users"));
  const file = path.join(folder, "users", "bob.json");
  fs.writeFileSync(file, JSON.stringify({ ...USER, givenName: "Bob" }));
  state.answers.info = "Choose a File…";
  state.chosenFiles = [vscode.Uri.file(file)];
  activate();
  const { document, editor } = open("users.toml", "toml", MAPPING);
  await started();
  const [whole] = await lenses(document);
  await vscode.commands.executeCommand(whole.command.command, ...whole.command.arguments);
  assert.deepEqual(state.updates, [["attrflow.sampleUser", "users/bob.json", vscode.ConfigurationTarget.Workspace]]);
  assert.ok(values(editor).includes('→ "Bob Lovelace"'));
  // Nothing is run where nothing is chosen.
  state.settings["attrflow.sampleUser"] = "";
  state.chosenFiles = undefined;
  await vscode.commands.executeCommand("attrflow.clearResults");
  await vscode.commands.executeCommand(whole.command.command, ...whole.command.arguments);
  assert.deepEqual(values(editor), []);
});

test("a sample user that is no user is named", async () => {
  fs.writeFileSync(path.join(folder, "sample-user.json"), "{");
  activate();
  const { document, editor } = open("users.toml", "toml", MAPPING);
  await started();
  const [whole] = await lenses(document);
  await vscode.commands.executeCommand(whole.command.command, ...whole.command.arguments);
  assert.match(messages("error")[0], /sample record/);
  assert.deepEqual(values(editor), []);
});

test("lenses can be turned off", async () => {
  state.settings["attrflow.codeLens"] = false;
  activate();
  const { document } = open("users.toml", "toml", MAPPING);
  await started();
  assert.deepEqual(await lenses(document), []);
});

test("the server is found by setting, in the extension, and on the path", async () => {
  const bundled = path.join(folder, "bundled", "bin", "attrflow");
  const elsewhere = path.join(folder, "else where", "attrflow");
  for (const file of [bundled, elsewhere]) {
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.symlinkSync(PROGRAM, file);
  }
  activate();
  const version = async () => {
    state.messages = [];
    await vscode.commands.executeCommand("attrflow.showVersion");
    return state.messages[0];
  };
  assert.match((await version())[1], /^attrflow: attrflow \d+\.\d+\.\d+, .*\(found by setting\)$/);
  state.settings["attrflow.server.path"] = "${workspaceFolder}/else where/attrflow";
  assert.match((await version())[1], /else where\/attrflow \(found by setting\)$/);
  state.settings["attrflow.server.path"] = "";
  process.env.PATH = `${path.dirname(elsewhere)}${path.delimiter}${home}`;
  assert.match((await version())[1], /bundled\/bin\/attrflow \(found by bundle\)$/);
  fs.unlinkSync(bundled);
  assert.match((await version())[1], /else where\/attrflow \(found by path\)$/);
  // A folder that is not absolute may be anybody's.
  process.env.PATH = path.relative(process.cwd(), path.dirname(elsewhere));
  assert.deepEqual((await version()).slice(0, 2), ["error", "attrflow: the program attrflow is neither in the extension nor on the PATH."]);
  state.settings["attrflow.server.path"] = "attrflow";
  assert.match((await version())[1], /is not an absolute path: attrflow\.$/);
  state.settings["attrflow.server.path"] = path.join(folder, "nothing");
  assert.match((await version())[1], /does not exist: .*nothing\.$/);
});

test("a server that is missing or does not start is said once, and a restart tries again", async () => {
  state.settings["attrflow.server.path"] = path.join(folder, "nothing");
  activate();
  const { document } = open("users.toml", "toml", MAPPING.replace("Join", "Joyn"));
  await eventually("the error", () => messages("error").length === 1);
  change(document, `${document.text}\n`);
  await new Promise((done) => setTimeout(done, 200));
  assert.equal(messages("error").length, 1);
  const broken = path.join(folder, "broken");
  fs.writeFileSync(broken, "#!/bin/sh\nexit 7\n", { mode: 0o755 });
  state.settings["attrflow.server.path"] = broken;
  await vscode.commands.executeCommand("attrflow.restart");
  assert.ok(messages("error").some((text) => text.includes("does not run")), messages("error").join("\n"));
  state.settings["attrflow.server.path"] = PROGRAM;
  await vscode.commands.executeCommand("attrflow.restart");
  await diagnostics(document, 1);
});

test("a changed setting starts the server again", async () => {
  activate();
  const { document } = open("users.toml", "toml", MAPPING.replace("Join", "Joyn"));
  await diagnostics(document, 1);
  const link = path.join(folder, "other");
  fs.symlinkSync(PROGRAM, link);
  state.settings["attrflow.server.path"] = link;
  emitters.onDidChangeConfiguration.fire({ affectsConfiguration: (name) => name === "attrflow.server" });
  await eventually("the other server", () => state.log.some((line) => line.includes("other (found by setting)")));
  await diagnostics(document, 1);
});
