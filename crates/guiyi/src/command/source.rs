//! `guiyi source`.

use ecif::model::Catalogue;
use ecif::source::{loads, mapping_text, mapping_versions};
use feed::{Language, Mapping};
use serde_json::json;

use super::Failure;
use crate::store::Store;
use crate::{cli, people, store, table};

/// Looks at sources.
pub async fn run(args: cli::Source) -> Result<(), Failure> {
    match args {
        cli::Source::Check {
            mapping,
            file,
            rows,
            language,
        } => {
            let text = std::fs::read_to_string(&mapping).map_err(|error| Failure::file(&mapping, &error))?;
            let parsed = Mapping::parse(&text, &Catalogue)
                .map_err(|error| Failure(format!("{}: {error}", mapping.display())))?;
            let name = file.file_name().unwrap_or_default().to_string_lossy();
            let (feed, _) = parsed.feed_for(&name)?;
            let language = if language == "zh" {
                Language::Chinese
            } else {
                Language::English
            };
            println!("{}", feed::check(feed, &file, rows, language)?);
            Ok(())
        }
        cli::Source::List { store: place } => {
            let store = store::open(&place).await?;
            let told = loads(&store.database, &store::operator("sources")).await;
            let noted = noted(&store, "guiyi source list", "load", None).await;
            store.database.stop().await;
            noted?;
            let mut rows = vec![words(&[
                "source",
                "feed",
                "business date",
                "rows",
                "loaded",
                "unchanged",
                "rejected",
                "at",
            ])];
            for load in told? {
                let figure = |name: &str| {
                    load.report
                        .get(name)
                        .map_or_else(String::new, ToString::to_string)
                };
                rows.push(vec![
                    load.source,
                    load.feed,
                    load.business_date.map_or_else(String::new, |day| day.to_string()),
                    figure("rows"),
                    figure("loaded"),
                    figure("unchanged"),
                    figure("rejected"),
                    load.recorded_at.to_string(),
                ]);
            }
            print!("{}", table::rows(&rows, 0));
            Ok(())
        }
        cli::Source::Mapping {
            store: place,
            name,
            version,
        } => {
            let store = store::open(&place).await?;
            let actor = store::operator("sources");
            let told = match version {
                Some(version) => mapping_text(&store.database, &actor, &name, version)
                    .await
                    .map(|text| {
                        text.ok_or_else(|| {
                            Failure(format!("source `{name}` has no mapping version {version}"))
                        })
                    }),
                None => mapping_versions(&store.database, &actor, &name)
                    .await
                    .map(|versions| {
                        let rows: Vec<Vec<String>> = versions
                            .into_iter()
                            .map(|one| {
                                vec![
                                    format!("version {}", one.version),
                                    format!("trust {}", one.trust),
                                    one.recorded_at.to_string(),
                                ]
                            })
                            .collect();
                        Ok(table::rows(&rows, 0))
                    }),
            };
            let noted = noted(&store, "guiyi source mapping", "mapping", Some(name)).await;
            store.database.stop().await;
            noted?;
            print!("{}", told??);
            Ok(())
        }
    }
}

async fn noted(
    store: &Store,
    command: &'static str,
    object: &'static str,
    target: Option<String>,
) -> Result<(), Failure> {
    people::note(people::Act {
        command,
        purpose: "sources",
        object,
        action: "read",
        target,
        detail: json!({}),
        refused: false,
        store,
    })
    .await
}

fn words(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}
