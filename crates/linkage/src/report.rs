//! A report on a run as one HTML file that needs nothing besides itself.

use std::fmt::Write as _;

use crate::evaluate::{self, Quality};
use crate::linked::Linked;
use crate::table::Table;

/// What the report is about, besides the run.
#[derive(Debug, Clone, Copy)]
pub struct Report<'a> {
    /// The table that was linked.
    pub table: &'a Table,
    /// The truth of each place, 0 for none.
    pub truth: Option<&'a [u32]>,
    /// The quality of the clusters, where the truth is known.
    pub quality: Option<Quality>,
}

const STYLE: &str = "body{font:14px/1.5 system-ui,sans-serif;max-width:72rem;margin:2rem auto;padding:0 1rem;color:#1b2733;\
background:#fff}h1{font-size:1.5rem}h2{font-size:1.15rem;margin-top:2rem}table{border-collapse:collapse;width:100%}\
td,th{text-align:left;padding:.25rem .6rem;border-bottom:1px solid #dde3e8;vertical-align:top}td.n,th.n{text-align:right;\
font-variant-numeric:tabular-nums}.bar{display:inline-block;height:.7rem;background:#2f6f9f;vertical-align:middle}\
.bar.less{background:#b4552d}@media(prefers-color-scheme:dark){body{background:#12181e;color:#dbe4ec}\
td,th{border-color:#2b3742}}";

/// Sample pairs of a band.
const SAMPLES: usize = 3;

/// Writes the report.
#[must_use]
pub fn html(linked: &Linked, report: &Report<'_>) -> String {
    let mut out = format!(
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Linkage</title><style>{STYLE}</style><h1>Linkage</h1>"
    );
    summary(&mut out, linked, report);
    columns(&mut out, linked);
    generic(&mut out, linked, report.table);
    weights(&mut out, linked);
    passes(&mut out, linked);
    bands(&mut out, linked, report);
    out.push_str("</html>\n");
    out
}

/// Writing to a string cannot fail.
macro_rules! put {
    ($out:expr, $($arg:tt)*) => {
        let _ = write!($out, $($arg)*);
    };
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

fn summary(out: &mut String, linked: &Linked, report: &Report<'_>) {
    let sizes = linked.cluster_sizes();
    let recall = linked.recall_of_blocking();
    put!(
        out,
        "<table><tr><td>Rows<td class=n>{}<tr><td>Clusters<td class=n>{}<tr><td>Largest cluster<td class=n>{}\
<tr><td>Pairs scored<td class=n>{}<tr><td>Threshold<td class=n>{:.2} bits\
<tr><td>Expected precision of the pairs over it<td class=n>{:.4}<tr><td>Expected recall of blocking<td class=n>{:.4} to {:.4}",
        report.table.rows(),
        sizes.len(),
        sizes.first().copied().unwrap_or(0),
        linked.pairs_scored,
        linked.threshold,
        linked.expected_precision(),
        recall.0,
        recall.1,
    );
    if let Some(held_out) = linked.held_out {
        put!(
            out,
            "<tr><td>Labels<td class=n>{}<tr><td>Bits of surprise a label not learned from, before and after<td class=n>{:.3}, {:.3}",
            held_out.answers,
            held_out.before.log_loss,
            held_out.after.log_loss
        );
    }
    if let Some(quality) = report.quality {
        put!(
            out,
            "<tr><td>Precision<td class=n>{:.4}<tr><td>Recall<td class=n>{:.4}<tr><td>F1<td class=n>{:.4}",
            quality.precision,
            quality.recall,
            quality.f1
        );
    }
    out.push_str("</table>");
    for warning in linked.warnings() {
        put!(out, "<p><strong>{}</strong></p>", escaped(&warning));
    }
}

fn columns(out: &mut String, linked: &Linked) {
    out.push_str("<h2>What the columns were taken for</h2><table><tr><th>column<th>kind<th>because<th class=n>filled<th class=n>distinct");
    for column in &linked.inferred {
        put!(
            out,
            "<tr><td>{}<td>{}<td>{}<td class=n>{:.1} %<td class=n>{}",
            escaped(&column.column),
            column.kind.as_str(),
            escaped(&column.because),
            column.filled * 100.0,
            column.distinct
        );
    }
    out.push_str("</table>");
}

fn generic(out: &mut String, linked: &Linked, table: &Table) {
    let all = linked.generic(table);
    if all.is_empty() {
        return;
    }
    out.push_str("<h2>Values that say little</h2><table><tr><th>column<th>value<th class=n>rows<th class=n>clusters<th>what is made of it");
    for generic in all {
        put!(
            out,
            "<tr><td>{}<td>{}<td class=n>{}<td class=n>{}<td>{}",
            escaped(&generic.field),
            escaped(&generic.value),
            generic.rows,
            generic
                .clusters
                .map_or_else(String::new, |count| count.to_string()),
            generic.treatment
        );
    }
    out.push_str("</table>");
}

fn weights(out: &mut String, linked: &Linked) {
    out.push_str("<h2>What agreement is worth</h2><table><tr><th>field<th>level<th class=n>one person<th class=n>chance<th class=n>household<th class=n>bits<th>");
    for field in &linked.model.fields {
        for (place, level) in field.levels.iter().enumerate().rev() {
            let bits = (field.m[place].max(1e-9) / field.u[place].max(1e-9)).log2();
            put!(
                out,
                "<tr><td>{}<td>{}<td class=n>{:.5}<td class=n>{:.7}<td class=n>{:.5}<td class=n>{bits:.2}<td><span class=\"bar{}\" style=\"width:{:.0}px\"></span>",
                escaped(&field.field),
                escaped(level),
                field.m[place],
                field.u[place],
                field.home[place],
                if bits < 0.0 { " less" } else { "" },
                bits.abs().min(25.0) * 8.0
            );
        }
    }
    out.push_str("</table>");
}

fn passes(out: &mut String, linked: &Linked) {
    out.push_str("<h2>Which pairs were looked at</h2><table><tr><th>pass<th class=n>blocks cut<th class=n>pairs in them<th class=n>largest");
    for (name, cut) in linked.passes() {
        put!(
            out,
            "<tr><td>{}<td class=n>{}<td class=n>{}<td class=n>{}",
            escaped(&name),
            cut.blocks,
            cut.pairs,
            cut.largest
        );
    }
    out.push_str("</table>");
}

/// Pairs by weight, two bits a band, with samples; precision and recall over each where the truth is known.
fn bands(out: &mut String, linked: &Linked, report: &Report<'_>) {
    out.push_str("<h2>Pairs by weight</h2><table><tr><th class=n>bits<th class=n>pairs<th class=n>probability<th class=n>precision over it<th class=n>recall over it<th>samples");
    let band_of = |bits: f32| (f64::from(bits) / 2.0).floor() as i64;
    let mut edges = linked.edges.clone();
    edges.sort_by(|one, other| {
        other
            .bits
            .total_cmp(&one.bits)
            .then((one.one, one.other).cmp(&(other.one, other.other)))
    });
    let mut over = 0;
    for band in edges.chunk_by(|one, other| band_of(one.bits) == band_of(other.bits)) {
        over += band.len();
        let from = band_of(band[0].bits) * 2;
        let quality = report.truth.map(|truth| evaluate::pairs(&edges[..over], truth));
        let share = |of: fn(&Quality) -> f64| {
            quality
                .as_ref()
                .map_or_else(String::new, |quality| format!("{:.4}", of(quality)))
        };
        put!(
            out,
            "<tr><td class=n>{from}<td class=n>{}<td class=n>{:.3}<td class=n>{}<td class=n>{}<td>",
            band.len(),
            linked.probability(from as f64 + 1.0),
            share(|quality| quality.precision),
            share(|quality| quality.recall),
        );
        for edge in band.iter().step_by((band.len() / SAMPLES).max(1)).take(SAMPLES) {
            let told = linked.explain(edge.one, edge.other);
            let parts: Vec<String> = told
                .comparison
                .parts
                .iter()
                .filter(|part| part.level != "missing")
                .map(|part| match part.one == part.other {
                    true => escaped(&part.one),
                    false => format!("{} ≠ {}", escaped(&part.one), escaped(&part.other)),
                })
                .collect();
            put!(out, "<div>{}</div>", parts.join(" · "));
        }
    }
    out.push_str("</table>");
}
