//! The arithmetic of rows of which only those in view are in the page: which rows a scroll position shows, where they stand,
//! and where to scroll to for a row. Pure; also for more rows than the highest element a browser can lay out.

/// Height of a row and of the header, in CSS pixels: `--row` of tokens.css.
pub(crate) const ROW: f64 = 40.0;
/// Firefox stops near 17.9 million pixels, Chromium near 33.5 million. Beyond this the scroll bar is to scale.
const HIGHEST: f64 = 16_000_000.0;
/// Rows kept ready on either side of what is in view, so that a turn of the wheel meets no blank.
pub(crate) const OVERSCAN: u32 = 8;
/// Rows a frame adds to those on either side: more at once would be felt.
const STRIDE: u32 = 2;

/// Rows `first..end` are in the page, their top edge `top` pixels below that of all rows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Window {
    pub(crate) first: u32,
    pub(crate) end: u32,
    pub(crate) top: f64,
}

/// So many rows behind an opening so many pixels high.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Geometry {
    rows: u32,
    opening: f64,
}

impl Geometry {
    pub(crate) fn new(rows: u32, opening: f64) -> Self {
        // Before it is laid out there is no height; a row's height at least keeps the sums sane.
        let opening = opening.max(ROW);
        Self { rows, opening }
    }

    /// Whether so many rows are more than the opening shows at once.
    pub(crate) fn is_filled_by(&self, rows: u32) -> bool {
        f64::from(rows) * ROW > self.opening
    }

    /// Height of the element that scrolls.
    pub(crate) fn height(&self) -> f64 {
        self.true_height().min(HIGHEST)
    }

    /// Pixels that the rows would take.
    fn true_height(&self) -> f64 {
        f64::from(self.rows) * ROW
    }

    /// How many true pixels one pixel of scrolling stands for: 1 unless the rows are too many.
    fn scale(&self) -> f64 {
        let (far, short) = (
            self.true_height() - self.opening,
            self.height() - self.opening,
        );
        if short > 0.0 { far / short } else { 1.0 }
    }

    /// The rows that should be in the page at a scroll position, in the end.
    pub(crate) fn window(&self, scrolled: f64) -> Window {
        let (first, end) = self.in_view(scrolled);
        let ready = (end + OVERSCAN).min(self.rows);
        self.placed(scrolled, first.saturating_sub(OVERSCAN), ready)
    }

    /// A step from one window towards that: all that is in view, what is there already, and a few rows more. Rows are dear: a
    /// jump to far away makes only those that are seen, and the others with the next frames.
    pub(crate) fn step(&self, scrolled: f64, before: Option<&Window>) -> Window {
        let (first, end) = self.in_view(scrolled);
        let all = self.window(scrolled);
        let there = before
            .map(|before| (before.first.max(all.first), before.end.min(all.end)))
            .filter(|there| there.0 < there.1 && there.0 <= end && first <= there.1);
        let (first, end) =
            there.map_or((first, end), |there| (first.min(there.0), end.max(there.1)));
        let (first, end) = (first.saturating_sub(STRIDE), end + STRIDE);
        self.placed(scrolled, first.max(all.first), end.min(all.end))
    }

    /// Rows of which any pixel is in the opening.
    pub(crate) fn in_view(&self, scrolled: f64) -> (u32, u32) {
        let at = self.within(scrolled) * self.scale();
        let first = (at / ROW) as u32;
        let end = ((at + self.opening) / ROW).ceil() as u32;
        (first.min(self.rows), end.min(self.rows))
    }

    fn placed(&self, scrolled: f64, first: u32, end: u32) -> Window {
        let scrolled = self.within(scrolled);
        let at = scrolled * self.scale();
        Window {
            first,
            end,
            top: scrolled - (at - f64::from(first) * ROW),
        }
    }

    /// A scroll position, put right.
    fn within(&self, scrolled: f64) -> f64 {
        // Not `clamp`: its panic writes a fraction, which brings 7 KB of code along.
        scrolled.min(self.height() - self.opening).max(0.0)
    }

    /// The first row that is wholly in view.
    pub(crate) fn first_whole(&self, scrolled: f64) -> u32 {
        let at = scrolled.max(0.0) * self.scale();
        ((at / ROW).ceil() as u32).min(self.rows.saturating_sub(1))
    }

    /// The rows that are wholly in view, the end excluded.
    pub(crate) fn whole(&self, scrolled: f64) -> (u32, u32) {
        let first = self.first_whole(scrolled);
        let bottom = scrolled.max(0.0) * self.scale() + self.opening;
        let end = ((bottom / ROW) as u32).min(self.rows);
        (first.min(end), end)
    }

    /// Rows that fit in the opening; a page for the keyboard.
    pub(crate) fn page(&self) -> u32 {
        ((self.opening / ROW) as u32).saturating_sub(1).max(1)
    }

    /// Where to scroll to so that the row is wholly in view; `None` if it is.
    pub(crate) fn reveal(&self, row: u32, scrolled: f64) -> Option<f64> {
        let scale = self.scale();
        let at = scrolled * scale;
        let (top, bottom) = (f64::from(row) * ROW, f64::from(row + 1) * ROW);
        let wanted = if top < at {
            top
        } else if bottom > at + self.opening {
            bottom - self.opening
        } else {
            return None;
        };
        Some(wanted / scale)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_is_in_view_is_in_the_page_and_no_more_than_needed(
            rows in 0_u32..2_000_000, opening in 40.0..2_000.0_f64, part in 0.0..=1.0_f64
        ) {
            let geometry = Geometry::new(rows, opening);
            let most = (geometry.height() - opening).max(0.0);
            let scrolled = part * most;
            let window = geometry.window(scrolled);
            prop_assert!(geometry.height() <= HIGHEST);
            prop_assert!(window.end - window.first <= (opening / ROW) as u32 + 2 + 2 * OVERSCAN);
            // Nothing blank at either edge of the opening.
            prop_assert!(window.top <= scrolled + 0.01);
            let bottom = window.top + f64::from(window.end - window.first) * ROW;
            prop_assert!(bottom + 0.01 >= (scrolled + opening).min(geometry.height()));
        }

        #[test]
        fn a_step_shows_all_that_is_in_view_and_a_few_steps_come_to_the_whole_window(
            rows in 0_u32..2_000_000, opening in 40.0..2_000.0_f64, parts in proptest::collection::vec(0.0..=1.0_f64, 1..4)
        ) {
            let geometry = Geometry::new(rows, opening);
            let mut window = None;
            for part in parts {
                let scrolled = part * (geometry.height() - opening).max(0.0);
                let all = geometry.window(scrolled);
                let mut steps = 0;
                while window != Some(all) {
                    let next = geometry.step(scrolled, window.as_ref());
                    prop_assert!(next.top <= scrolled + 0.01);
                    let bottom = next.top + f64::from(next.end - next.first) * ROW;
                    prop_assert!(bottom + 0.01 >= (scrolled + opening).min(geometry.height()));
                    prop_assert!(all.first <= next.first && next.end <= all.end);
                    window = Some(next);
                    steps += 1;
                    prop_assert!(steps <= OVERSCAN.div_ceil(STRIDE));
                }
            }
        }

        #[test]
        fn a_revealed_row_is_wholly_in_view(
            rows in 1_u32..2_000_000, opening in 40.0..2_000.0_f64, part in 0.0..=1.0_f64, pick in 0.0..1.0_f64
        ) {
            let geometry = Geometry::new(rows, opening);
            let row = (f64::from(rows) * pick) as u32;
            let scrolled = part * (geometry.height() - opening).max(0.0);
            let scrolled = geometry.reveal(row, scrolled).unwrap_or(scrolled);
            let window = geometry.window(scrolled);
            prop_assert!(window.first <= row && row < window.end);
            let top = window.top + f64::from(row - window.first) * ROW;
            prop_assert!(top >= scrolled - 0.01 && top + ROW <= scrolled + opening + 0.01);
        }
    }

    #[test]
    fn a_million_rows_end_with_the_last_row() {
        let geometry = Geometry::new(1_000_000, 600.0);
        let window = geometry.window(geometry.height() - 600.0);
        assert_eq!(window.end, 1_000_000);
        assert_eq!(geometry.window(0.0).first, 0);
        let bottom = window.top + f64::from(window.end - window.first) * ROW;
        assert!((bottom - geometry.height()).abs() < 0.01);
    }
}
