//! Conversations and their messages: the tables, and which of them somebody may see.

use crate::{
    ground::{
        error::Result,
        vault::{OwnerKind, SealContext, Sealed, SealedRow},
    },
    record::access::ContentAccess,
};
use contract::{ApiError, ConversationId, person::Side};
use sea_orm::{Condition, QueryOrder, entity::prelude::*};

pub(crate) const SUBJECT: &str = "conversation.subject";
pub(crate) const BODY: &str = "message.body";

/// The table `conversation`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "conversation")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub owner_id: Uuid,
    pub owner_kind: OwnerKind,
    #[sea_orm(column_type = "Blob")]
    pub subject: Sealed,
    pub messages: i64,
    pub created_at: DateTimeUtc,
    pub last_at: DateTimeUtc,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl SealedRow for Model {
    fn values(&self) -> Vec<(SealContext, &Sealed)> {
        vec![(self.subject_context(), &self.subject)]
    }
}

impl Model {
    pub fn id(&self) -> ConversationId {
        ConversationId(self.id)
    }

    /// Where the subject is sealed.
    pub fn subject_context(&self) -> SealContext {
        SealContext::of(self.id, SUBJECT)
    }
}

/// The condition under which the participant may see a message of the owner (P6).
pub(crate) fn seen(access: &ContentAccess) -> Condition {
    access.since.map_or_else(Condition::all, |since| Condition::all().add(message::Column::SentAt.gte(since)))
}

/// A conversation of the owner.
///
/// # Errors
/// [`ApiError::NotFound`] when it is missing, or not for them.
pub(crate) async fn find(
    db: &impl ConnectionTrait,
    access: &ContentAccess,
    id: ConversationId,
) -> Result<Model> {
    let found = Entity::find_by_id(id.0).filter(open_to(access)).one(db).await?;
    found.ok_or_else(|| ApiError::NotFound.into())
}

/// What stands between positions as they are stored, and as the participant sees them: a second
/// professional who sees what was written from some moment on does not learn how much there was before
/// (P6).
pub(crate) async fn hidden_before(
    db: &impl ConnectionTrait,
    access: &ContentAccess,
    id: ConversationId,
) -> Result<i64> {
    let Some(since) = access.since else { return Ok(0) };
    let before = message::Entity::find()
        .filter(message::Column::ConversationId.eq(id.0))
        .filter(message::Column::SentAt.lt(since))
        .order_by_desc(message::Column::Position);
    Ok(before.one(db).await?.map_or(0, |last| last.position))
}

/// The subject of a conversation; nothing for who may not see what was written when it began (P6).
pub(crate) fn subject(access: &ContentAccess, row: &Model) -> String {
    if access.since.is_some_and(|since| row.created_at < since) {
        return String::new();
    }
    access.key.show(row.subject_context(), &row.subject)
}

/// The condition under which they may see a conversation: something in it is for them.
pub(crate) fn open_to(access: &ContentAccess) -> Condition {
    let theirs = Condition::all().add(Column::OwnerId.eq(access.id()));
    match access.since {
        Some(since) => theirs.add(Column::LastAt.gte(since)),
        None => theirs,
    }
}

/// The table `message`.
pub(crate) mod message {
    use super::{BODY, SealContext, Sealed, SideColumn};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "message")]
    pub struct Model {
        pub id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub conversation_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub position: i64,
        pub author_id: Uuid,
        pub side: SideColumn,
        #[sea_orm(column_type = "Blob")]
        pub body: Sealed,
        pub version: i32,
        pub sent_at: DateTimeUtc,
        /// The position of the message that it answers.
        pub reply_to: Option<i64>,
        pub taken_back_at: Option<DateTimeUtc>,
        /// When somebody else was shown it who did not read its conversation.
        pub shown_at: Option<DateTimeUtc>,
    }

    #[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl Model {
        /// Where the text is sealed.
        pub fn body_context(&self) -> SealContext {
            SealContext { object: self.id, version: self.version, field: BODY }
        }
    }
}

impl SealedRow for message::Model {
    fn values(&self) -> Vec<(SealContext, &Sealed)> {
        vec![(self.body_context(), &self.body)]
    }
}

/// The table `read_mark`.
pub(crate) mod read_mark {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "read_mark")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub conversation_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub person_id: Uuid,
        pub position: i64,
    }

    #[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// On which side an author stood, as stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::None)", rename_all = "snake_case")]
pub(crate) enum SideColumn {
    Customer,
    Counselor,
}

impl From<Side> for SideColumn {
    fn from(side: Side) -> Self {
        match side {
            Side::Customer => Self::Customer,
            Side::Counselor => Self::Counselor,
        }
    }
}

impl From<SideColumn> for Side {
    fn from(column: SideColumn) -> Self {
        match column {
            SideColumn::Customer => Self::Customer,
            SideColumn::Counselor => Self::Counselor,
        }
    }
}
