//! A form is taken once: pressed twice, sent again after Back, or after an answer that was lost. It brings a
//! key of its own, which is spent in the transaction of what it does; the second time it does nothing, and
//! leads to where it led the first time.

use super::{
    error::{Error, Result},
    services::Services,
};
use contract::ApiError;
use sea_orm::{
    ActiveValue::Set, DatabaseTransaction, TryInsertResult, entity::prelude::*, sea_query::OnConflict,
};

/// The table `spent_form`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "spent_form")]
pub(crate) struct Model {
    /// A keyed digest of whose form it is, and all that it held.
    #[sea_orm(primary_key, auto_increment = false, column_type = "VarBinary(StringLen::N(32))")]
    key: Vec<u8>,
    pub spent_at: DateTimeUtc,
    /// Where it led, once that is known.
    leads_to: Option<String>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// A form's key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormKey(Vec<u8>);

impl FormKey {
    /// Of what somebody sent to a function, whole.
    pub fn of(
        services: &Services,
        person: contract::PersonId,
        function: &str,
        form: &[(String, String)],
    ) -> Self {
        let whole = form.iter().map(|(name, value)| format!("{}:{name}{}:{value}", name.len(), value.len()));
        let whole: String = whole.collect();
        Self(services.keyring.index("form", &format!("{} {function} {whole}", person.0)))
    }
}

tokio::task_local! {
    /// The form that is being taken by this task, if it is one.
    static TAKEN: FormKey;
}

/// Runs what a form asks for. What it changes by [`begin`] is changed once.
pub async fn taking<F: Future>(form: FormKey, run: F) -> F::Output {
    TAKEN.scope(form, run).await
}

/// Begins a transaction in which the form that is being taken is spent: it is committed where what the form
/// asked for was done, and never otherwise.
///
/// # Errors
/// [`ApiError::Repeated`] where it was taken already.
pub(crate) async fn begin(services: &Services) -> Result<DatabaseTransaction> {
    let tx = services.database.begin().await?;
    if let Ok(FormKey(key)) = TAKEN.try_with(Clone::clone) {
        let row = ActiveModel { key: Set(key), spent_at: Set(services.clock.now()), leads_to: Set(None) };
        let unless_there = OnConflict::column(Column::Key).do_nothing().to_owned();
        let spent =
            Entity::insert(row).on_conflict(unless_there).try_insert().exec_without_returning(&tx).await?;
        if !matches!(spent, TryInsertResult::Inserted(1)) {
            return Err(Error::Api(ApiError::Repeated));
        }
    }
    Ok(tx)
}

/// Whether the form that is being taken was spent already. What asks this changes nothing by it.
pub(crate) async fn is_spent(db: &impl ConnectionTrait) -> Result<bool> {
    let Ok(FormKey(key)) = TAKEN.try_with(Clone::clone) else { return Ok(false) };
    Ok(Entity::find_by_id(key).one(db).await?.is_some())
}

/// Remembers where a form led that was taken.
pub async fn led_to(services: &Services, FormKey(key): FormKey, address: &str) -> Result<()> {
    let tx = services.database.begin().await?;
    Entity::update_many()
        .col_expr(Column::LeadsTo, Expr::value(address))
        .filter(Column::Key.eq(key))
        .exec(&tx)
        .await?;
    Ok(tx.commit().await?)
}

/// Where a form led that was taken before. `None` while that is not known.
pub async fn where_it_led(services: &Services, FormKey(key): &FormKey) -> Result<Option<String>> {
    let row = Entity::find_by_id(key.clone()).one(services.database.read()).await?;
    Ok(row.and_then(|row| row.leads_to))
}
