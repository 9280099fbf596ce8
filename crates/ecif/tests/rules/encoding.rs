//! What is sealed can be read again, by this version and by later ones.

use base::{Date, RecordId};
use ecif::model::{
    ATTRIBUTES, About, AccountFacts, AttributeId, End, Fact, Holder, HolderFacts, Identification, PartyFacts,
    RelationFacts, Statement, Tie, Who,
};
use ecif::record::{Content, Finding, IdentitySpan, Key, KeyKind, Origin};
use ecif::survive::{Golden, GoldenIdentification, GoldenRecord, GoldenValue, Reason};
use feed::{PartyKind, Verification};
use minicbor::{Decoder, Encoder};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;
use rust_decimal::Decimal;
use standards::document::DocumentType;
use uuid::Uuid;

fn text() -> impl Strategy<Value = String> {
    prop_oneof![any::<String>(), "[0-9]{0,20}", "[一-龥]{0,12}"]
}

fn date() -> impl Strategy<Value = Date> {
    prop_oneof![
        Just(Date::MIN),
        Just(Date::MAX),
        Just(Date::constant(9999, 12, 31)),
        Just(Date::constant(1970, 1, 1)),
        Just(Date::constant(1969, 12, 31)),
        (1900_i16..2100, 1_i8..=12, 1_i8..=28)
            .prop_map(|(year, month, day)| Date::constant(year, month, day)),
    ]
}

fn decimal() -> impl Strategy<Value = Decimal> {
    let whole = prop_oneof![
        any::<i64>().prop_map(Decimal::from),
        Just(Decimal::MAX),
        Just(Decimal::MIN)
    ];
    let parts = (any::<i64>(), 0_u32..=28).prop_map(|(digits, scale)| Decimal::new(digits, scale));
    prop_oneof![whole, parts]
}

fn attribute() -> impl Strategy<Value = AttributeId> {
    let at = 0..ATTRIBUTES.len();
    at.prop_map(|at| AttributeId::find(ATTRIBUTES[at].about, ATTRIBUTES[at].name).unwrap())
}

fn kind() -> impl Strategy<Value = PartyKind> {
    use PartyKind::{FinancialInstitution, Individual, Organisation};
    select(&[Individual, Organisation, FinancialInstitution][..])
}

fn level() -> impl Strategy<Value = Verification> {
    use Verification::{Imported, Network, Otp, Reader, SelfDeclared, Teller};
    select(&[Imported, Network, Otp, Reader, SelfDeclared, Teller][..])
}

fn document() -> impl Strategy<Value = DocumentType> {
    select(&DocumentType::ALL[..])
}

prop_compose! {
    fn fact()(
        attribute in attribute(), value in text(), verification in level(), since in date(), valid in any::<bool>(),
    ) -> Fact {
        Fact { attribute, value, verification, since, valid }
    }
}

prop_compose! {
    fn identification()(
        document in document(), number in text(), key in option::of(text()), valid in any::<bool>(),
        issuer in option::of(text()), issued_on in option::of(date()), expires_on in option::of(date()),
        verification in level(), primary in any::<bool>(), since in date(),
    ) -> Identification {
        Identification {
            document, number, key, valid, issuer, issued_on, expires_on, verification, primary, since,
        }
    }
}

fn who() -> impl Strategy<Value = Who> {
    prop_oneof![
        text().prop_map(Who::Customer),
        text().prop_map(Who::OfAccount),
        (text(), text()).prop_map(|(account, role)| Who::OfAccountAs(account, role)),
        text().prop_map(Who::OfHolder),
    ]
}

prop_compose! {
    fn holder()(
        source in option::of(text()), who in who(), role in text(), share in option::of(decimal()),
    ) -> Holder {
        Holder { source, who, role, share }
    }
}

prop_compose! {
    fn tie()(source in option::of(text()), to in who(), kind in text()) -> Tie {
        Tie { source, to, kind }
    }
}

prop_compose! {
    fn end()(source in option::of(text()), customer in text()) -> End {
        End { source, customer }
    }
}

fn statement() -> impl Strategy<Value = Statement> {
    let values = || vec(fact(), 0..4);
    let party = (
        kind(),
        option::of(text()),
        vec(identification(), 0..3),
        values(),
        option::of(any::<u64>()),
    )
        .prop_map(
            |(kind, name_key, identifications, values, customer_number)| PartyFacts {
                kind,
                name_key,
                identifications,
                values,
                customer_number,
            },
        );
    let account = (text(), vec(holder(), 0..3), vec(tie(), 0..3), values()).prop_map(
        |(product, holders, ties, values)| AccountFacts {
            product,
            holders,
            ties,
            values,
        },
    );
    let held = (text(), holder()).prop_map(|(account, holder)| HolderFacts { account, holder });
    let relation = (text(), end(), end(), values()).prop_map(|(kind, from, to, values)| RelationFacts {
        kind,
        from,
        to,
        values,
    });
    prop_oneof![
        party.prop_map(Statement::Party),
        account.prop_map(Statement::Account),
        held.prop_map(Statement::Holder),
        relation.prop_map(Statement::Relation),
    ]
}

fn key() -> impl Strategy<Value = Key> {
    let kind = prop_oneof![
        document().prop_map(KeyKind::Document),
        Just(KeyKind::Name),
        Just(KeyKind::CustomerNumber)
    ];
    (kind, text()).prop_map(|(kind, value)| Key { kind, value })
}

prop_compose! {
    fn span()(
        from in date(), until in option::of(date()), name_key in option::of(text()), keys in vec(key(), 0..3),
    ) -> IdentitySpan {
        IdentitySpan { from, until, name_key, keys }
    }
}

prop_compose! {
    fn origin()(key in text(), row in vec(text(), 0..12), mapping in any::<i32>()) -> Origin {
        Origin { key, row: row.iter().map(String::as_str).collect(), mapping }
    }
}

prop_compose! {
    fn content()(
        statement in statement(), deleted in any::<bool>(), changed_on in option::of(date()),
        unit in option::of(text()), findings in vec((text(), text()), 0..3), origin in origin(),
        identity in vec(span(), 0..3),
    ) -> Content {
        let findings = findings.into_iter().map(|(rule, field)| Finding { rule, field }).collect();
        Content { statement, deleted, changed_on, unit, findings, origin, identity }
    }
}

fn reason() -> impl Strategy<Value = Reason> {
    use Reason::{Completeness, Only, RecordId, Source, StillThere, ValueDate, Verification};
    select(
        &[
            Only,
            StillThere,
            Verification,
            Source,
            ValueDate,
            Completeness,
            RecordId,
        ][..],
    )
}

prop_compose! {
    fn golden_value()(
        attribute in attribute(), value in text(), from in any::<usize>(), since in date(), verification in level(),
        reason in reason(),
    ) -> GoldenValue {
        GoldenValue { attribute, value, from, since, verification, reason }
    }
}

prop_compose! {
    fn golden_identification()(one in identification(), from in any::<usize>()) -> GoldenIdentification {
        GoldenIdentification {
            document: one.document,
            number: one.number,
            valid: one.valid,
            issuer: one.issuer,
            issued_on: one.issued_on,
            expires_on: one.expires_on,
            from,
            since: one.since,
            verification: one.verification,
        }
    }
}

prop_compose! {
    fn golden()(
        kind in kind(), records in vec((any::<[u8; 16]>(), text()), 0..4),
        identifications in vec(golden_identification(), 0..3), values in vec(golden_value(), 0..6),
        due_on in option::of(date()),
    ) -> Golden {
        let records = records
            .into_iter()
            .map(|(id, source)| GoldenRecord { id: RecordId(Uuid::from_bytes(id)), source })
            .collect();
        Golden { kind, records, identifications, values, due_on }
    }
}

/// The same structure as a later version might write it: `known` fields, and two that are not known here.
fn with_more(bytes: &[u8], known: u64) -> Vec<u8> {
    let mut old = Decoder::new(bytes);
    let mut new = Encoder::new(Vec::new());
    let fields = old.array().unwrap().unwrap();
    new.array(known + 2).unwrap();
    let start = old.position();
    for _ in 0..fields {
        old.skip().unwrap();
    }
    new.writer_mut().extend_from_slice(&bytes[start..old.position()]);
    for _ in fields..known {
        new.null().unwrap();
    }
    new.str("later").unwrap();
    new.map(1)
        .unwrap()
        .u8(1)
        .unwrap()
        .array(2)
        .unwrap()
        .null()
        .unwrap()
        .bool(true)
        .unwrap();
    new.into_writer()
}

proptest! {
    #[test]
    fn a_content_comes_back(content in content()) {
        let bytes = minicbor::to_vec(&content).unwrap();
        prop_assert_eq!(minicbor::decode::<Content>(&bytes).unwrap(), content);
    }

    #[test]
    fn golden_values_come_back(golden in golden()) {
        let bytes = minicbor::to_vec(&golden).unwrap();
        prop_assert_eq!(minicbor::decode::<Golden>(&bytes).unwrap(), golden);
    }

    #[test]
    fn a_share_keeps_the_places_it_was_written_with(digits in any::<i64>(), scale in 0_u32..=28) {
        let share = Decimal::new(digits, scale);
        let holder = Holder { source: None, who: Who::Customer(String::new()), role: String::new(), share: Some(share) };
        let back: Holder = minicbor::decode(&minicbor::to_vec(&holder).unwrap()).unwrap();
        prop_assert_eq!(back.share.unwrap().to_string(), share.to_string());
    }

    #[test]
    fn fields_of_a_later_version_are_passed_over(content in content(), golden in golden()) {
        let bytes = with_more(&minicbor::to_vec(&content).unwrap(), 7);
        prop_assert_eq!(minicbor::decode::<Content>(&bytes).unwrap(), content);
        let bytes = with_more(&minicbor::to_vec(&golden).unwrap(), 5);
        prop_assert_eq!(minicbor::decode::<Golden>(&bytes).unwrap(), golden);
    }
}

const DAY: Date = Date::constant(2026, 11, 20);

fn sample(statement: Statement) -> Content {
    Content {
        statement,
        deleted: true,
        changed_on: Some(DAY),
        unit: Some("u".to_owned()),
        findings: vec![Finding {
            rule: "DQ-15".to_owned(),
            field: "f".to_owned(),
        }],
        origin: Origin {
            key: "k".to_owned(),
            row: ["a", "b"].into_iter().collect(),
            mapping: 3,
        },
        identity: vec![IdentitySpan {
            from: DAY,
            until: Some(Date::MAX),
            name_key: Some("n".to_owned()),
            keys: [
                KeyKind::Document(DocumentType::PassportCn),
                KeyKind::Name,
                KeyKind::CustomerNumber,
            ]
            .map(|kind| Key {
                kind,
                value: "v".to_owned(),
            })
            .into(),
        }],
    }
}

fn samples() -> [Statement; 4] {
    let text = str::to_owned;
    let fact = |about, name: &str| Fact {
        attribute: AttributeId::find(about, name).unwrap(),
        value: text("v"),
        verification: Verification::Teller,
        since: DAY,
        valid: false,
    };
    let holder = |who| Holder {
        source: Some(text("s")),
        who,
        role: text("owner"),
        share: Some(Decimal::new(50, 1)),
    };
    [
        Statement::Party(PartyFacts {
            kind: PartyKind::FinancialInstitution,
            name_key: Some(text("n")),
            identifications: vec![Identification {
                document: DocumentType::Lei,
                number: text("1"),
                key: Some(text("2")),
                valid: false,
                issuer: Some(text("i")),
                issued_on: Some(DAY),
                expires_on: Some(Date::MAX),
                verification: Verification::Network,
                primary: true,
                since: DAY,
            }],
            values: vec![fact(About::Party, "mobile")],
            customer_number: Some(100_000_000_017),
        }),
        Statement::Account(AccountFacts {
            product: text("p"),
            holders: vec![
                holder(Who::Customer(text("c"))),
                holder(Who::OfAccount(text("a"))),
            ],
            ties: vec![Tie {
                source: Some(text("s")),
                to: Who::OfAccountAs(text("a"), text("r")),
                kind: text("t"),
            }],
            values: vec![fact(About::Account, "currency")],
        }),
        Statement::Holder(HolderFacts {
            account: text("a"),
            holder: holder(Who::OfHolder(text("h"))),
        }),
        Statement::Relation(RelationFacts {
            kind: text("k"),
            from: End {
                source: Some(text("s")),
                customer: text("1"),
            },
            to: End {
                source: None,
                customer: text("2"),
            },
            values: vec![fact(About::Relation, "share")],
        }),
    ]
}

/// What stands in stores: a field, a variant or a code that was renumbered is seen here.
#[test]
fn what_was_sealed_by_the_first_version_is_read() {
    const STATEMENTS: [&str; 4] = [
        "82008502616e818a126131613205197174f51971741a003ebb9f6169f481851822617603197174f41b000000174876e8\
         11",
        "8201846170828482006163656f776e6572617363352e308482016161656f776e6572617363352e308183830261616172\
         6174617381851831617603197174f4",
        "82028261618482036168656f776e6572617363352e30",
        "820384616b82613161738161328185183e617603197174f4",
    ];
    const REST: &str = "f581826544512d3135616683616b826161616203818419717483820261768220617682216176616e1a003ebb9f197174\
        6175";
    const GOLDEN: &str = "85018182500707070707070707070707070707070764636f726581890f613101197174041971741a003ebb9f6169f481\
        86006176001971740203197174";
    for (statement, stored) in samples().into_iter().zip(STATEMENTS) {
        same(&sample(statement), &format!("87{stored}{REST}"));
    }
    let golden = Golden {
        kind: PartyKind::Organisation,
        records: vec![GoldenRecord {
            id: RecordId(Uuid::from_bytes([7; 16])),
            source: "core".to_owned(),
        }],
        identifications: vec![GoldenIdentification {
            document: DocumentType::CreditCode,
            number: "1".to_owned(),
            valid: false,
            issuer: Some("i".to_owned()),
            issued_on: Some(DAY),
            expires_on: Some(Date::MAX),
            from: 1,
            since: DAY,
            verification: Verification::Reader,
        }],
        values: vec![GoldenValue {
            attribute: AttributeId::find(About::Party, "name").unwrap(),
            value: "v".to_owned(),
            from: 0,
            since: DAY,
            verification: Verification::Otp,
            reason: Reason::Source,
        }],
        due_on: Some(DAY),
    };
    same(&golden, GOLDEN);
}

fn same<T>(value: &T, stored: &str)
where
    T: minicbor::Encode<()> + for<'b> minicbor::Decode<'b, ()> + PartialEq + std::fmt::Debug,
{
    let hex: String = minicbor::to_vec(value)
        .unwrap()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    assert_eq!(hex, stored);
    let bytes: Vec<u8> = (0..stored.len())
        .step_by(2)
        .map(|at| u8::from_str_radix(&stored[at..at + 2], 16).unwrap())
        .collect();
    assert_eq!(&minicbor::decode::<T>(&bytes).unwrap(), value);
}
