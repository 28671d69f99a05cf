//! The path that a document's URI names. The rules are about the text alone, so that what an editor on Windows sends is
//! read the same way on every system.
//!
//! Does not know whether there is such a file.

use percent_encoding::percent_decode_str;

/// The path of a URI, decoded; one that is not UTF-8 then stays encoded. A query and a fragment are not part of it.
pub(super) fn path(uri: &str) -> String {
    let end = uri.find(['?', '#']).unwrap_or(uri.len());
    let (scheme, rest) = uri.get(..end).and_then(|uri| uri.split_once(':')).unwrap_or_default();
    let (server, encoded) = match rest.strip_prefix("//") {
        Some(rest) => rest.split_at(rest.find('/').unwrap_or(rest.len())),
        None => ("", rest),
    };
    let path = percent_decode_str(encoded).decode_utf8().unwrap_or(encoded.into());
    let is_local = server.is_empty() || server.eq_ignore_ascii_case("localhost");
    // Elsewhere, what stands in the place of the server is no part of a path: `vscode-remote://ssh/home/ada`.
    if scheme.eq_ignore_ascii_case("file") && !is_local {
        return format!("//{server}{path}");
    }
    // In `/C:/mappings`, a Windows path follows a slash that belongs to the URI.
    path.strip_prefix('/').filter(|path| has_drive(path)).unwrap_or(&path).to_owned()
}

fn has_drive(path: &str) -> bool {
    matches!(path.as_bytes(), [letter, b':', ..] if letter.is_ascii_alphabetic())
}

#[cfg(test)]
mod tests {
    use super::path;

    #[test]
    fn a_uri_names_a_path() {
        for (uri, expected) in [
            ("file:///home/ada/m.json", "/home/ada/m.json"),
            ("file://localhost/home/ada/m.json", "/home/ada/m.json"),
            ("FILE:/home/ada/m.json", "/home/ada/m.json"),
            // Windows: a drive, encoded and not, and a share.
            ("file:///c%3A/Users/x/m.json", "c:/Users/x/m.json"),
            ("file:///C:/Users/x/m.json", "C:/Users/x/m.json"),
            ("file:///C:/a b.json", "C:/a b.json"),
            ("file:///C:/a%20b.json", "C:/a b.json"),
            ("file:///C%3A%5CUsers%5Cm.json", "C:\\Users\\m.json"),
            ("file://server/share/m.json", "//server/share/m.json"),
            ("file://server/share/a%20b.json", "//server/share/a b.json"),
            ("file:////server/share/m.json", "//server/share/m.json"),
            ("file:///1:/m.json", "/1:/m.json"),
            // What is encoded, what looks like it, and what is not UTF-8.
            ("file:///x/100%25.json", "/x/100%.json"),
            ("file:///x/%2525.json", "/x/%25.json"),
            ("file:///x/50%.json", "/x/50%.json"),
            ("file:///x/%+1%zz.json", "/x/%+1%zz.json"),
            ("file:///x/%C3%A9%F0%9F%98%80.json", "/x/é😀.json"),
            ("file:///x/é.json", "/x/é.json"),
            ("file:///x/%E9%20.json", "/x/%E9%20.json"),
            // `#` and `?` in a name are encoded; without that, they end the path.
            ("file:///x/a%23b%3Fc.json", "/x/a#b?c.json"),
            ("file:///x/a.json?b#c", "/x/a.json"),
            ("file:///x/a.json#b?c", "/x/a.json"),
            ("file:///C%3A/a%23b.json#L1", "C:/a#b.json"),
            // What is no file.
            ("untitled:Untitled-1", "Untitled-1"),
            ("vscode-remote://ssh/home/ada/m.json", "/home/ada/m.json"),
            ("file:", ""),
            ("file://server", "//server"),
            ("", ""),
        ] {
            assert_eq!(path(uri), expected, "{uri}");
        }
    }
}
