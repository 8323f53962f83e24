//! The session by examples; `model` has the law.

use sopwright_html::{Document, parse_document};
use sopwright_preview::protocol::Frame;
use sopwright_preview::session::{Cursor, Join, Step};
use sopwright_preview::{Epoch, Revision, Session};

const EPOCH: Epoch = Epoch(7);

fn page(body: &str) -> Document {
    parse_document(&format!("<!DOCTYPE html><title>Rotor</title>{body}"))
}

fn session(history_bytes: usize, bodies: &[&str]) -> Session {
    let mut session = Session::new(EPOCH, history_bytes);
    for body in bodies {
        session.publish(page(body));
    }
    session
}

fn digest(session: &Session) -> String {
    session.newest().digest().to_string()
}

fn join(session: &Session, epoch: Epoch, revision: u64, digest: &str) -> Option<Cursor> {
    match session.join(&epoch.to_string(), Revision(revision), digest) {
        Join::At(cursor) => Some(cursor),
        Join::Snapshot => None,
    }
}

/// Follows the session from `cursor` and counts the patches, or `None` at a snapshot.
fn patches(session: &Session, mut cursor: Cursor) -> Option<Vec<Frame>> {
    let mut frames = Vec::new();
    loop {
        match session.next(cursor) {
            Step::UpToDate => return Some(frames),
            Step::Snapshot => return None,
            Step::Patch(frame, next) => {
                frames.push(frame);
                cursor = next;
            }
        }
    }
}

#[test]
fn a_page_that_equals_the_newest_makes_no_revision() {
    let mut session = session(1 << 20, &["<p>one", "<p>two"]);
    let again = session.publish(page("<p>two"));
    assert_eq!((again.revision, again.changed, again.bytes), (Revision(2), false, 0));
    let other = session.publish(page("<p>three"));
    assert_eq!((other.revision, other.changed, other.ops), (Revision(3), true, 1));
}

#[test]
fn a_doctype_makes_a_revision_but_no_other_tree() {
    let mut session = session(1 << 20, &["<p>one"]);
    let before = digest(&session);
    let published = session.publish(parse_document("<title>Rotor</title><p>one"));
    assert_eq!((published.changed, published.ops), (true, 0));
    assert_eq!(digest(&session), before);
}

#[test]
fn an_older_page_of_this_epoch_is_led_on_by_patches() {
    let mut session = session(1 << 20, &["<p>one"]);
    let first = digest(&session);
    session.publish(page("<p>two"));
    session.publish(page("<p>three"));
    let cursor = join(&session, EPOCH, 1, &first).unwrap();
    assert_eq!(cursor.revision(), Revision(1));
    assert_eq!(patches(&session, cursor).unwrap().len(), 2);
}

#[test]
fn the_same_content_is_known_in_another_life() {
    let other_life = session(1 << 20, &["<p>one", "<p>two", "<p>three"]);
    let mut session = Session::new(Epoch(8), 1 << 20);
    session.publish(page("<p>three"));
    let cursor = join(&session, EPOCH, 3, &digest(&other_life)).unwrap();
    assert_eq!(cursor.revision(), Revision(1));
    assert_eq!(session.next(cursor), Step::UpToDate);
    session.publish(page("<p>four"));
    let cursor = join(&session, EPOCH, 3, &digest(&other_life)).unwrap();
    assert_eq!(patches(&session, cursor).unwrap().len(), 1);
}

#[test]
fn an_unknown_page_is_fetched() {
    let session = session(1 << 20, &["<p>one"]);
    let known = digest(&session);
    assert!(join(&session, EPOCH, 1, &known).is_some());
    for (epoch, revision, digest) in [
        (EPOCH, 1, "0123456789abcdef"),
        (EPOCH, 2, "0123456789abcdef"),
        (Epoch(8), 1, "0123456789abcdef"),
        (EPOCH, u64::MAX, ""),
        (EPOCH, 1, "no digest"),
    ] {
        let joined = join(&session, epoch, revision, digest);
        assert_eq!(joined, None, "{epoch} {revision} {digest}");
    }
}

#[test]
fn forgotten_patches_mean_a_snapshot() {
    let mut session = session(600, &["<p>one"]);
    let first = digest(&session);
    let cursor = join(&session, EPOCH, 1, &first).unwrap();
    session.publish(page("<p>two"));
    assert_eq!(patches(&session, cursor).unwrap().len(), 1);
    session.publish(page("<p>three"));
    let third = digest(&session);
    session.publish(page("<p>four"));
    assert_eq!(session.next(cursor), Step::Snapshot);
    assert_eq!(join(&session, EPOCH, 1, &first), None);
    let cursor = join(&session, EPOCH, 3, &third).unwrap();
    assert_eq!(patches(&session, cursor).unwrap().len(), 1, "the newest are kept");
}

#[test]
fn patches_larger_than_the_page_mean_a_snapshot() {
    let bulk = "rinse ".repeat(1000);
    let mut session = session(1 << 20, &[&format!("<p>one<p>{bulk}")]);
    let cursor = join(&session, EPOCH, 1, &digest(&session)).unwrap();
    session.publish(page(&format!("<p>two<p>{bulk}<p>{bulk}")));
    assert!(patches(&session, cursor).is_some(), "half of the page is patched");
    session.publish(page("<p>three"));
    assert_eq!(patches(&session, cursor), None);
}

#[test]
fn viewers_share_one_encoded_frame() {
    let mut session = session(1 << 20, &["<p>one"]);
    let cursor = join(&session, EPOCH, 1, &digest(&session)).unwrap();
    session.publish(page("<p>two"));
    let (one, other) = (patches(&session, cursor).unwrap(), patches(&session, cursor).unwrap());
    assert_eq!(one[0].bytes().as_ptr(), other[0].bytes().as_ptr());
}
