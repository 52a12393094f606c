//! Properties of sealing: what was sealed opens in its place and nowhere else.

use super::{DataKey, Keyring, Owner, SealContext, SealError, Sealed};
use contract::{OrganisationId, PersonId, WorkspaceId};
use proptest::prelude::*;
use std::sync::LazyLock;
use uuid::Uuid;

static KEYRING: LazyLock<Keyring> = LazyLock::new(|| {
    let folder = tempfile::tempdir().expect("a folder");
    Keyring::create(&folder.path().join("keyring.json")).expect("a keyring")
});

fn workspace(id: u128) -> Owner {
    Owner::workspace(OrganisationId(Uuid::nil()), WorkspaceId(Uuid::from_u128(id)))
}

fn key(owner: Owner) -> DataKey {
    KEYRING.new_data_key(owner).expect("a key").0
}

fn context(object: u128, version: i32) -> SealContext {
    SealContext { object: Uuid::from_u128(object), version, field: "table.column" }
}

proptest! {
    #[test]
    fn what_was_sealed_opens_as_it_was(plain in proptest::collection::vec(any::<u8>(), 0..5000), object: u128, version: i32) {
        let key = key(workspace(1));
        let sealed = key.seal(context(object, version), &plain).unwrap();
        prop_assert!(plain.len() < 4 || !sealed.0.windows(plain.len()).any(|window| window == plain));
        prop_assert_eq!(key.open(context(object, version), &sealed).unwrap().to_vec(), plain);
    }

    #[test]
    fn another_place_is_refused(object: u128, other: u128, version: i32, another: i32) {
        prop_assume!((object, version) != (other, another));
        let key = key(workspace(1));
        let sealed = key.seal(context(object, version), b"secret").unwrap();
        prop_assert_eq!(key.open(context(other, another), &sealed), Err(SealError));
        let field = SealContext { field: "table.colum", ..context(object, version) };
        prop_assert_eq!(key.open(field, &sealed), Err(SealError));
    }

    #[test]
    fn any_change_is_refused(plain in proptest::collection::vec(any::<u8>(), 0..100), at: prop::sample::Index, bit in 0..8_u8) {
        let key = key(workspace(1));
        let mut sealed = key.seal(context(1, 1), &plain).unwrap();
        let at = at.index(sealed.0.len());
        sealed.0[at] ^= 1 << bit;
        prop_assert_eq!(key.open(context(1, 1), &sealed), Err(SealError));
    }

    #[test]
    fn bytes_that_were_never_sealed_are_refused(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        prop_assert_eq!(key(workspace(1)).open(context(1, 1), &Sealed(bytes)), Err(SealError));
    }

    #[test]
    fn a_wrapped_key_is_its_owners_only(owner: u128, other: u128) {
        prop_assume!(owner != other);
        let (key, epoch, wrapped) = KEYRING.new_data_key(workspace(owner)).unwrap();
        let sealed = key.seal(context(1, 1), b"secret").unwrap();
        let again = KEYRING.unwrap(workspace(owner), epoch, &wrapped).unwrap();
        prop_assert_eq!(again.open(context(1, 1), &sealed).unwrap().to_vec(), b"secret");
        prop_assert!(KEYRING.unwrap(workspace(other), epoch, &wrapped).is_err());
        prop_assert!(KEYRING.unwrap(Owner::person(PersonId(Uuid::from_u128(owner))), epoch, &wrapped).is_err());
        prop_assert!(KEYRING.unwrap(workspace(owner), epoch + 1, &wrapped).is_err());
    }
}

#[test]
fn equal_texts_are_sealed_differently_and_found_alike() {
    let key = key(workspace(1));
    let seal = || key.seal_text(context(1, 1), "same").unwrap();
    assert_ne!(seal(), seal());
    assert_eq!(KEYRING.index("kind", "value"), KEYRING.index("kind", "value"));
    assert_ne!(KEYRING.index("kind", "value"), KEYRING.index("other", "value"));
}

#[test]
fn keys_are_not_printed() {
    let key = key(workspace(1));
    assert_eq!(format!("{key:?} {:?}", *KEYRING), "DataKey(workspace, …) Keyring(epoch 1, …)");
}
