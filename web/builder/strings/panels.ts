/** Strings of the panels. */

export const panelStrings = {};
