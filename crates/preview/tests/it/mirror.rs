//! A viewer's copy of the page: what the browser's mirror is, as a value.

use sopwright_html::{Element, Node, Op, Patch, apply, parse_document};
use sopwright_preview::protocol::{FromViewer, ToViewer, Why};

/// A page, and which one the viewer takes it for.
#[derive(Clone, Debug)]
pub(crate) struct Mirror {
    pub(crate) epoch: String,
    pub(crate) revision: u64,
    pub(crate) digest: String,
    pub(crate) nodes: Vec<Node>,
}

impl Mirror {
    /// Reads a page as it is delivered, and takes out what belongs to the preview.
    pub(crate) fn of_delivered(text: &str) -> Self {
        let nodes = parse_document(text).nodes;
        let html = nodes.iter().find_map(Node::as_element).unwrap();
        let name = |name| html.get(name).unwrap().to_owned();
        Self {
            epoch: name("data-preview-epoch"),
            revision: name("data-preview-revision").parse().unwrap(),
            digest: name("data-preview-digest"),
            nodes: vec![without_preview(html).into()],
        }
    }

    pub(crate) fn join(&self) -> FromViewer {
        FromViewer::Join {
            epoch: self.epoch.clone(),
            revision: self.revision,
            digest: self.digest.clone(),
            why: Why::Opened,
        }
    }

    /// Applies a `patch`; panics if it was made for another page.
    pub(crate) fn patch(&mut self, message: ToViewer) {
        let ToViewer::Patch { base, revision, digest, shape, ops, .. } = message else {
            panic!("{message:?} is no patch");
        };
        assert_eq!(base, self.revision, "the patch leads on from the page that is shown");
        let ops = ops.into_iter().map(Op::from).collect();
        self.nodes = apply(&self.nodes, &Patch { ops, shape }).expect("the patch fits");
        (self.revision, self.digest) = (revision, digest);
    }
}

fn without_preview(html: &Element) -> Element {
    let mut html = html.clone();
    for name in ["epoch", "revision", "digest"] {
        html.remove(&format!("data-preview-{name}")).unwrap();
    }
    let children: Vec<Node> = html.children().iter().map(without_links).collect();
    html.set_children(children);
    html
}

fn without_links(child: &Node) -> Node {
    let Some(head) = child.as_element().filter(|child| &**child.name() == "head") else {
        return child.clone();
    };
    let mut head = head.clone();
    let own =
        |node: &&Node| node.as_element().is_none_or(|node| node.get("data-preview").is_none());
    let kept: Vec<Node> = head.children().iter().filter(own).cloned().collect();
    head.set_children(kept);
    head.into()
}
