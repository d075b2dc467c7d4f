//! What every page has: a title, a heading that takes the focus after navigation, and its actions.

use leptos::html::H1;
use leptos::prelude::*;
use web_sys::FocusOptions;

use super::effect::effect;

/// True once the first page has been left. Only then does a heading take the focus: a page that is opened cold starts where the
/// browser starts.
#[derive(Clone, Copy)]
pub struct HasNavigated(StoredValue<bool>);

impl HasNavigated {
    #[must_use]
    pub fn new() -> Self {
        Self(StoredValue::new(false))
    }
}

impl Default for HasNavigated {
    fn default() -> Self {
        Self::new()
    }
}

/// A page with its `h1`; `document.title` follows it.
#[component]
pub fn Page(
    /// The heading, and the first part of the tab's title.
    title: &'static str,
    /// One line below the heading.
    #[prop(optional, into)]
    lead: Option<ViewFn>,
    /// Buttons at the end of the heading's row.
    #[prop(optional, into)]
    actions: Option<ViewFn>,
    /// For pages that use the whole width, such as tables.
    #[prop(optional)]
    wide: bool,
    children: Children,
) -> impl IntoView {
    let heading = NodeRef::<H1>::new();
    let navigated = use_context::<HasNavigated>();
    effect(move || {
        document().set_title(&format!("{title} - Rolecall"));
        let (Some(heading), Some(navigated)) = (heading.get(), navigated) else {
            return;
        };
        if navigated.0.get_value() {
            // Scrolling is up to whoever navigates: Back returns to where somebody was.
            let options = FocusOptions::new();
            options.set_prevent_scroll(true);
            let _ = heading.focus_with_options(&options);
        }
        navigated.0.set_value(true);
    });
    view! {
        <div class="page" class:page-wide=wide>
            <header class="page-head">
                <div>
                    <h1 tabindex="-1" node_ref=heading>{title}</h1>
                    {lead.map(|lead| view! { <p class="page-lead">{lead.run()}</p> })}
                </div>
                {actions.map(|actions| view! { <div class="page-actions">{actions.run()}</div> })}
            </header>
            {children()}
        </div>
    }
}
