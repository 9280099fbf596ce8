//! `guiyi explain`.

use base::Timestamp;
use ecif::explain::{Asked, CandidateView, Explanation, explain};
use ecif::survive::Reason;
use serde_json::json;
use standards::Verdict;

use super::Failure;
use crate::clock::SystemClock;
use crate::{cli, people, store, table};

/// Shows a customer and why.
pub async fn run(args: cli::Explain) -> Result<(), Failure> {
    let asked = asked(&args.number)?;
    let store = store::open(&args.store).await?;
    let actor = store::operator("explain");
    let told = explain(
        &store.database,
        &store.keyring,
        &SystemClock,
        &actor,
        &asked,
        args.as_of,
        args.valid_on,
    )
    .await;
    let told = told.map_err(Failure::from);
    let asked = told
        .as_ref()
        .map_or(asked_number(&asked), |told| Some(told.number));
    let noted = people::note(people::Act {
        command: "guiyi explain",
        purpose: "explain",
        object: "customer",
        action: "read",
        target: asked.map(|number| format!("{number:012}")),
        detail: json!({ "clear": true, "as_of": args.as_of.map(|at| at.to_string()) }),
        refused: told.is_err(),
        store: &store,
    })
    .await;
    store.database.stop().await;
    // What could not be written down is not shown.
    let told = told.and_then(|told| noted.map(|()| told))?;
    if args.json {
        println!("{}", told.to_json());
    } else {
        print!("{}", words(&told));
    }
    Ok(())
}

fn asked_number(asked: &Asked) -> Option<i64> {
    match asked {
        Asked::Number(number) => Some(*number),
        _ => None,
    }
}

fn asked(text: &str) -> Result<Asked, Failure> {
    if let Some((source, key)) = text.split_once(':') {
        return Ok(Asked::SourceKey {
            source: source.to_owned(),
            key: key.to_owned(),
        });
    }
    let digits: String = text.chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
    match standards::customer_number::validate(&digits) {
        Verdict::Ok => digits
            .parse()
            .map(Asked::Number)
            .map_err(|_| Failure(format!("`{text}` is no customer number (CUST-01)"))),
        Verdict::BadCheckDigit => Err(Failure(format!(
            "`{text}`: the check digit does not fit; was a digit mistyped? (CUST-01)"
        ))),
        _ => Err(Failure(format!(
            "`{text}` is no customer number: 12 digits are wanted (CUST-01), or SOURCE:KEY"
        ))),
    }
}

/// The explanation for a terminal.
pub fn words(told: &Explanation) -> String {
    let number = |number: i64| standards::customer_number::grouped(&number.to_string());
    let mut text = format!(
        "{}  {}  {}\n",
        number(told.number),
        told.name(),
        told.golden.kind.word()
    );
    if let Some(asked) = told.asked {
        text.push_str(&format!("  {} forwards here\n", number(asked)));
    }
    if !told.former_numbers.is_empty() {
        let numbers: Vec<String> = told.former_numbers.iter().map(|one| number(*one)).collect();
        text.push_str(&format!("  also answers for {}\n", numbers.join(", ")));
    }
    text.push_str(&format!(
        "  as known at {}, valid on {}\n",
        told.as_of, told.valid_on
    ));

    text.push_str("\nidentifications\n");
    let rows: Vec<Vec<String>> = told
        .identifications()
        .iter()
        .map(|one| {
            let until = match one.expires_on {
                Some(day) if day.year() == 9999 => "long-term".to_owned(),
                Some(day) => format!("until {day}"),
                None => String::new(),
            };
            vec![
                one.document.as_str().to_owned(),
                one.number.clone(),
                if one.valid {
                    String::new()
                } else {
                    "breaks its rule".to_owned()
                },
                until,
                format!(
                    "{} since {}, {}",
                    told.golden
                        .giver(one.from)
                        .map_or("", |giver| giver.source.as_str()),
                    one.since,
                    one.verification.word()
                ),
            ]
        })
        .collect();
    text.push_str(&table::rows(&rows, 2));

    text.push_str("\nvalues\n");
    let mut rows = Vec::new();
    for value in &told.values {
        for (index, one) in value.candidates.iter().enumerate() {
            // One line a value: who else says the same stands behind the best that says it.
            if value.candidates[..index]
                .iter()
                .any(|before| before.value == one.value)
            {
                continue;
            }
            let others: Vec<&str> = value.candidates[index + 1..]
                .iter()
                .filter(|other| other.value == one.value)
                .map(|other| other.source.as_str())
                .collect();
            let mut why = why(one, index, &value.candidates, told);
            if !others.is_empty() {
                why.push_str(&format!("; {} says so too", others.join(", ")));
            }
            let name = if index == 0 {
                value.attribute.to_owned()
            } else {
                String::new()
            };
            let mark = if one.survives { "=" } else { "x" };
            rows.push(vec![
                name,
                format!("{mark} {}", one.value),
                format!("{}:{}", one.source, one.key),
                format!("{} {}", one.since, one.verification),
                why,
            ]);
        }
    }
    text.push_str(&table::rows(&rows, 2));

    text.push_str("\nrecords\n");
    let rows: Vec<Vec<String>> = told
        .records
        .iter()
        .map(|one| {
            let ids: Vec<String> = one
                .identifications
                .iter()
                .map(|(document, number)| format!("{} {number}", document.as_str()))
                .collect();
            let versions = if one.versions == 1 {
                "1 version".to_owned()
            } else {
                format!("{} versions", one.versions)
            };
            vec![
                format!("{}:{}", one.source, one.key),
                ids.join(", "),
                format!("{versions}, of {}", one.business_date),
                format!("here by {} since {}", one.cause, local(one.since)),
                one.gone_on
                    .map_or_else(String::new, |day| format!("gone from its source on {day}")),
            ]
        })
        .collect();
    text.push_str(&table::rows(&rows, 2));

    if !told.agreements.is_empty() {
        text.push_str("\nagreements\n");
        let mut line = String::new();
        for one in &told.agreements {
            if line != one.product {
                line.clone_from(&one.product);
                text.push_str(&format!(
                    "  {}\n",
                    if line.is_empty() { "(no product)" } else { &line }
                ));
            }
            let roles: Vec<&str> = one.roles.iter().map(String::as_str).collect();
            let balances: Vec<String> = one
                .balances
                .iter()
                .map(|(kind, currency, amount, day)| format!("{kind} {amount} {currency} on {day}"))
                .collect();
            text.push_str(&format!(
                "    {}:{}  {}  {}\n",
                one.source,
                one.key,
                roles.join(", "),
                balances.join("; ")
            ));
        }
    }
    if !told.relations.is_empty() {
        text.push_str("\nrelations\n");
        let rows: Vec<Vec<String>> = told
            .relations
            .iter()
            .map(|one| {
                vec![
                    if one.outward {
                        format!("{} →", one.kind)
                    } else {
                        format!("← {}", one.kind)
                    },
                    one.number.map_or_else(|| "not told of yet".to_owned(), number),
                    one.name.clone(),
                    one.share
                        .map_or_else(String::new, |share| share.normalize().to_string()),
                ]
            })
            .collect();
        text.push_str(&table::rows(&rows, 2));
    }
    if !told.similar.is_empty() {
        text.push_str("\nsimilar, not joined\n");
        let rows: Vec<Vec<String>> = told
            .similar
            .iter()
            .map(|one| {
                let number = one.number.map_or_else(|| "another branch's".to_owned(), number);
                vec![number, one.name.clone(), format!("by {}", one.rule)]
            })
            .collect();
        text.push_str(&table::rows(&rows, 2));
    }
    let findings: Vec<Vec<String>> = told
        .records
        .iter()
        .flat_map(|one| one.findings.iter().map(move |(rule, field)| (one, rule, field)))
        .map(|(one, rule, field)| vec![rule.clone(), field.clone(), format!("{}:{}", one.source, one.key)])
        .collect();
    if !findings.is_empty() {
        text.push_str("\nfindings\n");
        text.push_str(&table::rows(&findings, 2));
    }
    text
}

/// An instant in the bank's time, UTC+8.
fn local(instant: Timestamp) -> String {
    let zone = jiff::tz::TimeZone::fixed(jiff::tz::offset(8));
    instant.to_zoned(zone).strftime("%F %T").to_string()
}

/// Why a candidate stands where it stands.
fn why(one: &CandidateView, index: usize, all: &[CandidateView], told: &Explanation) -> String {
    if index == 0 {
        return match one.reason {
            Reason::Only if all.len() > 1 => "the only value".to_owned(),
            Reason::Only => "the only candidate".to_owned(),
            reason => format!("wins by {}", criterion(reason)),
        };
    }
    if one.stale {
        return format!(
            "over {} months older than the newest: counts as imported",
            told.stale_after_months
        );
    }
    if one.survives {
        return format!("kept too, after the first by {}", criterion(one.reason));
    }
    format!("loses by {}", criterion(one.reason))
}

const fn criterion(reason: Reason) -> &'static str {
    match reason {
        Reason::Only => "nothing",
        Reason::StillThere => "presence: the source no longer has the other record",
        Reason::Verification => "verification (S1 1)",
        Reason::Source => "source priority (S1 2)",
        Reason::ValueDate => "value date, newest first (S1 3)",
        Reason::Completeness => "completeness (S1 4)",
        Reason::RecordId => "record id (S1 5)",
    }
}
