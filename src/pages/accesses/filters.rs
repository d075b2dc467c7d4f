//! The filters of the list. They only write the address; the page follows the address.

use leptos::html;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::view_state::ViewState;
use crate::api::access::AccessType;
use crate::pages::access::words::type_name;

pub(super) fn filters(state: Memo<ViewState>) -> impl IntoView {
    let user = NodeRef::<html::Input>::new();
    let navigate = use_navigate();
    let go = Callback::new(move |to: ViewState| {
        let options = NavigateOptions {
            scroll: false,
            ..NavigateOptions::default()
        };
        if to != state.get_untracked() {
            navigate(&to.href(), options);
        }
    });
    let filter = move |change: fn(&mut ViewState, String), value: String| {
        let mut to = state.get_untracked().at(0);
        change(&mut to, value);
        go.run(to);
    };
    // A type of tomorrow that stands in the address is offered too, so that the view says what it shows.
    let types = move || {
        let mut types: Vec<String> = AccessType::KNOWN
            .iter()
            .map(|one| one.wire().to_owned())
            .collect();
        let asked = state.with(|state| state.access_type.clone());
        if !asked.is_empty() && !types.contains(&asked) {
            types.push(asked);
        }
        types
    };
    view! {
        <form class="filters" role="search" aria-label="Filter accesses" on:submit=move |event| event.prevent_default()>
            <div class="field">
                <label for="filter-user">"User"</label>
                <input
                    class="input"
                    id="filter-user"
                    node_ref=user
                    type="search"
                    autocomplete="off"
                    spellcheck="false"
                    aria-describedby="filter-user-hint"
                    prop:value=move || state.with(|state| state.user.clone())
                    on:change=move |event| filter(|to, value| to.user = value, event_target_value(&event).trim().to_owned())
                />
                <p class="field-hint" id="filter-user-hint">{move || "Identifier; * stands for anything"}</p>
            </div>
            <div class="field">
                <label for="filter-type">"Type"</label>
                <select
                    class="select"
                    id="filter-type"
                    on:change=move |event| filter(|to, value| to.access_type = value, event_target_value(&event))
                    prop:value=move || state.with(|state| state.access_type.clone())
                >
                    <option value="">{move || "All types"}</option>
                    {move || types().into_iter().map(|wire| {
                        let selected = state.with_untracked(|state| state.access_type == wire);
                        let name = type_name(&AccessType::of_wire(&wire));
                        view! { <option value=wire selected=selected>{name}</option> }
                    }).collect_view()}
                </select>
            </div>
            {move || state.with(ViewState::is_filtered).then(|| view! {
                <button type="button" class="button" on:click=move |_| {
                    // The button leaves with the filters: the first of them takes the focus.
                    if let Some(user) = user.get_untracked() {
                        let _ = user.focus();
                    }
                    go.run(ViewState::default());
                }>"Clear filters"</button>
            })}
        </form>
    }
}
