//! The accounts and relations of the cast.

use super::organisations::organisations;
use super::rows::{CastRows, day, organisation_key, person_key, persons};
use crate::Bank;
use crate::account::Holder;
use crate::dice::{Dice, Purpose};
use crate::document::Source;
use crate::relation::Relation;

use Source::{Card, Core, Loan, Wealth};

fn relations() -> Vec<Relation> {
    let person = |number| person_key(Loan, number);
    let firm = |number| organisation_key(Loan, number);
    let since = Some(day(2017, 3, 1));
    let owns = |from: u32, share| Relation {
        share: Some(share),
        since,
        ..Relation::plain("shareholder", &person(from), &firm(101))
    };
    let posts = |from: u32, post| Relation {
        post,
        since,
        ..Relation::plain("executive", &person(from), &firm(101))
    };
    vec![
        Relation::plain("spouse", &person(1), &person(2)),
        Relation::plain("spouse", &person(2), &person(1)),
        Relation {
            since,
            ..Relation::plain("legal_representative", &person(16), &firm(101))
        },
        Relation {
            since,
            ..Relation::plain("actual_controller", &person(16), &firm(101))
        },
        owns(16, 6_000),
        owns(17, 4_000),
        posts(16, "执行董事"),
        posts(17, "总经理"),
        Relation::plain("branch_of", &firm(102), &firm(101)),
        Relation {
            amount: Some(2_600_000),
            ..Relation::plain("supplier", &firm(104), &firm(101))
        },
    ]
}

/// Everything the cast adds to the files of a bank.
pub(crate) fn rows(bank: &Bank) -> CastRows {
    let holder = |source, number, role| Holder {
        customer: person_key(source, number),
        role,
        share: None,
    };
    let half = |number, role| Holder {
        share: Some(50),
        ..holder(Core, number, role)
    };
    let mut dice = Dice::new(bank.params.seed, Purpose::Account, 0, 9);
    let mut account = |source, place: u64, product, holders| {
        bank.cast_account(&mut dice, source, place, product, 88_000 + 1_000 * place, holders)
    };
    let accounts = vec![
        account(Core, 1, "1001", vec![half(1, "A"), half(2, "J")]),
        account(Core, 2, "1001", vec![holder(Core, 4, "A")]),
        account(Core, 3, "1001", vec![holder(Core, 5, "A")]),
        account(Core, 4, "2001", vec![holder(Core, 7, "A")]),
        account(Core, 5, "1101", vec![holder(Core, 101, "A")]),
        account(
            Loan,
            6,
            "MORT",
            vec![holder(Loan, 1, "borrower"), holder(Loan, 2, "co_borrower")],
        ),
        account(
            Loan,
            7,
            "SME",
            vec![
                Holder {
                    customer: organisation_key(Loan, 101),
                    role: "borrower",
                    share: None,
                },
                holder(Loan, 16, "guarantor"),
            ],
        ),
        account(Card, 8, "CC", vec![holder(Card, 1, "M")]),
        account(Wealth, 9, "FUND-MM", vec![holder(Wealth, 16, "owner")]),
        account(Core, 10, "1001", vec![holder(Core, 9, "A")]),
        account(Core, 11, "2001", vec![holder(Core, 9, "A")]),
        account(Card, 12, "CC", vec![holder(Card, 9, "M")]),
    ];
    CastRows {
        persons: persons(),
        organisations: organisations(),
        accounts,
        relations: relations(),
    }
}
