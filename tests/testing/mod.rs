//! `attrflow test`, as its users see it: pages with files, commands and what the console shows.

mod hostile;
mod meta_work_accounts;
mod pages;
mod reports;
