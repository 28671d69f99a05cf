//! A server of files on the loopback address, in the place of the host of releases. It also answers as a proxy that asks
//! people to sign in does: with a page, whatever is asked.

use std::fs;
use std::io::{self, BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};

/// What the server sends.
#[derive(Debug, Clone)]
pub(super) enum Content {
    /// The files of a folder. `/download/v…/NAME` and `/latest/download/NAME` are both its `NAME`.
    Folder(PathBuf),
    /// One page for all.
    Page(&'static str),
}

/// Serves on a port of its own for as long as this process lives. Returns the address.
pub(super) fn start(content: Content) -> io::Result<String> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let address = format!("http://{}", listener.local_addr()?);
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let content = content.clone();
            // A client that goes away is no concern of the next one.
            std::thread::spawn(move || drop(answer(&stream, &content)));
        }
    });
    Ok(address)
}

fn answer(stream: &TcpStream, content: &Content) -> io::Result<()> {
    let mut lines = BufReader::new(stream).lines();
    let first = lines.next().unwrap_or(Ok(String::new()))?;
    // The request is read to its end, or the answer may be lost.
    while lines.next().is_some_and(|line| line.is_ok_and(|line| !line.is_empty())) {}
    let path = first.split(' ').nth(1).unwrap_or_default();
    let body = match content {
        Content::Page(page) => Some(page.as_bytes().to_vec()),
        Content::Folder(folder) => file(path).and_then(|name| fs::read(Path::new(folder).join(name)).ok()),
    };
    let (status, body) = body.map_or(("404 Not Found", Vec::new()), |body| ("200 OK", body));
    let mut stream = stream;
    write!(stream, "HTTP/1.1 {status}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n", body.len())?;
    stream.write_all(&body)?;
    stream.flush()
}

/// The file that a path of the host of releases names.
fn file(path: &str) -> Option<&str> {
    let name = match path.strip_prefix("/latest/download/") {
        Some(name) => name,
        None => path.strip_prefix("/download/v")?.split_once('/')?.1,
    };
    (!name.is_empty() && !name.contains(['/', '\\']) && name != "..").then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_name_files_and_nothing_else() {
        let rows = [
            ("/latest/download/SHA256SUMS", Some("SHA256SUMS")),
            ("/download/v0.1.0/a.zip", Some("a.zip")),
            ("/download/v0.1.0/", None),
            ("/download/v0.1.0/../a", None),
            ("/latest/download/..", None),
            ("/a.zip", None),
            ("", None),
        ];
        for (path, expected) in rows {
            assert_eq!(file(path), expected, "{path}");
        }
    }
}
