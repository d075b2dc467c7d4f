//! A few documents for every decoder in each run (tests/PROMISES.md, P5); a million with `make decoders`.

use decoders::{DECODERS, case};

#[test]
fn no_document_panics_and_every_valid_one_is_read_exactly() {
    let cases = std::env::var("CASES")
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(1_000);
    let mut wrong = Vec::new();
    for decoder in &DECODERS {
        let failures = decoder.failures(cases);
        wrong.extend(failures.into_iter().map(|failure| (decoder.name, failure)));
    }
    assert_eq!(wrong, []);
}

#[test]
fn the_documents_are_valid_damaged_and_noise() {
    for decoder in &DECODERS {
        let read = |number| (decoder.read)(&case(decoder, number).text).is_some();
        let valid = (0..400).step_by(4).filter(|number| read(*number)).count();
        assert_eq!(valid, 100, "{}", decoder.name);
        let texts: std::collections::BTreeSet<String> =
            (0..400).map(|number| case(decoder, number).text).collect();
        assert!(texts.len() > 200, "{}: {} texts", decoder.name, texts.len());
    }
}
