/** Strings of the canvas. */

export const canvasStrings = {};
