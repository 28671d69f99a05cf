//! A proxy in front of a server that kills the client at a chosen request, at one of the two worst moments.

use crate::client::{Answer, Client};
use serde_json::Value as Json;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, ExitStatus, Stdio};

/// When the client is killed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moment {
    /// The client has sent the request, and the server does not receive it.
    Before,
    /// The server has processed the request, and the client does not receive the answer.
    After,
}

/// One request, and the server's answer.
#[derive(Debug)]
pub struct Exchange {
    pub method: String,
    pub path: String,
    pub status: u16,
}

/// The result of a client.
pub struct Ran {
    /// The requests that the server received.
    pub exchanges: Vec<Exchange>,
    /// Its exit status; `None` if it was killed.
    pub ended: Option<ExitStatus>,
}

/// Runs a client with the address of the proxy as its last argument. At the request whose number is in `kill`, counted
/// from 0, the client is killed with SIGKILL.
pub fn run(command: &mut Command, server: &Client, kill: Option<(usize, Moment)>) -> Ran {
    let listener = TcpListener::bind(("127.0.0.1", 0)).expect("there is a free port");
    listener.set_nonblocking(true).expect("it can be non-blocking");
    let address = listener.local_addr().expect("it has an address");
    let mut child = command.arg(format!("http://{address}")).stdin(Stdio::null()).spawn().expect("the client starts");
    let mut exchanges = Vec::new();
    loop {
        if let Some(ended) = child.try_wait().expect("the client has a status") {
            return Ran { exchanges, ended: Some(ended) };
        }
        let Ok((stream, _)) = listener.accept() else {
            std::thread::sleep(std::time::Duration::from_millis(1));
            continue;
        };
        stream.set_nonblocking(false).expect("it can be blocking");
        if serve(stream, server, kill, &mut exchanges, &mut child) {
            return Ran { exchanges, ended: None };
        }
    }
}

/// Serves one connection, request after request; true if the client was killed.
fn serve(
    stream: TcpStream,
    server: &Client,
    kill: Option<(usize, Moment)>,
    exchanges: &mut Vec<Exchange>,
    child: &mut Child,
) -> bool {
    let mut reader = BufReader::new(stream.try_clone().expect("a connection has two ends"));
    let mut stream = stream;
    while let Some((method, path, body)) = request(&mut reader) {
        let end = kill.filter(|(number, _)| *number == exchanges.len()).map(|(_, moment)| moment);
        if end == Some(Moment::Before) {
            stop(child);
            return true;
        }
        let Answer { status, body } = server.send(&method, &path, body.as_ref()).expect("the server answers");
        exchanges.push(Exchange { method, path, status });
        if end == Some(Moment::After) {
            stop(child);
            return true;
        }
        let text = if body.is_null() { String::new() } else { body.to_string() };
        let length = if status == 204 { String::new() } else { format!("Content-Length: {}\r\n", text.len()) };
        let head = format!("HTTP/1.1 {status} It\r\nContent-Type: application/scim+json\r\n{length}\r\n");
        if stream.write_all((head + &text).as_bytes()).is_err() {
            return false;
        }
    }
    false
}

fn stop(child: &mut Child) {
    child.kill().expect("it can be killed");
    child.wait().expect("it has ended");
}

/// The next request of a connection: its method, its path and its body.
fn request(reader: &mut impl BufRead) -> Option<(String, String, Option<Json>)> {
    let mut line = String::new();
    reader.read_line(&mut line).ok()?;
    let mut words = line.split_whitespace().map(str::to_owned);
    let (method, path) = (words.next()?, words.next()?);
    let mut length = 0;
    loop {
        let mut header = String::new();
        reader.read_line(&mut header).ok()?;
        let Some((name, value)) = header.split_once(':') else { break };
        if name.eq_ignore_ascii_case("content-length") {
            length = value.trim().parse().ok()?;
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    Some((method, path, serde_json::from_slice(&body).ok()))
}
