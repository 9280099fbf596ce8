//! What the operating system says: users, open and closed folders, memory, room on the disk, processes.

use std::os::unix::fs::{DirBuilderExt as _, MetadataExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};
use std::process::Command;

use super::PgStartError;

/// The user that PostgreSQL runs as instead of root.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct RunAs {
    pub(super) name: String,
    pub(super) uid: u32,
    pub(super) gid: u32,
}

/// Whom to run as: nobody else unless we are root. An existing cluster is run as its owner.
pub(super) fn run_as(setting: Option<&str>, data: &Path) -> Result<Option<RunAs>, PgStartError> {
    let us = rustix::process::geteuid();
    let owner = std::fs::metadata(data).ok().map(|meta| meta.uid());
    if !us.is_root() {
        return match owner {
            Some(owner) if owner != us.as_raw() => Err(PgStartError::OtherOwner {
                path: data.to_owned(),
                owner: user_name(owner).unwrap_or_else(|| format!("uid {owner}")),
                us: user_name(us.as_raw()).unwrap_or_else(|| format!("uid {}", us.as_raw())),
            }),
            _ => Ok(None),
        };
    }
    if let Some(uid) = owner {
        let user = find_user(&uid.to_string());
        return user.map(Some).ok_or_else(|| {
            PgStartError::NoUser(format!(
                "{} belongs to uid {uid}, which has no name",
                data.display()
            ))
        });
    }
    if let Some(name) = setting {
        let user = find_user(name).filter(|user| user.uid != 0);
        return user.map(Some).ok_or_else(|| {
            PgStartError::NoUser(format!("there is no user {name} that PostgreSQL could run as"))
        });
    }
    let user = ["postgres", "nobody"].iter().find_map(|name| find_user(name));
    user.map(Some).ok_or_else(|| {
        PgStartError::NoUser(
            "PostgreSQL refuses to run as root, and there is neither a user postgres nor nobody".to_owned(),
        )
    })
}

/// The operating system's names that may log in: ours, and the one the server runs as.
pub(super) fn login_names(run_as: Option<&RunAs>) -> Result<Vec<String>, PgStartError> {
    let uid = rustix::process::geteuid().as_raw();
    let us = user_name(uid).ok_or_else(|| {
        PgStartError::NoUser(format!(
            "this process runs as uid {uid}, which has no name (no passwd entry)"
        ))
    })?;
    let mut names = vec![us];
    names.extend(
        run_as
            .map(|user| user.name.clone())
            .filter(|name| *name != names[0]),
    );
    Ok(names)
}

fn user_name(uid: u32) -> Option<String> {
    find_user(&uid.to_string()).map(|user| user.name)
}

/// Looks a user up by name or by number; the file first, then `getent`, which also asks a directory service.
fn find_user(key: &str) -> Option<RunAs> {
    let from_file = std::fs::read_to_string("/etc/passwd").ok().and_then(|text| {
        text.lines()
            .filter_map(parse_passwd)
            .find(|user| user.name == key || user.uid.to_string() == key)
    });
    from_file.or_else(|| {
        let output = Command::new("getent").args(["passwd", "--", key]).output().ok()?;
        String::from_utf8(output.stdout)
            .ok()?
            .lines()
            .find_map(parse_passwd)
    })
}

fn parse_passwd(line: &str) -> Option<RunAs> {
    let mut fields = line.split(':');
    let name = fields.next()?.to_owned();
    let (uid, gid) = (fields.nth(1)?.parse().ok()?, fields.next()?.parse().ok()?);
    Some(RunAs { name, uid, gid })
}

/// Finds the first folder on the way to `path` that `user` cannot enter.
pub(super) fn check_parents(path: &Path, user: &RunAs) -> Result<(), PgStartError> {
    let real = path.canonicalize().map_err(PgStartError::io("find", path))?;
    let mut ancestors: Vec<&Path> = real.ancestors().collect();
    ancestors.reverse();
    for folder in ancestors {
        let meta = std::fs::metadata(folder).map_err(PgStartError::io("look at", folder))?;
        let bit = if meta.uid() == user.uid {
            0o100
        } else if meta.gid() == user.gid {
            0o010
        } else {
            0o001
        };
        if meta.mode() & bit == 0 {
            return Err(PgStartError::ClosedParent {
                user: user.name.clone(),
                path: folder.to_owned(),
            });
        }
    }
    Ok(())
}

/// Makes a folder that only the server's user can enter, or takes over one that already is.
pub(super) fn make_private_dir(dir: &Path, run_as: Option<&RunAs>) -> Result<(), PgStartError> {
    match std::fs::DirBuilder::new().mode(0o700).create(dir) {
        Ok(()) => {}
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
            // Under a shared temporary folder somebody else may have been here first.
            let meta = std::fs::symlink_metadata(dir).map_err(PgStartError::io("look at", dir))?;
            let us = rustix::process::geteuid().as_raw();
            let ours = meta.uid() == us || run_as.is_some_and(|user| user.uid == meta.uid());
            if !meta.is_dir() || !ours {
                let error = std::io::Error::other("it belongs to somebody else; remove it");
                return Err(PgStartError::io("use", dir)(error));
            }
            let closed = std::fs::Permissions::from_mode(0o700);
            std::fs::set_permissions(dir, closed).map_err(PgStartError::io("close", dir))?;
        }
        Err(error) => return Err(PgStartError::io("make the folder", dir)(error)),
    }
    give_to(dir, run_as)
}

/// Makes the server's user the owner, when that is not us.
pub(super) fn give_to(path: &Path, run_as: Option<&RunAs>) -> Result<(), PgStartError> {
    let Some(user) = run_as else { return Ok(()) };
    std::os::unix::fs::chown(path, Some(user.uid), Some(user.gid))
        .map_err(PgStartError::io("change the owner of", path))
}

/// Refuses a disk with less than `need_mb` free: a cluster that fills it half-way is worse than none.
pub(super) fn check_room(path: &Path, need_mb: u64) -> Result<(), PgStartError> {
    match rustix::fs::statvfs(path) {
        Ok(disk) if disk.f_bavail.saturating_mul(disk.f_frsize) < need_mb << 20 => {
            Err(PgStartError::DiskFull {
                path: path.to_owned(),
            })
        }
        _ => Ok(()),
    }
}

/// Memory in MB that this process may use: the machine's, or its container's if that is less.
#[must_use]
pub fn memory_mb() -> u64 {
    let machine = std::fs::read_to_string("/proc/meminfo").ok().and_then(|text| {
        let line = text.lines().find_map(|line| line.strip_prefix("MemTotal:"))?;
        line.split_whitespace().next()?.parse::<u64>().ok()
    });
    let container = std::fs::read_to_string("/sys/fs/cgroup/memory.max").ok();
    let container = container
        .and_then(|text| text.trim().parse::<u64>().ok())
        .map(|bytes| bytes / 1024);
    machine.unwrap_or(1 << 20).min(container.unwrap_or(u64::MAX)) / 1024
}

/// The processes whose working folder is `dir`: a server and its children, whoever started them.
pub(super) fn processes_in(dir: &Path) -> Vec<u32> {
    let Ok(dir) = dir.canonicalize() else {
        return Vec::new();
    };
    let entries = std::fs::read_dir("/proc").into_iter().flatten().flatten();
    let pids = entries.filter_map(|entry| entry.file_name().to_str()?.parse::<u32>().ok());
    pids.filter(|pid| working_folder(*pid).is_some_and(|folder| folder == dir))
        .collect()
}

fn working_folder(pid: u32) -> Option<PathBuf> {
    std::fs::read_link(format!("/proc/{pid}/cwd")).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwd_lines_are_read() {
        let user = RunAs {
            name: "postgres".to_owned(),
            uid: 101,
            gid: 104,
        };
        assert_eq!(
            parse_passwd("postgres:x:101:104:PostgreSQL:/var/lib/postgresql:/bin/bash"),
            Some(user)
        );
        assert_eq!(parse_passwd("+::::::"), None);
        assert_eq!(parse_passwd(""), None);
    }

    #[test]
    fn a_disk_without_room_is_refused() {
        let dir = tempfile::tempdir().expect("a temporary folder");
        assert!(check_room(dir.path(), 1).is_ok());
        let exabytes = check_room(dir.path(), 1 << 43);
        assert!(matches!(exabytes, Err(PgStartError::DiskFull { path }) if path == dir.path()));
    }

    #[test]
    fn a_closed_parent_is_named() {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let inner = dir.path().join("a").join("b");
        std::fs::create_dir_all(&inner).expect("folders");
        std::fs::set_permissions(dir.path().join("a"), std::fs::Permissions::from_mode(0o700)).expect("mode");
        std::fs::set_permissions(dir.path(), std::fs::Permissions::from_mode(0o755)).expect("mode");
        let stranger = RunAs {
            name: "stranger".to_owned(),
            uid: 54_321,
            gid: 54_321,
        };
        let refused = check_parents(&inner, &stranger);
        let expected = dir.path().canonicalize().expect("real path").join("a");
        assert!(matches!(refused, Err(PgStartError::ClosedParent { path, .. }) if path == expected));
    }
}
