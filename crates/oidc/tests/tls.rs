//! A provider behind a certificate of the bank's own authority.

use std::path::Path;
use std::sync::Arc;

use base::{Clock, Timestamp};
use oidc::{Failure, Provider, Settings};
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use rustls::ServerConfig;
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;

struct Fixed;

impl Clock for Fixed {
    fn now(&self) -> Timestamp {
        Timestamp::UNIX_EPOCH
    }
}

/// A provider that says where things are, by TLS; gives its issuer and the authority's certificate.
async fn provider() -> (String, String) {
    let mut params = CertificateParams::new(Vec::new()).expect("an authority");
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let authority =
        CertifiedIssuer::self_signed(params, KeyPair::generate().expect("a key")).expect("an authority");
    let key = KeyPair::generate().expect("a key");
    let certificate = CertificateParams::new(vec!["localhost".to_owned()])
        .expect("a certificate")
        .signed_by(&key, &authority)
        .expect("a certificate");
    let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der()));
    let ciphers = Arc::new(rustls::crypto::ring::default_provider());
    let config = ServerConfig::builder_with_provider(ciphers)
        .with_safe_default_protocol_versions()
        .expect("versions")
        .with_no_client_auth()
        .with_single_cert(vec![certificate.der().clone()], key)
        .expect("a server");
    let listener = TcpListener::bind("localhost:0").await.expect("an address");
    let issuer = format!(
        "https://localhost:{}",
        listener.local_addr().expect("an address").port()
    );
    let (said, acceptor) = (issuer.clone(), TlsAcceptor::from(Arc::new(config)));
    tokio::spawn(async move {
        loop {
            let (stream, _) = listener.accept().await.expect("a connection");
            let (said, acceptor) = (said.clone(), acceptor.clone());
            tokio::spawn(async move {
                // Who does not know the authority hangs up.
                let Ok(mut stream) = acceptor.accept(stream).await else {
                    return;
                };
                let mut asked = vec![0; 4096];
                let length = stream.read(&mut asked).await.expect("a request");
                let asked = String::from_utf8_lossy(&asked[..length]).into_owned();
                let body = if asked.starts_with("GET /.well-known/openid-configuration ") {
                    format!(
                        r#"{{"issuer":"{said}","authorization_endpoint":"{said}/authorize","token_endpoint":"{said}/token",
                        "jwks_uri":"{said}/keys","response_types_supported":["code"],"subject_types_supported":["public"],
                        "id_token_signing_alg_values_supported":["RS256"]}}"#
                    )
                } else {
                    r#"{"keys":[]}"#.to_owned()
                };
                let answer = format!(
                    "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}",
                    body.len()
                );
                stream.write_all(answer.as_bytes()).await.expect("is answered");
                let _ = stream.shutdown().await;
            });
        }
    });
    (issuer, authority.pem())
}

fn known(issuer: &str, folder: &Path, more: &str) -> Provider {
    let text = format!(
        "name = {{ zh = \"统一认证\", en = \"Bank ID\" }}\nissuer = \"{issuer}\"\nclient_id = \"guiyi\"\n\
         redirect_uri = \"https://guiyi.bank.example/api/v1/oidc/callback\"\n{more}"
    );
    let settings = Settings::parse(&text, folder, None).expect("settings");
    Provider::new(settings, Arc::new(Fixed)).expect("a provider")
}

#[tokio::test]
async fn the_bank_s_own_authority_is_believed_where_it_is_set_and_nowhere_else() {
    let (issuer, authority) = provider().await;
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("ca.pem"), authority).expect("a file");

    let begun = known(&issuer, folder.path(), "ca_file = \"ca.pem\"")
        .begin()
        .await
        .expect("begins");
    assert!(
        begun.address.starts_with(&format!("{issuer}/authorize?")),
        "{}",
        begun.address
    );
    for part in [
        "response_type=code",
        "code_challenge_method=S256",
        "scope=openid+profile",
        "nonce=",
        "state=",
    ] {
        assert!(begun.address.contains(part), "{part}: {}", begun.address);
    }

    match known(&issuer, folder.path(), "").begin().await {
        Err(Failure::Unavailable(why)) => assert!(why.contains("certificate"), "{why}"),
        other => panic!("an authority nobody knows: {other:?}"),
    }
}

#[tokio::test]
async fn a_file_without_certificates_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("ca.pem"), "no certificate\n").expect("a file");
    let text = "name = { zh = \"x\", en = \"x\" }\nissuer = \"https://localhost\"\nclient_id = \"guiyi\"\n\
                redirect_uri = \"https://localhost/api/v1/oidc/callback\"\nca_file = \"ca.pem\"";
    let settings = Settings::parse(text, folder.path(), None).expect("settings");
    let refused = Provider::new(settings, Arc::new(Fixed))
        .expect_err("holds none")
        .to_string();
    assert!(refused.contains("ca_file"), "{refused}");
}
