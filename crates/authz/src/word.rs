//! The words of the policy table: roles, objects, actions, depths. Each has one name and a title in both languages.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A text in both languages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Words {
    /// Chinese.
    pub zh: String,
    /// English.
    pub en: String,
}

impl Words {
    /// Both texts.
    pub fn new(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self {
            zh: zh.into(),
            en: en.into(),
        }
    }
}

macro_rules! words {
    ($(#[$doc:meta])* $type:ident { $($(#[$variant_doc:meta])* $variant:ident = $name:literal, $zh:literal, $en:literal;)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $type {
            $($(#[$variant_doc])* #[doc = concat!("`", $name, "`: ", $en, ".")] $variant,)*
        }

        impl $type {
            /// Every one, in the order of the table.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The name used in the table, in services and in the store.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name),* }
            }

            /// The title in Chinese.
            #[must_use]
            pub const fn zh(self) -> &'static str {
                match self { $(Self::$variant => $zh),* }
            }

            /// The title in English.
            #[must_use]
            pub const fn en(self) -> &'static str {
                match self { $(Self::$variant => $en),* }
            }

            /// Finds one by its name.
            #[must_use]
            pub fn find(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.name() == name)
            }
        }

        impl fmt::Display for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.name())
            }
        }

        impl FromStr for $type {
            type Err = String;

            fn from_str(name: &str) -> Result<Self, String> {
                Self::find(name).ok_or_else(|| {
                    let known: Vec<&str> = Self::ALL.iter().map(|one| one.name()).collect();
                    format!("`{name}` is unknown; known are {}", known.join(", "))
                })
            }
        }

        impl Serialize for $type {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.name())
            }
        }

        impl<'de> Deserialize<'de> for $type {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let name = String::deserialize(deserializer)?;
                name.parse().map_err(serde::de::Error::custom)
            }
        }
    };
}

words! {
    /// What a person or a service is in the bank. One may have several; the wider right wins.
    Role {
        Rm = "rm", "客户经理", "relationship manager";
        BranchHead = "branch_head", "机构负责人", "branch head";
        MarketingPlanner = "marketing_planner", "营销策划", "marketing planner";
        ProductRisk = "product_risk", "产品与风险", "product and risk partner";
        Steward = "steward", "数据管理员", "data steward";
        Operator = "operator", "运行操作员", "operator";
        Analyst = "analyst", "数据分析师", "analyst";
        ComplianceAuditor = "compliance_auditor", "合规审计", "compliance auditor";
        SystemAdmin = "system_admin", "系统管理员", "system administrator";
        SecurityAdmin = "security_admin", "安全管理员", "security administrator";
        AuditAdmin = "audit_admin", "审计管理员", "audit administrator";
    }
}

words! {
    /// What something is done to.
    Object {
        Customer = "customer", "客户", "customer";
        Account = "account", "账户与合同", "accounts and contracts";
        Extension = "extension", "拓展信息", "extension data";
        Record = "record", "源记录", "source record";
        Pair = "pair", "相似客户对", "similar pair";
        Statistic = "statistic", "客户统计", "customer statistics";
        Source = "source", "来源系统", "source";
        Mapping = "mapping", "映射", "mapping";
        Load = "load", "加载批次", "load";
        Reject = "reject", "拒绝行", "rejected rows";
        CodeTable = "code_table", "代码表", "code table";
        Catalogue = "catalogue", "属性目录", "catalogue of attributes";
        Rule = "rule", "识别与择优规则", "identity and survivorship rules";
        Standard = "standard", "标准校验", "checks of the standards";
        User = "user", "用户", "user";
        Unit = "unit", "机构", "unit";
        ServiceKey = "service_key", "服务密钥", "service key";
        AccessPolicy = "access_policy", "权限策略", "access policy";
        Audit = "audit", "审计日志", "audit trail";
        View = "view", "列表视图", "views of lists";
    }
}

words! {
    /// What is done.
    Action {
        Read = "read", "查看", "read";
        Search = "search", "搜索", "search";
        Identify = "identify", "识别", "identify";
        Create = "create", "新建", "create";
        Correct = "correct", "更正", "correct";
        Reveal = "reveal", "查看明文", "see in clear";
        Export = "export", "导出", "export";
        Report = "report", "查询谁可见", "ask who may see";
        Judge = "judge", "判定", "judge";
        Check = "check", "校验", "check";
        Change = "change", "维护", "change";
        Grant = "grant", "授予角色", "grant roles";
        Revoke = "revoke", "吊销", "revoke";
        Verify = "verify", "验证", "verify";
        Share = "share", "共享", "share";
    }
}

words! {
    /// How far a right reaches in the tree of units, from nothing to everything.
    Depth {
        None = "none", "无", "none";
        Own = "own", "本人", "own";
        Unit = "unit", "本机构", "unit";
        UnitAndBelow = "unit_and_below", "本机构及下级", "unit and below";
        All = "all", "全部", "all";
    }
}

impl Role {
    /// The three administrators that MLPS keeps apart, from each other and from the bank's business.
    pub const ADMINISTRATORS: [Self; 3] = [Self::SystemAdmin, Self::SecurityAdmin, Self::AuditAdmin];

    /// Whether this is one of the three administrators.
    #[must_use]
    pub fn is_administrator(self) -> bool {
        Self::ADMINISTRATORS.contains(&self)
    }
}

impl Object {
    /// The actions there are for this object; the table may name no others.
    #[must_use]
    pub const fn actions(self) -> &'static [Action] {
        use Action::{
            Change, Check, Correct, Create, Export, Grant, Identify, Judge, Read, Report, Reveal, Revoke,
            Search, Share, Verify,
        };
        match self {
            Self::Customer => &[Read, Search, Identify, Create, Correct, Reveal, Export, Report],
            Self::Pair => &[Read, Judge],
            Self::Account => &[Read, Create, Correct],
            Self::Record | Self::Statistic | Self::Source | Self::Load | Self::Reject => &[Read],
            Self::Extension
            | Self::Mapping
            | Self::CodeTable
            | Self::Rule
            | Self::Unit
            | Self::AccessPolicy => &[Read, Change],
            Self::Catalogue => &[Read],
            Self::Standard => &[Check],
            Self::User => &[Read, Create, Change, Grant],
            Self::ServiceKey => &[Read, Create, Revoke],
            Self::Audit => &[Read, Verify],
            Self::View => &[Share],
        }
    }

    /// Whether rights to it reach to some customers, users or units only: else the depth is none or all.
    #[must_use]
    pub const fn is_scoped(self) -> bool {
        self.holds_customers() && !matches!(self, Self::Reject) || matches!(self, Self::User | Self::View)
    }

    /// Whether it shows what the bank knows of its customers.
    #[must_use]
    pub const fn holds_customers(self) -> bool {
        matches!(
            self,
            Self::Customer
                | Self::Account
                | Self::Extension
                | Self::Record
                | Self::Pair
                | Self::Statistic
                | Self::Reject
        )
    }
}
