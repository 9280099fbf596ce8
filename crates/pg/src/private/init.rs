//! Making a cluster. Everything happens in a side folder that is renamed at the end, so a kill half-way leaves
//! nothing that looks like a cluster.

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use super::os::{self, RunAs};
use super::{DATABASE, Durability, PgStartError, Program, postmaster};
use crate::{ADMIN_ROLE, APP_ROLE, OWNER_ROLE};

/// The name that ties operating system users to roles in `pg_ident.conf`.
const IDENT_MAP: &str = "guiyi";

/// How the name of a cluster begins while it is made; its maker follows.
const SIDE_PREFIX: &str = "data.init";

/// The major version that made the cluster in `data`, or `None` if there is no cluster.
pub(super) fn major_of(data: &Path) -> Result<Option<String>, PgStartError> {
    match std::fs::read_to_string(data.join("PG_VERSION")) {
        Ok(text) => Ok(Some(text.trim().to_owned())),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(PgStartError::io("read", &data.join("PG_VERSION"))(error)),
    }
}

/// Makes `home/data`: the cluster, its three roles and its one database.
pub(super) fn init(
    program: &Program,
    home: &Path,
    run_as: Option<&RunAs>,
    durability: Durability,
) -> Result<(), PgStartError> {
    // A name of its own: the initdb of a killed start may still be writing, or clearing its folder away by name.
    let side = home.join(format!("{SIDE_PREFIX}.{}", std::process::id()));
    if side.exists() {
        std::fs::remove_dir_all(&side).map_err(PgStartError::io("remove the unfinished", &side))?;
    }
    os::make_private_dir(&side, run_as)?;

    let mut initdb = postmaster::command(program, "initdb", run_as);
    initdb
        .current_dir(home)
        .args(["--username", ADMIN_ROLE, "--encoding", "UTF8"]);
    initdb.args([
        "--locale",
        "C.UTF-8",
        "--auth-local",
        "peer",
        "--auth-host",
        "reject",
    ]);
    initdb.args(["--data-checksums", "--no-instructions"]);
    if durability == Durability::Disposable {
        initdb.arg("--no-sync");
    }
    initdb.arg("--pgdata").arg(&side).stdin(Stdio::null());
    let output = initdb
        .output()
        .map_err(PgStartError::io("run", &program.bin_dir.join("initdb")))?;
    succeeded(&output, home)?;

    make_roles(program, home, &side, run_as, durability)?;
    std::fs::rename(&side, home.join("data")).map_err(PgStartError::io("put into place", &side))?;
    clear_away(home);
    Ok(())
}

/// Removes what killed starts left. By now nothing writes there any more; should it, the folder merely stays.
fn clear_away(home: &Path) {
    let unfinished = std::fs::read_dir(home).into_iter().flatten().flatten();
    for folder in unfinished {
        if folder.file_name().to_string_lossy().starts_with(SIDE_PREFIX) {
            let _ = std::fs::remove_dir_all(folder.path());
        }
    }
}

/// Roles and database are made by a server without a network or other users, before the rename.
fn make_roles(
    program: &Program,
    home: &Path,
    side: &Path,
    run_as: Option<&RunAs>,
    durability: Durability,
) -> Result<(), PgStartError> {
    let script = format!(
        "create role {OWNER_ROLE} login nosuperuser nocreatedb nocreaterole\n\
         create role {APP_ROLE} login nosuperuser nocreatedb nocreaterole nobypassrls\n\
         create database {DATABASE} owner {OWNER_ROLE}\n\
         revoke all on database {DATABASE} from public\n\
         grant connect, temporary on database {DATABASE} to {APP_ROLE}\n"
    );
    let mut single = postmaster::command(program, "postgres", run_as);
    single
        .current_dir(home)
        .arg("--single")
        .args(["-c", "exit_on_error=true"]);
    if durability == Durability::Disposable {
        single.args(["-c", "fsync=off"]);
    }
    single.arg("-D").arg(side).arg("postgres");
    let output = feed(&mut single, &script).map_err(PgStartError::io("run", &program.bin_dir))?;
    succeeded(&output, home)
}

fn feed(command: &mut Command, script: &str) -> std::io::Result<Output> {
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()?;
    if let Some(mut stdin) = child.stdin.take() {
        // A child that has already failed closes the pipe; its own words tell more than that.
        let _ = stdin.write_all(script.as_bytes());
    }
    child.wait_with_output()
}

fn succeeded(output: &Output, home: &Path) -> Result<(), PgStartError> {
    let said = String::from_utf8_lossy(&output.stderr);
    if PgStartError::said_full(&said) {
        return Err(PgStartError::DiskFull {
            path: home.to_owned(),
        });
    }
    if !output.status.success() {
        let said = said.trim().lines().rev().take(6).collect::<Vec<_>>();
        let output = said.into_iter().rev().collect::<Vec<_>>().join("; ");
        return Err(PgStartError::Init {
            path: home.to_owned(),
            output,
        });
    }
    Ok(())
}

/// Says who may log in: written at every start, because the next start may be by another user.
pub(super) fn write_access(data: &Path, run_as: Option<&RunAs>) -> Result<(), PgStartError> {
    let hba = format!("# type database user method\nlocal all all peer map={IDENT_MAP}\n");
    let mut ident = "# map system-user role\n".to_owned();
    for name in os::login_names(run_as)? {
        for role in [ADMIN_ROLE, OWNER_ROLE, APP_ROLE] {
            ident.push_str(&format!("{IDENT_MAP} \"{name}\" {role}\n"));
        }
    }
    for (name, text) in [("pg_hba.conf", hba), ("pg_ident.conf", ident)] {
        let path = data.join(name);
        let fresh = data.join(format!("{name}.new"));
        std::fs::write(&fresh, text).map_err(PgStartError::io("write", &fresh))?;
        os::give_to(&fresh, run_as)?;
        std::fs::rename(&fresh, &path).map_err(PgStartError::io("put into place", &fresh))?;
    }
    Ok(())
}
