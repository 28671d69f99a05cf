// Finds the program: by the setting, in the extension, on the PATH. Does not start it.

import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

/** What the search depends on, so that tests can give it. */
export interface Surroundings {
  /** The setting `attrflow.server.path`. */
  configured: string;
  /** The folder that the extension is installed in. */
  extension: string;
  /** The first folder of the workspace. */
  workspace: string | undefined;
  /** The variable PATH. */
  path: string;
  platform: NodeJS.Platform;
}

/** The program, and by what it was found. */
export interface Found {
  program: string;
  by: "setting" | "bundle" | "path";
}

/** Why there is no program. */
export interface Missing {
  message: string;
}

/** Finds the program, or says why there is none. */
export function findServer(surroundings: Surroundings): Found | Missing {
  const { configured, extension, workspace, platform } = surroundings;
  const name = platform === "win32" ? "attrflow.exe" : "attrflow";
  if (configured.trim()) {
    const program = expanded(configured.trim(), workspace);
    if (!path.isAbsolute(program)) {
      return { message: `the setting attrflow.server.path is not an absolute path: ${program}` };
    }
    return isFile(program)
      ? { program, by: "setting" }
      : { message: `the setting attrflow.server.path names a file that does not exist: ${program}` };
  }
  const bundled = path.join(extension, "bundled", "bin", name);
  if (isFile(bundled)) {
    return { program: bundled, by: "bundle" };
  }
  // The folders are searched here: to find a bare name, Windows also looks into the current folder, which may be anybody's.
  for (const folder of surroundings.path.split(path.delimiter)) {
    const program = path.join(folder, name);
    if (path.isAbsolute(folder) && isFile(program)) {
      return { program, by: "path" };
    }
  }
  return { message: "the program attrflow is neither in the extension nor on the PATH" };
}

function expanded(program: string, workspace: string | undefined): string {
  const home = program.replace(/^~(?=$|[/\\])/, () => os.homedir());
  return home.replace("${workspaceFolder}", () => workspace ?? "");
}

function isFile(program: string): boolean {
  try {
    return fs.statSync(program).isFile();
  } catch {
    return false;
  }
}
