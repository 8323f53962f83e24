//! How the time of a step grows with the size of the document: one table for each bench.
//!
//! Sizes take turns, so that a busy machine slows all of them alike, and medians are compared.

#![allow(
    dead_code,
    clippy::disallowed_methods,
    clippy::disallowed_types,
    clippy::print_stdout,
    reason = "a bench measures time and prints; each uses a part of this"
)]

use std::time::{Duration, Instant};

/// Blocks of a document. The largest is a source of about 10 MB.
pub(crate) const SIZES: [usize; 4] = [10, 100, 1_000, 10_000];

/// How often each size is measured, after as many turns to warm up as the second number says.
const TURNS: (usize, usize) = (101, 10);

/// Returns how long something takes, with what it makes.
pub(crate) fn timed<T>(step: impl FnOnce() -> T) -> (Duration, T) {
    let start = Instant::now();
    let made = std::hint::black_box(step());
    (start.elapsed(), made)
}

/// Measures `turn` at each size of a case and prints a row for each of its steps, then one for
/// the `sum` of some of them. `turn` returns how long each step took.
pub(crate) fn print<const N: usize, Case>(
    title: &str,
    steps: [&str; N],
    sum: Option<(&str, &[usize])>,
    cases: &mut [Case],
    mut turn: impl FnMut(&mut Case, usize) -> [Duration; N],
) {
    let mut times = vec![[const { Vec::new() }; N]; cases.len()];
    for number in 0..TURNS.0 + TURNS.1 {
        for (case, times) in cases.iter_mut().zip(&mut times) {
            let taken = turn(case, number);
            if number >= TURNS.1 {
                times.iter_mut().zip(taken).for_each(|(times, taken)| times.push(taken));
            }
        }
    }
    println!("\n### {title}\n");
    println!(
        "| step | 10 blocks | 100 | 1,000 | 10,000 | growth 10 → 10,000 | growth 100 → 10,000 |"
    );
    println!("|---|---:|---:|---:|---:|---:|---:|");
    for (step, name) in steps.into_iter().enumerate() {
        row(name, times.iter_mut().map(|times| median(&mut times[step].clone())));
    }
    if let Some((name, parts)) = sum {
        row(
            name,
            times.iter().map(|times| {
                let turns = times[0].len();
                let total = |turn: usize| parts.iter().map(|&part| times[part][turn]).sum();
                median(&mut (0..turns).map(total).collect::<Vec<Duration>>())
            }),
        );
    }
}

fn row(name: &str, medians: impl Iterator<Item = Duration>) {
    let medians: Vec<f64> = medians.map(|median| median.as_secs_f64() * 1e6).collect();
    let cells: Vec<String> = medians.iter().map(|micros| format!("{micros:.1} µs")).collect();
    let growth = |from: usize| medians[medians.len() - 1] / medians[from];
    println!("| {name} | {} | {:.1}× | {:.1}× |", cells.join(" | "), growth(0), growth(1));
}

fn median(times: &mut [Duration]) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}
