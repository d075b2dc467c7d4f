//! The arithmetic of a grid of which only the rows in view are in the page: which rows a scroll position shows, where they are, and
//! where to scroll to for a row. Pure; works for more rows than the tallest element a browser can lay out.

/// Height of a row and of the header, in CSS pixels: `--row` of tokens.css.
pub(super) const ROW_HEIGHT: f64 = 40.0;
/// Firefox lays out 17.9 million pixels, Chromium 33.5 million. Taller content is scrolled to scale.
const MAX_HEIGHT: f64 = 16_000_000.0;
/// Rows kept ready on either side of those in view, so that a turn of the wheel shows no blank.
pub(super) const OVERSCAN: u32 = 8;
/// Rows that a frame adds on either side: more at once could be felt.
const STRIDE: u32 = 2;

/// Rows `first..end` are in the page, their top edge `top` pixels below that of all rows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Window {
    pub(super) first: u32,
    pub(super) end: u32,
    pub(super) top: f64,
}

/// So many rows behind an viewport_height so many pixels high.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Geometry {
    rows: u32,
    viewport_height: f64,
}

impl Geometry {
    pub(super) fn new(rows: u32, viewport_height: f64) -> Self {
        // Before layout there is no height; one row's height keeps the arithmetic sane.
        let viewport_height = viewport_height.max(ROW_HEIGHT);
        Self {
            rows,
            viewport_height,
        }
    }

    /// Whether so many rows are more than the viewport shows at once.
    pub(super) fn is_filled_by(&self, rows: u32) -> bool {
        f64::from(rows) * ROW_HEIGHT > self.viewport_height
    }

    /// Height of the element that scrolls.
    pub(super) fn height(&self) -> f64 {
        self.true_height().min(MAX_HEIGHT)
    }

    /// Height of the rows, however tall.
    fn true_height(&self) -> f64 {
        f64::from(self.rows) * ROW_HEIGHT
    }

    /// How many true pixels one pixel of scrolling is: 1 unless there are too many rows.
    fn scale(&self) -> f64 {
        let (far, short) = (
            self.true_height() - self.viewport_height,
            self.height() - self.viewport_height,
        );
        if short > 0.0 { far / short } else { 1.0 }
    }

    /// The rows that should be in the page at a scroll position, in the end.
    pub(super) fn window(&self, scroll_top: f64) -> Window {
        let (first, end) = self.in_view(scroll_top);
        let ready = (end + OVERSCAN).min(self.rows);
        self.placed(scroll_top, first.saturating_sub(OVERSCAN), ready)
    }

    /// A step from one window towards that: all that is in view, what is there already, and a few more rows. Rows are expensive: a
    /// long jump makes only those that are seen, and the others with the next frames.
    pub(super) fn step(&self, scroll_top: f64, before: Option<&Window>) -> Window {
        let (first, end) = self.in_view(scroll_top);
        let all = self.window(scroll_top);
        let there = before
            .map(|before| (before.first.max(all.first), before.end.min(all.end)))
            .filter(|there| there.0 < there.1 && there.0 <= end && first <= there.1);
        let (first, end) =
            there.map_or((first, end), |there| (first.min(there.0), end.max(there.1)));
        let (first, end) = (first.saturating_sub(STRIDE), end + STRIDE);
        self.placed(scroll_top, first.max(all.first), end.min(all.end))
    }

    /// Rows of which any pixel is in the viewport.
    pub(super) fn in_view(&self, scroll_top: f64) -> (u32, u32) {
        let at = self.within(scroll_top) * self.scale();
        let first = (at / ROW_HEIGHT) as u32;
        let end = ((at + self.viewport_height) / ROW_HEIGHT).ceil() as u32;
        (first.min(self.rows), end.min(self.rows))
    }

    fn placed(&self, scroll_top: f64, first: u32, end: u32) -> Window {
        let scroll_top = self.within(scroll_top);
        let at = scroll_top * self.scale();
        Window {
            first,
            end,
            top: scroll_top - (at - f64::from(first) * ROW_HEIGHT),
        }
    }

    /// A valid scroll position.
    fn within(&self, scroll_top: f64) -> f64 {
        // Not `clamp`: its panic writes a fraction, which brings 7 KB of code along.
        scroll_top
            .min(self.height() - self.viewport_height)
            .max(0.0)
    }

    /// The first row that is wholly in view.
    pub(super) fn first_whole(&self, scroll_top: f64) -> u32 {
        let at = scroll_top.max(0.0) * self.scale();
        ((at / ROW_HEIGHT).ceil() as u32).min(self.rows.saturating_sub(1))
    }

    /// The rows that are wholly in view, the end excluded.
    pub(super) fn whole(&self, scroll_top: f64) -> (u32, u32) {
        let first = self.first_whole(scroll_top);
        let bottom = scroll_top.max(0.0) * self.scale() + self.viewport_height;
        let end = ((bottom / ROW_HEIGHT) as u32).min(self.rows);
        (first.min(end), end)
    }

    /// Rows that fit in the viewport: a page for the keyboard.
    pub(super) fn page(&self) -> u32 {
        ((self.viewport_height / ROW_HEIGHT) as u32)
            .saturating_sub(1)
            .max(1)
    }

    /// How many pixels below the first pixel in view a row begins.
    pub(super) fn below(&self, row: u32, scroll_top: f64) -> f64 {
        f64::from(row) * ROW_HEIGHT - self.within(scroll_top) * self.scale()
    }

    /// Where to scroll to so that a row begins so many pixels below the first one in view.
    pub(super) fn top_for(&self, row: u32, below: f64) -> f64 {
        self.within((f64::from(row) * ROW_HEIGHT - below) / self.scale())
    }

    /// Where to scroll to so that the row is wholly in view; `None` if it is.
    pub(super) fn scroll_to(&self, row: u32, scroll_top: f64) -> Option<f64> {
        let scale = self.scale();
        let at = scroll_top * scale;
        let (top, bottom) = (f64::from(row) * ROW_HEIGHT, f64::from(row + 1) * ROW_HEIGHT);
        let wanted = if top < at {
            top
        } else if bottom > at + self.viewport_height {
            bottom - self.viewport_height
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
        fn puts_what_is_in_view_into_the_page_and_no_more_than_needed(
            rows in 0_u32..2_000_000, viewport_height in 40.0..2_000.0_f64, part in 0.0..=1.0_f64
        ) {
            let geometry = Geometry::new(rows, viewport_height);
            let most = (geometry.height() - viewport_height).max(0.0);
            let scroll_top = part * most;
            let window = geometry.window(scroll_top);
            prop_assert!(geometry.height() <= MAX_HEIGHT);
            prop_assert!(window.end - window.first <= (viewport_height / ROW_HEIGHT) as u32 + 2 + 2 * OVERSCAN);
            // Nothing blank at either edge of the viewport.
            prop_assert!(window.top <= scroll_top + 0.01);
            let bottom = window.top + f64::from(window.end - window.first) * ROW_HEIGHT;
            prop_assert!(bottom + 0.01 >= (scroll_top + viewport_height).min(geometry.height()));
        }

        #[test]
        fn steps_show_all_that_is_in_view_and_soon_reach_the_whole_window(
            rows in 0_u32..2_000_000, viewport_height in 40.0..2_000.0_f64, parts in proptest::collection::vec(0.0..=1.0_f64, 1..4)
        ) {
            let geometry = Geometry::new(rows, viewport_height);
            let mut window = None;
            for part in parts {
                let scroll_top = part * (geometry.height() - viewport_height).max(0.0);
                let all = geometry.window(scroll_top);
                let mut steps = 0;
                while window != Some(all) {
                    let next = geometry.step(scroll_top, window.as_ref());
                    prop_assert!(next.top <= scroll_top + 0.01);
                    let bottom = next.top + f64::from(next.end - next.first) * ROW_HEIGHT;
                    prop_assert!(bottom + 0.01 >= (scroll_top + viewport_height).min(geometry.height()));
                    prop_assert!(all.first <= next.first && next.end <= all.end);
                    window = Some(next);
                    steps += 1;
                    prop_assert!(steps <= OVERSCAN.div_ceil(STRIDE));
                }
            }
        }

        #[test]
        fn a_row_comes_back_to_where_it_was(
            rows in 1_u32..2_000_000, viewport_height in 40.0..2_000.0_f64, part in 0.0..=1.0_f64, pick in 0.0..1.0_f64
        ) {
            let geometry = Geometry::new(rows, viewport_height);
            let scroll_top = part * (geometry.height() - geometry.viewport_height).max(0.0);
            let (first, end) = geometry.in_view(scroll_top);
            let row = first + (f64::from(end - first) * pick) as u32;
            let back = geometry.top_for(row, geometry.below(row, scroll_top));
            prop_assert!((back - scroll_top).abs() < 0.01, "{back} {scroll_top}");
        }

        #[test]
        fn scroll_to_brings_a_row_wholly_into_view(
            rows in 1_u32..2_000_000, viewport_height in 40.0..2_000.0_f64, part in 0.0..=1.0_f64, pick in 0.0..1.0_f64
        ) {
            let geometry = Geometry::new(rows, viewport_height);
            let row = (f64::from(rows) * pick) as u32;
            let scroll_top = part * (geometry.height() - viewport_height).max(0.0);
            let scroll_top = geometry.scroll_to(row, scroll_top).unwrap_or(scroll_top);
            let window = geometry.window(scroll_top);
            prop_assert!(window.first <= row && row < window.end);
            let top = window.top + f64::from(row - window.first) * ROW_HEIGHT;
            prop_assert!(top >= scroll_top - 0.01 && top + ROW_HEIGHT <= scroll_top + viewport_height + 0.01);
        }
    }

    #[test]
    fn ends_with_the_last_of_a_million_rows() {
        let geometry = Geometry::new(1_000_000, 600.0);
        let window = geometry.window(geometry.height() - 600.0);
        assert_eq!(window.end, 1_000_000);
        assert_eq!(geometry.window(0.0).first, 0);
        let bottom = window.top + f64::from(window.end - window.first) * ROW_HEIGHT;
        assert!((bottom - geometry.height()).abs() < 0.01);
    }
}
