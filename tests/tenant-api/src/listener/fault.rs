//! The faults a connection can have, by the names tests use. Owns the list; `inject` commits them.

/// Bad transport (tests/PROMISES.md, group T).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    /// No response, ever.
    StallHeaders,
    /// The headers and half of the body, then silence.
    StallBody,
    /// The body, one byte every 100 ms.
    SlowDrip,
    /// `Content-Length: 100`, six bytes, close.
    CutBody,
    /// The connection is reset.
    Reset,
    /// The connection closes before any response.
    CloseBeforeHeaders,
    /// Half of the body in a valid chunk, then a chunk without a size.
    BadChunk,
    /// Half of the body in a valid chunk, then the end of the connection.
    TruncateChunked,
    /// Bytes that are not HTTP.
    Garbage,
    /// `Content-Length` is half the length of the body.
    WrongLength,
    /// `Content-Encoding: gzip` on a plain body.
    BadGzip,
    /// 302 to the sign-in page.
    RedirectLogin,
    /// 200 with HTML instead of JSON.
    Html200,
    /// 200 with an empty body.
    Empty200,
    /// The request is processed, then the connection closes without a response.
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

    pub(crate) fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|fault| fault.name() == name)
    }

    /// Whether the request is processed before the fault, so that the broken body is the real one.
    pub(super) fn processes_request(self) -> bool {
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
