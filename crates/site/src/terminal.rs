//! Pictures of a terminal: a command and what it prints, with its colours, as SVG. The pictures of the README and of the site's
//! first page are made this way, so that they show what the program does.

use crate::{Failures, failed, root};
use std::fmt::Write;
use std::path::Path;
use std::process::Command;

/// The pictures: the name of the file, and the arguments of the command.
const PICTURES: &[(&str, &[&str])] = &[
    ("check.svg", &["check", "-e", "Join(\" \", [givenName] ToUper([surname]))"]),
    (
        "trace.svg",
        &["eval", "Coalesce([mail], Join(\"@\", ToLower([alias]), \"contoso.com\"))", "-a", "alias=Ada", "--trace"],
    ),
];

/// The size of a character and of the frame, in pixels.
const WIDTH: f64 = 8.4;
const HEIGHT: f64 = 19.0;
const EDGE: f64 = 20.0;

/// A piece of a line in one colour.
#[derive(Debug, Default, PartialEq)]
struct Piece {
    text: String,
    class: String,
}

/// Writes every picture.
pub(crate) fn draw(program: &Path, folder: &Path) -> Result<String, Failures> {
    for (name, picture) in pictures(program)? {
        let path = folder.join(name);
        std::fs::write(&path, picture).map_err(|error| failed(&path, &error))?;
    }
    Ok(format!("{} pictures in {}", PICTURES.len(), folder.display()))
}

/// The pictures in a folder that are not what the program prints.
pub(crate) fn outdated(program: &Path, folder: &Path) -> Result<Failures, Failures> {
    let pictures = pictures(program)?.into_iter();
    let old =
        pictures.filter(|(name, picture)| std::fs::read_to_string(folder.join(name)).ok().as_ref() != Some(picture));
    Ok(old.map(|(name, _)| format!("docs/pictures/{name} is out of date: `cargo xtask pictures` draws it")).collect())
}

/// Every picture, made with the program.
fn pictures(program: &Path) -> Result<Vec<(&'static str, String)>, Failures> {
    let mut pictures = Vec::new();
    for (name, arguments) in PICTURES {
        let run =
            Command::new(program).args(*arguments).current_dir(root()).env_clear().env("CLICOLOR_FORCE", "1").output();
        let run = run.map_err(|error| failed(program, &error))?;
        let mut lines = vec![prompt(arguments)];
        let printed = [run.stderr, run.stdout].concat();
        lines.extend(String::from_utf8_lossy(&printed).lines().map(pieces));
        pictures.push((*name, picture(&lines)));
    }
    Ok(pictures)
}

/// The command as somebody types it.
fn prompt(arguments: &[&str]) -> Vec<Piece> {
    let plain = |argument: &str| argument.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_./=".contains(&byte));
    let quoted = |argument: &&str| if plain(argument) { (*argument).to_owned() } else { format!("'{argument}'") };
    let words: Vec<String> = arguments.iter().map(quoted).collect();
    let piece = |text: &str, class: &str| Piece { text: text.to_owned(), class: class.to_owned() };
    vec![piece("$ ", "faint"), piece(&format!("attrflow {}", words.join(" ")), "bold")]
}

/// The pieces of a line with escape sequences for colours.
fn pieces(line: &str) -> Vec<Piece> {
    let mut pieces = vec![Piece::default()];
    let mut rest = line;
    while let Some((before, after)) = rest.split_once("\u{1b}[") {
        if let Some(piece) = pieces.last_mut() {
            piece.text.push_str(before);
        }
        let (numbers, behind) = after.split_once('m').unwrap_or((after, ""));
        let classes = numbers.split(';').filter_map(|number| match number {
            "1" => Some("bold"),
            "2" => Some("faint"),
            "31" => Some("red"),
            "32" => Some("green"),
            "33" => Some("yellow"),
            "36" => Some("cyan"),
            _ => None,
        });
        pieces.push(Piece { text: String::new(), class: classes.collect::<Vec<_>>().join(" ") });
        rest = behind;
    }
    if let Some(piece) = pieces.last_mut() {
        piece.text.push_str(rest);
    }
    pieces.retain(|piece| !piece.text.is_empty());
    pieces
}

/// The lines as a picture. Every piece is as wide as its characters, whatever the font.
fn picture(lines: &[Vec<Piece>]) -> String {
    let columns = |line: &Vec<Piece>| line.iter().map(|piece| piece.text.chars().count()).sum::<usize>();
    let widest = lines.iter().map(columns).max().unwrap_or_default();
    let (width, height) = (pixels(widest) + 2.0 * EDGE, lines.len() as f64 * HEIGHT + 2.0 * EDGE);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width:.0} {height:.0}\" width=\"{width:.0}\" height=\"{height:.0}\" \
         font-family=\"ui-monospace, 'Cascadia Mono', Menlo, Consolas, 'DejaVu Sans Mono', monospace\" font-size=\"14\">\n\
         <style>text {{ fill: #dfe3ea; white-space: pre }} .bold {{ font-weight: 700 }} .faint {{ fill: #7c8695 }} \
         .red {{ fill: #ff8a80 }} .green {{ fill: #8fd694 }} .yellow {{ fill: #f3c969 }} .cyan {{ fill: #7fd0e0 }}</style>\n\
         <rect width=\"100%\" height=\"100%\" rx=\"10\" fill=\"#161b22\"/>\n"
    );
    for (row, line) in lines.iter().enumerate() {
        let y = EDGE + row as f64 * HEIGHT + 14.0;
        let mut column = 0;
        for Piece { text, class } in line {
            let count = text.chars().count();
            let inside = text.trim_start();
            let start = count - inside.chars().count();
            let shown = inside.trim_end().chars().count();
            if shown > 0 {
                let (x, length) = (EDGE + pixels(column + start), pixels(shown));
                let class = if class.is_empty() { String::new() } else { format!(" class=\"{class}\"") };
                let _ = writeln!(
                    svg,
                    "<text x=\"{x:.1}\" y=\"{y:.1}\" textLength=\"{length:.1}\"{class}>{}</text>",
                    escaped(inside.trim_end())
                );
            }
            column += count;
        }
    }
    svg + "</svg>\n"
}

fn pixels(columns: usize) -> f64 {
    columns as f64 * WIDTH
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_read() {
        let piece = |text: &str, class: &str| Piece { text: text.to_owned(), class: class.to_owned() };
        assert_eq!(
            pieces("a \u{1b}[31;1merror[x]:\u{1b}[0m \u{1b}[36mb\u{1b}[0m"),
            [piece("a ", ""), piece("error[x]:", "red bold"), piece(" ", ""), piece("b", "cyan")]
        );
        assert!(picture(&[pieces("  <a> & b")]).contains(">&lt;a&gt; &amp; b</text>"));
    }
}
