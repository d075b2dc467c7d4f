//! The command-line options. Owns their names, defaults and error messages. Knows nothing of the server.

use std::path::PathBuf;

use crate::chaos::Chaos;
use crate::throttle::REQUESTS;

/// How to run the tenant.
#[derive(Debug, Clone)]
pub struct Options {
    /// Port on 127.0.0.1; 0 picks a free one.
    pub port: u16,
    /// The SQLite file; created and seeded if missing.
    pub db: PathBuf,
    /// The built app, served beside the API.
    pub dist: PathBuf,
    /// Number of users, 10 to 1,000,000.
    pub users: u32,
    /// The same seed and number of users give the same tenant.
    pub seed: u64,
    /// Delay of each API response, in milliseconds.
    pub latency_ms: u64,
    /// How many requests a token may send to the access service in five minutes; 0 for no limit.
    pub throttle: u32,
    /// Whether responses have entity tags and `If-Match` counts; the published contract has none.
    pub etags: bool,
    /// Reproducible failures; `None` without `--chaos`.
    pub chaos: Option<Chaos>,
    /// Whether `/test-controls/` exists.
    pub test_controls: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            port: 8080,
            db: PathBuf::from(".tenant.db"),
            dist: PathBuf::from("dist"),
            users: 200,
            seed: 1,
            latency_ms: 0,
            throttle: REQUESTS,
            etags: false,
            chaos: None,
            test_controls: false,
        }
    }
}

/// What `--help` prints.
pub const USAGE: &str = "tenant-api: a Rolecall tenant on this machine, for development and tests

  --port N               port on 127.0.0.1, 0 for a free one (default 8080)
  --db PATH              SQLite file with the state (default .tenant.db)
  --dist PATH            the built app (default dist)
  --users N              number of users, 10 to 1000000 (default 200)
  --seed N               the same seed and users give the same tenant (default 1)
  --latency MS           delay of each API response (default 0)
  --throttle N           requests per token to the access service in 5 minutes,
                         0 for no limit (default 600)
  --etags                send ETag and honor If-Match, unlike the published contract
  --chaos SEED:PERCENT   this share of the API calls fails, reproducibly
  --test-controls        open /test-controls/ (never on a shared machine)";

impl Options {
    /// Parses the arguments after the program name. The error is a sentence for whoever typed them.
    pub fn parse(args: impl IntoIterator<Item = String>) -> Result<Self, String> {
        let mut options = Self::default();
        let mut args = args.into_iter();
        while let Some(flag) = args.next() {
            let mut value = || args.next().ok_or(format!("{flag} needs a value."));
            match flag.as_str() {
                "--test-controls" => options.test_controls = true,
                "--etags" => options.etags = true,
                "--port" => options.port = number(&flag, &value()?)?,
                "--db" => options.db = value()?.into(),
                "--dist" => options.dist = value()?.into(),
                "--users" => options.users = number(&flag, &value()?)?,
                "--seed" => options.seed = number(&flag, &value()?)?,
                "--latency" => options.latency_ms = number(&flag, &value()?)?,
                "--throttle" => options.throttle = number(&flag, &value()?)?,
                "--chaos" => options.chaos = Some(value()?.parse()?),
                _ => return Err(format!("{flag} is not an option of tenant-api.")),
            }
        }
        if !(10..=1_000_000).contains(&options.users) {
            return Err("--users takes a number from 10 to 1000000.".into());
        }
        Ok(options)
    }
}

fn number<T: std::str::FromStr>(flag: &str, text: &str) -> Result<T, String> {
    text.parse()
        .map_err(|_| format!("{flag} takes a number, not \"{text}\"."))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn parse(line: &str) -> Result<Options, String> {
        Options::parse(line.split_whitespace().map(str::to_owned))
    }

    #[test]
    fn defaults_without_arguments() {
        let options = parse("").unwrap();
        assert_eq!((options.port, options.users, options.seed), (8080, 200, 1));
        assert_eq!(options.throttle, 600);
        assert!(!options.etags && !options.test_controls);
    }

    #[test]
    fn parses_each_option() {
        let line = "--port 0 --db a.db --dist b --users 10 --seed 7 --latency 120 --throttle 0 --chaos 3:25 --etags --test-controls";
        let options = parse(line).unwrap();
        assert_eq!((options.port, options.users, options.seed), (0, 10, 7));
        assert_eq!((options.latency_ms, options.throttle), (120, 0));
        assert_eq!(
            options.chaos,
            Some(Chaos {
                seed: 3,
                percent: 25
            })
        );
        assert!(options.etags && options.test_controls);
    }

    #[test]
    fn explains_what_is_wrong() {
        for (line, sentence) in [
            ("--users 9", "--users takes a number from 10 to 1000000."),
            ("--port eighty", "--port takes a number, not \"eighty\"."),
            ("--port", "--port needs a value."),
            ("--prot 1", "--prot is not an option of tenant-api."),
            (
                "--chaos 12",
                "--chaos takes SEED:PERCENT, for example 7:10.",
            ),
        ] {
            assert_eq!(parse(line).unwrap_err(), sentence);
        }
    }
}
