//! The tenant's billing checks as warnings. A passed check says nothing; one whose result couldn't be read says so, and never
//! counts as passed.

use crate::api::json::field::{Field, List};
use crate::api::tenant::whoami_parts::{BillingAction, BillingCheck, BillingFlag};
use crate::domain::text::displayable;

/// What the user should know about the tenant's billing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BillingView {
    /// In the order of the service.
    pub warnings: Vec<BillingWarning>,
    /// Checks that couldn't be read at all.
    pub unreadable: usize,
    /// Whether the service reported on billing; if not, no warnings means nothing.
    pub reported: bool,
}

/// One check that failed, or whose result isn't known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BillingWarning {
    pub message: String,
    /// What to do about it.
    pub advice: Option<String>,
    /// The service's own additional information.
    pub info: Option<String>,
    /// False when we don't know whether the check failed.
    pub certain: bool,
}

/// Reads the flags of whoami.
pub fn view(flags: &Field<List<BillingFlag>>) -> BillingView {
    let Field::Known(flags) = flags else {
        return BillingView {
            warnings: Vec::new(),
            unreadable: 0,
            reported: false,
        };
    };
    BillingView {
        warnings: flags
            .iter()
            .filter_map(|flag| warning(flag.known()?))
            .collect(),
        unreadable: flags.iter().filter(|flag| flag.known().is_none()).count(),
        reported: true,
    }
}

fn warning(flag: &BillingFlag) -> Option<BillingWarning> {
    let certain = match flag.failed {
        Field::Known(false) => return None,
        Field::Known(true) => true,
        Field::Null | Field::Missing | Field::Unreadable(_) => false,
    };
    let problem = match &flag.billing_flag {
        Field::Known(check) => problem(check),
        Field::Null | Field::Missing | Field::Unreadable(_) => {
            "The service reports a billing problem without saying which.".to_owned()
        }
    };
    let message = if certain {
        problem
    } else {
        format!("We couldn't confirm this problem: {problem}")
    };
    let info = flag
        .additional_info
        .known()
        .filter(|info| !info.trim().is_empty());
    Some(BillingWarning {
        message,
        advice: flag.action.known().and_then(advice),
        info: info.map(|info| displayable(info)),
        certain,
    })
}

/// What it means that a check failed.
fn problem(check: &BillingCheck) -> String {
    let words = match check {
        BillingCheck::ValidPaymentMethod => "There is no valid payment method.",
        BillingCheck::OverdueInvoice => "An invoice is overdue.",
        BillingCheck::LastTransactionStatus => "The last payment did not go through.",
        BillingCheck::Expired => "The payment method has expired.",
        BillingCheck::InsufficientFunds => {
            "The payment method was declined for insufficient funds."
        }
        BillingCheck::PrimaryDeclined => "The primary payment method was declined.",
        BillingCheck::CvcInvalid => "The security code of the payment method is not valid.",
        BillingCheck::ZipInvalid => "The postal code of the payment method is not valid.",
        BillingCheck::InsufficientFundsSecondaryCharged => {
            "The primary payment method had insufficient funds; the secondary one was charged."
        }
        BillingCheck::PrimaryExpiredSecondaryCharged => {
            "The primary payment method has expired; the secondary one was charged."
        }
        BillingCheck::PrimaryDeclinedSecondaryCharged => {
            "The primary payment method was declined; the secondary one was charged."
        }
        BillingCheck::BothFailed => "Both payment methods failed.",
        BillingCheck::GenericFailure => "The payment failed.",
        BillingCheck::GenericAddFailure => "A payment method could not be added.",
        BillingCheck::Other(name) if name.is_empty() => {
            "The service reports a billing problem without saying which."
        }
        BillingCheck::Other(name) => {
            return format!(
                "The service reports an unknown billing problem: {}.",
                displayable(name)
            );
        }
    };
    words.to_owned()
}

fn advice(action: &BillingAction) -> Option<String> {
    match action {
        BillingAction::None => None,
        BillingAction::AddPaymentMethod => Some("Add a new payment method.".to_owned()),
        BillingAction::ContactUs => Some("Contact the vendor.".to_owned()),
        BillingAction::Other(name) if name.is_empty() => None,
        BillingAction::Other(name) => Some(format!("The service advises: {}.", displayable(name))),
    }
}
