//! The services put together: which rooms, behind which doors.

use web::Room;

/// The OpenAPI document of all products, as it is committed.
///
/// # Errors
/// When it cannot be written as JSON.
pub fn document() -> Result<String, serde_json::Error> {
    let room: Room = ecif::service::room().described();
    serde_json::to_string_pretty(&room.into_openapi())
}
