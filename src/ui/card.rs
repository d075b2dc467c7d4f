//! A part of a page with a heading: the regions a person jumps between.

use leptos::oco::Oco;
use leptos::prelude::*;

/// A titled region. Its accessible name is `title`.
#[component]
pub fn Card(
    /// The heading and the region's name.
    title: &'static str,
    /// Unique in the page; the heading's id is derived from it.
    id: &'static str,
    /// While true, the region says that it is loading.
    #[prop(optional, into)]
    busy: Signal<bool>,
    /// At the end of the heading's row: a status, a switch.
    #[prop(optional, into)]
    aside: Option<ViewFn>,
    children: Children,
) -> impl IntoView {
    let heading = format!("{id}-heading");
    view! {
        <section
            class="card"
            id=id
            aria-labelledby=heading.clone()
            aria-busy=move || busy.get().then_some("true")
        >
            <header class="card-head">
                <h2 id=heading.clone()>{title}</h2>
                {aside.map(|aside| aside.run())}
            </header>
            {children()}
        </section>
    }
}

/// A label and its value, in a list of facts (`<dl class="facts">`).
#[component]
pub fn Fact(#[prop(into)] label: Oco<'static, str>, children: Children) -> impl IntoView {
    view! {
        <div class="fact">
            <dt>{label}</dt>
            <dd>{children()}</dd>
        </div>
    }
}
