//! What one viewer was sent so far, and so what it is to be sent next.
//!
//! This, and not a queue, is all that the server holds for a viewer.

use crate::hub::State;
use crate::protocol::{Frame, ToViewer};
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
