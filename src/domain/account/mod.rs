//! Who is signed in: what whoami says about the person, their grants and the tenant's plan.
//! Pure functions.

pub mod billing;
pub mod grants;
pub mod whoami;
