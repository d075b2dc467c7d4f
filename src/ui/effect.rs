//! An effect without its type: Leptos compiles the loop of an effect once for each closure, a kilobyte and a half each time.

use leptos::prelude::*;

/// Runs `run` now, and again whenever something it reads changes, until its owner goes.
pub fn effect(run: impl FnMut() + 'static) {
    let mut run: Box<dyn FnMut()> = Box::new(run);
    Effect::new(move |_| run());
}
