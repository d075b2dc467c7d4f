//! A day of `login:` is the day that the table shows, in every zone.

use proptest::prelude::*;
use rolecall_directory::Query;
use rolecall_directory::time::Now;

use crate::query::{NOW, directory};

const HOUR: i64 = 3_600_000;
const DAY: i64 = 24 * HOUR;

/// A zone: offsets from UTC, each from a moment on.
type Zone = &'static [(i64, i64)];

const UTC: Zone = &[(i64::MIN, 0)];
const KATHMANDU: Zone = &[(i64::MIN, 5 * HOUR + 45 * 60_000)];
/// Summer time until 2024-04-06T14:00Z, again from 2024-09-28T14:00Z.
const AUCKLAND: Zone = &[
    (i64::MIN, 13 * HOUR),
    (1_712_412_000_000, 12 * HOUR),
    (1_727_532_000_000, 13 * HOUR),
];
/// Summer time from 2024-03-10T10:00Z to 2024-11-03T09:00Z.
const LOS_ANGELES: Zone = &[
    (i64::MIN, -8 * HOUR),
    (1_710_064_800_000, -7 * HOUR),
    (1_730_624_400_000, -8 * HOUR),
];
/// 2011-12-30 did not happen: at 2011-12-30T10:00Z it became 2011-12-31.
const APIA: Zone = &[(i64::MIN, -10 * HOUR), (1_325_239_200_000, 14 * HOUR)];
/// 2018-11-04 began at 1:00: at 03:00Z midnight was skipped.
const SAO_PAULO: Zone = &[(i64::MIN, -3 * HOUR), (1_541_300_400_000, -2 * HOUR)];

fn shown(zone: Zone, ms: i64) -> i64 {
    let offset = zone.iter().rev().find(|(from, _)| ms >= *from).unwrap().1;
    (ms + offset).div_euclid(DAY) * DAY
}

/// The first moment that shows the day or a later one, found hour by quarter of an hour.
fn start(zone: Zone, day: i64) -> i64 {
    let mut at = day - 30 * HOUR;
    while shown(zone, at) < day {
        at += HOUR / 4;
    }
    at
}

macro_rules! now {
    ($zone:ident) => {
        Now {
            ms: NOW,
            day_start: |day| start($zone, day),
        }
    };
}

fn zones() -> [(&'static str, Zone, Now); 6] {
    [
        ("UTC", UTC, now!(UTC)),
        ("Kathmandu", KATHMANDU, now!(KATHMANDU)),
        ("Auckland", AUCKLAND, now!(AUCKLAND)),
        ("Los Angeles", LOS_ANGELES, now!(LOS_ANGELES)),
        ("Apia", APIA, now!(APIA)),
        ("Sao Paulo", SAO_PAULO, now!(SAO_PAULO)),
    ]
}

fn logins(times: &[i64]) -> rolecall_directory::Directory {
    let items = times.iter().map(|ms| {
        let at = chrono::DateTime::from_timestamp_millis(*ms).unwrap();
        serde_json::json!({"last_login_timestamp": at.to_rfc3339()})
    });
    directory(&items.collect::<Vec<_>>()).0
}

#[test]
fn every_shown_day_finds_exactly_its_rows() {
    // Around each change of an offset, by the half hour.
    for around in [
        1_712_412_000_000,
        1_727_532_000_000,
        1_710_064_800_000,
        1_730_624_400_000,
        1_325_239_200_000,
        1_541_300_400_000,
    ] {
        let times: Vec<i64> = (-120..120)
            .map(|step| around + step * HOUR / 2 - 1)
            .collect();
        let directory = logins(&times);
        for (name, zone, now) in zones() {
            for day in (-4..4).map(|day| around.div_euclid(DAY) * DAY + day * DAY) {
                let date = rolecall_directory::time::format_date(day);
                let rows = |typed: String| directory.search(&Query::read(&typed).into(), now);
                let expected = |is: fn(&i64, &i64) -> bool| -> Vec<u32> {
                    (0..)
                        .zip(&times)
                        .filter(|(_, ms)| is(&shown(zone, **ms), &day))
                        .map(|(row, _)| row)
                        .collect()
                };
                assert_eq!(
                    rows(format!("login:{date}")),
                    expected(i64::eq),
                    "{name} {date}"
                );
                assert_eq!(
                    rows(format!("login:<{date}")),
                    expected(i64::lt),
                    "{name} {date}"
                );
                assert_eq!(
                    rows(format!("login:>{date}")),
                    expected(i64::gt),
                    "{name} {date}"
                );
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_login_is_found_by_the_day_that_is_shown(ms in 1_000_000_000_000_i64..1_900_000_000_000, zone in 0_usize..6) {
        let (_, zone, now) = zones()[zone];
        let directory = logins(&[ms]);
        let day = shown(zone, ms);
        for (shift, found) in [(-DAY, false), (0, true), (DAY, false)] {
            let typed = format!("login:{}", rolecall_directory::time::format_date(day + shift));
            prop_assert_eq!(!directory.search(&Query::read(&typed).into(), now).is_empty(), found, "{}", typed);
        }
    }
}

#[test]
fn a_time_that_stands_for_none_is_unknown_and_no_day_finds_it() {
    let items = [
        "\"0001-01-01T00:00:00Z\"",
        "\"0001-01-01T00:00:00.000Z\"",
        "\"0001-01-01T00:00:00+05:00\"",
        "\"1970-01-01T00:00:00Z\"",
        "\"1970-01-01T01:00:00+01:00\"",
        "\"1970-01-01T00:00:00-08:00\"",
        "0",
        "\"0\"",
        "\"\"",
        "-62135596800",
        "\"9999-12-31T23:59:59Z\"",
        "\"9001-01-01T00:00:00Z\"",
        "\"0001-01-01 00:00:00 +0000 UTC\"",
    ];
    let items: Vec<serde_json::Value> = items
        .map(|value| {
            serde_json::from_str(&format!(
                "{{\"last_login_timestamp\":{value},\"creation_timestamp\":{value}}}"
            ))
            .unwrap()
        })
        .to_vec();
    let all: Vec<u32> = (0..items.len() as u32).collect();
    let (directory, _) = directory(&items);
    let find = |typed: &str| directory.search(&Query::read(typed).into(), NOW);
    for row in &all {
        let user = directory.user(*row).unwrap();
        assert_eq!(
            user.last_login(),
            rolecall_directory::LastLogin::Unknown,
            "{}",
            items[*row as usize]
        );
        assert_eq!(
            user.created(),
            rolecall_directory::Value::Missing,
            "{}",
            items[*row as usize]
        );
    }
    assert_eq!(find("login:unknown"), all);
    for typed in [
        "login:never",
        "is:never",
        "login:<2020-01-01",
        "login:>2020-01-01",
        "login:>90d",
        "login:<7d",
        "login:1970-01-01",
        "login:0001-01-01",
        "is:unreadable",
    ] {
        assert!(find(typed).is_empty(), "{typed}");
    }
}
