//! Checks of every hot function in a second of one core, one JSON line each:
//! `cargo run --release -p standards --example throughput`.

use std::hint::black_box;
use std::time::Instant;

use jiff::civil::date;
use standards::document::{self, DocumentType};
use standards::{
    address, card, company, credit_code, customer_number, foreigner_residence, hk_id, iban, lei, mail, mask,
    name, org_code, phone, registration, resident_id, script, tw_id,
};

fn main() {
    let today = date(2026, 11, 21);
    let id = "11010519491231002X";
    measure("ID-01", &[id, "440524188001010014", "110105194912310021"], |n| {
        resident_id::validate(n, today).is_ok()
    });
    measure("ID-02", &["110105491231002", "440524800101001"], |n| {
        resident_id::to_18(n).is_some()
    });
    measure("ID-03", &[id, "440524188001010014"], |n| {
        resident_id::facts(n).is_some()
    });
    measure("ID-05", &["911840192001010016"], |n| {
        foreigner_residence::validate_2023(n, today).is_ok()
    });
    measure("ID-06", &["USA110120010152"], |n| {
        foreigner_residence::validate_2017(n).is_ok()
    });
    measure("ID-07", &["A123456(3)", "AB987654(3)"], |n| {
        hk_id::validate(n).is_ok()
    });
    measure("ID-08", &["A123456789"], |n| tw_id::validate(n).is_ok());
    measure("ORG-01", &["91350100M000100Y43", "91110000600037341L"], |n| {
        credit_code::validate(n).is_ok()
    });
    measure("ORG-02", &["D2143569-X", "00000006X"], |n| {
        org_code::validate(n).is_ok()
    });
    measure("ORG-03", &["110108000000016"], |n| {
        registration::validate(n).is_ok()
    });
    measure("ORG-04", &["5493001KJTIIGC8Y1R12"], |n| lei::validate(n).is_ok());
    measure("ACC-01", &["4111111111111111", "6222 0000 0000 0009"], |n| {
        card::validate(n).is_ok()
    });
    measure("ACC-03", &["GB82WEST12345698765432"], |n| {
        iban::validate(n).is_ok()
    });
    measure("CUST-01", &["100028473352"], |n| {
        customer_number::validate(n).is_ok()
    });
    measure(
        "match key resident_id",
        &[id, "110105491231002", "１１０１０５19491231002x"],
        |n| document::match_key(DocumentType::ResidentId, n).is_some(),
    );
    measure("match key credit_code", &["91350100M000100Y43"], |n| {
        document::match_key(DocumentType::CreditCode, n).is_some()
    });
    measure(
        "NAME-01",
        &["张伟", "阿卜杜拉 · 买买提", "張　偉", "Smith,  John"],
        |n| !name::match_key(n).is_empty(),
    );
    measure("NAME-02", &["张伟", "古丽•米娜"], |n| {
        !name::display(n).is_empty()
    });
    measure("pinyin", &["欧阳娜娜", "张小明"], |n| {
        !name::pinyin(n).is_empty()
    });
    measure("simplified", &["買買提", "廣州某某電子"], |n| {
        !script::to_simplified(n).is_empty()
    });
    measure("CO-01", &["甲乙（上海）科技有限责任公司"], |n| {
        !company::match_key(n).is_empty()
    });
    measure("CO-03", &["甲乙（上海）科技有限责任公司"], |n| {
        !company::stem(n).is_empty()
    });
    measure("CO-04", &["Acme Trading Co., Ltd."], |n| {
        !company::english_key(n).is_empty()
    });
    measure("TEL-01", &["13800138000", "+86 138-0013-8000"], |n| {
        phone::mobile(n).is_some()
    });
    measure("TEL-02", &["(010) 8888 1234", "010-88881234转801"], |n| {
        phone::fixed(n).is_some()
    });
    measure("MAIL-01", &["zhangsan@Example.COM"], |n| {
        mail::normalise(n).is_some()
    });
    measure("MASK-01", &["欧阳小明"], |n| !mask::person_name(n).is_empty());
    let addresses = [
        "北京市朝阳区建外街道建国路88号院1号楼2单元301室",
        "广东深圳福田区深南大道1号A座1201",
        "江苏省昆山市玉山镇前进路十二号阳光花园3幢2-301",
    ];
    measure("ADDR-01", &addresses, |text| {
        address::parse(text).region().is_some()
    });
    measure("ADDR-02", &addresses, |text| !address::match_key(text).is_empty());
}

/// Runs the check over the inputs in turn for half a second, after a short warming-up.
fn measure(rule: &str, inputs: &[&str], check: impl Fn(&str) -> bool) {
    let run = |seconds: f64| {
        let start = Spent::now();
        let mut checks = 0_u64;
        while start.seconds() < seconds {
            for _ in 0..1000 {
                for input in inputs {
                    black_box(check(black_box(input)));
                }
            }
            checks += 1000 * inputs.len() as u64;
        }
        checks as f64 / start.seconds()
    };
    run(0.05);
    println!(r#"{{"rule":"{rule}","checks_per_second":{:.0}}}"#, run(0.5));
}

/// Time this thread has run on a core, where Linux tells it, so that other work on the machine does not count;
/// elsewhere the time that went by.
struct Spent {
    wall: Instant,
    core: Option<f64>,
}

impl Spent {
    fn now() -> Self {
        Self {
            wall: Instant::now(),
            core: core_seconds(),
        }
    }

    fn seconds(&self) -> f64 {
        match (core_seconds(), self.core) {
            (Some(now), Some(start)) => now - start,
            _ => self.wall.elapsed().as_secs_f64(),
        }
    }
}

fn core_seconds() -> Option<f64> {
    let schedule = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    let nanoseconds: f64 = schedule.split(' ').next()?.parse().ok()?;
    Some(nanoseconds / 1e9)
}
