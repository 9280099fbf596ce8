//! How values are written in the binary form (CBOR) that is digested and sealed.
//!
//! Fields and variants are written by the number in their `#[n(…)]`, kinds and levels by the numbers given here and
//! attributes by their code in the catalogue. What was ever sealed must stay readable, so a number is never changed
//! and never given to anything else, even when what had it is gone. A new field takes the next number and is
//! optional or has a default; a reader that does not know it passes over it. A variant or a code that a reader does
//! not know it refuses.

use minicbor::decode::Error;

/// Writes a day as one number, year above month above day: of three bytes from 1970 to 2097, and no arithmetic of
/// calendars.
pub(crate) mod date {
    use base::Date;
    use minicbor::decode::{self, Decoder};
    use minicbor::encode::{self, Encoder, Write};

    const FIRST_YEAR: i32 = 1970;

    pub(crate) fn encode<C, W: Write>(
        day: &Date,
        e: &mut Encoder<W>,
        _: &mut C,
    ) -> Result<(), encode::Error<W::Error>> {
        let year = i32::from(day.year()) - FIRST_YEAR;
        e.i32((year * 16 + i32::from(day.month())) * 32 + i32::from(day.day()))?
            .ok()
    }

    pub(crate) fn decode<C>(d: &mut Decoder<'_>, _: &mut C) -> Result<Date, decode::Error> {
        let at = d.position();
        let told = d.i32()?;
        let (year, month, day) = (told.div_euclid(512), told.div_euclid(32) & 15, told & 31);
        let narrow = || {
            let year = i16::try_from(year + FIRST_YEAR).ok()?;
            Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
        };
        narrow().ok_or_else(|| decode::Error::message(format!("{told} is no date")).at(at))
    }
}

/// Writes a day that need not be there.
pub(crate) mod optional_date {
    use base::Date;
    use minicbor::data::Type;
    use minicbor::decode::{self, Decoder};
    use minicbor::encode::{self, Encoder, Write};

    pub(crate) fn encode<C, W: Write>(
        day: &Option<Date>,
        e: &mut Encoder<W>,
        context: &mut C,
    ) -> Result<(), encode::Error<W::Error>> {
        match day {
            Some(day) => super::date::encode(day, e, context),
            None => e.null()?.ok(),
        }
    }

    pub(crate) fn decode<C>(d: &mut Decoder<'_>, context: &mut C) -> Result<Option<Date>, decode::Error> {
        if d.datatype()? == Type::Null {
            d.null()?;
            return Ok(None);
        }
        super::date::decode(d, context).map(Some)
    }

    pub(crate) const fn is_nil(day: &Option<Date>) -> bool {
        day.is_none()
    }

    pub(crate) const fn nil() -> Option<Option<Date>> {
        Some(None)
    }
}

/// Writes a number that need not be there as its digits, which keep the places behind the point.
pub(crate) mod optional_decimal {
    use minicbor::data::Type;
    use minicbor::decode::{self, Decoder};
    use minicbor::encode::{self, Encoder, Write};
    use rust_decimal::Decimal;

    pub(crate) fn encode<C, W: Write>(
        number: &Option<Decimal>,
        e: &mut Encoder<W>,
        _: &mut C,
    ) -> Result<(), encode::Error<W::Error>> {
        match number {
            Some(number) => e.str(&number.to_string())?.ok(),
            None => e.null()?.ok(),
        }
    }

    pub(crate) fn decode<C>(d: &mut Decoder<'_>, _: &mut C) -> Result<Option<Decimal>, decode::Error> {
        if d.datatype()? == Type::Null {
            d.null()?;
            return Ok(None);
        }
        let at = d.position();
        let digits = d.str()?;
        Decimal::from_str_exact(digits)
            .map(Some)
            .map_err(|_| decode::Error::message("what should be a number is none").at(at))
    }

    pub(crate) const fn is_nil(number: &Option<Decimal>) -> bool {
        number.is_none()
    }

    pub(crate) const fn nil() -> Option<Option<Decimal>> {
        Some(None)
    }
}

/// Leaves out what is true, as nearly everything is.
pub(crate) mod usually_true {
    use minicbor::decode::{self, Decoder};
    use minicbor::encode::{self, Encoder, Write};

    pub(crate) fn encode<C, W: Write>(
        flag: &bool,
        e: &mut Encoder<W>,
        _: &mut C,
    ) -> Result<(), encode::Error<W::Error>> {
        e.bool(*flag)?.ok()
    }

    pub(crate) fn decode<C>(d: &mut Decoder<'_>, _: &mut C) -> Result<bool, decode::Error> {
        d.bool()
    }

    pub(crate) const fn is_nil(flag: &bool) -> bool {
        *flag
    }

    pub(crate) const fn nil() -> Option<bool> {
        Some(true)
    }
}

/// Writes a record's id as its 16 bytes.
pub(crate) mod record_id {
    use base::RecordId;
    use minicbor::bytes::ByteArray;
    use minicbor::decode::{self, Decoder};
    use minicbor::encode::{self, Encoder, Write};
    use uuid::Uuid;

    pub(crate) fn encode<C, W: Write>(
        id: &RecordId,
        e: &mut Encoder<W>,
        _: &mut C,
    ) -> Result<(), encode::Error<W::Error>> {
        e.bytes(id.0.as_bytes())?.ok()
    }

    pub(crate) fn decode<C>(d: &mut Decoder<'_>, _: &mut C) -> Result<RecordId, decode::Error> {
        let bytes: ByteArray<16> = d.decode()?;
        Ok(RecordId(Uuid::from_bytes(bytes.into())))
    }
}

/// Writes a kind of customer by its number.
pub(crate) mod kind {
    use feed::PartyKind;
    use minicbor::decode::{self, Decoder};
    use minicbor::encode::{self, Encoder, Write};

    pub(crate) fn encode<C, W: Write>(
        kind: &PartyKind,
        e: &mut Encoder<W>,
        _: &mut C,
    ) -> Result<(), encode::Error<W::Error>> {
        let code = match kind {
            PartyKind::Individual => 0,
            PartyKind::Organisation => 1,
            PartyKind::FinancialInstitution => 2,
        };
        e.u8(code)?.ok()
    }

    pub(crate) fn decode<C>(d: &mut Decoder<'_>, _: &mut C) -> Result<PartyKind, decode::Error> {
        let at = d.position();
        Ok(match d.i64()? {
            0 => PartyKind::Individual,
            1 => PartyKind::Organisation,
            2 => PartyKind::FinancialInstitution,
            code => return Err(super::unknown("kind of customer", code, at)),
        })
    }
}

/// Writes a level of verification by its number.
pub(crate) mod verification {
    use feed::Verification;
    use minicbor::decode::{self, Decoder};
    use minicbor::encode::{self, Encoder, Write};

    pub(crate) fn encode<C, W: Write>(
        level: &Verification,
        e: &mut Encoder<W>,
        _: &mut C,
    ) -> Result<(), encode::Error<W::Error>> {
        let code = match level {
            Verification::Imported => 0,
            Verification::SelfDeclared => 1,
            Verification::Otp => 2,
            Verification::Teller => 3,
            Verification::Reader => 4,
            Verification::Network => 5,
        };
        e.u8(code)?.ok()
    }

    pub(crate) fn decode<C>(d: &mut Decoder<'_>, _: &mut C) -> Result<Verification, decode::Error> {
        let at = d.position();
        Ok(match d.i64()? {
            0 => Verification::Imported,
            1 => Verification::SelfDeclared,
            2 => Verification::Otp,
            3 => Verification::Teller,
            4 => Verification::Reader,
            5 => Verification::Network,
            code => return Err(super::unknown("level of verification", code, at)),
        })
    }
}

/// Writes a kind of document by its number.
pub(crate) mod document {
    use minicbor::decode::{self, Decoder};
    use minicbor::encode::{self, Encoder, Write};
    use standards::document::DocumentType;

    /// Never below 0: the numbers there are for keys that are no document's.
    pub(crate) const fn code(document: DocumentType) -> i64 {
        match document {
            DocumentType::ResidentId => 0,
            DocumentType::HouseholdBook => 1,
            DocumentType::PassportCn => 2,
            DocumentType::PassportForeign => 3,
            DocumentType::OfficerCard => 4,
            DocumentType::SoldierCard => 5,
            DocumentType::HkMacauPermit => 6,
            DocumentType::TaiwanPermit => 7,
            DocumentType::TemporaryId => 8,
            DocumentType::ForeignerResidence => 9,
            DocumentType::PoliceCard => 10,
            DocumentType::HkId => 11,
            DocumentType::MacauId => 12,
            DocumentType::TwId => 13,
            DocumentType::Other => 14,
            DocumentType::CreditCode => 15,
            DocumentType::OrgCode => 16,
            DocumentType::BusinessRegistration => 17,
            DocumentType::Lei => 18,
            DocumentType::Bic => 19,
            DocumentType::Cnaps => 20,
        }
    }

    pub(crate) fn find(wanted: i64) -> Option<DocumentType> {
        DocumentType::ALL
            .into_iter()
            .find(|document| code(*document) == wanted)
    }

    pub(crate) fn encode<C, W: Write>(
        document: &DocumentType,
        e: &mut Encoder<W>,
        _: &mut C,
    ) -> Result<(), encode::Error<W::Error>> {
        e.i64(code(*document))?.ok()
    }

    pub(crate) fn decode<C>(d: &mut Decoder<'_>, _: &mut C) -> Result<DocumentType, decode::Error> {
        let at = d.position();
        let code = d.i64()?;
        find(code).ok_or_else(|| super::unknown("kind of document", code, at))
    }
}

/// What is said of a number that nothing has.
pub(crate) fn unknown(what: &str, code: i64, at: usize) -> Error {
    Error::message(format!("no {what} has the number {code}")).at(at)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use minicbor::decode::Decoder;
    use standards::document::DocumentType;

    use super::*;

    #[test]
    fn every_document_has_a_number_of_its_own() {
        let numbers: BTreeSet<i64> = DocumentType::ALL.into_iter().map(document::code).collect();
        assert_eq!(numbers.len(), DocumentType::ALL.len());
        assert!(numbers.iter().all(|number| *number >= 0));
    }

    #[test]
    fn what_is_not_known_is_told() {
        let said = |error: Error| error.to_string();
        let number = &mut Decoder::new(&[0x17]);
        assert!(
            said(document::decode(number, &mut ()).unwrap_err())
                .contains("no kind of document has the number 23")
        );
        let number = &mut Decoder::new(&[0x17]);
        assert!(said(kind::decode(number, &mut ()).unwrap_err()).contains("no kind of customer"));
        let number = &mut Decoder::new(&[0x17]);
        assert!(
            said(verification::decode(number, &mut ()).unwrap_err()).contains("no level of verification")
        );
        let day = &mut Decoder::new(&[0x1a, 0x7f, 0xff, 0xff, 0xff]);
        assert!(said(date::decode(day, &mut ()).unwrap_err()).contains("is no date"));
        let digits = &mut Decoder::new(b"\x63abc");
        assert!(optional_decimal::decode(digits, &mut ()).is_err());
        assert!(minicbor::decode::<crate::record::KeyKind>(&[0x22]).is_err());
    }
}
