// Packages the extension: `node package.js [--target PLATFORM --server FILE] [--out FOLDER]`. With a target, the program for that
// platform is in the package; without one, the package is for every platform, and the program has to be on the PATH.
//
// What is packaged is laid out in `target/vscode`, with the licences of the repository, and nothing else is in it.

const { createVSIX } = require("@vscode/vsce");
const fs = require("node:fs");
const path = require("node:path");
const { parseArgs } = require("node:util");

const root = path.resolve(__dirname, "../..");
const FILES = ["README.md", "CHANGELOG.md", "language-configuration.json", "images", "snippets", "syntaxes"];
const BUILT = ["dist/extension.js", "dist/ThirdPartyNotices.txt"];

const { values } = parseArgs({ options: { target: { type: "string" }, server: { type: "string" }, out: { type: "string" } } });

async function main() {
  const { target, server } = values;
  if ((target === undefined) !== (server === undefined)) {
    throw new Error("--target and --server belong together: a package with a program is for one platform");
  }
  require("./build.js");
  const manifest = JSON.parse(fs.readFileSync(path.join(__dirname, "package.json"), "utf8"));
  const stage = path.join(root, "target/vscode", target ?? "universal");
  fs.rmSync(stage, { recursive: true, force: true });
  for (const file of [...FILES, ...BUILT]) {
    fs.cpSync(path.join(__dirname, file), path.join(stage, file), { recursive: true });
  }
  const licences = ["LICENSE-MIT", "LICENSE-APACHE"].map((file) => fs.readFileSync(path.join(root, file), "utf8"));
  fs.writeFileSync(path.join(stage, "LICENSE.txt"), `MIT or Apache 2.0, at your choice.\n\n${licences.join("\n\n")}`);
  // What develops it is no part of it.
  const { scripts, devDependencies, ...published } = manifest;
  const complete = { ...published, files: ["**"] };
  fs.writeFileSync(path.join(stage, "package.json"), `${JSON.stringify(complete, undefined, 2)}\n`);
  if (server) {
    const program = path.join(stage, "bundled/bin", target.startsWith("win32") ? "attrflow.exe" : "attrflow");
    fs.mkdirSync(path.dirname(program), { recursive: true });
    fs.copyFileSync(server, program);
    fs.chmodSync(program, 0o755);
  }
  const folder = path.resolve(values.out ?? path.join(root, "target/dist"));
  fs.mkdirSync(folder, { recursive: true });
  const packagePath = path.join(folder, `${manifest.name}-${manifest.version}${target ? `-${target}` : ""}.vsix`);
  await createVSIX({ cwd: stage, packagePath, target, dependencies: false });
  console.log(packagePath);
}

main().catch((error) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
