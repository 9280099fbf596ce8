//! Links a file and says how right and how fast, without the rest of the program around it.

use std::path::Path;
use std::time::Instant;

use feed::TableFile;
use linkage::{Linked, Options, Scorer, Table};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args = std::env::args().skip(1);
    let path = args.next().ok_or("a file is wanted")?;
    let truth = args.next();
    let threshold = args.next().map(|bits| bits.parse()).transpose()?;
    let mut clock = Instant::now();
    let mut table = Table::new();
    let mut file = TableFile::open(Path::new(&path))?;
    let kept: Vec<&str> = truth.iter().map(String::as_str).collect();
    let wanted = table.begin(&path, file.columns(), &kept);
    while let Some(stretch) = file.next(&wanted)? {
        let texts: Vec<(&str, &[u32])> = stretch
            .columns
            .iter()
            .map(|texts| (texts.text.as_str(), texts.ends.as_slice()))
            .collect();
        table.push(stretch.rows, &texts)?;
    }
    table.close();
    eprintln!("read {:.3}", clock.elapsed().as_secs_f64());
    let options = Options {
        truth: truth.clone(),
        threshold,
        ..Options::default()
    };
    clock = Instant::now();
    let linked = linkage::link(&table, &options, &mut |phase| {
        eprintln!("{phase} {:.3}", clock.elapsed().as_secs_f64());
        clock = Instant::now();
    })?;
    for column in &linked.inferred {
        eprintln!(
            "  {:20} {:?} ({}) filled {:.3} distinct {}",
            column.column, column.kind, column.because, column.filled, column.distinct
        );
    }
    for field in &linked.model.fields {
        eprintln!("  {} prior {:.2}", field.field, linked.model.prior);
        for (place, level) in field.levels.iter().enumerate() {
            eprintln!(
                "    {:50} m {:.5} u {:.7} home {:.5} bits {:.2}",
                level,
                field.m[place],
                field.u[place],
                field.home[place],
                (field.m[place] / field.u[place]).log2()
            );
        }
    }
    eprintln!(
        "converged {} home {:e}",
        linked.model.converged, linked.model.home_share
    );
    for (place, rule) in linked.passes.rules.iter().enumerate() {
        eprintln!(
            "  pass {} cut {:?}",
            linkage::rule_name(&linked.plan, &linked.atoms, rule),
            linked.passes.cut[place]
        );
    }
    eprintln!(
        "pairs {} expected recall {:.4} expected pairs {}",
        linked.pairs_scored, linked.choice.recall, linked.choice.pairs
    );
    eprintln!(
        "threshold {:.2} edges {} refused {}",
        linked.threshold,
        linked.edges.len(),
        linked.clusters.refused.len()
    );
    if let Some(truth) = truth.and_then(|truth| table.find(&truth)) {
        let truth: Vec<u32> = linked
            .order
            .iter()
            .map(|&row| table.columns[truth].codes[row as usize])
            .collect();
        eprintln!("clusters {:?}", linkage::quality(&linked.clusters.of, &truth));
        eprintln!("best {:?}", linkage::best(&linked.edges, &truth));
        let right = linked
            .edges
            .iter()
            .filter(|edge| truth[edge.one as usize] == truth[edge.other as usize])
            .count();
        eprintln!("true pairs among edges {right}");
        let mut of: std::collections::BTreeMap<u32, Vec<u32>> = std::collections::BTreeMap::new();
        (0..)
            .zip(&truth)
            .for_each(|(place, &truth)| of.entry(truth).or_default().push(place));
        let (mut met, mut all) = (0.0, 0.0);
        for members in of.values() {
            for (place, &one) in members.iter().enumerate() {
                for &other in &members[place + 1..] {
                    all += 1.0;
                    let has = |pass| linked.passes.meet(pass, one, other);
                    met += f64::from(u8::from((0..linked.passes.rules.len()).any(has)));
                }
            }
        }
        eprintln!(
            "recall of blocking {:.4}, expected {:.4?}",
            met / all,
            linked.recall_of_blocking()
        );
        if let Some(wanted) = std::env::var("WRONG").ok().and_then(|wanted| wanted.parse().ok()) {
            wrong(&linked, &truth, wanted);
        }
    }
    single_records(&table, &linked);
    Ok(())
}

/// How fast single records are read and weighed by what the run learned.
fn single_records(table: &Table, linked: &Linked) {
    let learned = linked.learned();
    let text = learned.to_toml().map_or(0, |text| text.len());
    let scorer = Scorer::new(&learned);
    let find = |name: &str| table.find(name).map(|place| &table.columns[place]);
    let columns: Vec<_> = scorer.columns().iter().map(|(name, _)| find(name)).collect();
    let clock = Instant::now();
    let mut readings = Vec::new();
    for row in 0..table.rows().min(20_000) {
        let mut values = Vec::with_capacity(columns.len());
        for column in &columns {
            values.push(column.map(|column| column.value(row)));
        }
        let reading = scorer.read(&values);
        std::hint::black_box(scorer.keys(&reading));
        readings.push(reading);
    }
    let read = clock.elapsed().as_secs_f64() / readings.len().max(1) as f64;
    let clock = Instant::now();
    let mut pairs = 0_u32;
    for step in [1, 7, 77] {
        for pair in readings.windows(step + 1) {
            std::hint::black_box(scorer.bits(&pair[0], &pair[step]));
            pairs += 1;
        }
    }
    let weigh = clock.elapsed().as_secs_f64() / f64::from(pairs.max(1));
    eprintln!(
        "learned: {text} bytes; a record read and keyed in {:.2} us, a pair weighed in {:.3} us",
        read * 1e6,
        weigh * 1e6
    );
}

/// Pairs that were joined and should not have been, and pairs that should have been and were not.
fn wrong(linked: &Linked, truth: &[u32], wanted: usize) {
    let mut members: Vec<Vec<u32>> = vec![Vec::new(); linked.order.len()];
    let mut persons: std::collections::BTreeMap<u32, Vec<u32>> = std::collections::BTreeMap::new();
    for (place, &cluster) in linked.clusters.of.iter().enumerate() {
        members[cluster as usize].push(place as u32);
        persons.entry(truth[place]).or_default().push(place as u32);
    }
    let apart = |sets: &mut dyn Iterator<Item = &Vec<u32>>, of: &[u32]| -> Vec<(u32, u32)> {
        let mut pairs = Vec::new();
        for set in sets {
            let all = set
                .iter()
                .enumerate()
                .flat_map(|(place, &one)| set[place + 1..].iter().map(move |&other| (one, other)));
            pairs.extend(all.filter(|&(one, other)| of[one as usize] != of[other as usize]));
        }
        pairs
    };
    let joined = apart(&mut members.iter(), truth);
    let missed = apart(&mut persons.values(), &linked.clusters.of);
    for (name, pairs) in [("joined", joined), ("missed", missed)] {
        eprintln!("{name} wrongly: {}", pairs.len());
        for &(one, other) in pairs
            .iter()
            .step_by((pairs.len() / wanted.max(1)).max(1))
            .take(wanted)
        {
            let told = linked.explain(one, other);
            eprintln!(
                "- {:.1} household {:.1} {} met {}",
                told.comparison.bits,
                told.comparison.household_bits,
                told.comparison.because,
                told.met_by.len()
            );
            for part in &told.comparison.parts {
                eprintln!(
                    "    {:+6.1} {:+5.1} {} ({}): {} | {}",
                    part.bits, part.frequency_bits, part.field, part.level, part.one, part.other
                );
            }
        }
    }
}
