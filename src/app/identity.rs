//! Whether it is still the same user who is signed in. The cookie is the browser's, not the page's: somebody else may sign in in another
//! tab, or come Back to a page that the browser has kept. The first whoami says whose page this is; it is asked again before each
//! write, when the tab is looked at, and when another tab says so. Another user: nothing is sent, and the app starts anew.
//!
//! A write leaves only once whoami has confirmed the user; writes that overlap share a recent confirmation. As long as whoami has
//! never told who it is (this installation doesn't have it, or it fails), there is nothing to compare with: the server decides alone.

use std::time::Duration;

use js_sys::Date;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, PageTransitionEvent};

use super::context::use_client;
use super::resource::ApiResource;
use super::session::{Session, SignOutState};
use crate::api::http::error::{ApiError, ErrorKind};
use crate::api::tenant::whoami;
use crate::api::tenant::whoami::Person;
use crate::browser::online::on_back_online;
use crate::browser::tab_sync::TabSync;
use crate::domain::identity::{Comparison, Identity};
use crate::ui::effect::effect;

/// "Look again who is signed in." Nothing else is said there.
const LOOK_AGAIN: &str = "rolecall-session";
/// "Signed out here."
const SIGNED_OUT: &str = "rolecall-signed-out";
/// Overlapping writes share a confirmation that was asked for at most this long ago, so that 200 writes don't ask 200 times.
const SHARED_MS: f64 = 500.0;
/// Looking at the tab asks at most this often,
const LOOK_MS: f64 = 1_000.0;
/// and this often while whoami fails.
const LOOK_AFTER_FAILURE_MS: f64 = 30_000.0;
/// Until then a page that came Back is just blank: usually whoami is faster.
const PATIENCE: Duration = Duration::from_millis(500);

/// What hides a page that came Back from the browser's cache.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Curtain {
    Open,
    /// Whoami is asked; `true`: it takes long enough to say so.
    Asking(bool),
    /// It is not known who is signed in.
    Failed(ApiError),
}

/// Copies are the same watch.
#[derive(Clone, Copy)]
pub struct IdentityWatch {
    session: Session,
    has_service: bool,
    known: RwSignal<Option<Identity>>,
    probe: ApiResource<Person>,
    pub(super) curtain: RwSignal<Curtain>,
    /// When whoami was asked what confirmed the user; 0 if something has hinted at a change since.
    confirmed: StoredValue<f64>,
    asked: StoredValue<f64>,
    is_looking: StoredValue<bool>,
    /// No look before this time.
    next_look: StoredValue<f64>,
    is_look_planned: StoredValue<bool>,
    signed_out_elsewhere: StoredValue<bool>,
    focused: StoredValue<Option<HtmlElement>, LocalStorage>,
}

impl IdentityWatch {
    /// Watches from now on, and guards the writes of the client in the context.
    pub(super) fn start(session: Session, has_service: bool) -> Self {
        let watch = Self {
            session,
            has_service,
            known: RwSignal::new(None),
            probe: ApiResource::lazy(|client, cancel| async move {
                whoami::get_fresh(&client, &cancel).await
            }),
            curtain: RwSignal::new(Curtain::Open),
            confirmed: StoredValue::new(0.0),
            asked: StoredValue::new(0.0),
            is_looking: StoredValue::new(false),
            next_look: StoredValue::new(0.0),
            is_look_planned: StoredValue::new(false),
            signed_out_elsewhere: StoredValue::new(false),
            focused: StoredValue::new_local(None),
        };
        if has_service {
            use_client().guard_writes(move |others| Box::pin(watch.admit(others)));
        }
        watch.listen();
        watch.sync_tabs();
        watch
    }

    /// Marks what belongs to the user in the browser's storage; `None` until whoami has said who it is. Tracked.
    #[must_use]
    pub fn owner(self) -> Option<u64> {
        self.known.with(|known| known.as_ref()?.owner())
    }

    /// Whoami said this, whoever asked.
    pub(super) fn saw(self, person: &Person) -> Result<(), ApiError> {
        let now = Identity::of(person);
        let comparison = self
            .known
            .with_untracked(|known| known.as_ref().map(|known| known.compare(&now)));
        match comparison {
            None => {
                if now.is_known() {
                    self.known.set(Some(now));
                }
                Ok(())
            }
            Some(Comparison::Same) => Ok(()),
            Some(Comparison::Other) => {
                let owner = untrack(|| self.owner());
                self.session.start_anew(owner);
                Err(ApiError::new(ErrorKind::OtherUser))
            }
            Some(Comparison::Unknown) => Err(ApiError::new(ErrorKind::UserUnknown)),
        }
    }

    /// Asks whoami. Whoever asks meanwhile shares the response.
    async fn ask(self) -> Result<(), ApiError> {
        if !untrack(|| self.probe.loading()) {
            self.asked.set_value(Date::now());
            self.probe.refetch();
        }
        match self.probe.settled().await {
            Some(person) => {
                self.saw(&person)?;
                self.confirmed.set_value(self.asked.get_value());
                Ok(())
            }
            None => Err(untrack(|| self.probe.error())
                .unwrap_or_else(|| ApiError::new(ErrorKind::UserUnknown))),
        }
    }

    /// Whether a write may leave. `others`: other writes are under way.
    async fn admit(self, others: bool) -> Result<(), ApiError> {
        let age = Date::now() - self.confirmed.get_value();
        if others && (0.0..SHARED_MS).contains(&age) {
            return Ok(());
        }
        let was_known = self.known.with_untracked(Option::is_some);
        let Err(error) = self.ask().await else {
            return Ok(());
        };
        match error.kind {
            ErrorKind::Unauthenticated | ErrorKind::Offline | ErrorKind::OtherUser => Err(error),
            _ if !was_known => Ok(()),
            // Not as it came: "may have been saved" would be wrong.
            _ => Err(ApiError {
                detail: error.detail,
                retry_after: error.retry_after,
                request_id: error.request_id,
                ..ApiError::new(ErrorKind::UserUnknown)
            }),
        }
    }

    /// Something hints at another user: asks, unless nobody looks at the tab.
    fn look(self) {
        self.confirmed.set_value(0.0);
        if !self.has_service
            || !self.session.is_signed_in()
            || self.is_looking.get_value()
            || document().hidden()
        {
            return;
        }
        let now = Date::now();
        let wait = self.next_look.get_value() - now;
        // More than that: the clock was set back.
        if wait > 0.0 && wait <= LOOK_AFTER_FAILURE_MS {
            if !self.is_look_planned.get_value() {
                self.is_look_planned.set_value(true);
                let look = move || {
                    self.is_look_planned.set_value(false);
                    self.look();
                };
                set_timeout(look, Duration::from_millis(wait as u64 + 1));
            }
            return;
        }
        self.next_look.set_value(now + LOOK_MS);
        self.is_looking.set_value(true);
        self.session.set_looking(true);
        spawn_local(async move {
            let asked = self.ask().await;
            self.is_looking.set_value(false);
            self.session.set_looking(false);
            match asked {
                Ok(()) => {
                    self.signed_out_elsewhere.set_value(false);
                    self.session.confirm();
                    self.lift();
                }
                Err(error) => self.not_confirmed(error),
            }
        });
    }

    /// As [`IdentityWatch::look`], but at once.
    pub(super) fn look_now(self) {
        self.next_look.set_value(0.0);
        self.look();
    }

    fn not_confirmed(self, error: ApiError) {
        if error.kind != ErrorKind::Unauthenticated {
            self.next_look
                .set_value(Date::now() + LOOK_AFTER_FAILURE_MS);
        } else if self.signed_out_elsewhere.get_value() {
            self.session.end_everywhere();
        }
        if self.is_drawn() {
            self.curtain.set(Curtain::Failed(error));
        }
    }

    /// Whether the curtain hides the page.
    fn is_drawn(self) -> bool {
        self.curtain
            .with_untracked(|curtain| *curtain != Curtain::Open)
    }

    fn draw(self) {
        if !self.is_drawn() {
            let focused = document().active_element();
            self.focused
                .set_value(focused.and_then(|focused| focused.dyn_into().ok()));
        }
        self.curtain.set(Curtain::Asking(false));
    }

    fn lift(self) {
        if !self.is_drawn() {
            return;
        }
        self.curtain.set(Curtain::Open);
        // What is hidden can't have the focus.
        request_animation_frame(move || {
            if let Some(Some(focused)) = self.focused.try_update_value(Option::take) {
                let _ = focused.focus();
            }
        });
    }

    fn listen(self) {
        // The page is hidden before the browser puts it away, so that it is hidden when it comes Back.
        let persisted =
            |event: &web_sys::Event| event.unchecked_ref::<PageTransitionEvent>().persisted();
        let away = window_event_listener_untyped("pagehide", move |event| {
            if persisted(&event) && self.session.is_signed_in() {
                self.draw();
            }
        });
        let back = window_event_listener_untyped("pageshow", move |event| {
            if !persisted(&event) || !self.session.is_signed_in() {
                return;
            }
            self.draw();
            if self.known.with_untracked(Option::is_none) {
                // Nobody can tell whose page it was.
                let _ = window().location().reload();
                return;
            }
            self.is_looking.set_value(false);
            self.look_now();
            set_timeout(
                move || {
                    self.curtain.try_update(|curtain| {
                        if *curtain == Curtain::Asking(false) {
                            *curtain = Curtain::Asking(true);
                        }
                    });
                },
                PATIENCE,
            );
        });
        let focus = window_event_listener_untyped("focus", move |_| self.look());
        let visible = window_event_listener_untyped("visibilitychange", move |_| self.look());
        on_back_online(move || {
            if self.is_drawn() {
                self.look_now();
            }
        });
        on_cleanup(move || {
            [away, back, focus, visible]
                .into_iter()
                .for_each(|listener| listener.remove());
        });
    }

    /// The tabs of one browser have one session. They only tell each other to ask again.
    fn sync_tabs(self) {
        let look_again = TabSync::join(LOOK_AGAIN, Duration::ZERO, move || self.look_now());
        let signed_out = TabSync::join(SIGNED_OUT, Duration::ZERO, move || {
            if self.has_service {
                self.signed_out_elsewhere.set_value(true);
                self.look_now();
            } else if self.session.is_signed_in() {
                self.session.end_everywhere();
            }
        });
        effect(move || {
            if self.known.with(Option::is_some) {
                look_again.post_changed();
            }
        });
        effect(move || match self.session.sign_out_state() {
            Some(SignOutState::Done | SignOutState::Failed) => signed_out.post_changed(),
            None | Some(SignOutState::Pending) => {}
        });
    }
}

/// The watch of the app.
///
/// # Panics
/// Outside of [`super::App`].
#[must_use]
pub fn use_identity() -> IdentityWatch {
    expect_context()
}
