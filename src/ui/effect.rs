//! An effect of one type for all closures: Leptos compiles its loop once per closure type, 1.5 KB each time.

use leptos::prelude::*;

/// Runs `run` now, and again whenever something it reads changes, until its owner is disposed.
pub fn effect(run: impl FnMut() + 'static) {
    let mut run: Box<dyn FnMut()> = Box::new(run);
    Effect::new(move |_| run());
}
