// The conversation lies in this tab's own history, so that Back from a source finds it again. It ends with the tab.

const MOST = 10;

export function remember(turn) {
  const turns = [...(history.state?.turns ?? []), turn].slice(-MOST);
  try {
    history.replaceState({ turns }, "");
  } catch {
    // A browser that cannot hold as much goes without.
  }
}

export function restore(show) {
  const [entry] = performance.getEntriesByType("navigation");
  if (entry?.type !== "back_forward") {
    history.replaceState(null, "");
    return;
  }
  for (const turn of history.state?.turns ?? []) show(turn);
}
