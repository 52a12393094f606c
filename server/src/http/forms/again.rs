//! Addresses of pages on which a form comes back.

use uuid::Uuid;

/// The address with a form that comes back.
pub(super) fn with_again(address: &str, id: Uuid) -> String {
    format!("{address}{}again={id}", if address.contains('?') { '&' } else { '?' })
}

/// The address without a form that came back before.
pub(super) fn without_again(address: &str) -> String {
    let Some((path, query)) = address.split_once('?') else { return address.to_owned() };
    let kept: Vec<&str> = query.split('&').filter(|pair| !pair.starts_with("again=")).collect();
    if kept.is_empty() { path.to_owned() } else { format!("{path}?{}", kept.join("&")) }
}

#[cfg(test)]
mod tests {
    use super::without_again;

    #[test]
    fn a_form_that_came_back_before_is_forgotten() {
        assert_eq!(without_again("/a?again=1"), "/a");
        assert_eq!(without_again("/a?before=3&again=1"), "/a?before=3");
        assert_eq!(without_again("/a"), "/a");
    }
}
