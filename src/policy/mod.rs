//! Decisions.
pub mod people {
    use crate::api::field::Field;
    pub fn display_name(
        a: &Field<String>,
        _b: &Field<String>,
        _c: &Field<String>,
        _d: &Field<String>,
    ) -> String {
        a.known().cloned().unwrap_or_default()
    }
}
