//! `guiyi identify`.

use ecif::identify::{Identified, Likeness, identify};

use super::Failure;
use crate::clock::SystemClock;
use crate::{cli, store};

/// Prints the one customer number, or says that there is none.
pub async fn run(args: cli::Identify) -> Result<(), Failure> {
    let store = store::open(&args.store).await?;
    let likeness = Likeness {
        document: args.document,
        number: args.number,
        name: args.name,
    };
    let actor = store::operator("identify");
    let answer = identify(&store.database, &store.keyring, &SystemClock, &actor, &likeness).await;
    store.database.stop().await;
    match answer? {
        Identified::One(number) => println!("{}", standards::customer_number::grouped(&number.to_string())),
        Identified::NotFound => println!("not found"),
        Identified::Elsewhere(branches) => println!("kept elsewhere: ask branch {}", branches.join(", ")),
        Identified::Several(numbers) => {
            let numbers: Vec<String> = numbers
                .iter()
                .map(|number| standards::customer_number::grouped(&number.to_string()))
                .collect();
            return Err(Failure(format!(
                "several customers carry this document: {}; give the name too",
                numbers.join(", ")
            )));
        }
    }
    Ok(())
}
