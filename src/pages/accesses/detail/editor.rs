//! The state of one edit and its actions. The page creates it once and all parts share it. Knows no markup.

use std::sync::Arc;

use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::load::AccessId;
use super::notice::Notice;
use super::save::{Failure, Finished, Outcome, SaveRequest, Saved};
use super::{labels, save};
use crate::api::access::access_of_user::Access;
use crate::api::access::access_patch::AccessPatch;
use crate::api::http::client::Client;
use crate::app::context::use_client;
use crate::app::current_user::use_current_user;
use crate::app::identity::{IdentityWatch, use_identity};
use crate::app::mutation::Mutation;
use crate::browser::focus;
use crate::domain::access::describe::problems;
use crate::domain::access::edit::{AccessField, Roles, Values, diff, fields_of, inverse, merge};
use crate::domain::access::review::Review;
use crate::domain::access::save::Edit;
use crate::pages::accesses::change_log::ChangeLog;
use crate::pages::accesses::draft;
use crate::pages::accesses::draft::Draft;
use crate::ui::announcer::use_announcer;

/// All fields: an access of unknown type may have any of them.
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
    pub(crate) id: StoredValue<AccessId>,
    client: StoredValue<Client, LocalStorage>,
    /// The access as last read; `None` if it cannot be read.
    pub(crate) access: RwSignal<Option<Arc<Access>>>,
    /// The values the person saw.
    pub(crate) base: RwSignal<Values>,
    /// The values the person wants.
    pub(crate) mine: RwSignal<Values>,
    /// The edit under review.
    pub(crate) review: RwSignal<Option<Review>>,
    /// The save or undo under way.
    pub(crate) mutation: Mutation<Finished>,
    pub(crate) notice: RwSignal<Notice>,
    pub(crate) failure: RwSignal<Option<Failure>>,
    pub(crate) problems: RwSignal<Vec<(AccessField, &'static str)>>,
    /// A draft was restored.
    pub(crate) restored: RwSignal<bool>,
    /// Takes the focus when the button that had it disappears.
    pub(crate) review_button: NodeRef<html::Button>,
    /// Of the app: it outlives the page. Fetched at creation, because events have no context.
    change_log: StoredValue<ChangeLog>,
    identity: IdentityWatch,
    my_id: Memo<Option<String>>,
}

impl Editor {
    /// An edit of an access that can be read.
    pub(crate) fn of(id: AccessId, access: &Access) -> Self {
        Self::new(id, Some(Arc::new(access.clone())))
    }

    /// An edit of an access whose current values cannot be read.
    pub(crate) fn without_current_values(id: AccessId) -> Self {
        Self::new(id, None)
    }

    fn new(id: AccessId, access: Option<Arc<Access>>) -> Self {
        let values = access.as_deref().map(Values::of).unwrap_or_default();
        let me = use_current_user();
        let editor = Self {
            id: StoredValue::new(id),
            client: StoredValue::new_local(use_client()),
            access: RwSignal::new(access),
            base: RwSignal::new(values.clone()),
            mine: RwSignal::new(values),
            review: RwSignal::new(None),
            mutation: Mutation::new(),
            notice: RwSignal::new(Notice::Nothing),
            failure: RwSignal::new(None),
            problems: RwSignal::new(Vec::new()),
            restored: RwSignal::new(false),
            review_button: NodeRef::new(),
            change_log: StoredValue::new(expect_context()),
            identity: use_identity(),
            my_id: Memo::new(move |_| me.value().and_then(|me| me.user_uuid.known().cloned())),
        };
        editor.sync_draft();
        editor
    }

    /// The editable fields.
    pub(crate) fn fields(self) -> &'static [AccessField] {
        self.access.with(|access| {
            access
                .as_ref()
                .map_or(ALL, |access| fields_of(&access.access_type))
        })
    }

    /// What a save would send if nobody else changes anything.
    pub(crate) fn patch(self) -> AccessPatch {
        let fields = self.fields();
        self.base
            .with(|base| self.mine.with(|mine| diff(fields, base, mine)))
    }

    pub(crate) fn is_own(self) -> bool {
        let my_id = self.my_id.get();
        my_id.is_some() && self.id.with_value(|id| my_id.as_ref() == Some(&id.user_id))
    }

    /// Changes the wanted values.
    pub(crate) fn edit(self, change: impl FnOnce(&mut Values)) {
        self.mine.update(change);
        self.problems.set(Vec::new());
    }

    /// Adds or removes a role. If the current roles are unknown, selecting none means no change.
    pub(crate) fn toggle_role(self, role: String) {
        let is_unknown = self.base.with_untracked(|base| base.roles.is_none());
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
                Some(Roles::of(names)).filter(|roles| !is_unknown || !roles.names().is_empty());
        });
    }

    /// Opens the review, or says why it cannot.
    pub(crate) fn start_review(self) {
        if untrack(|| self.mutation.busy()) {
            return;
        }
        self.failure.set(None);
        let patch = untrack(|| self.patch());
        if patch.is_empty() {
            // "Saved" and its Undo stay, even if Enter was held too long.
            self.notice.update(|notice| match notice {
                Notice::Saved {
                    unchanged_since, ..
                } => *unchanged_since = true,
                other => *other = Notice::NothingToSave,
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

    /// Discards the changes.
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
        self.restore_focus();
    }

    /// Saves the reviewed edit.
    pub(crate) fn save(self, reviewed: Review) {
        self.base.set(reviewed.base.clone());
        self.mine.set(reviewed.wanted());
        self.run(
            async move |client, request| save::save(client, request).await,
            false,
        );
    }

    /// Undoes the last save.
    pub(crate) fn undo(self, sent: AccessPatch, inverse: AccessPatch) {
        self.failure.set(None);
        self.run(
            async move |client, request| save::undo(client, request, &sent, inverse).await,
            true,
        );
    }

    /// One save at a time. Continues if the page is left: a sent write cannot be recalled.
    fn run(
        self,
        work: impl AsyncFnOnce(&Client, &SaveRequest) -> Outcome + 'static,
        is_undo: bool,
    ) {
        if !self.mutation.start() {
            return;
        }
        let client = self.client.get_value();
        let owner = untrack(|| self.identity.owner());
        let request = untrack(|| SaveRequest {
            id: self.id.get_value(),
            edit: Edit {
                fields: self.fields(),
                base: self.base.get(),
                mine: self.mine.get(),
                own: self.is_own(),
            },
            without_current_values: self.access.with(Option::is_none),
        });
        let change_log = self.change_log.get_value();
        spawn_local(async move {
            let outcome = work(&client, &request).await;
            if let Outcome::Saved(saved) = &outcome {
                change_log.add(&request.id, saved, is_undo, client.now_ms());
            }
            self.mutation.finish(Finished::of(&outcome, &request.id));
            if !self.mutation.page_left() {
                self.finish(outcome, is_undo);
            } else if let (Outcome::Saved(_), Some(owner)) = (outcome, owner) {
                draft::remove(owner, &request.id);
            }
        });
    }

    fn finish(self, outcome: Outcome, is_undo: bool) {
        match outcome {
            Outcome::Saved(saved) => self.finish_saved(*saved, is_undo),
            Outcome::NoChange(access) => {
                self.adopt(*access, true);
                self.close_with(Notice::NoChange);
            }
            Outcome::NeedsReview { theirs, merge } => {
                let review = Review::after_conflict(
                    self.base.get_untracked(),
                    self.mine.get_untracked(),
                    *theirs,
                    *merge,
                );
                self.review.set(Some(review));
            }
            Outcome::ChangedMeanwhile(fields) => self.close_with(Notice::NotUndone(fields)),
            Outcome::Failed(failure) => {
                self.review.set(None);
                self.failure.set(Some(*failure));
            }
        }
    }

    fn finish_saved(self, saved: Saved, is_undo: bool) {
        let undo =
            inverse(&saved.sent, &saved.before).filter(|_| saved.not_as_requested.is_empty());
        // An undo keeps edits that were made since the save.
        self.adopt(saved.now, !is_undo);
        self.close_with(if is_undo {
            Notice::Undone {
                not_as_requested: saved.not_as_requested,
            }
        } else {
            Notice::Saved {
                undo: undo.map(|undo| Box::new((saved.sent, undo))),
                not_as_requested: saved.not_as_requested,
                merged_others: saved.merged_others,
                verified_by_reread: saved.verified_by_reread,
                unchanged_since: false,
            }
        });
    }

    /// Adopts the current access.
    fn adopt(self, access: Access, discards_edits: bool) {
        let now = Values::of(&access);
        let mine = if discards_edits {
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
        self.restore_focus();
    }

    /// Undo and Discard disappear when pressed: the focus must not fall to the body.
    fn restore_focus(self) {
        focus::recover_focus(move || {
            let button = self.review_button.try_get_untracked().flatten()?;
            Some(button.into())
        });
    }

    /// Stores unsaved edits for this tab as soon as the user is known; restores an earlier draft first.
    fn sync_draft(self) {
        let announcer = use_announcer();
        Effect::new(move |has_restored: Option<bool>| {
            let Some(owner) = self.identity.owner() else {
                return false;
            };
            let id = self.id.get_value();
            let is_untouched = untrack(|| self.patch().is_empty());
            if has_restored != Some(true)
                && is_untouched
                && let Some(Draft { base, mine }) = draft::load(owner, &id)
            {
                self.base.set(base);
                self.mine.set(mine);
                self.restored.set(true);
                announcer.announce(labels::RESTORED);
            }
            if self.patch().is_empty() {
                draft::remove(owner, &id);
            } else {
                let (base, mine) = (self.base.get(), self.mine.get());
                draft::store(owner, &id, &Draft { base, mine });
            }
            true
        });
    }
}
