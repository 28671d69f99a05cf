// Bundles the extension into one file: what it imports from npm is in it, and an installed extension has no node_modules.
const { buildSync } = require("esbuild");
const path = require("node:path");

buildSync({
  absWorkingDir: __dirname,
  entryPoints: ["src/extension.ts"],
  outfile: "dist/extension.js",
  bundle: true,
  external: ["vscode"],
  format: "cjs",
  platform: "node",
  target: "node20",
  minify: true,
  legalComments: "linked",
});
console.log(path.join(__dirname, "dist/extension.js"));
