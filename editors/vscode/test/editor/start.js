// Runs the tests in a real editor: `npm run test:editor`. It downloads Visual Studio Code, and needs a display; ATTRFLOW names the
// program.

const { runTests } = require("@vscode/test-electron");
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");

const program = process.env.ATTRFLOW ?? path.resolve(__dirname, "../../../../target/debug/attrflow");
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "attrflow-editor-"));
fs.mkdirSync(path.join(folder, ".vscode"));
fs.writeFileSync(
  path.join(folder, ".vscode/settings.json"),
  JSON.stringify({ "attrflow.server.path": program, "security.workspace.trust.enabled": false }),
);

runTests({
  extensionDevelopmentPath: path.resolve(__dirname, "../.."),
  extensionTestsPath: path.join(__dirname, "suite.js"),
  launchArgs: [folder, "--disable-extensions", "--skip-welcome", "--disable-workspace-trust"],
}).catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
