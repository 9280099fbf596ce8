//! The settings: one TOML file that a reviewer can read, and a secret that does not stand in it.

use std::fmt;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use url::Url;
use zeroize::Zeroizing;

/// Where the provider sends a browser back to, below the service's own address.
const CALLBACK: &str = "/api/v1/oidc/callback";
/// Scopes, claims and the like are words, not texts.
const WORD_LENGTH_MAX: usize = 200;

/// A secret: never shown, wiped when it is dropped.
#[derive(Clone)]
pub struct Secret(Zeroizing<String>);

impl Secret {
    /// Keeps a secret; white space around it, as files end with, is none of it.
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self(Zeroizing::new(text.trim().to_owned()))
    }

    pub(crate) fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(..)")
    }
}

/// What people call the provider.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Names {
    /// In Chinese.
    pub zh: String,
    /// In English.
    pub en: String,
}

/// What the provider has to say of how somebody signed in there: one of these words. Empty: nothing is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SecondFactor {
    /// Authentication contexts (`acr`) that will do; they are asked for, too.
    #[serde(default)]
    pub acr: Vec<String>,
    /// Authentication methods (`amr`, RFC 8176) of which one will do.
    #[serde(default)]
    pub amr: Vec<String>,
}

impl SecondFactor {
    /// Whether anything is asked.
    #[must_use]
    pub fn is_asked(&self) -> bool {
        !self.acr.is_empty() || !self.amr.is_empty()
    }
}

/// Everything that is to be known of the provider beforehand.
#[derive(Debug, Clone)]
pub struct Settings {
    /// What people call it.
    pub name: Names,
    /// The issuer, character by character as its tokens name it.
    pub issuer: String,
    /// Who we are there.
    pub client_id: String,
    /// Our secret there; without one, PKCE alone guards the code.
    pub client_secret: Option<Secret>,
    /// Where a browser comes back to, as it is registered there.
    pub redirect_uri: Url,
    /// What is asked for beside `openid`.
    pub scopes: Vec<String>,
    /// The claim that may name a login here.
    pub login_claim: String,
    /// What the provider has to say of a second factor.
    pub second_factor: SecondFactor,
    /// Whether signing out here signs out there, where the provider can.
    pub sign_out: bool,
    /// Certificates of the bank's own authority, beside the system's.
    pub ca: Option<Vec<u8>>,
}

/// Why the settings are not accepted.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    /// A file cannot be read.
    #[error("cannot read {path}: {cause}")]
    File {
        /// Which.
        path: PathBuf,
        /// What the system says.
        cause: std::io::Error,
    },
    /// Others may read the secret.
    #[error("{path} holds a secret and can be read by others (mode {mode:o}); run: chmod 600 '{path}'")]
    Open {
        /// Which.
        path: PathBuf,
        /// Its mode.
        mode: u32,
    },
    /// It is not TOML of this form.
    #[error("the settings of the identity provider are not accepted: {0}")]
    Form(String),
    /// A setting makes no sense.
    #[error("the settings of the identity provider are not accepted: `{setting}` {why}")]
    Setting {
        /// Which.
        setting: &'static str,
        /// What is wrong, and what would be right.
        why: String,
    },
}

fn wrong(setting: &'static str, why: impl Into<String>) -> SettingsError {
    SettingsError::Setting {
        setting,
        why: why.into(),
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    name: Names,
    issuer: String,
    client_id: String,
    client_secret_file: Option<PathBuf>,
    redirect_uri: String,
    #[serde(default = "usual_scopes")]
    scopes: Vec<String>,
    #[serde(default = "usual_claim")]
    login_claim: String,
    #[serde(default)]
    second_factor: SecondFactor,
    #[serde(default)]
    sign_out: bool,
    ca_file: Option<PathBuf>,
}

fn usual_scopes() -> Vec<String> {
    vec!["profile".to_owned()]
}

fn usual_claim() -> String {
    "preferred_username".to_owned()
}

impl Settings {
    /// Reads the file. Other files it names are looked for beside it. `secret`, as from the environment, goes before the
    /// one of a file.
    ///
    /// # Errors
    /// [`SettingsError`], which names the setting and says how to mend it.
    pub fn read(path: &Path, secret: Option<Secret>) -> Result<Self, SettingsError> {
        let text = std::fs::read_to_string(path).map_err(failed(path))?;
        let folder = path.parent().unwrap_or_else(|| Path::new("."));
        Self::parse(&text, folder, secret)
    }

    /// As [`Settings::read`], of a text.
    ///
    /// # Errors
    /// [`SettingsError`].
    pub fn parse(text: &str, folder: &Path, secret: Option<Secret>) -> Result<Self, SettingsError> {
        let file: File =
            toml::from_str(text).map_err(|error| SettingsError::Form(error.message().to_owned()))?;
        let issuer = address("issuer", &file.issuer)?;
        if issuer.query().is_some() || issuer.fragment().is_some() {
            return Err(wrong("issuer", "has neither query nor fragment"));
        }
        let redirect_uri = address("redirect_uri", &file.redirect_uri)?;
        if redirect_uri.path() != CALLBACK || redirect_uri.query().is_some() {
            return Err(wrong(
                "redirect_uri",
                format!("is the address people open the console at, and then {CALLBACK}"),
            ));
        }
        for (setting, text) in [
            ("name.zh", &file.name.zh),
            ("name.en", &file.name.en),
            ("client_id", &file.client_id),
            ("login_claim", &file.login_claim),
        ] {
            word(setting, text)?;
        }
        for (setting, words) in [
            ("scopes", &file.scopes),
            ("second_factor.acr", &file.second_factor.acr),
            ("second_factor.amr", &file.second_factor.amr),
        ] {
            for text in words {
                word(setting, text)?;
                if text.contains(char::is_whitespace) {
                    return Err(wrong(
                        setting,
                        "holds words without white space, each in its own quotation marks",
                    ));
                }
            }
        }
        let client_secret = match (secret, &file.client_secret_file) {
            (Some(secret), _) => Some(secret),
            (None, Some(path)) => Some(secret_of(&folder.join(path))?),
            (None, None) => None,
        };
        if client_secret
            .as_ref()
            .is_some_and(|secret| secret.expose().is_empty())
        {
            return Err(wrong("client_secret_file", "is empty"));
        }
        let ca = file.ca_file.map(|path| {
            let path = folder.join(path);
            std::fs::read(&path).map_err(failed(&path))
        });
        Ok(Self {
            name: file.name,
            issuer: file.issuer,
            client_id: file.client_id,
            client_secret,
            redirect_uri,
            scopes: file.scopes,
            login_claim: file.login_claim,
            second_factor: file.second_factor,
            sign_out: file.sign_out,
            ca: ca.transpose()?,
        })
    }

    /// An address of the service itself, as browsers reach it: behind a proxy, the proxy's.
    #[must_use]
    pub fn own_address(&self, path: &str) -> String {
        let mut address = self.redirect_uri.clone();
        address.set_path(path);
        address.to_string()
    }

    /// Whether browsers reach the service by TLS.
    #[must_use]
    pub fn is_secure(&self) -> bool {
        self.redirect_uri.scheme() == "https"
    }
}

fn failed(path: &Path) -> impl FnOnce(std::io::Error) -> SettingsError {
    move |cause| SettingsError::File {
        path: path.to_owned(),
        cause,
    }
}

fn secret_of(path: &Path) -> Result<Secret, SettingsError> {
    let mode = std::fs::metadata(path).map_err(failed(path))?.mode() & 0o777;
    if mode & 0o077 != 0 {
        return Err(SettingsError::Open {
            path: path.to_owned(),
            mode,
        });
    }
    let text = Zeroizing::new(std::fs::read_to_string(path).map_err(failed(path))?);
    Ok(Secret::new(&text))
}

fn word(setting: &'static str, text: &str) -> Result<(), SettingsError> {
    if text.trim().is_empty() || text.len() > WORD_LENGTH_MAX || text.chars().any(char::is_control) {
        return Err(wrong(setting, "is empty, too long or no single line"));
    }
    Ok(())
}

fn address(setting: &'static str, text: &str) -> Result<Url, SettingsError> {
    let url = Url::parse(text).map_err(|error| wrong(setting, format!("is no address: {error}")))?;
    if is_guarded(&url) {
        Ok(url)
    } else {
        Err(wrong(
            setting,
            "is an address by https; http is for this machine only (127.0.0.1, [::1], localhost)",
        ))
    }
}

/// Whether nobody between can read along: TLS, or never leaving the machine.
pub(crate) fn is_guarded(url: &Url) -> bool {
    let here = match url.host() {
        Some(url::Host::Domain(name)) => name == "localhost",
        Some(url::Host::Ipv4(address)) => address.is_loopback(),
        Some(url::Host::Ipv6(address)) => address.is_loopback(),
        None => return false,
    };
    let bare = url.username().is_empty() && url.password().is_none();
    bare && (url.scheme() == "https" || (url.scheme() == "http" && here))
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    const SOUND: &str = r#"
        name = { zh = "统一认证", en = "Bank sign-in" }
        issuer = "https://login.bank.example/staff"
        client_id = "guiyi"
        redirect_uri = "https://guiyi.bank.example/api/v1/oidc/callback"
    "#;

    fn read(text: &str) -> Result<Settings, SettingsError> {
        Settings::parse(text, Path::new("."), None)
    }

    #[test]
    fn what_is_left_out_is_as_usual() {
        let settings = read(SOUND).expect("is sound");
        assert_eq!(settings.scopes, ["profile"]);
        assert_eq!(settings.login_claim, "preferred_username");
        assert!(!settings.second_factor.is_asked() && !settings.sign_out && settings.is_secure());
        assert_eq!(
            settings.own_address("/sign-in"),
            "https://guiyi.bank.example/sign-in"
        );
    }

    #[test]
    fn a_setting_that_makes_no_sense_is_named() {
        for (from, to, named) in [
            ("https://login", "http://login", "issuer"),
            ("https://login", "https://user:word@login", "issuer"),
            ("https://guiyi.bank", "http://guiyi.bank", "redirect_uri"),
            ("oidc/callback", "callback", "redirect_uri"),
            ("client_id = \"guiyi\"", "client_id = \" \"", "client_id"),
            ("client_id", "client", "unknown field"),
            ("\"guiyi\"", "\"guiyi\"\nscopes = [\"openid profile\"]", "scopes"),
            ("\"guiyi\"", "\"guiyi\"\nclient_secret = \"x\"", "unknown field"),
            ("\"guiyi\"", "\"guiyi\"\nca_file = \"nowhere.pem\"", "nowhere.pem"),
        ] {
            assert!(SOUND.contains(from), "{from}");
            let refused = read(&SOUND.replacen(from, to, 1)).expect_err(to).to_string();
            assert!(refused.contains(named), "{to}: {refused}");
        }
        assert!(read(&SOUND.replace("https://login.bank.example", "http://127.0.0.1:4000")).is_ok());
        assert!(read(&SOUND.replace("https://login.bank.example", "http://[::1]:4000")).is_ok());
    }

    #[test]
    fn a_secret_is_for_its_owner_and_never_shown() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("secret");
        std::fs::write(&path, "hush hush\n").expect("a file");
        let with = |mode: u32| {
            std::fs::set_permissions(&path, std::fs::Permissions::from_mode(mode)).expect("a mode");
            let text = format!("{SOUND}\nclient_secret_file = \"secret\"");
            Settings::parse(&text, folder.path(), None)
        };
        assert!(
            with(0o640)
                .expect_err("others may read it")
                .to_string()
                .contains("chmod 600")
        );
        let settings = with(0o600).expect("is sound");
        assert_eq!(
            settings.client_secret.as_ref().expect("a secret").expose(),
            "hush hush"
        );
        assert!(!format!("{settings:?}").contains("hush"));
    }
}
