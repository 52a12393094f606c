//! What every page of a workspace shows around its content.

use super::{
    ClosedByColumn, InvitationStatusColumn, Model, WorkspaceAccess, field,
    invitation::standing::progress,
    lifecycle::{Closing, Policy},
    reactivate::may_reactivate,
    waits,
};
use crate::{
    ground::{clock::local_time, error::Result, services::Services},
    guidance::{break_glass_session, consent, substitute_notice},
    people::{
        organisation::policy,
        person::{self, absence, contact},
    },
};
use chrono::NaiveDate;
use contract::{
    PersonId,
    absence::Away,
    bulk_action::Reason,
    closing::ClosingView,
    contact::Reachable,
    head::{Granted, InvitationStatus, May, WorkspaceHead},
    life::State,
    person::Side,
    staff::StaffRole,
    topic::Topic,
};
use sea_orm::ConnectionTrait;

impl From<InvitationStatusColumn> for InvitationStatus {
    fn from(column: InvitationStatusColumn) -> Self {
        match column {
            InvitationStatusColumn::Invited => Self::Invited,
            InvitationStatusColumn::AwaitingConfirmation => Self::AwaitingConfirmation,
            InvitationStatusColumn::Taken => Self::Taken,
        }
    }
}

/// Reads the head of an opened workspace.
pub(crate) async fn head(
    services: &Services,
    db: &impl ConnectionTrait,
    access: &WorkspaceAccess,
) -> Result<WorkspaceHead> {
    let row = &access.row;
    let open = |field, sealed| access.content.key.show(row.context(field), sealed);
    // Where they do not open, the log says so.
    let topics: Vec<Topic> = serde_json::from_str(&open(field::TOPICS, &row.topics)).unwrap_or_default();
    let people = [Some(row.counselor_id), row.customer_id].into_iter().flatten();
    let mut names = person::names(db, &services.keyring, people).await?;
    let is_counselor = access.is_owner();
    let candidate_born = match (is_counselor, row.invitation_status, row.customer_id) {
        (true, InvitationStatusColumn::AwaitingConfirmation, Some(candidate)) => {
            person::identity_code(db, &services.keyring, PersonId(candidate))
                .await?
                .and_then(|code| code.birth_date())
        }
        _ => None,
    };
    let is_customer = access.content.participant.is_customer();
    let may = may(access);
    let closed_now_through = if may.close {
        Some(closed_now(row, policy::load(db, row.policy_id).await?, access.timeline.today))
    } else {
        None
    };
    let organisation = access.content.organisation.id;
    let guides = person::roles(db, PersonId(row.counselor_id), organisation).await?;
    let guides = guides.contains(StaffRole::Counselor);
    let here = (row.id(), access.timeline.today);
    let away = if guides { away(services, db, access).await? } else { None };
    Ok(WorkspaceHead {
        id: row.id(),
        revision: row.revision,
        number: row.number,
        title: open(field::TITLE, &row.title),
        topics,
        organisation: access.content.organisation.name.clone(),
        counselor: names.remove(&row.counselor_id).filter(|_| guides),
        customers_language: if is_customer { None } else { Some(row.customers_language(db).await?) },
        customer: row.customer_id.and_then(|id| names.remove(&id)),
        co_professionals: consent::co_professionals(services, db, here).await?,
        granted: access.consent.map(|consent| Granted {
            since: consent.since.map(|since| local_time(since, access.content.organisation.zone)),
            through: consent.through,
        }),
        stands_in_through: access.stands_in_through,
        consents_asked: if is_customer && access.state() != State::Archived {
            consent::asked(db, here).await?
        } else {
            0
        },
        candidate: row.customer().filter(|_| may.confirm),
        candidate_born,
        invitation: progress(services, db, access).await?,
        customer_contact: if is_counselor && row.has_joined() {
            customer_contact(services, db, access).await?
        } else {
            None
        },
        counselor_phone: if is_customer && guides {
            contact::reachable(db, &services.keyring, PersonId(row.counselor_id)).await?.phone
        } else {
            None
        },
        invitation_status: row.invitation_status.into(),
        asks_reactivation: row.asked_on.is_some(),
        away,
        wait: waits(db, std::slice::from_ref(row)).await?.remove(&row.id()),
        address_refused: row.address_refused_at.is_some(),
        has_no_address: row.email.is_none(),
        supervised_at: if is_customer {
            break_glass_session::recently(services, row.id(), access.content.organisation.zone).await?
        } else {
            None
        },
        closing: closing(access),
        closed_now_through,
        may,
        timeline: access.timeline,
    })
}

/// How staff closed it (L8).
fn closing(access: &WorkspaceAccess) -> Option<ClosingView> {
    let row = &access.row;
    let Closing { on, by } = row.facts().closed?;
    let words = row.closing_words.as_ref();
    Some(ClosingView {
        on,
        by: by?,
        reason: row.closed_reason.as_deref().and_then(Reason::from_code),
        words: words.map(|words| access.content.key.show(row.context(field::CLOSING_WORDS), words)),
    })
}

/// What the customer reads of their counselor's absence (W6, P12).
async fn away(
    services: &Services,
    db: &impl ConnectionTrait,
    access: &WorkspaceAccess,
) -> Result<Option<Away>> {
    let (organisation, today) = (access.content.organisation.id, access.timeline.today);
    let absence = absence::announced(db, organisation, access.row.counselor_id, today).await?;
    let Some(absence) = absence.filter(|_| access.state() != State::Archived) else { return Ok(None) };
    let substitute_id = PersonId(absence.substitute_id);
    // Of an absence of which the customer was not notified, nobody sees anything.
    let notice = substitute_notice::of(db, access.id(), substitute_id).await?;
    let notice = notice.filter(|notice| notice.refused || notice.through >= absence.last_day);
    let to_be_told = notice.is_none() && absence.access_from.is_some() && absence.last_day > today;
    Ok(Some(Away {
        from: absence.first_day,
        until: absence.last_day,
        substitute: person::name(db, &services.keyring, substitute_id).await?,
        substitute_id,
        substitute_away: absence::both_away(db, &absence).await?,
        access_from: absence
            .access_from
            .zip(notice.as_ref())
            .map(|(from, notice)| from.max(notice.opens_on))
            .filter(|from| *from <= absence.last_day),
        to_be_told,
        refused: notice.is_some_and(|notice| notice.refused),
    }))
}

/// How the customer can be reached: by the mail that this workspace goes to, and by what they say of themselves.
async fn customer_contact(
    services: &Services,
    db: &impl ConnectionTrait,
    access: &WorkspaceAccess,
) -> Result<Option<Reachable>> {
    let Some(customer) = access.row.customer() else { return Ok(None) };
    let (context, key) = (access.row.context(field::EMAIL), &access.content.key);
    let email = access.row.email.as_ref().map(|email| key.show(context, email));
    let theirs = contact::reachable(db, &services.keyring, customer).await?;
    Ok(Some(Reachable { email, ..theirs }))
}

/// The last day on which it could be reactivated if its counselor closed it today.
fn closed_now(row: &Model, policy: Policy, today: NaiveDate) -> NaiveDate {
    let mut closed = row.clone();
    closed.close(today, ClosedByColumn::Counselor);
    closed.set_dates(policy);
    closed.inactive_through
}

/// Whether the participant can write, at once or by reactivating in the same step (L5).
pub(crate) fn may_write(access: &WorkspaceAccess) -> bool {
    let may = may(access);
    may.write || may.reactivate
}

/// What the participant may do with it now (L5, L6, P3, W7).
fn may(access: &WorkspaceAccess) -> May {
    if access.content.participant.is_supervisor() {
        return May::default();
    }
    let side = access.content.participant.side();
    let (state, invitation_status) = (access.state(), access.row.invitation_status);
    let guest = access.is_guest();
    let reactivate = !guest && may_reactivate(side, &access.timeline);
    let (staff, customer) = (access.is_owner(), side == Side::Customer);
    May {
        write: state == State::Active,
        reactivate,
        ask_reactivation: customer
            && state == State::Inactive
            && !reactivate
            && access.row.asked_on.is_none(),
        close: staff && state == State::Active,
        confirm: staff && invitation_status == InvitationStatusColumn::AwaitingConfirmation,
        invite_again: staff
            && invitation_status == InvitationStatusColumn::Invited
            && access.row.closed_on.is_none(),
        download: customer,
        describe: staff && state != State::Archived,
        notes: staff,
        ask_consent: staff && state == State::Active && invitation_status == InvitationStatusColumn::Taken,
    }
}
