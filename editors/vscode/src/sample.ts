// The sample user: which file has it, and how it comes to be. The user is a JSON object, as a record of `attrflow map`.

import * as path from "node:path";
import * as vscode from "vscode";

const NAME = "sample-user.json";

/** Makes a sample with the attributes that a document reads. */
export type MakeSample = (document: vscode.Uri) => Promise<object>;

/** The file with the sample user for a document, if there is one. */
export async function findSample(document: vscode.Uri): Promise<vscode.Uri | undefined> {
  const configured = vscode.workspace.getConfiguration("attrflow", document).get<string>("sampleUser", "").trim();
  const root = vscode.workspace.getWorkspaceFolder(document)?.uri;
  if (configured) {
    return path.isAbsolute(configured) || !root ? vscode.Uri.file(configured) : vscode.Uri.joinPath(root, configured);
  }
  if (document.scheme !== "file") {
    return root && (await existing(vscode.Uri.joinPath(root, NAME)));
  }
  for (let folder = path.dirname(document.fsPath); ; folder = path.dirname(folder)) {
    const found = await existing(vscode.Uri.file(path.join(folder, NAME)));
    if (found || folder === path.dirname(folder) || folder === root?.fsPath) {
      return found;
    }
  }
}

/** The text of the sample user; if there is none, the user is asked to make or to choose one. */
export async function readSample(document: vscode.Uri, make: MakeSample): Promise<string | undefined> {
  const found = (await findSample(document)) ?? (await ask(document, make));
  if (!found) {
    return undefined;
  }
  // What is open counts, saved or not.
  const open = vscode.workspace.textDocuments.find((one) => one.uri.toString() === found.toString());
  try {
    return open?.getText() ?? new TextDecoder().decode(await vscode.workspace.fs.readFile(found));
  } catch {
    void vscode.window.showErrorMessage(`attrflow: the sample user ${found.fsPath} cannot be read.`);
    return undefined;
  }
}

async function ask(document: vscode.Uri, make: MakeSample): Promise<vscode.Uri | undefined> {
  const create = `Create ${NAME}`;
  const choose = "Choose a File…";
  const question = "attrflow: there is no sample user to run the mapping on.";
  const answer = await vscode.window.showInformationMessage(question, create, choose);
  if (answer === choose) {
    return chooseSample(document);
  }
  return answer === create ? createSample(document, make) : undefined;
}

/** Writes a sample user beside a document, and shows it. */
async function createSample(document: vscode.Uri, make: MakeSample): Promise<vscode.Uri | undefined> {
  const root = vscode.workspace.getWorkspaceFolder(document)?.uri;
  const folder = document.scheme === "file" ? vscode.Uri.file(path.dirname(document.fsPath)) : root;
  if (!folder) {
    void vscode.window.showErrorMessage("attrflow: save the document first, so that the sample user has a folder.");
    return undefined;
  }
  const file = vscode.Uri.joinPath(folder, NAME);
  const text = `${JSON.stringify(await make(document), undefined, 2)}\n`;
  await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(text));
  await vscode.window.showTextDocument(file, { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true });
  return file;
}

/** Asks for the file with the sample user, and keeps it in the settings of the workspace. */
export async function chooseSample(document: vscode.Uri | undefined): Promise<vscode.Uri | undefined> {
  const filters = { "JSON": ["json"] };
  const [file] = (await vscode.window.showOpenDialog({ title: "Sample User", filters })) ?? [];
  if (!file) {
    return undefined;
  }
  const root = document && vscode.workspace.getWorkspaceFolder(document)?.uri;
  const inside = root && path.relative(root.fsPath, file.fsPath);
  const named = inside && !inside.startsWith("..") && !path.isAbsolute(inside) ? inside.replaceAll("\\", "/") : file.fsPath;
  const target = root ? vscode.ConfigurationTarget.Workspace : vscode.ConfigurationTarget.Global;
  await vscode.workspace.getConfiguration("attrflow", document).update("sampleUser", named, target);
  return file;
}

async function existing(file: vscode.Uri): Promise<vscode.Uri | undefined> {
  try {
    await vscode.workspace.fs.stat(file);
    return file;
  } catch {
    return undefined;
  }
}
