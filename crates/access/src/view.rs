//! Views of lists that their owners share: conditions, order and columns under a name, never what they find.
//!
//! A view reaches a unit, a unit with those below it, or the whole bank; how far somebody may share is the depth of
//! their right `view.share`. Whoever it reaches uses it under their own rights; only its owner changes it. When the owner
//! has left the bank, whoever may share as far from the same unit may take it back.

use std::fmt;

use access_sql::queries::view as sql;
use authz::{Action, Caller, Depth, Object};
use base::Timestamp;
use pg::{DbError, Tx};
use serde_json::Value;
use uuid::Uuid;

use crate::{Access, rules, unit};

/// The most the content of a view may take, as JSON.
const CONTENT_BYTES_MAX: usize = 8_192;
/// How many views somebody may share at a time.
const SHARED_MAX: i64 = 100;

/// How far a view reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reach {
    /// The owner's unit.
    Unit,
    /// The owner's unit and those below it.
    UnitAndBelow,
    /// Everybody.
    Bank,
}

impl Reach {
    /// All three, the nearest first.
    pub const ALL: [Self; 3] = [Self::Unit, Self::UnitAndBelow, Self::Bank];

    /// The name, as the store has it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Unit => "unit",
            Self::UnitAndBelow => "unit_and_below",
            Self::Bank => "bank",
        }
    }

    /// Finds one by its name.
    #[must_use]
    pub fn find(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.name() == name)
    }

    /// The depth of `view.share` that reaches as far.
    const fn asks(self) -> Depth {
        match self {
            Self::Unit => Depth::Unit,
            Self::UnitAndBelow => Depth::UnitAndBelow,
            Self::Bank => Depth::All,
        }
    }
}

impl fmt::Display for Reach {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Unit => "your unit",
            Self::UnitAndBelow => "your unit and those below it",
            Self::Bank => "the whole bank",
        })
    }
}

/// A view that is shared, as it is now.
#[derive(Debug, Clone, PartialEq)]
pub struct View {
    /// The id, for ever: addresses name it.
    pub id: Uuid,
    /// The list it is a view of.
    pub list: String,
    /// The name.
    pub name: String,
    /// Conditions, order and columns, as the list keeps them.
    pub content: Value,
    /// How far it reaches.
    pub reach: Reach,
    /// The unit from which it reaches so far; none for the whole bank.
    pub unit: Option<String>,
    /// The name of who made it.
    pub owner: String,
    /// Whether that is the caller.
    pub mine: bool,
    /// Whether the caller may take it back.
    pub may_take_back: bool,
    /// Since when it is so.
    pub since: Timestamp,
}

/// What a view is to be.
#[derive(Debug, Clone, PartialEq)]
pub struct NewView {
    /// The list it is a view of.
    pub list: &'static str,
    /// The name.
    pub name: String,
    /// Conditions, order and columns.
    pub content: Value,
    /// How far it is to reach.
    pub reach: Reach,
}

/// What is to be different of a view; what is none stays.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ViewChange {
    /// Another name.
    pub name: Option<String>,
    /// Other conditions, order or columns.
    pub content: Option<Value>,
    /// Another reach.
    pub reach: Option<Reach>,
}

/// Why not.
#[derive(Debug, thiserror::Error)]
pub enum ViewError {
    /// A field that is not well formed.
    #[error("{field}: {why}")]
    Malformed {
        /// Which.
        field: &'static str,
        /// What is wrong.
        why: &'static str,
    },
    /// The owner shares another view of the list under this name.
    #[error("you share a view of this name already")]
    NameTaken,
    /// The owner shares enough.
    #[error("you share {SHARED_MAX} views; take one back first")]
    TooMany,
    /// No such view, or one that is somebody else's to change.
    #[error("there is no such view of yours")]
    Unknown,
    /// Somebody without a unit has nobody near.
    #[error("you have no unit to share with")]
    NoUnit,
    /// The right does not reach so far.
    #[error("your roles may not share views with {0}")]
    TooFar(Reach),
    /// It was changed at the same moment.
    #[error("the view was changed at this very moment; look at it, then try again")]
    Overtaken,
    /// The store failed.
    #[error(transparent)]
    Db(DbError),
}

impl From<DbError> for ViewError {
    fn from(error: DbError) -> Self {
        match error.constraint() {
            Some("shared_view_name_once") => Self::NameTaken,
            Some("shared_view_current_once" | "shared_view_pk") => Self::Overtaken,
            _ => Self::Db(error),
        }
    }
}

impl From<tokio_postgres::Error> for ViewError {
    fn from(error: tokio_postgres::Error) -> Self {
        DbError::from(error).into()
    }
}

/// The views that reach a user, their own among them, by name.
///
/// # Errors
/// The store's.
pub async fn shared(access: &Access, caller: &Caller, user: Uuid) -> Result<Vec<View>, ViewError> {
    let (units, policy) = (unit::current(access).await?, access.policy_for(caller).await?);
    let depth = policy.depth_of(caller, Object::View, Action::Share);
    let above: Vec<&str> = caller
        .unit
        .as_deref()
        .map(|home| units.tree.above(home))
        .unwrap_or_default();
    let tx = access.begin_read(caller).await?;
    let rows = sql::views_for()
        .bind(&*tx, &user, &caller.unit, &above)
        .all()
        .await?;
    tx.rollback().await?;
    let mut views: Vec<View> = Vec::with_capacity(rows.len());
    for row in rows {
        let left = row.owner_left;
        let mut view = view(row, user);
        let near = view.unit.is_some() && view.unit == caller.unit;
        view.may_take_back |= left && depth >= view.reach.asks() && (near || depth == Depth::All);
        views.push(view);
    }
    Ok(views)
}

/// Shares a view.
///
/// # Errors
/// [`ViewError`].
pub async fn share(access: &Access, caller: &Caller, user: Uuid, new: NewView) -> Result<View, ViewError> {
    let unit = home(access, caller, new.reach).await?;
    let (id, name) = (access.new_id(), name(&new.name)?);
    let content = content(new.content)?;
    let tx = access.begin(caller).await?;
    if sql::count_views().bind(&*tx, &user).one().await? >= SHARED_MAX {
        return Err(ViewError::TooMany);
    }
    write(
        access,
        tx,
        caller,
        user,
        id,
        (new.list, &name, &content, new.reach, unit),
    )
    .await
}

/// Changes a view of one's own; those it reaches see it so at once.
///
/// # Errors
/// [`ViewError`].
pub async fn change(
    access: &Access,
    caller: &Caller,
    user: Uuid,
    id: Uuid,
    change: ViewChange,
) -> Result<View, ViewError> {
    let tx = access.begin(caller).await?;
    let now = sql::find_view().bind(&*tx, &id, &user).opt().await?;
    let now = view(now.ok_or(ViewError::Unknown)?, user);
    let reach = change.reach.unwrap_or(now.reach);
    let unit = home(access, caller, reach).await?;
    let name = change.name.as_deref().map(name).transpose()?.unwrap_or(now.name);
    let content = change.content.map(content).transpose()?.unwrap_or(now.content);
    close(access, &tx, id, ViewError::Overtaken).await?;
    write(
        access,
        tx,
        caller,
        user,
        id,
        (&now.list, &name, &content, reach, unit),
    )
    .await
}

/// Takes a view back, one's own or that of somebody who has left: nobody is shown it any more.
///
/// # Errors
/// [`ViewError`].
pub async fn take_back(access: &Access, caller: &Caller, user: Uuid, id: Uuid) -> Result<(), ViewError> {
    let views = shared(access, caller, user).await?;
    if !views.iter().any(|view| view.id == id && view.may_take_back) {
        return Err(ViewError::Unknown);
    }
    let tx = access.begin(caller).await?;
    close(access, &tx, id, ViewError::Unknown).await?;
    Ok(tx.commit().await?)
}

async fn close(access: &Access, tx: &Tx, id: Uuid, gone: ViewError) -> Result<(), ViewError> {
    match sql::close_view().bind(&**tx, &access.now(), &id).await? {
        0 => Err(gone),
        _ => Ok(()),
    }
}

async fn write(
    access: &Access,
    tx: Tx,
    caller: &Caller,
    user: Uuid,
    id: Uuid,
    (list, name, content, reach, unit): (&str, &str, &Value, Reach, Option<String>),
) -> Result<View, ViewError> {
    sql::insert_view()
        .bind(
            &*tx,
            &id,
            &access.now(),
            &user,
            &list,
            &name,
            content,
            &reach.name(),
            &unit,
            &caller.id,
        )
        .await?;
    let made = sql::find_view().bind(&*tx, &id, &user).one().await?;
    tx.commit().await?;
    Ok(view(made, user))
}

/// The unit that a view of this reach starts from, where the caller may share so far.
async fn home(access: &Access, caller: &Caller, reach: Reach) -> Result<Option<String>, ViewError> {
    let policy = access.policy_for(caller).await?;
    if policy.depth_of(caller, Object::View, Action::Share) < reach.asks() {
        return Err(ViewError::TooFar(reach));
    }
    match (reach, &caller.unit) {
        (Reach::Bank, _) => Ok(None),
        (_, Some(home)) => Ok(Some(home.clone())),
        (_, None) => Err(ViewError::NoUnit),
    }
}

fn name(name: &str) -> Result<String, ViewError> {
    rules::name(name).map_err(|why| ViewError::Malformed { field: "name", why })
}

fn content(content: Value) -> Result<Value, ViewError> {
    let why = match &content {
        Value::Object(_) if content.to_string().len() <= CONTENT_BYTES_MAX => return Ok(content),
        Value::Object(_) => "a view takes at most 8 KB",
        _ => "a view is an object",
    };
    Err(ViewError::Malformed {
        field: "content",
        why,
    })
}

fn view(row: sql::ViewRow, user: Uuid) -> View {
    let mine = row.user_id == user;
    View {
        mine,
        may_take_back: mine,
        id: row.view_id,
        list: row.list,
        name: row.name,
        content: row.content,
        // The store knows no others.
        reach: Reach::find(&row.shared_with).unwrap_or(Reach::Unit),
        unit: row.unit,
        owner: row.owner,
        since: row.since,
    }
}
