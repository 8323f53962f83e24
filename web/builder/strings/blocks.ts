/** Strings of the blocks. */

export const blockStrings = {};
