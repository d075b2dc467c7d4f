//! What the tabs of one browser tell each other about one subject: that a write is under way, that something has changed.
//! Knows no subject: the name of the channel, the deadline and the callback are handed in. No data is passed on, so no tab
//! has to believe another: each reads again.

use std::time::Duration;

use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{BroadcastChannel, MessageEvent};

const BUSY: &str = "busy";
const CHANGED: &str = "changed";

/// This tab's end of the channel. In a browser without `BroadcastChannel` the tab is alone, which is safe: the server
/// decides anyway.
#[derive(Clone, Copy)]
pub struct TabSync {
    channel: StoredValue<Option<BroadcastChannel>, LocalStorage>,
    busy_elsewhere: RwSignal<bool>,
}

impl TabSync {
    /// Joins `channel`. `on_change` runs when another tab may have changed something. A tab that says it is busy and is
    /// then closed never says that it has finished: after `timeout`, which must be longer than any write, it counts as idle.
    pub fn join(channel: &str, timeout: Duration, on_change: impl Fn() + 'static) -> Self {
        let channel = BroadcastChannel::new(channel).ok();
        let busy_elsewhere = RwSignal::new(false);
        if let Some(channel) = &channel {
            let timer = StoredValue::new(None::<TimeoutHandle>);
            let stop_timer = move || {
                if let Some(Some(timer)) = timer.try_update_value(Option::take) {
                    timer.clear();
                }
            };
            let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
                let message = event.data().as_string();
                let busy = message.as_deref() == Some(BUSY);
                let _ = busy_elsewhere.try_set(busy);
                stop_timer();
                if busy {
                    let expire = move || {
                        let _ = busy_elsewhere.try_set(false);
                    };
                    let _ = timer.try_set_value(set_timeout_with_handle(expire, timeout).ok());
                } else if message.as_deref() == Some(CHANGED) {
                    on_change();
                }
            });
            channel.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
            let on_message = StoredValue::new_local(Some(on_message));
            let closing = StoredValue::new_local(channel.clone());
            on_cleanup(move || {
                let _ = closing.try_with_value(BroadcastChannel::close);
                let _ = on_message.try_update_value(Option::take);
                stop_timer();
            });
        }
        Self {
            channel: StoredValue::new_local(channel),
            busy_elsewhere,
        }
    }

    /// Whether a write is under way in another tab; tracked.
    #[must_use]
    pub fn busy_elsewhere(self) -> bool {
        self.busy_elsewhere.get()
    }

    /// Tells the other tabs that a write is under way in this one.
    pub fn post_busy(self) {
        self.post(BUSY);
    }

    /// Tells the other tabs that this one may have changed something.
    pub fn post_changed(self) {
        self.post(CHANGED);
    }

    fn post(self, message: &str) {
        let _ = self.channel.try_with_value(|channel| {
            let channel = channel.as_ref()?;
            channel.post_message(&message.into()).ok()
        });
    }
}
