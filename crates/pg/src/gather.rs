//! Look-ups that come at the same moment, taken together.
//!
//! A statement that looks up fifty keys costs the database little more than one that looks up one, and a transaction
//! begun for fifty nothing more. Under load many callers wait at any moment: [`Gather`] hands all that wait to one
//! statement. A caller that comes alone is answered at once; nobody is ever kept waiting for company.

use std::collections::{HashMap, HashSet};
use std::fmt;
use std::hash::Hash;
use std::sync::Arc;

use tokio::sync::{Mutex, mpsc, oneshot};

use crate::DbError;

/// Questions that wait; who comes when it is full waits too.
const WAITING_MAX: usize = 1024;

/// Takes questions of one kind together. Cloning shares it.
pub struct Gather<Q, A> {
    sender: mpsc::Sender<(Q, oneshot::Sender<A>)>,
}

/// The task that answers is gone: the program ends, or an answer panicked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("nobody answers any more")]
pub struct Gone;

impl From<Gone> for DbError {
    fn from(gone: Gone) -> Self {
        Self::Pool(gone.to_string())
    }
}

impl<Q, A> Clone for Gather<Q, A> {
    fn clone(&self) -> Self {
        Self {
            sender: self.sender.clone(),
        }
    }
}

impl<Q, A> fmt::Debug for Gather<Q, A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Gather").finish_non_exhaustive()
    }
}

impl<Q: Send + 'static, A: Send + 'static> Gather<Q, A> {
    /// Starts `lanes` tasks, each answering up to `most` questions at a time: while one waits for the database,
    /// another takes what has come since. `answer` gives one answer for each question, in order.
    #[must_use]
    pub fn start<F, Fut>(lanes: usize, most: usize, answer: F) -> Self
    where
        F: Fn(Vec<Q>) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Vec<A>> + Send + 'static,
    {
        let (sender, receiver) = mpsc::channel::<(Q, oneshot::Sender<A>)>(WAITING_MAX);
        let (receiver, answer) = (Arc::new(Mutex::new(receiver)), Arc::new(answer));
        for _ in 0..lanes {
            let (receiver, answer) = (Arc::clone(&receiver), Arc::clone(&answer));
            tokio::spawn(async move {
                let mut taken = Vec::with_capacity(most);
                while receiver.lock().await.recv_many(&mut taken, most).await > 0 {
                    let (questions, waiting): (Vec<Q>, Vec<_>) = taken.drain(..).unzip();
                    for (answer, waiting) in answer(questions).await.into_iter().zip(waiting) {
                        // Who no longer waits has gone away.
                        let _ = waiting.send(answer);
                    }
                }
            });
        }
        Self { sender }
    }

    /// Asks, and waits for the answer. The look-up begins after the question came, so it knows all that was
    /// committed before.
    ///
    /// # Errors
    /// [`Gone`].
    pub async fn ask(&self, question: Q) -> Result<A, Gone> {
        let (send, wait) = oneshot::channel();
        self.sender.send((question, send)).await.map_err(|_| Gone)?;
        wait.await.map_err(|_| Gone)
    }
}

/// What was found for a question, or the failure that befell all that its caller asked.
pub type Told<A> = Result<Option<A>, Arc<DbError>>;

impl<C, K, A> Gather<(C, K), Told<A>>
where
    C: Clone + Eq + Hash + Send + Sync + 'static,
    K: Clone + Eq + Hash + Send + Sync + 'static,
    A: Clone + Send + Sync + 'static,
{
    /// Starts with questions that somebody asks: `look` is asked once for each caller among those taken together, with
    /// each of its keys once, and a failure is its caller's alone.
    #[must_use]
    pub fn by_caller<F, Fut>(lanes: usize, most: usize, look: F) -> Self
    where
        F: Fn(C, Vec<K>) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Result<HashMap<K, A>, DbError>> + Send + 'static,
    {
        let look = Arc::new(look);
        Self::start(lanes, most, move |asked: Vec<(C, K)>| {
            let look = Arc::clone(&look);
            async move {
                let mut callers: HashMap<&C, HashSet<&K>> = HashMap::new();
                for (caller, key) in &asked {
                    callers.entry(caller).or_default().insert(key);
                }
                let mut found: HashMap<&C, Result<HashMap<K, A>, Arc<DbError>>> = HashMap::new();
                for (caller, keys) in callers {
                    let keys = keys.into_iter().cloned().collect();
                    found.insert(caller, look(caller.clone(), keys).await.map_err(Arc::new));
                }
                let told = |(caller, key): &(C, K)| match &found[caller] {
                    Ok(found) => Ok(found.get(key).cloned()),
                    Err(error) => Err(Arc::clone(error)),
                };
                asked.iter().map(told).collect()
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    #[tokio::test]
    async fn each_gets_its_own_answer_and_few_are_asked() {
        let asked = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&asked);
        let squares = Gather::start(1, 64, move |numbers: Vec<u64>| {
            counted.fetch_add(1, Ordering::Relaxed);
            async move {
                // As long as a database takes: meanwhile the others come.
                tokio::time::sleep(std::time::Duration::from_millis(5)).await;
                numbers.into_iter().map(|number| number * number).collect()
            }
        });
        let waiting: Vec<_> = (0..100)
            .map(|number| {
                let squares = squares.clone();
                tokio::spawn(async move { (number, squares.ask(number).await) })
            })
            .collect();
        for one in waiting {
            let (number, square) = one.await.expect("an answer");
            assert_eq!(square, Ok(number * number));
        }
        let asked = asked.load(Ordering::Relaxed);
        assert!(asked < 20, "{asked} statements for 100 questions");
    }

    #[tokio::test]
    async fn an_answer_that_fails_is_told_to_all_who_wait() {
        let broken = Gather::start(1, 8, |numbers: Vec<u64>| async move {
            assert!(numbers.is_empty(), "a bug");
            numbers
        });
        assert_eq!(broken.ask(1).await, Err(Gone));
        assert_eq!(broken.ask(2).await, Err(Gone));
    }

    #[tokio::test]
    async fn each_caller_is_looked_up_once_and_fails_alone() {
        let looked = Arc::new(std::sync::Mutex::new(Vec::new()));
        let noted = Arc::clone(&looked);
        let tenfold = Gather::by_caller(1, 64, move |caller: &'static str, mut keys: Vec<i32>| {
            keys.sort_unstable();
            noted.lock().expect("no panic").push((caller, keys.clone()));
            async move {
                if caller == "bo" {
                    return Err(DbError::Pool("none to spare".to_owned()));
                }
                Ok(keys
                    .into_iter()
                    .filter(|key| *key < 3)
                    .map(|key| (key, key * 10))
                    .collect())
            }
        });
        let asked = [("ana", 1), ("bo", 1), ("ana", 2), ("ana", 1), ("ana", 3)];
        // One task, and none of it runs before all have asked.
        let told = tokio::join!(
            tenfold.ask(asked[0]),
            tenfold.ask(asked[1]),
            tenfold.ask(asked[2]),
            tenfold.ask(asked[3]),
            tenfold.ask(asked[4]),
        );
        let told = [told.0, told.1, told.2, told.3, told.4].map(|told| told.expect("an answer").ok());
        let mut looked = looked.lock().expect("no panic").clone();
        looked.sort_unstable();
        assert_eq!(
            looked,
            [("ana", vec![1, 2, 3]), ("bo", vec![1])],
            "each caller once, each key once"
        );
        assert_eq!(
            told,
            [Some(Some(10)), None, Some(Some(20)), Some(Some(10)), Some(None)]
        );
    }
}
