//! One's own profile: name, telephone, what one likes.

use access_sql::queries::user as sql;
use authz::Caller;
use serde_json::Value;

use super::{UserError, malformed, myself, phone_context};
use crate::{Access, rules};

/// What is to be different; what is none stays.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ProfileChange {
    /// Another name.
    pub name: Option<String>,
    /// Another telephone; blank for none.
    pub phone: Option<String>,
    /// Preferences: the fields named here are set, null takes one out, the others stay.
    pub preferences: Option<Value>,
}

/// Changes one's own profile; says the names of what is different now.
///
/// # Errors
/// [`UserError`].
pub async fn change_profile(
    access: &Access,
    caller: &Caller,
    change: ProfileChange,
) -> Result<Vec<&'static str>, UserError> {
    let user = myself(access, caller).await?;
    let name = change
        .name
        .as_deref()
        .map(rules::name)
        .transpose()
        .map_err(malformed("name"))?;
    let phone = change.phone.as_deref().map(str::trim);
    if phone.is_some_and(|phone| phone.len() > 40 || phone.chars().any(char::is_control)) {
        return Err(malformed("phone")("a telephone has at most 40 characters"));
    }
    let preferences = match change.preferences {
        Some(wanted) => Some(merged(&user.preferences, wanted)?),
        None => None,
    };
    let mut changed = Vec::new();
    let tx = access.begin(caller).await?;
    if let Some(name) = name.filter(|name| *name != user.name) {
        sql::set_name().bind(&*tx, &name, &user.id).await?;
        changed.push("name");
    }
    if let Some(phone) = phone.filter(|phone| *phone != user.phone.as_deref().unwrap_or_default()) {
        let sealed =
            (!phone.is_empty()).then(|| access.keyring().seal(phone.as_bytes(), &phone_context(user.id)));
        sql::set_phone().bind(&*tx, &sealed, &user.id).await?;
        changed.push("phone");
    }
    if let Some(preferences) = preferences.filter(|preferences| *preferences != user.preferences) {
        sql::set_preferences().bind(&*tx, &preferences, &user.id).await?;
        changed.push("preferences");
    }
    tx.commit().await?;
    Ok(changed)
}

fn merged(now: &Value, wanted: Value) -> Result<Value, UserError> {
    let Value::Object(wanted) = wanted else {
        return Err(malformed("preferences")("preferences are an object"));
    };
    let mut fields = now.as_object().cloned().unwrap_or_default();
    for (name, value) in wanted {
        if value.is_null() {
            fields.remove(&name);
        } else {
            fields.insert(name, value);
        }
    }
    let merged = Value::Object(fields);
    let text = merged.to_string();
    if text.len() > rules::PREFERENCES_BYTES_MAX {
        return Err(malformed("preferences")("preferences take more than 64 KB"));
    }
    if text.contains("\\u0000") {
        return Err(malformed("preferences")("preferences hold a zero byte"));
    }
    Ok(merged)
}
