//! The schema goes up, down and up again.

use domain::Database;
use migrations::Migrator;
use sea_orm_migration::MigratorTrait;
use testkit::{Fixture, apply, on_both};

#[apply(on_both!)]
async fn every_step_can_be_taken_back_and_again(kit: Fixture) {
    let connection = sea_orm::Database::connect(&kit.database.url).await.unwrap();
    Migrator::down(&connection, None).await.unwrap();
    Migrator::up(&connection, None).await.unwrap();
    let database = Database::open(&kit.database.url).await.unwrap();
    assert_eq!(database.pending_migrations().await.unwrap(), 0);
}

#[apply(on_both!)]
async fn who_was_invited_keeps_their_roles(kit: Fixture) {
    use contract::{
        MainUserDesk,
        staff::{NewStaffInvitation, StaffRole},
    };
    let paula = kit.main_user("Paula").await;
    let both = StaffRole::Counselor | StaffRole::Supervisor;
    let new = NewStaffInvitation { email: "uusi@example.org".into(), roles: both };
    paula.invite_staff(new).await.unwrap();
    let connection = sea_orm::Database::connect(&kit.database.url).await.unwrap();
    let steps = Migrator::migrations();
    let before = steps.iter().position(|step| step.name() == "m0030_invited_roles").unwrap();
    let back = u32::try_from(steps.len() - before).unwrap();
    Migrator::down(&connection, Some(back)).await.unwrap();
    Migrator::up(&connection, None).await.unwrap();
    assert_eq!(paula.staff().await.unwrap().invitations[0].roles, both);
}
