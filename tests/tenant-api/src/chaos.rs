//! Replayable failure. Which of the API calls fail, and how, is a function of a seed and of the call's number, so
//! that a failing run can be run again. Owns the choice; `front` and `faults` carry it out.

use axum::http::StatusCode;

use crate::controls::overrides::Override;
use crate::listener::fault::Fault;
use crate::seed::rng::mix;

/// `--chaos SEED:PERCENT`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Chaos {
    /// Chooses which calls fail and how.
    pub seed: u64,
    /// How many of a hundred calls fail, 0 to 100.
    pub percent: u8,
}

/// Every status the two contracts document, and a torn connection as the last one.
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
    /// What happens to the call with this number: `None` when it is let through.
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
    fn the_same_seed_strikes_the_same_calls_in_the_same_way() {
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
    fn the_share_is_kept_and_every_failure_is_met() {
        let results = run(Chaos {
            seed: 5,
            percent: 30,
        });
        let failed = results.iter().flatten().count();
        assert!((500..700).contains(&failed), "{failed} of 2000");
        for failure in FAILURES {
            let failure = Some(failure.unwrap_or(0));
            assert!(results.contains(&failure), "{failure:?} never came");
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
