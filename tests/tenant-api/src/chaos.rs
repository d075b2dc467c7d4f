//! Reproducible failures. Which API calls fail, and how, depends only on a seed and the number of the call, so that a failing
//! run can be repeated. Owns the choice; `listener` and `controls` carry it out.

use axum::http::StatusCode;

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

/// Every status that the services document, and a reset connection.
const FAILURES: [Option<u16>; 12] = [
    Some(400),
    Some(401),
    Some(403),
    Some(404),
    Some(409),
    Some(422),
    Some(429),
    Some(500),
    Some(502),
    Some(503),
    Some(504),
    None,
];

impl Chaos {
    /// What happens to the call with this number; `None` if nothing does.
    pub(crate) fn pick(self, call: u64) -> Option<Override> {
        let hash = mix(self.seed ^ mix(call));
        if hash % 100 >= u64::from(self.percent) {
            return None;
        }
        let choice = FAILURES[(hash / 100) as usize % FAILURES.len()];
        Some(
            match choice.and_then(|status| StatusCode::from_u16(status).ok()) {
                Some(status) => Override::status(status),
                None => Override::fault(Fault::Reset),
            },
        )
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

    fn run(chaos: Chaos) -> Vec<Option<u16>> {
        (0..2_000)
            .map(|call| {
                chaos
                    .pick(call)
                    .map(|picked| picked.status.map_or(0, |status| status.as_u16()))
            })
            .collect()
    }

    #[test]
    fn the_same_seed_fails_the_same_calls_in_the_same_way() {
        let chaos = Chaos {
            seed: 5,
            percent: 30,
        };
        assert_eq!(run(chaos), run(chaos));
        assert_ne!(
            run(chaos),
            run(Chaos {
                seed: 6,
                percent: 30
            })
        );
    }

    #[test]
    fn the_percentage_is_right_and_every_failure_occurs() {
        let results = run(Chaos {
            seed: 5,
            percent: 30,
        });
        let failed = results.iter().flatten().count();
        assert!((500..700).contains(&failed), "{failed} of 2000");
        for failure in FAILURES {
            let failure = Some(failure.unwrap_or(0));
            assert!(results.contains(&failure), "{failure:?} never occurred");
        }
    }

    #[test]
    fn none_and_all_are_possible() {
        assert!(
            run(Chaos {
                seed: 1,
                percent: 0
            })
            .iter()
            .all(Option::is_none)
        );
        assert!(
            run(Chaos {
                seed: 1,
                percent: 100
            })
            .iter()
            .all(Option::is_some)
        );
    }
}
