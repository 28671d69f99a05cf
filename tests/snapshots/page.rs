//! A page of Markdown, as far as snapshots need it: headings, fences, and new bodies for fences. The content of the
//! fences is not interpreted here.

use std::ops::Range;

/// A fence: its kind, which is its last word, and the lines of its body.
#[derive(Clone, Debug)]
pub struct Fence {
    pub kind: String,
    /// Its content, each line with its line break.
    pub body: String,
    lines: Range<usize>,
}

/// A page.
pub struct Page {
    lines: Vec<String>,
    fences: Vec<Fence>,
    /// For each section, the fences in it.
    sections: Vec<Range<usize>>,
    replaced: Vec<(usize, String)>,
}

impl Page {
    pub fn new(text: &str) -> Self {
        let lines: Vec<String> = text.lines().map(str::to_owned).collect();
        let (mut fences, mut sections, mut first): (Vec<Fence>, _, _) = (Vec::new(), Vec::new(), 0);
        let mut open: Option<(String, usize)> = None;
        for (number, line) in lines.iter().enumerate() {
            match (&open, line.strip_prefix("```")) {
                (Some((kind, start)), Some("")) => {
                    let lines_of = *start..number;
                    let body = lines[lines_of.clone()].iter().map(|line| format!("{line}\n")).collect();
                    fences.push(Fence { kind: kind.clone(), body, lines: lines_of });
                    open = None;
                }
                (None, Some(info)) => {
                    let kind = info.split_whitespace().last().unwrap_or_default();
                    open = Some((kind.to_owned(), number + 1));
                }
                (None, None) if line.starts_with('#') => {
                    sections.push(first..fences.len());
                    first = fences.len();
                }
                _ => {}
            }
        }
        assert!(open.is_none(), "a fence is not closed");
        sections.push(first..fences.len());
        Page { lines, fences, sections, replaced: Vec::new() }
    }

    pub fn sections(&self) -> Vec<Range<usize>> {
        self.sections.clone()
    }

    /// The fences of a section with their numbers.
    pub fn fences(&self, section: &Range<usize>) -> Vec<(usize, Fence)> {
        section.clone().zip(self.fences[section.clone()].iter().cloned()).collect()
    }

    pub fn body(&self, fence: usize) -> &str {
        &self.fences[fence].body
    }

    /// The number of the line on which a fence opens.
    pub fn line(&self, fence: usize) -> usize {
        self.fences[fence].lines.start
    }

    pub fn replace(&mut self, fence: usize, body: String) {
        self.replaced.push((fence, body));
    }

    /// The page with its new bodies.
    pub fn text(&self) -> String {
        let mut text = String::new();
        let mut next = 0;
        for (fence, body) in &self.replaced {
            let lines = &self.fences[*fence].lines;
            text.extend(self.lines[next..lines.start].iter().map(|line| format!("{line}\n")));
            text += body;
            next = lines.end;
        }
        text.extend(self.lines[next..].iter().map(|line| format!("{line}\n")));
        text
    }
}
