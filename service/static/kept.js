// The conversation lies in this tab's own history, so that Back from a source finds it again. It ends with the tab.

const MOST = 10;
let turns = [];

function keep() {
  try {
    history.replaceState({ turns }, "");
  } catch {
    // A browser that cannot hold as much goes without.
  }
}

export function remember(turn) {
  turns = [...turns, turn].slice(-MOST);
  keep();
}

export function restore(show) {
  const [entry] = performance.getEntriesByType("navigation");
  if (entry?.type === "back_forward") turns = history.state?.turns ?? [];
  keep();
  turns.forEach(show);
  // Following a number to its source begins an entry of its own in the history, without what is kept here.
  addEventListener("hashchange", keep);
}
