//! Somebody of the demo bank who was three customers: known at three branches by three documents under three numbers,
//! until two branches saw the resident identity card as well. Any of the numbers opens the one.

use base::Date;
use ecif::message::{Message, take_message};
use ecif::online::{FEED, MAPPING, Stated, StatedIdentification};
use feed::PartyKind;
use standards::document::DocumentType;

use super::Failure;
use crate::clock::SystemClock;
use crate::store::{Store, operator};

/// Who it is.
pub const NAME: &str = "林远舟";
const RESIDENT_ID: &str = "110105198803070010";
/// Branch, what it saw first, and the telephone it was told.
const BRANCHES: [(&str, DocumentType, &str, &str); 3] = [
    ("0101", DocumentType::ResidentId, RESIDENT_ID, "13911000388"),
    ("0201", DocumentType::PassportCn, "EA1230027", "13911000388"),
    ("0301", DocumentType::PassportCn, "EB4560034", "13822000388"),
];

/// Says it of the day the bank's files are of, branch by branch, then what two of them saw later. The very same again
/// changes nothing.
pub async fn settle(store: &Store, day: Date) -> Result<(), Failure> {
    let actor = operator("demo");
    for (sequence, seen_later) in [(1, false), (2, true)] {
        for (unit, document, number, mobile) in BRANCHES {
            if seen_later && document == DocumentType::ResidentId {
                continue;
            }
            let mut documents = vec![(document, number)];
            if seen_later {
                documents.insert(0, (DocumentType::ResidentId, RESIDENT_ID));
            }
            let stated = stated(unit, &documents, mobile);
            let columns = stated.columns(&format!("demo-{unit}"), sequence);
            let values: Vec<(&str, &str)> = columns
                .iter()
                .map(|(name, value)| (name.as_str(), value.as_str()))
                .collect();
            let message = Message {
                mapping: MAPPING,
                feed: FEED,
                business_date: day,
                values: &values,
            };
            take_message(&store.database, &store.keyring, &SystemClock, &actor, &message)
                .await
                .map_err(|error| Failure(error.to_string()))?;
        }
    }
    ecif::card::follow(&store.database, &store.keyring, &SystemClock, &actor)
        .await
        .map_err(|error| Failure(error.to_string()))?;
    Ok(())
}

fn stated(unit: &str, documents: &[(DocumentType, &str)], mobile: &str) -> Stated {
    let mut stated = Stated::of_kind(PartyKind::Individual);
    stated.unit = Some(unit.to_owned());
    stated.identifications = documents
        .iter()
        .map(|&(document, number)| StatedIdentification {
            document,
            number: number.to_owned(),
            issuer: None,
            issued_on: None,
            expires_on: None,
        })
        .collect();
    for (name, value) in [
        ("name", NAME),
        ("sex", "1"),
        ("birth_date", "1988-03-07"),
        ("nationality", "CHN"),
        ("mobile", mobile),
    ] {
        stated.values.insert(name, vec![value.to_owned()]);
    }
    stated
}
