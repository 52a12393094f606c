//! Staff who are invited by their address at work. Whoever the organisation's own provider says has
//! it gets the roles at their next sign-in: the provider vouches for its people's addresses.

use super::{
    Roles, StaffRole, email_index,
    grant::{Change, find},
    role,
};
use crate::{
    ground::{
        actor::{MainUser, Role, authentication::RecentAuthentication},
        audit::{self, Action, Actor, Entry},
        clock::local_date,
        data_keys,
        error::Result,
        once,
        outbox::{self, Mail, Says},
        services::Services,
        vault::{Owner, SealContext, Sealed, SealedRow},
    },
    people::organisation,
};
use chrono::TimeDelta;
use contract::{
    ApiError, FieldCode, OrganisationId, PersonId, StaffInvitationId,
    person::Language,
    staff::{INVITATION_DAYS, NewStaffInvitation, StaffInvitationView},
};
use sea_orm::{DatabaseTransaction, IntoActiveModel, entity::prelude::*};

const FIELD: &str = "staff_invitation.email";

/// The table `staff_invitation`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "staff_invitation")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub organisation_id: Uuid,
    #[sea_orm(column_type = "Blob")]
    pub email: Sealed,
    #[sea_orm(column_type = "Blob")]
    pub email_index: Vec<u8>,
    /// The words of their roles, with spaces between them.
    roles: String,
    /// By which main user; by the operator where it is empty.
    pub invited_by: Option<Uuid>,
    pub expires_at: DateTimeUtc,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl SealedRow for Model {
    fn values(&self) -> Vec<(SealContext, &Sealed)> {
        vec![(SealContext::of(self.id, FIELD), &self.email)]
    }
}

impl Model {
    fn roles(&self) -> Roles {
        self.roles.split(' ').filter_map(StaffRole::from_code).collect()
    }
}

/// Who was invited and has not come, by address.
pub(crate) async fn pending(
    services: &Services,
    organisation: OrganisationId,
) -> Result<Vec<StaffInvitationView>> {
    let (now, key) = (services.clock.now(), services.installation_key().await?);
    let rows = Entity::find()
        .filter(Column::OrganisationId.eq(organisation.0))
        .filter(Column::ExpiresAt.gt(now))
        .all(services.database.read())
        .await?;
    let mut views = vec![];
    for row in rows {
        views.push(StaffInvitationView {
            id: StaffInvitationId(row.id),
            email: key.show(SealContext::of(row.id, FIELD), &row.email),
            roles: row.roles(),
            days: days_begun(row.expires_at - now),
        });
    }
    views.sort_by(|a, b| a.email.cmp(&b.email));
    Ok(views)
}

/// How many days that is; one that has begun counts.
fn days_begun(left: TimeDelta) -> u32 {
    u32::try_from((left + TimeDelta::days(1) - TimeDelta::seconds(1)).num_days()).unwrap_or(0)
}

/// Invites somebody, by mail. A newer invitation takes the place of an older one.
///
/// # Errors
/// [`ApiError::Invalid`] with every mistake in the input.
pub(crate) async fn invite(
    services: &Services,
    main_user: MainUser,
    new: &NewStaffInvitation,
    _: RecentAuthentication,
) -> Result<()> {
    let email = new.check()?;
    let tx = once::begin(services).await?;
    let inviter = super::load(&tx, main_user.person).await?;
    if inviter.email_index == Some(email_index(&services.keyring, &email)) {
        return Err(ApiError::field("email", FieldCode::Oneself).into());
    }
    let language = inviter.language().unwrap_or_default();
    put(services, &tx, Some(main_user.person), main_user.organisation, &email, new, language).await?;
    Ok(tx.commit().await?)
}

/// Invites the first main user of an organisation, in the name of the operator. `false` where there
/// is one already: that one invites the others.
pub async fn invite_first(
    services: &Services,
    organisation: OrganisationId,
    email: &str,
    language: Language,
) -> Result<bool> {
    let new = NewStaffInvitation { email: email.to_owned(), roles: StaffRole::MainUser.into() };
    let email = new.check()?;
    let tx = services.database.begin().await?;
    organisation::lock(&tx, organisation).await?;
    let there = role::Entity::find()
        .filter(role::Column::OrganisationId.eq(organisation.0))
        .filter(role::Column::Role.eq(StaffRole::MainUser.code()));
    if there.one(&tx).await?.is_some() {
        return Ok(false);
    }
    put(services, &tx, None, organisation, &email, &new, language).await?;
    tx.commit().await?;
    Ok(true)
}

async fn put(
    services: &Services,
    tx: &DatabaseTransaction,
    by: Option<PersonId>,
    organisation: OrganisationId,
    email: &str,
    new: &NewStaffInvitation,
    language: Language,
) -> Result<()> {
    let owner = Owner::installation();
    let key = data_keys::load(tx, &services.keyring, owner).await?;
    let (now, id) = (services.clock.now(), services.randomness.uuid());
    let expires_at = now + TimeDelta::days(i64::from(INVITATION_DAYS));
    let row = Model {
        id,
        organisation_id: organisation.0,
        email: key.seal_text(SealContext::of(id, FIELD), email)?,
        email_index: email_index(&services.keyring, email),
        roles: new.roles.iter().map(StaffRole::code).collect::<Vec<_>>().join(" "),
        invited_by: by.map(|id| id.0),
        expires_at,
    };
    of(organisation, &row.email_index).exec(tx).await?;
    Entity::insert(row.into_active_model().reset_all()).exec_without_returning(tx).await?;
    audit::record(tx, now, entry(actor(by), organisation, id, Action::StaffInvited)).await?;
    let inviting = organisation::load(tx, organisation).await?;
    let main_user = match by {
        Some(me) => Some(super::name(tx, &services.keyring, me).await?),
        None => None,
    };
    let mail = Mail {
        language,
        about: None,
        says: Says::StaffInvited { main_user, expires_on: local_date(expires_at, inviting.zone) },
    };
    outbox::put(services, tx, (owner, &key), organisation, email, &mail).await?;
    Ok(())
}

fn actor(invited_by: Option<PersonId>) -> Actor {
    invited_by.map_or(Actor::Operator, Actor::MainUser)
}

fn of(organisation: OrganisationId, index: &[u8]) -> sea_orm::DeleteMany<Entity> {
    Entity::delete_many()
        .filter(Column::OrganisationId.eq(organisation.0))
        .filter(Column::EmailIndex.eq(index.to_vec()))
}

fn entry(actor: Actor, organisation: OrganisationId, object: Uuid, action: Action) -> Entry {
    Entry::new(actor, action).within(organisation).on(object)
}

/// Takes an invitation back.
///
/// # Errors
/// [`ApiError::NotFound`] when it is not there any more, or of another organisation.
pub(crate) async fn take_back(services: &Services, main_user: MainUser, id: StaffInvitationId) -> Result<()> {
    let tx = once::begin(services).await?;
    let gone = Entity::delete_many()
        .filter(Column::Id.eq(id.0))
        .filter(Column::OrganisationId.eq(main_user.organisation.0))
        .exec(&tx)
        .await?;
    if gone.rows_affected == 0 {
        return Err(ApiError::NotFound.into());
    }
    let now = services.clock.now();
    audit::record(
        &tx,
        now,
        entry(main_user.actor(), main_user.organisation, id.0, Action::StaffInvitationWithdrawn),
    )
    .await?;
    Ok(tx.commit().await?)
}

/// Gives somebody who arrives from the organisation's provider the roles that they were invited to.
pub(crate) async fn take_up(
    services: &Services,
    tx: &DatabaseTransaction,
    person: PersonId,
    organisation: OrganisationId,
    email: Option<&str>,
) -> Result<()> {
    let Some(email) = email else { return Ok(()) };
    let (now, index) = (services.clock.now(), email_index(&services.keyring, email));
    let invited = Entity::find()
        .filter(Column::OrganisationId.eq(organisation.0))
        .filter(Column::EmailIndex.eq(index.clone()))
        .filter(Column::ExpiresAt.gt(now))
        .one(tx)
        .await?;
    let Some(row) = invited else { return Ok(()) };
    // Whatever address they told when they invited: nobody gives roles to themselves (P13).
    if row.invited_by == Some(person.0) {
        return Ok(());
    }
    for role in row.roles() {
        let actor = actor(row.invited_by.map(PersonId));
        let change = Change { person, organisation, role, actor, now };
        match find(tx, person, organisation, role).await? {
            None => change.grant(tx, role::GRANT).await?,
            Some(held) if held.source == role::CLAIM => change.keep(tx).await?,
            Some(_) => {}
        }
    }
    of(organisation, &index).exec(tx).await?;
    Ok(())
}
