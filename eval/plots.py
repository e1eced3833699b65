"""The plots of the report, as SVG to stand inside the page: hit curves, the calibration of refusals, misses, growth."""

import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from io import StringIO

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from eval.growth import Grown
from eval.run import ALL, Run
from eval.systems import BM25, DENSE, NO_DIGEST, NO_SOURCES, OURS, TUTORIAL

# Text stays text, so that a reader's font and a screen reader can have it; ids are the same at every run.
mpl.rcParams.update({"svg.fonttype": "none", "svg.hashsalt": "lotse", "font.size": 9})
_SHOWN = (OURS, DENSE, TUTORIAL, NO_DIGEST, NO_SOURCES, BM25)
_RANKS = (1, 5, 10)
_BINS = 10
_SIZE = (5.6, 3.4)


def hit_curves(run: Run) -> str:
    """Return how often the right section is among the first 1, 5 and 10, one line a system."""

    def draw(axes: Axes) -> None:
        for name in _SHOWN:
            section = run.systems[name].figures[ALL].section
            axes.plot(_RANKS, [section[f"hit@{rank}"].mean for rank in _RANKS], marker="o", label=name)
        axes.set(xlabel="unter den ersten …", ylabel="Anteil mit richtigem Paragrafen", xticks=_RANKS, ylim=(0, 1))
        axes.legend(fontsize=7, loc="lower right")

    return _svg(draw, "Trefferkurven")


def calibration(run: Run) -> str:
    """Return how often the sources answer, where the service holds that for so and so likely."""

    def draw(axes: Axes) -> None:
        bins: list[list[tuple[float, bool]]] = [[] for _ in range(_BINS)]
        for sure, covered in run.surely:
            bins[min(int(sure * _BINS), _BINS - 1)].append((sure, covered))
        full = [each for each in bins if each]
        said = [sum(sure for sure, _ in each) / len(each) for each in full]
        true = [sum(covered for _, covered in each) / len(each) for each in full]
        axes.plot((0, 1), (0, 1), linestyle=":", color="gray")
        axes.scatter(said, true, s=[8 + 2 * len(each) for each in full])
        for x, y, each in zip(said, true, full, strict=True):
            axes.annotate(str(len(each)), (x, y), textcoords="offset points", xytext=(6, -8), fontsize=7)
        axes.set(
            xlabel="wie sicher der Dienst ist", ylabel="wie oft die Quellen antworten", xlim=(0, 1), ylim=(0, 1.05)
        )

    return _svg(draw, "Kalibrierung: Antworten die Quellen?")


def misses(run: Run) -> str:
    """Return in which laws the questions lie whose section is not among the first five."""

    def draw(axes: Axes) -> None:
        names = list(run.missed)[::-1]
        axes.barh(names, [run.missed[name] for name in names])
        axes.set(xlabel="Fragen ohne richtigen Paragrafen unter den ersten fünf")

    return _svg(draw, "Wo es fehlt")


def parts(run: Run) -> str:
    """Return what each part brings: ours minus ours without it, at five, with the paired interval."""

    def draw(axes: Axes) -> None:
        less = {name: each.less_than_ours for name, each in run.systems.items() if name.startswith("ohne ")}
        for offset, register in ((-0.15, ALL), (0.15, "misspelt")):
            rows = [(at, each[register]) for at, each in enumerate(less.values()) if register in each]
            means = [share.mean for _, share in rows]
            errors = [[s.mean - s.low for _, s in rows], [s.high - s.mean for _, s in rows]]
            axes.errorbar(means, [at + offset for at, _ in rows], xerr=errors, fmt="o", label=_REGISTERS[register])
        axes.axvline(0, color="gray", linestyle=":")
        axes.set(xlabel="unser Dienst besser um … (unter den ersten fünf)", yticks=range(len(less)))
        axes.set_yticklabels(list(less))
        axes.legend(fontsize=7)

    return _svg(draw, "Was jeder Teil bringt", (7.2, 4.2))


def growth(rows: Sequence[Grown]) -> str:
    """Return how long a search lasts the more passages there are."""

    def draw(axes: Axes) -> None:
        sizes = [row.passages for row in rows]
        for name, times in _TIMES.items():
            axes.plot(sizes, [times(row) for row in rows], marker="o", label=name)
        axes.set(xscale="log", xlabel="Absätze", ylabel="Millisekunden je Suche, ein Kern")
        axes.legend(fontsize=7)

    return _svg(draw, "Wachstum")


_REGISTERS: Mapping[str, str] = {ALL: "wie geschrieben", "misspelt": "mit Tippfehlern"}
_TIMES: Mapping[str, Callable[[Grown], float]] = {
    "Median": lambda row: row.search.median_ms,
    "95 %": lambda row: row.search.p95_ms,
    "davon Bedeutung (Chroma)": lambda row: row.meaning.median_ms,
    "davon Wörter": lambda row: row.words.median_ms,
}


def _svg(draw: Callable[[Axes], None], title: str, size: tuple[float, float] = _SIZE) -> str:
    figure = Figure(figsize=size, layout="constrained")
    axes = figure.add_subplot()
    axes.set_title(title)
    axes.spines[["top", "right"]].set_visible(False)
    draw(axes)
    out = StringIO()
    figure.savefig(out, format="svg", metadata={"Date": None})
    text = out.getvalue()[out.getvalue().index("<svg") :]
    # Every plot numbers its parts from the beginning, and a page may have an id only once.
    own = hashlib.sha256(text.encode()).hexdigest()[:8]
    return re.sub(r'(\bid="|url\(#|href="#)', rf"\g<1>{own}-", text)
