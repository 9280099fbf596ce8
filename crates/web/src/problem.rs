//! Problem details (RFC 9457): every answer that is no success is one, with a code that never changes its meaning.
//!
//! [`Code`] is the one list; `/docs/problems` shows it. A [`Problem`] is made where something goes wrong and written
//! out at the edge, where trace number, time used and language are known.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;

/// The language a person reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Language {
    /// Chinese.
    Zh,
    /// English.
    #[default]
    En,
}

impl Language {
    /// The first of the two languages that an `accept-language` header names.
    #[must_use]
    pub fn of(header: Option<&str>) -> Self {
        let named = header.unwrap_or_default().split(',').find_map(|range| {
            let range = range.trim().to_ascii_lowercase();
            if range.starts_with("zh") {
                Some(Self::Zh)
            } else if range.starts_with("en") {
                Some(Self::En)
            } else {
                None
            }
        });
        named.unwrap_or_default()
    }

    /// The text of this language.
    #[must_use]
    pub fn pick<'a>(self, zh: &'a str, en: &'a str) -> &'a str {
        match self {
            Self::Zh => zh,
            Self::En => en,
        }
    }
}

/// What a code says, for its documentation.
#[derive(Debug, Clone, Copy)]
pub struct Told {
    /// The word, never changed once released.
    pub word: &'static str,
    /// The status of the answer.
    pub status: StatusCode,
    /// Its name in Chinese.
    pub zh: &'static str,
    /// Its name in English.
    pub en: &'static str,
    /// What happened and what to do, in Chinese.
    pub meaning_zh: &'static str,
    /// What happened and what to do, in English.
    pub meaning_en: &'static str,
}

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident $word:literal $status:ident $zh:literal $en:literal $meaning_zh:literal $meaning_en:literal;)*) => {
        /// The stable codes.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Code {
            $($(#[$doc])* $name,)*
        }

        impl Code {
            /// All of them, in the order of the documentation.
            pub const ALL: &[Code] = &[$(Code::$name),*];

            /// What it says.
            #[must_use]
            pub const fn told(self) -> Told {
                match self {
                    $(Code::$name => Told {
                        word: $word, status: StatusCode::$status, zh: $zh, en: $en,
                        meaning_zh: $meaning_zh, meaning_en: $meaning_en,
                    },)*
                }
            }
        }
    };
}

codes! {
    /// Nobody is signed in.
    NotSignedIn "not-signed-in" UNAUTHORIZED "尚未登录" "Not signed in"
        "请求没有有效的会话或服务密钥：请登录，或换一个密钥。"
        "The request bears no valid session or service key: sign in, or use another key.";
    /// Login, password or code is wrong.
    SignInFailed "sign-in-failed" UNAUTHORIZED "登录失败" "Sign-in failed"
        "用户名、密码或验证码不正确；不说明是哪一项。"
        "Login, password or code is wrong; which of them is not told.";
    /// A second factor is asked for.
    SecondFactorNeeded "second-factor-needed" UNAUTHORIZED "需要第二因素" "Second factor needed"
        "密码正确，还需要动态验证码：连同 code 再次提交。"
        "The password is right; send it again with the code of the second factor.";
    /// Too many failed attempts.
    Locked "locked" LOCKED "账号已锁定" "Locked"
        "失败次数过多，账号暂时锁定：等待到期，或请管理员解锁。"
        "Too many attempts failed: wait until the lock ends, or ask an administrator.";
    /// A sign-in through the identity provider that is not under way.
    SignInOver "sign-in-over" UNAUTHORIZED "登录已失效" "Sign-in is over"
        "此次统一认证登录已超时、已使用过，或是在另一个窗口开始的：请重新开始。"
        "The sign-in through the identity provider took too long, was used already, or was begun in another window: begin again.";
    /// The identity provider does not answer.
    ProviderUnavailable "provider-unavailable" BAD_GATEWAY "统一认证不可用" "Identity provider unavailable"
        "统一认证系统没有应答，或拒绝本系统的客户端：请稍后再试，或用密码登录；管理员可按追踪号查看日志。"
        "The identity provider does not answer, or refuses this service: try later, or sign in with a password; an administrator finds the reason in the log by the trace number.";
    /// The identity provider said no.
    ProviderDeclined "provider-declined" UNAUTHORIZED "统一认证拒绝登录" "Declined by the identity provider"
        "在统一认证系统上取消了登录，或该系统不允许：原因见审计日志。"
        "The sign-in was cancelled at the identity provider, or is not allowed there; the audit trail has its word for why.";
    /// The identity provider's answer is not believed.
    IdentityNotTrusted "identity-not-trusted" UNAUTHORIZED "身份凭据不可信" "Identity not trusted"
        "统一认证返回的身份令牌未通过校验（签发者、受众、签名、时间或 nonce）：请重新登录；若再次出现，请将追踪号告知管理员。"
        "The identity provider's token was not believed (issuer, audience, signature, time or nonce): sign in again; if it comes again, give the trace number to an administrator.";
    /// Nobody here is linked to who it is.
    IdentityUnknown "identity-unknown" FORBIDDEN "身份未关联用户" "Identity not linked"
        "统一认证确认了您的身份，但没有可用的本系统用户与之关联：请安全管理员关联。"
        "The identity provider knows you, but no user here that may sign in is linked to you: ask the security administrator.";
    /// The identity provider does not vouch for a second factor.
    StrongerSignInNeeded "stronger-sign-in-needed" UNAUTHORIZED "需要更强的认证" "Stronger sign-in needed"
        "本系统要求在统一认证上使用第二因素，而此次登录没有：请在统一认证上以第二因素登录。"
        "This service asks for a second factor at the identity provider, and this sign-in had none: sign in there with one.";
    /// The caller's roles do not allow it.
    Forbidden "forbidden" FORBIDDEN "没有权限" "Forbidden"
        "您的角色不允许此操作；detail 说明缺少哪一项权限。"
        "Your roles do not allow this; the detail names the right that is missing.";
    /// The customer is another branch's.
    Elsewhere "elsewhere" FORBIDDEN "客户在其他机构" "At another branch"
        "该客户存在于 branch 所示机构，请向该机构查询；除此之外不作说明。"
        "The customer exists at the branch named in `branch`, ask there; nothing more is told.";
    /// There is no such thing.
    NotFound "not-found" NOT_FOUND "不存在" "Not found"
        "地址不存在，或没有这条数据。"
        "There is no such address, or no such thing at it.";
    /// The path knows other methods.
    MethodNotAllowed "method-not-allowed" METHOD_NOT_ALLOWED "方法不允许" "Method not allowed"
        "该地址存在，但不支持此 HTTP 方法；见 allow 头。"
        "The address exists and knows other methods, see the header `allow`.";
    /// What was sent cannot be taken.
    Invalid "invalid" UNPROCESSABLE_ENTITY "内容无效" "Invalid"
        "提交的内容不能接受；errors 逐项列出字段、规则和改正方法。"
        "What was sent cannot be taken; `errors` names each field, its rule and how to mend it.";
    /// A date the service cannot answer for.
    NotAcceptableDate "not-acceptable-date" UNPROCESSABLE_ENTITY "日期不可用" "Date not acceptable"
        "as_of 或 valid_on 不是日期，或超出可回答的范围。"
        "`as_of` or `valid_on` is no date, or lies where nothing can be answered.";
    /// Somebody else changed it meanwhile.
    Conflict "conflict" CONFLICT "内容冲突" "Conflict"
        "此内容已被他人修改；conflicts 按字段列出您的值、现值和原值。"
        "Somebody changed it meanwhile; `conflicts` has mine, theirs and before for each field.";
    /// The key was used with other content.
    IdempotencyReused "idempotency-reused" UNPROCESSABLE_ENTITY "幂等键重复使用" "Idempotency key reused"
        "同一 idempotency-key 曾用于不同的内容：请换一个新键。"
        "The same `idempotency-key` came with other content before: take a new one.";
    /// The body is too large.
    TooLarge "too-large" PAYLOAD_TOO_LARGE "内容过大" "Too large"
        "请求体超过上限。"
        "The body is over the limit.";
    /// The body is of another type.
    UnsupportedMedia "unsupported-media" UNSUPPORTED_MEDIA_TYPE "类型不支持" "Unsupported media type"
        "请求体须为 application/json。"
        "The body is to be application/json.";
    /// The caller asks too often.
    TooMany "too-many" TOO_MANY_REQUESTS "请求过于频繁" "Too many requests"
        "调用过于频繁：按 retry-after 等待后重试。"
        "Too many calls: wait as `retry-after` says, then try again.";
    /// The service is full.
    Busy "busy" SERVICE_UNAVAILABLE "服务繁忙" "Busy"
        "服务暂时满载，未作任何改动：按 retry-after 等待后重试。"
        "The service is full and has done nothing: wait as `retry-after` says, then try again.";
    /// The answer took too long.
    TimedOut "timed-out" GATEWAY_TIMEOUT "处理超时" "Timed out"
        "处理超过时限；写操作请用同一幂等键重试。"
        "It took longer than allowed; repeat a write with the same idempotency key.";
    /// Something is wrong on our side.
    Internal "internal" INTERNAL_SERVER_ERROR "内部错误" "Internal error"
        "服务内部出错；请将 trace_id 告知管理员。"
        "Something is wrong on our side; give the trace_id to an administrator.";
}

impl Code {
    /// Its word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        self.told().word
    }

    /// The status of its answers.
    #[must_use]
    pub const fn status(self) -> StatusCode {
        self.told().status
    }

    /// The code for an answer that some layer below gave without one.
    #[must_use]
    pub fn for_status(status: StatusCode) -> Self {
        match status {
            StatusCode::UNAUTHORIZED => Self::NotSignedIn,
            StatusCode::FORBIDDEN => Self::Forbidden,
            StatusCode::NOT_FOUND => Self::NotFound,
            StatusCode::METHOD_NOT_ALLOWED => Self::MethodNotAllowed,
            StatusCode::CONFLICT => Self::Conflict,
            StatusCode::PAYLOAD_TOO_LARGE => Self::TooLarge,
            StatusCode::UNSUPPORTED_MEDIA_TYPE => Self::UnsupportedMedia,
            StatusCode::TOO_MANY_REQUESTS => Self::TooMany,
            StatusCode::SERVICE_UNAVAILABLE => Self::Busy,
            StatusCode::REQUEST_TIMEOUT | StatusCode::GATEWAY_TIMEOUT => Self::TimedOut,
            status if status.is_client_error() => Self::Invalid,
            _ => Self::Internal,
        }
    }
}

/// What is wrong with one field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct FieldError {
    /// The field: a dotted path in the body, or the name of a query or path item.
    pub field: String,
    /// A stable word for what is wrong.
    pub code: String,
    /// The rule that says so, where a rule of the bank does.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub rule: Option<String>,
    /// What is wrong, for people.
    pub message: String,
    /// How to mend it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub mend: Option<String>,
    /// The numbers of the customers it is about: with `similar`, those to look at first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    pub customers: Vec<String>,
}

impl FieldError {
    /// A fault of a field.
    pub fn new(field: impl Into<String>, code: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            field: field.into(),
            code: code.into(),
            rule: None,
            message: message.into(),
            mend: None,
            customers: Vec::new(),
        }
    }

    /// Names the customers it is about.
    #[must_use]
    pub fn customers(mut self, numbers: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.customers = numbers.into_iter().map(Into::into).collect();
        self
    }

    /// Names the rule.
    #[must_use]
    pub fn rule(mut self, rule: impl Into<String>) -> Self {
        self.rule = Some(rule.into());
        self
    }

    /// Says how to mend it.
    #[must_use]
    pub fn mend(mut self, mend: impl Into<String>) -> Self {
        self.mend = Some(mend.into());
        self
    }
}

/// One field that two people changed.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct FieldConflict {
    /// The field.
    pub field: String,
    /// What the caller wants.
    pub mine: Value,
    /// What stands there now.
    pub theirs: Value,
    /// What the caller had seen.
    pub before: Value,
}

/// A branch, as an answer names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct BranchName {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
}

/// The shape of every answer that is no success.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Problem)]
pub struct ProblemBody {
    /// Where the code is explained.
    #[serde(rename = "type")]
    #[schema(example = "/docs/problems#invalid")]
    pub kind: String,
    /// The code's name, in the language of `accept-language`.
    pub title: String,
    /// The HTTP status.
    #[schema(minimum = 400, maximum = 599)]
    pub status: u16,
    /// The stable code.
    #[schema(example = "invalid")]
    pub code: String,
    /// What happened in this case.
    pub detail: String,
    /// The number of this answer, to be found in the logs and the audit trail.
    pub trace_id: String,
    /// Milliseconds until this answer.
    pub time_used_ms: f64,
    /// Each field that is at fault.
    pub errors: Vec<FieldError>,
    /// With `elsewhere`: the branch to ask.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub branch: Option<BranchName>,
    /// With `conflict`: each field that two people changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub conflicts: Option<Vec<FieldConflict>>,
    /// With `conflict`: the version that stands now.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub version: Option<i64>,
    /// What else a code has to say.
    #[serde(flatten)]
    #[schema(ignore)]
    pub more: Map<String, Value>,
}

/// Something that went wrong, as the caller is told it.
#[derive(Debug, Clone)]
pub struct Problem(Box<Inner>);

#[derive(Debug, Clone)]
struct Inner {
    code: Code,
    detail: String,
    errors: Vec<FieldError>,
    branch: Option<BranchName>,
    conflicts: Option<Vec<FieldConflict>>,
    version: Option<i64>,
    more: Map<String, Value>,
    retry_after_s: Option<u32>,
    cause: Option<String>,
}

impl Problem {
    /// A problem with a code and what happened in this case.
    pub fn new(code: Code, detail: impl Into<String>) -> Self {
        Self(Box::new(Inner {
            code,
            detail: detail.into(),
            errors: Vec::new(),
            branch: None,
            conflicts: None,
            version: None,
            more: Map::new(),
            retry_after_s: matches!(code, Code::Busy | Code::TooMany).then_some(1),
            cause: None,
        }))
    }

    /// Something failed on our side. The cause goes to the log, once, at the edge; the caller gets the trace number.
    pub fn internal(cause: &(dyn std::error::Error + 'static)) -> Self {
        let mut text = cause.to_string();
        let mut source = cause.source();
        while let Some(next) = source {
            let next_text = next.to_string();
            if !text.ends_with(&next_text) {
                text.push_str(": ");
                text.push_str(&next_text);
            }
            source = next.source();
        }
        Self::internal_text(text)
    }

    /// As [`Problem::internal`], with the cause in words.
    pub fn internal_text(cause: impl Into<String>) -> Self {
        let mut problem = Self::new(Code::Internal, "something is wrong on our side");
        problem.0.cause = Some(cause.into());
        problem
    }

    /// There is no such thing.
    pub fn not_found(detail: impl Into<String>) -> Self {
        Self::new(Code::NotFound, detail)
    }

    /// One field is at fault.
    pub fn field(error: FieldError) -> Self {
        Self::invalid(vec![error])
    }

    /// Fields are at fault.
    #[must_use]
    pub fn invalid(errors: Vec<FieldError>) -> Self {
        let detail = errors.first().map_or_else(
            || "the content is not valid".to_owned(),
            |first| format!("{}: {}", first.field, first.message),
        );
        let mut problem = Self::new(Code::Invalid, detail);
        problem.0.errors = errors;
        problem
    }

    /// The customer is another branch's.
    #[must_use]
    pub fn elsewhere(branch: BranchName) -> Self {
        let mut problem = Self::new(
            Code::Elsewhere,
            format!("exists at {} ({}), ask there", branch.name, branch.code),
        );
        problem.0.branch = Some(branch);
        problem
    }

    /// Somebody changed it meanwhile.
    #[must_use]
    pub fn conflict(version: i64, conflicts: Vec<FieldConflict>) -> Self {
        let mut problem = Self::new(Code::Conflict, "somebody changed it meanwhile");
        problem.0.version = Some(version);
        problem.0.conflicts = Some(conflicts);
        problem
    }

    /// Names a field that is at fault, whatever the code.
    #[must_use]
    pub fn with_error(mut self, error: FieldError) -> Self {
        self.0.errors.push(error);
        self
    }

    /// Says more, under a name of its own.
    #[must_use]
    pub fn with(mut self, name: &str, value: Value) -> Self {
        self.0.more.insert(name.to_owned(), value);
        self
    }

    /// When to try again.
    #[must_use]
    pub fn retry_after(mut self, seconds: u32) -> Self {
        self.0.retry_after_s = Some(seconds);
        self
    }

    /// Its code.
    #[must_use]
    pub fn code(&self) -> Code {
        self.0.code
    }

    /// What the log is told.
    #[must_use]
    pub fn cause(&self) -> Option<&str> {
        self.0.cause.as_deref()
    }

    /// What happened in this case.
    #[must_use]
    pub fn detail(&self) -> &str {
        &self.0.detail
    }

    /// Written out, with what only the edge knows.
    #[must_use]
    pub fn body(&self, language: Language, trace_id: String, time_used_ms: f64) -> ProblemBody {
        let told = self.0.code.told();
        ProblemBody {
            kind: format!("/docs/problems#{}", told.word),
            title: language.pick(told.zh, told.en).to_owned(),
            status: told.status.as_u16(),
            code: told.word.to_owned(),
            detail: self.0.detail.clone(),
            trace_id,
            time_used_ms,
            errors: self.0.errors.clone(),
            branch: self.0.branch.clone(),
            conflicts: self.0.conflicts.clone(),
            version: self.0.version,
            more: self.0.more.clone(),
        }
    }
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.0.code.word(), self.0.detail)
    }
}

impl std::error::Error for Problem {}

impl IntoResponse for Problem {
    /// An empty answer that carries the problem; the edge writes it out.
    fn into_response(self) -> Response {
        let mut response = self.0.code.status().into_response();
        if let Some(seconds) = self.0.retry_after_s {
            response
                .headers_mut()
                .insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response.extensions_mut().insert(self);
        response
    }
}
