//! tmp
pub fn boolean(_: &str) -> Option<bool> {
    None
}
pub fn integer(t: &str) -> Option<i64> {
    t.parse().ok()
}
