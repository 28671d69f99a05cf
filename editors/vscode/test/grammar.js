// Runs the tests of the grammars. What the grammar of Markdown embeds is not there, and that is no news.

const { spawnSync } = require("node:child_process");
const fs = require("node:fs");
const path = require("node:path");

const here = path.join(__dirname, "grammar");
const others = ["json", "toml", "markdown"].flatMap((name) => ["-g", require.resolve(`tm-grammars/grammars/${name}.json`)]);
const tests = fs.readdirSync(here).map((name) => path.join(here, name));
const program = require.resolve("vscode-tmgrammar-test/dist/unit.js");
const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...others, ...tests], {
  cwd: path.dirname(__dirname),
  encoding: "utf8",
});
console.log(`${stdout}${stderr}`.split("\n").filter((line) => !line.startsWith("grammar not found")).join("\n").trim());
process.exitCode = status ?? 1;
