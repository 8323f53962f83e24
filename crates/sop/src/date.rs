//! Dates of the calendar, as ISO 8601 writes them: `2026-11-02`.

use std::fmt;

/// A day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    year: u16,
    month: u8,
    day: u8,
}

impl Date {
    /// Returns a day, if the calendar has it.
    pub fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        let is_leap =
            year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
        let length = match month {
            2 if is_leap => 29,
            2 => 28,
            4 | 6 | 9 | 11 => 30,
            1..=12 => 31,
            _ => return None,
        };
        (1..=length).contains(&day).then_some(Self { year, month, day })
    }

    /// Reads a day; a time of day behind it is left aside.
    pub fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        let (day, time) = match text.find(['T', ' ']) {
            Some(end) => (&text[..end], text[end + 1..].trim()),
            None => (text, ""),
        };
        let is_time = |c: char| c.is_ascii_digit() || matches!(c, ':' | '.' | '+' | '-' | 'Z');
        let has_time = time.starts_with(|c: char| c.is_ascii_digit()) && time.chars().all(is_time);
        if !time.is_empty() && !has_time {
            return None;
        }
        let parts: Vec<&str> = day.split('-').collect();
        let [year, month, day] = parts.as_slice() else {
            return None;
        };
        let is_number = |part: &&str| part.bytes().all(|byte| byte.is_ascii_digit());
        if ![year, month, day].iter().all(|part| is_number(part))
            || (year.len(), month.len(), day.len()) != (4, 2, 2)
        {
            return None;
        }
        Self::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_if_the_calendar_has_them() {
        let read = |text: &str| Date::read(text).map(|date| date.to_string());
        assert_eq!(read("2024-02-29").as_deref(), Some("2024-02-29"));
        assert_eq!(read(" 2026-11-02T09:30:00+01:00 ").as_deref(), Some("2026-11-02"));
        for text in ["2023-02-29", "2026-13-01", "2026-1-2", "02.11.2026", "+026-01-01", "soon"] {
            assert_eq!(read(text), None, "of {text:?}");
        }
    }
}
