//! The charts above the table. Each segment is a piece of the query language, so that it can be counted, used as a filter and shown in
//! the search box. Pure: knows no view.

use rolecall_directory::{Filter, Query};

use crate::pages::users::labels;
use crate::pages::users::labels::filters as filter_labels;

pub(crate) struct Segment {
    pub(crate) label: &'static str,
    query: &'static str,
    /// A colour of the design.
    pub(crate) tone: &'static str,
}

pub(crate) struct Chart {
    pub(crate) title: &'static str,
    pub(crate) segments: &'static [Segment],
}

const fn segment(label: &'static str, query: &'static str, tone: &'static str) -> Segment {
    Segment { label, query, tone }
}

pub(crate) const CHARTS: [Chart; 3] = [
    Chart {
        title: labels::OTP,
        segments: &[
            segment(labels::ON, "otp:on", "good"),
            segment(labels::OFF, "otp:off -is:sso", "warning"),
            // With single sign-on the identity provider may ask for it: that is no finding.
            segment(filter_labels::OFF_WITH_SSO, "otp:off is:sso", "soft"),
            segment(labels::UNKNOWN, "otp:unknown", "unknown"),
        ],
    },
    Chart {
        title: labels::LAST_LOGIN,
        segments: &[
            segment(filter_labels::LAST_30_DAYS, "login:<30d", "good"),
            segment(
                filter_labels::DAYS_31_TO_90,
                "login:>30d -login:>90d",
                "busy",
            ),
            segment(filter_labels::OVER_90_DAYS, "login:>90d", "warning"),
            segment(filter_labels::NEVER, "login:never", "soft"),
            segment(labels::UNKNOWN, "login:unknown", "unknown"),
        ],
    },
    Chart {
        title: labels::IDENTITY,
        segments: &[
            segment(labels::SSO, "is:sso", "accent"),
            segment(labels::LOCAL, "is:managed", "busy"),
            segment(labels::UNDEFINED, "is:undefined", "soft"),
            segment(
                filter_labels::OTHER_OR_UNKNOWN,
                "-is:sso -is:managed -is:undefined",
                "unknown",
            ),
        ],
    },
];

impl Chart {
    /// The query without the selected segment of this chart, and which segment that is.
    pub(crate) fn split(&self, query: &Query) -> (Query, Option<usize>) {
        let mut rest = query.clone();
        for (index, segment) in self.segments.iter().enumerate() {
            let own = Query::read(segment.query).terms;
            if own.iter().all(|term| query.terms.contains(term)) {
                rest.terms.retain(|term| !own.contains(term));
                return (rest, Some(index));
            }
        }
        (rest, None)
    }

    /// The filter without the selected segment: the segments are counted among the users who match it. `None` if none is selected.
    pub(crate) fn filter(&self, filter: &Filter) -> Option<Filter> {
        let (query, selected) = self.split(&filter.query);
        selected.map(|_| Filter {
            query,
            picks: filter.picks.clone(),
        })
    }

    pub(crate) fn queries(&self) -> impl Iterator<Item = Query> {
        let segments = self.segments.iter();
        segments.map(|segment| Query::read(segment.query))
    }

    /// The search after a segment is activated: selects it, or removes it if it is selected.
    pub(crate) fn toggled(&self, q: &str, index: usize) -> String {
        let (mut query, selected) = self.split(&Query::read(q));
        if selected != Some(index)
            && let Some(segment) = self.segments.get(index)
        {
            query.terms.extend(Query::read(segment.query).terms);
        }
        query.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn selects_replaces_and_removes_a_segment_without_touching_the_rest_of_the_search() {
        let [_, login, _] = &CHARTS;
        let selected = login.toggled("anna login:<30d", 2);
        assert_eq!(selected, "anna login:>90d");
        let other = login.toggled(&selected, 1);
        assert_eq!(other, "anna login:>30d -login:>90d");
        assert_eq!(login.toggled(&other, 1), "anna");
    }

    #[test]
    fn recognizes_each_segment_in_the_query_it_writes() {
        for chart in &CHARTS {
            for index in 0..chart.segments.len() {
                let written = chart.toggled("", index);
                assert_eq!(
                    chart.split(&Query::read(&written)),
                    (Query::default(), Some(index)),
                    "{written}"
                );
            }
        }
    }
}
