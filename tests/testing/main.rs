//! `attrflow test`, as its users see it: pages with files, commands and what the console shows.

#![allow(clippy::unwrap_used, clippy::panic)]

mod hostile;
mod meta_work_accounts;
mod pages;
mod reports;
