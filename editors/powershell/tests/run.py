"""Tests the PowerShell module, and says what it ran.

Where PowerShell is, the Pester tests run in every edition that is installed. Where it is not, the scripts are parsed, and what the
module relies on is compared with the program: the options that it gives, and the members of JSON that it reads. This is always
done, because a change of the program shows there first.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import venv
from pathlib import Path
from xml.etree import ElementTree

HERE = Path(__file__).resolve().parent
MODULE = HERE.parent / "Attrflow"
ROOT = HERE.parents[2]
PROGRAM = os.environ.get("ATTRFLOW", str(ROOT / "target/debug/attrflow"))
VENV = ROOT / "target/powershell/venv"
PACKAGES = ["tree-sitter==0.26.1", "tree-sitter-powershell==0.26.4"]

# Syntax of PowerShell 7 that Windows PowerShell 5.1 does not have, as the parser names it or as it is written.
NEW_SYNTAX = {"ternary_expression", "null_coalesce_expression"}
NEW_SIGNS = re.compile(r"\?\?|\?\.|&&|\|\||-Parallel\b|-AsHashtable\b|-AsArray\b")


def fail(message):
    sys.exit(f"error: {message}")


def run(*arguments, given=""):
    """The output of the program; its exit code is of no interest where there is an output."""
    done = subprocess.run([PROGRAM, *arguments], input=given, capture_output=True, encoding="utf-8", check=False)
    if not done.stdout:
        fail(f"attrflow {' '.join(arguments)} has no output: {done.stderr}")
    return done.stdout


def with_parser():
    """Starts this program again where the parser is installed."""
    python = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if not python.exists():
        venv.create(VENV, with_pip=True)
    if Path(sys.prefix) != VENV:
        pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *PACKAGES]
        subprocess.run(pip, check=True)
        sys.exit(subprocess.run([str(python), __file__], check=False).returncode)


def walk(node):
    yield node
    for child in node.children:
        yield from walk(child)


def parsed(path):
    """The nodes of a script, which has to have no syntax error and nothing that only PowerShell 7 knows."""
    import tree_sitter_powershell
    from tree_sitter import Language, Parser

    text = path.read_bytes()
    # Windows PowerShell reads a script without a byte order mark in the code page of Windows.
    if not text.isascii():
        fail(f"{path.name} is not ASCII")
    nodes = list(walk(Parser(Language(tree_sitter_powershell.language())).parse(text).root_node))
    for node in nodes:
        line = node.start_point[0] + 1
        if node.type == "ERROR" or node.is_missing:
            fail(f"{path.name}:{line}: syntax error")
        if node.type in NEW_SYNTAX:
            fail(f"{path.name}:{line}: Windows PowerShell 5.1 has no {node.type}")
    code = bytearray(text)
    for node in nodes:
        if node.type in {"comment", "string_literal", "verbatim_string_characters", "expandable_string_literal"}:
            code[node.start_byte : node.end_byte] = b" " * (node.end_byte - node.start_byte)
    found = NEW_SIGNS.search(code.decode())
    if found:
        fail(f"{path.name}: Windows PowerShell 5.1 has no `{found.group()}`")
    return text.decode(), nodes


def text_of(node):
    return node.text.decode()


def check_functions(source, nodes, manifest):
    """Every exported function is there and has help: a synopsis, an example, and a text for each parameter."""
    exported = set(re.findall(r"'([A-Z][A-Za-z]+-Attrflow[A-Za-z]+)'", manifest))
    functions = {}
    for node in nodes:
        if node.type == "function_statement":
            name = next(text_of(child) for child in node.children if child.type == "function_name")
            functions[name] = node
    missing = exported - functions.keys()
    if missing or len(exported) < 3:
        fail(f"the manifest exports what is not there: {missing}")
    for name in sorted(exported):
        body = text_of(functions[name])
        help_text = re.search(r"<#(.*?)#>", body, re.S)
        if not help_text or ".SYNOPSIS" not in help_text[1] or ".EXAMPLE" not in help_text[1]:
            fail(f"{name} has no synopsis or no example")
        block = body[help_text.end() :]
        block = block[: re.search(r"\n    (begin|process|end) \{", block).start()]
        parameters = set(re.findall(r"\[[\w.\[\]]+\] \$(\w+)", block))
        explained = set(re.findall(r"\.PARAMETER (\w+)", help_text[1]))
        if parameters != explained:
            fail(f"the help of {name} and its parameters differ: {parameters ^ explained}")
        for example in re.findall(r"\.EXAMPLE\n\s+(.*)", help_text[1]):
            if name not in example:
                fail(f"an example of {name} does not call it: {example}")
    return len(exported)


def check_views(source):
    """Every view is of a type that a function returns, and shows properties that its objects have."""
    made = {}
    for properties, name in re.findall(r"\[ordered\] @\{(.*?)TypeNames\.Insert\(0, '([\w.]+)'\)", source, re.S):
        made.setdefault(name, set()).update(re.findall(r"(?:^|;)\s*(\w+)\s+=", properties, re.M))
    for view in ElementTree.parse(MODULE / "Attrflow.Format.ps1xml").iter("View"):
        name = view.find("ViewSelectedBy/TypeName").text
        shown = {node.text for node in view.iter("PropertyName")}
        shown |= set(re.findall(r"\$_\.(\w+)", "".join(node.text for node in view.iter("ScriptBlock"))))
        if not shown or not shown <= made.get(name, set()):
            fail(f"the view of {name} shows what its objects do not have: {shown - made.get(name, set())}")
        headers, items = len(list(view.iter("TableColumnHeader"))), len(list(view.iter("TableColumnItem")))
        if headers != items:
            fail(f"the view of {name} has {headers} headers and {items} columns")


def check_options(source):
    """Every option that the module gives to a command is one of the command's."""
    helps = {name: run(name, "--help") for name in ("check", "eval", "map", "diff", "fmt", "functions")}
    given = set(re.findall(r"'(--[a-z-]{2,})'", source))
    unknown = [option for option in given if not any(re.search(rf"{option}\b", text) for text in helps.values())]
    if unknown:
        fail(f"no command has the options {unknown}")
    for dialects in re.findall(r"ValidateSet\(('entra'.*?)\)", source):
        names = re.findall(r"'([^']+)'", dialects)
        values = re.search(r"--dialect.*?\[possible values: (.*?)\]", helps["eval"], re.S)[1]
        if names != re.split(r",\s+", values):
            fail(f"the dialects are {values}, and not {names}")
    return len(given)


def members(json_value):
    """The names of all members of a JSON value, at any depth."""
    if isinstance(json_value, dict):
        for name, value in json_value.items():
            yield name
            yield from members(value)
    elif isinstance(json_value, list):
        for item in json_value:
            yield from members(item)


def check_members(source):
    """Every member of JSON that the module reads is in the output of the command that it runs."""
    with tempfile.TemporaryDirectory() as folder:
        mapping = Path(folder) / "a.toml"
        mapping.write_text("[[attribute]]\ntarget = 'displayName'\nvalue = 'Tolower([a])'\n", encoding="utf-8")
        right = Path(folder) / "b.toml"
        right.write_text("[[attribute]]\ntarget = 'displayName'\nvalue = 'CDate([a])'\n", encoding="utf-8")
        records = Path(folder) / "r.ndjson"
        records.write_text('{"a": "2026-01-15"}\n{"a": "soon"}\n', encoding="utf-8")
        check = json.loads(run("check", "--format", "json", "--", str(mapping)))
        outcomes = run("eval", "--format", "ndjson", "-", str(records), given='FormatDateTime([a], , "yyyy-MM-dd", "yyyy")')
        envelopes = run("map", "--envelope", "--quiet", "--no-progress", "--", str(right), "-", given=records.read_text("utf-8"))
        without = json.loads(run("diff", "--format", "json", "--", str(right), str(right)))
        changed = Path(folder) / "c.toml"
        changed.write_text(right.read_text("utf-8").replace("CDate", "Trim"), encoding="utf-8")
        diff = json.loads(run("diff", "--format", "json", "--records", "-", "--", str(right), str(changed), given=records.read_text("utf-8")))
        functions = json.loads(run("functions", "--format", "json", "--", "Join"))
    lines = [json.loads(line) for line in envelopes.splitlines()]
    if [line["status"] for line in lines] != ["ok", "error"] or '"payload":{' not in envelopes:
        fail(f"the envelopes have another form: {envelopes}")
    answers = [json.loads(line) for line in outcomes.splitlines()]
    if len(answers) != 2 or not outcomes.startswith('{"value":"2026"}\n{"error":'):
        fail(f"the values have another form: {outcomes}")
    if "impact" not in without:
        fail("a comparison without records has no member `impact`")
    known = {
        "diagnostic": check["diagnostics"],
        "mapping": [one["mapping"] for one in check["diagnostics"] if one["mapping"]],
        "fix": [one["fix"] for one in check["diagnostics"] if one["fix"]],
        "outcome": answers,
        "envelope": lines,
        "fault": [fault for line in lines for fault in line["errors"]],
        "report": [check, diff, functions],
        "change": diff["changes"],
        "impact": diff["impact"],
        "function": functions["functions"],
    }
    count = 0
    for variable, value in known.items():
        names = set(members(value))
        read = re.findall(rf"\${variable}\.([a-z]\w*(?:\.[a-z]\w*)*)", source)
        for path in read:
            for name in path.split("."):
                count += 1
                if name not in names:
                    fail(f"the module reads `{path}` of `${variable}`, and the program has no `{name}`: {sorted(names)}")
        if not read:
            fail(f"the module reads nothing of `${variable}`: this test is out of date")
    return count


def shells():
    """The editions of PowerShell on this machine."""
    return [found for found in (shutil.which(name) for name in ("pwsh", "powershell")) if found]


def main():
    with_parser()
    source, nodes = "", []
    for script in [MODULE / "Attrflow.psm1", *sorted(MODULE.glob("P*/*.ps1"))]:
        text, of_script = parsed(script)
        source, nodes = source + text, nodes + of_script
    manifest, _ = parsed(MODULE / "Attrflow.psd1")
    listed = set(re.findall(r"'([\w/.-]+\.ps[a-z0-9]+)'", manifest[manifest.index("FileList") :]))
    there = {str(path.relative_to(MODULE).as_posix()) for path in MODULE.rglob("*.ps*")}
    if listed != there:
        fail(f"the manifest lists other files than there are: {listed ^ there}")
    for script in sorted(HERE.glob("*.ps1")):
        parsed(script)
    functions = check_functions(source, nodes, manifest)
    check_views(source)
    options, read = check_options(source), check_members(source)
    print(f"parsed; {functions} functions with help, {options} options and {read} members of JSON are as the program has them")
    for shell in shells():
        print(f"Pester in {shell}:", flush=True)
        environment = {**os.environ, "ATTRFLOW_PROGRAM": PROGRAM}
        arguments = [shell, "-NoProfile", "-NonInteractive", "-File", str(HERE / "run.ps1")]
        if subprocess.run(arguments, env=environment, check=False).returncode:
            fail("Pester tests fail")
    if not shells():
        print("PowerShell is not installed: the Pester tests did not run")


main()
