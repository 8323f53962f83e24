/**
 * Characters are changed as a whole. Where a character of two UTF-16 units takes the place of another
 * one with the same first unit, as when an emoji is corrected, an editor changes the second unit only;
 * Yjs makes U+FFFD of both units of a pair that is torn.
 */

import { EditorState, type Text, Transaction, type TransactionSpec } from "@codemirror/state";

interface Change {
  from: number;
  to: number;
  insert: string;
}

export const wholeCharacters = EditorState.transactionFilter.of((transaction) => {
  const { doc } = transaction.startState;
  const changes: Change[] = [];
  let isTearing = false;
  transaction.changes.iterChanges((from, to, _from, _to, inserted) => {
    const [begin, end] = [isInPair(doc, from) ? 1 : 0, isInPair(doc, to) ? 1 : 0];
    isTearing ||= begin + end > 0;
    const before = doc.sliceString(from - begin, from);
    const behind = doc.sliceString(to, to + end);
    changes.push({ from: from - begin, to: to + end, insert: before + inserted + behind });
  });
  return isTearing ? madeOf(transaction, changes) : transaction;
});

/** Returns the same transaction, whose changes are written in another way. */
function madeOf(transaction: Transaction, changes: Change[]): TransactionSpec {
  const event = transaction.annotation(Transaction.userEvent);
  return {
    changes,
    selection: transaction.newSelection,
    effects: transaction.effects,
    scrollIntoView: transaction.scrollIntoView,
    ...(event !== undefined && { userEvent: event }),
  };
}

function isInPair(doc: Text, offset: number): boolean {
  const around = doc.sliceString(Math.max(0, offset - 1), offset + 1);
  return /^[\ud800-\udbff][\udc00-\udfff]$/.test(around);
}
