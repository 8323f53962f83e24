//! The law of the session: whatever the network and the server do, every viewer ends at the newest
//! page, and never holds one that was not published.
//!
//! A world of one server and three viewers is taken through random events: pages are published,
//! connections open and are cut with all that is on its way, messages arrive in any order between
//! connections, fetched pages arrive late, the server restarts with the same page or another.

use std::collections::{HashMap, VecDeque};

use proptest::collection::vec;
use proptest::prelude::*;
use sopwright_html::{Document, Node, element, parse_document};
use sopwright_preview::protocol::{Frame, FromViewer, ToViewer};
use sopwright_preview::session::{Cursor, Join, Step};
use sopwright_preview::{Epoch, Revision, Session};

use crate::mirror::Mirror;

const VIEWERS: usize = 3;

#[derive(Clone, Debug)]
enum Event {
    Publish(Document),
    /// The server starts anew, with the same page or another, and with so many bytes of history.
    Restart(Option<Document>, usize),
    /// Something happens to one of the viewers.
    At(usize, Happening),
}

#[derive(Clone, Copy, Debug)]
enum Happening {
    Connect,
    Cut,
    /// The server takes a message of the viewer.
    ServerHears,
    /// The connection can take a frame, if there is one to be sent.
    ServerSends,
    /// A frame arrives.
    ViewerHears,
    /// The server answers the viewer's request for the page.
    FetchIsAnswered,
    /// The answer arrives.
    FetchArrives,
    FetchIsLost,
}

struct World {
    session: Session,
    /// Every page that was ever published, by epoch and revision.
    published: HashMap<(String, u64), Vec<Node>>,
    viewers: Vec<Viewer>,
}

struct Viewer {
    mirror: Mirror,
    connection: Option<Connection>,
    fetch: Fetch,
}

/// A connection with both of its ends. Each direction keeps its order.
#[derive(Default)]
struct Connection {
    to_server: VecDeque<FromViewer>,
    to_viewer: VecDeque<Frame>,
    /// What the server knows of the viewer.
    cursor: Option<Cursor>,
    /// What the viewer knows of the server.
    joined: bool,
}

enum Fetch {
    None,
    Asked,
    Answered(Mirror),
}

impl World {
    fn new(first: Document, history_bytes: usize) -> Self {
        let mut world = Self {
            session: Session::new(Epoch(0), history_bytes),
            published: HashMap::new(),
            viewers: Vec::new(),
        };
        world.remember();
        world.publish(first);
        let mirror = world.page();
        let viewer = || Viewer { mirror: mirror.clone(), connection: None, fetch: Fetch::None };
        world.viewers = (0..VIEWERS).map(|_| viewer()).collect();
        world
    }

    /// Returns the newest page as it is fetched.
    fn page(&self) -> Mirror {
        let newest = self.session.newest();
        Mirror {
            epoch: self.session.epoch().to_string(),
            revision: newest.revision().0,
            digest: newest.digest().to_string(),
            nodes: newest.document().nodes.clone(),
        }
    }

    fn publish(&mut self, document: Document) {
        self.session.publish(document);
        self.remember();
    }

    fn remember(&mut self) {
        let Mirror { epoch, revision, nodes, .. } = self.page();
        self.published.insert((epoch, revision), nodes);
    }

    fn restart(&mut self, document: Option<Document>, history_bytes: usize) {
        let document = document.unwrap_or_else(|| self.session.newest().document().clone());
        self.session = Session::new(Epoch(self.session.epoch().0 + 1), history_bytes);
        self.remember();
        self.publish(document);
        for viewer in &mut self.viewers {
            viewer.connection = None;
            // An answer that left before the restart may still arrive; a question is lost.
            if matches!(viewer.fetch, Fetch::Asked) {
                viewer.fetch = Fetch::None;
            }
        }
    }

    fn happen(&mut self, index: usize, happening: Happening) {
        let page = self.page();
        let viewer = &mut self.viewers[index];
        match happening {
            Happening::Connect => viewer.connect(),
            Happening::Cut => viewer.connection = None,
            Happening::ServerHears => viewer.server_hears(&self.session),
            Happening::ServerSends => viewer.server_sends(&self.session),
            Happening::ViewerHears => viewer.hears(),
            Happening::FetchIsAnswered if matches!(viewer.fetch, Fetch::Asked) => {
                viewer.fetch = Fetch::Answered(page);
            }
            Happening::FetchIsAnswered => {}
            Happening::FetchArrives => viewer.fetched(),
            Happening::FetchIsLost => viewer.fetch_is_lost(),
        }
    }

    fn take(&mut self, event: Event) {
        match event {
            Event::Publish(document) => self.publish(document),
            Event::Restart(document, bytes) => self.restart(document, bytes),
            Event::At(viewer, happening) => self.happen(viewer, happening),
        }
        self.check();
    }

    /// What holds at any time.
    fn check(&self) {
        for Viewer { mirror, .. } in &self.viewers {
            let named = (mirror.epoch.clone(), mirror.revision);
            assert_eq!(Some(&mirror.nodes), self.published.get(&named), "{named:?}");
        }
        for viewer in self.viewers.iter().filter(|viewer| viewer.believes_to_be_live(&self.session))
        {
            assert_eq!(viewer.mirror.nodes, self.session.newest().document().nodes);
        }
    }

    /// Lets the network be good for long enough.
    fn calm(&mut self) {
        let good = [
            Happening::Connect,
            Happening::ServerHears,
            Happening::ServerSends,
            Happening::ViewerHears,
            Happening::FetchIsAnswered,
            Happening::FetchArrives,
        ];
        for _ in 0..200 {
            for viewer in 0..VIEWERS {
                good.iter().for_each(|&happening| self.happen(viewer, happening));
            }
        }
        self.check();
    }
}

impl Viewer {
    /// A browser that has lost its connection joins with what it shows.
    fn connect(&mut self) {
        if self.connection.is_none() {
            let to_server = VecDeque::from([self.mirror.join()]);
            self.connection = Some(Connection { to_server, ..Connection::default() });
            self.fetch = Fetch::None;
        }
    }

    fn server_hears(&mut self, session: &Session) {
        let Some(connection) = &mut self.connection else { return };
        let Some(FromViewer::Join { epoch, revision, digest, .. }) =
            connection.to_server.pop_front()
        else {
            return;
        };
        let epoch_now = session.epoch().to_string();
        let answer = match session.join(&epoch, Revision(revision), &digest) {
            Join::At(cursor) => {
                connection.cursor = Some(cursor);
                ToViewer::Joined { epoch: epoch_now, revision: cursor.revision().0 }
            }
            Join::Snapshot => {
                connection.cursor = None;
                ToViewer::Snapshot { epoch: epoch_now, revision: 0 }
            }
        };
        connection.to_viewer.push_back(Frame::new(&answer));
    }

    fn server_sends(&mut self, session: &Session) {
        let Some(connection) = &mut self.connection else { return };
        let Some(cursor) = connection.cursor else { return };
        match session.next(cursor) {
            Step::UpToDate => {}
            Step::Patch(frame, cursor) => {
                connection.cursor = Some(cursor);
                connection.to_viewer.push_back(frame);
            }
            Step::Snapshot => {
                connection.cursor = None;
                let epoch = session.epoch().to_string();
                let snapshot = ToViewer::Snapshot { epoch, revision: 0 };
                connection.to_viewer.push_back(Frame::new(&snapshot));
            }
        }
    }

    fn hears(&mut self) {
        let Some(connection) = &mut self.connection else { return };
        let Some(frame) = connection.to_viewer.pop_front() else { return };
        match serde_json::from_slice(frame.bytes()).unwrap() {
            ToViewer::Joined { epoch, revision } => {
                connection.joined = true;
                (self.mirror.epoch, self.mirror.revision) = (epoch, revision);
            }
            ToViewer::Snapshot { .. } => {
                connection.joined = false;
                self.fetch = Fetch::Asked;
            }
            patch => self.mirror.patch(patch),
        }
    }

    fn fetched(&mut self) {
        match std::mem::replace(&mut self.fetch, Fetch::None) {
            Fetch::Answered(page) => {
                self.mirror = page;
                if let Some(connection) = &mut self.connection {
                    connection.to_server.push_back(self.mirror.join());
                }
            }
            other => self.fetch = other,
        }
    }

    /// A browser that could not fetch the page asks again.
    fn fetch_is_lost(&mut self) {
        if !matches!(self.fetch, Fetch::None) {
            self.fetch = Fetch::Asked;
        }
    }

    /// Whether nothing tells the viewer that it is behind, and nothing that would is on its way.
    fn believes_to_be_live(&self, session: &Session) -> bool {
        self.connection.as_ref().is_some_and(|connection| {
            connection.joined
                && connection.to_viewer.is_empty()
                && connection.cursor.is_some_and(|cursor| session.next(cursor) == Step::UpToDate)
        })
    }
}

/// Pages of a few blocks and words, so that pages come back and patches of all sizes occur.
fn pages() -> impl Strategy<Value = Document> {
    let words = "(rinse|dry|rotor| ){0,5}";
    let block =
        (prop::option::of("[a-d]"), words, vec(words, 0..3)).prop_map(|(key, text, items)| {
            let items = items.into_iter().map(|item| element("li").text(item).into());
            let list = element("ul").children_from(items);
            let block = element("div").attribute_if("data-key", key).text(text);
            Node::from(if list.children().is_empty() { block } else { block.child(list) })
        });
    vec(block, 0..5).prop_map(|blocks| {
        let body = element("body").children_from(blocks);
        let html = element("html").child(element("head")).child(body);
        Document { nodes: vec![html.into()], ..parse_document("<!DOCTYPE html>") }
    })
}

fn histories() -> impl Strategy<Value = usize> {
    prop::sample::select(vec![0, 300, 1_000, 5_000, 1 << 20])
}

fn happenings() -> impl Strategy<Value = Happening> {
    prop_oneof![
        4 => Just(Happening::Connect),
        1 => Just(Happening::Cut),
        6 => Just(Happening::ServerHears),
        6 => Just(Happening::ServerSends),
        6 => Just(Happening::ViewerHears),
        3 => Just(Happening::FetchIsAnswered),
        3 => Just(Happening::FetchArrives),
        1 => Just(Happening::FetchIsLost),
    ]
}

fn events() -> impl Strategy<Value = Vec<Event>> {
    let event = prop_oneof![
        10 => pages().prop_map(Event::Publish),
        1 => (prop::option::of(pages()), histories())
            .prop_map(|(page, history)| Event::Restart(page, history)),
        40 => (0..VIEWERS, happenings()).prop_map(|(viewer, what)| Event::At(viewer, what)),
    ];
    vec(event, 0..150)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_viewer_ends_at_the_newest_page(first in pages(), bytes in histories(), events in events()) {
        let mut world = World::new(first, bytes);
        for event in events {
            world.take(event);
        }
        world.calm();
        let newest = world.page();
        for Viewer { mirror, .. } in &world.viewers {
            prop_assert_eq!(&mirror.nodes, &newest.nodes);
            let names = |mirror: &Mirror| (mirror.epoch.clone(), mirror.revision, mirror.digest.clone());
            prop_assert_eq!(names(mirror), names(&newest));
        }
    }
}
