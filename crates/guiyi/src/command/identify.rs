//! `guiyi identify`.

use ecif::identify::{Identified, Likeness, identify};
use serde_json::json;

use super::Failure;
use crate::{cli, people, store};

/// Prints the one customer number, or says that there is none.
pub async fn run(args: cli::Identify) -> Result<(), Failure> {
    let store = store::open(&args.store).await?;
    let likeness = Likeness {
        document: args.document,
        number: args.number,
        name: args.name,
    };
    let actor = store::operator("identify");
    let answer = identify(&store.database, &store.keyring, &actor, &likeness)
        .await
        .map_err(Failure::from);
    let (result, number) = match &answer {
        Ok(Identified::One(number)) => ("one", Some(*number)),
        Ok(Identified::NotFound) => ("none", None),
        Ok(Identified::Elsewhere(_)) => ("elsewhere", None),
        Ok(Identified::Several(_)) => ("several", None),
        Err(_) => ("failed", None),
    };
    let noted = people::note(people::Act {
        command: "guiyi identify",
        purpose: "identify",
        object: "customer",
        action: "identify",
        target: number.map(|number| format!("{number:012}")),
        detail: json!({ "document": args.document.as_str(), "result": result }),
        refused: answer.is_err(),
        store: &store,
    })
    .await;
    store.database.stop().await;
    let answer = answer.and_then(|answer| noted.map(|()| answer))?;
    match answer {
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
