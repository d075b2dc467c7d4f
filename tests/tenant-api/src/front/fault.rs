//! The faults a connection can have, by the names tests use. Owns the list; `play` commits them.

/// Bad transport (tests/PROMISES.md, group T).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    /// Nothing is ever answered.
    StallHeaders,
    /// Headers and half of the body, then silence.
    StallBody,
    /// The body at one byte each 100 ms.
    SlowDrip,
    /// `Content-Length: 100`, six bytes, close.
    CutBody,
    /// The connection is torn down.
    Reset,
    /// The connection is closed before anything is answered.
    CloseBeforeHeaders,
    /// Half of the body in a good chunk, then a chunk without a size.
    BadChunk,
    /// Half of the body in a good chunk, then the end of the connection.
    TruncateChunked,
    /// Bytes that are not HTTP.
    Garbage,
    /// `Content-Length` says half of what the body has.
    WrongLength,
    /// `Content-Encoding: gzip` over a body that is not.
    BadGzip,
    /// 302 to the sign-in page.
    RedirectLogin,
    /// 200 with a page in the place of JSON.
    Html200,
    /// 200 with nothing in it.
    Empty200,
    /// The request is carried out, then the connection closes without an answer.
    HangUpAfterWrite,
}

impl Fault {
    pub(crate) const ALL: [Self; 15] = [
        Self::StallHeaders,
        Self::StallBody,
        Self::SlowDrip,
        Self::CutBody,
        Self::Reset,
        Self::CloseBeforeHeaders,
        Self::BadChunk,
        Self::TruncateChunked,
        Self::Garbage,
        Self::WrongLength,
        Self::BadGzip,
        Self::RedirectLogin,
        Self::Html200,
        Self::Empty200,
        Self::HangUpAfterWrite,
    ];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::StallHeaders => "stall-headers",
            Self::StallBody => "stall-body",
            Self::SlowDrip => "slow-drip",
            Self::CutBody => "cut-body",
            Self::Reset => "reset",
            Self::CloseBeforeHeaders => "close-before-headers",
            Self::BadChunk => "bad-chunk",
            Self::TruncateChunked => "truncate-chunked",
            Self::Garbage => "garbage",
            Self::WrongLength => "wrong-length",
            Self::BadGzip => "bad-gzip",
            Self::RedirectLogin => "redirect-login",
            Self::Html200 => "html-200",
            Self::Empty200 => "empty-200",
            Self::HangUpAfterWrite => "hang-up-after-write",
        }
    }

    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|fault| fault.name() == name)
    }

    /// Whether the request is carried out before the fault: then the body that breaks is the real one.
    pub(super) fn carries_out(self) -> bool {
        match self {
            Self::StallBody
            | Self::SlowDrip
            | Self::BadChunk
            | Self::TruncateChunked
            | Self::WrongLength
            | Self::BadGzip
            | Self::HangUpAfterWrite => true,
            Self::StallHeaders
            | Self::CutBody
            | Self::Reset
            | Self::CloseBeforeHeaders
            | Self::Garbage
            | Self::RedirectLogin
            | Self::Html200
            | Self::Empty200 => false,
        }
    }
}
