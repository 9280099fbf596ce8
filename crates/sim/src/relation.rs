//! Relations of customers, as the loan system collects them.

use base::Date;

use crate::Bank;
use crate::company::{Company, FAMILY, group_size};
use crate::dice::{Dice, Purpose};
use crate::document::Source;
use crate::organisation::company_key;
use crate::person::{Block, Household, Person, Role, day_between};
use crate::record::{Presence, person_key};

/// A relation: `from` is the `kind` of `to` (the shareholder of the company, the parent of the child).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Relation {
    pub kind: &'static str,
    pub from: String,
    pub to: String,
    /// Hundredths of a per cent.
    pub share: Option<u32>,
    pub post: &'static str,
    pub since: Option<Date>,
    /// Yuan.
    pub amount: Option<u64>,
}

impl Relation {
    pub(crate) fn plain(kind: &'static str, from: &str, to: &str) -> Self {
        Self {
            kind,
            from: from.to_owned(),
            to: to.to_owned(),
            share: None,
            post: "",
            since: None,
            amount: None,
        }
    }
}

impl Bank {
    /// The key of a person in the loan system.
    pub(crate) fn loan_key(&self, person: &Person) -> String {
        person_key(
            self,
            Source::Loan,
            Presence {
                source: Source::Loan,
                copy: 0,
            }
            .record_index(person.index),
        )
    }

    /// Spouses, parents and children of a household, as far as the loan system knows both.
    pub(crate) fn family(&self, block: &Block, household: &Household) -> Vec<Relation> {
        let known: Vec<&Person> = household
            .members(block)
            .iter()
            .filter(|person| self.is_borrower(block, household, person))
            .collect();
        let mut relations = Vec::new();
        for (place, person) in known.iter().enumerate() {
            for other in &known[place + 1..] {
                let (a, b) = (self.loan_key(person), self.loan_key(other));
                match (person.role, other.role) {
                    (Role::Head, Role::Spouse) => {
                        relations.push(Relation::plain("spouse", &a, &b));
                        relations.push(Relation::plain("spouse", &b, &a));
                    }
                    (Role::Head | Role::Spouse, Role::Child) => {
                        relations.push(Relation::plain("parent", &a, &b))
                    }
                    (Role::Head, Role::Parent) => relations.push(Relation::plain("child", &a, &b)),
                    (Role::Child, Role::Child) => {
                        relations.push(Relation::plain("sibling", &a, &b));
                        relations.push(Relation::plain("sibling", &b, &a));
                    }
                    _ => {}
                }
            }
        }
        relations
    }

    /// Who runs and owns a company, what group it belongs to, whom it supplies. The company must be known to the
    /// loan system.
    pub(crate) fn company_relations(&self, company: &Company, owners: &[&Person]) -> Vec<Relation> {
        let mut dice = Dice::new(self.params.seed, Purpose::Relation, company.index, 0);
        let own = company_key(self, Source::Loan, company.index);
        let since = Some(day_between(&mut dice, company.founded, self.params.business_date));
        let mut relations = Vec::new();
        let shares: &[u32] = match owners.len() {
            0 => &[],
            1 => &[10_000],
            2 => &[6_000, 4_000],
            _ => &[5_100, 2_900, 2_000],
        };
        for (place, (person, share)) in owners.iter().zip(shares).enumerate() {
            let key = self.loan_key(person);
            let to = |kind| Relation {
                since,
                ..Relation::plain(kind, &key, &own)
            };
            if place == 0 {
                relations.push(to("legal_representative"));
                relations.push(Relation {
                    post: "执行董事",
                    ..to("executive")
                });
            } else {
                relations.push(Relation {
                    post: if place == 1 { "总经理" } else { "监事" },
                    ..to("executive")
                });
            }
            relations.push(Relation {
                share: Some(*share),
                ..to("shareholder")
            });
            if *share > 5_000 {
                relations.push(to("actual_controller"));
            }
        }
        self.group_relations(&mut dice, company, &own, &mut relations);
        if dice.chance(0.3) {
            let other = dice.below(self.params.companies);
            if other != company.index && self.company_borrows(other) {
                let key = company_key(self, Source::Loan, other);
                let amount = Some(10_000 * (1 + dice.below(500)));
                relations.push(Relation {
                    amount,
                    ..Relation::plain("supplier", &own, &key)
                });
                relations.push(Relation {
                    amount,
                    ..Relation::plain("buyer", &key, &own)
                });
            }
        }
        relations
    }

    fn group_relations(&self, dice: &mut Dice, company: &Company, own: &str, relations: &mut Vec<Relation>) {
        let (family, place) = (company.index / FAMILY, company.index % FAMILY);
        let size = group_size(self, family);
        let head = family * FAMILY;
        if place == 0 || place >= size || !self.company_borrows(head) {
            return;
        }
        let key = company_key(self, Source::Loan, head);
        if place + 1 == size {
            relations.push(Relation::plain("branch_of", own, &key));
        } else {
            let share = Some(5_100 + 100 * dice.below(50) as u32);
            relations.push(Relation {
                share,
                ..Relation::plain("parent_company", &key, own)
            });
            relations.push(Relation::plain("group_member", own, &key));
        }
    }
}
