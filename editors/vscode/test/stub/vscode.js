// What the extension and the language client use of the module `vscode`, in memory: enough to run both with the real server. Every
// message, decoration, provider and command is kept in `state`, for tests to look at.

const fs = require("node:fs");
const path = require("node:path");

const state = {
  settings: {},
  updates: [],
  commands: new Map(),
  diagnostics: new Map(),
  providers: [],
  messages: [],
  answers: {},
  decorations: [],
  shown: [],
  log: [],
  statusItems: [],
  chosenFiles: undefined,
};

class Disposable {
  constructor(dispose) {
    this.run = dispose;
  }
  dispose() {
    this.run?.();
  }
}

class EventEmitter {
  listeners = new Set();
  event = (listener, thisArg, disposables) => {
    const bound = thisArg ? listener.bind(thisArg) : listener;
    this.listeners.add(bound);
    const subscription = new Disposable(() => this.listeners.delete(bound));
    disposables?.push?.(subscription);
    return subscription;
  };
  fire(event) {
    for (const listener of [...this.listeners]) {
      listener(event);
    }
  }
  dispose() {
    this.listeners.clear();
  }
}

class Position {
  constructor(line, character) {
    this.line = line;
    this.character = character;
  }
  isEqual(other) {
    return this.line === other.line && this.character === other.character;
  }
}

class Range {
  constructor(start, end, endLine, endCharacter) {
    const four = typeof start === "number";
    this.start = four ? new Position(start, end) : start;
    this.end = four ? new Position(endLine, endCharacter) : end;
  }
}

class Uri {
  constructor(scheme, authority, uriPath, query = "", fragment = "") {
    Object.assign(this, { scheme, authority, path: uriPath, query, fragment });
  }
  static file(file) {
    return new Uri("file", "", file);
  }
  static parse(text) {
    const [, scheme, , authority, uriPath] = /^([^:]+):(\/\/([^/]*))?(.*)$/.exec(text);
    return new Uri(scheme, authority ?? "", decodeURIComponent(uriPath));
  }
  static joinPath(base, ...parts) {
    return new Uri(base.scheme, base.authority, path.posix.join(base.path, ...parts));
  }
  get fsPath() {
    return this.path;
  }
  with(change) {
    const { scheme, authority, path: uriPath, query, fragment } = { ...this, ...change };
    return new Uri(scheme, authority, uriPath, query, fragment);
  }
  toString() {
    const encoded = this.path.split("/").map(encodeURIComponent).join("/");
    return this.scheme === "file" ? `file://${encoded}` : `${this.scheme}:${encoded}`;
  }
}

class MarkdownString {
  value = "";
  constructor(value = "") {
    this.value = value;
  }
  appendCodeblock(text, language) {
    this.value += `\`\`\`${language}\n${text}\n\`\`\`\n`;
    return this;
  }
}

/** A document whose text tests change. */
class TextDocument {
  version = 1;
  isClosed = false;
  isDirty = false;
  constructor(uri, languageId, text) {
    Object.assign(this, { uri, languageId, text });
  }
  get fileName() {
    return this.uri.fsPath;
  }
  getText() {
    return this.text;
  }
}

const emitters = Object.fromEntries(
  [
    "onDidOpenTextDocument", "onDidCloseTextDocument", "onDidChangeTextDocument", "onDidSaveTextDocument",
    "onWillSaveTextDocument", "onWillSaveTextDocumentWaitUntil", "onDidChangeConfiguration", "onDidChangeWorkspaceFolders",
    "onDidCreateFiles", "onDidRenameFiles", "onDidDeleteFiles", "onWillCreateFiles", "onWillRenameFiles", "onWillDeleteFiles",
    "onDidOpenNotebookDocument", "onDidCloseNotebookDocument", "onDidChangeNotebookDocument", "onDidSaveNotebookDocument",
    "onDidGrantWorkspaceTrust", "onDidChangeActiveTextEditor", "onDidChangeVisibleTextEditors", "onDidChangeActiveColorTheme",
    "onDidChangeTabs", "onDidChangeTabGroups",
  ].map((name) => [name, new EventEmitter()]),
);
const event = (name) => emitters[name].event;

const workspace = {
  textDocuments: [],
  notebookDocuments: [],
  workspaceFolders: undefined,
  isTrusted: true,
  name: "test",
  fs: {
    readFile: async (uri) => fs.readFileSync(uri.fsPath),
    writeFile: async (uri, bytes) => fs.writeFileSync(uri.fsPath, bytes),
    stat: async (uri) => fs.statSync(uri.fsPath),
    isWritableFileSystem: () => true,
  },
  getConfiguration: (section) => ({
    get: (key, standard) => state.settings[`${section}.${key}`] ?? standard,
    update: async (key, value, target) => {
      state.updates.push([`${section}.${key}`, value, target]);
      state.settings[`${section}.${key}`] = value;
    },
    has: () => false,
    inspect: () => undefined,
  }),
  getWorkspaceFolder: (uri) => workspace.workspaceFolders?.find((folder) => uri.path.startsWith(`${folder.uri.path}/`)),
  createFileSystemWatcher: () => new Disposable(),
  registerTextDocumentContentProvider: (scheme, provider) => {
    state.providers.push({ kind: "content", scheme, provider });
    return new Disposable();
  },
  openTextDocument: async (uri) => {
    const content = state.providers.find(({ kind, scheme }) => kind === "content" && scheme === uri.scheme)?.provider;
    return new TextDocument(uri, "json", content ? content.provideTextDocumentContent(uri) : fs.readFileSync(uri.fsPath, "utf8"));
  },
  applyEdit: async () => true,
};

const window = {
  activeTextEditor: undefined,
  visibleTextEditors: [],
  tabGroups: { all: [], close: async () => true, onDidChangeTabs: event("onDidChangeTabs"), onDidChangeTabGroups: event("onDidChangeTabGroups") },
  createOutputChannel: (name) => {
    const add = (line) => state.log.push(String(line));
    return { name, append: add, appendLine: add, replace: add, info: add, warn: add, error: add, debug: add, trace: add, clear() {}, show() {}, hide() {}, dispose() {}, onDidChangeLogLevel: new EventEmitter().event };
  },
  createTextEditorDecorationType: (options) => ({ options, dispose() {} }),
  setStatusBarMessage: (text) => state.messages.push(["status", text]),
  showTextDocument: async (document) => state.shown.push(document),
  showOpenDialog: async () => state.chosenFiles,
  withProgress: (_, task) => task({ report() {} }, { isCancellationRequested: false, onCancellationRequested: new EventEmitter().event }),
};
for (const [name, kind] of [["showInformationMessage", "info"], ["showWarningMessage", "warning"], ["showErrorMessage", "error"]]) {
  window[name] = async (text, ...choices) => {
    state.messages.push([kind, text, ...choices]);
    return choices.find((choice) => choice === state.answers[kind]);
  };
}

const languages = {
  createDiagnosticCollection: () => ({
    set: (uri, list) => state.diagnostics.set(uri.toString(), list ?? []),
    delete: (uri) => state.diagnostics.delete(uri.toString()),
    clear: () => state.diagnostics.clear(),
    dispose: () => state.diagnostics.clear(),
  }),
  createLanguageStatusItem: (id, selector) => {
    const item = { id, selector, dispose() {} };
    state.statusItems.push(item);
    return item;
  },
  match: (selector, document) => {
    const filters = [selector].flat().map((one) => (typeof one === "string" ? { language: one } : one));
    const fits = ({ language, scheme, pattern }) =>
      (!language || language === document.languageId) &&
      (!scheme || scheme === document.uri.scheme) &&
      (!pattern || document.uri.path.endsWith(pattern.replace("**/*", "")));
    return filters.some(fits) ? 10 : 0;
  },
};
const register = (kind) => (selector, provider) => {
  const entry = { kind, selector, provider };
  state.providers.push(entry);
  return new Disposable(() => state.providers.splice(state.providers.indexOf(entry), 1));
};

const commands = {
  registerCommand: (name, run) => {
    if (state.commands.has(name)) {
      throw new Error(`the command ${name} exists already`);
    }
    state.commands.set(name, run);
    return new Disposable(() => state.commands.delete(name));
  },
  executeCommand: async (name, ...args) => state.commands.get(name)?.(...args),
};

/** A namespace: what is not written out is an event without listeners, or a registration of a provider. */
const open = (known) =>
  new Proxy(known, {
    get(target, name) {
      if (name in target || typeof name === "symbol") {
        return target[name];
      }
      if (name in emitters) {
        return event(name);
      }
      if (/^(onDid|onWill)/.test(name)) {
        return new EventEmitter().event;
      }
      return /^register/.test(name) ? register(name.replace(/^register|Provider$/g, "")) : undefined;
    },
  });

/** Enumerations, whose values do not matter to the tests but have to differ. */
const enumeration = (...names) => Object.fromEntries(names.flatMap((name, number) => [[name, number], [number, name]]));

const known = {
  Disposable, EventEmitter, Position, Range, Uri, MarkdownString, TextDocument,
  workspace: open(workspace), window: open(window), languages: open(languages), commands: open(commands),
  env: { language: "en", appName: "stub", machineId: "", clipboard: {} },
  extensions: { getExtension: () => undefined, all: [], onDidChange: new EventEmitter().event },
  version: "1.91.0",
  Selection: class extends Range { get active() { return this.end; } },
  ThemeColor: class { constructor(id) { this.id = id; } },
  Diagnostic: class { constructor(range, message, severity) { Object.assign(this, { range, message, severity }); } },
  DiagnosticSeverity: enumeration("Error", "Warning", "Information", "Hint"),
  LanguageStatusSeverity: enumeration("Information", "Warning", "Error"),
  DecorationRangeBehavior: enumeration("OpenOpen", "ClosedClosed", "OpenClosed", "ClosedOpen"),
  ConfigurationTarget: { Global: 1, Workspace: 2, WorkspaceFolder: 3 },
  ViewColumn: { Active: -1, Beside: -2, One: 1 },
  TextDocumentSaveReason: { Manual: 1, AfterDelay: 2, FocusOut: 3 },
  CancellationTokenSource: class { token = { isCancellationRequested: false, onCancellationRequested: new EventEmitter().event }; cancel() {} dispose() {} },
  CancellationError: class extends Error {},
  CodeLens: class { constructor(range, command) { Object.assign(this, { range, command }); } },
  RelativePattern: class { constructor(base, pattern) { Object.assign(this, { base, pattern }); } },
};

/** Tests change these and fire these events. */
const test = { state, emitters, workspace, window };

module.exports = new Proxy({ ...known, test }, {
  get(target, name) {
    if (!(name in target) && typeof name === "string" && /^[A-Z]/.test(name)) {
      // A class that is only derived from, or an enumeration of which one value is read.
      target[name] = new Proxy(class { constructor(...args) { this.args = args; } }, {
        get: (type, key) => (key in type || typeof key === "symbol" ? type[key] : String(key)),
      });
    }
    return target[name];
  },
});
