//! Where to go after signing in: paths of our own, and nothing else (U4).

/// The longest path to which one returns: it is kept, and no page of ours has a longer one.
const LONGEST: usize = 1_000;

/// `path` when it is a path of our own, else the list of workspaces. Whatever a browser could
/// read as another host is not.
pub fn local_path(path: &str) -> &str {
    let own = path.starts_with('/')
        && path.len() <= LONGEST
        && !path.starts_with("//")
        && !path.starts_with("/\\")
        && path.chars().all(|c| c.is_ascii_graphic() && c != '\\');
    if own { path } else { "/workspaces" }
}

/// The token of the invitation to whose page a path leads; nothing where it leads elsewhere.
pub fn invitation_of(path: &str) -> Option<&str> {
    let token = local_path(path).strip_prefix("/invitations/")?.split('?').next()?;
    (!token.is_empty() && !token.contains('/')).then_some(token)
}

#[cfg(test)]
mod tests {
    use super::{invitation_of, local_path};

    #[test]
    fn only_the_page_of_an_invitation_leads_to_one() {
        assert_eq!(invitation_of("/invitations/a-b_c"), Some("a-b_c"));
        assert_eq!(invitation_of("/invitations/a?again=1"), Some("a"));
        for path in ["/invitations/", "/invitations/a/b", "/invitations", "//invitations/a", "/workspaces"] {
            assert_eq!(invitation_of(path), None, "{path:?}");
        }
    }

    #[test]
    fn own_paths_are_kept() {
        for path in ["/", "/workspaces/1?before=3", "/invitations/a-b_c", "/workspaces?page=2"] {
            assert_eq!(local_path(path), path);
        }
    }

    #[test]
    fn everything_else_leads_home() {
        for path in [
            "",
            "//evil.example",
            "/\\evil.example",
            "https://evil.example",
            "javascript:alert(1)",
            "/a\\b",
            "/a\r\nSet-Cookie: x=y",
            "/\tevil",
            "/ä",
            "\\/evil.example",
            " /workspaces",
        ] {
            assert_eq!(local_path(path), "/workspaces", "{path:?}");
        }
    }

    #[test]
    fn a_path_that_is_longer_than_any_of_ours_is_not_kept() {
        let path = format!("/{}", "a".repeat(1_000));
        assert_eq!(local_path(&path), "/workspaces");
        assert_eq!(local_path(&path[..1_000]), &path[..1_000]);
    }
}
