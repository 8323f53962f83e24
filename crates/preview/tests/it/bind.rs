//! Ports are found by binding them, and refusals say what to do.

use std::net::{IpAddr, Ipv4Addr};

use sopwright_preview::{BindError, Port, bind};

const HOST: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);

#[tokio::test]
async fn the_first_free_port_is_found_and_kept() {
    let taken = bind(HOST, Port::Exactly(0)).await.unwrap();
    let from = taken.local_addr().unwrap().port();
    let found = bind(HOST, Port::FirstFree { from, tries: 100 }).await.unwrap();
    let port = found.local_addr().unwrap().port();
    assert!(from < port && port < from.saturating_add(100));
    let error = bind(HOST, Port::Exactly(port)).await.unwrap_err();
    assert!(matches!(error, BindError::Taken(address) if address.port() == port));
}

#[tokio::test]
async fn a_taken_port_is_named_with_the_way_out() {
    let taken = bind(HOST, Port::Exactly(0)).await.unwrap();
    let port = taken.local_addr().unwrap().port();
    let exactly = bind(HOST, Port::Exactly(port)).await.unwrap_err();
    assert_eq!(
        exactly.to_string(),
        format!(
            "port {port} on 127.0.0.1 is already in use; choose another port, or let the first \
             free one be found"
        )
    );
    let first = Port::FirstFree { from: port, tries: 1 };
    assert_eq!(
        bind(HOST, first).await.unwrap_err().to_string(),
        format!(
            "all ports from {port} to {port} on 127.0.0.1 are in use; stop a program that uses \
             one, or choose another port"
        )
    );
}

#[tokio::test]
async fn an_address_of_another_machine_is_refused_at_once() {
    let elsewhere: IpAddr = "192.0.2.1".parse().unwrap();
    let first = Port::FirstFree { from: 8080, tries: 100 };
    let error = bind(elsewhere, first).await.unwrap_err();
    assert!(matches!(&error, BindError::Refused(address, _) if address.port() == 8080));
    let text = error.to_string();
    assert!(text.starts_with("cannot listen on port 8080 of 192.0.2.1: "), "{text}");
    assert!(text.contains("; choose an address of this machine"), "{text}");
}

#[tokio::test]
async fn the_search_ends_at_the_last_port_there_is() {
    let first = Port::FirstFree { from: u16::MAX, tries: 100 };
    match bind(HOST, first).await {
        Ok(found) => assert_eq!(found.local_addr().unwrap().port(), u16::MAX),
        Err(error) => assert!(matches!(error, BindError::AllTaken { last: u16::MAX, .. })),
    }
}
