//! Writes one of the files that tests are made of: `made persons|companies|firms ROWS SEED`.

#[path = "../tests/linkage/made.rs"]
mod made;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [kind, rows, seed] = args.as_slice() else {
        return Err("persons|companies|firms, rows and a seed are wanted".into());
    };
    let (rows, seed) = (rows.parse()?, seed.parse()?);
    let text = match kind.as_str() {
        "persons" => made::persons(rows, seed),
        "companies" => made::companies(rows, seed),
        _ => made::firms(rows, seed),
    };
    print!("{text}");
    Ok(())
}
