//! The address of a workspace's customer: beside its key, so that its mail dies with it.

use crate::{
    ground::{
        data_keys,
        error::Result,
        services::Services,
        vault::{DataKey, Owner},
    },
    guidance::workspace::{Column, Entity, InvitationStatusColumn, Model, field, invitation, touch},
    people::person::contact,
};
use contract::PersonId;
use sea_orm::{DatabaseTransaction, QueryOrder, QuerySelect, entity::prelude::*};

impl Model {
    /// Where its customer, or whoever is invited, is written to; nothing where nobody knows (P11).
    ///
    /// # Errors
    /// An error of the vault where it does not open.
    pub(crate) fn address(&self, key: &DataKey) -> Result<Option<String>> {
        let email = self.email.as_ref();
        email.map(|email| Ok(key.open_text(self.context(field::EMAIL), email)?)).transpose()
    }

    /// The same for what goes on without: an address that does not open any more is in the log.
    pub(crate) fn address_if_readable(&self, key: &DataKey) -> Option<String> {
        self.address(key).ok().flatten()
    }
}

/// Takes a customer's address over into a workspace that they came into; the first time, that of its invitation
/// becomes theirs, if they came by the link in the mail to it. What somebody typed whose mail nobody opened is no
/// address of theirs: other organisations do not write there (P10).
pub(crate) async fn adopt(
    services: &Services,
    tx: &DatabaseTransaction,
    row: &Model,
    customer: PersonId,
) -> Result<()> {
    let owner = Owner::workspace(row.organisation(), row.id());
    let key = data_keys::load(tx, &services.keyring, owner).await?;
    let own = contact::reachable(tx, &services.keyring, customer).await?.email;
    let theirs = if own.is_some() {
        own
    } else {
        let others = of_customer(customer).filter(Column::Id.ne(row.id));
        let opened = others.filter(Column::Id.not_in_subquery(invitation::accepted_by_code()));
        newest_address(services, tx, opened).await?
    };
    if let Some(email) = theirs {
        return set_address(tx, row, &key, Some(&email)).await;
    }
    if let Some(invited) = row.address_if_readable(&key)
        && invitation::is_accepted_by_link(tx, row.id).await?
    {
        // Into the others they came by a letter: what is known of them is known there as well.
        let others = of_customer(customer).filter(Column::Email.is_null()).order_by_asc(Column::Id);
        for other in others.lock_exclusive().all(tx).await? {
            let owner = Owner::workspace(other.organisation(), other.id());
            let key = data_keys::load(tx, &services.keyring, owner).await?;
            set_address(tx, &other, &key, Some(&invited)).await?;
        }
        contact::set_email(services, tx, customer, &invited).await?;
    }
    Ok(())
}

/// The workspaces into which a customer has come.
pub(crate) fn of_customer(id: PersonId) -> Select<Entity> {
    Entity::find()
        .filter(Column::CustomerId.eq(id.0))
        .filter(Column::InvitationStatus.eq(InvitationStatusColumn::Taken))
}

/// Where the customer of workspaces is written to who never gave an address themselves: that of the workspace in
/// which something happened last. So it is for whoever came in before addresses were people's own.
pub(crate) async fn invited_at(
    services: &Services,
    db: &impl ConnectionTrait,
    customer: PersonId,
) -> Result<Option<String>> {
    newest_address(services, db, of_customer(customer)).await
}

async fn newest_address(
    services: &Services,
    db: &impl ConnectionTrait,
    workspaces: Select<Entity>,
) -> Result<Option<String>> {
    let known = workspaces.filter(Column::Email.is_not_null());
    let Some(row) = known.order_by_desc(Column::TouchedAt).one(db).await? else { return Ok(None) };
    let owner = Owner::workspace(row.organisation(), row.id());
    let key = data_keys::load(db, &services.keyring, owner).await?;
    Ok(row.address_if_readable(&key))
}

/// Writes the address of a workspace, or that there is none: nothing is known against it yet.
pub(crate) async fn set_address(
    tx: &DatabaseTransaction,
    row: &Model,
    key: &DataKey,
    email: Option<&str>,
) -> Result<()> {
    let sealed = email.map(|email| key.seal_text(row.context(field::EMAIL), email)).transpose()?;
    Entity::update_many()
        .col_expr(Column::Email, Expr::value(sealed))
        .col_expr(Column::AddressRefusedAt, Expr::value(Option::<DateTimeUtc>::None))
        .filter(Column::Id.eq(row.id))
        .exec(tx)
        .await?;
    touch(tx, row.id()).await
}
