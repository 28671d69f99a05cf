// Which documents are attrflow's, by their names and texts: the server is started for the first of them, and not for every file
// of JSON. The server itself decides what a document is.

import type { TextDocument } from "vscode";

/** The languages that expressions stand in. */
export const LANGUAGES = ["json", "jsonc", "toml", "markdown"];

const SIGNS: Record<string, RegExp> = {
  json: /"(synchronizationRules|attributeMappings|SynchronizationRules|AttributeMappings)"/,
  toml: /^\s*\[\[\s*(attribute|object|object\s*\.\s*attribute)\s*\]\]/m,
  markdown: /^\s*(`{3,}|~{3,})\s*ad-attr-mapping-expr\b/m,
};

/** Whether the server has something to say about a document. */
export function isOurs(document: Pick<TextDocument, "uri" | "languageId" | "getText">): boolean {
  const name = document.uri.path.split("/").pop() ?? "";
  if (/^\.?attrflow\.toml$|\.test\.toml$/.test(name)) {
    return true;
  }
  const language = document.languageId === "jsonc" ? "json" : name.endsWith(".toml") ? "toml" : document.languageId;
  return SIGNS[language]?.test(document.getText()) ?? false;
}
