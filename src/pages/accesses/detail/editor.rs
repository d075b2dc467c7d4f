//! The state of one edit and what can be done with it. Made once by the page, shared by all of its parts; knows no markup.

use std::sync::Arc;

use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::load::Place;
use super::notice::Notice;
use super::review::Review;
use super::save;
use super::save::{Failure, Outcome, Saved, Wish};
use crate::api::access::access_of_user::Access;
use crate::api::access::access_patch::AccessPatch;
use crate::api::http::client::Client;
use crate::app::context::use_client;
use crate::app::current_user::use_current_user;
use crate::browser::focus;
use crate::domain::access::describe::problems;
use crate::domain::access::edit::{AccessField, Roles, Values, diff, fields_of, inverse, merge};
use crate::domain::access::save::Edit;
use crate::pages::accesses::change_log::Journal;
use crate::pages::accesses::draft;
use crate::pages::accesses::draft::Draft;
use crate::ui::announcer::{Announcer, use_announcer};

/// Every field there is: what can be filled in where the type is not known.
const ALL: &[AccessField] = &[
    AccessField::Roles,
    AccessField::TwoFactor,
    AccessField::SsoId,
    AccessField::Name,
    AccessField::Language,
];

/// Copies are the same edit.
#[derive(Clone, Copy)]
pub(crate) struct Editor {
    pub(crate) place: StoredValue<Place>,
    client: StoredValue<Client, LocalStorage>,
    /// The access as last read; `None` where it cannot be read.
    pub(crate) access: RwSignal<Option<Arc<Access>>>,
    /// The values that the person saw.
    pub(crate) base: RwSignal<Values>,
    /// The values that they want.
    pub(crate) mine: RwSignal<Values>,
    /// What is being reviewed.
    pub(crate) review: RwSignal<Option<Review>>,
    pub(crate) busy: RwSignal<bool>,
    pub(crate) notice: RwSignal<Notice>,
    pub(crate) failure: RwSignal<Option<Failure>>,
    pub(crate) problems: RwSignal<Vec<(AccessField, &'static str)>>,
    /// Whether a draft from before was found.
    pub(crate) restored: RwSignal<bool>,
    /// Where the focus goes when the button that had it is no longer needed.
    pub(crate) landing: NodeRef<html::Button>,
    /// Of the app: they outlive the page. Taken when it is made, for an event has no context.
    shared: StoredValue<(Announcer, Journal)>,
    username: Memo<Option<String>>,
    my_id: Memo<Option<String>>,
}

impl Editor {
    /// An edit of an access that can be read.
    pub(crate) fn of(place: Place, access: &Access) -> Self {
        Self::new(place, Some(Arc::new(access.clone())))
    }

    /// An edit of an access whose present values cannot be read.
    pub(crate) fn unseen(place: Place) -> Self {
        Self::new(place, None)
    }

    fn new(place: Place, access: Option<Arc<Access>>) -> Self {
        let values = access.as_deref().map(Values::of).unwrap_or_default();
        let me = use_current_user();
        let text = move |field: fn(
            &crate::api::tenant::whoami::Person,
        ) -> &crate::api::json::field::Field<String>| {
            Memo::new(move |_| me.value().and_then(|me| field(&me).known().cloned()))
        };
        let editor = Self {
            place: StoredValue::new(place),
            client: StoredValue::new_local(use_client()),
            access: RwSignal::new(access),
            base: RwSignal::new(values.clone()),
            mine: RwSignal::new(values),
            review: RwSignal::new(None),
            busy: RwSignal::new(false),
            notice: RwSignal::new(Notice::Nothing),
            failure: RwSignal::new(None),
            problems: RwSignal::new(Vec::new()),
            restored: RwSignal::new(false),
            landing: NodeRef::new(),
            shared: StoredValue::new((use_announcer(), expect_context())),
            username: text(|me| &me.name),
            my_id: text(|me| &me.user_uuid),
        };
        editor.keep_draft();
        editor
    }

    /// The fields that can be changed.
    pub(crate) fn fields(self) -> &'static [AccessField] {
        self.access.with(|access| {
            access
                .as_ref()
                .map_or(ALL, |access| fields_of(&access.access_type))
        })
    }

    /// What a save would send, if nobody else changes anything.
    pub(crate) fn patch(self) -> AccessPatch {
        let fields = self.fields();
        self.base
            .with(|base| self.mine.with(|mine| diff(fields, base, mine)))
    }

    pub(crate) fn is_own(self) -> bool {
        let my_id = self.my_id.get();
        my_id.is_some()
            && self
                .place
                .with_value(|place| my_id.as_ref() == Some(&place.user_id))
    }

    /// Changes what is wanted.
    pub(crate) fn edit(self, change: impl FnOnce(&mut Values)) {
        self.mine.update(change);
        self.problems.set(Vec::new());
    }

    /// Gives or takes a role. Where the present roles are not known, an empty choice is no choice.
    pub(crate) fn toggle_role(self, role: String) {
        let unseen = self.base.with_untracked(|base| base.roles.is_none());
        self.edit(|mine| {
            let mut names = mine
                .roles
                .take()
                .map(|roles| roles.names().to_vec())
                .unwrap_or_default();
            match names.iter().position(|name| *name == role) {
                Some(index) => drop(names.remove(index)),
                None => names.push(role),
            }
            mine.roles =
                Some(Roles::of(names)).filter(|roles| !unseen || !roles.names().is_empty());
        });
    }

    /// Opens the review, or says why there is nothing to review.
    pub(crate) fn start_review(self) {
        if self.busy.get_untracked() {
            return;
        }
        self.failure.set(None);
        let patch = untrack(|| self.patch());
        if patch.is_empty() {
            // "Saved" and its Undo stay: a key held a moment too long must not take them away.
            self.notice.update(|notice| match notice {
                Notice::Saved {
                    unchanged_since, ..
                } => *unchanged_since = true,
                other => *other = Notice::Unchanged,
            });
            return;
        }
        let problems = problems(&patch);
        if !problems.is_empty() {
            self.problems.set(problems);
            return;
        }
        self.notice.set(Notice::Nothing);
        self.review.set(Some(Review::of(
            self.base.get_untracked(),
            self.mine.get_untracked(),
        )));
    }

    /// Forgets what was edited.
    pub(crate) fn discard(self) {
        self.mine.set(
            self.access
                .with_untracked(|access| access.as_deref().map(Values::of).unwrap_or_default()),
        );
        self.base.set(self.mine.get_untracked());
        self.problems.set(Vec::new());
        self.failure.set(None);
        self.restored.set(false);
        self.notice.set(Notice::Nothing);
        self.land();
    }

    /// Saves what was reviewed, as it was decided in the dialog.
    pub(crate) fn save(self, reviewed: Review) {
        self.base.set(reviewed.base.clone());
        self.mine.set(reviewed.wanted());
        self.run(
            async move |client, wish| save::save(client, wish).await,
            false,
        );
    }

    /// Takes the last save back.
    pub(crate) fn undo(self, sent: AccessPatch, inverse: AccessPatch) {
        self.failure.set(None);
        self.run(
            async move |client, wish| save::undo(client, wish, &sent, inverse).await,
            true,
        );
    }

    /// One at a time, and to its end even if the page is left: what was sent cannot be called back.
    fn run(self, work: impl AsyncFnOnce(&Client, &Wish) -> Outcome + 'static, is_undo: bool) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        let client = self.client.get_value();
        let username = self.username.get_untracked();
        let wish = untrack(|| Wish {
            place: self.place.get_value(),
            edit: Edit {
                fields: self.fields(),
                base: self.base.get(),
                mine: self.mine.get(),
                own: self.is_own(),
            },
            unseen: self.access.with(Option::is_none),
        });
        let (announcer, journal) = self.shared.get_value();
        spawn_local(async move {
            let outcome = work(&client, &wish).await;
            if let Outcome::Saved(saved) = &outcome {
                journal.note(&wish.place, saved, is_undo, client.now_ms());
            }
            if self.busy.try_set(false).is_some() {
                // The page was left: what is known is said wherever the person is now.
                if let Outcome::Saved(_) = outcome {
                    announcer.announce(format!("Access {} saved.", wish.place.access_id));
                    if let Some(username) = username {
                        draft::forget(&username, &wish.place);
                    }
                }
                return;
            }
            self.settle(outcome, is_undo);
        });
    }

    fn settle(self, outcome: Outcome, is_undo: bool) {
        match outcome {
            Outcome::Saved(saved) => self.settle_saved(*saved, is_undo),
            Outcome::Already(access) => {
                self.take(*access, true);
                self.close_with(Notice::Already);
            }
            Outcome::Look { theirs, merge } => {
                let review = Review::again(
                    self.base.get_untracked(),
                    self.mine.get_untracked(),
                    *theirs,
                    *merge,
                );
                self.review.set(Some(review));
            }
            Outcome::ChangedSince(fields) => self.close_with(Notice::NotUndone(fields)),
            Outcome::Failed(failure) => {
                self.review.set(None);
                self.failure.set(Some(*failure));
            }
        }
    }

    fn settle_saved(self, saved: Saved, is_undo: bool) {
        let undo = inverse(&saved.sent, &saved.before).filter(|_| saved.otherwise.is_empty());
        // Edits made since the save (an undo comes later than them) stay edits.
        self.take(saved.now, !is_undo);
        self.close_with(if is_undo {
            Notice::Undone {
                otherwise: saved.otherwise,
            }
        } else {
            Notice::Saved {
                undo: undo.map(|undo| Box::new((saved.sent, undo))),
                otherwise: saved.otherwise,
                kept_others: saved.kept_others,
                found: saved.found,
                unchanged_since: false,
            }
        });
    }

    /// Takes the access as the service has it now.
    fn take(self, access: Access, settles: bool) {
        let now = Values::of(&access);
        let mine = if settles {
            now.clone()
        } else {
            self.base.with_untracked(|base| {
                self.mine
                    .with_untracked(|mine| merge(base, mine, &now).values)
            })
        };
        self.restored.set(false);
        self.access.set(Some(Arc::new(access)));
        self.base.set(now);
        self.mine.set(mine);
    }

    fn close_with(self, notice: Notice) {
        self.review.set(None);
        self.notice.set(notice);
        self.land();
    }

    /// Undo and Discard leave the page when they were pressed: the focus must not fall to its body.
    fn land(self) {
        focus::recover_focus(move || {
            let button = self.landing.try_get_untracked().flatten()?;
            Some(button.into())
        });
    }

    /// Keeps unsaved edits for this tab once it is known whose they are; finds those from before first.
    fn keep_draft(self) {
        let announcer = use_announcer();
        Effect::new(move |looked: Option<bool>| {
            let Some(username) = self.username.get() else {
                return false;
            };
            let place = self.place.get_value();
            let is_untouched = untrack(|| self.patch().is_empty());
            if looked != Some(true)
                && is_untouched
                && let Some(Draft { base, mine }) = draft::load(&username, &place)
            {
                self.base.set(base);
                self.mine.set(mine);
                self.restored.set(true);
                announcer.announce("Your unsaved changes from before are here.");
            }
            if self.patch().is_empty() {
                draft::forget(&username, &place);
            } else {
                let (base, mine) = (self.base.get(), self.mine.get());
                draft::keep(&username, &place, &Draft { base, mine });
            }
            true
        });
    }
}
