//! The fields of a row, word for word.

use minicbor::decode::{self, Decoder};
use minicbor::encode::{self, Encoder, Write};
use minicbor::{Decode, Encode};

/// The fields of a row exactly as decoded, in the order of the feed's columns.
///
/// They share one text: rows are many, and every field by itself would be a piece of memory to have and to give back.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Verbatim {
    text: String,
    /// Where in the text each field ends.
    ends: Vec<u32>,
}

impl Verbatim {
    /// The fields in order.
    pub fn fields(&self) -> impl ExactSizeIterator<Item = &str> {
        (0..self.ends.len()).map(|at| {
            let from = at.checked_sub(1).map_or(0, |before| self.ends[before]);
            &self.text[from as usize..self.ends[at] as usize]
        })
    }

    fn push(&mut self, field: &str) {
        self.text.push_str(field);
        // No row is as long as 4 GB: readers refuse far shorter ones.
        self.ends.push(u32::try_from(self.text.len()).unwrap_or(u32::MAX));
    }
}

impl<'a> FromIterator<&'a str> for Verbatim {
    fn from_iter<I: IntoIterator<Item = &'a str>>(fields: I) -> Self {
        let fields = fields.into_iter();
        let many = fields.size_hint().0;
        let mut verbatim = Self {
            text: String::with_capacity(many * 12),
            ends: Vec::with_capacity(many),
        };
        fields.for_each(|field| verbatim.push(field));
        verbatim
    }
}

impl<C> Encode<C> for Verbatim {
    fn encode<W: Write>(&self, e: &mut Encoder<W>, _: &mut C) -> Result<(), encode::Error<W::Error>> {
        e.array(self.ends.len() as u64)?;
        for field in self.fields() {
            e.str(field)?;
        }
        Ok(())
    }
}

impl<'b, C> Decode<'b, C> for Verbatim {
    fn decode(d: &mut Decoder<'b>, _: &mut C) -> Result<Self, decode::Error> {
        let fields = d.array_iter::<&str>()?;
        let mut verbatim = Self::default();
        for field in fields {
            verbatim.push(field?);
        }
        Ok(verbatim)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_come_back() {
        for fields in [&[][..], &[""], &["甲", "", "b"]] {
            let verbatim: Verbatim = fields.iter().copied().collect();
            assert_eq!(verbatim.fields().collect::<Vec<_>>(), fields);
            let bytes = minicbor::to_vec(&verbatim).unwrap();
            assert_eq!(bytes, minicbor::to_vec(fields).unwrap(), "an array of texts");
            assert_eq!(minicbor::decode::<Verbatim>(&bytes).unwrap(), verbatim);
        }
    }
}
