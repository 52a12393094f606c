//! L11 for mail: of many who try to hand an email over, one does.

use chrono::TimeDelta;
use domain::{ground::outbox, guidance::workspace::delivery};
use testkit::{Fixture, apply, on_both};

#[apply(on_both!)]
async fn l11_a_letter_is_claimed_by_one_and_comes_back_after_a_growing_pause(kit: Fixture) {
    let olli = kit.counselor("Olli").await;
    kit.invite(&olli, "").await;
    let email = outbox::due(&kit.services, 10).await.unwrap().pop().unwrap();
    let tries: Vec<_> = (0..8)
        .map(|_| {
            let (services, id) = (kit.services.clone(), email.id);
            tokio::spawn(async move { outbox::claim(&services, id).await.unwrap().is_some() })
        })
        .collect();
    let mut claimed = 0;
    for attempt in tries {
        claimed += usize::from(attempt.await.unwrap());
    }
    assert_eq!(claimed, 1);
    for minutes in [1, 2, 4, 8] {
        kit.clock.advance(TimeDelta::minutes(minutes) - TimeDelta::seconds(1));
        assert!(outbox::due(&kit.services, 10).await.unwrap().is_empty(), "{minutes}");
        kit.clock.advance(TimeDelta::seconds(1));
        assert!(outbox::claim(&kit.services, email.id).await.unwrap().is_some(), "{minutes}");
    }
    delivery::delivered(&kit.services, &email).await.unwrap();
    kit.clock.advance(TimeDelta::days(30));
    assert!(outbox::due(&kit.services, 10).await.unwrap().is_empty());
    assert!(outbox::claim(&kit.services, email.id).await.unwrap().is_none());
}
