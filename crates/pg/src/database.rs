//! One face for a private cluster and for the bank's own server: who connects as what.
//!
//! | connection | private cluster | `DATABASE_URL` |
//! |---|---|---|
//! | [`Database::admin`] | role `guiyi_admin`, superuser | the URL's login as it is |
//! | [`Database::owner`], [`Database::begin_as_owner`] | role `guiyi_owner` | the login, then `set role guiyi_owner` |
//! | [`Database::begin`], [`Database::app`] | role `guiyi_app` | the login, then `set role guiyi_app` |
//!
//! With a URL the login must be a member of both roles, or be allowed to make them (superuser or `createrole`,
//! and owner of the database): then [`Database::external`] makes what is missing. A bank that wants services
//! unable to become the owner gives them a login that is a member of `guiyi_app` only, and runs `guiyi migrate`
//! with another.

use std::ops::Deref;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use deadpool::managed::QueueMode;
use deadpool_postgres::{Hook, HookError, Manager, ManagerConfig, Pool, RecyclingMethod, Runtime};
use tokio_postgres::error::SqlState;
use tokio_postgres::{Client, Config, NoTls};

use crate::error::chain;
use crate::migrate::{self, Applied, MigrateError};
use crate::private::{self, PgStartError, PrivatePostgres};
use crate::seal::{KeyError, Keyring};
use crate::{ADMIN_ROLE, APP_ROLE, Actor, DbError, OWNER_ROLE, READER_ROLES, Track, Tx};

/// Sizes and limits of the pool.
#[derive(Debug, Clone)]
pub struct Options {
    /// Most connections of the application role at once.
    pub pool_size: usize,
    /// How long a caller waits for one before it is told that there is none.
    pub wait: Duration,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            pool_size: 16,
            wait: Duration::from_secs(30),
        }
    }
}

/// Why there is no database to work with.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The private cluster did not start.
    #[error(transparent)]
    Start(#[from] PgStartError),
    /// The URL makes no sense.
    #[error("the database URL is not understood: {}; it looks like postgres://user:password@host:5432/database", chain(.0))]
    Url(tokio_postgres::Error),
    /// The server does not let us in.
    #[error("the database does not let us in: {}", chain(.0))]
    Connect(tokio_postgres::Error),
    /// A server of another version than we know.
    #[error("the database server is PostgreSQL {0}; 15 to 18 are supported")]
    Version(String),
    /// The login is no member of a role and may not make it.
    #[error(
        "the login {login} may not act as {role}: {why}; as an administrator run: create role {role}; grant {role} \
         to {login}; grant create, connect, temporary on database {database} to {role}"
    )]
    Role {
        /// The URL's login.
        login: String,
        /// The role that is missing.
        role: &'static str,
        /// The database of the URL.
        database: String,
        /// What the server said.
        why: String,
    },
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

impl From<tokio_postgres::Error> for OpenError {
    fn from(error: tokio_postgres::Error) -> Self {
        Self::Db(error.into())
    }
}

/// A database that can be worked with. Cloning shares it.
#[derive(Debug, Clone)]
pub struct Database {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    pool: Pool,
    owner_pool: Pool,
    config: Config,
    login: Login,
    private: Mutex<Option<PrivatePostgres>>,
}

/// How a connection comes to its role.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Login {
    /// Each role logs in by itself: the socket's peer says who may.
    AsRole,
    /// One login, then `set role`.
    ThenSetRole,
}

/// A connection outside the pool. Dropping it closes it.
#[derive(Debug)]
pub struct Connection {
    client: Client,
    task: tokio::task::JoinHandle<()>,
}

impl Deref for Connection {
    type Target = Client;

    fn deref(&self) -> &Client {
        &self.client
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Database {
    /// Starts the private cluster of a data directory and connects to it.
    ///
    /// # Errors
    /// See [`PgStartError`].
    pub async fn private(settings: private::Settings, options: &Options) -> Result<Self, OpenError> {
        let data_dir = settings.data_dir.clone();
        let started = tokio::task::spawn_blocking(move || PrivatePostgres::start(&settings)).await;
        let private = started.map_err(|error| {
            PgStartError::io("start the cluster in", &data_dir)(std::io::Error::other(error))
        })??;
        let mut config = socket_config(private.socket_dir());
        config.dbname(private::DATABASE);
        Self::open(config, Login::AsRole, Some(private), options)
    }

    /// Connects to a database of a private cluster that somebody else keeps running, as tests do.
    ///
    /// # Errors
    /// Never at once: connections are made when they are asked for.
    pub fn at_socket(socket_dir: &Path, dbname: &str, options: &Options) -> Result<Self, OpenError> {
        let mut config = socket_config(socket_dir);
        config.dbname(dbname);
        Self::open(config, Login::AsRole, None, options)
    }

    /// Connects to a server of the bank's own and makes the roles there if they are missing.
    ///
    /// # Errors
    /// [`OpenError`]; a login that may not do what is needed is told what an administrator has to run.
    pub async fn external(url: &str, options: &Options) -> Result<Self, OpenError> {
        let mut config: Config = url.parse().map_err(OpenError::Url)?;
        if config.get_application_name().is_none() {
            config.application_name("guiyi");
        }
        if config.get_connect_timeout().is_none() {
            config.connect_timeout(Duration::from_secs(10));
        }
        let client = connect(&config).await.map_err(OpenError::Connect)?;
        check_version(&client).await?;
        ensure_role(&client, APP_ROLE).await?;
        match ensure_role(&client, OWNER_ROLE).await {
            // A service's login need not be able to become the owner; migrations are then run with another.
            Err(OpenError::Role { .. }) if role_exists(&client, OWNER_ROLE).await? => {}
            other => other?,
        }
        drop(client);
        Self::open(config, Login::ThenSetRole, None, options)
    }

    fn open(
        config: Config,
        login: Login,
        private: Option<PrivatePostgres>,
        options: &Options,
    ) -> Result<Self, OpenError> {
        let pool = pool_as(APP_ROLE, &config, login, options.pool_size, options.wait)?;
        let owner_pool = pool_as(OWNER_ROLE, &config, login, 1, options.wait)?;
        Ok(Self {
            inner: Arc::new(Inner {
                pool,
                owner_pool,
                config,
                login,
                private: Mutex::new(private),
            }),
        })
    }

    /// Begins a transaction (read committed) as somebody.
    ///
    /// # Errors
    /// [`DbError::NoActor`] for a blank actor or purpose, else the pool's or the driver's.
    pub async fn begin(&self, actor: &Actor) -> Result<Tx, DbError> {
        Tx::begin(self.inner.pool.get().await?, "begin", actor).await
    }

    /// Begins a transaction that only reads and sees one state throughout, as somebody.
    ///
    /// # Errors
    /// As [`Database::begin`].
    pub async fn begin_read(&self, actor: &Actor) -> Result<Tx, DbError> {
        let start = "begin isolation level repeatable read read only";
        Tx::begin(self.inner.pool.get().await?, start, actor).await
    }

    /// Begins a transaction as somebody in the owner's role, which row security does not bind: for filling tables
    /// that are empty, in bulk. One at a time.
    ///
    /// # Errors
    /// As [`Database::begin`]; a login that may not become the owner is refused by the server.
    pub async fn begin_as_owner(&self, actor: &Actor) -> Result<Tx, DbError> {
        Tx::begin(self.inner.owner_pool.get().await?, "begin", actor).await
    }

    /// A pooled connection of the application role, as nobody: row policies show it nothing.
    ///
    /// # Errors
    /// The pool's or the driver's.
    pub async fn app(&self) -> Result<deadpool_postgres::Client, DbError> {
        Ok(self.inner.pool.get().await?)
    }

    /// A fresh connection as the owner, for migrations.
    ///
    /// # Errors
    /// The driver's.
    pub async fn owner(&self) -> Result<Connection, DbError> {
        self.connect_as(OWNER_ROLE).await
    }

    /// A fresh connection as the administrator of a private cluster, or as the URL's login.
    ///
    /// # Errors
    /// The driver's.
    pub async fn admin(&self) -> Result<Connection, DbError> {
        match self.inner.login {
            Login::AsRole => self.connect_as(ADMIN_ROLE).await,
            Login::ThenSetRole => Ok(connect(&self.inner.config).await?),
        }
    }

    async fn connect_as(&self, role: &str) -> Result<Connection, DbError> {
        match self.inner.login {
            Login::AsRole => {
                let mut config = self.inner.config.clone();
                config.user(role);
                Ok(connect(&config).await?)
            }
            Login::ThenSetRole => {
                let client = connect(&self.inner.config).await?;
                client.batch_execute(&set_role(role)).await?;
                Ok(client)
            }
        }
    }

    /// Brings the tracks up to this program, as the owner; [`crate::TRACK`] is to be the first.
    ///
    /// # Errors
    /// See [`MigrateError`].
    pub async fn migrate(&self, tracks: &[Track]) -> Result<Vec<Applied>, MigrateError> {
        let owner = self.owner().await.map_err(|error| match error {
            DbError::Driver(error) if error.code() == Some(&SqlState::INSUFFICIENT_PRIVILEGE) => {
                MigrateError::NotOwner(error)
            }
            other => other.into(),
        })?;
        ensure_readers(&*self.admin().await?).await?;
        migrate::run(&owner, tracks).await
    }

    /// What [`Database::migrate`] would run, as the application role: a service refuses to serve while there is
    /// something, or while the database is newer than itself.
    ///
    /// # Errors
    /// See [`MigrateError`].
    pub async fn pending(&self, tracks: &[Track]) -> Result<Vec<Applied>, MigrateError> {
        let client = self.app().await?;
        migrate::pending(&client, tracks).await
    }

    /// Opens the key file that belongs to this database, or makes it if this database has never known a key.
    /// To be called once [`crate::TRACK`] is migrated.
    ///
    /// # Errors
    /// [`KeyError::Lost`] when the database knows keys and the file is gone, [`KeyError::Foreign`] when the file
    /// has others.
    pub async fn keyring(&self, path: &Path) -> Result<Keyring, KeyError> {
        crate::seal::for_database(self, path).await
    }

    /// The private server's process, for those who watch it; `None` with a server of the bank's own.
    #[must_use]
    pub fn private_pid(&self) -> Option<u32> {
        self.private_slot().as_ref().and_then(PrivatePostgres::pid)
    }

    /// Where the private server's socket is; `None` with a server of the bank's own.
    #[must_use]
    pub fn socket_dir(&self) -> Option<std::path::PathBuf> {
        self.private_slot()
            .as_ref()
            .map(|private| private.socket_dir().to_owned())
    }

    /// Closes the pool and stops a private cluster. Connections still in use are cut off.
    pub async fn stop(&self) {
        self.inner.pool.close();
        self.inner.owner_pool.close();
        let private = self.private_slot().take();
        if let Some(private) = private {
            // A panic in there leaves the server to the kernel, which stops it with us.
            let _ = tokio::task::spawn_blocking(move || private.stop()).await;
        }
    }

    fn private_slot(&self) -> std::sync::MutexGuard<'_, Option<PrivatePostgres>> {
        self.inner.private.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn socket_config(socket_dir: &Path) -> Config {
    let mut config = Config::new();
    config
        .host_path(socket_dir)
        .port(private::PORT)
        .application_name("guiyi");
    config
}

/// A pool of connections that come up in a role.
fn pool_as(
    role: &'static str,
    config: &Config,
    login: Login,
    size: usize,
    wait: Duration,
) -> Result<Pool, OpenError> {
    let mut config = config.clone();
    if login == Login::AsRole {
        config.user(role);
    }
    let manager = Manager::from_config(
        config,
        NoTls,
        ManagerConfig {
            recycling_method: RecyclingMethod::Fast,
        },
    );
    let mut pool = Pool::builder(manager)
        .max_size(size)
        // The connection that was used last is the one whose caches are warm.
        .queue_mode(QueueMode::Lifo)
        .runtime(Runtime::Tokio1)
        .wait_timeout(Some(wait))
        .create_timeout(Some(wait));
    if login == Login::ThenSetRole {
        pool = pool.post_create(Hook::async_fn(move |client, _| {
            Box::pin(async move {
                let set = set_role(role);
                client.batch_execute(&set).await.map_err(HookError::Backend)
            })
        }));
    }
    Ok(pool.build().map_err(|error| DbError::Pool(error.to_string()))?)
}

/// Makes the roles that functions read as, if they are missing, and lets the owner hand functions to them.
async fn ensure_readers(client: &Client) -> Result<(), MigrateError> {
    let ready = "select pg_has_role($1, oid, 'member') from pg_roles where rolname = $2";
    for role in READER_ROLES {
        let known = client.query_opt(ready, &[&OWNER_ROLE, &role]).await?;
        let made = match &known {
            Some(row) if row.try_get(0)? => continue,
            Some(_) => Ok(()),
            None => client.batch_execute(&format!("create role {role} nologin")).await,
        };
        let granted = match made {
            // Another process may have made it in this moment.
            Err(error) if !is_twin(&error) => Err(error),
            _ => {
                client
                    .batch_execute(&format!("grant {role} to {OWNER_ROLE}"))
                    .await
            }
        };
        match granted {
            Err(error) if error.code() == Some(&SqlState::INSUFFICIENT_PRIVILEGE) => {
                return Err(MigrateError::NoReader { role, source: error });
            }
            Err(error) if !is_twin(&error) => return Err(error.into()),
            _ => {}
        }
    }
    Ok(())
}

/// Whether somebody else did the same at the same moment.
fn is_twin(error: &tokio_postgres::Error) -> bool {
    let twin = [
        SqlState::DUPLICATE_OBJECT,
        SqlState::UNIQUE_VIOLATION,
        SqlState::T_R_SERIALIZATION_FAILURE,
    ];
    // Two grants at once: `tuple concurrently updated`, for which there is no code of its own.
    error
        .code()
        .is_some_and(|code| twin.contains(code) || *code == SqlState::INTERNAL_ERROR)
}

fn set_role(role: &str) -> String {
    format!("set role {role}; set timezone = 'UTC'")
}

async fn connect(config: &Config) -> Result<Connection, tokio_postgres::Error> {
    let (client, connection) = config.connect(NoTls).await?;
    let task = tokio::spawn(async move {
        if let Err(error) = connection.await {
            tracing::debug!(error = chain(&error), "a database connection ended");
        }
    });
    Ok(Connection { client, task })
}

async fn check_version(client: &Client) -> Result<(), OpenError> {
    let sql = "select current_setting('server_version_num')::int / 10000, current_setting('server_version')";
    let row = client.query_one(sql, &[]).await?;
    let (major, version): (i32, String) = (row.try_get(0)?, row.try_get(1)?);
    if u32::try_from(major).is_ok_and(|major| private::MAJORS.contains(&major)) {
        Ok(())
    } else {
        Err(OpenError::Version(version))
    }
}

async fn role_exists(client: &Client, role: &str) -> Result<bool, OpenError> {
    let known = "select exists (select from pg_roles where rolname = $1)";
    Ok(client.query_one(known, &[&role]).await?.try_get(0)?)
}

/// Makes sure that the login can act as `role` and that the role can do its work in this database.
async fn ensure_role(client: &Client, role: &'static str) -> Result<(), OpenError> {
    let us = client
        .query_one("select current_user::text, current_database()::text", &[])
        .await?;
    let (login, database): (String, String) = (us.try_get(0)?, us.try_get(1)?);
    let refused = |error: &tokio_postgres::Error| OpenError::Role {
        login: login.clone(),
        role,
        database: database.clone(),
        why: chain(error),
    };
    if !role_exists(client, role).await?
        && let Err(error) = client.batch_execute(&format!("create role {role}")).await
    {
        // Another process may have made it in this moment.
        if !is_twin(&error) {
            return Err(refused(&error));
        }
    }
    let member = client
        .query_one("select pg_has_role(current_user, $1, 'member')", &[&role])
        .await?;
    if !member.try_get::<_, bool>(0)? {
        let grant = format!("grant {role} to current_user");
        client
            .batch_execute(&grant)
            .await
            .map_err(|error| refused(&error))?;
    }
    let rights = if role == OWNER_ROLE { "create" } else { "temporary" };
    let may = "select has_database_privilege($1, current_database(), $2)";
    if !client
        .query_one(may, &[&role, &rights])
        .await?
        .try_get::<_, bool>(0)?
    {
        let name = database.replace('"', "\"\"");
        let grant = format!("grant create, connect, temporary on database \"{name}\" to {role}");
        let grant = if role == OWNER_ROLE {
            grant
        } else {
            grant.replace("create, ", "")
        };
        client
            .batch_execute(&grant)
            .await
            .map_err(|error| refused(&error))?;
    }
    Ok(())
}
