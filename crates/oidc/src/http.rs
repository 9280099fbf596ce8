//! The way to the provider: TLS or this machine, a few seconds, a bounded answer, no detours.

use std::pin::Pin;
use std::time::Duration;

use http_body_util::{BodyExt as _, Full, Limited};
use hyper::body::Bytes;
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use openidconnect::{AsyncHttpClient, HttpRequest, HttpResponse};
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;
use rustls::{ClientConfig, RootCertStore};

use crate::settings::{Settings, SettingsError, is_guarded};

const CONNECT_MAX: Duration = Duration::from_secs(5);
/// For one question and its whole answer.
const TIME_MAX: Duration = Duration::from_secs(10);
/// A discovery document, a set of keys and a token are a few kilobytes.
const ANSWER_BYTES_MAX: usize = 1024 * 1024;

/// Asks the provider. A redirect is not followed: the provider says where things are in its discovery document.
#[derive(Debug, Clone)]
pub(crate) struct Http {
    client: Client<HttpsConnector<HttpConnector>, Full<Bytes>>,
}

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub enum HttpError {
    /// The address is not to be asked.
    #[error("{0} is neither by https nor on this machine")]
    Unguarded(String),
    /// It took too long.
    #[error("no answer within {} s", TIME_MAX.as_secs())]
    Late,
    /// No connection, or it broke.
    #[error("no connection: {0}")]
    Broken(String),
}

/// An error with what it came from: "connection refused" is never on the surface.
fn whole(error: &dyn std::error::Error) -> HttpError {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(next) = source {
        text = format!("{text}: {next}");
        source = next.source();
    }
    HttpError::Broken(text)
}

impl Http {
    pub(crate) fn new(settings: &Settings) -> Result<Self, SettingsError> {
        let refused = |why: String| SettingsError::Setting {
            setting: "ca_file",
            why,
        };
        let mut roots = RootCertStore::empty();
        let of_the_system = rustls_native_certs::load_native_certs();
        for error in &of_the_system.errors {
            tracing::debug!(%error, "a certificate of the system cannot be read");
        }
        roots.add_parsable_certificates(of_the_system.certs);
        if let Some(pem) = &settings.ca {
            let before = roots.len();
            for found in CertificateDer::pem_slice_iter(pem) {
                let found = found.map_err(|error| refused(format!("holds no certificates: {error}")))?;
                roots
                    .add(found)
                    .map_err(|error| refused(format!("holds a certificate of no use: {error}")))?;
            }
            if roots.len() == before {
                return Err(refused("holds no certificate; it is a file of PEM".to_owned()));
            }
        }
        // By name: another crate of the program may bring another provider of ciphers.
        let ciphers = std::sync::Arc::new(rustls::crypto::ring::default_provider());
        let tls = ClientConfig::builder_with_provider(ciphers)
            .with_safe_default_protocol_versions()
            .map_err(|error| refused(error.to_string()))?
            .with_root_certificates(roots)
            .with_no_client_auth();
        let mut plain = HttpConnector::new();
        plain.enforce_http(false);
        plain.set_connect_timeout(Some(CONNECT_MAX));
        let connector = HttpsConnectorBuilder::new()
            .with_tls_config(tls)
            .https_or_http()
            .enable_http1()
            .wrap_connector(plain);
        // People sign in now and then: a connection kept for the next would mostly be found broken.
        let client = Client::builder(TokioExecutor::new())
            .pool_max_idle_per_host(0)
            .build(connector);
        Ok(Self { client })
    }

    async fn ask(&self, request: HttpRequest) -> Result<HttpResponse, HttpError> {
        let address = request.uri().to_string();
        if !url::Url::parse(&address).is_ok_and(|url| is_guarded(&url)) {
            return Err(HttpError::Unguarded(address));
        }
        let request = request.map(|body| Full::new(Bytes::from(body)));
        let asked = async {
            let answer = self
                .client
                .request(request)
                .await
                .map_err(|error| whole(&error))?;
            let (head, body) = answer.into_parts();
            let body = Limited::new(body, ANSWER_BYTES_MAX).collect().await;
            let body = body.map_err(|error| whole(&*error))?;
            Ok(HttpResponse::from_parts(head, body.to_bytes().to_vec()))
        };
        tokio::time::timeout(TIME_MAX, asked)
            .await
            .unwrap_or(Err(HttpError::Late))
    }
}

impl<'c> AsyncHttpClient<'c> for Http {
    type Error = HttpError;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, HttpError>> + Send + 'c>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(self.ask(request))
    }
}
