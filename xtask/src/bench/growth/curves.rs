//! Draws how the instructions of each command grow, for docs/benchmarks.md.
//!
//! Knows nothing of how they were counted.

use super::{Measured, failed};
use crate::shell::{Failure, root};
use std::fmt::Write;
use std::fs;

/// Where the drawing goes, from the root of the repository.
const FILE: &str = "docs/growth.svg";
/// How many small drawings stand in a row.
const COLUMNS: usize = 5;
/// The width and the height of one, with its name.
const CELL: (usize, usize) = (196, 112);
/// The width and the height of the curve.
const CURVE: (f64, f64) = (140.0, 72.0);

/// Draws one curve a command: the input across, the instructions without the start-up upwards, and behind it the straight
/// line.
pub(super) fn draw(measured: &[Measured]) -> Result<(), Failure> {
    let (width, height) = (COLUMNS * CELL.0, measured.len().div_ceil(COLUMNS) * CELL.1);
    let mut text = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" font-family=\"sans-serif\" \
         font-size=\"9\" role=\"img\" aria-label=\"Instructions against the size of the input, for each command\">\n\
         <rect width=\"{width}\" height=\"{height}\" fill=\"#fff\"/>\n"
    );
    let (across, up) = CURVE;
    for (number, it) in measured.iter().enumerate() {
        let (left, top) = (number % COLUMNS * CELL.0 + 8, number / COLUMNS * CELL.1 + 14);
        let _ = writeln!(
            text,
            "<g transform=\"translate({left} {top})\"><text>{}</text><g transform=\"translate(0 8)\" fill=\"none\">\
             <path d=\"M0 0V{up}H{across}\" stroke=\"#bbb\"/><path d=\"M0 {up}L{across} 0\" stroke=\"#ccc\" \
             stroke-dasharray=\"3\"/><polyline points=\"{}\" stroke=\"#06c\" stroke-width=\"1.5\"/></g>\
             <text x=\"{}\" y=\"76\" fill=\"#555\">× {:.2}</text></g>",
            it.path.name.replace('&', "&amp;").replace('<', "&lt;"),
            points(it),
            across + 4.0,
            it.ratio()
        );
    }
    text += "</svg>\n";
    fs::write(root().join(FILE), text).map_err(|error| failed(&error))
}

/// The curve through n, 2n and 4n, and through nothing at nothing as far as the first two tell.
fn points(it: &Measured) -> String {
    let [one, two, four] = it.counts.map(|count| count as f64);
    let nothing = 2.0 * one - two;
    let place = |(times, count): (f64, f64)| {
        let height = (count - nothing) / (four - nothing).max(1.0);
        format!("{:.1},{:.1}", CURVE.0 * times / 4.0, CURVE.1 * (1.0 - height))
    };
    [(0.0, nothing), (1.0, one), (2.0, two), (4.0, four)].map(place).join(" ")
}
