//! The nine subjects (九大主题) under which everything known of a customer stands.

/// A subject area of the customer model (E-04).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    /// 基本: names, dates, what kind of customer.
    Basic,
    /// 关系: other customers this one is tied to.
    Relation,
    /// 合约: agreements and accounts.
    Contract,
    /// 统计分析: figures derived elsewhere.
    Statistics,
    /// 地址: where the customer lives, works, is registered.
    Address,
    /// 风险: ratings and limits.
    Risk,
    /// 联系: phones, mail.
    Contact,
    /// 事件: what happened.
    Event,
    /// 资源信息: who in the bank looks after the customer.
    Resource,
}

impl Subject {
    /// The nine, in the order they are shown.
    pub const ALL: [Self; 9] = [
        Self::Basic,
        Self::Relation,
        Self::Contract,
        Self::Statistics,
        Self::Address,
        Self::Risk,
        Self::Contact,
        Self::Event,
        Self::Resource,
    ];

    /// The name by which services and configuration call the subject.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Basic => "basic",
            Self::Relation => "relation",
            Self::Contract => "contract",
            Self::Statistics => "statistics",
            Self::Address => "address",
            Self::Risk => "risk",
            Self::Contact => "contact",
            Self::Event => "event",
            Self::Resource => "resource",
        }
    }
}
