//! `attrflow test`, as its users see it: pages with files, commands and console output.

mod hostile;
mod meta_work_accounts;
mod pages;
mod reports;
