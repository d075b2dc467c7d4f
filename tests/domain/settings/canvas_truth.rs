//! Honest browsers are never refused, whatever the picture, and liars of every kind always are. What JPEG loses comes from a
//! model of it: 8 x 8 cosine transform, the tables of quality 90, colours at half the resolution.

use std::f32::consts::PI;

use rolecall::domain::settings::canvas_truth::{pattern, shows_pattern, shows_same};
use rolecall::domain::settings::image_change::SIDE;

const S: usize = SIDE as usize;
/// The tables of the standard at quality 90.
const LUMA: [f32; 64] = [
    3., 2., 2., 3., 5., 8., 10., 12., 2., 2., 3., 4., 5., 12., 12., 11., 3., 3., 3., 5., 8., 11.,
    14., 11., 3., 3., 4., 6., 10., 17., 16., 12., 4., 4., 7., 11., 14., 22., 21., 15., 5., 7., 11.,
    13., 16., 21., 23., 18., 10., 13., 16., 17., 21., 24., 24., 20., 14., 18., 19., 20., 22., 20.,
    21., 20.,
];
const CHROMA: [f32; 64] = [
    3., 4., 5., 9., 20., 20., 20., 20., 4., 4., 5., 13., 20., 20., 20., 20., 5., 5., 11., 20., 20.,
    20., 20., 20., 9., 13., 20., 20., 20., 20., 20., 20., 20., 20., 20., 20., 20., 20., 20., 20.,
    20., 20., 20., 20., 20., 20., 20., 20., 20., 20., 20., 20., 20., 20., 20., 20., 20., 20., 20.,
    20., 20., 20., 20., 20.,
];

struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 >> 11
    }

    fn byte(&mut self) -> u8 {
        self.next() as u8
    }

    fn below(&mut self, end: usize) -> usize {
        (self.next() % end as u64) as usize
    }

    fn colour(&mut self) -> [u8; 3] {
        [self.byte(), self.byte(), self.byte()]
    }
}

type Pixels = Vec<u8>;

fn paint(mut colour: impl FnMut(usize, usize) -> [u8; 3]) -> Pixels {
    (0..S * S)
        .flat_map(|at| {
            let [red, green, blue] = colour(at % S, at / S);
            [red, green, blue, 255]
        })
        .collect()
}

fn the_pattern() -> Pixels {
    paint(|x, y| pattern(x as u32, y as u32))
}

/// To frequencies and back, at the loss of this table.
fn lossy_plane(plane: &mut [f32], side: usize, table: &[f32; 64]) {
    let cosine: [[f32; 8]; 8] = std::array::from_fn(|k| {
        let scale: f32 = if k == 0 { (1.0f32 / 8.0).sqrt() } else { 0.5 };
        std::array::from_fn(|n| scale * ((2 * n + 1) as f32 * k as f32 * PI / 16.0).cos())
    });
    for start in (0..side / 8).flat_map(|y| (0..side / 8).map(move |x| y * 8 * side + x * 8)) {
        let block: [f32; 64] = std::array::from_fn(|i| plane[start + i / 8 * side + i % 8]);
        let half: [f32; 64] = std::array::from_fn(|i| {
            (0..8)
                .map(|n| block[i / 8 * 8 + n] * cosine[i % 8][n])
                .sum()
        });
        let frequencies: [f32; 64] = std::array::from_fn(|i| {
            let exact: f32 = (0..8).map(|n| half[n * 8 + i % 8] * cosine[i / 8][n]).sum();
            (exact / table[i]).round() * table[i]
        });
        let half: [f32; 64] = std::array::from_fn(|i| {
            (0..8)
                .map(|k| frequencies[i / 8 * 8 + k] * cosine[k][i % 8])
                .sum()
        });
        for i in 0..64 {
            plane[start + i / 8 * side + i % 8] =
                (0..8).map(|k| half[k * 8 + i % 8] * cosine[k][i / 8]).sum();
        }
    }
}

fn jpeg(pixels: &[u8]) -> Pixels {
    let planes = |weights: [f32; 3]| -> Vec<f32> {
        pixels
            .chunks(4)
            .map(|pixel| (0..3).map(|c| weights[c] * f32::from(pixel[c])).sum())
            .collect()
    };
    let mut brightness = planes([0.299, 0.587, 0.114]);
    let halved = |full: Vec<f32>| -> Vec<f32> {
        let at = |x: usize, y: usize| full[y * S + x];
        (0..S * S / 4)
            .map(|i| (i % (S / 2) * 2, i / (S / 2) * 2))
            .map(|(x, y)| (at(x, y) + at(x + 1, y) + at(x, y + 1) + at(x + 1, y + 1)) / 4.0)
            .collect()
    };
    let mut blue = halved(planes([-0.1687, -0.3313, 0.5]));
    let mut red = halved(planes([0.5, -0.4187, -0.0813]));
    lossy_plane(&mut brightness, S, &LUMA);
    lossy_plane(&mut blue, S / 2, &CHROMA);
    lossy_plane(&mut red, S / 2, &CHROMA);
    paint(|x, y| {
        let half = y / 2 * (S / 2) + x / 2;
        let (luma, blue, red) = (brightness[y * S + x], blue[half], red[half]);
        [
            luma + 1.402 * red,
            luma - 0.3441 * blue - 0.7141 * red,
            luma + 1.772 * blue,
        ]
        .map(|channel| channel.round().clamp(0.0, 255.0) as u8)
    })
}

/// Pictures as people have them, and as only testers have.
fn picture(kind: usize, random: &mut Random) -> (&'static str, Pixels) {
    let (one, two) = (random.colour(), random.colour());
    let size = 1 + random.below(24);
    let waves: Vec<[f32; 4]> = (0..6)
        .map(|_| std::array::from_fn(|_| random.below(1_000) as f32 / 1_000.0))
        .collect();
    match kind % 9 {
        0 => ("flat", paint(|_, _| one)),
        1 => (
            "photo",
            paint(|x, y| {
                std::array::from_fn(|channel| {
                    let sum: f32 = waves
                        .iter()
                        .map(|[a, b, c, d]| {
                            let angle = x as f32 * a * 0.2 + y as f32 * b * 0.2 + c * 9.0;
                            (angle + channel as f32 * d).sin() * d
                        })
                        .sum();
                    (128.0 + 50.0 * sum + random.below(9) as f32).clamp(0.0, 255.0) as u8
                })
            }),
        ),
        2 => ("colour noise", paint(|_, _| random.colour())),
        3 => (
            "black and white noise",
            paint(|_, _| [255 * (random.byte() & 1); 3]),
        ),
        4 => (
            "checkers",
            paint(|x, y| {
                if (x / size + y / size).is_multiple_of(2) {
                    one
                } else {
                    two
                }
            }),
        ),
        5 => (
            "checkers of one pixel in full colours",
            paint(|x, y| {
                let pick = if (x + y).is_multiple_of(2) { one } else { two };
                pick.map(|channel| if channel < 128 { 0 } else { 255 })
            }),
        ),
        6 => ("lines", paint(|x, _| if x % size == 0 { one } else { two })),
        7 => (
            "on white, as transparent ones are",
            paint(|x, y| {
                let far = x.abs_diff(S / 2).pow(2) + y.abs_diff(S / 2).pow(2);
                if far < 3_000 * size { one } else { [255; 3] }
            }),
        ),
        _ => (
            "tiny, enlarged",
            paint(|x, y| {
                let part = |a: u8, b: u8| {
                    ((usize::from(a) * (x + y) + usize::from(b) * (2 * S - x - y)) / (2 * S)) as u8
                };
                std::array::from_fn(|c| part(one[c], two[c]))
            }),
        ),
    }
}

type Lie = fn(&mut Random, &[u8]) -> Pixels;

/// What guards do to pixels, down to what can just be seen.
const LIES: [(&str, Lie); 11] = [
    ("noise", |random, pixels| {
        pixels.iter().map(|_| random.byte()).collect()
    }),
    ("solid noise", |random, _| paint(|_, _| random.colour())),
    ("white", |_, pixels| vec![255; pixels.len()]),
    ("black", |_, _| paint(|_, _| [0; 3])),
    ("transparent", |_, pixels| vec![0; pixels.len()]),
    ("one colour", |random, _| {
        let colour = random.colour();
        paint(|_, _| colour)
    }),
    ("too few", |_, pixels| pixels[..400].to_vec()),
    ("none", |_, _| Vec::new()),
    ("upside down", |_, pixels| {
        pixels.chunks(4 * S).rev().flatten().copied().collect()
    }),
    ("a strong tint", |_, pixels| {
        pixels.iter().map(|byte| byte.saturating_add(60)).collect()
    }),
    ("a tenth of noise", |random, pixels| {
        let mut pixels = pixels.to_vec();
        for row in pixels.chunks_mut(4 * S).take(S / 10) {
            row.fill_with(|| random.byte());
        }
        pixels
    }),
];

#[test]
fn an_honest_browser_is_never_refused() {
    assert!(shows_pattern(&the_pattern()));
    assert!(shows_pattern(&jpeg(&the_pattern())));
    let mut random = Random(7);
    for number in 0..18 {
        let (kind, drawn) = picture(number, &mut random);
        assert!(shows_same(&drawn, &jpeg(&drawn)), "{kind}, {number}");
    }
}

#[test]
fn noise_too_faint_to_be_seen_is_no_reason_to_refuse() {
    let mut random = Random(11);
    let mut faint = |pixels: &[u8], most: u8, one_in: usize| -> Pixels {
        let mut pixels = pixels.to_vec();
        for byte in &mut pixels {
            if random.below(one_in) == 0 {
                *byte = byte.saturating_sub(random.below(usize::from(most) + 1) as u8);
            }
        }
        pixels
    };
    let drawn = picture(1, &mut Random(5)).1;
    let (known, saved) = (jpeg(&the_pattern()), jpeg(&drawn));
    for (most, one_in) in [(1, 1), (3, 1), (10, 100), (40, 1_000)] {
        let what = format!("up to {most} of one byte in {one_in}");
        assert!(
            shows_pattern(&faint(&the_pattern(), most, one_in)),
            "{what}"
        );
        assert!(shows_pattern(&faint(&known, most, one_in)), "{what}");
        assert!(shows_same(&drawn, &faint(&saved, most, one_in)), "{what}");
    }
}

#[test]
fn every_lie_about_the_pattern_is_found() {
    let mut random = Random(3);
    for (lie, tell) in LIES {
        let told = tell(&mut random, &the_pattern());
        assert!(!shows_pattern(&told), "{lie}");
    }
}

#[test]
fn a_guard_that_lies_only_about_pictures_of_people_is_found_too() {
    let mut random = Random(9);
    let drawn = picture(1, &mut random).1;
    for (lie, tell) in LIES {
        let told = tell(&mut random, &drawn);
        assert!(!shows_same(&drawn, &told), "{lie}");
        assert!(!shows_same(&told, &drawn), "{lie}, about what was drawn");
    }
}
