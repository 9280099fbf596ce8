//! The binary, serving.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Stdio};

use super::Bank;

/// A service that runs until it is dropped.
pub struct Served {
    child: Child,
    pub address: String,
}

impl Served {
    pub fn start(bank: &Bank) -> Self {
        let mut child = bank
            .command(["serve", "--listen", "127.0.0.1:0"])
            .stdout(Stdio::piped())
            .spawn()
            .expect("the binary runs");
        let mut out = BufReader::new(child.stdout.take().expect("its output"));
        let mut line = String::new();
        out.read_line(&mut line).expect("a line");
        let address = line.trim().strip_prefix("http://").unwrap_or_default().to_owned();
        assert!(!address.is_empty(), "it says where it is: {line}");
        Self { child, address }
    }

    pub fn stop(mut self) -> Option<i32> {
        let pid = i32::try_from(self.child.id()).expect("a process id");
        let pid = rustix::process::Pid::from_raw(pid).expect("a process id");
        rustix::process::kill_process(pid, rustix::process::Signal::TERM).expect("it runs");
        self.child.wait().expect("it ends").code()
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
