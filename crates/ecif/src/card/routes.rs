//! The list of customers, as a service.

#![expect(
    unused_qualifications,
    reason = "the macro that describes a route writes them"
)]

use authz::{Action, Depth, Object};
use axum::Json;
use axum::extract::State;
use axum::http::{HeaderName, header};
use base::{Date, Timestamp};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::routes;
use uuid::Uuid;
use web::{Allowed, Code, FieldError, List, OnlyNow, Page, Problem, Query, Right, Room, Trail};

use super::{By, Card, Filter, Place, Sort, count, list};
use crate::search::routes as search;
use crate::service::{Presenter, Services, failed};

/// Most customers of a list that a search found.
const FOUND_MAX: usize = 500;
/// Most rows of a file of customers.
const EXPORT_MAX: usize = 10_000;
/// Rows of it that are read at once.
const EXPORT_PAGE: usize = 500;
const EXPORT_COLUMNS: [&str; 13] = [
    "number",
    "name",
    "kind",
    "level",
    "units",
    "managers",
    "sources",
    "records",
    "accounts",
    "opened_on",
    "balance_cny",
    "owed_cny",
    "expires_on",
];

/// The routes.
#[must_use]
pub fn room() -> Room<Services> {
    Room::new()
        .route(Right::On(Object::Customer, Action::Read), routes!(customers))
        .route(Right::On(Object::Customer, Action::Export), routes!(export))
        .route(Right::On(Object::Statistic, Action::Read), routes!(statistics))
}

/// A customer as a list shows it.
#[derive(Debug, Serialize, ToSchema)]
pub struct CustomerRow {
    /// The number that answers.
    #[schema(example = "100000000016")]
    pub number: String,
    /// The name, as the caller may see it.
    pub name: Option<String>,
    /// Whether the name is masked.
    pub name_masked: bool,
    /// `individual`, `organisation`, `financial_institution`.
    pub kind: &'static str,
    /// The customer level, a code.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub level: Option<String>,
    /// The units that keep a current record or agreement.
    pub units: Vec<String>,
    /// The staff numbers of the managers who look after it.
    pub managers: Vec<String>,
    /// The sources that know it.
    pub sources: Vec<String>,
    /// How many current records make it.
    pub records: i32,
    /// How many current agreements it is the first holder of.
    pub accounts: i32,
    /// Since when it is a customer.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = Date, nullable = false)]
    pub opened_on: Option<Date>,
    /// The day the first of its documents expires; none where all are long-term, nobody says, or it is kept back.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = Date, nullable = false)]
    pub expires_on: Option<Date>,
    /// Whether the day is kept back.
    pub expiry_masked: bool,
    /// The latest balances of these agreements in CNY, a decimal, as the caller may see it.
    #[schema(example = "1234.56")]
    pub balance_cny: Option<String>,
    /// What is outstanding on them in CNY.
    pub owed_cny: Option<String>,
    /// Whether the amounts are masked.
    pub amounts_masked: bool,
    /// When the row was made.
    pub updated_at: Timestamp,
}

/// The word of a kind as cards keep it.
pub(crate) fn kind_word(kind: i16) -> &'static str {
    match kind {
        0 => "individual",
        1 => "organisation",
        _ => "financial_institution",
    }
}

/// A text as a cell of a file that a spreadsheet opens: one it would take for a formula is kept from being one.
fn no_formula(text: String) -> String {
    let formula = text.starts_with(['=', '@', '\t', '\r'])
        || text.starts_with(['+', '-']) && text.parse::<Decimal>().is_err();
    if formula { format!("'{text}") } else { text }
}

impl CustomerRow {
    /// Its line of a file of customers.
    fn cells(&self) -> [String; EXPORT_COLUMNS.len()] {
        let several = |words: &[String]| words.join(" ");
        let cells = [
            self.number.clone(),
            self.name.clone().unwrap_or_default(),
            self.kind.to_owned(),
            self.level.clone().unwrap_or_default(),
            several(&self.units),
            several(&self.managers),
            several(&self.sources),
            self.records.to_string(),
            self.accounts.to_string(),
            self.opened_on.map(|day| day.to_string()).unwrap_or_default(),
            self.balance_cny.clone().unwrap_or_default(),
            self.owed_cny.clone().unwrap_or_default(),
            self.expires_on.map(|day| day.to_string()).unwrap_or_default(),
        ];
        cells.map(no_formula)
    }

    /// A card as somebody may see it.
    #[must_use]
    pub fn of(card: Card, show: &Presenter) -> Self {
        let name = show.name(&card.name);
        let balance = show.amount(&card.balance_cny.to_string());
        let owed = show.amount(&card.owed_cny.to_string());
        Self {
            number: card.number.to_string(),
            name: name.value,
            name_masked: name.masked,
            kind: kind_word(card.kind),
            level: card.level,
            units: card.units,
            managers: card.managers,
            sources: card.sources,
            records: card.records,
            accounts: card.accounts,
            opened_on: card.opened_on,
            expires_on: card.expires_on.filter(|_| show.expiries_are_clear()),
            expiry_masked: !show.expiries_are_clear(),
            balance_cny: balance.value,
            owed_cny: owed.value,
            amounts_masked: balance.masked,
            updated_at: card.changed_at,
        }
    }
}

/// Which customers, in which order.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ListQuery {
    /// Kept by this unit.
    #[param(nullable = false, max_length = 40)]
    unit: Option<String>,
    /// With `unit`: or by any unit below it.
    #[param(nullable = false)]
    below: Option<bool>,
    /// Of this kind.
    #[param(nullable = false, inline)]
    kind: Option<KindWord>,
    /// Of this level, a code.
    #[param(nullable = false, max_length = 40)]
    level: Option<String>,
    /// Looked after by the manager with this staff number.
    #[param(nullable = false, max_length = 40)]
    manager: Option<String>,
    /// Known to this source.
    #[param(nullable = false, max_length = 60)]
    source: Option<String>,
    /// With a document that expires before this day, or has.
    #[param(value_type = Option<String>, format = Date, nullable = false)]
    expiring_before: Option<Date>,
    /// Called so, or identified so: a name or a part of it, its pinyin or initials, the last four characters of a
    /// number, a whole number; the 500 likeliest. Asks the right to search.
    #[param(nullable = false, min_length = 1, max_length = 80, example = "zs")]
    q: Option<String>,
    /// The order; `name` unless said. With a minus the other way round.
    #[param(nullable = false, inline)]
    sort: Option<SortWord>,
}

/// A kind of customer.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum KindWord {
    /// A person.
    Individual,
    /// A company or another organisation.
    Organisation,
    /// A bank, a fund and the like.
    FinancialInstitution,
}

impl KindWord {
    /// As cards keep it.
    #[must_use]
    pub const fn code(self) -> i16 {
        match self {
            Self::Individual => 0,
            Self::Organisation => 1,
            Self::FinancialInstitution => 2,
        }
    }
}

/// An order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, ToSchema)]
enum SortWord {
    #[serde(rename = "name")]
    Name,
    #[serde(rename = "-name")]
    NameBack,
    #[serde(rename = "number")]
    Number,
    #[serde(rename = "-number")]
    NumberBack,
    #[serde(rename = "opened_on")]
    OpenedOn,
    #[serde(rename = "-opened_on")]
    OpenedOnBack,
    #[serde(rename = "expires_on")]
    ExpiresOn,
    #[serde(rename = "-expires_on")]
    ExpiresOnBack,
    #[serde(rename = "balance")]
    Balance,
    #[serde(rename = "-balance")]
    BalanceBack,
}

impl SortWord {
    const fn order(self) -> (Sort, bool) {
        match self {
            Self::Name => (Sort::Name, false),
            Self::NameBack => (Sort::Name, true),
            Self::Number => (Sort::Number, false),
            Self::NumberBack => (Sort::Number, true),
            Self::OpenedOn => (Sort::OpenedOn, false),
            Self::OpenedOnBack => (Sort::OpenedOn, true),
            Self::ExpiresOn => (Sort::ExpiresOn, false),
            Self::ExpiresOnBack => (Sort::ExpiresOn, true),
            Self::Balance => (Sort::Balance, false),
            Self::BalanceBack => (Sort::Balance, true),
        }
    }
}

/// What does not lie in clear before somebody is nothing to sort by: the order would tell it.
fn order(asked: Option<SortWord>, show: &Presenter) -> Result<SortWord, Problem> {
    let word = match asked {
        Some(word) => word,
        None if show.names_are_clear() => SortWord::Name,
        None => SortWord::Number,
    };
    let may = match word.order().0 {
        Sort::Name => show.names_are_clear(),
        Sort::Balance => show.amounts_are_clear(),
        Sort::ExpiresOn => show.expiries_are_clear(),
        Sort::Number | Sort::OpenedOn => true,
    };
    if may {
        Ok(word)
    } else {
        Err(Problem::field(
            FieldError::new(
                "sort",
                "masked",
                "you do not see these values in clear, so they are nothing to sort by",
            )
            .mend("sort by number or opened_on"),
        ))
    }
}

/// A place in the list, as a cursor holds it.
#[derive(Debug, Serialize, Deserialize)]
enum Held {
    Name(String, Uuid),
    Number(i64, Uuid),
    OpenedOn(Date, Uuid),
    ExpiresOn(Date, Uuid),
    Balance(Decimal, Uuid),
}

impl From<Place> for Held {
    fn from(place: Place) -> Self {
        match place {
            Place::Name(key, party) => Self::Name(key, party),
            Place::Number(number, party) => Self::Number(number, party),
            Place::OpenedOn(day, party) => Self::OpenedOn(day, party),
            Place::ExpiresOn(day, party) => Self::ExpiresOn(day, party),
            Place::Balance(amount, party) => Self::Balance(amount, party),
        }
    }
}

impl From<Held> for Place {
    fn from(held: Held) -> Self {
        match held {
            Held::Name(key, party) => Self::Name(key, party),
            Held::Number(number, party) => Self::Number(number, party),
            Held::OpenedOn(day, party) => Self::OpenedOn(day, party),
            Held::ExpiresOn(day, party) => Self::ExpiresOn(day, party),
            Held::Balance(amount, party) => Self::Balance(amount, party),
        }
    }
}

/// Whom a search finds, as the caller may: a name that is not seen in clear finds nobody.
async fn found_by(services: &Services, allowed: &Allowed, text: &str) -> Result<Vec<Uuid>, Problem> {
    let depth = allowed
        .policy()
        .depth_of(allowed.caller(), Object::Customer, Action::Search);
    if depth == Depth::None {
        return Err(Problem::new(
            Code::Forbidden,
            "none of your roles may search customers: leave q out",
        ));
    }
    let hits = search::asked(services, allowed, "q", text, FOUND_MAX).await?.hits;
    Ok(hits.into_iter().map(|hit| hit.card.party).collect())
}

/// What a list is held to.
async fn filter(services: &Services, allowed: &Allowed, query: &ListQuery) -> Result<Filter, Problem> {
    if query.expiring_before.is_some() && !Presenter::of(allowed).expiries_are_clear() {
        return Err(Problem::field(
            FieldError::new(
                "expiring_before",
                "masked",
                "you do not see when documents expire, so it is nothing to filter by",
            )
            .mend("leave expiring_before out"),
        ));
    }
    let units = match (&query.unit, query.below) {
        (Some(unit), Some(true)) => Some(services.directory.below(unit).await?),
        (Some(unit), _) => Some(vec![unit.clone()]),
        (None, _) => None,
    };
    let among = match &query.q {
        Some(q) => Some(found_by(services, allowed, q).await?),
        None => None,
    };
    Ok(Filter {
        among,
        units,
        manager: query.manager.clone(),
        kind: query.kind.map(KindWord::code),
        level: query.level.clone(),
        source: query.source.clone(),
        expiring_before: query.expiring_before,
    })
}

/// The list as a file: what is masked on the screen is masked in it.
///
/// The first 10,000 rows of the list that the same filter gives, in its order, as CSV (UTF-8, the first line names the
/// columns); narrow the filter for the others. The line in the trail is on disk before the file goes out.
#[utoipa::path(get, path = "/customers/export", tag = "customers", operation_id = "exportCustomers", params(ListQuery),
    responses((status = 200, body = String, content_type = "text/csv")))]
async fn export(
    State(services): State<Services>,
    allowed: Allowed,
    trail: Trail,
    _: OnlyNow,
    Query(query): Query<ListQuery>,
) -> Result<([(HeaderName, &'static str); 2], String), Problem> {
    let show = Presenter::of(&allowed);
    let (sort, descending) = order(query.sort, &show)?.order();
    let filter = filter(&services, &allowed, &query).await?;
    let actor = services.actor(&allowed);
    let broken = |error: csv::Error| Problem::internal(&error);
    let mut file = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(Vec::new());
    file.write_record(EXPORT_COLUMNS).map_err(broken)?;
    let (mut rows, mut after) = (0, None);
    loop {
        let many = EXPORT_PAGE.min(EXPORT_MAX - rows);
        let page = list(
            &services.database,
            &actor,
            &filter,
            sort,
            descending,
            after.as_ref(),
            many,
        )
        .await
        .map_err(failed)?;
        rows += page.cards.len();
        for card in page.cards {
            file.write_record(CustomerRow::of(card, &show).cells())
                .map_err(broken)?;
        }
        after = page.next;
        if after.is_none() || rows >= EXPORT_MAX {
            break;
        }
    }
    let file = file
        .into_inner()
        .map_err(|error| Problem::internal_text(error.to_string()))?;
    let file = String::from_utf8(file).map_err(|error| Problem::internal(&error))?;
    trail.detail("customers", rows);
    trail.detail("cut", after.is_some());
    trail.write().await?;
    Ok((
        [
            (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
            (
                header::CONTENT_DISPOSITION,
                "attachment; filename=\"customers.csv\"",
            ),
        ],
        file,
    ))
}

/// The customers in the caller's sight, filtered and sorted.
///
/// The list is of now: `as_of` and `valid_on` are refused (`not-acceptable-date`); a past moment is answered for one
/// customer at a time.
#[utoipa::path(get, path = "/customers", tag = "customers", operation_id = "listCustomers", params(Page, ListQuery),
    responses((status = 200, body = List<CustomerRow>)))]
async fn customers(
    State(services): State<Services>,
    allowed: Allowed,
    trail: Trail,
    page: Page,
    _: OnlyNow,
    Query(query): Query<ListQuery>,
) -> Result<Json<List<CustomerRow>>, Problem> {
    let show = Presenter::of(&allowed);
    let word = order(query.sort, &show)?;
    let name = format!("customers {query:?} {word:?}");
    let after: Option<Held> = page.after(&name)?;
    let filter = filter(&services, &allowed, &query).await?;
    let (sort, descending) = word.order();
    let found = list(
        &services.database,
        &services.actor(&allowed),
        &filter,
        sort,
        descending,
        after.map(Place::from).as_ref(),
        page.limit().into(),
    )
    .await
    .map_err(failed)?;
    trail.detail("customers", found.cards.len());
    let next_cursor = found
        .next
        .map(|place| web::page::cursor(&name, &Held::from(place)));
    Ok(Json(List {
        items: found
            .cards
            .into_iter()
            .map(|card| CustomerRow::of(card, &show))
            .collect(),
        next_cursor,
        total: None,
    }))
}

/// By what customers are counted.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct StatisticsQuery {
    /// Words with commas between: `unit`, `kind`, `level`; all together unless said.
    #[param(nullable = false, max_length = 40, example = "unit,kind")]
    by: Option<String>,
    /// Only customers of this unit and those below it.
    #[param(nullable = false, max_length = 40)]
    unit: Option<String>,
}

/// How many customers there are.
#[derive(Debug, Serialize, ToSchema)]
pub struct CustomerStatistics {
    /// The cells.
    cells: Vec<StatisticsCell>,
}

/// Customers of one unit, kind, level.
#[derive(Debug, Serialize, ToSchema)]
pub struct StatisticsCell {
    /// The unit.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    unit: Option<String>,
    /// The kind.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    kind: Option<&'static str>,
    /// The level, a code.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    level: Option<String>,
    /// How many customers; one that two units keep is counted at both.
    customers: i64,
    /// How many agreements they are first holder of.
    accounts: i64,
    /// Their balances in CNY, as the caller may see them.
    balance_cny: Option<String>,
    /// What is outstanding in CNY.
    owed_cny: Option<String>,
    /// The query of `/customers` that lists them.
    query: String,
}

/// How many customers there are and what they hold, by unit, kind and level; each cell leads to its list.
#[utoipa::path(get, path = "/statistics/customers", tag = "customers", operation_id = "countCustomers",
    params(StatisticsQuery), responses((status = 200, body = CustomerStatistics)))]
async fn statistics(
    State(services): State<Services>,
    allowed: Allowed,
    _: OnlyNow,
    Query(query): Query<StatisticsQuery>,
) -> Result<Json<CustomerStatistics>, Problem> {
    let mut by = By::default();
    for word in query
        .by
        .as_deref()
        .unwrap_or_default()
        .split(',')
        .filter(|word| !word.is_empty())
    {
        match word.trim() {
            "unit" => by.unit = true,
            "kind" => by.kind = true,
            "level" => by.level = true,
            _ => {
                return Err(Problem::field(
                    FieldError::new("by", "unknown", "words with commas between").mend("unit, kind, level"),
                ));
            }
        }
    }
    let units = match &query.unit {
        Some(unit) => Some(services.directory.below(unit).await?),
        None => None,
    };
    let show = Presenter::of(&allowed);
    let cells = count(
        &services.database,
        &services.actor(&allowed),
        by,
        units.as_deref(),
    )
    .await
    .map_err(failed)?;
    let cells = cells.into_iter().map(|cell| {
        let unit = cell
            .filter
            .units
            .filter(|_| by.unit)
            .and_then(|units| units.into_iter().next());
        let kind = cell.filter.kind.map(kind_word);
        let mut asked = form_urlencoded::Serializer::new(String::new());
        match (&unit, &query.unit) {
            (Some(unit), _) => {
                asked.append_pair("unit", unit);
            }
            (None, Some(unit)) => {
                asked.append_pair("unit", unit).append_pair("below", "true");
            }
            (None, None) => {}
        }
        for (name, value) in [("kind", kind), ("level", cell.filter.level.as_deref())] {
            if let Some(value) = value {
                asked.append_pair(name, value);
            }
        }
        StatisticsCell {
            customers: cell.customers,
            accounts: cell.accounts,
            balance_cny: show.amount(&cell.balance_cny.to_string()).value,
            owed_cny: show.amount(&cell.owed_cny.to_string()).value,
            query: asked.finish(),
            unit,
            kind,
            level: cell.filter.level,
        }
    });
    Ok(Json(CustomerStatistics {
        cells: cells.collect(),
    }))
}

#[cfg(test)]
mod tests {
    use super::no_formula;

    #[test]
    fn what_a_spreadsheet_would_reckon_is_a_text() {
        let cell = |text: &str| no_formula(text.to_owned());
        for formula in ["=1+1", "@SUM(A1)", "+cmd|' /C calc'!A0", "-2+3", "\t=1", "\r=1"] {
            assert_eq!(cell(formula), format!("'{formula}"));
        }
        for plain in ["-12.30", "+1", "张三", "", "a=b"] {
            assert_eq!(cell(plain), plain);
        }
    }
}
