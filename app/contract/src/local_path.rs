//! Where to go after signing in: paths of our own, and nothing else (U4).

/// `path` when it is a path of our own, else the list of workspaces. Whatever a browser could
/// read as another host is not.
pub fn local_path(path: &str) -> &str {
    let own = path.starts_with('/')
        && !path.starts_with("//")
        && !path.starts_with("/\\")
        && path.chars().all(|c| c.is_ascii_graphic() && c != '\\');
    if own { path } else { "/workspaces" }
}

#[cfg(test)]
mod tests {
    use super::local_path;

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
}
