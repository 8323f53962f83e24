/**
 * Runs in every page that is measured, ours and others, before anything else: tells when a new word
 * in the probe was painted, as `benchPainted(word, when)`.
 *
 * A frame is painted before the task runs that it began, and before the next one begins (HTML
 * §8.1.7.3). The screen itself, which a headless browser does not have, is not in the figure.
 */
(() => {
  let seen;
  let offset;

  function look() {
    const [, word] = document.getElementById("probe")?.textContent.match(/word (\w+)/) ?? [];
    if (word === undefined || word === seen) return;
    seen = word;
    showing((frame) => {
      let isTold = false;
      const painted = () => {
        if (isTold) return;
        isTold = true;
        const at = performance.now() + sinceEpoch();
        window.benchPainted?.(JSON.stringify({ word, at, frame }));
      };
      setTimeout(painted);
      // After a key, Chromium puts off all tasks until the next frame.
      requestAnimationFrame(painted);
    });
  }

  /**
   * Calls back in the frame that shows what the page is now, with its number. That is the one that
   * is being made, if the change was made by what a frame itself calls; so `requestAnimationFrame`
   * would be one too late.
   */
  function showing(act) {
    const observer = new ResizeObserver(() => {
      observer.disconnect();
      act(frameNow());
    });
    observer.observe(document.documentElement);
  }

  /** As in `clock.mjs`; found after what is measured. */
  function sinceEpoch() {
    if (offset === undefined) {
      const before = Date.now();
      let after = before;
      while (after === before) after = Date.now();
      offset = after - performance.now();
    }
    return offset;
  }

  let isTicking = false;
  window.benchFrame = 0;
  /**
   * Lets frames come all the time, as they do on a screen, or only when something has changed; done
   * when some have begun, the first of which need not be as far apart as those that follow.
   */
  window.benchFrames = async (on) => {
    if (on && !isTicking) requestAnimationFrame(tick);
    isTicking = on;
    for (let frame = 0; on && frame < 4; frame++) await new Promise(requestAnimationFrame);
  };
  function tick() {
    window.benchFrame++;
    if (isTicking) requestAnimationFrame(tick);
  }

  /** The number of the frame, which is the same in a frame inside of the page. */
  function frameNow() {
    return window.top.benchFrame;
  }

  const observer = new MutationObserver(look);
  /** Also to be called in a frame: its first, empty document may have had this window before. */
  window.benchWatch = () =>
    observer.observe(document, { subtree: true, childList: true, characterData: true });
  window.benchWatch();
  addEventListener(
    "keydown",
    ({ timeStamp }) => {
      const frame = frameNow();
      setTimeout(() => {
        window.benchPressed?.(JSON.stringify({ at: timeStamp + sinceEpoch(), frame }));
      }, 50);
    },
    true,
  );
})();
