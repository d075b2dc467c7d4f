//! `decoders [CASES [NAME]]`: the campaign of promise 5 natively (`make decoders`). In a browser this is a module that exports `run`
//! (`tests/browser/decoders.test.ts`).

#[cfg(not(target_arch = "wasm32"))]
use {
    decoders::{DECODERS, case},
    std::{process::ExitCode, time::Instant},
};

#[cfg(target_arch = "wasm32")]
use decoders as _;

#[cfg(not(target_arch = "wasm32"))]
fn main() -> ExitCode {
    let mut args = std::env::args().skip(1);
    let cases: u64 = args
        .next()
        .and_then(|text| text.parse().ok())
        .unwrap_or(10_000);
    let only = args.next();
    let mut failed = 0;
    for decoder in DECODERS
        .iter()
        .filter(|one| only.as_deref().is_none_or(|name| one.name == name))
    {
        let started = Instant::now();
        let bad = decoder.failures(cases);
        failed += bad.len();
        let seconds = started.elapsed().as_secs_f32();
        println!(
            "{:<24} {cases} documents, {seconds:.1} s, {} failures",
            decoder.name,
            bad.len()
        );
        for (number, why) in bad.iter().take(3) {
            println!(
                "  document {number}: {why}\n  {:?}",
                case(decoder, *number).text
            );
        }
    }
    if failed == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

#[cfg(target_arch = "wasm32")]
fn main() {}
