//! Which installation a database and a store of files belong to. A database beside the files of another
//! would take all of them for nobody's, and sweep them up.

use crate::{
    ground::{
        error::{Error, Result},
        services::Services,
        storage,
    },
    record::file,
};
use futures::{StreamExt, TryStreamExt};
use object_store::{ObjectStoreExt, PutMode, PutOptions, path::Path};
use sea_orm::{ActiveValue::Set, entity::prelude::*, sea_query::OnConflict};

/// The object in the store that names its installation.
const NAME: &str = "installation";

/// Objects that are looked at where a store has no name yet.
const SAMPLE: usize = 500;

/// The one row of the table `installation`.
const ROW: i32 = 1;

/// The table `installation`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "installation")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    id: i32,
    installation_id: Uuid,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The id of this installation, made with its database.
async fn id(services: &Services) -> Result<Uuid> {
    let known = Entity::find_by_id(ROW).one(services.database.read()).await?;
    if let Some(row) = known {
        return Ok(row.installation_id);
    }
    let new = ActiveModel { id: Set(ROW), installation_id: Set(services.randomness.uuid()) };
    let tx = services.database.begin().await?;
    let once = OnConflict::column(Column::Id).do_nothing().to_owned();
    Entity::insert(new).on_conflict(once).exec_without_returning(&tx).await?;
    let row = Entity::find_by_id(ROW).one(&tx).await?;
    tx.commit().await?;
    row.map(|row| row.installation_id).ok_or(Error::Inconsistent("no installation"))
}

/// Looks whether the store of files is this installation's; an empty one becomes it. One from before
/// stores had names becomes it when this database knows any of its files.
///
/// # Errors
/// [`Error::OtherInstallation`] when it is another's.
pub async fn bind(services: &Services) -> Result<()> {
    let (id, objects) = (id(services).await?, services.files.objects.as_ref());
    let name = Path::from(NAME);
    match objects.get(&name).await {
        Ok(found) => {
            let text = found.bytes().await?;
            let known = std::str::from_utf8(&text).ok().and_then(|text| text.trim().parse::<Uuid>().ok());
            return if known == Some(id) { Ok(()) } else { Err(Error::OtherInstallation) };
        }
        Err(object_store::Error::NotFound { .. }) => {}
        Err(error) => return Err(error.into()),
    }
    let prefix = Path::from(storage::ALL);
    let sample: Vec<Path> =
        objects.list(Some(&prefix)).take(SAMPLE).map_ok(|object| object.location).try_collect().await?;
    if !sample.is_empty() && file::without_row(services, &sample).await?.len() == sample.len() {
        return Err(Error::OtherInstallation);
    }
    let once = PutOptions { mode: PutMode::Create, ..PutOptions::default() };
    match objects.put_opts(&name, id.to_string().into(), once).await {
        // Another process of this installation was faster; or of another: the next start tells.
        Ok(_) | Err(object_store::Error::AlreadyExists { .. }) => Ok(()),
        Err(error) => Err(error.into()),
    }
}
