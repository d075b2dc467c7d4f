//! What the tabs of one browser tell each other: that a request is being sent, that something was changed. No tab believes
//! another about the settings: it reads them again. Nothing personal is told.

use std::time::Duration;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{BroadcastChannel, MessageEvent};

use crate::api::tenant::settings::UserSettings;
use crate::app::resource::ApiResource;

const CHANNEL: &str = "rolecall-settings";
/// A request takes no longer than that.
const LONGEST: Duration = Duration::from_secs(15);
const ASKING: &str = "asking";
const CHANGED: &str = "changed";

/// This tab's place among the others. Without the browser's help it is alone, and the service still takes one request only.
#[derive(Clone, Copy)]
pub(crate) struct TabSync {
    channel: StoredValue<Option<BroadcastChannel>, LocalStorage>,
    asking: RwSignal<bool>,
}

impl TabSync {
    pub(crate) fn join(read: ApiResource<UserSettings>) -> Self {
        let channel = BroadcastChannel::new(CHANNEL).ok();
        let asking = RwSignal::new(false);
        if let Some(channel) = &channel {
            let hear = Closure::<dyn FnMut(MessageEvent)>::new(move |message: MessageEvent| {
                let word = message.data().as_string();
                let _ = asking.try_set(word.as_deref() == Some(ASKING));
                match word.as_deref() {
                    // A tab that is closed meanwhile tells no end.
                    Some(ASKING) => {
                        let late = move || {
                            let _ = asking.try_set(false);
                        };
                        set_timeout(late, LONGEST);
                    }
                    Some(CHANGED) => read.refetch(),
                    _ => {}
                }
            });
            channel.set_onmessage(Some(hear.as_ref().unchecked_ref()));
            let hear = StoredValue::new_local(Some(hear));
            let closing = StoredValue::new_local(channel.clone());
            on_cleanup(move || {
                let _ = closing.try_with_value(BroadcastChannel::close);
                let _ = hear.try_update_value(Option::take);
            });
        }
        Self {
            channel: StoredValue::new_local(channel),
            asking,
        }
    }

    /// Whether another tab is sending a request; tracked.
    pub(crate) fn asking_elsewhere(self) -> bool {
        self.asking.get()
    }

    /// Tells that this tab is sending a request.
    pub(crate) fn tell_asking(self) {
        self.tell(ASKING);
    }

    /// Tells that this tab may have changed something.
    pub(crate) fn tell_changed(self) {
        self.tell(CHANGED);
    }

    fn tell(self, word: &str) {
        let _ = self.channel.try_with_value(|channel| {
            let channel = channel.as_ref()?;
            channel.post_message(&word.into()).ok()
        });
    }
}
