//! Which child of one list is which child of another.
//!
//! Pairs are found in this order, each step looking only at what the earlier ones left over:
//!
//! 1. the same at the start and the end of both lists (nearly all of a page, after one edit);
//! 2. the same key;
//! 3. the same content, wherever it stands;
//! 4. between two neighbours that are paired: the most alike, then simply in order.
//!
//! The HTML diff pairs nodes this way; whoever carries identities over from an older list to a
//! newer one can do the same with items of their own.

use std::collections::HashMap;
use std::collections::VecDeque;
use std::ops::Range;

use crate::tree::Hash;

/// An item of a list that can be found again in another list.
pub trait Item {
    /// Returns what names the item whatever its content becomes, if anything does.
    fn key(&self) -> Option<&str>;

    /// Returns the hash of all that the item is. Equal hashes are taken for equal items.
    fn hash(&self) -> Hash;

    /// Whether both are equal; asked of every item at the ends of the lists, so that an item that
    /// can tell without its hash should.
    fn is_equal(&self, other: &Self) -> bool {
        self.hash() == other.hash()
    }

    /// Whether one may become the other: the same kind, and no keys that say otherwise.
    fn may_become(&self, other: &Self) -> bool;

    /// Returns how much the two have in common; 0 is nothing. Asked only where several candidates
    /// compete, of items that may become one another.
    fn likeness(&self, other: &Self) -> u32;
}

/// Returns how many items at the start, and how many of the rest at the end, are equal.
pub fn equal_ends<T: Item>(old: &[T], new: &[T]) -> (usize, usize) {
    let equal = |(a, b): &(&T, &T)| a.is_equal(b);
    let start = old.iter().zip(new).take_while(equal).count();
    let (old, new) = (&old[start..], &new[start..]);
    let end = old.iter().rev().zip(new.iter().rev()).take_while(equal).count();
    (start, end)
}

/// Pairs two lists: for each new item, in order, the index of the old one that it continues.
pub fn pair<T: Item>(old: &[T], new: &[T]) -> Vec<Option<usize>> {
    let (start, end) = equal_ends(old, new);
    let mut pairing =
        Pairing { old, new, partner: vec![None; new.len()], taken: vec![false; old.len()] };
    let old_middle = start..old.len() - end;
    let new_middle = start..new.len() - end;
    for index in 0..start {
        pairing.join(index, index);
    }
    for (o, n) in (old_middle.end..old.len()).zip(new_middle.end..new.len()) {
        pairing.join(o, n);
    }
    if !old_middle.is_empty() && !new_middle.is_empty() {
        pairing.by_key(old_middle.clone(), new_middle.clone());
        pairing.by_content(old_middle, new_middle.clone());
        pairing.by_place(new_middle);
    }
    pairing.partner
}

/// Returns the longest increasing subsequence of the old indexes in a pairing, as a mask over the
/// new items: those that need not move when the fewest others do.
pub fn stable(partner: &[Option<usize>]) -> Vec<bool> {
    // `tails[k]`: the new index at which an increasing run of length k + 1 ends lowest.
    let mut tails: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = vec![None; partner.len()];
    for (index, old) in partner.iter().enumerate() {
        if old.is_none() {
            continue;
        }
        let length = tails.partition_point(|&tail| partner[tail] < *old);
        before[index] = length.checked_sub(1).map(|shorter| tails[shorter]);
        tails.truncate(tails.len().max(length));
        match tails.get_mut(length) {
            Some(tail) => *tail = index,
            None => tails.push(index),
        }
    }
    let mut mask = vec![false; partner.len()];
    let mut next = tails.last().copied();
    while let Some(index) = next {
        mask[index] = true;
        next = before[index];
    }
    mask
}

/// Above this many candidates in one gap items are paired in order instead of by likeness, so that
/// a replaced document costs no more than its length.
const MOST_COMPARED: usize = 4096;

struct Pairing<'a, T> {
    old: &'a [T],
    new: &'a [T],
    partner: Vec<Option<usize>>,
    taken: Vec<bool>,
}

impl<T: Item> Pairing<'_, T> {
    fn join(&mut self, old: usize, new: usize) {
        self.partner[new] = Some(old);
        self.taken[old] = true;
    }

    fn by_key(&mut self, old_range: Range<usize>, new_range: Range<usize>) {
        let mut by_key = HashMap::new();
        for old in old_range {
            if let Some(key) = self.old[old].key() {
                by_key.entry(key).or_insert(old);
            }
        }
        for new in new_range {
            let Some(key) = self.new[new].key() else {
                continue;
            };
            let Some(&old) = by_key.get(key) else {
                continue;
            };
            if !self.taken[old] && self.old[old].may_become(&self.new[new]) {
                self.join(old, new);
            }
        }
    }

    fn by_content(&mut self, old_range: Range<usize>, new_range: Range<usize>) {
        let mut by_hash: HashMap<Hash, VecDeque<usize>> = HashMap::new();
        for old in old_range.filter(|&old| !self.taken[old]) {
            by_hash.entry(self.old[old].hash()).or_default().push_back(old);
        }
        for new in new_range {
            if self.partner[new].is_none()
                && let Some(old) =
                    by_hash.get_mut(&self.new[new].hash()).and_then(VecDeque::pop_front)
            {
                self.join(old, new);
            }
        }
    }

    /// Looks at each run of new items without a partner, and at the run of old ones without a
    /// partner that stands where the new run stands: after the partner of the item before it.
    fn by_place(&mut self, new_range: Range<usize>) {
        let mut next = new_range.start;
        while next < new_range.end {
            if self.partner[next].is_some() {
                next += 1;
                continue;
            }
            let end = (next..new_range.end).find(|&n| self.partner[n].is_some());
            let new_run = next..end.unwrap_or(new_range.end);
            next = new_run.end;
            let old_start = match new_run.start.checked_sub(1) {
                Some(before) => self.partner[before].map_or(0, |old| old + 1),
                None => 0,
            };
            let old_end = (old_start..self.old.len()).find(|&old| self.taken[old]);
            self.fill_gap(old_start..old_end.unwrap_or(self.old.len()), new_run);
        }
    }

    fn fill_gap(&mut self, old_run: Range<usize>, new_run: Range<usize>) {
        let candidates = old_run.len() * new_run.len();
        if candidates > 1 && candidates <= MOST_COMPARED {
            self.by_likeness(old_run.clone(), new_run.clone());
        }
        let mut old_left = old_run.filter(|&old| !self.taken[old]).collect::<VecDeque<_>>();
        for new in new_run {
            if self.partner[new].is_some() {
                continue;
            }
            let found = old_left.iter().position(|&old| self.old[old].may_become(&self.new[new]));
            if let Some(old) = found.and_then(|place| old_left.remove(place)) {
                self.join(old, new);
            }
        }
    }

    fn by_likeness(&mut self, old_run: Range<usize>, new_run: Range<usize>) {
        let mut candidates = Vec::new();
        for new in new_run {
            for old in old_run.clone() {
                if self.old[old].may_become(&self.new[new]) {
                    let likeness = self.old[old].likeness(&self.new[new]);
                    if likeness > 0 {
                        candidates.push((likeness, old, new));
                    }
                }
            }
        }
        // Ties go to the earlier ones: the sort is stable.
        candidates.sort_by_key(|&(likeness, ..)| std::cmp::Reverse(likeness));
        for (_, old, new) in candidates {
            if !self.taken[old] && self.partner[new].is_none() {
                self.join(old, new);
            }
        }
    }
}

/// Counts the words that two texts share, each occurrence once: a likeness for prose. Texts longer
/// than 200 words are judged by their first 200.
pub fn shared_words(a: &str, b: &str) -> u32 {
    const MOST_WORDS: usize = 200;
    let mut counts: HashMap<&str, u32> = HashMap::new();
    for word in a.split_whitespace().take(MOST_WORDS) {
        *counts.entry(word).or_default() += 1;
    }
    let mut shared = 0;
    for word in b.split_whitespace().take(MOST_WORDS) {
        if let Some(count) = counts.get_mut(word).filter(|count| **count > 0) {
            *count -= 1;
            shared += 1;
        }
    }
    shared
}
