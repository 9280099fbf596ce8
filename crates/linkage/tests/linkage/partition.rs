//! A run in shares.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use crate::support::{bank, link, link_as, table, with_threads};
use linkage::{Learned, Linked, MergeError, Options, Pairs, PairsError, Share, Table};
use proptest::prelude::*;

struct Known {
    table: Table,
    learned: Vec<Learned>,
}

/// A file, and what was learned from it; the second time with blocks so small that many are cut.
fn known() -> &'static Known {
    static KNOWN: OnceLock<Known> = OnceLock::new();
    KNOWN.get_or_init(|| {
        let table = table(&bank(3_000, 31), &[]);
        let learned = link(&table, None).learned();
        let small = Learned {
            block_max: 4,
            ..learned.clone()
        };
        let learned = vec![learned, small];
        Known { table, learned }
    })
}

fn share(number: u32, of: u32, learned: &Learned) -> Pairs {
    let options = Options::default();
    linkage::partition(
        &known().table,
        &options,
        learned,
        Share { number, of },
        &mut |_| {},
    )
    .expect("pairs")
}

fn merge(learned: &Learned, shares: Vec<Pairs>) -> Result<Linked, MergeError> {
    linkage::merge(&known().table, &Options::default(), learned, shares, &mut |_| {})
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    /// Goal: however many shares, each run with one thread or two, read back from its file, merged in any order: the
    /// pairs, the weights and the clusters are those of the single run, and no pair was looked at twice.
    #[test]
    fn shares_make_the_run(of in 1_u32..9, cut in 0_usize..2, backwards: bool) {
        let learned = &known().learned[cut];
        let wanted = link_as(&known().table, learned);
        let mut shares: Vec<Pairs> = (1..=of)
            .map(|number| {
                let pairs = with_threads(1 + number as usize % 2, || share(number, of, learned));
                Pairs::from_bytes(&pairs.to_bytes()).expect("pairs")
            })
            .collect();
        if backwards {
            shares.reverse();
        }
        prop_assert_eq!(shares.iter().map(Pairs::scored).sum::<u64>(), wanted.pairs_scored);
        let busy = shares.iter().filter(|pairs| pairs.scored() > 0).count();
        prop_assert!(busy as u32 == of, "{} of {} shares have anything to do", busy, of);
        let got = merge(learned, shares).expect("a run");
        let pairs: BTreeSet<(u32, u32)> = got.edges.iter().map(|edge| (edge.one, edge.other)).collect();
        prop_assert_eq!(pairs.len(), got.edges.len());
        let bits = |linked: &Linked| linked.edges.iter().map(|edge| edge.bits.to_bits()).collect::<Vec<u32>>();
        prop_assert_eq!(bits(&got), bits(&wanted));
        prop_assert_eq!(&got.edges, &wanted.edges);
        prop_assert_eq!(&got.clusters, &wanted.clusters);
        prop_assert_eq!((got.pairs_scored, got.pairs_blocked), (wanted.pairs_scored, wanted.pairs_blocked));
        prop_assert!(got.passes().eq(wanted.passes()));
        prop_assert_eq!(got.ties(), wanted.ties());
    }
}

/// Goal: shares that do not make this run are refused, and it is said why.
#[test]
fn what_is_no_run() {
    let [learned, small] = known().learned.as_slice() else {
        panic!("two are known")
    };
    let first = share(1, 2, learned);
    let second = share(2, 2, learned);
    let refused = |shares: Vec<Pairs>| merge(learned, shares).expect_err("refused").to_string();
    assert_eq!(refused(Vec::new()), "which shares are to be merged?");
    assert!(refused(vec![first.clone()]).ends_with("share 2 is missing"));
    assert!(refused(vec![second.clone()]).ends_with("share 1 is missing"));
    assert!(refused(vec![first.clone(), second.clone(), first.clone()]).ends_with("share 1 is there twice"));
    assert!(refused(vec![first.clone(), share(2, 3, learned)]).ends_with("share 2 is of another number"));
    let other = "share 2 of 2 was made of other records or by another model";
    assert_eq!(refused(vec![first.clone(), share(2, 2, small)]), other);
    for text in ["", "1", "0/2", "3/2", "1/0", "a/b", "1/2/3", "-1/2"] {
        assert!(text.parse::<Share>().is_err(), "{text}");
    }
    assert_eq!("2/3".parse(), Ok(Share { number: 2, of: 3 }));
    let bytes = first.to_bytes();
    for end in 0..200 {
        assert!(Pairs::from_bytes(&bytes[..end]).is_err());
    }
    let mut changed = bytes.clone();
    changed[300] ^= 1;
    assert_eq!(Pairs::from_bytes(&changed), Err(PairsError::Damaged));
    assert_eq!(Pairs::from_bytes(b"one,other\n"), Err(PairsError::Other));
}
