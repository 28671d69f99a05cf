// Bundles the extension into one file: what it imports from npm is in it, and an installed extension has no node_modules. The
// licences of what is in the bundle are written beside it.

const { buildSync } = require("esbuild");
const fs = require("node:fs");
const path = require("node:path");

const { metafile } = buildSync({
  absWorkingDir: __dirname,
  entryPoints: ["src/extension.ts"],
  outfile: "dist/extension.js",
  bundle: true,
  external: ["vscode"],
  format: "cjs",
  platform: "node",
  target: "node20",
  minify: true,
  legalComments: "none",
  metafile: true,
});

/** The folder of the package that a bundled file is from; nothing for a file of our own. */
const folderOf = (file) => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0];

/** The text of a package's licence, with its name and version. */
function notice(folder) {
  const { name, version, license } = JSON.parse(fs.readFileSync(path.join(__dirname, folder, "package.json"), "utf8"));
  const file = fs.readdirSync(path.join(__dirname, folder)).find((name) => /^licen[cs]e/i.test(name));
  if (!file) {
    throw new Error(`the package ${name} has no licence to be distributed with`);
  }
  const text = fs.readFileSync(path.join(__dirname, folder, file), "utf8");
  return `${name} ${version} (${license})\n\n${text.trim()}\n`;
}

const folders = [...new Set(Object.keys(metafile.inputs).map(folderOf).filter(Boolean))].sort();
fs.writeFileSync(path.join(__dirname, "dist/ThirdPartyNotices.txt"), folders.map(notice).join(`\n${"-".repeat(80)}\n\n`));
