//! Tables are edited cell by cell, row by row and column by column.

use proptest::prelude::*;
use sopwright_sop::Document;
use sopwright_sop::block::Alignment;
use sopwright_sop::edit::{Edit, Outline, OutlineTable, apply, text_edits};

fn table_of(source: &str) -> (sopwright_sop::BlockId, OutlineTable) {
    let document = Document::parse(source);
    let outline = Outline::of(&document, source, None);
    let block = outline.blocks().iter().find(|block| block.table.is_some()).unwrap();
    (block.id.clone(), block.table.clone().unwrap())
}

fn edited(source: &str, edit: &Edit) -> Result<String, String> {
    let edits = text_edits(&Document::parse(source), source, edit);
    Ok(apply(source, &edits.map_err(|refusal| refusal.message)?))
}

fn check(source: &str, edit: impl FnOnce(sopwright_sop::BlockId) -> Edit, expected: &str) {
    let edit = edit(table_of(source).0);
    assert_eq!(edited(source, &edit).as_deref(), Ok(expected));
}

const TABLE: &str = "before\n\n| a | b |\n|---|:-:|\n| 1 |   |\n3 | 4\n\nafter\n";

fn set(row: usize, column: usize, text: &str) -> impl FnOnce(sopwright_sop::BlockId) -> Edit {
    let text = text.to_owned();
    move |table| Edit::SetCell { table, row, column, text }
}

#[test]
fn a_cell_is_changed_alone() {
    check(TABLE, set(0, 1, "B"), &TABLE.replace("| b |", "| B |"));
    check(TABLE, set(1, 1, "2"), &TABLE.replace("| 1 |   |", "| 1 | 2  |"));
    check(TABLE, set(2, 0, "x|y\nz"), &TABLE.replace("3 | 4", "x\\|y<br>z | 4"));
    check("|a|b|\n|-|-|\n|1||\n", set(1, 1, "2"), "|a|b|\n|-|-|\n|1| 2 |\n");
    check(
        "| a | b | c |\n|-|-|-|\n| 1 |\n",
        set(1, 2, "3"),
        "| a | b | c |\n|-|-|-|\n| 1 |  | 3 |\n",
    );
    check("> | a |\n> | - |\n> | 1 |\n", set(1, 0, "2"), "> | a |\n> | - |\n> | 2 |\n");
    check(
        "1. x\n\n   | a |\n   | - |\n   | 1 |\n",
        set(1, 0, "2"),
        "1. x\n\n   | a |\n   | - |\n   | 2 |\n",
    );
}

#[test]
fn rows_come_and_go() {
    let splice = |at, remove, insert: &[&[&str]]| {
        let insert: Vec<Vec<String>> =
            insert.iter().map(|row| row.iter().map(|cell| (*cell).into()).collect()).collect();
        move |table| Edit::SpliceRows { table, at, remove, insert }
    };
    check(TABLE, splice(0, 0, &[&["x", "y"]]), &TABLE.replace("| 1 |", "| x | y |\n| 1 |"));
    check(TABLE, splice(2, 0, &[&["x"]]), &TABLE.replace("3 | 4\n", "3 | 4\n| x |  |\n"));
    check(TABLE, splice(0, 2, &[]), &TABLE.replace("| 1 |   |\n3 | 4\n", ""));
    check("| a |\n| - |", splice(0, 0, &[&["1"]]), "| a |\n| - |\n| 1 |");
    check(
        "| a |\n| - |\n| 1 |\n",
        splice(0, 1, &[&["x", "y"]]),
        "| a |  |\n| - | --- |\n| x | y |\n",
    );
    check("> | a |\n> | - |\n", splice(0, 0, &[&["1"]]), "> | a |\n> | - |\n> | 1 |\n");
}

#[test]
fn columns_come_and_go_and_move() {
    let splice =
        |at, remove, insert| move |table| Edit::SpliceColumns { table, at, remove, insert };
    check(
        "| a | b |\n| - | - |\n| 1 | 2 |\n",
        splice(1, 0, 1),
        "| a |  | b |\n| - | --- | - |\n| 1 |  | 2 |\n",
    );
    check("| a | b |\n| - | - |\n| 1 | 2 |\n", splice(0, 1, 0), "| b |\n| - |\n| 2 |\n");
    check(
        TABLE,
        |table| Edit::MoveColumn { table, from: 0, to: 1 },
        "before\n\n| b | a |\n| :-: | --- |\n|  | 1 |\n| 4 | 3 |\n\nafter\n",
    );
    check(
        TABLE,
        |table| Edit::MoveRow { table, from: 1, to: 0 },
        &TABLE.replace("| 1 |   |\n3 | 4\n", "3 | 4\n| 1 |   |\n"),
    );
    check(
        TABLE,
        |table| Edit::Align { table, column: 0, alignment: Alignment::Right },
        &TABLE.replace("|---|", "|---:|"),
    );
    let all = Edit::SpliceColumns { table: table_of(TABLE).0, at: 0, remove: 2, insert: 0 };
    assert_eq!(edited(TABLE, &all), Err("a table has at least one column".into()));
}

proptest! {
    #[test]
    fn one_cell_changes_and_no_other(
        rows in proptest::collection::vec(proptest::collection::vec("[a-c |\\\\`é]{0,4}", 2), 1..4),
        row in 0..4_usize, column in 0..2_usize, text in "[a-c|\\\\ \n`*é]{0,6}",
    ) {
        let mut source = String::from("| h | i |\n| - | - |\n");
        for cells in &rows {
            source.push_str(&format!("| {} |\n", cells.join(" | ")));
        }
        let (table, before) = table_of(&source);
        let edit = Edit::SetCell { table, row: row.min(before.rows.len()), column, text };
        if let Ok(after) = edited(&source, &edit) {
            let (_, after) = table_of(&after);
            let all = |table: &OutlineTable| [vec![table.header.clone()], table.rows.clone()].concat();
            for (at, (old, new)) in all(&before).iter().zip(all(&after)).enumerate() {
                for other in 0..2 {
                    let is_it = at == row.min(before.rows.len()) && other == column;
                    prop_assert!(is_it || old[other] == new[other], "{source:?} {edit:?}");
                }
            }
        }
    }
}
