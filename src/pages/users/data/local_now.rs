//! The present by the server's clock, with the days of the person's zone: what "today" means on this page.

use rolecall_directory::time::Now;

use crate::browser::local_day;

pub(crate) fn local_now(ms: i64) -> Now {
    Now {
        ms,
        day_start: local_day::start,
    }
}
