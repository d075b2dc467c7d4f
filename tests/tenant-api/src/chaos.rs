//! Reproducible failures. Which API calls fail, and how, depends only on a seed, on the operation, and on how often it was called
//! before: calls of different operations that overtake each other change nothing. Owns the choice; `listener` and `controls`
//! carry it out.

use std::collections::HashMap;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use serde_json::{Value, json};

use crate::controls::overrides::Override;
use crate::listener::fault::Fault;
use crate::seed::rng::mix;

/// `--chaos SEED:PERCENT`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Chaos {
    /// Decides which calls fail and how.
    pub seed: u64,
    /// The percentage of calls that fail, 0 to 100.
    pub percent: u8,
}

/// What can happen to a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Failure {
    Status(u16),
    /// 429 that asks to wait so many seconds.
    Wait(u32),
    Broken(Fault),
    /// 200 with JSON that isn't the response; the request isn't processed.
    WrongJson(&'static str),
    /// The real response, after this many milliseconds.
    Late(u64),
}

/// Every status that the services document, and each way in which a response can be lost: before the request is processed and
/// after it, at once and by silence.
const FAILURES: [Failure; 31] = [
    Failure::Status(400),
    Failure::Status(401),
    Failure::Status(403),
    Failure::Status(404),
    Failure::Status(409),
    Failure::Status(422),
    Failure::Status(429),
    Failure::Status(500),
    Failure::Status(502),
    Failure::Status(503),
    Failure::Status(504),
    Failure::Wait(2),
    Failure::Wait(90),
    Failure::Broken(Fault::Reset),
    Failure::Broken(Fault::CloseBeforeHeaders),
    Failure::Broken(Fault::HangUpAfterWrite),
    Failure::Broken(Fault::StallHeaders),
    Failure::Broken(Fault::StallBody),
    Failure::Broken(Fault::CutBody),
    Failure::Broken(Fault::TruncateChunked),
    Failure::Broken(Fault::BadChunk),
    Failure::Broken(Fault::BadGzip),
    Failure::Broken(Fault::Garbage),
    Failure::Broken(Fault::Html200),
    Failure::Broken(Fault::Empty200),
    Failure::Broken(Fault::RedirectLogin),
    Failure::WrongJson("{}"),
    Failure::WrongJson(r#"[7, null, "x"]"#),
    Failure::WrongJson(r#"{"items": 7, "data": "none"}"#),
    Failure::Late(60),
    Failure::Late(300),
];

impl Failure {
    fn rule(self) -> Override {
        match self {
            Self::Status(status) => {
                Override::status(StatusCode::from_u16(status).unwrap_or_default())
            }
            Self::Wait(seconds) => Override {
                headers: vec![(header::RETRY_AFTER, HeaderValue::from(seconds))],
                ..Override::status(StatusCode::TOO_MANY_REQUESTS)
            },
            Self::Broken(fault) => Override::fault(fault),
            Self::WrongJson(body) => Override {
                body: Some(body.into()),
                ..Override::status(StatusCode::OK)
            },
            Self::Late(ms) => Override {
                delay: Duration::from_millis(ms),
                ..Override::default()
            },
        }
    }
}

impl Chaos {
    /// What happens to a call of this operation after `earlier` others; `None` if nothing does.
    fn pick(self, method: &Method, path: &str, earlier: u64) -> Option<Failure> {
        let mut operation = DefaultHasher::new();
        (method.as_str(), path).hash(&mut operation);
        let hash = mix(mix(self.seed) ^ mix(operation.finish()) ^ mix(earlier).rotate_left(17));
        if hash % 100 >= u64::from(self.percent) {
            return None;
        }
        Some(FAILURES[(hash / 100) as usize % FAILURES.len()])
    }
}

/// The chaos of a running tenant.
#[derive(Default)]
pub(crate) struct ChaosState(Mutex<Running>);

#[derive(Default)]
struct Running {
    chaos: Option<Chaos>,
    /// Calls of each operation.
    earlier: HashMap<(Method, String), u64>,
    calls: u64,
    failed: u64,
}

impl ChaosState {
    pub(crate) fn new(chaos: Option<Chaos>) -> Self {
        let state = Self::default();
        state.start(chaos);
        state
    }

    /// From now on this chaos, or none. All operations count from zero.
    pub(crate) fn start(&self, chaos: Option<Chaos>) {
        *self.running() = Running {
            chaos,
            ..Running::default()
        };
    }

    /// What happens to this call. Calls with the header `X-No-Chaos` are spared and not counted: a test asks for the truth.
    pub(crate) fn next(
        &self,
        method: &Method,
        path: &str,
        headers: &HeaderMap,
    ) -> Option<Override> {
        let mut running = self.running();
        let chaos = running.chaos?;
        if headers.contains_key("x-no-chaos") {
            return None;
        }
        let earlier = running
            .earlier
            .entry((method.clone(), path.to_owned()))
            .or_default();
        let failure = chaos.pick(method, path, *earlier);
        *earlier += 1;
        running.calls += 1;
        running.failed += u64::from(failure.is_some());
        failure.map(Failure::rule)
    }

    /// How many calls there were since it started, and how many of them failed.
    pub(crate) fn counts(&self) -> Value {
        let running = self.running();
        json!({ "calls": running.calls, "failed": running.failed })
    }

    fn running(&self) -> std::sync::MutexGuard<'_, Running> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl std::str::FromStr for Chaos {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        text.split_once(':')
            .and_then(|(seed, percent)| {
                Some(Self {
                    seed: seed.parse().ok()?,
                    percent: percent.parse().ok().filter(|&percent| percent <= 100)?,
                })
            })
            .ok_or_else(|| "--chaos takes SEED:PERCENT, for example 7:10.".into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PATHS: [&str; 4] = ["/a", "/b", "/c", "/d"];

    fn run(seed: u64, percent: u8) -> Vec<Option<Failure>> {
        let chaos = Chaos { seed, percent };
        (0..2_000)
            .map(|call| chaos.pick(&Method::GET, PATHS[call % 4], call as u64 / 4))
            .collect()
    }

    #[test]
    fn the_same_seed_fails_the_same_calls_in_the_same_way() {
        assert_eq!(run(5, 30), run(5, 30));
        assert_ne!(run(5, 30), run(6, 30));
    }

    #[test]
    fn the_percentage_is_right_and_every_failure_occurs() {
        let results = run(5, 30);
        let failed = results.iter().flatten().count();
        assert!((500..700).contains(&failed), "{failed} of 2000");
        for failure in FAILURES {
            assert!(
                results.contains(&Some(failure)),
                "{failure:?} never occurred"
            );
        }
    }

    #[test]
    fn none_and_all_are_possible() {
        assert!(run(1, 0).iter().all(Option::is_none));
        assert!(run(1, 100).iter().all(Option::is_some));
    }

    #[test]
    fn calls_of_other_operations_in_between_change_nothing() {
        let statuses = |others: usize| {
            let state = ChaosState::new(Some(Chaos {
                seed: 3,
                percent: 50,
            }));
            (0..100)
                .map(|_| {
                    for _ in 0..others {
                        state.next(&Method::PUT, "/other", &HeaderMap::new());
                    }
                    state
                        .next(&Method::GET, "/a", &HeaderMap::new())
                        .map(|rule| (rule.status, rule.fault, rule.delay))
                })
                .collect::<Vec<_>>()
        };
        assert_eq!(statuses(0), statuses(3));
    }

    #[test]
    fn counts_calls_and_spares_whoever_asks_for_the_truth() {
        let state = ChaosState::new(Some(Chaos {
            seed: 1,
            percent: 100,
        }));
        let truth = HeaderMap::from_iter([(
            header::HeaderName::from_static("x-no-chaos"),
            HeaderValue::from(1),
        )]);
        assert!(state.next(&Method::GET, "/a", &HeaderMap::new()).is_some());
        assert!(state.next(&Method::GET, "/a", &truth).is_none());
        assert_eq!(state.counts(), json!({ "calls": 1, "failed": 1 }));
        state.start(None);
        assert!(state.next(&Method::GET, "/a", &HeaderMap::new()).is_none());
    }
}
