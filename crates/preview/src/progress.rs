//! What one viewer was sent so far, and so what it is to be sent next.
//!
//! This, and not a queue, is all that the server holds for a viewer.

use tokio::sync::watch;

use crate::content_hash::ContentHash;
use crate::hub::State;
use crate::protocol::{Frame, Poll, ToViewer};
use crate::session::{Cursor, Join, Revision, Step};

/// See the [module](self).
#[derive(Default)]
pub(crate) struct Progress {
    /// `None` until it joins, and again after a snapshot: nothing is sent then.
    cursor: Option<Cursor>,
    /// An answer that is due before anything else.
    answer: Option<Frame>,
    theme: Option<Frame>,
    paper: Option<Frame>,
    diagnostics: Option<Frame>,
}

impl Progress {
    /// The viewer says which page it shows.
    pub(crate) fn join(&mut self, state: &State, epoch: &str, revision: Revision, digest: &str) {
        *self = match state.session.join(epoch, revision, digest) {
            Join::At(cursor) => Self {
                cursor: Some(cursor),
                answer: Some(joined(state, cursor)),
                ..Self::default()
            },
            Join::Snapshot => Self { answer: Some(snapshot(state)), ..Self::default() },
        };
    }

    /// The viewer goes on where the answer to its last poll ended.
    pub(crate) fn resume(&mut self, state: &State, poll: &Poll) {
        self.join(state, &poll.epoch, Revision(poll.revision), &poll.digest);
        let of_now = Self {
            cursor: self.cursor,
            answer: None,
            theme: state.theme.as_ref().map(|theme| theme.frame.clone()),
            paper: state.paper.as_ref().map(|paper| paper.frame.clone()),
            diagnostics: Some(state.diagnostics.clone()),
        };
        let is_same_page = self.cursor.is_some_and(|cursor| cursor.revision().0 == poll.revision)
            && poll.epoch == state.session.epoch().to_string();
        if is_same_page && poll.seen == of_now.seen() {
            *self = of_now;
        }
    }

    /// Names all that the viewer has beside the page.
    pub(crate) fn seen(&self) -> String {
        let frames = [&self.theme, &self.paper, &self.diagnostics];
        let texts = frames.map(|frame| frame.as_ref().map_or(&b""[..], |frame| &**frame.bytes()));
        ContentHash::of(&texts.join(&b'\n')).to_string()
    }

    /// Waits for the next frame that the viewer is to have. May be dropped while it waits.
    pub(crate) async fn due(&mut self, state: &mut watch::Receiver<State>) -> Frame {
        loop {
            let due = self.next(&state.borrow_and_update());
            match due {
                Some(frame) => return frame,
                None if state.changed().await.is_ok() => {}
                // The hub, which lives as long as its viewers, is gone: nothing will ever be due.
                None => std::future::pending().await,
            }
        }
    }

    /// Returns the next frame for the viewer and takes it as sent; `None` until something changes.
    pub(crate) fn next(&mut self, state: &State) -> Option<Frame> {
        if let Some(answer) = self.answer.take() {
            return Some(answer);
        }
        let cursor = self.cursor?;
        let theme = state.theme.as_ref().map(|theme| &theme.frame);
        if self.theme.as_ref() != theme {
            self.theme = theme.cloned();
            return self.theme.clone();
        }
        let paper = state.paper.as_ref().map(|paper| &paper.frame);
        if self.paper.as_ref() != paper {
            self.paper = paper.cloned();
            return self.paper.clone();
        }
        if self.diagnostics.as_ref() != Some(&state.diagnostics) {
            self.diagnostics = Some(state.diagnostics.clone());
            return self.diagnostics.clone();
        }
        match state.session.next(cursor) {
            Step::UpToDate => None,
            Step::Patch(frame, cursor) => {
                self.cursor = Some(cursor);
                Some(frame)
            }
            Step::Snapshot => {
                *self = Self::default();
                Some(snapshot(state))
            }
        }
    }
}

fn joined(state: &State, cursor: Cursor) -> Frame {
    Frame::new(&ToViewer::Joined {
        epoch: state.session.epoch().to_string(),
        revision: cursor.revision().0,
    })
}

fn snapshot(state: &State) -> Frame {
    Frame::new(&ToViewer::Snapshot {
        epoch: state.session.epoch().to_string(),
        revision: state.session.newest().revision().0,
    })
}
