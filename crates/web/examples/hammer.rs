//! Requests as fast as they are answered, or at a steady rate, and how long each took; one JSON object at the end.
//!
//! `cargo run --release -p web --example hammer -- HOST:PORT REQUESTS [--header NAME:VALUE]... [--connections N]
//! [--seconds S] [--rate PER_SECOND]`; REQUESTS is a file of JSON lines `{"method", "path", "body"?}`, sent in turn.
//!
//! With a rate, a request's time runs from the moment it was due: a server that stalls cannot hide the requests that
//! it kept from being sent.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use http_body_util::{BodyExt as _, Full};
use hyper::Request;
use hyper::body::Bytes;
use hyper::client::conn::http1::SendRequest;
use hyper_util::rt::TokioIo;
use serde_json::{Value, json};
use tokio::net::TcpStream;

/// Times before this are thrown away: connections, caches and prepared statements come first.
const WARM_UP: Duration = Duration::from_secs(1);

struct Plan {
    address: String,
    headers: Vec<(String, String)>,
    requests: Vec<(String, String, Bytes)>,
    connections: usize,
    seconds: f64,
    rate: Option<f64>,
}

#[derive(Default)]
struct Seen {
    micros: Vec<u32>,
    refused: usize,
}

#[tokio::main]
async fn main() -> Result<(), String> {
    let plan = Arc::new(plan(std::env::args().skip(1))?);
    let next = Arc::new(AtomicUsize::new(0));
    let began = Instant::now();
    let tasks: Vec<_> = (0..plan.connections)
        .map(|_| tokio::spawn(connection(Arc::clone(&plan), Arc::clone(&next), began)))
        .collect();
    let mut all = Seen::default();
    for task in tasks {
        let seen = task.await.map_err(|error| error.to_string())??;
        all.micros.extend(seen.micros);
        all.refused += seen.refused;
    }
    all.micros.sort_unstable();
    let at = |share: f64| {
        let place = (share * all.micros.len() as f64) as usize;
        let micros = all.micros.get(place.min(all.micros.len().saturating_sub(1)));
        f64::from(micros.copied().unwrap_or_default()) / 1000.0
    };
    let told = json!({
        "requests": all.micros.len(),
        "per_second": all.micros.len() as f64 / plan.seconds,
        "refused": all.refused,
        "p50_ms": at(0.50),
        "p95_ms": at(0.95),
        "p99_ms": at(0.99),
        "max_ms": at(1.0),
    });
    println!("{told}");
    Ok(())
}

async fn connection(plan: Arc<Plan>, next: Arc<AtomicUsize>, began: Instant) -> Result<Seen, String> {
    let stream = TcpStream::connect(&plan.address).await.map_err(told)?;
    stream.set_nodelay(true).map_err(told)?;
    let (mut sender, driver) = hyper::client::conn::http1::handshake(TokioIo::new(stream))
        .await
        .map_err(told)?;
    let driver = tokio::spawn(driver);
    let end = WARM_UP + Duration::from_secs_f64(plan.seconds);
    let mut seen = Seen::default();
    loop {
        let turn = next.fetch_add(1, Ordering::Relaxed);
        let due = match plan.rate {
            Some(rate) => Duration::from_secs_f64(turn as f64 / rate),
            None => began.elapsed(),
        };
        if due >= end {
            break;
        }
        tokio::time::sleep_until((began + due).into()).await;
        let accepted = ask(&plan, turn, &mut sender).await?;
        if due >= WARM_UP {
            let took = began.elapsed().saturating_sub(due);
            seen.micros
                .push(u32::try_from(took.as_micros()).unwrap_or(u32::MAX));
            seen.refused += usize::from(!accepted);
        }
    }
    driver.abort();
    Ok(seen)
}

/// Sends one request and takes the whole answer; whether it was a success.
async fn ask(plan: &Plan, turn: usize, sender: &mut SendRequest<Full<Bytes>>) -> Result<bool, String> {
    let (method, path, body) = &plan.requests[turn % plan.requests.len()];
    let mut request = Request::builder()
        .method(method.as_str())
        .uri(path)
        .header("host", &plan.address);
    if !body.is_empty() {
        request = request.header("content-type", "application/json");
    }
    for (name, value) in &plan.headers {
        request = request.header(name, value);
    }
    let request = request.body(Full::new(body.clone())).map_err(told)?;
    let answer = sender.send_request(request).await.map_err(told)?;
    let accepted = answer.status().is_success();
    answer.into_body().collect().await.map_err(told)?;
    Ok(accepted)
}

fn plan(mut words: impl Iterator<Item = String>) -> Result<Plan, String> {
    let address = words.next().ok_or("an address is missing")?;
    let file = words.next().ok_or("a file of requests is missing")?;
    let mut plan = Plan {
        address,
        headers: Vec::new(),
        requests: requests(&file)?,
        connections: 32,
        seconds: 10.0,
        rate: None,
    };
    while let Some(option) = words.next() {
        let value = words.next().ok_or_else(|| format!("{option} has no value"))?;
        match option.as_str() {
            "--header" => {
                let (name, value) = value.split_once(':').ok_or("a header is NAME:VALUE")?;
                plan.headers
                    .push((name.trim().to_owned(), value.trim().to_owned()));
            }
            "--connections" => plan.connections = value.parse().map_err(told)?,
            "--seconds" => plan.seconds = value.parse().map_err(told)?,
            "--rate" => plan.rate = Some(value.parse().map_err(told)?),
            other => return Err(format!("{other} is unknown")),
        }
    }
    Ok(plan)
}

fn requests(file: &str) -> Result<Vec<(String, String, Bytes)>, String> {
    let text = std::fs::read_to_string(file).map_err(|error| format!("{file}: {error}"))?;
    let requests: Vec<_> = text
        .lines()
        .map(|line| {
            let request: Value = serde_json::from_str(line).map_err(told)?;
            let word = |name: &str| request[name].as_str().unwrap_or_default().to_owned();
            let body = match &request["body"] {
                Value::Null => Bytes::new(),
                body => body.to_string().into(),
            };
            Ok((word("method"), word("path"), body))
        })
        .collect::<Result<_, String>>()?;
    if requests.is_empty() {
        return Err(format!("{file} has no request"));
    }
    Ok(requests)
}

fn told(error: impl std::fmt::Display) -> String {
    error.to_string()
}
