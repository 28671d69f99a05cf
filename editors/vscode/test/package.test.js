// The packages: what is in them, and the tests of the extension with what is installed from one that has the program in it.

const assert = require("node:assert/strict");
const { execFileSync } = require("node:child_process");
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");
const { test } = require("node:test");

const PROGRAM = process.env.ATTRFLOW ?? path.resolve(__dirname, "../../../target/debug/attrflow");
const PACKAGE = path.resolve(__dirname, "../package.js");

/** Packages and unpacks into a new folder. */
function unpacked(...options) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "attrflow-vsix-"));
  const said = execFileSync(process.execPath, [PACKAGE, "--out", folder, ...options], { encoding: "utf8" });
  const file = said.trim().split("\n").pop();
  execFileSync("python3", ["-m", "zipfile", "-e", file, path.join(folder, "unpacked")]);
  return { folder, name: path.basename(file), content: path.join(folder, "unpacked"), size: fs.statSync(file).size };
}

const files = (folder) =>
  fs.readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath ?? entry.path, entry.name)))
    .sort();

test("the package for every platform has what is used and nothing else", () => {
  const { folder, content, size } = unpacked();
  assert.deepEqual(files(content), [
    "[Content_Types].xml",
    "extension.vsixmanifest",
    "extension/LICENSE.txt",
    "extension/changelog.md",
    "extension/dist/ThirdPartyNotices.txt",
    "extension/dist/extension.js",
    "extension/images/icon.png",
    "extension/language-configuration.json",
    "extension/package.json",
    "extension/readme.md",
    "extension/snippets/markdown.json",
    "extension/snippets/toml.json",
    "extension/syntaxes/escaped.tmLanguage.json",
    "extension/syntaxes/expression.tmLanguage.json",
    "extension/syntaxes/json.injection.tmLanguage.json",
    "extension/syntaxes/markdown.injection.tmLanguage.json",
    "extension/syntaxes/toml.injection.tmLanguage.json",
  ]);
  assert.ok(size < 300_000, `${size} bytes`);
  const manifest = JSON.parse(fs.readFileSync(path.join(content, "extension/package.json"), "utf8"));
  const notices = fs.readFileSync(path.join(content, "extension/dist/ThirdPartyNotices.txt"), "utf8");
  assert.match(notices, /^vscode-languageclient \d/m);
  assert.match(notices, /^semver \d/m);
  assert.equal("devDependencies" in manifest || "scripts" in manifest, false);
  fs.rmSync(folder, { recursive: true });
});

test("a package with the program runs it", () => {
  const { folder, name, content } = unpacked("--target", "linux-x64", "--server", PROGRAM);
  assert.match(name, /^attrflow-\d+\.\d+\.\d+-linux-x64\.vsix$/);
  const manifest = fs.readFileSync(path.join(content, "extension.vsixmanifest"), "utf8");
  assert.match(manifest, /TargetPlatform="linux-x64"/);
  const program = path.join(content, "extension/bundled/bin/attrflow");
  // The format keeps permissions, and Python's reader of it does not.
  fs.chmodSync(program, 0o755);
  const installed = path.join(content, "extension");
  const environment = { ...process.env, EXTENSION: installed, ATTRFLOW: program };
  delete environment.NODE_TEST_CONTEXT;
  execFileSync(process.execPath, ["--test", path.join(__dirname, "extension.test.js")], { env: environment, stdio: "pipe" });
  fs.rmSync(folder, { recursive: true });
});

test("a program without a platform is refused", () => {
  const run = () => execFileSync(process.execPath, [PACKAGE, "--target", "linux-x64"], { stdio: "pipe", encoding: "utf8" });
  assert.throws(run, (error) => /--target and --server belong together/.test(error.stderr));
});
