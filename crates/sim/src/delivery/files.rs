//! The files of one delivery: their names, what stands before their rows, and the order they are loaded in.

use std::path::{Path, PathBuf};

use base::Date;

use super::WrittenFile;
use super::batch::{Batch, Rows, Text};
use super::sink::{ParquetSink, TextSink, Totals, write_dbf, write_workbook};
use super::{card, loan, online, wealth};
use crate::calendar::compact;
use crate::document::{DocumentType, Source};
use crate::institution::{InstitutionKind, institution_key};
use crate::{Bank, SimError};

/// The mappings of the five sources: name and TOML.
#[must_use]
pub fn mappings() -> [(Source, &'static str); 5] {
    [
        (Source::Core, include_str!("../../../../examples/bank/core.toml")),
        (Source::Loan, include_str!("../../../../examples/bank/loan.toml")),
        (Source::Card, include_str!("../../../../examples/bank/card.toml")),
        (
            Source::Online,
            include_str!("../../../../examples/bank/online.toml"),
        ),
        (
            Source::Wealth,
            include_str!("../../../../examples/bank/wealth.toml"),
        ),
    ]
}

/// How one text file is called and dressed.
struct Dress {
    source: Source,
    feed: &'static str,
    /// What stands before the date in the file's name, and the ending after it.
    name: (&'static str, &'static str),
    before: Vec<u8>,
    totals: Totals,
}

fn dress(text: Text) -> Dress {
    let plain = |source, feed, name| Dress {
        source,
        feed,
        name,
        before: Vec::new(),
        totals: Totals::None,
    };
    let header = |columns: &[&str], separator: &str| (columns.join(separator) + "\n").into_bytes();
    match text {
        Text::CoreCustomer => Dress {
            totals: Totals::Trailer,
            ..plain(Source::Core, "customer", ("CORE_CUST_", "txt"))
        },
        Text::CoreChange => Dress {
            totals: Totals::Trailer,
            ..plain(Source::Core, "customer_change", ("CORE_CHG_", "txt"))
        },
        Text::CoreOrganisation => Dress {
            totals: Totals::ControlFile,
            ..plain(Source::Core, "organisation", ("CORE_ORG_", "dat"))
        },
        Text::CoreAccount => Dress {
            totals: Totals::ControlFile,
            ..plain(Source::Core, "account", ("CORE_ACCT_", "dat"))
        },
        Text::CoreHolder => Dress {
            totals: Totals::ControlFile,
            ..plain(Source::Core, "holder", ("CORE_HOLD_", "dat"))
        },
        Text::LoanCustomer => Dress {
            before: header(&loan::CUSTOMER_COLUMNS, loan::CUSTOMER_SEPARATOR),
            ..plain(Source::Loan, "customer", ("LOAN_CUST_", "dat"))
        },
        Text::LoanContract => Dress {
            before: header(&loan::CONTRACT_COLUMNS, loan::SEPARATOR),
            ..plain(Source::Loan, "contract", ("LOAN_CONT_", "dat"))
        },
        Text::LoanRelation => Dress {
            before: header(&loan::RELATION_COLUMNS, loan::SEPARATOR),
            ..plain(Source::Loan, "relation", ("LOAN_REL_", "dat"))
        },
        Text::CardHolder => Dress {
            before: format!("{}\r\n", card::HOLDER_COLUMNS).into_bytes(),
            ..plain(Source::Card, "holder", ("CARD_HOLDER_", "csv"))
        },
        Text::CardAccount => Dress {
            before: format!("{}\r\n", card::ACCOUNT_COLUMNS).into_bytes(),
            ..plain(Source::Card, "card", ("CARD_ACCT_", "csv"))
        },
        Text::OnlineUser => {
            let line = format!("\u{feff}{}\r\n", online::COLUMNS.join("\t"));
            Dress {
                before: line.encode_utf16().flat_map(u16::to_le_bytes).collect(),
                ..plain(Source::Online, "user", ("OB_USER_", "tsv"))
            }
        }
    }
}

/// The files of one delivery.
pub(super) struct Files {
    dir: PathBuf,
    texts: Vec<Option<(Text, TextSink)>>,
    earlier: Vec<TextSink>,
    wealth: Option<(ParquetSink, ParquetSink)>,
    small: Vec<WrittenFile>,
}

fn path(dir: &Path, source: Source, (before, ending): (&str, &str), date: Date) -> PathBuf {
    dir.join(source.word())
        .join(format!("{before}{}.{ending}", compact(date)))
}

impl Files {
    /// Creates the files: all of them for a whole delivery, else those that tell of changes.
    pub(super) fn create(dir: &Path, date: Date, month_ends: &[Date], whole: bool) -> Result<Self, SimError> {
        for (source, mapping) in mappings() {
            let folder = dir.join(source.word());
            std::fs::create_dir_all(&folder)?;
            std::fs::write(folder.join(format!("{}.toml", source.word())), mapping)?;
        }
        let wanted = |text: Text| match text {
            Text::CoreChange => !whole,
            Text::OnlineUser => true,
            _ => whole,
        };
        let text = |text: Text, date: Date| {
            let Dress {
                source,
                name,
                before,
                totals,
                ..
            } = dress(text);
            TextSink::create(path(dir, source, name, date), &before, totals, date)
        };
        let texts = Text::ALL
            .into_iter()
            .map(|file| {
                if wanted(file) {
                    Ok(Some((file, text(file, date)?)))
                } else {
                    Ok(None)
                }
            })
            .collect::<Result<_, SimError>>()?;
        let parquet =
            |name, columns| ParquetSink::create(path(dir, Source::Wealth, (name, "parquet"), date), columns);
        let wealth = if whole {
            Some((
                parquet("WM_CUST_", &wealth::CUSTOMER)?,
                parquet("WM_HOLD_", &wealth::HOLDING)?,
            ))
        } else {
            None
        };
        Ok(Self {
            dir: dir.to_owned(),
            texts,
            earlier: month_ends
                .iter()
                .map(|end| text(Text::CoreAccount, *end))
                .collect::<Result<_, _>>()?,
            wealth,
            small: Vec::new(),
        })
    }

    pub(super) fn append(&mut self, batch: Batch) -> Result<(), SimError> {
        for (file, sink) in self.texts.iter_mut().flatten() {
            sink.append(batch.text(*file))?;
        }
        for (sink, rows) in self.earlier.iter_mut().zip(&batch.earlier) {
            let rows: &Rows = rows;
            sink.append(rows)?;
        }
        if let Some((customers, holdings)) = &mut self.wealth {
            customers.append(batch.wealth_customers)?;
            holdings.append(batch.wealth_holdings)?;
        }
        Ok(())
    }

    /// Writes the small files of the institutions: loan's list of banks, wealth's list of managers and funds, and
    /// who manages which fund.
    pub(super) fn institutions(&mut self, bank: &Bank, date: Date) -> Result<(), SimError> {
        let all = bank.institutions();
        let banks: Vec<Vec<String>> = all
            .iter()
            .filter(|institution| institution.kind == InstitutionKind::Bank)
            .map(|bank_| {
                vec![
                    institution_key(bank, Source::Loan, bank_.index),
                    bank_.name.clone(),
                    bank_.clearing.clone(),
                    bank_.bic.clone(),
                    bank_.address.full(),
                ]
            })
            .collect();
        let name = path(&self.dir, Source::Loan, ("LOAN_BANK_", "dbf"), date);
        let columns = [
            ("BANK_NO", 10),
            ("BANK_NAME", 100),
            ("CNAPS", 12),
            ("BIC", 11),
            ("ADDR", 120),
        ];
        write_dbf(&name, date, &columns, &banks)?;
        self.small("bank", name, Source::Loan, banks.len());

        let others: Vec<_> = all
            .iter()
            .filter(|institution| institution.kind != InstitutionKind::Bank)
            .collect();
        let cast = crate::cast::rows(bank).organisations.into_iter();
        let cast = cast.filter(|record| record.is_institution && record.source == Source::Wealth);
        let listed: Vec<Vec<String>> = others
            .iter()
            .map(|institution| bank.institution_record(institution, Source::Wealth))
            .chain(cast)
            .map(|record| {
                let number = |kind: DocumentType| {
                    let found = record.documents.iter().find(|document| document.kind == kind);
                    found.map(|document| document.number.clone()).unwrap_or_default()
                };
                vec![
                    record.key.clone(),
                    record.name.clone(),
                    record.institution_kind.to_owned(),
                    number(DocumentType::CreditCode),
                    number(DocumentType::Lei),
                    record.address.clone(),
                    record.phone.clone(),
                    record.opened.to_string(),
                ]
            })
            .collect();
        let name = path(&self.dir, Source::Wealth, ("WM_INST_", "xlsx"), date);
        let columns = [
            "机构编号",
            "名称",
            "类型",
            "统一社会信用代码",
            "LEI",
            "地址",
            "电话",
            "开户日期",
        ];
        write_workbook(&name, date, "机构", &columns, &listed)?;
        self.small("institution", name, Source::Wealth, listed.len());

        let cast_fund = ["W9000000107", "W9000000108", "2018-05-05"]
            .map(str::to_owned)
            .to_vec();
        let managed: Vec<Vec<String>> = others
            .iter()
            .filter_map(|fund| {
                let key = |index| institution_key(bank, Source::Wealth, index);
                Some(vec![
                    key(fund.manager?),
                    key(fund.index),
                    fund.founded.to_string(),
                ])
            })
            .chain(std::iter::once(cast_fund))
            .collect();
        let name = path(&self.dir, Source::Wealth, ("WM_MANAGED_", "xlsx"), date);
        write_workbook(&name, date, "管理关系", &["管理人", "产品", "成立日期"], &managed)?;
        self.small("managed", name, Source::Wealth, managed.len());
        Ok(())
    }

    fn small(&mut self, feed: &'static str, path: PathBuf, source: Source, rows: usize) {
        self.small.push(WrittenFile {
            path,
            source: source.word(),
            feed,
            rows: rows as u64,
        });
    }

    /// Completes every file. Customers come before what hangs on them, earlier month ends before later.
    pub(super) fn finish(self) -> Result<Vec<WrittenFile>, SimError> {
        let mut written = Vec::new();
        let mut add = |(path, rows), source: Source, feed| {
            written.push(WrittenFile {
                path,
                source: source.word(),
                feed,
                rows,
            });
        };
        for (file, sink) in self.texts.into_iter().flatten() {
            let Dress { source, feed, .. } = dress(file);
            add(sink.finish()?, source, feed);
        }
        for sink in self.earlier {
            add(sink.finish()?, Source::Core, "account");
        }
        if let Some((customers, holdings)) = self.wealth {
            add(customers.finish()?, Source::Wealth, "customer");
            add(holdings.finish()?, Source::Wealth, "holding");
        }
        written.extend(self.small);
        let rank = |file: &WrittenFile| {
            let about = match file.feed {
                "account" | "contract" | "card" | "holding" => 1,
                "holder" if file.source == "core" => 2,
                "relation" | "managed" => 3,
                _ => 0,
            };
            let source = Source::ALL.iter().position(|source| source.word() == file.source);
            (source, about, file.path.clone())
        };
        written.sort_by_key(rank);
        Ok(written)
    }
}
